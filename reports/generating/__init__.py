"""An invented commune, province or nation, to try and to measure the system at its real size.

`generate` writes a tree, its members and the ways of people into the Party as the actions would have left them, in
one stream: what is held in memory does not grow with the size. START in `writing`. The same seed on the same day
gives the same rows.
"""

from reports.generating.scales import SCALES
from reports.generating.writing import generate

__all__ = ["SCALES", "generate"]
