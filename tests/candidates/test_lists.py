"""The list of people: filters, order, scope, number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates import actions
from tests.candidates.pages import browser_of
from tests.factories import days_ago, make_candidate, make_cast, make_person
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)

URL = "/ho-so/"


@pytest.fixture
def people(cast):
    """Two people of cell A1 at different steps, one with something overdue."""
    late = make_candidate(cast.A1, "listed", person=make_person("Lò Thị Pán"))
    actions.assign_mentor(
        candidate=late, mentor=cast.mentor_member, by=cast["sec_A1"], on=days_ago(100), resolution_number="2"
    )
    return late, make_candidate(cast.A1, "applied", person=make_person("Vàng A Sính"))


def names(response):
    return [each.person.full_name for each in response.context["page"]]


def test_the_most_urgent_comes_first_or_the_given_name_decides(cast, people):
    client = browser_of(cast["sec_A1"])
    assert names(client.get(URL))[0] == "Lò Thị Pán"
    assert names(client.get(URL, {"order": "name"})) == ["Quần chúng ưu tú A1", "Lò Thị Pán", "Vàng A Sính"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"stage": "applied"}, {"Vàng A Sính"}),
        ({"stage": "phase-1"}, {"Quần chúng ưu tú A1", "Lò Thị Pán"}),
        ({"q": "pan"}, {"Lò Thị Pán"}),
        ({"overdue": "on"}, {"Lò Thị Pán"}),
        ({"state": "closed"}, set()),
        ({"stage": "nonsense", "unknown": "1"}, {"Quần chúng ưu tú A1", "Lò Thị Pán", "Vàng A Sính"}),
    ],
)
def test_filters_narrow_and_what_is_unknown_is_ignored(cast, people, query, found):
    assert set(names(browser_of(cast["sec_A1"]).get(URL, query))) == found


def test_a_cell_outside_ones_scope_cannot_be_asked_for(cast, people):
    response = browser_of(cast["staff_A"]).get(URL, {"cell": cast.B1.pk})
    assert "Quần chúng ưu tú B1" not in names(response)
    assert "Chi bộ B1" not in response.text


def test_an_officer_filters_by_cell(cast, people):
    assert names(browser_of(cast["staff_A"]).get(URL, {"cell": cast.A2.pk})) == ["Quần chúng ưu tú A2"]


@pytest.mark.parametrize(
    ("name", "status"),
    [("sec_A1", 200), ("lead_X", 200), ("helper_A1", 200), ("centre_X", 403), ("youth_A", 403), ("auditor_X", 403)],
)
def test_who_may_open_the_list(cast, name, status):
    assert browser_of(cast[name]).get(URL).status_code == status


def test_a_mentors_list_holds_only_the_people_assigned(cast, people):
    assert names(browser_of(cast["helper_A1"]).get(URL)) == ["Lò Thị Pán"]


def test_the_list_takes_the_same_queries_for_one_and_for_many(cast):
    client = browser_of(cast["sec_A1"])
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for _ in range(60):
        make_candidate(cast.A1)
    with CaptureQueriesContext(connection) as many:
        response = client.get(URL)
    assert len(many) == len(few)
    assert len(names(response)) == 50
