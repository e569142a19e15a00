"""Charts as data and their geometry: frozen dataclasses in, SVG out of `templates/reports/charts/`.

The same drawing serves the page and the PDF. It is grey, patterned and labelled by presentation
attributes, since the PDF's images know no style sheet; the page colours it by class. Coordinates
are whole numbers: a template would print 12.5 with a comma. Every chart stands beside a table.
"""

from partydev.papers.keeping import keeps

from .bars import Bar, StepBars, TargetBars, YearColumns
from .composition import Composition, Share
from .drawing import Chart, render
from .lines import MonthLines

__all__ = ["Bar", "Chart", "Composition", "MonthLines", "Share", "StepBars", "TargetBars", "YearColumns", "render"]

keeps(Bar, StepBars, TargetBars, YearColumns, Composition, Share, MonthLines)
