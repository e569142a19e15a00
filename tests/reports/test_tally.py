"""Figures added up beforehand equal those counted from the facts, whatever happened and whenever it was folded."""

import threading
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random
from unittest import mock

import pytest
from django.db import connection, transaction
from django.utils import timezone

from branches import actions as branch_actions
from branches.models import Organization
from candidates import actions
from candidates.actions.correct import hindrance, last_step
from candidates.models import Candidate, StageEvent
from candidates.pipeline import TAKE_BACK
from partydev.refusals import Conflict, Invalid, Refused
from reports import catalogue, periods
from reports.figures import (
    admissions_by_month,
    admissions_by_unit,
    admitted,
    figures,
    members_on,
    pool_by_unit,
    probation_by_unit,
)
from reports.figures.cards import cards_by_unit
from reports.figures.changes import changes_by_unit, changes_of_all
from reports.figures.dormant import without_admission
from reports.figures.keyed import numbers
from reports.figures.probation import overdue_recognitions
from reports.models import FoldedUnit
from reports.quarterly import build
from reports.reading import as_known
from reports.sending.moments import Moment
from reports.tally import answers, folding, keys
from reports.tally.buckets import bucket_of, cover
from tests.reports.folded import FIRST, QUARTER, admissions, damage, folded_tree, hold_ceremony, plant
from tests.reports.test_controls import DO

# Only what is committed can be folded on PostgreSQL.
pytestmark = pytest.mark.django_db(transaction=True)

# All of the catalogue, whether it is kept added up or not, and one that is told by its group.
KEYED = [*catalogue.EVERY, "admitted:sex=female"]
PERIODS = (
    QUARTER,
    periods.parse("2024"),
    periods.parse("2024-M02", periods.DAY_15),
    periods.parse("2023-12-20..2024-03-06"),
    periods.parse("2024-02-16..2024-02-25"),
    periods.parse("2024-02-15..2024-02-20"),
    periods.parse("2024-01-05..2024-02-20"),
    periods.parse("2024-02-01..2024-02-10"),
    periods.year_of(date.today()).up_to(date.today()),
)


PART = date(2024, 2, 20)


def parts_until(monkeypatch, day):
    """The half month of `day` is kept up to it by itself, as if today were a year later."""
    for module in (answers, folding):
        monkeypatch.setattr(module, "part_today", lambda: day)


@contextmanager
def from_facts():
    """As long as nothing could be folded."""
    with mock.patch.object(keys, "DEEPEST", -1):
        yield


def facts_of(chance):
    return {
        "sex": chance.choice(["male", "female"]),
        "ethnicity": chance.choice(["01", "02", "55"]),
        "religion": chance.choice(["00", "02"]),
        "occupation": chance.choice(["01", "07a", "10", "11", "13"]),
        "professional_level": chance.choice(["none", "college"]),
        "birth_date": date(chance.randrange(1950, 2005), 3, 7),
        "youth_union_on": chance.choice([None, date(2020, 3, 26)]),
        "trade_union_on": chance.choice([None, date(2021, 3, 26)]),
    }


def take_back(on, cell, other, facts):
    for case in Candidate.objects.order_by("-pk")[on.day % 3 :]:
        event = last_step(case.events.all())
        if event and not hindrance(case, event, event):
            return actions.take_back(candidate=case, event=event, by=None, reason="Ghi nhầm người")
    raise Conflict("nothing to take back")


def move_base(on, cell, other, facts):
    base = cell.parent
    parent = other.parent.parent if other.parent.parent_id != base.parent_id else Organization.objects.get(parent=None)
    branch_actions.move(by=None, organization=base, parent=parent, on=on)


ACTS = {**DO, "ceremony": hold_ceremony, "take_back": take_back, "move_base": move_base}
OFTEN = [*(sorted(set(DO) - {"move_unit"}) * 2), *["ceremony", "recognize", "take_back"] * 3]


def live(chance, cells, number, moving=False):
    """So many acts, on days in no order; what cannot be done is left out. Returns how many were done."""
    done = 0
    for _ in range(number):
        here, there = (Organization.objects.get(pk=chance.choice(cells).pk) for _ in range(2))
        kind = chance.choice(["move_unit", "move_base"]) if moving else chance.choice(OFTEN)
        try:
            with transaction.atomic():
                ACTS[kind](FIRST + timedelta(days=chance.randrange(420)), here, there, facts_of(chance))
            done += 1
        except (Conflict, Invalid, Refused):
            continue
    return done


def all_of(unit, period):
    months = period.months()
    return {
        "figures": figures(unit, period),
        "members": members_on(unit, period.start),
        "admitted": admitted(unit, period.start, period.end),
        "months": admissions_by_month(unit, months),
        "by_unit": admissions_by_unit(unit, period.start, period.end),
        "T5": probation_by_unit(unit, period),
        "T6": changes_by_unit(unit, period),
        "T6 as a whole": changes_of_all(unit, period, changes_by_unit(unit, period)),
        "T8": cards_by_unit(unit, period),
        "keyed": numbers(KEYED, unit, period),
    }


