"""How things stand, as it is kept for large installations: what the rows say, whatever is written."""

import re
import threading
from datetime import date
from importlib import import_module
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from branches import actions as branch_actions
from branches.models import Member, Organization
from branches.placed import ANCESTOR_FIELDS
from candidates import actions, rulebook
from candidates.models import Candidate, ClassNomination, MentorAssignment
from reports.figures import pool_by_unit
from reports.integrity import kept_states
from reports.models import KeptState, KeptStates, Touch
from reports.states import answers, keeping
from reports.states.touched import touched_since
from reports.tally import folding, marks
from reports.tree import TreeOn, elsewhere_on
from tests.at_once import at_once
from tests.factories import make_candidate, make_member, make_organization
from tests.reports.folded import plant
from tests.reports.test_tally import live

# Only what is committed is counted beforehand.
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="states are kept on PostgreSQL only"),
]

DAYS = (date(2024, 3, 31), date(2024, 7, 14), date(2025, 1, 31))


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    """Whoever writes in these tests has ended when anything is counted; tests beside them may hold the mark back."""
    monkeypatch.setattr(keeping, "days", lambda today: [*DAYS, today])
    monkeypatch.setattr(marks, "SAFE", "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")


def count_beforehand():
    folding.fold(least=0)
    assert keeping.refresh() == []


def large_units():
    return Organization.objects.filter(depth__lte=answers.DEEPEST).order_by("pk")


def compare(are_kept=True):
    """Every question of every large unit on every day, by either setting; the keys of those with any number."""
    seen = set()
    for unit in large_units():
        for on in keeping.days(timezone.localdate()):
            for question in keeping.QUESTIONS:
                found, counted = question._kept(unit, on), question.count(TreeOn(unit, on))
                # Of a day on which anything stood elsewhere nothing is read.
                assert (found is not None) is (are_kept and not elsewhere_on(on)), (unit, on, question.key)
                assert found in (None, counted), (unit, on, question.key)
                seen |= {question.key} if counted else set()
    return seen


def teach_and_help(chance):
    """Classes and helpers, begun, ended and mended, of any case."""
    cases, mentors = list(Candidate.objects.order_by("pk")), list(Member.objects.filter(status="full").order_by("pk"))
    for case in chance.sample(cases, min(4, len(cases))):
        day = date(2024, chance.randint(1, 12), chance.randint(1, 28))
        ClassNomination.objects.update_or_create(
            candidate=case, kind="awareness",
            defaults={"nominated_on": day, "result": "completed", "completed_on": day, "certificate_on": day},
        )  # fmt: skip
        MentorAssignment.objects.filter(candidate=case, ends_on=None, starts_on__lt=day).update(ends_on=day)
        MentorAssignment.objects.create(
            candidate=case, mentor=chance.choice(mentors), phase="candidate", starts_on=day, ends_on=day,
            resolution_number="1", resolution_on=day,
        )  # fmt: skip
        MentorAssignment.objects.get_or_create(
            candidate=case, mentor=mentors[0], phase="candidate", ends_on=None,
            defaults={"starts_on": day, "resolution_number": "2", "resolution_on": day},
        )  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_what_is_kept_and_what_was_touched_since_come_to_what_the_rows_say(seed):
    chance, seen = Random(seed), set()  # noqa: S311 - repeatable, not secret
    _, _, _, cells = plant()
    live(chance, cells, 25)
    make_candidate(chance.choice(cells), "recognized")
    count_beforehand()
    for _ in range(3):
        seen |= compare()
        live(chance, cells, 6)
        teach_and_help(chance)
        seen |= compare()
        assert keeping.refresh() == []
    while not live(chance, cells, 1, moving=True):
        pass
    compare(are_kept=False)
    count_beforehand()
    seen |= compare()
    assert seen == {question.key for question in keeping.QUESTIONS}
    assert not list(kept_states())


