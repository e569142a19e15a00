"""Who helps, and how many of the remarks that were asked over a period there are, by unit (T9).

Numbers of units only: who owes a remark stays inside the cell. Counted by the database: of a nation there are
millions of helpers and tens of millions of remarks.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.fields import BigIntegerField
from django.db.models.functions import RowNumber

from branches.models import Organization
from branches.placed import ANCESTOR_FIELDS
from candidates.clock import Clock
from candidates.models import Candidate, MentorAssignment, RemarkRhythm
from candidates.rules.calendar import month_later
from candidates.rules.duties import LATEST_START
from candidates.rules.rhythm import is_asked
from reports.reading import once_a_reading
from reports.sending.moments import one_moment
from reports.states.answers import Question, add
from reports.tree import TreeOn

MONTHS_KEPT = 12
_MENTOR = "mentors__mentor"


@dataclass
class Remarks:
    """`mentors` help at the period's end; remarks are counted by person and month."""

    mentors: int = 0
    asked: int = 0
    written: int = 0


@once_a_reading
def remarks_by_unit(organization, period):
    """(`Remarks` by child id, of those that have any, how many help altogether).

    People count where they belong today. A month asks for a remark of each person who is helped through to its end,
    as the unit's rhythm says; not where the cell recorded that it did not meet. Months count that ended within the
    period.
    """
    months, on = months_ended(period), period.end
    with one_moment():
        kept = REMARKS.kept(organization, on) if set(months) <= set(months_kept(on)) else None
        if kept is None:
            found, places = _numbers(TreeOn(organization, on), months), range(len(months))
        else:
            found, places = kept, [months_kept(on).index(month) for month in months]
        mentors, helping = _mentors(TreeOn(organization, on), found)
    remarks = {
        unit: Remarks(mentors[unit], sum(asked[place] for place in places), sum(written[place] for place in places))
        for unit, (_, _, asked, written) in found.items()
    }
    return {unit: row for unit, row in remarks.items() if row != Remarks()}, helping


def mentors_in_force(organization, on):
    """The assignments in force on `on`, one for each who helps; a person may be helped by two."""
    rows = MentorAssignment.objects.in_force(on).filter(candidate__in=TreeOn(organization, on).facts(Candidate))
    first = Window(RowNumber(), partition_by="mentor", order_by=("starts_on", "pk"))
    return rows.annotate(place=first).filter(place=1).order_by("mentor__person__sort_key", "mentor_id")


# Who helps


def _helpers(tree):
    """unit's id -> how many help somebody of their own cell on the tree's day, and the ids of those who help others.

    Nobody belongs to two cells: so those who help in their own are never counted twice, and the others are few.
    """
    columns, found = tree.unit_columns(Candidate), {}
    away = Case(When(organization=F(f"{_MENTOR}__organization"), then=Value(None)), default=F(_MENTOR))
    rows = _helped(tree).values_list(*columns, away).annotate(number=Count(_MENTOR, distinct=True))
    for *place, mentor, number in rows:
        numbers = found.setdefault(tree.unit_told(place), [0, set()])
        if mentor:
            numbers[1].add(mentor)
        else:
            numbers[0] += number
    return found


def _helped(tree, **more):
    """The cases below whom somebody helps on the tree's day, joined with who does."""
    running = Q(mentors__ends_on__isnull=True) | Q(mentors__ends_on__gt=tree.on)
    return tree.facts(Candidate).filter(running, mentors__starts_on__lte=tree.on, **more).order_by()


def _mentors(tree, found):
    """(unit's id -> how many help, how many altogether): who helps beside their own cell counts in a unit once."""
    everybody = {pk for _, away, *_ in found.values() for pk in away}
    own, columns = defaultdict(set), tree.unit_columns(Candidate)
    if everybody:
        cell = {f"{_MENTOR}__organization": F("organization"), f"{_MENTOR}__in": everybody}
        for *place, mentor in _helped(tree, **cell).values_list(*columns, _MENTOR):
            own[tree.unit_told(place)].add(mentor)
    numbers = {unit: home + len(set(away) - own[unit]) for unit, (home, away, *_) in found.items()}
    return numbers, sum(home for home, *_ in found.values()) + len(everybody.difference(*own.values()))


# What was remarked

