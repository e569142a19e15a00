"""What a page asks of the database twice, it asks once; the next page asks anew."""

import copy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.actions import set_target
from branches.models import Organization
from reports.figures import figures
from reports.periods import year_of
from reports.reading import once_a_reading, one_reading
from tests.factories import make_cast, sign_in, today


def test_a_question_is_asked_once_within_a_reading_and_anew_in_the_next():
    asked = []

    @once_a_reading
    def question(*what):
        asked.append(what)
        return len(asked)

    @one_reading
    def page():
        return question(1, [2]), question(1, [2]), question(1, [3]), inner()

    @one_reading
    def inner():
        return question(1, [2])

    assert page() == (1, 1, 2, 1)
    assert page() == (3, 3, 4, 3)
    assert (question(1), question(1)) == (5, 6)


@pytest.mark.once
def test_a_unit_counted_by_other_settings_is_another_question():
    now, then = (Organization(pk=7, counted_by=basis) for basis in ("ceremony", "decision"))

    @once_a_reading
    def basis_of(units):
        return [unit.counted_by for unit in (units if isinstance(units, list) else [units])]

    @one_reading
    def page():
        return basis_of(now), basis_of(then), basis_of([now]), basis_of([then])

    assert now == then
    assert page() == (["ceremony"], ["decision"], ["ceremony"], ["decision"])


@pytest.mark.django_db
def test_figures_are_counted_once_a_reading_and_for_each_setting(django_assert_num_queries):
    unit, year = make_cast().A, year_of(today())
    before = copy.copy(unit)
    before.counted_by = "decision" if unit.counted_by == "ceremony" else "ceremony"

    @one_reading
    def page():
        first = figures(unit, year)
        with django_assert_num_queries(0):
            assert figures(unit, year) is first
        assert figures(before, year) is not first

    page()


@pytest.mark.django_db
def test_the_leaders_page_asks_little_and_shows_what_is_new(client):
    cast = make_cast()
    sign_in(client, cast["lead_X"])
    address = reverse("reports:dashboard")
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert "7.319" not in client.get(address).content.decode()
    # Since the forecast, targets in percent, figures from outside and the units in need stand there too.
    assert len(queries) <= 59
    year = today().replace(month=1, day=1), today().replace(month=12, day=31)
    set_target(by=None, organization=cast.A, source="assigned", starts_on=year[0], ends_on=year[1], value=7319)
    assert "7.319" in client.get(address).content.decode()
