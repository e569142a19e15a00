"""Groups beside their share of the people (P11), and yearly grades of new members, as totals only (P12)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from branches.models import Member, YearGrade
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
    """The last three full years and this one, newest first."""
    admitted = _admitted(organization, on)
    years = [on.year - back for back in range(YEARS + 1)]
    cohorts = {year: {member for member, day in admitted.items() if year - YEARS < day.year <= year} for year in years}
    grades = defaultdict(lambda: defaultdict(int))
    rows = YearGrade.objects.filter(member__in=list(admitted), year__in=years)
    for member, year, grade in rows.values_list("member_id", "year", "grade"):
        if member in cohorts[year]:
            grades[year][grade] += 1
    return [_grades(year, len(cohorts[year]), grades[year]) for year in years]


def _admitted(organization, on):
    """Member's id -> day of admission, of those on the roster who joined in time to count in one of the years."""
    members = TreeOn(organization, on).facts(Member).filter(left_on__isnull=True)
    rows = members.filter(joined_on__range=(date(on.year - 2 * YEARS, 1, 1), on))
    return dict(rows.values_list("pk", "joined_on"))


def _grades(year, members, found):
    bad = found.get(YearGrade.Grade.NOT_DONE, 0)
    return GradeLine(
        year=year,
        members=members,
        graded=tuple((label, found.get(key, 0)) for key, label in YearGrade.Grade.choices),
        ungraded=members - sum(found.values()),
        words=f"{two_digits(bad)} đảng viên mới không hoàn thành nhiệm vụ." if bad else "",
    )