@pytest.fixture
def counted():
    """A province with two communes; in each a cell with somebody in the pool and a member. All counted beforehand."""
    top = make_organization("Đảng bộ tỉnh", "central_level")
    above = make_organization("Đảng bộ khu vực", "superior", top)
    bases = [make_organization(f"Đảng bộ xã {number}", "grassroots_committee", above) for number in (1, 2)]
    cells = [make_organization(f"Chi bộ {number}", "cell", base) for number, base in enumerate(bases)]
    for cell in cells:
        make_candidate(cell, "pool")
        make_member(cell, on=date(2020, 1, 1))
    count_beforehand()
    return top, bases, cells


def a_class(cell, case=None):
    case = case or Candidate.objects.get(organization=cell)
    day = date(2024, 2, 1)
    return ClassNomination(candidate=case, kind="awareness", nominated_on=day, result="completed", completed_on=day)


WRITES = {
    "a fact": lambda cell: make_candidate(cell, "listed"),
    "a member's card": lambda cell: Member.objects.filter(organization=cell).update(card_number="123456789012"),
    "a member gone": lambda cell: Member.objects.filter(organization=cell).update(
        left_on=date(2024, 1, 1), left_by="deceased"
    ),
    "a case": lambda cell: Candidate.objects.filter(organization=cell).update(stage="listed"),
    "a class": lambda cell: a_class(cell).save(),
    "a helper": lambda cell: MentorAssignment.objects.create(
        candidate=Candidate.objects.get(organization=cell), mentor=Member.objects.get(organization=cell),
        phase="candidate", starts_on=date(2024, 1, 1), resolution_number="1", resolution_on=date(2024, 1, 1),
    ),
    "a class taken off": lambda cell: a_class(cell).save() or ClassNomination.objects.all().delete(),
    "a cell's name": lambda cell: Organization.objects.filter(pk=cell.pk).update(name="Chi bộ khác"),
    "what a cell was": lambda cell: cell.states.update(kind="base_cell"),
    "a cell without source": lambda cell: Organization.objects.filter(pk=cell.pk).update(
        no_source_left=True, no_source_because="Không còn quần chúng trong độ tuổi."
    ),
}  # fmt: skip


@pytest.mark.parametrize("write", WRITES)
def test_whatever_is_written_touches_the_unit_it_is_of(counted, write):
    top, bases, cells = counted
    kept = KeptStates.objects.get(on=timezone.localdate())
    assert touched_since(kept.mark, top.pk) == []
    WRITES[write](cells[0])
    assert [leaf.unit for leaf in touched_since(kept.mark, top.pk)] == [bases[0].pk]
    keeping.refresh()
    assert touched_since(KeptStates.objects.get(on=timezone.localdate()).mark, top.pk) == []
    assert not Touch.objects.exists()


def test_what_is_written_of_a_person_is_of_every_place_where_they_have_facts(counted):
    """On an earlier day they stood there."""
    top, bases, cells = counted
    case = Candidate.objects.get(organization=cells[0])
    actions.move_cell(candidate=case, to=cells[1], by=None, on=timezone.localdate())
    keeping.refresh()
    ClassNomination.objects.bulk_create([a_class(cells[0], case)])
    mark = KeptStates.objects.first().mark
    assert {leaf.unit for leaf in touched_since(mark, top.pk)} == {base.pk for base in bases}
    compare()


def test_what_is_written_in_another_installation_is_not_of_this_one(counted):
    top = counted[0]
    other = make_organization("Chi bộ khác", "base_cell", make_organization("Đảng bộ tỉnh hai", "central_level"))
    make_candidate(other, "pool")
    mark = KeptStates.objects.first().mark
    assert touched_since(mark, top.pk) == []
    assert len(touched_since(mark, other.parent_id)) == 2


def test_who_commits_late_is_counted(counted, monkeypatch):
    """It wrote before the mark was taken, and was seen by nobody."""
    monkeypatch.undo()
    top, _, cells = counted
    written, counted_then = threading.Event(), threading.Event()

    def late():
        with transaction.atomic():
            a_class(cells[0]).save()
            written.set()
            counted_then.wait()

    def counting():
        written.wait()
        Touch.objects.create(organization_id=cells[1].pk)
        try:
            return keeping.refresh()
        finally:
            counted_then.set()

    at_once(late, counting)
    today = timezone.localdate()
    assert [row.class_done for row in pool_by_unit(top, today).values()] == [1]
    assert KeptStates.objects.filter(on=today).exists()


