"""Changes of the tree's shape come one after another, and cost the same for a small part and a large one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches import actions
from branches.models import Member, MemberEvent, Organization
from branches.placed import ANCESTOR_FIELDS
from candidates import integrity
from partydev.refusals import Conflict, Invalid
from tests.at_once import at_once
from tests.factories import days_ago, make_cast, make_member, make_organization, today


@pytest.fixture
def pair():
    """Two organizations, either of which could stand under the other."""
    root = make_organization("Đảng bộ gốc", "superior")
    return [make_organization(f"Đảng bộ {name}", "superior", root) for name in ("Một", "Hai")]


def no_fault():
    return list(integrity.faults()) == []


@pytest.mark.django_db
def test_a_move_looks_at_the_tree_as_it_is_and_not_as_its_form_saw_it(pair):
    first, second = pair
    actions.move(by=None, organization=first, parent=second, on=days_ago(1))
    with pytest.raises(Invalid, match="vào chính nó"):
        actions.move(by=None, organization=second, parent=first, on=days_ago(1))
    assert no_fault()


@pytest.mark.django_db
def test_what_is_founded_below_a_unit_that_moved_meanwhile_stands_where_the_unit_stands_now(pair):
    first, second = pair
    seen_before = Organization.objects.get(pk=first.pk)
    actions.move(by=None, organization=first, parent=second, on=days_ago(1))
    below = make_organization("Đảng bộ dưới", "superior", seen_before)
    below.refresh_from_db()
    assert (below.depth, below.ancestor_1, below.ancestor_2) == (3, second.pk, first.pk)
    assert no_fault()


@pytest.mark.django_db
def test_nothing_is_founded_below_what_was_dissolved_meanwhile(pair):
    seen_before = Organization.objects.get(pk=pair[0].pk)
    actions.dissolve(by=None, organization=pair[0], on=days_ago(1))
    with pytest.raises(Conflict, match="đã giải thể"):
        make_organization("Đảng bộ dưới", "superior", seen_before)


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_into_each_other_one_is_refused(pair):
    def move(organization, parent):
        return lambda: actions.move(by=None, organization=organization, parent=parent, on=days_ago(1))

    answers = at_once(move(*pair), move(*reversed(pair)))

    assert sorted(type(answer).__name__ for answer in answers) == ["Invalid", "Organization"]
    assert no_fault()


@pytest.mark.django_db(transaction=True)
def test_a_move_and_foundings_below_it_at_once_leave_every_path_right(pair):
    first, second = pair
    foundings = [
        lambda code=code: actions.found(by=None, code=code, name=code, kind="superior", parent=first)
        for code in ("moi-1", "moi-2", "moi-3")
    ]
    move = [lambda: actions.move(by=None, organization=first, parent=second, on=days_ago(1))]

    answers = at_once(*foundings, *move)

    assert [type(answer).__name__ for answer in answers] == ["Organization"] * 4
    assert Organization.objects.under(second).count() == 5
    assert no_fault()


# What a move costs


def moved_with(number, cast):
    """How many statements it takes to move a committee with `number` cells, a member in each."""
    Y = make_organization(None, "superior", cast.X)  # noqa: N806 - named as the cast is
    base = make_organization(None, "grassroots_committee", cast.X)
    for _ in range(number):
        make_member(make_organization(None, "cell", base), on=date(today().year, 1, 1))
    with CaptureQueriesContext(connection) as statements:
        actions.move(by=None, organization=base, parent=Y, on=days_ago(1))
    assert Member.objects.under(Y).count() == number
    assert MemberEvent.objects.filter(ancestor_2=base.pk).count() == number
    return len(statements)


@pytest.mark.django_db
def test_moving_many_cells_takes_as_many_statements_as_moving_one():
    cast = make_cast()
    assert moved_with(100, cast) == moved_with(1, cast) <= 54
    assert no_fault()


@pytest.mark.django_db
def test_a_move_upward_frees_the_columns_below(pair):
    first, second = pair
    actions.move(by=None, organization=second, parent=first, on=days_ago(2))
    cell = make_organization(None, "base_cell", Organization.objects.get(pk=second.pk))
    member = make_member(cell)
    actions.move(by=None, organization=cell, parent=Organization.objects.get(parent=None), on=days_ago(1))
    member.refresh_from_db()
    root = Organization.objects.get(parent=None)
    assert [getattr(member, field) for field in ANCESTOR_FIELDS] == [root.pk, cell.pk, None, None, None, None]
