"""Reporting periods: from a code such as `2018-Q3` to its first and last day and its Vietnamese name.

Pure: no model, no clock. Which calendar an organization uses and when its term began are the
caller's to know; whether a period lies in the future is asked with the day it is asked on.
"""

import calendar as gregorian
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from partydev.dates import format_date

FIRST_YEAR, LAST_YEAR = 1930, 2199
CODES = "2018-M07, 2018-Q3, 2018-H1, 2018-9M, 2018, TERM-2023 hoặc 2021-01-01..2024-03-31"


class Calendar(StrEnum):
    """Where a month ends: on its last day, or on the 14th (Decree 09/2019 on reporting by offices)."""

    CALENDAR = "calendar"
    DAY_15 = "day_15"


CALENDAR, DAY_15 = Calendar.CALENDAR, Calendar.DAY_15


class Kind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    MONTHS = "months"  # the first n months of a year; nine is the usual one
    YEAR = "year"
    TERM = "term"  # from the start of the term to the end of a period
    DATES = "dates"


class PeriodError(ValueError):
    """A period that cannot be; its text is a Vietnamese sentence for the person who asked."""


class UnknownPeriodError(PeriodError):
    """The code follows none of the known forms."""


class ImpossibleDateError(PeriodError):
    """The code names a day that is not in the calendar."""


class EndBeforeStartError(PeriodError):
    """The last day lies before the first."""


class TermStartMissingError(PeriodError):
    """A term to date is asked of an organization whose term has no recorded start."""


@dataclass(frozen=True)
class Period:
    """A span of whole days, both ends included. `parse(period.key)` gives it back on the same calendar.

    `year` and `number` place it on an axis: the month, quarter, half or count of months in that year.
    """

    key: str
    kind: Kind
    start: date
    end: date
    label: str
    year: int
    number: int = 0
    calendar: Calendar = field(default=CALENDAR, repr=False)
    term_start: date | None = field(default=None, repr=False)

    @property
    def title(self) -> str:
        """The name in a report's subject, with the year so far: "quý III và 9 tháng đầu năm 2018"."""
        if self.kind not in {Kind.MONTH, Kind.QUARTER}:
            return self.label
        so_far = self.year_to_date()
        if so_far == self:
            return self.label
        return f"{self.label.removesuffix(f' năm {self.year}')} và {so_far.label}"

    def is_future(self, on: date) -> bool:
        """True when not one of its days has come by `on`."""
        return self.start > on

    def is_running(self, on: date) -> bool:
        """True when `on` lies inside it with days still to come: its figures are not final."""
        return self.start <= on < self.end

    def up_to(self, on: date) -> "Period":
        """The same period as far as it has come by `on`; whole once it is over."""
        return replace(self, end=on) if self.is_running(on) else self

    @property
    def reporting_year(self) -> int:
        """The number of the year in which it ends: by its calendar December from the 15th on is of the next."""
        return year_of(self.end, self.calendar).year

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    def year_to_date(self) -> "Period":
        """From the first day of the reporting year in which it ends to its last day."""
        if self.kind == Kind.DATES:
            first = _year(_reporting_month(self.end, self.calendar)[0], self.calendar).start
            return _dates(first, self.end, self.calendar)
        whole = _first_months(self.year, self._last_month(), self.calendar)
        return replace(whole, end=min(whole.end, self.end))

    def same_period_last_year(self) -> "Period | None":
        """The same days a year before; None when it is longer than a year and would overlap itself."""
        if self.kind == Kind.TERM:
            return None
        if self.kind == Kind.DATES:
            before = _dates(year_before(self.start), year_before(self.end), self.calendar)
            return before if before.end < self.start else None
        make = _MAKERS[self.kind]
        last = make(self.year - 1, self.number, self.calendar)
        if self.end == make(self.year, self.number, self.calendar).end:
            return last
        end = year_before(self.end)
        # Cut to a day it has a name of its own: by its key a list would take in the days after it.
        return _dates(last.start, end, self.calendar) if end < last.end else last

    def following(self) -> "Period | None":
        """The period whose tasks this one's report plans; None for a term and for chosen days."""
        match self.kind:
            case Kind.MONTH:
                return _month(*_next(self.year, self.number, 12), self.calendar)
            case Kind.QUARTER:
                return _quarter(*_next(self.year, self.number, 4), self.calendar)
            case Kind.HALF:
                return _half(*_next(self.year, self.number, 2), self.calendar)
            case Kind.YEAR:
                return _year(self.year + 1, self.calendar)
            case Kind.MONTHS if self.number == 9:
                return _quarter(self.year, 4, self.calendar)
        return None

    def months(self) -> tuple["Period", ...]:
        """Its months in order; a first or last month that reaches outside is cut to it."""
        year, month = _reporting_month(self.start, self.calendar)
        return tuple(self._cut(_walk(year, month, 12, lambda y, n: _month(y, n, self.calendar))))

    def years(self) -> tuple["Period", ...]:
        """Its reporting years in order, the first and last cut to it: the columns of a term."""
        year, _ = _reporting_month(self.start, self.calendar)
        return tuple(self._cut(_walk(year, 1, 1, lambda y, n: _year(y, self.calendar))))

    def _cut(self, parts: "Iterator[Period]") -> "Iterator[Period]":
        for part in parts:
            if part.start > self.end:
                return
            if part.start >= self.start and part.end <= self.end:
                yield part
            else:
                cut = _dates(max(part.start, self.start), min(part.end, self.end), self.calendar)
                yield replace(cut, year=part.year, number=part.number)

    def _last_month(self) -> int:
        months = {Kind.QUARTER: 3, Kind.HALF: 6}.get(self.kind, 1)
        return 12 if self.kind == Kind.YEAR else self.number * months


