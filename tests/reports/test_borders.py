"""Transfers by the border they cross stand in the right row of form 1, also after a reorganization. R8."""

from datetime import date

import pytest

from branches import actions as branch_actions
from branches.models import Organization
from reports import periods
from reports.figures.keyed import numbers
from reports.lists import facts_behind
from tests.factories import make_member, make_organization, shipped_days_off

pytestmark = pytest.mark.django_db

YEAR, APRIL = periods.parse("2025"), periods.parse("2025-M04")
ROWS = ("other_province", "province", "internal", "unsaid")


@pytest.fixture
def tree():
    """A province, two districts and two communes in each, each of one cell."""
    shipped_days_off()
    province = make_organization("Đảng bộ tỉnh mẫu", "central_level", code="tinh")
    for one in "ab":
        district = make_organization(f"Đảng bộ {one}", "superior", province, code=one)
        for two in "12":
            commune = make_organization(f"Đảng bộ xã {one}{two}", "grassroots_committee", district, code=one + two)
            make_organization(f"Chi bộ {one}{two}", "cell", commune, code=f"chi-bo-{one}{two}")
    return lambda code: Organization.objects.get(code=code)


def go(tree, one, other):
    member = make_member(tree(f"chi-bo-{one}"), on=date(2024, 1, 5), joined_on=date(2000, 1, 1))
    branch_actions.transfer_member(by=None, member=member, to=tree(f"chi-bo-{other}"), on=date(2025, 4, 10))


def move(tree, code, to):
    branch_actions.move(by=None, organization=tree(code), parent=tree(to), on=date(2025, 6, 1))


def rows_of(unit, period, way="transferred_out"):
    """The rows a, b, c and of none, each with a list as long as its number; together they are the whole."""
    keys = [way, *(f"{way}_{row}" for row in ROWS)]
    found = numbers(keys, unit, period)
    assert all(found[key] == len(facts_behind(key, unit, period)) for key in keys)
    whole, *parts = (found[key] for key in keys)
    assert whole == sum(parts)
    return parts


def test_a_commune_that_leaves_its_district_is_elsewhere_in_the_province(tree):
    go(tree, "a1", "a2")
    assert rows_of(tree("a1"), YEAR) == [0, 0, 1, 0]
    assert rows_of(tree("a"), YEAR) == [0, 0, 0, 0]
    move(tree, "a2", "b")
    for code in ("chi-bo-a1", "a1", "a"):
        assert rows_of(tree(code), YEAR) == [0, 1, 0, 0]
    for code in ("chi-bo-a2", "a2", "b"):
        assert rows_of(tree(code), YEAR, "transferred_in") == [0, 1, 0, 0]
    assert rows_of(tree("tinh"), YEAR) == [0, 0, 0, 0]
    # In April it was still of the same district.
    assert rows_of(tree("a1"), APRIL) == [0, 0, 1, 0]
    assert rows_of(tree("a"), APRIL) == [0, 0, 0, 0]


def test_a_commune_that_comes_into_the_district_is_within_it(tree):
    go(tree, "a1", "b1")
    assert rows_of(tree("a1"), YEAR) == rows_of(tree("a"), YEAR) == [0, 1, 0, 0]
    move(tree, "b1", "a")
    assert rows_of(tree("a1"), YEAR) == [0, 0, 1, 0]
    assert rows_of(tree("b1"), YEAR, "transferred_in") == [0, 0, 1, 0]
    assert rows_of(tree("a"), YEAR) == rows_of(tree("b"), YEAR) == [0, 0, 0, 0]
    assert rows_of(tree("a"), APRIL) == [0, 1, 0, 0]


def test_what_goes_out_of_the_tree_keeps_its_row_whatever_moves(tree):
    for said in (True, False, None):
        member = make_member(tree("chi-bo-a1"), on=date(2024, 1, 5), joined_on=date(2000, 1, 1))
        branch_actions.transfer_out(by=None, member=member, on=date(2025, 4, 10), other_place="Xa",
                                    other_province=said)  # fmt: skip
    for again in (False, True):
        for code in ("a1", "a", "tinh"):
            assert rows_of(tree(code), YEAR) == [1, 1, 0, 1]
        if not again:
            move(tree, "a2", "b")
