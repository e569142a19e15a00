"""The results of a whole class are recorded in few statements, and leave what one at a time would leave."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates import actions, integrity
from candidates.models import ClassNomination, DossierItem, Obligation, StageEvent
from tests.factories import days_ago, make_candidate, make_cast, make_organization

pytestmark = pytest.mark.django_db
NOT_COMPARED = {
    "id",
    "candidate_id",
    "history_id",
    "history_date",
    "recorded_at",
    "certificate_number",
    "number",
    "paper_number",
    "nomination_id",
}


def nominated(training_class, cells, number):
    """`number` people on the roster, spread over `cells`, each at another step."""
    found = []
    for at in range(number):
        candidate = make_candidate(cells[at % len(cells)], ["pool", "listed"][at % 2], entered_on=days_ago(300))
        row = actions.nominate(candidate=candidate, kind=training_class.kind, by=None, on=days_ago(60))
        actions.assign_to_class(nominations=[row], training_class=training_class, by=None)
        found.append(row)
    return found


def make_class(organization):
    return actions.create_class(
        by=None,
        organization=organization,
        kind="awareness",
        name="Lớp bồi dưỡng",
        starts_on=days_ago(20),
        ends_on=days_ago(15),
    )


def left(rows):
    """Everything that the results of `rows` left behind, person by person, without keys and moments."""
    found = []
    for row in rows:
        person = row.candidate_id
        sources = (
            ClassNomination.objects.filter(pk=row.pk),
            ClassNomination.history.filter(id=row.pk),
            StageEvent.objects.filter(candidate=person),
            DossierItem.objects.filter(candidate=person),
            DossierItem.history.filter(candidate_id=person),
            Obligation.objects.filter(candidate=person),
        )
        found.append(
            [
                [{key: value for key, value in each.items() if key not in NOT_COMPARED} for each in source]
                for source in (queryset.order_by("pk").values() for queryset in sources)
            ]
        )
    return found


def test_all_at_once_leaves_what_one_at_a_time_leaves():
    cast = make_cast()
    training_class, days = make_class(cast.X), {"by": None}
    one_by_one, together = (nominated(training_class, [cast.A1, cast.A2], 5) for _ in range(2))
    for rows in (one_by_one, together):
        # One whose certificate was entered beforehand, and is checked already.
        actions.enter_paper(
            candidate=rows[1].candidate, by=None, code="38", number="cũ", issued_on=days_ago(30), issuer=""
        )

    for number, row in enumerate(one_by_one[:4]):
        actions.complete_class(nomination=row, on=days_ago(14), certificate_number=f"{number}", **days)
    actions.mark_absent(nomination=one_by_one[4], **days)
    actions.record_results(
        training_class=training_class,
        completed={row: f"9{number}" for number, row in enumerate(together[:4])},
        absent=[together[4]],
        completed_on=days_ago(14),
        **days,
    )

    assert left(together) == left(one_by_one)
    numbers = [DossierItem.objects.get(candidate=row.candidate_id, code="38").number for row in together[:4]]
    assert numbers == ["90", "91", "92", "93"]
    assert list(integrity.faults()) == []


def statements(training_class, rows):
    completed = {row: f"{row.pk}" for row in rows}
    with CaptureQueriesContext(connection) as queries:
        actions.record_results(
            training_class=training_class, by=None, completed=completed, absent=[], completed_on=days_ago(14)
        )
    return len(queries)


def test_a_large_class_costs_hardly_more_than_a_small_one():
    cast = make_cast()
    training_class = make_class(cast.X)
    cells = [cast.A1, cast.A2, cast.B1, *[make_organization(None, "cell", cast.A) for _ in range(7)]]
    few = statements(training_class, nominated(training_class, cells, 3))
    many = statements(training_class, nominated(training_class, cells, 30))
    assert many <= few + 15
    assert many < 6 * 30
