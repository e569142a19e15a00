"""Dates as Vietnamese offices write and say them. Pure: "today" is always an argument."""

import calendar
import re
from datetime import date

YEARS = range(1900, 2101)
_WRITTEN = re.compile(r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d+)")
# The digit keyboard of a phone may have no other sign.
_DIGITS_ONLY = re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")


def parse_date(text: str) -> date:
    """Read dd/mm/yyyy (also with "-" or "."), ddmmyyyy or ISO yyyy-mm-dd.

    Raises ValueError whose text is a sentence to show: what to write, or why there is no such day.
    """
    text = text.strip()
    match = _WRITTEN.fullmatch(text) or _DIGITS_ONLY.fullmatch(text) or _ISO.fullmatch(text)
    if match is None:
        raise ValueError("Hãy viết theo thứ tự ngày/tháng/năm, ví dụ 05/02/2026.")
    if len(match["year"]) != 4:
        raise ValueError("Hãy viết đủ bốn chữ số của năm, ví dụ 05/02/2026.")
    return _existing_date(int(match["year"]), int(match["month"]), int(match["day"]))


def _existing_date(year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise ValueError(f"Năm phải từ {YEARS[0]} đến {YEARS[-1]}.")
    if not 1 <= month <= 12:
        raise ValueError(f"Không có tháng {month}; tháng phải từ 01 đến 12.")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise ValueError(f"Không có ngày {day}; tháng {month} năm {year} có {last} ngày.")
    return date(year, month, day)


def format_date(value: date) -> str:
    """05/02/2026."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def in_words(value: date) -> str:
    """The date line of an official paper; a zero before days 1 to 9 and before months 1 and 2 only.

    So nobody can turn "2" into "12"; months 3 to 9 cannot become another month that way.
    """
    month = f"{value.month:02}" if value.month <= 2 else str(value.month)
    return f"ngày {value.day:02} tháng {month} năm {value.year}"


def add_months(value: date, months: int) -> date:
    """The same day `months` later (or earlier); the last day of a month that has no such day."""
    year, month = divmod(value.year * 12 + value.month - 1 + months, 12)
    return date(year, month + 1, min(value.day, calendar.monthrange(year, month + 1)[1]))


def days_left(due: date, on: date) -> str:
    """How far the day `due` is, seen on the day `on`: "còn 3 ngày", "hôm nay", "quá hạn 3 ngày"."""
    days = (due - on).days
    if days == 0:
        return "hôm nay"
    return f"còn {days} ngày" if days > 0 else f"quá hạn {-days} ngày"
