"""What is taken at most. Told on the page before anything is chosen, and asked before anything is decoded."""

MB = 1024 * 1024
MOST_FILES = 30
MOST_BYTES = 20 * MB  # one file
MOST_BYTES_TOGETHER = 40 * MB
MOST_PAGES = 100
MOST_PIXELS = 40_000_000  # a photo, or an image inside a PDF
MOST_OBJECTS = 50_000  # of a PDF
DEEPEST = 60  # how far one part of a PDF may lie within another

# The process that opens them.
SECONDS = 20
MEMORY = 480 * MB
NICENESS = 10  # behind every page
AT_ONCE = 2  # such processes on this machine; who comes then is asked to come again

# What one sending over a weak link carries, and how long a broken one may be taken up again.
CHUNK = 1 * MB
RESUMABLE_HOURS = 24
SENDINGS_OF_ONE = 5  # that one account may have open
FREE_DISK = 200 * MB  # below that nothing is taken
