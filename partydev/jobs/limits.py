"""How much a file may cost. Rows are those of its tables; long texts count as rows (`weight`)."""

import environ

env = environ.Env()

# A row of eight columns takes 15 ms to lay out and 0.2 MB of memory; in a spreadsheet 0.2 ms (measured on 2,000 rows).
PAPER_AT_ONCE = 400
SHEET_AT_ONCE = 5_000
MOST_OF_A_PAPER = 8_000
MOST_OF_A_SHEET = 100_000
LETTERS_OF_A_ROW = 200
PEOPLE_AT_ONCE = 500  # a longer list of people is given for a written reason, after the password

SECONDS = env.int("JOB_SECONDS", 600)  # of one file, from beginning to end
MEMORY = env.int("JOB_MEMORY_MB", 3_000) * 1024 * 1024
MOST_BYTES = 300 * 1024 * 1024
NICENESS = 10

MOST_AT_A_TIME = 5  # files of one person that wait or are being made
HOURS_KEPT = 24
DAYS_LISTED = 7
DEAD_AFTER = 60  # seconds without a sign of life
