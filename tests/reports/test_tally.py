"""Figures added up beforehand equal those counted from the facts, whatever happened and whenever it was folded."""

from contextlib import contextmanager
from datetime import date, timedelta
from random import Random
from unittest import mock

import pytest
from django.db import transaction

from branches import actions as branch_actions
from branches.models import Organization
from candidates import actions
from candidates.actions.correct import last_step
from candidates.models import Candidate
from partydev.refusals import Conflict, Invalid, Refused
from reports import periods
from reports.figures import admissions_by_month, admissions_by_unit, admitted, figures, members_on
from reports.models import FoldedUnit
from reports.tally import answers, folding, keys, marks
from tests.factories import make_member, make_organization, make_person, shipped_days_off
from tests.reports.test_controls import DO

# Only what is committed can be folded on PostgreSQL.
pytestmark = pytest.mark.django_db(transaction=True)

FIRST = date(2023, 11, 1)
PERIODS = (
    periods.parse("2024-Q1"),
    periods.parse("2024"),
    periods.parse("2024-M02", periods.DAY_15),
    periods.parse("2023-12-20..2024-03-06"),
    periods.parse("2024-02-16..2024-02-25"),
    periods.parse("2024-02-01..2024-02-10"),
    periods.year_of(date.today()).up_to(date.today()),
)


@contextmanager
def from_facts():
    """As long as nothing could be folded."""
    with mock.patch.object(keys, "DEEPEST", -1):
        yield


def plant():
    """A province with two superior committees and a base committee; below them base committees and cells."""
    shipped_days_off()
    top = make_organization("Đảng bộ tỉnh mẫu", "central_level")
    upper = [make_organization(f"Đảng bộ cấp trên {number}", "superior", top) for number in (1, 2)]
    bases = [make_organization(f"Đảng bộ xã {place}", "grassroots_committee", up) for place, up in
             enumerate([top, upper[0], upper[0], upper[1]])]  # fmt: skip
    cells = [make_organization(f"Chi bộ {number}", "cell", bases[number % 4]) for number in range(7)]
    for cell in cells:
        person = make_person(occupation="13", birth_date=date(1960, 2, 29), sex="male")
        make_member(cell, person=person, on=FIRST - timedelta(days=200), joined_on=date(1990, 1, 1))
    return top, upper, bases, cells


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
    for case in Candidate.objects.filter(organization=cell).order_by("-pk")[:2]:
        if event := last_step(case.events.all()):
            actions.take_back(candidate=case, event=event, by=None, reason="Ghi nhầm người")


def move_base(on, cell, other, facts):
    base = cell.parent
    parent = other.parent.parent if other.parent.parent_id != base.parent_id else Organization.objects.get(parent=None)
    branch_actions.move(by=None, organization=base, parent=parent, on=on)


ACTS = {**DO, "take_back": take_back, "move_base": move_base}
OFTEN = [*(sorted(set(DO) - {"move_unit"}) * 2), *["admit", "recognize", "take_back"] * 3]


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
    }


def check(chance, asked=3):
    """Every large unit, at some periods and by either setting; returns how many were read from what is folded."""
    read = 0
    for unit in Organization.objects.filter(depth__lte=1).order_by("pk"):
        for period in chance.sample(PERIODS, asked):
            unit.counted_by = chance.choice(["ceremony", "decision"])
            read += answers.figures(unit, period) is not None
            kept = all_of(unit, period)
            with from_facts():
                assert kept == all_of(unit, period), (unit, unit.counted_by, period.key)
    return read


@pytest.mark.parametrize("seed", range(6))
def test_what_is_folded_and_what_is_not_come_to_what_the_facts_say(seed):
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    _, upper, _, cells = plant()
    read = 0
    for moving in (False, False, seed % 2, seed > 1):
        assert live(chance, cells, 18)
        if moving:
            live(chance, cells, 2, moving=True)
            read += check(chance, 2)
        folding.fold(least=0)
        live(chance, cells, 8)
        if chance.random() < 0.5:
            folding.fold_unit(chance.choice(upper))
        read += check(chance)
    assert read > 30
    folding.fold(least=0)
    for row in FoldedUnit.objects.select_related("organization"):
        held = {(each.key, each.bucket): each.number for each in row.tallies.exclude(number=0)}
        assert held == folding.recount(row.organization, marks.Marks(row.stage_mark, row.member_mark))
