"""Periods: the day before, the first, the last and the day after, on both calendars."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from reports import periods
from reports.periods import CALENDAR, DAY_15, parse

ONE_DAY = timedelta(days=1)
TERM = date(2021, 1, 1)


@pytest.mark.parametrize(
    ("code", "calendar", "start", "end", "label"),
    [
        ("2018-M07", CALENDAR, date(2018, 7, 1), date(2018, 7, 31), "tháng 7 năm 2018"),
        ("2018-M07", DAY_15, date(2018, 6, 15), date(2018, 7, 14), "tháng 7 năm 2018"),
        ("2018-M01", DAY_15, date(2017, 12, 15), date(2018, 1, 14), "tháng 1 năm 2018"),
        ("2020-M02", CALENDAR, date(2020, 2, 1), date(2020, 2, 29), "tháng 2 năm 2020"),
        ("2018-Q1", CALENDAR, date(2018, 1, 1), date(2018, 3, 31), "quý I năm 2018"),
        ("2018-Q3", CALENDAR, date(2018, 7, 1), date(2018, 9, 30), "quý III năm 2018"),
        ("2018-Q1", DAY_15, date(2017, 12, 15), date(2018, 3, 14), "quý I năm 2018"),
        ("2018-Q4", DAY_15, date(2018, 9, 15), date(2018, 12, 14), "quý IV năm 2018"),
        ("2018-H1", CALENDAR, date(2018, 1, 1), date(2018, 6, 30), "6 tháng đầu năm 2018"),
        ("2018-H1", DAY_15, date(2017, 12, 15), date(2018, 6, 14), "6 tháng đầu năm 2018"),
        ("2018-H2", DAY_15, date(2018, 6, 15), date(2018, 12, 14), "6 tháng cuối năm 2018"),
        ("2018-9M", CALENDAR, date(2018, 1, 1), date(2018, 9, 30), "9 tháng đầu năm 2018"),
        ("2018-9M", DAY_15, date(2017, 12, 15), date(2018, 9, 14), "9 tháng đầu năm 2018"),
        ("2018-11M", CALENDAR, date(2018, 1, 1), date(2018, 11, 30), "11 tháng đầu năm 2018"),
        ("2018", CALENDAR, date(2018, 1, 1), date(2018, 12, 31), "năm 2018"),
        ("2018", DAY_15, date(2017, 12, 15), date(2018, 12, 14), "năm 2018"),
        ("TERM-2023", CALENDAR, TERM, date(2023, 12, 31), "từ đầu nhiệm kỳ đến hết năm 2023"),
        ("TERM-2024-Q1", CALENDAR, TERM, date(2024, 3, 31), "từ đầu nhiệm kỳ đến hết quý I năm 2024"),
        ("TERM-2024-M05", CALENDAR, TERM, date(2024, 5, 31), "từ đầu nhiệm kỳ đến hết tháng 5 năm 2024"),
        ("TERM-2024-9M", DAY_15, TERM, date(2024, 9, 14), "từ đầu nhiệm kỳ đến hết tháng 9 năm 2024"),
        (
            "2021-01-01..2024-03-31",
            DAY_15,
            date(2021, 1, 1),
            date(2024, 3, 31),
            "từ ngày 01/01/2021 đến ngày 31/03/2024",
        ),
    ],
)
def test_code_gives_days_and_name(code, calendar, start, end, label):
    period = parse(code, calendar, TERM)

    assert (period.start, period.end, period.label) == (start, end, label)
    assert parse(period.key, calendar, TERM) == period
    assert [period.contains(day) for day in (start - ONE_DAY, start, end, end + ONE_DAY)] == [
        False,
        True,
        True,
        False,
    ]


def test_code_is_read_without_regard_to_case_and_edges():
    assert parse(" 2018-q3 ") == parse("2018-Q3")
    assert parse("2018-09M") == parse("2018-9M")
    assert parse("2018-6M").key == "2018-H1"


@pytest.mark.parametrize(
    "code",
    ["", "2018-Q5", "2018-Q0", "2018-M13", "2018-M7", "2018-H3", "2018-1M", "2018-12M", "18-Q3", "Q3-2018", "TERM",
     "TERM-", "2018-Q3..2018-Q4", "2018-01-01", "２０１８", "2018\n2019", "0000", "1929", "2200"],
)  # fmt: skip
def test_unknown_code_is_refused_in_vietnamese(code):
    with pytest.raises(periods.UnknownPeriodError, match=r"kỳ báo cáo"):
        parse(code)


@pytest.mark.parametrize("code", ["2021-02-29..2021-03-01", "2021-01-01..2021-13-01", "0000-01-01..2021-01-01"])
def test_day_that_is_not_in_the_calendar_is_refused(code):
    with pytest.raises(periods.ImpossibleDateError, match=r"không có trong lịch"):
        parse(code)


def test_end_before_start_is_refused_and_one_day_is_not():
    with pytest.raises(
        periods.EndBeforeStartError, match="Ngày kết thúc 31/12/2020 đứng trước ngày bắt đầu 01/01/2021"
    ):
        parse("2021-01-01..2020-12-31")
    assert parse("2021-01-01..2021-01-01").end == date(2021, 1, 1)


def test_term_without_start_or_before_it_is_refused():
    with pytest.raises(periods.TermStartMissingError):
        parse("TERM-2023")
    with pytest.raises(periods.EndBeforeStartError, match="Nhiệm kỳ bắt đầu ngày 01/01/2021"):
        parse("TERM-2020", term_start=TERM)
    assert parse("TERM-2020", term_start=date(2020, 12, 31)).start == date(2020, 12, 31)


@pytest.mark.parametrize(
    ("code", "calendar", "expected"),
    [
        ("2018-Q1", CALENDAR, "2018-Q1"),
        ("2018-Q2", CALENDAR, "2018-H1"),
        ("2018-Q3", DAY_15, "2018-9M"),
        ("2018-Q4", CALENDAR, "2018"),
        ("2018-H2", CALENDAR, "2018"),
        ("2018-M01", CALENDAR, "2018-M01"),
        ("2018-M07", CALENDAR, "2018-7M"),
        ("2018-9M", CALENDAR, "2018-9M"),
        ("2018", CALENDAR, "2018"),
        ("TERM-2024-Q1", CALENDAR, "2024-Q1"),
        ("2021-01-01..2024-03-31", CALENDAR, "2024-01-01..2024-03-31"),
        ("2023-01-01..2023-12-14", DAY_15, "2022-12-15..2023-12-14"),
        ("2023-01-01..2023-12-15", DAY_15, "2023-12-15..2023-12-15"),
    ],
)
def test_year_to_date_begins_with_the_reporting_year(code, calendar, expected):
    assert parse(code, calendar, TERM).year_to_date().key == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("2018-Q3", "2017-Q3"),
        ("2018-9M", "2017-9M"),
        ("2018-M02", "2017-M02"),
        ("2018", "2017"),
        ("2024-02-01..2024-02-29", "2023-02-01..2023-02-28"),
        ("2025-02-01..2025-02-28", "2024-02-01..2024-02-29"),
        ("2024-01-01..2024-12-31", "2023-01-01..2023-12-31"),
        ("2023-06-10..2024-06-09", "2022-06-10..2023-06-09"),
    ],
)
def test_same_period_last_year(code, expected):
    assert parse(code).same_period_last_year().key == expected


@pytest.mark.parametrize("code", ["2023-06-10..2024-06-10", "2021-01-01..2024-03-31", "TERM-2023", "TERM-2021"])
def test_same_period_last_year_is_none_when_it_would_overlap(code):
    assert parse(code, term_start=TERM).same_period_last_year() is None


def test_future_and_running_are_judged_by_the_day_asked():
    quarter = parse("2018-Q3")

    assert [quarter.is_future(on) for on in (date(2018, 6, 30), date(2018, 7, 1))] == [True, False]
    assert [
        quarter.is_running(on) for on in (date(2018, 6, 30), date(2018, 7, 1), date(2018, 9, 29), date(2018, 9, 30))
    ] == [False, True, True, False]


@pytest.mark.parametrize("calendar", [CALENDAR, DAY_15])
@pytest.mark.parametrize("code", ["2020", "2019-H2", "2024-Q1"])
def test_months_cover_the_period_without_gap(code, calendar):
    period = parse(code, calendar)
    months = period.months()

    assert (months[0].start, months[-1].end) == (period.start, period.end)
    assert all(later.start == earlier.end + ONE_DAY for earlier, later in pairwise(months))
    assert {month.kind for month in months} == {periods.Kind.MONTH}


def test_months_and_years_are_cut_to_chosen_days():
    period = parse("2021-01-20..2023-03-05")

    assert [part.key for part in period.years()] == ["2021-01-20..2021-12-31", "2022", "2023-01-01..2023-03-05"]
    assert [part.year for part in period.years()] == [2021, 2022, 2023]
    months = period.months()
    assert (months[0].key, months[1].key, months[-1].key) == (
        "2021-01-20..2021-01-31",
        "2021-M02",
        "2023-03-01..2023-03-05",
    )
    assert (months[0].number, months[-1].number, len(months)) == (1, 3, 27)


def test_three_quarters_are_nine_months():
    for calendar in (CALENDAR, DAY_15):
        quarters = [parse(f"2018-Q{number}", calendar) for number in (1, 2, 3)]
        nine = parse("2018-9M", calendar)
        assert (quarters[0].start, quarters[2].end) == (nine.start, nine.end)
        assert [month for quarter in quarters for month in quarter.months()] == list(nine.months())


@pytest.mark.parametrize(
    ("code", "title", "following"),
    [
        ("2018-Q1", "quý I năm 2018", "2018-Q2"),
        ("2018-Q3", "quý III và 9 tháng đầu năm 2018", "2018-Q4"),
        ("2018-Q4", "quý IV và năm 2018", "2019-Q1"),
        ("2018-M07", "tháng 7 và 7 tháng đầu năm 2018", "2018-M08"),
        ("2018-M12", "tháng 12 và năm 2018", "2019-M01"),
        ("2018-H1", "6 tháng đầu năm 2018", "2018-H2"),
        ("2018-9M", "9 tháng đầu năm 2018", "2018-Q4"),
        ("2018", "năm 2018", "2019"),
    ],
)
def test_title_names_the_year_so_far_and_following_what_comes(code, title, following):
    assert parse(code).title == title
    assert parse(code).following().key == following


@pytest.mark.parametrize("code", ["2018-8M", "TERM-2023", "2021-01-01..2024-03-31"])
def test_nothing_usual_follows(code):
    assert parse(code, term_start=TERM).following() is None


@pytest.mark.parametrize(
    ("on", "calendar", "quarter", "year"),
    [
        (date(2018, 3, 31), CALENDAR, "2018-Q1", "2018"),
        (date(2018, 4, 1), CALENDAR, "2018-Q2", "2018"),
        (date(2018, 3, 14), DAY_15, "2018-Q1", "2018"),
        (date(2018, 3, 15), DAY_15, "2018-Q2", "2018"),
        (date(2018, 12, 14), DAY_15, "2018-Q4", "2018"),
        (date(2018, 12, 15), DAY_15, "2019-Q1", "2019"),
        (date(2019, 1, 31), DAY_15, "2019-Q1", "2019"),
    ],
)
def test_quarter_and_year_of_a_day(on, calendar, quarter, year):
    assert periods.quarter_of(on, calendar).key == quarter
    assert periods.year_of(on, calendar).key == year
    assert periods.quarter_of(on, calendar).contains(on)


def test_running_period_is_cut_to_the_day_and_so_is_its_comparison():
    cut = parse("2026-Q4").up_to(date(2026, 11, 22))
    assert (cut.key, cut.label, cut.end) == ("2026-Q4", "quý IV năm 2026", date(2026, 11, 22))
    last, year = cut.same_period_last_year(), cut.year_to_date()
    assert (last.start, last.end) == (date(2025, 10, 1), date(2025, 11, 22))
    assert (year.start, year.end) == (date(2026, 1, 1), date(2026, 11, 22))
    assert parse("2026-Q3").up_to(date(2026, 11, 22)) == parse("2026-Q3")
