"""The rulebook as it comes with the program: regulations (b) to (f), with their sources and confidence."""

from functools import cache

from candidates.rules.calendar import shipped_calendar
from candidates.rules.shipped import conditions, steps
from candidates.rules.shipped.steps import SET_DAYS
from candidates.rules.values import Rulebook

__all__ = ["ROWS", "SET_DAYS", "shipped_rulebook"]
ROWS = (*conditions.ROWS, *steps.ROWS)


@cache
def shipped_rulebook():
    """The `Rulebook` before anything was confirmed or corrected, with the shipped list of holidays."""
    return Rulebook(ROWS, shipped_calendar())
