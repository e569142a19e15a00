"""Groups beside their share of the people (P11), and yearly grades of new members, as totals only (P12)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from branches.models import Member, MemberEvent, YearGrade
from partydev.numbers import decimal, percent, two_digits
from reports.catalogue import COMPOSITION, INDICATORS
from reports.figures import figures
from reports.models import GroupShare
from reports.periods import Calendar, dates
from reports.tree import TreeOn

GROUPS = tuple(key for key in COMPOSITION if key not in ("admitted_no_union",))
YEARS = 3


@dataclass(frozen=True)
class GroupLine:
    """A group among the new members; `share` of them in percent, `of_people` as entered, `words` where it is below."""

    key: str
    label: str
    number: int
    share: str
    of_people: str
    source: str
    words: str
    total: int  # of all groups
    per_mille: int | None  # of the people, as entered


def last_years(on):
    """The three years up to `on`, as a `Period`."""
    return dates(date(on.year - YEARS + 1, 1, 1), on, Calendar.CALENDAR)


def group_lines(organization, on):
    """Every group of the reports' composition over the last three years, beside what was entered of the people."""
    found = figures(organization, last_years(on))
    known = {row.group: row for row in GroupShare.objects.filter(organization=organization)}
    return [_group(key, found[key], found["admitted"], known.get(key)) for key in GROUPS]


def _group(key, number, total, share):
    below = share is not None and total > 0 and Fraction(number, total) < Fraction(share.per_mille, 1000)
    return GroupLine(
        key=key,
        label=INDICATORS[key].label,
        number=number,
        share=percent(number, total) or "–",
        of_people=decimal(Fraction(share.per_mille, 10)) if share else "",
        source=f"{share.source}, số liệu năm {share.year}" if share else "",
        words="Thấp hơn tỷ lệ trong dân số." if below else "",
        total=total,
        per_mille=share.per_mille if share else None,
    )


@dataclass(frozen=True)
class GradeLine:
    """A year's grades of the members admitted in the three years up to it: totals, never a person."""

    year: int
    members: int
    graded: tuple[tuple[str, int], ...]  # words of the grade, number
    ungraded: int
    words: str


def grade_lines(organization, on):
    """The last three full years and this one, newest first.

    Each year's people are those on the unit's roster at its end: who left or moved away since still counts there.
    """
    years = [on.year - back for back in range(YEARS + 1)]
    cohorts = _cohorts(organization, on, years)
    grades = defaultdict(lambda: defaultdict(int))
    rows = YearGrade.objects.filter(member__in=set().union(*cohorts.values()), year__in=years)
    for member, year, grade in rows.values_list("member_id", "year", "grade"):
        if member in cohorts[year]:
            grades[year][grade] += 1
    return [_grades(year, len(cohorts[year]), grades[year]) for year in years]


def _cohorts(organization, on, years):
    """year -> ids of the members who joined in the three years up to it and stood on the roster when it ended."""
    tree, newest = TreeOn(organization, on), (date(on.year - 2 * YEARS, 1, 1), on)
    out = MemberEvent.Kind.TRANSFER_OUT
    here = set(tree.facts(Member).filter(joined_on__range=newest).values_list("pk", flat=True))
    left = tree.facts(MemberEvent).filter(kind=out, on__lte=on, member__joined_on__range=newest)
    left = dict(left.values_list("pk", "member"))
    people = here | set(left.values())
    moves = defaultdict(list)
    rows = MemberEvent.objects.filter(kind=out, on__lte=on, member__in=people).order_by("on", "pk")
    for pk, member, day in rows.values_list("pk", "member", "on"):
        moves[member].append((day, pk))
    found = {year: set() for year in years}
    for pk, joined, gone in Member.objects.filter(pk__in=people).values_list("pk", "joined_on", "left_on"):
        for year in years:
            end = min(date(year, 12, 31), on)
            next_move = next((event for day, event in moves[pk] if day > end), None)
            was_here = next_move in left if next_move else pk in here
            if was_here and year - YEARS < joined.year <= year and not (gone and gone <= end):
                found[year].add(pk)
    return found


def _grades(year, members, found):
    bad = found.get(YearGrade.Grade.NOT_DONE, 0)
    return GradeLine(
        year=year,
        members=members,
        graded=tuple((label, found.get(key, 0)) for key, label in YearGrade.Grade.choices),
        ungraded=members - sum(found.values()),
        words=f"{two_digits(bad)} đảng viên mới không hoàn thành nhiệm vụ." if bad else "",
    )
