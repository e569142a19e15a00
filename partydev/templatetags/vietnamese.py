"""Filters that print dates and numbers as Vietnamese readers expect; built into every template.

An empty value prints as nothing: a template that wants a dash says `|default:"–"`.
"""

from datetime import date, datetime

from django import template
from django.utils import timezone

from partydev import asking, dates, numbers

register = template.Library()


def _local_date(value: date) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value


@register.filter
def ngay(value: date | None) -> str:
    """05/02/2026; of a moment, its day in Vietnam."""
    return dates.format_date(_local_date(value)) if value else ""


@register.filter
def ngay_chu(value: date | None) -> str:
    """ngày 05 tháng 02 năm 2026."""
    return dates.in_words(_local_date(value)) if value else ""


@register.filter
def gio(value: datetime | None) -> str:
    """05/02/2026 14:05, in Vietnam's time."""
    return f"{ngay(value)} {timezone.localtime(value):%H:%M}" if value else ""


@register.filter
def so(value: int | None) -> str:
    """1.234; nothing for None, "0" for zero."""
    return "" if value is None else numbers.integer(value)


@register.filter
def hai_so(count: int | None) -> str:
    """A count within a sentence: "01" to "09", 1.234; nothing for None."""
    return "" if count is None else numbers.two_digits(count)


@register.filter
def phantram(part: int | None, whole: int | None) -> str:
    """`{{ part|phantram:whole }}` is 56,2%; nothing where there is no whole."""
    printed = None if part is None else numbers.percent(part, whole)
    return "" if printed is None else f"{printed}%"


@register.filter
def han(due: date | None, on: date) -> str:
    """`{{ due|han:today }}` is "còn 3 ngày", "hôm nay" or "quá hạn 3 ngày"."""
    return dates.days_left(_local_date(due), on) if due else ""


@register.filter
def asked(request, names: str) -> str:
    """What the address asks by these names, as a query: links carry no word that the page does not know."""
    return asking.asked(request, names)
