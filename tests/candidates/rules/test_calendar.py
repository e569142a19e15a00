"""Working days, as the decreed swaps make them; a year without a list is computed and said so."""

from datetime import date

import pytest

from candidates.rules.calendar import shipped_calendar


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2026, 1, 30), date(2026, 3, 20)),  # over Tết
        (date(2026, 4, 20), date(2026, 6, 4)),  # Giỗ Tổ, 30/4, 1/5
        (date(2026, 8, 14), date(2026, 9, 29)),  # Saturday 22/8 worked for 31/8
        (date(2026, 11, 20), date(2027, 1, 5)),  # 24/11 and 1/1
    ],
)
def test_thirty_working_days(start, due):
    deadline = shipped_calendar().add_working_days(start, 30)
    assert deadline.day == due
    assert not deadline.unsure


def test_year_without_holidays_is_flagged():
    deadline = shipped_calendar().add_working_days(date(2028, 5, 15), 30)
    assert deadline.day == date(2028, 6, 26)
    assert deadline.unsure


def test_the_start_is_not_counted():
    assert shipped_calendar().add_working_days(date(2026, 3, 2), 1).day == date(2026, 3, 3)
    assert shipped_calendar().add_working_days(date(2026, 3, 6), 1).day == date(2026, 3, 9)