def test_nothing_is_forgotten_while_another_counts(counted):
    WRITES["a class"](counted[2][0])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [keeping.ONE_AT_A_TIME])
        try:
            assert at_once(keeping.refresh) == [[]]
            assert Touch.objects.exists()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [keeping.ONE_AT_A_TIME])
    keeping.refresh()
    assert not Touch.objects.exists()


NAMES = r'(?:FROM|JOIN) "(\w+)" ?([A-Z]\d+)?|"?(\w+)"?\."(\w+)"'


def test_every_column_that_is_asked_is_told_when_written(counted):
    """A question that reads anything else would go on saying what was."""
    told = import_module("reports.migrations.0014_what_states_are_counted_from_is_told_when_written")
    facts = {"candidates_stageevent", "branches_memberevent"}  # by marks of their own; they never change
    everywhere = {"id", "parent_id", "depth", "path", "candidate_id", "organization_id", *ANCESTOR_FIELDS}
    asked = set()
    with CaptureQueriesContext(connection) as queries:
        for on in (DAYS[0], timezone.localdate()):
            for question in keeping.QUESTIONS:
                question.count(TreeOn(counted[0], on))
    for query in queries:
        tables = {}  # alias -> table, as of there in the text: each subquery begins with U0 anew
        for table, alias, name, column in re.findall(NAMES, query["sql"]):
            tables |= {alias or table: table} if table else {}
            asked |= {(tables.get(name, name), column)} if column else set()
    # What a subquery gives stands before its table is named.
    beside = {(table, column) for table, column in asked if "_" in table and table not in facts}
    rules = {"candidates_rulebookstamp", "candidates_rulerevision", "candidates_holiday"}  # by the stamp
    untold = {
        (table, column)
        for table, column in beside
        if table not in rules
        and (table not in told.TOLD or (table in told.ASKED and column not in {*told.ASKED[table], *everywhere}))
    }
    assert not untold
    assert {table for table, _ in beside} - rules == set(told.TOLD)


def test_what_is_asked_of_nobody_touches_nothing(counted):
    top, _, _ = counted
    Candidate.objects.update(next_due=date(2024, 1, 1), version=7)
    Member.objects.update(exempt_from=date(2024, 1, 1))
    Organization.objects.update(term_starts_on=date(2024, 1, 1))
    assert touched_since(KeptStates.objects.first().mark, top.pk) == []


def test_only_what_was_touched_is_counted_when_it_is_asked(counted):
    top, bases, cells = counted
    today = timezone.localdate()
    damage()
    assert {pk: row.in_pool for pk, row in pool_by_unit(bases[0].parent, today).items()} == {
        base.pk: 100 for base in bases
    }
    make_candidate(cells[0], "pool")
    assert {pk: row.in_pool for pk, row in pool_by_unit(bases[0].parent, today).items()} == {
        bases[0].pk: 2, bases[1].pk: 100
    }  # fmt: skip
    assert [row.in_pool for row in pool_by_unit(top, today).values()] == [102]
    damaged = KeptStates.objects.filter(states__numbers__has_key="pool").distinct()
    assert len(list(kept_states())) == 2 * damaged.count() > 0


def damage():
    """What is kept gives itself away where it is read."""
    for state in KeptState.objects.filter(numbers__has_key="pool"):
        state.numbers["pool"] = [100] * 6
        state.save()


@pytest.mark.parametrize("change", ["rules", "database", "questions", "loaded"])
def test_what_holds_no_more_is_not_read_but_counted_anew(counted, change, tmp_path):
    top, _, _ = counted
    damage()
    if change == "rules":
        rulebook.changed()
    elif change == "database":
        KeptStates.objects.update(definition="1::elsewhere")
    elif change == "loaded":
        call_command("dumpdata", "reports.keptstates", output=tmp_path / "kept.json")
        call_command("loaddata", tmp_path / "kept.json", verbosity=0)
    else:
        KeptStates.objects.update(names=["another question"])
    assert [row.in_pool for row in pool_by_unit(top, timezone.localdate()).values()] == [2]
    assert keeping.refresh() == []
    assert compare()


