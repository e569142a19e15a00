"""What holds of every deadline, whatever day it starts on and whatever days are off."""

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from candidates.rules.calendar import calendar_of, month_later, shipped_calendar

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
LENGTHS = st.integers(1, 90)
OFF = st.sets(st.dates(date(2025, 1, 1), date(2027, 12, 31)), max_size=40)
DAY = timedelta(days=1)


@given(DAYS, LENGTHS)
def test_the_last_day_is_a_working_day_and_that_many_lie_up_to_it(start, length):
    calendar = shipped_calendar()
    last = calendar.add_working_days(start, length).day
    assert calendar.is_working(last)
    assert calendar.working_days(start, last) == length


@given(DAYS, LENGTHS)
def test_a_later_start_or_a_longer_time_never_ends_earlier(start, length):
    calendar = shipped_calendar()
    last = calendar.add_working_days(start, length).day
    assert calendar.add_working_days(start + DAY, length).day >= last
    assert calendar.add_working_days(start, length + 1).day > last


@given(OFF, st.dates(date(2025, 1, 1), date(2027, 12, 31)), DAYS, LENGTHS)
def test_one_more_day_off_never_brings_a_deadline_forward(off, more, start, length):
    before = calendar_of((day, "off") for day in off).add_working_days(start, length).day
    after = calendar_of((day, "off") for day in off | {more}).add_working_days(start, length).day
    assert after >= before
    assert after == before or start < more <= before


@given(DAYS, LENGTHS)
def test_a_deadline_is_sure_exactly_where_every_year_it_passes_has_its_holidays(start, length):
    calendar = shipped_calendar()
    deadline = calendar.add_working_days(start, length)
    known = set(range(2016, 2028))
    assert deadline.unsure == (not set(range(start.year, deadline.day.year + 1)) <= known)


@given(DAYS, st.integers(0, 120))
def test_calendar_months_keep_the_day_or_take_the_months_last(start, months):
    later = month_later(start, months)
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == months
    assert later.day == min(start.day, monthrange(later.year, later.month)[1])
