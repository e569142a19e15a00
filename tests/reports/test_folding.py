"""Who is added up when, and what is told of it to nobody before it is whole."""

import threading
from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from branches import actions as branch_actions
from branches.models import MemberEvent, Organization
from candidates.models import StageEvent
from reports import periods
from reports.figures import figures
from reports.models import FoldedUnit, Tally
from reports.tally import answers, folding, marks
from tests.factories import make_organization
from tests.reports.folded import QUARTER, admissions, damage, folded_tree, hold_ceremony
from tests.reports.test_controls import DO
from tests.reports.test_tally import parts_until

# Only what is committed can be folded on PostgreSQL.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _alone(monkeypatch, request):
    """The worker remembers of a unit's id how many facts it has. Whoever writes in these tests has ended when anything
    is folded, but for who commits late; tests beside them may hold the mark back.
    """
    folding._missing.clear()
    if "late" not in request.node.name:
        monkeypatch.setattr(marks, "SAFE", "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")


@pytest.mark.parametrize("facts", [{"definition": "of-before"}, {"source": "another"}, {"is_folded": False}])
def test_what_is_folded_otherwise_or_elsewhere_is_not_read_but_folded_anew(facts):
    """A release that counts anything otherwise, a copy of the database elsewhere, a move."""
    _, unit, _ = folded_tree()
    damage(unit)
    FoldedUnit.objects.filter(pk=unit.pk).update(**facts)
    assert admissions(unit) == (1, 1)
    folding.fold(least=0)
    assert answers.figures(unit, QUARTER) is not None
    assert admissions(unit) == (1, 1)


def test_a_unit_that_moves_between_large_ones_is_read_from_its_facts_until_both_are_folded_anew():
    top, one, cell = folded_tree()
    other = Organization.objects.get(name="Đảng bộ cấp trên 2")
    for each in (one, other):
        damage(each)
    branch_actions.move(by=None, organization=cell.parent, parent=other, on=date(2024, 3, 1))
    assert [answers.figures(each, QUARTER) is None for each in (top, one, other)] == [False, True, True]
    assert [admissions(each) for each in (top, one, other)] == [(1, 1), (0, 0), (1, 1)]
    folding.fold(least=0)
    assert [admissions(each) for each in (top, one, other)] == [(1, 1), (0, 0), (1, 1)]
    before = (date(2024, 1, 1), date(2024, 2, 29))
    assert [answers.flow("admitted", each, [before], before[1]) for each in (top, one, other)] == [[1], [1], [0]]


def test_what_stands_below_a_unit_that_comes_to_another_depth_is_folded_anew():
    """Of each depth other numbers are kept."""
    top = make_organization("Đảng bộ khu vực", "superior")
    base = make_organization("Đảng bộ xã", "grassroots_committee", top)
    cell = make_organization("Chi bộ thôn", "cell", base)
    hold_ceremony(date(2024, 1, 20), cell, cell, {"sex": "female"})
    folding.fold(least=0)
    above = make_organization("Đảng bộ tỉnh", "central_level")
    branch_actions.move(by=None, organization=top, parent=above, on=date(2024, 3, 1))
    assert not FoldedUnit.objects.filter(pk__in=[top.pk, base.pk], is_folded=True).exists()
    folding.fold(least=0)
    folded = FoldedUnit.objects.filter(is_folded=True)
    assert {row.pk: folding.differences(row) for row in folded} == {each.pk: [] for each in (above, top, base)}
    assert [admissions(each) for each in Organization.objects.filter(pk__in=[above.pk, top.pk, base.pk])] == [
        (1, 1)
    ] * 3


