"""The demonstration's data: invented people, made to the figures of the articles, and a living present.

Nothing in the application imports its modules; the commands `seed_demo` and `demo_accounts` do.
"""

# What other applications show of theirs, each from the day it is written on; last of all, on a whole demonstration.
MORE = []
