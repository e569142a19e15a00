"""What leaders should care for and urge: the problems that the work runs into, each with the units where it shows.

Facts with their causes in words, in the order of the tree or of names. Nothing is scored, no unit is ranked.
"""
