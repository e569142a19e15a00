"""Dates of which only a part is known: "1958", "5/1985", "12/5/1985". Pure."""

import re
from dataclasses import dataclass
from datetime import date

from partydev import dates

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d+)")
_UNKNOWN = {"không rõ", "khong ro", "không nhớ", "?"}


@dataclass(frozen=True)
class Partial:
    """A year, a month of a year, or a day; `year` None says that it is known to be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __str__(self):
        if self.year is None:
            return "không rõ"
        parts = [f"{part:02}" for part in (self.day, self.month) if part]
        return "/".join([*parts, f"{self.year:04}"])

    @property
    def first_month(self):
        """Months since year 0 of its first possible month; of its last: `last_month`."""
        return self.year * 12 + (self.month or 1) - 1

    @property
    def last_month(self):
        return self.year * 12 + (self.month or 12) - 1


def parse(text, *, with_day=False, may_be_unknown=False):
    """Read yyyy, mm/yyyy, and with `with_day` a whole date; None for nothing.

    Raises ValueError whose text is a sentence to show.
    """
    text = text.strip()
    if not text:
        return None
    if may_be_unknown and text.casefold() in _UNKNOWN:
        return Partial()
    if text.isascii() and _YEAR.fullmatch(text):
        return _checked(int(text))
    if text.isascii() and (match := _MONTH.fullmatch(text)):
        if len(match["year"]) != 4:
            raise ValueError("Hãy viết đủ bốn chữ số của năm, ví dụ 05/1985.")
        return _checked(int(match["year"]), int(match["month"]))
    if with_day:
        found = dates.parse_date(text)
        return Partial(found.year, found.month, found.day)
    raise ValueError("Hãy viết tháng/năm hoặc chỉ năm, ví dụ 05/1985 hoặc 1985.")


def _checked(year, month=None):
    if year not in range(1800, 2101):
        raise ValueError("Năm phải từ 1800 đến 2100.")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"Không có tháng {month}; tháng phải từ 01 đến 12.")
    return Partial(year, month)


def month_text(months):
    """The month that many months after year 0: "03/2019"."""
    return f"{months % 12 + 1:02}/{months // 12:04}"


def month_of(day: date):
    """A day's month as months since year 0."""
    return day.year * 12 + day.month - 1
