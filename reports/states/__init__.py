"""How the people and cells of a large installation stand on a day, kept by unit and always fresh.

Sums of facts (`reports.tally`) cannot say who in the pool holds a certificate, who waits for a card, whose recognition
is overdue, which cells have admitted nobody for years. Such numbers are counted beforehand for every unit down to a
depth (`leaves`), with the mark up to which they hold; what was touched since (`touched`) is counted when it is asked.
`answers` reads, `keeping` writes.
"""
