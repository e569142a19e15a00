"""Targets of a unit and its children on one page: all or nothing, and who sets which."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches import actions
from branches.models import Target
from tests.branches.pages import post, text
from tests.factories import make_organization, sign_in

pytestmark = pytest.mark.django_db
YEAR = "?source=assigned&year=2026"


def url(code, query=""):
    return reverse("branches:unit_targets", args=[code]) + query


def field(unit):
    return f"unit_{unit.pk}"


def targets(**wanted):
    return {(row.organization.code, row.source): row.value for row in Target.objects.filter(**wanted)}


def test_own_page_opens_at_once(client, cast):
    page = text(sign_in(client, cast["staff_A"]).get(reverse("branches:targets")))
    assert "Đảng bộ cơ sở A" in page
    assert "Chi bộ A1" in page
    assert field(cast.A) not in page  # set from above


def test_children_are_set_at_once(client, cast):
    actions.set_target(
        by=None,
        organization=cast.A,
        source="assigned",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        value=5,
    )
    sign_in(client, cast["staff_A"])
    data = {field(cast.A1): "2", field(cast.A2): "1", "document": "Kế hoạch 3-KH/ĐU"}
    response = post(client, url("a", YEAR), **data)
    assert response.status_code == 302
    assert targets() == {("a", "assigned"): 5, ("a1", "assigned"): 2, ("a2", "assigned"): 1}
    page = text(client.get(response["Location"]))
    assert "cộng <strong>3</strong>; chỉ tiêu của cả đơn vị là <strong>5</strong>" in page
    assert "Kế hoạch 3-KH/ĐU" in page
    assert "Vượt" not in page
    more = post(client, url("a", YEAR), **{field(cast.A1): "4", field(cast.A2): "3"})
    assert "Vượt 2</span>" in text(client.get(more["Location"]))


def test_one_wrong_number_saves_none(client, cast):
    sign_in(client, cast["staff_A"])
    response = post(client, url("a", YEAR), **{field(cast.A1): "2", field(cast.A2): "hai"})
    assert response.status_code == 422
    assert "phải là một số nguyên" in text(response)
    assert 'value="hai"' in text(response)
    assert targets() == {}


def test_blank_takes_the_target_away(client, cast):
    sign_in(client, cast["staff_A"])
    post(client, url("a", YEAR), **{field(cast.A1): "2", field(cast.A2): "1"})
    post(client, url("a", YEAR), **{field(cast.A1): "2", field(cast.A2): ""})
    assert targets() == {("a1", "assigned"): 2}


def test_forged_field_of_another_unit_is_ignored(client, cast):
    sign_in(client, cast["staff_A"])
    post(client, url("a", YEAR), **{field(cast.A1): "2", field(cast.B1): "9", field(cast.A): "9"})
    assert targets() == {("a1", "assigned"): 2}


def test_secretary_registers_but_is_assigned(client, cast):
    sign_in(client, cast["sec_A1"])
    post(client, url("a1", YEAR), **{field(cast.A1): "7"})
    post(client, url("a1", "?source=registered&year=2026"), **{field(cast.A1): "3"})
    assert targets() == {("a1", "registered"): 3}
    assert client.get(url("a")).status_code == 404


def test_congress_term(client, cast):
    sign_in(client, cast["head_X"])
    query = "?source=congress&starts_on=01/07/2025&ends_on=30/06/2030"
    assert post(client, url("x", query), **{field(cast.X): "120"}).status_code == 302
    row = Target.objects.get()
    assert (row.starts_on, row.ends_on, row.value) == (date(2025, 7, 1), date(2030, 6, 30), 120)
    assert "01/07/2025 – 30/06/2030" in text(client.get(url("x")))


def test_wrong_period_is_said(client, cast):
    sign_in(client, cast["head_X"])
    page = text(client.get(url("x", "?source=congress&starts_on=01/07/2025&ends_on=30/06/2020")))
    assert "Ngày cuối kỳ phải sau ngày đầu kỳ." in page


def test_reader_has_no_such_page(client, cast):
    sign_in(client, cast["lead_A"])
    assert client.get(reverse("branches:targets")).status_code == 403
    assert client.get(url("a")).status_code == 403


# Many units


@pytest.fixture
def many(cast):
    """Committee B with 120 cells beside its own, in the order of their numbers."""
    return [make_organization(f"Chi bộ thôn {number}", "cell", cast.B) for number in range(1, 121)]


def test_many_units_are_shown_in_pages_of_fifty(client, cast, many):
    sign_in(client, cast["staff_B"])
    pages = [text(client.get(url("b", f"{YEAR}&page={number}"))) for number in (1, 2, 3)]
    assert [page.count('name="unit_') for page in pages] == [50, 50, 21]
    assert field(many[48]) in pages[0]
    assert field(many[49]) in pages[1]
    assert "Đảng bộ cơ sở B</th>" not in pages[1]
    assert "Trang 2 trong 3: 51–100 trong 121 đơn vị trực thuộc" in pages[1]


def test_a_page_is_saved_alone_and_the_sum_is_of_all(client, cast, many):
    sign_in(client, cast["staff_B"])
    post(client, url("b", YEAR), **{field(many[0]): "4", field(cast.B1): "1"})
    response = post(client, url("b", f"{YEAR}&page=2"), **{field(many[60]): "2", field(many[0]): "9"})
    assert response.status_code == 302
    assert "page=2" in response["Location"]
    assert set(Target.objects.values_list("organization__name", "value")) == {
        ("Chi bộ thôn 1", 4),
        ("Chi bộ B1", 1),
        ("Chi bộ thôn 61", 2),
    }
    assert "Đã giao cho 3 đơn vị trực thuộc, cộng <strong>7</strong>" in text(client.get(response["Location"]))


def test_a_wrong_number_keeps_the_page(client, cast, many):
    sign_in(client, cast["staff_B"])
    response = post(client, url("b", f"{YEAR}&page=2"), **{field(many[60]): "hai"})
    assert response.status_code == 422
    assert 'value="hai"' in text(response)
    assert "page=2" in text(response)


def test_pages_take_as_many_queries_as_two_cells(client, cast, many):
    def taken(code):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(code, YEAR)).status_code == 200
        return len(queries)

    sign_in(client, cast["head_X"])
    client.get(url("a", YEAR))
    assert taken("b") == taken("a")
