"""Targets of the year and of the whole term side by side: numbers of people, and percentages with both their parts."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from partydev.dates import format_date
from partydev.numbers import integer, percent, percent_of
from reports.figures import target_results
from reports.figures.keyed import numbers
from reports.figures.targets import JUDGED
from reports.leading.measures import SHARES, Measure, percent_words
from reports.leading.spans import calendar_year, span_words
from reports.models import ShareTarget
from reports.periods import Period, dates, year_of
from reports.terms import term_start_on

YEAR_DAYS = 366  # what lasts longer is a term's
REACHED, BEYOND, MISSED = "Đạt", "Vượt", "Chưa đạt"
BELOW, HOLDING, ABOVE = "Đang thấp hơn", "Đang đạt", "Đang vượt"  # of shares, which may change while their days run


@dataclass(frozen=True)
class Reached:
    """One target beside what was reached: "12/40 đồng chí" is 30,0%; "5/12 đảng viên mới" is 41,7%, from 40% on.

    `source` says who set it, `span` names its days, `said` judges it where it can be judged. `key` and the days
    lead to the list of `part`; `whole` is None where nothing was set, or nothing is there to divide by.
    """

    source: str
    wanted: str
    part: int
    whole: int | None
    of: str
    percent: str | None
    span: str
    said: str
    key: str
    starts_on: date
    ends_on: date
    lacks: str = "Chưa có số liệu"  # said where there is no `whole`
    counted: str = ""  # from when, where that is not the day on which the term began

    @property
    def tone(self) -> str:
        return {MISSED: "stop", BELOW: "warn"}.get(self.said, "good" if self.said else "")


@dataclass(frozen=True)
class Aim:
    """A line: what is aimed at, and what the year's and the term's targets come to, by who set them."""

    label: str
    year: tuple[Reached, ...] = ()
    term: tuple[Reached, ...] = ()


def aims(organization, year):
    """`Aim` lines as of the last day of `year`, a reporting year so far: people first, then percentages."""
    return [*_of_people(organization, year), *_of_shares(organization, year)]


def _of_people(organization, year):
    lines = {}
    for row in target_results(organization, year):
        if _of_another_year(row, year):
            continue
        over = row.ends_on < year.end  # on its last day somebody may still be admitted
        reached = Reached(
            source=row.label,
            wanted=f"{integer(row.target)} đồng chí" if row.target else "Không giao chỉ tiêu",
            part=row.result,
            whole=row.target or None,
            of="đồng chí",
            percent=row.percent(),
            span=span_words(row.starts_on, row.ends_on),
            said=_judged(row.result, row.target, over) if row.target else "",
            key="admitted",
            starts_on=row.starts_on,
            ends_on=min(row.ends_on, year.end),
            counted=_counted(organization, row, year.end),
        )
        _put(lines, "admitted", Aim("Kết nạp đảng viên"), row, reached)
    return list(lines.values())


def _counted(organization, row, on):
    """Said of what lasts longer than a year and is not counted from the first day of the unit's term."""
    began = term_start_on(organization, on)
    if began in (None, row.starts_on) or (row.ends_on - row.starts_on).days < YEAR_DAYS:
        return ""
    return f"Tính từ {format_date(row.starts_on)}; nhiệm kỳ của đơn vị từ {format_date(began)}"


def _of_another_year(row, year):
    """A whole year's target is that year's, also where the reporting year begins before or after 1 January."""
    whole = calendar_year(row.starts_on, row.ends_on)
    return whole is not None and whole != year.reporting_year


def _judged(result, target, over):
    if result > target:
        return BEYOND
    if result == target:
        return REACHED
    return MISSED if over else ""


def _of_shares(organization, year):
    rows = ShareTarget.objects.filter(organization=organization, starts_on__lte=year.end, ends_on__gte=year.start)
    order, sources = list(SHARES), list(JUDGED)
    rows = sorted(
        (row for row in rows if not _of_another_year(row, year)),
        key=lambda row: (order.index(row.measure), sources.index(row.source), row.starts_on, row.ends_on),
    )
    asked = [each for row in rows for each in _asked(row, year)]
    counts, lines = _counts(organization, asked), {}
    for each in asked:
        now = each.measure.each_year and each.period.start >= year.start
        _put(lines, each.row.measure, Aim(each.measure.label), each.row, _reached(organization, each, counts), now)
    return list(lines.values())