def of_people(unit, on):
    """What begins from where people stand today, unless a moment in the past is asked: then from the facts alone."""
    return {
        "T2": pool_by_unit(unit, on),
        "T5 overdue": overdue_recognitions(unit, on),
        "T7": without_admission(unit, on, 1),
    }


def check(chance, asked=3):
    """Every large unit, at some periods and by either setting; returns how many were read from what is folded, and
    how many by unit.
    """
    read = by_unit = 0
    for unit in Organization.objects.filter(depth__lte=1).order_by("pk"):
        for period in chance.sample(PERIODS, asked):
            unit.counted_by = chance.choice(["ceremony", "decision"])
            read += answers.figures(unit, period) is not None
            by_unit += answers.of_children(unit, period) is not None
            kept = all_of(unit, period)
            with from_facts():
                assert kept == all_of(unit, period), (unit, unit.counted_by, period.key)
        found = of_people(unit, period.end)
        with as_known(Moment.past(timezone.now())):
            assert found == of_people(unit, period.end), (unit, unit.counted_by, period.key)
    return read, by_unit


# Each takes some twenty seconds; either database counts what is folded in its own way, in histories with and without
# units that move.
SEEDS = (1,) if connection.vendor == "sqlite" else (0, 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_folded_and_what_is_not_come_to_what_the_facts_say(seed, monkeypatch):
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    parts_until(monkeypatch, PART)
    _, upper, _, cells = plant()
    read = []
    for moving in (False, seed == 1, seed > 0):
        assert live(chance, cells, 16)
        if moving:
            live(chance, cells, 3, moving=True)
            read.append(check(chance, 1))
        folding.fold(least=0)
        live(chance, cells, 8)
        if chance.random() < 0.5:
            folding.fold_unit(chance.choice(upper))
        read.append(check(chance, 2))
    assert all(sum(each) > 12 for each in zip(*read, strict=True))
    assert StageEvent.every.filter(kind=TAKE_BACK).exists()
    folding.fold(least=0)
    rows = list(FoldedUnit.objects.select_related("organization"))
    assert len(rows) == Organization.objects.filter(depth__lte=keys.DEEPEST).count()
    assert not any(folding.differences(row) for row in rows)


def test_what_was_not_taken_back_yet_is_asked_of_the_facts():
    """A report that was sent asks what was known then."""
    top, unit, cell = folded_tree()
    case = Candidate.objects.get(organization=cell)
    then = case.events.get(kind="admit").recorded_at
    actions.take_back(candidate=case, event=last_step(case.events.all()), by=None, reason="Ghi nhầm người")
    for each in (top, unit):
        assert admissions(each) == (0, 0)
        with as_known(Moment.past(then)):
            assert admissions(each) == (1, 1)
    folding.fold(least=0)
    damage(unit)
    if connection.vendor == "sqlite":  # on PostgreSQL a test running beside this one may hold the mark back
        assert admissions(unit) == (100, 100)
    with as_known(Moment.past(then)):
        assert admissions(unit) == (1, 1)


def test_a_report_asks_few_questions_and_of_a_folded_unit_no_fact_since_ever(django_assert_max_num_queries):
    top, _, _ = folded_tree()
    with django_assert_max_num_queries(71) as folded:
        kept = build(top, QUARTER)
    FoldedUnit.objects.all().delete()
    with django_assert_max_num_queries(85) as counted:
        assert build(top, QUARTER) == kept
    summed = 'SUM("candidates_stageevent"."probationary_delta'
    assert [any(summed in row["sql"] for row in asked.captured_queries) for asked in (folded, counted)] == [
        False,
        True,
    ]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_what_is_recorded_while_an_answer_is_read_is_in_none_of_its_parts(monkeypatch):
    """Of a half month that the period cuts: what the tail did not see is not taken away with the cut days."""
    _, unit, cell = folded_tree()
    add_cuts = answers._add_cuts

    def recorded_before(*args):
        thread = threading.Thread(target=record)
        thread.start()
        thread.join(30)
        add_cuts(*args)

    def record():
        try:
            DO["admit"](date(2024, 2, 26), cell, cell, {"sex": "female"})
        finally:
            connection.close()

    monkeypatch.setattr(answers, "_add_cuts", recorded_before)
    spans = [(date(2024, 1, 1), date(2024, 2, 25))]
    assert answers.flow("admitted", unit, spans, spans[0][1]) == [1]
    monkeypatch.undo()
    assert answers.flow("admitted", unit, [(spans[0][0], date(2024, 2, 26))], date(2024, 2, 26)) == [2]


@pytest.mark.once
def test_every_span_is_covered_once():
    first = date(2023, 12, 1)
    days = [first + timedelta(days=number) for number in range(50)]
    for today in (date(2024, 1, 20), date(2030, 1, 1)):
        for start in (None, *days):
            for end in days:
                span = cover(start, end, today)
                within = span.last and (lambda day, span=span: (span.first or first) <= day <= span.end)
                for day in days:
                    number = int(bool(within and within(day)))
                    number += sum(sign for sign, low, high in span.cuts if low <= day <= high)
                    assert number == int((start or first) <= day <= end), (start, end, today, day)
                assert not start or not span.first or bucket_of(span.first) == span.first
