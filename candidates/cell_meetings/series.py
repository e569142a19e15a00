"""The numbers of a cell's own papers: one series of minutes and one of resolutions in each term."""

from candidates.models import CellMeeting, StageEvent
from candidates.pipeline import CELL, TRANSITIONS
from candidates.series import ask_about, given_again, in_term, same, serial

MINUTES, RESOLUTION = "minutes_number", "resolution_number"
SYMBOLS = {MINUTES: "BB", RESOLUTION: "NQ"}
# What carries a number of the cell's resolutions beside its meetings.
RESOLVED = ("assign_mentor", *(key for key, step in TRANSITIONS.items() if step.ballot and step.ballot.body == CELL))


def used(cell, kind, on, *, but=None):
    """The numbers of `kind` that the cell has given in the term of `on`, without those of the meeting `but`."""
    numbers = list(_meetings(cell, kind, on, but).values_list(kind, flat=True))
    if kind == RESOLUTION:
        numbers += _resolved(cell, on).values_list("paper_number", flat=True)
    return numbers


def _resolved(cell, on):
    """What carries a number of the cell's resolutions in the term of `on` beside its meetings."""
    events = StageEvent.objects.filter(organization=cell, kind__in=RESOLVED).exclude(paper_number="")
    return in_term(events, cell, on, "on")


def next_number(cell, kind, on, *, but=None):
    """The number that goes on where the series of the term stands: "08-BB/CB"."""
    last = max((serial(each) for each in used(cell, kind, on, but=but)), default=0)
    return f"{last + 1:02}-{SYMBOLS[kind]}/{cell.document_symbol}"


def check_resolution(cell, number, on, signed, *, again, field="paper_number"):
    """The findings on the number of a resolution that a step of `on` brings, to be kept with it.

    What is of one day may share a number; that of another day is recorded once somebody says so (`again`), until
    then `Invalid` tells it at `field`, and asks.
    """
    rows = [*_meetings(cell, RESOLUTION, on, None).values_list(RESOLUTION, "held_on", "held_on")]
    rows += _resolved(cell, on).filter(taken_over=False).values_list("paper_number", "on", "paper_on")
    bearing = [{held, written} for other, held, written in rows if number and same(number, other)]
    if not bearing or any(days & {on, signed} for days in bearing):
        return []
    free = next_number(cell, RESOLUTION, on)
    words = (
        f"Số {number} đã dùng cho nghị quyết ngày khác của chi bộ trong nhiệm kỳ này. Số tiếp theo chưa dùng: {free}."
    )
    ask_about(words, again, field)
    return [given_again(words)]


def is_taken(cell, kind, number, on, *, but=None):
    """Whether another meeting of the term bears the number, or a resolution of another day.

    The number of a meeting's resolution may be that of a vote or an assignment of its own day.
    """
    numbers = list(_meetings(cell, kind, on, but).values_list(kind, flat=True))
    if kind == RESOLUTION:
        numbers += _resolved(cell, on).exclude(on=on).exclude(paper_on=on).values_list("paper_number", flat=True)
    return any(same(each, number) for each in numbers)


def taken_words(cell, kind, number, on, *, but=None):
    """The sentence that another meeting of the term bears the number, with the one that is free."""
    free = next_number(cell, kind, on, but=but)
    words = f"Số {number} đã dùng cho buổi họp khác của chi bộ trong nhiệm kỳ này."
    return f"{words} Số tiếp theo chưa dùng: {free}."


def _meetings(cell, kind, on, but):
    """The cell's meetings of the term that bear a number of `kind`, without `but`."""
    meetings = in_term(CellMeeting.objects.filter(organization=cell), cell, on, "held_on").exclude(**{kind: ""})
    return meetings.exclude(pk=but.pk) if but is not None and but.pk else meetings
