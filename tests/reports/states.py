"""Large installations of a test's size, counted beforehand, and what compares that with the rows."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from branches.models import Organization
from candidates.models import Candidate, ClassNomination
from reports.states import answers, keeping
from reports.tally import folding, marks
from reports.tree import TreeOn, elsewhere_on
from tests.factories import make_candidate, make_member, make_organization

# Only what is committed is counted beforehand.
COMMITTED = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="states are kept on PostgreSQL only"),
]
DAYS = (date(2024, 3, 31), date(2024, 7, 14), date(2025, 1, 31))


def alone(monkeypatch):
    """Whoever writes in a test has ended when anything is counted; tests beside it may hold the mark back."""
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
                found, counted = question.kept(unit, on), question.count(TreeOn(unit, on))
                # Of a day on which anything stood elsewhere nothing is read.
                assert (found is not None) is (are_kept and not elsewhere_on(on)), (unit, on, question.key)
                assert found in (None, counted), (unit, on, question.key)
                seen |= {question.key} if counted else set()
    return seen


def two_communes():
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
