"""Which regulation a case is judged by today, and why that is another one than when it began."""

from dataclasses import dataclass

from candidates.rulebook import rulebook

# The value that every implementing regulation of the Charter repeats: its document names the set of a day.
NAMES_THE_SET = "minimum_age_years"


@dataclass(frozen=True)
class RulesApplied:
    """`name` of the regulation and the day `since`; `before` names the one of the day the case began, if another."""

    name: str
    since: object
    before: str = ""


def rules_applied(candidate, today):
    """The `RulesApplied` of a case: of today while it is open, of the day it ended afterwards.

    Each act is judged by the rules of its own day, so that a change in between asks no paper anew of a
    step that was taken under the former ones.
    """
    book = rulebook()
    now = book.on(candidate.closed_on or today)[NAMES_THE_SET]
    began = book.on(candidate.entered_on)[NAMES_THE_SET]
    before = began.citation.document.name if began.citation.document != now.citation.document else ""
    return RulesApplied(now.citation.document.name, now.valid_from, before)
