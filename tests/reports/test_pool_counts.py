"""The pool (T2) of a generated commune: counted at once and row by row, whichever way the tree is walked."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from django.utils import timezone

from branches.models import Member, Organization
from candidates.models import Candidate, ClassNomination, MentorAssignment, StageEvent
from reports.figures import pool_by_unit
from reports.figures.pool import COLUMNS, pool_cases
from reports.generating import SCALES, generate
from reports.reading import as_known
from reports.sending.moments import Moment
from tests.kept import once_a_module
from tests.reports import row_by_row


def a_commune():
    """With classes and helpers, which the generator leaves out."""
    generate(SCALES["commune"], seed=11)
    cases, mentors, today = (
        list(Candidate.objects.order_by("pk")),
        list(Member.objects.all()[:7]),
        timezone.localdate(),
    )
    ClassNomination.objects.bulk_create(
        a_class(
            case,
            today - timedelta(days=number * 97 % 2500),
            number % 3,
            "new_member" if number % 5 == 4 else "awareness",
        )
        for number, case in enumerate(cases * 2)
        if number % 4
    )
    MentorAssignment.objects.bulk_create(
        help_of(case, mentors[number % 7], today - timedelta(days=number * 53 % 2500), (None, 200, 900)[number % 3])
        for number, case in enumerate(cases)
        if number % 4 != 1
    )


def a_class(case, done, certificate, kind):
    """Completed on `done`: without a certificate, with one of the day, or with one that came later."""
    row = ClassNomination(candidate=case, kind=kind, nominated_on=done, result="completed", completed_on=done)
    if certificate:
        row.certificate_number, row.certificate_on = "1", done + timedelta(days=20 * (certificate - 1))
    return row


def help_of(case, mentor, since, days):
    until = since + timedelta(days=days) if days else None
    return MentorAssignment(
        candidate=case, mentor=mentor, phase="candidate", starts_on=since, ends_on=until, resolution_number="1",
        resolution_on=since,
    )  # fmt: skip


commune = once_a_module(a_commune)


def compare(days_ago):
    on, seen = timezone.localdate() - timedelta(days=days_ago), set()
    rows = row_by_row.Pool(on)
    for organization in Organization.objects.exclude(kind="group"):
        states, cases = rows.of(organization)
        assert {pk: asdict(row) for pk, row in pool_by_unit(organization, on).items()} == states
        for column in COLUMNS:
            assert pool_cases(organization, on, column) == cases[column]
            seen |= {column} if cases[column] else set()
    return seen


@pytest.mark.django_db
@pytest.mark.usefixtures("commune")
@pytest.mark.parametrize("walked", [False, True], ids=["by columns", "by dated parents"])
def test_the_pool_is_the_same_row_by_row(walked, monkeypatch):
    if walked:
        monkeypatch.setattr("reports.tree.anything_moved", lambda: True)
    assert compare(0) | compare(400) == set(COLUMNS)


@pytest.mark.django_db
@pytest.mark.usefixtures("commune")
def test_so_it_is_as_a_snapshot_knew_it():
    times = sorted(StageEvent.every.values_list("recorded_at", flat=True))
    with as_known(Moment.past(times[len(times) // 2])):
        assert compare(0)
