"""Whatever is written touches the units it is of, and is counted when they are asked."""

import re
import threading
from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from branches.models import Member, Organization
from branches.placed import ANCESTOR_FIELDS
from candidates import actions
from candidates.models import Candidate, CellMeeting, ClassNomination, MentorAssignment, MonthlyRemark, RemarkRhythm
from reports.figures import pool_by_unit
from reports.models import KeptStates, Touch
from reports.states import keeping
from reports.states.touched import touched_since
from reports.tree import TreeOn
from tests.at_once import at_once
from tests.factories import make_candidate, make_organization
from tests.reports.states import COMMITTED, DAYS, a_class, alone, compare, two_communes

pytestmark = COMMITTED


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    alone(monkeypatch)


@pytest.fixture
def counted():
    return two_communes()


MONTH = date(2024, 1, 1)


def said_of(case, **words):
    return MonthlyRemark.objects.create(candidate=case, month=MONTH, **(words or {"strengths": "Chăm chỉ"}))


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
    "a remark": lambda cell: said_of(Candidate.objects.get(organization=cell)),
    "a month without a meeting": lambda cell: CellMeeting(month=MONTH, not_held_because="Bão").place(cell).save(),
    "a rhythm of remarks": lambda cell: RemarkRhythm(months=3, valid_from=MONTH, basis="1").place(cell).save(),
    "a class taken off": lambda cell: a_class(cell).save() or ClassNomination.objects.all().delete(),
    "a cell's name": lambda cell: Organization.objects.filter(pk=cell.pk).update(name="Chi bộ khác"),
    "what a cell was": lambda cell: cell.states.update(kind="base_cell"),
    "a cell without source": lambda cell: Organization.objects.filter(pk=cell.pk).update(
        no_source_left=True, no_source_because="Không còn quần chúng trong độ tuổi."
    ),
}  # fmt: skip


OF_REMARKS = ("a remark", "a month without a meeting", "a rhythm of remarks")


@pytest.mark.parametrize("write", WRITES)
def test_whatever_is_written_touches_the_unit_it_is_of(counted, write):
    top, bases, cells = counted
    kept = KeptStates.objects.get(on=timezone.localdate())
    assert touched_since(kept.mark, top.pk) == []
    WRITES[write](cells[0])
    [leaf] = touched_since(kept.mark, top.pk)
    assert (leaf.unit, leaf.of_remarks) == (bases[0].pk, write in OF_REMARKS)
    compare()
    keeping.refresh()
    compare()
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


def test_for_a_remark_only_remarks_are_counted_anew_unless_something_else_was_written(counted, monkeypatch):
    _, _, cells = counted
    asked = []

    def counting(question):
        def count(tree):
            asked.append(question.key)
            return question.count(tree)

        return replace(question, count=count)

    monkeypatch.setattr(keeping, "QUESTIONS", tuple(map(counting, keeping.QUESTIONS)))
    said_of(Candidate.objects.get(organization=cells[0]))
    keeping.refresh()
    assert set(asked) == {"remarks"}
    compare()

    asked.clear()
    said_of(Candidate.objects.get(organization=cells[1]))
    a_class(cells[1]).save()
    keeping.refresh()
    assert set(asked) == {question.key for question in keeping.QUESTIONS}
    compare()


def test_a_rhythm_touches_all_below_and_the_words_of_a_remark_nothing(counted):
    top, bases, cells = counted
    remark = said_of(Candidate.objects.get(organization=cells[0]))
    keeping.refresh()
    mark = KeptStates.objects.get(on=timezone.localdate()).mark
    remark.strengths, remark.conclusion = "", "Thống nhất"
    remark.save()
    CellMeeting(month=MONTH, held_on=MONTH).place(cells[0]).save()
    assert touched_since(mark, top.pk) == []
    RemarkRhythm(months=3, valid_from=MONTH, basis="1").place(top).save()
    units = Organization.objects.filter(depth__lte=2)
    assert {leaf.unit for leaf in touched_since(mark, top.pk)} == {unit.pk for unit in units} > {bases[0].pk}
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


TELLING = (
    "0014_what_states_are_counted_from_is_told_when_written",
    "0017_remarks_and_months_without_a_meeting_touch_what_is_counted",
)
NAMES = r'(?:FROM|JOIN) "(\w+)" ?([A-Z]\d+)?|"?(\w+)"?\."(\w+)"'


def test_every_column_that_is_asked_is_told_when_written(counted):
    """A question that reads anything else would go on saying what was."""
    RemarkRhythm(months=3, valid_from=MONTH, basis="1").place(counted[0]).save()
    told, watched = {}, {}
    for name in TELLING:
        module = import_module(f"reports.migrations.{name}")
        told, watched = told | module.TOLD, watched | module.ASKED
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
        and (table not in told or (table in watched and column not in {*watched[table], *everywhere}))
    }
    assert not untold
    assert {table for table, _ in beside} - rules == set(told)


def test_what_is_asked_of_nobody_touches_nothing(counted):
    top, _, _ = counted
    Candidate.objects.update(next_due=date(2024, 1, 1), version=7)
    Member.objects.update(exempt_from=date(2024, 1, 1))
    Organization.objects.update(term_starts_on=date(2024, 1, 1))
    assert touched_since(KeptStates.objects.first().mark, top.pk) == []
