"""Scans of a dossier's papers: judged by their content, rewritten as one PDF, kept out of every public path.

`judge` and `convert` know nothing of Django and run in a limited process of their own (`worker`); the rest
is what the application sees: `profile` (whether scans are kept at all), `receive` (what a form sent), `store`
(the files), `reading` (which scan stands beside which paper).
"""
