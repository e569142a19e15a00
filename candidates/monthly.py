"""The monthly rhythm of a cell as rows: who is asked for a remark, what there is, what is lacking. Reads only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Prefetch, Q

from candidates.clock import Clock, rhythm_of
from candidates.helping import TURNS, ended
from candidates.models import Candidate, CellMeeting, MentorAssignment, MonthlyRemark, Obligation, StageEvent
from candidates.rules.duties import first_month_of_remarks, months_of_remarks
from candidates.rules.rhythm import is_asked

CONCLUDED, REMARKED, DUE, MISSING = "concluded", "remarked", "due", "missing"
NO_MEETING, NOT_ASKED, NOT_YET, BETWEEN = "no_meeting", "not_asked", "not_yet", "between"
QUIET = (NO_MEETING, NOT_ASKED, NOT_YET, BETWEEN)  # nothing is expected of the month
# How the matrix shows each: the state of its cell and the word.
SHOWN = {
    CONCLUDED: ("done", "Đã kết luận"),
    REMARKED: ("done", "Đã nhận xét"),
    DUE: ("due", "Cần viết"),
    MISSING: ("missing", "Còn thiếu"),
    NO_MEETING: ("none", "Không họp"),
    NOT_ASKED: ("none", "Chưa phân công"),
    NOT_YET: ("none", "Chưa đến"),
    BETWEEN: ("none", "Chưa đến kỳ"),
}


@dataclass(frozen=True)
class PersonMonth:
    """What one month says of one person; `remark` may be None."""

    month: date
    key: str
    remark: MonthlyRemark | None


@dataclass(frozen=True)
class PersonRow:
    """A person of the cell, the names of who helps them, and their months in the order asked."""

    candidate: Candidate
    mentors: tuple
    months: tuple

    @property
    def is_followed(self):
        """Whether someone helps the person, or a month of the window has a remark or lacks one."""
        return bool(self.mentors) or any(month.remark or month.key == MISSING for month in self.months)


@dataclass(frozen=True)
class MonthSummary:
    """What a month still asks of the cell: its meeting, remarks to write, remarks to conclude."""

    month: date
    meeting: CellMeeting | None
    to_write: int
    to_conclude: int
    asked: int

    @property
    def held_on(self):
        return self.meeting and self.meeting.held_on

    @property
    def is_open(self):
        """Whether something of the month is still to be recorded."""
        if self.meeting is None:
            return self.asked > 0
        return bool(self.held_on and (self.to_write or self.to_conclude))


def meetings_of(organization, months):
    """The recorded meetings of the cell, by month."""
    return {each.month: each for each in CellMeeting.objects.filter(organization=organization, month__in=months)}


def person_rows(organization, months, meetings, on):
    """A `PersonRow` for every open case of the cell, by given name."""
    people = (
        Candidate.objects.open()
        .filter(organization=organization)
        .select_related("person")
        .prefetch_related(
            Prefetch(
                "mentors", MentorAssignment.objects.select_related("mentor__person").order_by("pk"), to_attr="assigned"
            ),
            Prefetch("events", StageEvent.objects.filter(kind__in=TURNS), to_attr="turns"),
            Prefetch(
                "remarks",
                MonthlyRemark.objects.filter(month__in=months).select_related("written_by"),
                to_attr="recent",
            ),
        )
        .order_by("person__sort_key", "pk")
    )
    chain = rhythm_of(organization)
    asked = {month for month in months if is_asked(chain, month)}
    return [_row(candidate, months, asked, meetings, on) for candidate in people]


def _row(candidate, months, asked, meetings, on):
    assigned, turn = candidate.assigned, max((event.on for event in candidate.turns), default=date.min)
    candidate.helping = [each for each in assigned if each.ends_on is None]
    candidate.helped = [*candidate.helping, *ended(candidate.stage, assigned, turn)]
    since = min((each.starts_on for each in candidate.helping), default=None)
    first = first_month_of_remarks(since) if since else None
    periods = [(each.starts_on, each.ends_on) for each in candidate.helped if each.ends_on]
    expected = months_of_remarks(since, periods, on)
    remarks = {each.month: each for each in candidate.recent}

    def key(month):
        found = _key(remarks.get(month), month, first, month in expected, meetings.get(month), on)
        return BETWEEN if found in (DUE, MISSING) and month not in asked else found

    return PersonRow(
        candidate,
        tuple(str(each.mentor) for each in candidate.helping),
        tuple(PersonMonth(month, key(month), remarks.get(month)) for month in months),
    )


def _key(remark, month, first, expected, meeting, on):
    if remark and remark.conclusion:
        return CONCLUDED
    if remark and (remark.strengths or remark.shortcomings):
        return REMARKED
    if meeting and not meeting.held_on:
        return NO_MEETING
    if not expected:
        return NOT_YET if first and first > on else NOT_ASKED
    return DUE if (month.year, month.month) == (on.year, on.month) else MISSING


def month_summary(rows, index, month, meeting):
    """The `MonthSummary` of the month that stands at `index` in each of `rows`."""
    keys = [row.months[index].key for row in rows]
    return MonthSummary(
        month,
        meeting,
        to_write=keys.count(DUE) + keys.count(MISSING),
        to_conclude=keys.count(REMARKED),
        asked=sum(key not in QUIET for key in keys),
    )


def owed_by_mentor(rows):
    """(mentor, [(candidate, their months without a remark)]) by the mentor's name, of who owes any.

    A month that still lasts is not owed yet; what somebody left unwritten when the cell assigned another stays
    theirs, for the cell to see to. For the cell's own eyes: nothing of it goes above.
    """
    owed = {}
    for row in rows:
        missing = [each.month for each in row.months if each.key == MISSING]
        for assignment in row.candidate.helped if missing else ():
            own = _months_of(assignment, missing[-1])
            if months := [month for month in missing if month in own]:
                owed.setdefault(assignment.mentor, []).append((row.candidate, months))
    return sorted(owed.items(), key=lambda item: (item[0].person.sort_key, item[0].pk))


def _months_of(assignment, last):
    if assignment.ends_on:
        return months_of_remarks(None, [(assignment.starts_on, assignment.ends_on)], last)
    return months_of_remarks(assignment.starts_on, (), last)


def why_nobody_helps(candidates):
    """candidate's id -> the last assignment that ended because the mentor is gone or was relieved."""
    ended = MentorAssignment.objects.filter(candidate__in=candidates, ends_on__isnull=False).exclude(ended_because="")
    return {each.candidate_id: each for each in ended.select_related("mentor__person").order_by("ends_on", "pk")}


