"""Every form, sent as it should be, sent twice, sent with what nobody asked for: S6, S25, R11."""

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.access.fingerprint import fingerprint, rows
from tests.factories import sign_in
from tests.security.sent import FORMS, filled

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def head(world):
    """Who holds every permission of these forms, everywhere."""
    return sign_in(Client(), world.cast["head_X"])


@pytest.fixture(autouse=True)
def undone(world):
    """Each test leaves the module's world as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def each_form(test):
    return pytest.mark.parametrize("row", FORMS, ids=[row.name for row in FORMS])(test)


def said(response):
    """What the page says is wrong with the form."""
    context = response.context or {}
    form = context.get("form")
    return response.status_code, form and dict(form.errors), context.get("conflict"), context.get("refusal")


@each_form
def test_filled_in_it_is_taken_and_sent_again_it_counts_once(world, head, row):
    address, data = filled(world, row, head)
    first = head.post(address, data)
    assert first.status_code == 302, said(first)
    after = fingerprint()

    again = head.post(address, data)
    assert (again.status_code, again["Location"]) == (302, first["Location"]), said(again)
    assert fingerprint() == after

    other = head.post(address, data | {"x-other-content": "1"})
    assert other.status_code in {404, 409}, said(other)  # 404: what it was sent to is gone
    assert fingerprint() == after


@each_form
def test_without_the_pages_secret_nothing_happens(world, head, row):
    address, data = filled(world, row, head)
    strict = sign_in(Client(enforce_csrf_checks=True), world.cast["head_X"])
    before = fingerprint()
    assert strict.post(address, data).status_code == 403
    strict.get("/")
    assert strict.post(address, data | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert fingerprint() == before


UNASKED = {
    **dict.fromkeys(("state", "stage", "status", "result"), "accepted"),
    **dict.fromkeys(("organization_id", "unit", "waits_at", "waits_at_id", "ancestor_1", "place"), "6"),
    **dict.fromkeys(("by", "user", "user_id", "created_by", "recorded_by", "entered_by", "written_by"), "1"),
    **dict.fromkeys(("is_superuser", "is_staff", "is_active", "ignore_permissions", "carried", "counted"), "1"),
    **dict.fromkeys(("taken_over", "irregular", "pool_delta", "full_delta", "needed", "attempt"), "1"),
    **dict.fromkeys(("id", "pk", "candidate", "candidate_id", "person_id", "member_id", "decision_no"), "1"),
    **dict.fromkeys(("closed_on", "stage_on", "entered_on", "checked_at", "recorded_at"), "2020-01-01"),
    "permissions": "account_manage",
    "access_version": "9",
}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="sequences of PostgreSQL do not go back, so ids differ")
@each_form
def test_fields_that_nobody_asked_for_are_ignored(world, head, row):
    def sent(more):
        with transaction.atomic():
            address, data = filled(world, row, head)
            form_fields = set(data) | {key.split("-", 1)[-1] for key in data}
            response = head.post(address, {key: value for key, value in more.items() if key not in form_fields} | data)
            found = response.status_code, response["Location"], rows(["partydev.FormToken"], timeless=True)
            transaction.set_rollback(True)
        return found

    plain, crammed = sent({}), sent(UNASKED)
    assert plain[:2] == crammed[:2]
    assert sorted(set(map(str, crammed[2])) ^ set(map(str, plain[2]))) == []
