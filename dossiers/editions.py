"""Which handbook a form is printed after, by the paper's day."""

from dataclasses import dataclass

from candidates.rulebook import rule_set
from candidates.rules.law import IMPLEMENTING, Document


@dataclass(frozen=True)
class Edition:
    """`handbook` has the form, `regulation` implements the Charter on the day; `layout` is "hd36" or "hd05"."""

    forms: str
    layout: str
    handbook: Document
    regulation: Document


def edition_on(day):
    """The `Edition` of papers dated `day`."""
    law = rule_set(day)
    row = law["form_edition"]
    return Edition(row.value, law.value("layout_edition"), row.citation.document, _in_force(IMPLEMENTING, day))


def _in_force(documents, day):
    """The newest of `documents` by `day`; the first for a day before all of them."""
    return next((each for each in reversed(documents) if each.holds_from <= day), documents[0])
