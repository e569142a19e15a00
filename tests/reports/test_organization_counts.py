"""How many organizations there are on a day: from what is today and what changed since, or by what each was."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from branches import actions
from branches.models import Organization
from reports.figures import organization_counts
from reports.figures.totals import _kinds_on, _kinds_since_then

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FOUNDED, DISSOLVED = date(2021, 5, 1), date(2023, 3, 10)


def by_states(root, day):
    return _kinds_on(Organization.objects.under(root).existing(day), day)


def test_what_changed_since_is_counted_as_it_was_on_every_day():
    root = actions.found(by=None, code="g", name="Đảng bộ G", kind="grassroots_committee", parent=None)
    cells = [
        actions.found(by=None, code=f"g-{n}", name=f"Chi bộ {n}", kind="cell", parent=root, founded_on=day)
        for n, day in enumerate((None, FOUNDED, None))
    ]
    actions.dissolve(by=None, organization=cells[2], on=DISSOLVED)
    for day in (FOUNDED - DAY, FOUNDED, DISSOLVED - DAY, DISSOLVED, DISSOLVED + DAY, timezone.localdate()):
        assert _kinds_since_then(root, day) == by_states(root, day), day
    assert [organization_counts(root, day)["cells"] for day in (FOUNDED - DAY, FOUNDED, DISSOLVED)] == [2, 3, 2]


def test_what_was_of_another_kind_then_is_counted_as_that():
    root = actions.found(by=None, code="g", name="Chi bộ G", kind="base_cell", parent=None)
    actions.rename(by=None, organization=root, kind="grassroots_committee", name="Đảng bộ G", on=DISSOLVED)
    for day in (DISSOLVED - DAY, DISSOLVED, timezone.localdate()):
        assert _kinds_since_then(root, day) == by_states(root, day)
    assert [organization_counts(root, day)["base_cells"] for day in (DISSOLVED - DAY, DISSOLVED)] == [1, 0]


def test_of_a_day_on_which_anything_stood_elsewhere_each_is_counted_where_it_stood():
    root = actions.found(by=None, code="x", name="Đảng bộ X", kind="central_level", parent=None)
    here, there = (
        actions.found(by=None, code=code, name=f"Đảng bộ {code}", kind="superior", parent=root) for code in "ab"
    )
    cell = actions.found(by=None, code="c", name="Chi bộ C", kind="base_cell", parent=here)
    actions.move(by=None, organization=cell, parent=there, on=DISSOLVED)
    there.refresh_from_db()
    assert _kinds_since_then(there, DISSOLVED - DAY) is None
    assert [organization_counts(there, day)["base_cells"] for day in (DISSOLVED - DAY, DISSOLVED)] == [0, 1]
