"""How many organizations there are on a day: counted at once where all is as today, else by what each was."""

from datetime import date, timedelta

import pytest

from branches import actions
from reports.figures import organization_counts
from reports.figures.totals import _kinds_as_today, _kinds_on

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FOUNDED, DISSOLVED = date(2021, 5, 1), date(2023, 3, 10)


def test_the_count_at_once_is_the_count_by_states_on_every_day():
    root = actions.found(by=None, code="g", name="Đảng bộ G", kind="grassroots_committee", parent=None)
    cells = [
        actions.found(by=None, code=f"g-{n}", name=f"Chi bộ {n}", kind="cell", parent=root, founded_on=day)
        for n, day in enumerate((None, FOUNDED, None))
    ]
    actions.dissolve(by=None, organization=cells[2], on=DISSOLVED)
    at_once = 0
    for day in (FOUNDED - DAY, FOUNDED, DISSOLVED - DAY, DISSOLVED, DISSOLVED + DAY, date(2026, 1, 1)):
        known = _kinds_as_today(root, day)
        at_once += known is not None
        assert known in (None, _kinds_on(root, day)), day
    assert at_once >= 2
    assert [organization_counts(root, day)["cells"] for day in (FOUNDED - DAY, FOUNDED, DISSOLVED)] == [2, 3, 2]


def test_what_was_of_another_kind_then_is_counted_as_that():
    root = actions.found(by=None, code="g", name="Chi bộ G", kind="base_cell", parent=None)
    actions.rename(by=None, organization=root, kind="grassroots_committee", name="Đảng bộ G", on=DISSOLVED)
    assert _kinds_as_today(root, DISSOLVED - DAY) is None
    assert organization_counts(root, DISSOLVED - DAY)["base_cells"] == 1
    assert _kinds_as_today(root, DISSOLVED) == _kinds_on(root, DISSOLVED) == {"grassroots_committee": 1}
