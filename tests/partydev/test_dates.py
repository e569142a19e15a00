"""Dates read, written and counted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partydev import dates

FEBRUARY_5 = date(2026, 2, 5)


@pytest.mark.parametrize(
    "typed",
    ["05/02/2026", "5/2/2026", "5-2-2026", "05.02.2026", " 05 / 02 / 2026 ", "05022026", "2026-02-05", "2026-2-5"],
)
def test_parse_date_reads_what_people_type(typed):
    assert dates.parse_date(typed) == FEBRUARY_5


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "ngày/tháng/năm"),
        ("hôm nay", "ngày/tháng/năm"),
        ("02/2026", "ngày/tháng/năm"),
        ("5/2/26", "bốn chữ số"),
        ("5/2/20226", "bốn chữ số"),
        ("28/02/1899", "từ 1900"),
        ("01/01/2101", "đến 2100"),
        ("05/13/2026", "Không có tháng 13"),
        ("05/00/2026", "Không có tháng 0"),
        ("00/02/2026", "Không có ngày 0"),
        ("29/02/2026", "tháng 2 năm 2026 có 28 ngày"),
        ("31/04/2026", "tháng 4 năm 2026 có 30 ngày"),
        ("20260205", "từ 1900"),
    ],
)
def test_parse_date_says_what_is_wrong(typed, told):
    with pytest.raises(ValueError, match=told):
        dates.parse_date(typed)


@pytest.mark.parametrize("typed", ["28/02/2024", "29/02/2024", "01/03/2024", "01/01/1900", "31/12/2100"])
def test_parse_date_reads_the_days_at_an_edge(typed):
    assert dates.format_date(dates.parse_date(typed)) == typed


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_what_is_written_is_read_again(day):
    assert dates.parse_date(dates.format_date(day)) == day
    assert dates.parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (FEBRUARY_5, "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 10), "ngày 10 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_in_words_puts_zeros_where_offices_do(day, words):
    assert dates.in_words(day) == words


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2023, 5, 13), 12, date(2024, 5, 13)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 1), 0, date(2026, 1, 1)),
    ],
)
def test_add_months_stays_within_the_month(day, months, then):
    assert dates.add_months(day, months) == then


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 2, 2), "còn 3 ngày"),
        (date(2026, 2, 4), "còn 1 ngày"),
        (FEBRUARY_5, "hôm nay"),
        (date(2026, 2, 6), "quá hạn 1 ngày"),
        (date(2026, 2, 8), "quá hạn 3 ngày"),
    ],
)
def test_days_left_the_day_before_on_the_day_and_after(on, words):
    assert dates.days_left(FEBRUARY_5, on) == words