def test_who_asks_while_all_is_counted_anew_reads_nothing_of_either(counted, monkeypatch):
    """Within a transaction each statement sees what was committed by then."""
    top, _, _ = counted
    asked = answers.touched_since

    def and_counting_anew(*args):
        found = asked(*args)
        at_once(lambda: (KeptStates.objects.update(definition="another"), keeping.refresh()))
        return found

    with transaction.atomic():
        monkeypatch.setattr(answers, "touched_since", and_counting_anew)
        assert [row.in_pool for row in pool_by_unit(top, timezone.localdate()).values()] == [2]


def test_a_move_forgets_what_is_kept_even_while_it_is_being_counted(counted, monkeypatch):
    top, bases, _ = counted
    other = make_organization("Đảng bộ khu vực hai", "superior", top)
    counting = keeping._counted

    def and_moving(*args):
        found = counting(*args)
        monkeypatch.setattr(keeping, "_counted", counting)
        at_once(lambda: branch_actions.move(by=None, organization=bases[1], parent=other, on=timezone.localdate()))
        return found

    KeptStates.objects.all().delete()
    monkeypatch.setattr(keeping, "_counted", and_moving)
    monkeypatch.setattr(keeping, "days", lambda today: [today])
    keeping.refresh()
    assert not KeptStates.objects.exists()
    count_beforehand()
    compare()
    assert {pk for pk, row in pool_by_unit(top, timezone.localdate()).items() if row.in_pool} == {
        bases[0].parent_id, other.pk
    }  # fmt: skip


def test_a_unit_founded_since_is_counted_with_the_others(counted):
    top, bases, _ = counted
    cell = make_organization(
        "Chi bộ mới", "cell", make_organization("Đảng bộ mới", "grassroots_committee", bases[0].parent)
    )
    make_candidate(cell, "pool")
    assert sum(row.in_pool for row in pool_by_unit(top, timezone.localdate()).values()) == 3
    assert compare()


def test_one_installation_that_cannot_be_counted_does_not_keep_the_other_waiting(counted, monkeypatch, caplog):
    other = make_organization("Đảng bộ tỉnh hai", "central_level")
    folding.fold(least=0)
    KeptStates.objects.all().delete()
    top = counted[0]
    counting = keeping._counted

    def failing(root, *args):
        if root == top:
            raise ValueError("broken")
        return counting(root, *args)

    monkeypatch.setattr(keeping, "_counted", failing)
    assert keeping.refresh() == [top]
    assert set(KeptStates.objects.values_list("root", flat=True)) == {other.pk}
    assert "were not counted" in caplog.text


def test_small_installations_keep_nothing_and_forget_what_was_touched():
    make_candidate(make_organization("Chi bộ", "base_cell"), "pool")
    assert Touch.objects.exists()
    folding.fold()
    assert keeping.refresh() == []
    assert not KeptStates.objects.exists()
    assert not Touch.objects.exists()


def test_of_many_units_no_more_is_asked(counted):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            pool_by_unit(counted[0], timezone.localdate())
        return len(queries)

    before = asked()
    for number in range(3):
        base = make_organization(f"Đảng bộ xã thêm {number}", "grassroots_committee", counted[1][0].parent)
        make_candidate(make_organization(f"Chi bộ thêm {number}", "cell", base), "pool")
    count_beforehand()
    assert asked() == before


@pytest.mark.parametrize(
    ("today", "kept"),
    [
        (date(2026, 11, 23), [date(2026, 10, 31), date(2026, 11, 14), date(2026, 11, 23)]),
        (date(2026, 11, 15), [date(2026, 10, 31), date(2026, 11, 14), date(2026, 11, 15)]),
        (date(2026, 11, 14), [date(2026, 10, 14), date(2026, 10, 31), date(2026, 11, 14)]),
        (date(2026, 3, 1), [date(2026, 2, 14), date(2026, 2, 28), date(2026, 3, 1)]),
        (date(2026, 1, 5), [date(2025, 12, 14), date(2025, 12, 31), date(2026, 1, 5)]),
    ],
)
def test_today_and_the_ends_of_the_last_months_are_kept(today, kept, monkeypatch):
    monkeypatch.undo()
    assert keeping.days(today) == kept
