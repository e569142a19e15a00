"""Which handbook a form is printed after, by the paper's day."""

from dataclasses import dataclass
from datetime import date

from candidates.rules.law import HANDBOOKS, IMPLEMENTING, Document

KEYS = ("hd09", "hd12", "hd38")
LAYOUT_SINCE = date(2026, 1, 9)


@dataclass(frozen=True)
class Edition:
    """`handbook` has the form, `regulation` implements the Charter on the day; `layout` is "hd36" or "hd05"."""

    forms: str
    layout: str
    handbook: Document
    regulation: Document


def edition_on(day):
    """The `Edition` of papers dated `day`."""
    handbook = _in_force(HANDBOOKS, day)
    forms = KEYS[HANDBOOKS.index(handbook)]
    return Edition(forms, "hd05" if day >= LAYOUT_SINCE else "hd36", handbook, _in_force(IMPLEMENTING, day))


def _in_force(documents, day):
    """The newest of `documents` by `day`; the first for a day before all of them."""
    return next((each for each in reversed(documents) if each.holds_from <= day), documents[0])