def still_to_remark(people, month):
    """Those of `people` (a queryset) of whom `month` asks for a remark that is not there yet, by given name."""
    written = MonthlyRemark.objects.filter(month=month).exclude(strengths="", shortcomings="", conclusion="")
    waiting = (
        people.open()
        .annotate(helped_since=Min("mentors__starts_on", filter=Q(mentors__ends_on=None)))
        .filter(helped_since__isnull=False)
        .exclude(pk__in=written.values("candidate"))
        .select_related("person", "organization")
        .order_by("person__sort_key", "pk")
    )
    clock = Clock([], None)
    return [
        each
        for each in waiting
        if first_month_of_remarks(each.helped_since) <= month and is_asked(clock.rhythm(each.organization), month)
    ]


# Cell by cell


def cell_rows(cells, among, today):
    """(cell, people followed, late remarks, the meeting of today's month); `among`: the cells' ids, or their rows."""
    people = _counts(Candidate.objects.open().filter(organization__in=among))
    late = _counts(Obligation.objects.open().filter(organization__in=among, kind="remark", due_on__lt=today))
    held = CellMeeting.objects.filter(organization__in=among, month=today.replace(day=1))
    meetings = {each.organization_id: each for each in held}
    return [(cell, people.get(cell.pk, 0), late.get(cell.pk, 0), meetings.get(cell.pk)) for cell in cells]


def _counts(queryset):
    return dict(queryset.order_by().values_list("organization").annotate(Count("pk")))
