"""A rehearsal says which open cases would change and how, and writes nothing; many cases ask no more than few."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from candidates.actions import rulebook as acts
from candidates.models import Candidate, Obligation
from candidates.rehearsal import open_cases, rehearse
from candidates.rulebook import rulebook
from candidates.rules.calendar import calendar_of, shipped_holidays
from candidates.rules.values import Rulebook
from tests.factories import make_candidate, make_cast, settle, today

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        built = make_cast()
        settle(connection)
        yield built
        transaction.set_rollback(True)


def tried(key, value, since=date(2026, 7, 26)):
    revision = acts.unsaved(
        key=key,
        value=value,
        valid_from=since,
        valid_to=None,
        document="Quy định thử",
        issuer="Ban Bí thư",
        issued_on=date(2026, 8, 1),
        article="",
        reason="Thử",
    )
    return acts.trial(rulebook(), revision)


def all_rows():
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()}


def test_a_rehearsal_names_the_cases_that_change_and_writes_nothing(cast):
    case = make_candidate(cast.A1, "probationary")
    before = all_rows()
    book = rulebook()
    changes = list(rehearse(book, tried("recognition_vote_working_days", 20), today(), open_cases()))
    assert [change.candidate for change in changes] == [case]
    line = changes[0].lines[0]
    due = Obligation.objects.open().get(candidate=case, kind="recognition").due_on
    assert line.before == f"hạn {due:%d/%m/%Y}"
    assert line.after != line.before
    assert all_rows() == before
    assert rulebook() is book


def test_what_the_next_step_lacks_is_compared_too(cast):
    Candidate.objects.filter(pk=cast.candidates["a1"].pk).update(stage="opinions_collected")
    changes = list(rehearse(rulebook(), tried("minimum_age_years", 40), today(), open_cases()))
    said = [line for change in changes for line in change.lines if line.about == "Bước tiếp theo"]
    assert said
    assert all(line.before != line.after for line in said)


def test_the_same_book_changes_nothing(cast):
    make_candidate(cast.A1, "probationary")
    assert list(rehearse(rulebook(), rulebook(), today(), open_cases())) == []


def test_a_day_off_can_be_tried_too(cast):
    make_candidate(cast.A1, "probationary")
    every = [(row.day, row.effect) for row in shipped_holidays()]
    due = Obligation.objects.open().get(kind="recognition").due_on
    book = Rulebook(rulebook().rows, calendar_of([*every, (due, "off")]))
    [change] = rehearse(rulebook(), book, today(), open_cases())
    assert change.lines[0].before == f"hạn {due:%d/%m/%Y}"


def test_many_cases_ask_as_often_as_few(cast):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            list(rehearse(rulebook(), trial, today(), open_cases()))
        return len(queries)

    trial = tried("recognition_vote_working_days", 20)
    for stage in ("probationary", "decided", "submitted", "applied"):
        make_candidate(cast.A1, stage)
    few = asked()
    for stage in ("probationary", "decided", "submitted", "applied") * 3:
        make_candidate(cast.A1, stage)
    assert asked() == few