# A person and month once, however many help. The month asks as `rules.duties.months_of_remarks` says; which months
# the rhythm leaves out is asked of `rules.rhythm`, for each of the few units (`rhythm`) that have set one.
_COUNT = """
WITH asked (number, first, latest, following) AS (VALUES {months}),
person (id, cell, rhythm, {unit}) AS ({people}),
helped AS (
    SELECT DISTINCT person.*, asked.number, asked.first
      FROM person JOIN "candidates_mentorassignment" H1 ON H1."candidate_id" = person.id
      JOIN asked ON H1."starts_on" <= asked.latest AND (H1."ends_on" IS NULL OR H1."ends_on" >= asked.following)
     WHERE H1."starts_on" <= %s AND (H1."ends_on" IS NULL OR H1."ends_on" >= %s))
SELECT {unit}, rhythm, helped.number, COUNT(*), COUNT(R1."candidate_id")
  FROM helped LEFT JOIN "candidates_monthlyremark" R1
    ON R1."candidate_id" = helped.id AND R1."month" = helped.first AND R1."month" BETWEEN %s AND %s
   AND NOT (R1."strengths" = '' AND R1."shortcomings" = '' AND R1."conclusion" = '')
 WHERE NOT EXISTS (SELECT 1 FROM "candidates_cellmeeting" M1
                    WHERE M1."organization_id" = helped.cell AND M1."month" = helped.first AND M1."held_on" IS NULL)
 GROUP BY {unit}, rhythm, helped.number
"""


def _counted(tree, months):
    """(unit's id, place among `months`, remarks asked, remarks written), several for a unit."""
    if not months:
        return
    chains, columns = _chains(), tree.unit_columns(Candidate)
    people = tree.facts(Candidate).order_by().values_list("pk", "organization", _nearest(chains), *map(F, columns))
    people, values = people.query.sql_with_params()
    days = [_days(month) for month in months]
    listed = [value for number, row in enumerate(days) for value in (number, *row)]
    unit = ", ".join(f"unit_{number}" for number in range(len(columns)))
    sql = _COUNT.format(months=", ".join(["(%s, %s, %s, %s)"] * len(days)), people=people, unit=unit)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*listed, *values, days[-1][1], days[0][2], months[0], months[-1]])
        for *place, rhythm, number, asked, written in cursor.fetchall():
            if is_asked(chains.get(rhythm, ()), months[number]):
                yield tree.unit_told(place), number, asked, written


def _days(month):
    """The month's first day, the last day on which help that it asks of begins, and the first on which it may end."""
    return month, month.replace(day=LATEST_START), month_later(month, 1)


def _chains():
    """organization's id -> what holds for it (`rules.rhythm`), of each unit that has set a rhythm."""
    places, clock = Organization.objects.filter(pk__in=RemarkRhythm.objects.values("organization")), Clock([], None)
    return {place.pk: clock.rhythm(place) for place in places.only("path").order_by()}


def _nearest(places):
    """The nearest of `places` (ids) to which a person belongs, the cell itself or above."""
    columns = ("organization_id", *reversed(ANCESTOR_FIELDS)) if places else ()
    whens = [When(**{f"{column}__in": list(places)}, then=F(column)) for column in columns]
    return Case(*whens, default=Value(None), output_field=BigIntegerField())


def months_ended(period):
    """The first days of the months that end within the period."""
    month, found = period.start.replace(day=1), []
    while (last := month_later(month, 1) - timedelta(days=1)) <= period.end:
        if last >= period.start:
            found.append(month)
        month = month_later(month, 1)
    return found


# As it is kept of large units


def months_kept(on):
    """The first days of the months whose remarks are kept with the day: the last ones that had ended."""
    following = (on + timedelta(days=1)).replace(day=1)
    return [month_later(following, -back) for back in range(MONTHS_KEPT, 0, -1)]


def _numbers(tree, months):
    """unit's id -> the numbers of `_helpers`, and of each of `months` the remarks asked and the remarks written."""
    none = [0] * len(months)
    found = {unit: [home, sorted(away), none[:], none[:]] for unit, (home, away) in _helpers(tree).items()}
    for unit, place, asked, written in _counted(tree, months):
        numbers = found.setdefault(unit, [0, [], none[:], none[:]])
        numbers[2][place] += asked
        numbers[3][place] += written
    return found


def _count(tree):
    return _numbers(tree, months_kept(tree.on))


def _join(parts):
    home, away, asked, written = zip(*parts, strict=True)
    return [sum(home), sorted({pk for each in away for pk in each}), add(asked), add(written)]


REMARKS = Question("remarks", "nhận xét hằng tháng", _count, join=_join, of_remarks=True)
