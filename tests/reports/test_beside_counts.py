"""Helpers and remarks (T9), classes (T4): counted by the database, as it is kept, and row by row, whichever way the
tree is walked.
"""

from dataclasses import astuple
from datetime import date
from itertools import product
from random import Random

import pytest

from branches.models import Member, Organization
from candidates.models import MentorAssignment
from reports.figures.classes import class_results, classes_by_unit, halves_kept, number_of_classes
from reports.figures.remarks import months_kept, remarks_by_unit
from reports.periods import dates, parse
from reports.states.answers import Question
from reports.tree import TreeOn
from tests.factories import make_candidate, make_member, make_organization
from tests.reports import row_by_row
from tests.reports.folded import plant
from tests.reports.helping import help_and_remark, teach
from tests.reports.test_tally import live

pytestmark = pytest.mark.django_db
PERIODS = (
    parse("2024-Q1"),
    parse("2024"),
    dates(date(2024, 2, 10), date(2024, 7, 14)),
    dates(date(2024, 5, 2), date(2024, 5, 30)),  # no month ends within it
)


OF_CLASSES = (  # spans that are made of half months, of which half a year is kept
    *PERIODS,
    parse("2024-M06"),
    dates(date(2024, 2, 15), date(2024, 5, 14)),
    parse("2024-Q2").up_to(date(2024, 5, 20)),
)


@pytest.fixture(params=["by columns", "by dated parents", "as kept"])
def _way(request, monkeypatch):
    """How the numbers come about; as they are kept for large units, of all that is kept a part is taken."""
    if request.param == "by dated parents":
        monkeypatch.setattr("reports.tree.anything_moved", lambda: True)
    elif request.param == "as kept":
        monkeypatch.setattr(Question, "kept", lambda self, unit, on: self.count(TreeOn(unit, on)))


def compare():
    """Every unit over every period; which of the three numbers were ever not nothing."""
    seen = set()
    for period in PERIODS:
        rows = row_by_row.Remarks(period)
        for unit in Organization.objects.exclude(kind="group"):
            found, helping = remarks_by_unit(unit, period)
            assert ({pk: list(astuple(row)) for pk, row in found.items()}, helping) == rows.of(unit), (unit, period)
            seen |= {place for row in found.values() for place, number in enumerate(astuple(row)) if number}
    return seen


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("seed", range(3))
def test_helpers_and_remarks_are_the_same_row_by_row(seed):
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    *_, cells = plant()
    for cell in cells:
        make_candidate(cell, "listed")
        make_candidate(cell, "pool")
    for _ in range(8):
        help_and_remark(chance, times=5)
    assert compare() == {0, 1, 2}


@pytest.mark.parametrize("seed", range(2))
def test_so_they_are_after_units_have_moved(seed):
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    *_, cells = plant()
    for cell in cells:
        make_candidate(cell, "listed")
    help_and_remark(chance, times=20)
    while not live(chance, cells, 1, moving=True):
        pass
    assert 0 in compare()


def test_who_helps_in_two_units_counts_in_both_and_once_in_all():
    top = make_organization("Đảng bộ tỉnh", "central_level")
    bases = [make_organization(f"Đảng bộ xã {number}", "grassroots_committee", top) for number in (1, 2)]
    cells = [make_organization(f"Chi bộ {number}", "cell", bases[number // 2]) for number in range(4)]
    mentor = make_member(cells[0])
    for cell in cells:
        _helped_by(mentor, make_candidate(cell, "pool"))
    found, helping = remarks_by_unit(top, parse("2024-Q1"))
    assert ({pk: row.mentors for pk, row in found.items()}, helping) == ({base.pk: 1 for base in bases}, 1)
    Member.objects.filter(pk=mentor.pk).update(organization=make_organization("Chi bộ xa", "cell", bases[1]))
    assert remarks_by_unit(top, parse("2024-Q1")) == (found, helping)


def _helped_by(mentor, case):
    day = date(2024, 1, 2)
    MentorAssignment.objects.create(
        candidate=case, mentor=mentor, phase="candidate", starts_on=day, resolution_number="1", resolution_on=day
    )


def test_kept_are_the_last_twelve_months_that_had_ended():
    assert months_kept(date(2024, 12, 31))[::11] == [date(2024, 1, 1), date(2024, 12, 1)]
    assert months_kept(date(2024, 12, 30))[::11] == [date(2023, 12, 1), date(2024, 11, 1)]


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (date(2024, 3, 31), date(2024, 1, 1)),
        (date(2024, 3, 14), date(2023, 12, 15)),
        (date(2024, 3, 15), date(2024, 1, 1)),
        (date(2024, 4, 1), date(2024, 1, 15)),
    ],
)
def test_kept_are_the_half_months_of_a_quarter_of_either_calendar(on, first):
    found = halves_kept(on)
    assert (found[0], len(found), found[-1] <= on) == (first, 6, True)


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("seed", range(2))
def test_classes_are_the_same_row_by_row(seed):
    chance, seen = Random(seed), set()  # noqa: S311 - repeatable, not secret
    *_, cells = plant()
    for cell in cells:
        make_candidate(cell, "listed")
        make_candidate(cell, "pool")
    for _ in range(4):
        teach(chance, times=12)
    for period, unit in product(OF_CLASSES, Organization.objects.exclude(kind="group")):
        rows, found = row_by_row.classes_of(unit, period), classes_by_unit(unit, period)
        assert {kind: {pk: astuple(row) for pk, row in by_unit.items()} for kind, (by_unit, _) in found.items()} == {
            kind: {pk: numbers(by_class) for pk, by_class in by_unit.items()} for kind, by_unit in rows.items()
        }
        for kind, (_, of_all) in found.items():
            together = list(rows[kind].values())
            assert of_all.classes == len({pk for by_class in together for pk in by_class} - {None})
            assert of_all.sent == sum(numbers(by_class)[1] for by_class in together)
        results = class_results(unit, period)
        assert len([row for row in results if row.training_class]) == number_of_classes(unit, period)
        assert sum(row.sent for row in results) == sum(of_all.sent for _, of_all in found.values())
        assert sum(row.completed for row in results) == sum(of_all.completed for _, of_all in found.values())
        seen |= {row.sent > row.completed for row in results}
    assert seen == {True, False}


def numbers(by_class):
    """(classes, sent, completed) of what stands by class."""
    sent, completed = (sum(column) for column in zip(*by_class.values(), strict=True))
    return len(set(by_class) - {None}), sent, completed
