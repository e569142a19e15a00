"""The numbers of a cell's own papers: one series of minutes and one of resolutions in each term."""

import re
from datetime import date

from branches.models import Organization
from candidates.models import CellMeeting, StageEvent
from candidates.pipeline import CELL, TRANSITIONS

MINUTES, RESOLUTION = "minutes_number", "resolution_number"
SYMBOLS = {MINUTES: "BB", RESOLUTION: "NQ"}
# What carries a number of the cell's resolutions beside its meetings.
RESOLVED = ("assign_mentor", *(key for key, step in TRANSITIONS.items() if step.ballot and step.ballot.body == CELL))


def term_began(cell, on):
    """The first day of the cell's term on `on`: its own, else that of the nearest unit above that has one."""
    above = Organization.objects.filter(pk__in=[pk for pk in cell.ancestors() if pk], term_starts_on__lte=on)
    nearest = above.order_by("-depth").first()
    return nearest.term_starts_on if nearest else date.min


def used(cell, kind, on, *, but=None):
    """The numbers of `kind` that the cell has given in the term of `on`, without those of the meeting `but`."""
    began = term_began(cell, on)
    meetings = CellMeeting.objects.filter(organization=cell, held_on__gte=began).exclude(**{kind: ""})
    if but is not None and but.pk:
        meetings = meetings.exclude(pk=but.pk)
    numbers = list(meetings.values_list(kind, flat=True))
    if kind == RESOLUTION:
        events = StageEvent.objects.filter(organization=cell, kind__in=RESOLVED, on__gte=began).exclude(
            paper_number=""
        )
        numbers += events.values_list("paper_number", flat=True)
    return numbers


def next_number(cell, kind, on, *, but=None):
    """The number that goes on where the series of the term stands: "08-BB/CB"."""
    last = max((serial(each) for each in used(cell, kind, on, but=but)), default=0)
    return f"{last + 1:02}-{SYMBOLS[kind]}/{cell.document_symbol}"


def is_taken(cell, kind, number, on, *, but=None):
    """Whether another meeting of the term bears the number; a resolution's may be that of a vote of the meeting."""
    meetings = CellMeeting.objects.filter(organization=cell, held_on__gte=term_began(cell, on)).exclude(**{kind: ""})
    others = meetings.exclude(pk=but.pk) if but is not None and but.pk else meetings
    return any(_same(each, number) for each in others.values_list(kind, flat=True))


def serial(number):
    """The running number that a paper's number begins with; 0 where it begins with none."""
    match = re.match(r"\s*(\d{1,6})", number)
    return int(match[1]) if match else 0


def _same(one, other):
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()
