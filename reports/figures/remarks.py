"""Who helps, and how many of the remarks that were asked over a period there are, by unit (T9).

Numbers of units only: who owes a remark stays inside the cell.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from candidates.clock import Clock
from candidates.models import Candidate, CellMeeting, MentorAssignment, MonthlyRemark, RemarkRhythm
from candidates.rules.calendar import month_later
from candidates.rules.duties import months_of_remarks
from candidates.rules.rhythm import is_asked
from reports.reading import once_a_reading
from reports.tree import TreeOn


@dataclass
class Remarks:
    """`mentors` help at the period's end; remarks are counted by person and month."""

    mentors: int = 0
    asked: int = 0
    written: int = 0


@dataclass(frozen=True)
class Help:
    """One assignment, with where the helped person belongs; without objects, for there are many."""

    case: int
    place: int
    mentor: int
    starts_on: date
    ends_on: date | None


@once_a_reading
def remarks_by_unit(organization, period):
    """(`Remarks` by child id, how many help altogether), where the helped person belongs today.

    A month asks for a remark of each person who is helped through to its end, as the unit's rhythm says; not
    where the cell recorded that it did not meet. Months count that ended within the period.
    """
    tree = TreeOn(organization, period.end)
    found, helping = defaultdict(Remarks), defaultdict(set)
    helps, months = _helps(tree, period), _months(period)
    asked, written = _asked(tree, {row.place for row in helps}, months), _written(tree, months)
    for case, rows in _by_case(helps).items():
        unit = tree.unit_of(rows[0].place)
        expected = _helped(rows, period.end) & asked[rows[0].place]
        found[unit].asked += len(expected)
        found[unit].written += len(expected & written[case])
        helping[unit].update(row.mentor for row in rows if row.ends_on is None or row.ends_on > period.end)
    for unit, mentors in helping.items():
        found[unit].mentors = len(mentors)
    return dict(found), len(set().union(*helping.values()))


def mentors_in_force(organization, on):
    """The assignments in force on `on`, one for each who helps; a person may be helped by two."""
    tree = TreeOn(organization, on)
    rows = MentorAssignment.objects.in_force(on).filter(candidate__in=tree.facts(Candidate))
    rows = rows.select_related("mentor").order_by("mentor__person__sort_key", "mentor_id", "starts_on", "pk")
    first = {}
    for row in rows:
        first.setdefault(row.mentor_id, row)
    return list(first.values())


def _helps(tree, period):
    running = Q(ends_on__isnull=True) | Q(ends_on__gte=period.start)
    rows = MentorAssignment.objects.filter(running, starts_on__lte=period.end)
    rows = rows.filter(candidate__in=tree.facts(Candidate)).order_by()
    return [
        Help(*row)
        for row in rows.values_list("candidate", "candidate__organization", "mentor", "starts_on", "ends_on")
    ]


def _by_case(helps):
    found = defaultdict(list)
    for row in helps:
        found[row.case].append(row)
    return found


def _asked(tree, places, months):
    """organization's id -> the months that ask for a remark there."""
    asked = {pk: set(months) for pk in places}
    if RemarkRhythm.objects.exists():
        clock = Clock([], None)
        for place in tree.organizations():
            if place.pk in places:
                chain = clock.rhythm(place)
                asked[place.pk] = {month for month in months if is_asked(chain, month)}
    not_met = tree.facts(CellMeeting).filter(month__in=months, held_on__isnull=True)
    for pk, month in not_met.values_list("organization_id", "month"):
        asked.get(pk, set()).discard(month)
    return asked


def _months(period):
    """The first days of the months that end within the period."""
    month, found = period.start.replace(day=1), []
    while (last := month_later(month, 1) - timedelta(days=1)) <= period.end:
        if last >= period.start:
            found.append(month)
        month = month_later(month, 1)
    return found


def _helped(rows, on):
    """The months through which someone helped the person."""
    return set().union(*(months_of_remarks(None, [(row.starts_on, row.ends_on or _far(on))], on) for row in rows))


def _far(on):
    """Help that goes on lasts beyond the month of `on`."""
    return month_later(on.replace(day=1), 2)


def _written(tree, months):
    """candidate's id -> the months that have a remark or a conclusion."""
    found = defaultdict(set)
    said = ~Q(strengths="") | ~Q(shortcomings="") | ~Q(conclusion="")
    rows = MonthlyRemark.objects.filter(said, month__in=months, candidate__in=tree.facts(Candidate)).order_by()
    for case, month in rows.values_list("candidate_id", "month"):
        found[case].add(month)
    return found
