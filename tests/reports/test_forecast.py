"""The forecast of totals: a range from what the rest of the year brought before, tried on the years that are over."""

from datetime import date

import pytest

from branches.models import Member
from candidates.actions.entry import Milestone, take_over
from reports.leading.forecast import Forecast, PastYear, Span, forecast
from reports.leading.forecasting import _because, forecast_of, probation_ends_by
from reports.periods import DAY_15, dates, so_far
from tests.factories import make_candidate, make_member, make_organization, make_person
from tests.factories import today as this_day

YEARS = [PastYear(2021, 20, 31), PastYear(2022, 25, 40), PastYear(2023, 18, 30), PastYear(2024, 30, 41),
         PastYear(2025, 34, 47)]  # fmt: skip


@pytest.mark.once
def test_what_is_done_and_the_least_and_most_that_the_rest_of_a_year_brought():
    found = forecast(33, YEARS)
    assert found.span == Span(33 + 11, 33 + 15)
    assert found.span.words == "44–48"
    assert found.rest == Span(11, 15)


@pytest.mark.once
def test_each_past_year_is_tried_with_the_years_before_it_alone():
    found = forecast(33, YEARS)
    assert [(each.year, each.span.words, each.actual, each.held) for each in found.trials] == [
        (2023, "29–33", 30, True),
        (2024, "41–45", 41, True),
        (2025, "45–49", 47, True),
    ]
    # A year unlike those before it is told as missed.
    odd = forecast(0, [*YEARS, PastYear(2026, 10, 60)])
    assert (odd.trials[-1].held, odd.held, len(odd.trials)) == (False, 3, 4)


@pytest.mark.once
@pytest.mark.parametrize("past", [[], YEARS[:1]])
def test_too_little_history_gives_no_range(past):
    found = forecast(7, past)
    assert found == Forecast(7, None, tuple(past), ())
    assert found.rest is None


@pytest.mark.once
def test_nothing_ever_on_the_first_and_on_the_last_day():
    assert forecast(0, [PastYear(2024, 0, 0), PastYear(2025, 0, 0)]).span.words == "0"
    # On the first of January nothing is done: the range is that of whole years.
    assert forecast(0, [PastYear(2024, 0, 12), PastYear(2025, 1, 9)]).span == Span(8, 12)
    # On the last of December nothing is to come, and the past years were known exactly.
    over = forecast(15, [PastYear(year, number, number) for year, number in ((2023, 9), (2024, 12), (2025, 7))])
    assert over.span.words == "15"
    assert over.held == len(over.trials) == 1


@pytest.mark.once
def test_only_the_last_years_count():
    """What was done six years ago and longer says nothing any more."""
    assert forecast(0, [PastYear(2019, 0, 500), *YEARS]).span == Span(11, 15)
    assert len(forecast(0, [PastYear(year, 0, 5) for year in range(2000, 2026)]).trials) == 5


@pytest.mark.once
@pytest.mark.parametrize(
    ("past", "words"),
    [
        (((2, 2), (3, 3)), "đều không kết nạp thêm"),
        (((2, 5), (3, 6)), "đều kết nạp thêm 03 đảng viên"),
        (((2, 2), (3, 6)), "có năm không kết nạp thêm, năm nhiều nhất thêm 03 đảng viên"),
        (((2, 4), (3, 6)), "kết nạp thêm ít nhất 02, nhiều nhất 03 đảng viên"),
    ],
)
def test_what_the_rest_of_the_years_brought_is_said_in_a_sentence(past, words):
    found = forecast(1, [PastYear(2024 + place, *each) for place, each in enumerate(past)])
    said = _because(found, over=False)
    assert said == f"Đã kết nạp 01. Từ ngày này đến hết năm, các năm 2024–2025 {words}."
    assert _because(found, over=True) == "Năm đã hết; đây là số đã kết nạp."


# What the years brought, from recorded facts


def admit(cell, on, person=None):
    """A person admitted on `on`, who came into the pool a year before."""
    entered = on.replace(year=on.year - 1, day=1)
    milestones = [Milestone("decide", on), Milestone("admit", on)]
    return take_over(by=None, organization=cell, person=person or make_person(), stage="probationary",
                     entered_on=entered, milestones=milestones)  # fmt: skip