def test_a_part_of_a_half_month_is_kept_up_to_its_day_and_counted_anew_on_the_next(monkeypatch):
    parts_until(monkeypatch, date(2024, 1, 20))
    _, unit, cell = folded_tree()
    up_to, beyond = periods.parse("2024-01-01..2024-01-20"), periods.parse("2024-01-01..2024-01-21")
    assert Tally.objects.filter(
        unit_id=unit.pk, part=True, bucket=date(2024, 1, 15), key="admitted", number=1
    ).exists()
    Tally.objects.filter(unit_id=unit.pk, part=True).update(number=100)
    assert [figures(unit, period)["admitted"] for period in (up_to, beyond)] == [100, 1]
    hold_ceremony(date(2024, 1, 16), cell, cell, {"sex": "male"})
    hold_ceremony(date(2024, 1, 21), cell, cell, {"sex": "male"})
    assert [figures(unit, period)["admitted"] for period in (up_to, beyond)] == [101, 3]
    folding.fold(least=0)
    if connection.vendor == "sqlite":  # on PostgreSQL a test running beside this one may hold the mark back
        assert Tally.objects.get(unit_id=unit.pk, part=True, key="admitted").number == 101
    assert [figures(unit, period)["admitted"] for period in (up_to, beyond)] == [101, 3]
    parts_until(monkeypatch, date(2024, 1, 21))
    assert [figures(unit, period)["admitted"] for period in (up_to, beyond)] == [2, 3]
    folding.fold(least=0)
    assert Tally.objects.get(unit_id=unit.pk, part=True, key="admitted").number == 3
    assert [figures(unit, period)["admitted"] for period in (up_to, beyond)] == [2, 3]
    assert not folding.differences(FoldedUnit.objects.get(pk=unit.pk))


def test_what_is_brought_from_a_dump_is_folded_anew(tmp_path):
    """Its facts are written anew, after the mark that comes with it: added to what is folded they count twice."""
    _, unit, _ = folded_tree()
    path = tmp_path / "dump.json"
    call_command("dumpdata", "reports.foldedunit", "reports.tally", output=str(path))
    Tally.objects.all().delete()
    FoldedUnit.objects.all().delete()
    call_command("loaddata", str(path), verbosity=0)
    damage(unit)
    assert admissions(unit) == (1, 1)
    folding.fold(least=0)
    assert answers.figures(unit, QUARTER) is not None
    assert admissions(unit) == (1, 1)


def test_a_unit_that_cannot_be_folded_does_not_keep_the_others_waiting(monkeypatch, caplog):
    top, _, _ = folded_tree()
    FoldedUnit.objects.update(is_folded=False)
    fold_units = folding.fold_units
    one = Organization.objects.filter(depth=2).first()

    def failing(units, until):
        if top in units or one in units:
            raise DatabaseError("canceling statement due to statement timeout")
        fold_units(units, until)

    monkeypatch.setattr(folding, "fold_units", failing)
    assert folding.fold(least=0) == [top, one]
    assert f"The figures of {top.code} were not folded." in caplog.text
    below = Organization.objects.filter(depth__in=(1, 2)).exclude(pk=one.pk).values_list("pk", flat=True)
    assert {row.pk for row in FoldedUnit.objects.filter(is_folded=True)} == set(below)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has several databases in a cluster")
def test_the_source_of_marks_is_a_database_and_not_its_cluster():
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        assert marks.source().endswith(f"/{cursor.fetchone()[0]}")


def test_small_units_are_folded_only_directly_below_a_large_one():
    """Its tables ask them."""
    top, _, _ = folded_tree()
    Tally.objects.all().delete()
    FoldedUnit.objects.all().delete()
    folding.fold(least=9)
    here = {top.pk, *Organization.objects.filter(parent=top).values_list("pk", flat=True)}
    assert {row.pk for row in FoldedUnit.objects.all()} == here
    folding.fold(least=10_000)
    assert FoldedUnit.objects.filter(is_folded=True).count() == len(here)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_who_commits_late_is_not_lost():
    """A step begun before the folding and committed after it, with another one recorded and folded in between."""
    top, unit, cell = folded_tree()
    begun, folded = threading.Event(), threading.Event()

    def late():
        try:
            with transaction.atomic():
                DO["admit"](date(2024, 2, 2), cell, cell, {"sex": "female"})
                begun.set()
                assert folded.wait(30)
        finally:
            connection.close()

    thread = threading.Thread(target=late)
    thread.start()
    assert begun.wait(30)
    other = Organization.objects.get(name="Chi bộ 2")
    DO["admit"](date(2024, 2, 3), other, other, {"sex": "female"})
    folding.fold(least=0)
    assert admissions(unit) == admissions(top) == (2, 2)
    folded.set()
    thread.join()
    assert admissions(unit) == admissions(top) == (3, 3)
    folding.fold(least=0)
    assert admissions(unit) == admissions(top) == (3, 3)
    FoldedUnit.objects.update(is_folded=False)
    assert admissions(unit) == admissions(top) == (3, 3)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a test running beside this one may hold the mark back")
