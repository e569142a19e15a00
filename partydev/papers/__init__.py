"""A Party paper: what it says (`document`) and how it appears, as page, PDF and text (`rendering`).

No domain here: reports and the papers of a committee's meeting are both built of it.
"""
