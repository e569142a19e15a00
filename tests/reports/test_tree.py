"""After a move, figures follow the tree of the period's last day, and nothing is lost or counted twice."""

from datetime import date

import pytest

from branches import actions as branch_actions
from reports.links import nowhere
from reports.quarterly import build, figures_as_data, period_of
from reports.tables import admissions_table
from tests.factories import make_candidate, make_member, make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved():
    """A cell of four members with one probationer, admitted under A, moved to B on 1/6/2026."""
    top = make_organization("Đảng bộ Khối mẫu", "superior")
    one, other = (make_organization(f"Đảng bộ cơ sở {name}", "grassroots_committee", top) for name in "AB")
    cell = make_organization("Chi bộ mẫu", "cell", one)
    for _ in range(4):
        make_member(cell, on=date(2020, 1, 1))
    candidate = make_candidate(cell, "probationary")
    branch_actions.move(by=None, organization=cell, parent=other, on=date(2026, 6, 1))
    for each in (top, one, other, cell):
        each.refresh_from_db()
    return top, one, other, cell, candidate.member.joined_on


def numbers(unit, code):
    found = figures_as_data(unit, period_of(unit, code))["figures"]
    return found["members"], found["admitted"], found["cells"]


def test_before_the_move_the_old_committee_has_them(moved):
    top, one, other, _, joined = moved
    year = str(joined.year)
    assert numbers(one, year) == (5, 1, 1)
    assert numbers(other, year) == (0, 0, 0)
    assert numbers(top, year) == (5, 1, 1)


def test_after_the_move_the_new_committee_has_them(moved):
    top, one, other, _, _ = moved
    assert numbers(one, "2026-Q3") == (0, 0, 0)
    assert numbers(other, "2026-Q3") == (5, 0, 1)
    assert numbers(top, "2026-Q3") == (5, 0, 1)


def test_tables_by_unit_follow_the_same_tree(moved):
    top, one, other, _, joined = moved
    table = admissions_table(top, period_of(top, str(joined.year)), nowhere)
    assert [(row.cells[1].text, row.cells[3].text) for row in table.rows] == [(one.name, "1"), (other.name, "0")]
    assert build(other, period_of(other, "2026-Q3")).issuer_name == other.committee_name