def test_a_unit_that_is_small_yet_is_counted_by_what_is_new(django_assert_max_num_queries):
    top, _, _ = folded_tree()
    Tally.objects.all().delete()
    FoldedUnit.objects.all().delete()
    number = StageEvent.every.count() + MemberEvent.objects.count()
    folding.fold(least=number + 1)
    # The marks, what is folded, which units there are; nothing of any fact.
    with django_assert_max_num_queries(8):
        folding.fold(least=number + 1)
    assert not FoldedUnit.objects.exists()
    cell = Organization.objects.get(name="Chi bộ 2")
    DO["admit"](date(2024, 2, 3), cell, cell, {"sex": "female"})
    folding.fold(least=number + 1)
    assert FoldedUnit.objects.filter(pk=top.pk, is_folded=True).exists()
    assert admissions(top) == (2, 2)


def test_what_moves_while_a_unit_is_counted_is_not_folded_as_it_was(monkeypatch):
    """Nothing is held while counting: a move does not wait, and what was counted of the former tree is dropped."""
    _, one, cell = folded_tree()
    other = Organization.objects.get(name="Đảng bộ cấp trên 2")
    FoldedUnit.objects.all().delete()
    counted = folding.contributions

    def moved_after(*args):
        numbers = counted(*args)
        monkeypatch.setattr(folding, "contributions", counted)
        branch_actions.move(by=None, organization=cell.parent, parent=other, on=date(2024, 3, 1))
        return numbers

    monkeypatch.setattr(folding, "contributions", moved_after)
    assert not folding.fold_unit(one)
    monkeypatch.undo()
    assert answers.figures(one, QUARTER) is None
    folding.fold(least=0)
    assert [admissions(each) for each in (one, other)] == [(0, 0), (1, 1)]
    assert answers.figures(one, QUARTER) is not None


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has marks of transactions")
def test_facts_of_another_database_are_taken_in_by_who_folds_nothing_else():
    """An installation that moves to another server before it was ever large enough to be folded."""
    top, _, cell = folded_tree()
    FoldedUnit.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE candidates_stageevent SET written_in = 9000000000000")
    folding.fold()
    assert not FoldedUnit.objects.exists()
    folding.fold(least=0)
    assert Tally.objects.get(unit_id=top.pk, key="admitted_women").number == 1
    # Some brought later are in no tally yet, and are taken in together with the whole.
    DO["admit"](date(2024, 2, 3), cell, cell, {"sex": "female"})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE candidates_stageevent SET written_in = 9000000000000 WHERE written_in > 0")
    assert admissions(top) == (2, 2)
    folding.fold()
    assert admissions(top) == (2, 2)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has several databases in a cluster")
def test_who_connects_anew_asks_anew_which_database_it_is(monkeypatch):
    before = marks.source()
    monkeypatch.setattr(marks, "SOURCE", "SELECT 'another'")
    assert marks.source() == before
    connection.close()
    assert marks.source() == "another"
    connection.close()  # nothing else is told of it


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has marks of transactions")
def test_facts_that_carry_the_marks_of_another_database_are_counted_once():
    _, unit, cell = folded_tree()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE candidates_stageevent SET written_in = 9000000000000")
    FoldedUnit.objects.update(source="another")
    assert admissions(unit) == (1, 1)
    folding.fold(least=0)
    assert admissions(unit) == (1, 1)
    assert Tally.objects.get(unit_id=unit.pk, key="admitted_women").number == 1
    DO["admit"](date(2024, 2, 3), cell, cell, {"sex": "female"})
    assert admissions(unit) == (2, 2)


def test_who_decides_on_admissions_changes_no_figure_and_unfolds_nothing():
    _, one, cell = folded_tree()
    given = {"decided_by": one, "body": "standing", "needs_base_resolution": False, "valid_from": date(2024, 3, 1)}
    branch_actions.set_authority(by=None, organization=cell.parent, **given)
    assert not FoldedUnit.objects.filter(is_folded=False).exists()
