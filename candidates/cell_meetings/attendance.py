"""Who was at a cell's meeting: everybody of the cell on its day, and what was said of them."""

from dataclasses import dataclass, replace

from branches.models import Member
from candidates.models import CellMeeting
from candidates.voters import roster_of, sums_of


@dataclass(frozen=True)
class Person:
    """A member of the cell on the meeting's day, with what is recorded of them at it."""

    key: int
    name: str
    is_full: bool
    is_exempt: bool = False
    absence: str = ""
    reason: str = ""


def everyone(meeting):
    """The members of the cell on the day of `meeting`: full ones, then probationers, each by given name."""
    cell, on = meeting.organization, meeting.held_on
    roster = roster_of(cell, on)
    people = [Person(each.key, each.name, True, each.is_exempt, each.absence) for each in roster.voters]
    ids = [pk for pk, (_, probationary, _) in sums_of(cell, on).items() if probationary > 0]
    members = Member.objects.filter(pk__in=ids).select_related("person").order_by("person__sort_key", "pk")
    people += [Person(each.pk, each.person.full_name, False) for each in members]
    return _with_kept(people, {each.member_id: each for each in meeting.attendance.all()})


def _with_kept(people, kept):
    """`people` with what is `kept` of each (member's id -> row) about being away."""
    return [
        replace(each, absence=kept[each.key].absence, reason=kept[each.key].reason) if each.key in kept else each
        for each in people
    ]


def as_attended(roster, cell, on):
    """`roster` of the day `on` as the cell's meeting of that day recorded it; itself where nothing is recorded.

    So that who was away is written once, and not again for each vote.
    """
    meeting = CellMeeting.objects.filter(organization=cell, held_on=on).first()
    kept = {each.member_id: each for each in meeting.attendance.all()} if meeting else {}
    if not kept:
        return roster
    here = sum(not each.is_full and not each.absence for each in kept.values())
    names = {each.name for each in roster.voters}
    return replace(
        roster,
        voters=tuple(_with_kept(roster.voters, kept)),
        probationary_present=min(here, roster.probationary),
        chair=meeting.chair if meeting.chair in names else roster.chair,
        minutes_by=meeting.minutes_by if meeting.minutes_by in names else "",
    )


@dataclass(frozen=True)
class Counts:
    """How many of the cell there are, were there and were away."""

    full: int
    probationary: int
    full_here: int
    probationary_here: int
    away: tuple  # rows of `CellAttendance`

    @property
    def total(self):
        return self.full + self.probationary

    @property
    def here(self):
        return self.full_here + self.probationary_here


def counts(meeting):
    """The `Counts` of what is recorded of `meeting`; None where nothing is."""
    rows = list(meeting.attendance.all()) if meeting and meeting.pk else []
    if not rows:
        return None
    full = [each for each in rows if each.is_full]
    others = [each for each in rows if not each.is_full]
    here = [sum(not each.absence for each in group) for group in (full, others)]
    return Counts(len(full), len(others), *here, away=tuple(each for each in rows if each.absence))