def parse(code: str, calendar: Calendar = CALENDAR, term_start: date | None = None) -> Period:
    """The period that `code` names on `calendar`; raises PeriodError with a sentence for the user.

    Codes: `2018-M07` month, `2018-Q3` quarter, `2018-H1` half, `2018-9M` first nine months (any count
    from 2 to 11), `2018` year, `2021-01-01..2024-03-31` chosen days, and `TERM-` before any of these
    but the last: from `term_start` to that period's end.
    """
    text = code.strip().upper()
    if match := re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})", text):
        return _dates(_day(match[1]), _day(match[2]), calendar)
    if text.startswith("TERM-"):
        return _term(_named(text.removeprefix("TERM-"), code, calendar), term_start)
    return _named(text, code, calendar)


def label_of(code: str) -> str:
    """The name of the period `code` names: the same on every calendar and in every term. Raises PeriodError."""
    return parse(code, term_start=date.min).label


def dates(start: date, end: date, calendar: Calendar = CALENDAR) -> Period:
    """The period of chosen days; raises EndBeforeStartError."""
    return _dates(start, end, calendar)


def quarter_of(on: date, calendar: Calendar = CALENDAR) -> Period:
    """The reporting quarter that `on` lies in."""
    year, month = _reporting_month(on, calendar)
    return _quarter(year, (month + 2) // 3, calendar)


def year_of(on: date, calendar: Calendar = CALENDAR) -> Period:
    """The reporting year that `on` lies in."""
    return _year(_reporting_month(on, calendar)[0], calendar)


def so_far(calendar: Calendar | str, on: date) -> Period:
    """From the first day of the reporting year to `on`, so that last year is compared over the same days."""
    calendar = Calendar(calendar)
    return _dates(year_of(on, calendar).start, on, calendar)


# Reading the code

_FORM = re.compile(r"([0-9]{4})(?:-(?:M(0[1-9]|1[0-2])|Q([1-4])|H([12])|0?([2-9]|1[01])M))?")


def _named(text: str, asked: str, calendar: Calendar) -> Period:
    match = _FORM.fullmatch(text)
    if not match:
        raise UnknownPeriodError(f"Không hiểu kỳ báo cáo “{asked}”. Hãy viết theo một trong các mẫu: {CODES}.")
    year = int(match[1])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnknownPeriodError(f"Năm của kỳ báo cáo phải từ {FIRST_YEAR} đến {LAST_YEAR}, không phải {match[1]}.")
    month, quarter, half, months = (int(part) if part else 0 for part in match.groups()[1:])
    if month:
        return _month(year, month, calendar)
    if quarter:
        return _quarter(year, quarter, calendar)
    if half:
        return _half(year, half, calendar)
    return _first_months(year, months or 12, calendar)


def _day(text: str) -> date:
    year, month, day = text.split("-")
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ImpossibleDateError(f"Ngày {day}/{month}/{year} không có trong lịch.") from None
    if found.year < FIRST_YEAR:
        raise UnknownPeriodError(f"Kỳ báo cáo phải từ năm {FIRST_YEAR} trở đi, không phải từ {format_date(found)}.")
    return found


# Making periods


def _month(year: int, number: int, calendar: Calendar) -> Period:
    return _made(Kind.MONTH, year, number, calendar, f"M{number:02}", f"tháng {number} năm {year}", (number, number))


def _quarter(year: int, number: int, calendar: Calendar) -> Period:
    roman = ("I", "II", "III", "IV")[number - 1]
    span = (3 * number - 2, 3 * number)
    return _made(Kind.QUARTER, year, number, calendar, f"Q{number}", f"quý {roman} năm {year}", span)


def _half(year: int, number: int, calendar: Calendar) -> Period:
    side = ("đầu", "cuối")[number - 1]
    span = (6 * number - 5, 6 * number)
    return _made(Kind.HALF, year, number, calendar, f"H{number}", f"6 tháng {side} năm {year}", span)


def _months(year: int, number: int, calendar: Calendar) -> Period:
    return _made(Kind.MONTHS, year, number, calendar, f"{number}M", f"{number} tháng đầu năm {year}", (1, number))


def _year(year: int, calendar: Calendar) -> Period:
    return _made(Kind.YEAR, year, 0, calendar, "", f"năm {year}", (1, 12))


def _first_months(year: int, count: int, calendar: Calendar) -> Period:
    """The first `count` months under their usual name: three are a quarter, twelve a year."""
    usual = {
        1: lambda: _month(year, 1, calendar),
        3: lambda: _quarter(year, 1, calendar),
        6: lambda: _half(year, 1, calendar),
        12: lambda: _year(year, calendar),
    }
    return usual.get(count, lambda: _months(year, count, calendar))()


def _made(
    kind: Kind, year: int, number: int, calendar: Calendar, suffix: str, label: str, span: tuple[int, int]
) -> Period:
    first, last = span
    start, end = _month_days(year, first, calendar)[0], _month_days(year, last, calendar)[1]
    key = f"{year}-{suffix}" if suffix else str(year)
    return Period(key, kind, start, end, label, year, number, calendar)


def _dates(start: date, end: date, calendar: Calendar) -> Period:
    if end < start:
        raise EndBeforeStartError(f"Ngày kết thúc {format_date(end)} đứng trước ngày bắt đầu {format_date(start)}.")
    label = f"từ ngày {format_date(start)} đến ngày {format_date(end)}"
    return Period(f"{start}..{end}", Kind.DATES, start, end, label, end.year, 0, calendar)


def _term(until: Period, term_start: date | None) -> Period:
    if term_start is None:
        raise TermStartMissingError("Chưa ghi ngày bắt đầu nhiệm kỳ của tổ chức đảng này.")
    if until.end < term_start:
        raise EndBeforeStartError(
            f"Nhiệm kỳ bắt đầu ngày {format_date(term_start)}, sau khi {until.label} đã kết thúc."
        )
    last = until._last_month()
    name = _quarter(until.year, last // 3, until.calendar).label if until.kind == Kind.QUARTER else ""
    name = name or (f"năm {until.year}" if last == 12 else f"tháng {last} năm {until.year}")
    return Period(
        key=f"TERM-{until.key}",
        kind=Kind.TERM,
        start=term_start,
        end=until.end,
        label=f"từ đầu nhiệm kỳ đến hết {name}",
        year=until.year,
        number=last,
        calendar=until.calendar,
        term_start=term_start,
    )


_MAKERS: dict[Kind, Callable[[int, int, Calendar], Period]] = {
    Kind.MONTH: _month,
    Kind.QUARTER: _quarter,
    Kind.HALF: _half,
    Kind.MONTHS: _months,
    Kind.YEAR: lambda year, number, calendar: _year(year, calendar),
}


# Arithmetic of days


def _month_days(year: int, month: int, calendar: Calendar) -> tuple[date, date]:
    if calendar == DAY_15:
        before_year, before = (year - 1, 12) if month == 1 else (year, month - 1)
        return date(before_year, before, 15), date(year, month, 14)
    return date(year, month, 1), date(year, month, gregorian.monthrange(year, month)[1])


def _reporting_month(day: date, calendar: Calendar) -> tuple[int, int]:
    """Year and month that `day` is reported in: from the 15th on the next, where months end on the 14th."""
    if calendar == DAY_15 and day.day >= 15:
        day = day.replace(day=1) + timedelta(days=31)
    return day.year, day.month


def year_before(day: date) -> date:
    """The same day a year earlier; the last day of February stays the last day of February."""
    if day.month == 2 and day.day == gregorian.monthrange(day.year, 2)[1]:
        return date(day.year - 1, 2, gregorian.monthrange(day.year - 1, 2)[1])
    return day.replace(year=day.year - 1)


def _next(year: int, number: int, per_year: int) -> tuple[int, int]:
    return (year + 1, 1) if number == per_year else (year, number + 1)


def _walk(year: int, number: int, per_year: int, make: Callable[[int, int], Period]) -> Iterator[Period]:
    while year <= LAST_YEAR + 1:
        yield make(year, number)
        year, number = _next(year, number, per_year)
