"""Figures of large units, added up beforehand and always fresh: what is folded, and what was written since read live.

`keys` says what is added up, in the catalogue's own conditions; `marks` how far; `folding` adds up; `answers` reads.
"""
