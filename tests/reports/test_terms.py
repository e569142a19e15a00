"""Which term a day lies in, as the unit recorded its terms one after the other."""

from datetime import date

import pytest

from reports.terms import term_start_on

pytestmark = pytest.mark.django_db
FORMER, PRESENT = date(2020, 10, 14), date(2025, 8, 1)


@pytest.mark.parametrize(
    "recorded",
    [
        (FORMER, PRESENT),
        (FORMER, date(2024, 8, 1), PRESENT),  # the congress mistyped at first
        (date(2021, 10, 14), FORMER, PRESENT),  # the former term mistyped at first
        (FORMER, PRESENT, date(2025, 9, 1), PRESENT),
    ],
)
def test_a_day_before_the_congress_lies_in_the_former_term(cast, recorded):
    for first in recorded:
        cast.A.term_starts_on = first
        cast.A.save()
    days = (date(2020, 10, 13), FORMER, date(2025, 7, 31), PRESENT)
    assert [term_start_on(cast.A, day) for day in days] == [None, FORMER, FORMER, PRESENT]
