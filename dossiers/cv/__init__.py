"""The applicant's CV (2-KNĐ) as data: its parts by edition, its questions, its pages, what is still open.

Pure but for `profile`: nothing here imports Django or a model. START HERE: `editions` (which parts, under
which numbers), `questions` (what is asked), `pages` (how it is asked on the screen), `record` (one CV as a value).
"""