def _put(lines, key, line, row, reached, now=False):
    """Into the year's column what is asked of one year (`now`: of this one by a term's target), else the term's."""
    line = lines.get(key, line)
    column = "year" if now or (row.ends_on - row.starts_on).days < YEAR_DAYS else "term"
    lines[key] = replace(line, **{column: (*getattr(line, column), reached)})


@dataclass(frozen=True)
class _Asked:
    """One question of a target in percent. `over`: whether its days are over; None where it is not judged."""

    row: ShareTarget
    measure: Measure
    period: Period
    span: str
    over: bool | None


def _asked(row, year):
    """What a target asks; one that is asked of each year, of every year of its term so far."""
    measure, period = SHARES[row.measure], dates(row.starts_on, min(row.ends_on, year.end), year.calendar)
    if not measure.each_year or (row.ends_on - row.starts_on).days < YEAR_DAYS:
        yield _Asked(row, measure, period, span_words(row.starts_on, row.ends_on), row.ends_on < year.end)
        return
    for part in period.years():
        counted, whole = dates(part.start, part.end, year.calendar), year_of(part.end, year.calendar)
        if part.start == whole.start:
            yield _Asked(row, measure, counted, f"năm {whole.year}", whole.end < year.end)
        else:  # the rest of a year is not judged by what a whole one should bring
            yield _Asked(row, measure, counted, span_words(part.start, part.end), None)


def _counts(organization, asked):
    """Period -> the numbers of all its keys: one question for each span of days, however many targets ask."""
    keys = defaultdict(set)
    for each in asked:
        keys[each.period].add(each.measure.part)
        if base := _base(organization, each):
            keys[base].add(each.measure.whole)
    return {period: numbers(sorted(found), organization, period) for period, found in keys.items()}


def _base(organization, asked):
    """The days whose count of the whole is divided by; None where the term's first day is not known."""
    if not asked.measure.at_term:
        return asked.period
    began = term_start_on(organization, asked.period.end)
    if began is None:
        return None
    return dates(began, asked.period.end, asked.period.calendar)


def _reached(organization, asked, counts):
    row, measure, period = asked.row, asked.measure, asked.period
    base = _base(organization, asked)
    part, whole = counts[period][measure.part], counts[base][measure.whole] if base else None
    said = ""
    if whole and asked.over is not None:
        reached = Fraction(100 * part, whole)
        beyond = row.most is not None and reached > row.most
        said = _so_far(measure, asked.over, beyond) if reached >= row.least else _not_yet(measure, asked.over)
    return Reached(
        source=row.get_source_display(),
        wanted=wanted_words(row.least, row.most),
        part=part,
        whole=whole or None,
        of=measure.of,
        percent=_printed(part, whole, row),
        span=asked.span,
        said=said,
        key=measure.part,
        starts_on=period.start,
        ends_on=period.end,
        lacks=_lacks(organization, asked),
        counted="" if measure.each_year else _counted(organization, row, period.end),
    )


def _printed(part, whole, row):
    """With one decimal; with more where one would round what lies outside the bounds onto them."""
    if not whole:
        return percent(part, whole)
    exact = Fraction(100 * part, whole)

    def tells(places):
        printed = percent_of(part, whole, places)
        return (printed < row.least) == (exact < row.least) and (
            row.most is None or (printed > row.most) == (exact > row.most)
        )

    return percent(part, whole, next(filter(tells, (1, 2, 3)), 4))


def _lacks(organization, asked):
    if not asked.measure.at_term or _base(organization, asked):
        return "Chưa có số liệu"
    if organization.term_starts_on is None:
        return "Chưa ghi ngày bắt đầu nhiệm kỳ của đơn vị"
    return "Chưa ghi ngày bắt đầu nhiệm kỳ trước"


def _so_far(measure, over, beyond):
    """While its days run a share may fall again; a rate only grows."""
    if over or measure.each_year:
        return BEYOND if beyond else REACHED
    return ABOVE if beyond else HOLDING


def _not_yet(measure, over):
    """While its year runs a rate only grows: nothing is said of it. A share may stay below."""
    if over:
        return MISSED
    return "" if measure.each_year else BELOW


def wanted_words(least, most):
    """ "từ 40%", "từ 3% đến 4%"."""
    return f"từ {percent_words(least)}" + (f" đến {percent_words(most)}" if most is not None else "")
