"""Many cells without admission (T7): their numbers by unit, each with the list of its cells."""

from urllib.parse import parse_qs, urlsplit

import pytest

from branches.models import Organization
from reports import lists
from reports.figures import dormant_cells
from reports.links import lists_of
from reports.quarterly import period_of
from reports.tables.dormant import COLUMNS, COLUMNS_BY_UNIT, dormant_table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("articles")]


def found():
    """Units with dormant cells in a year of the demonstration."""
    units = [unit for unit in Organization.objects.filter(depth__lte=2) if not unit.is_cell]
    asked = [(unit, period_of(unit, "2023")) for unit in units]
    return [(unit, period) for unit, period in asked if dormant_cells(unit, period.end, 2)]


def rows_behind(cell, period):
    query = {key: value for key, (value,) in parse_qs(urlsplit(cell.href).query).items()}
    unit = Organization.objects.get(code=query["don_vi"])
    facts = lists.facts_behind(query["chi_tieu"], unit, period)
    assert lists.kind_of(query["chi_tieu"]).label == "Chi bộ chưa kết nạp được đảng viên"
    return len(facts)


def test_few_cells_are_named_one_by_one():
    unit, period = found()[0]
    table = dormant_table(unit, period, lists_of(unit))
    assert table.columns == COLUMNS
    assert len(table.rows) == len(dormant_cells(unit, period.end, 2))


def test_many_cells_are_counted_by_unit_and_each_number_opens_its_cells(monkeypatch):
    monkeypatch.setattr("reports.tables.dormant.MOST_CELLS", 0)
    for unit, period in found():
        table = dormant_table(unit, period, lists_of(unit))
        assert table.columns == COLUMNS_BY_UNIT
        number = len(dormant_cells(unit, period.end, 2))
        assert table.total.cells[2].value == number == sum(row.cells[2].value for row in table.rows)
        linked = [row.cells[2] for row in (*table.rows, table.total) if row.cells[2].href]
        assert linked
        assert [rows_behind(cell, period) for cell in linked] == [cell.value for cell in linked]
