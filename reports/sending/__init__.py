"""A report's way up the tree: written, sent, received, locked, corrected; and what was kept of it.

life       the acts, each checked again under a lock
outline    what the unit writes itself
snapshots  what is kept when it is sent; `moments` which facts it knew, `enclosed` its lists and forms
drafts     the codes of drafts that were not sent
pending    what was recorded since
standing   who has sent and who has not; `reported` what the units below said
"""