@pytest.mark.django_db
def test_the_years_are_read_from_the_facts_as_of_the_same_day():
    cell = make_organization("Chi bộ Đồi Chè", "base_cell", founded_on=date(2015, 1, 1))
    make_member(cell, on=date(2021, 12, 1))
    for year, days in ((2022, ((3, 2), (11, 5))), (2023, ((5, 1),)), (2024, ((2, 29), (12, 30), (12, 31)))):
        for month, day in days:
            admit(cell, date(year, month, day))
    admit(cell, date(2025, 6, 1))
    found = forecast_of(cell, dates(date(2025, 1, 1), date(2025, 6, 30)))
    # The roster of December 2021 tells that 2022 was kept whole.
    assert found.used == (PastYear(2022, 1, 2), PastYear(2023, 1, 1), PastYear(2024, 1, 3))
    assert found.so_far == 1
    assert found.span == Span(1, 3)
    assert found.trials[0].year == 2024


@pytest.mark.django_db
def test_years_on_the_calendar_from_the_15th_on_and_a_day_that_few_years_have():
    cell = make_organization("Chi bộ Lưng Đèo", "base_cell")
    make_member(cell, on=date(2020, 1, 1))
    for on in (date(2021, 12, 14), date(2021, 12, 15), date(2022, 2, 28), date(2023, 3, 1), date(2023, 12, 14)):
        admit(cell, on)
    found = forecast_of(cell, so_far(DAY_15, date(2024, 2, 29)))
    # The day before the 15th is of the old year; the last day of February stands for the 29th.
    assert found.used == (PastYear(2021, 0, 1), PastYear(2022, 2, 2), PastYear(2023, 0, 2))


@pytest.mark.django_db
def test_whose_probation_ends_in_the_rest_of_the_year():
    cell = make_organization("Chi bộ Lưng Đèo", "base_cell")
    probation = {"status": Member.Status.PROBATIONARY, "on": date(2024, 1, 1)}
    for number, joined in enumerate(((2, 28), (2, 29), (3, 1), (12, 31))):
        make_member(cell, f"Dự bị {number}", joined_on=date(2024, *joined), **probation)
    gone = make_member(cell, "Dự bị đã chuyển đi", joined_on=date(2024, 6, 1), **probation)
    Member.objects.filter(pk=gone.pk).update(left_on=date(2025, 1, 5), left_by="transfer_out")
    make_member(cell, "Chính thức", on=date(2024, 1, 1), joined_on=date(2024, 6, 1))
    end = date(2025, 12, 31)
    assert probation_ends_by(cell, date(2025, 2, 27), end) == 4
    # Who was admitted on the 28th or the 29th of February ended on the 28th; the last day of the year counts.
    assert probation_ends_by(cell, date(2025, 2, 28), end) == 2
    assert probation_ends_by(cell, date(2025, 3, 1), end) == 1
    assert probation_ends_by(cell, date(2025, 3, 1), date(2025, 12, 30)) == 0


@pytest.mark.django_db
def test_who_is_taken_over_tells_nothing_of_the_years_before():
    """They bring days of years ago; who was admitted then and is official by now is on no list of cases."""
    unit = make_organization("Đảng bộ Khe Đá", "grassroots_committee")
    early, late, unlisted = (make_organization(f"Chi bộ {number}", "cell", unit) for number in (1, 2, 3))
    for year in (2022, 2023, 2024):
        admit(early, date(year, 5, 1))
    half = dates(date(2025, 1, 1), date(2025, 6, 30))
    assert forecast_of(early, half).used == ()
    make_member(early, on=date(2022, 1, 1))
    assert [each.year for each in forecast_of(unit, half).used] == [2022, 2023, 2024]
    # The last cell to begin counts for the whole; one that was founded as its roster began has nothing before it.
    make_member(late, on=date(2022, 7, 1))
    make_member(make_organization("Chi bộ mới", "cell", unit, founded_on=date(2024, 2, 1)), on=date(2024, 3, 1))
    assert [each.year for each in forecast_of(unit, half).used] == [2023, 2024]
    assert forecast_of(unit, half).span is not None
    admit(unlisted, date(2024, 8, 1))
    assert forecast_of(unit, half).span is None


@pytest.mark.django_db
def test_the_first_year_that_may_be_incomplete_is_left_out():
    cell = make_organization("Chi bộ mới ghi", "base_cell", founded_on=date(2015, 1, 1))
    last = this_day().year - 1
    first = make_candidate(cell, "pool", entered_on=date(last, 3, 1))
    assert first.member is None
    assert not Member.objects.filter(organization=cell).exists()
    found = forecast_of(cell, dates(date(last + 1, 1, 1), this_day()))
    assert (found.used, found.span, found.so_far) == ((), None, 0)
