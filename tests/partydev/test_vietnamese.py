"""The template filters, as templates call them."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines

LATE_IN_UTC = datetime(2026, 2, 4, 18, 5, tzinfo=UTC)  # the next day in Vietnam


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ day|ngay }}", "05/02/2026"),
        ("{{ moment|ngay }}", "05/02/2026"),
        ("{{ nothing|ngay|default:'–' }}", "–"),
        ("{{ day|ngay_chu }}", "ngày 05 tháng 02 năm 2026"),
        ("{{ moment|gio }}", "05/02/2026 01:05"),
        ("{{ nothing|gio }}", ""),
        ("{{ 1234|so }}", "1.234"),
        ("{{ 0|so }}", "0"),
        ("{{ nothing|so }}", ""),
        ("{{ 9|phantram:16 }}", "56,3%"),
        ("{{ 9|phantram:0 }}", ""),
        ("{{ nothing|phantram:16 }}", ""),
        ("{{ day|han:today }}", "còn 1 ngày"),
        ("{{ moment|han:today }}", "còn 1 ngày"),
        ("{{ nothing|han:today }}", ""),
    ],
)
def test_filters_print_as_vietnamese_readers_expect(template, printed):
    context = {"day": date(2026, 2, 5), "moment": LATE_IN_UTC, "today": date(2026, 2, 4), "nothing": None}
    assert engines["django"].from_string(template).render(context) == printed
