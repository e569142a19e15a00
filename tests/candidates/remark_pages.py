"""Remarks for tests: somebody who is helped, a remark written, the pages of a month."""

import uuid

from django.urls import reverse

from branches.models import Member
from candidates import actions
from partydev.dates import add_months
from tests.factories import (
    days_ago,
    make_candidate,
    make_person,
    today,
)


def token():
    return str(uuid.uuid4())


def this_month():
    return today().replace(day=1)


def last_month():
    return add_months(this_month(), -1)


def followed(cast, name="Lò Thị Pán", mentor=None, cell=None):
    """Someone of cell A1 on the list, with a mentor since half a year."""
    cell = cell or cast.A1
    candidate = make_candidate(cell, "listed", person=make_person(name))
    mentor = mentor or Member.objects.filter(organization=cell).first()
    actions.assign_mentor(candidate=candidate, mentor=mentor, by=None, on=days_ago(180), resolution_number="02-NQ/CB")
    return candidate


def write(candidate, month, strengths="Tích cực", by=None):
    return actions.write_remark(candidate=candidate, month=month, by=by, strengths=strengths, shortcomings="")


def remark_url(candidate, month=None):
    return reverse("candidates:remark", args=[candidate.pk, month or this_month()])


def conclude_url(cell, month=None):
    return reverse("candidates:conclude", args=[cell.pk, month or this_month()])


def post(client, url, **data):
    return client.post(url, {"form_token": token(), **data})
