"""The reasons for sending a dossier back that a committee adds to the shipped list."""

import secrets

from django.db import transaction
from django.utils import timezone

from branches.models import Organization
from branches.permissions import Permission
from candidates.models import CompletionReason
from candidates.reasons import reasons_for
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require
from partydev.text import fold


@transaction.atomic
def add_reason(*, organization, by, label):
    """Add a reason to the list of `organization`'s part of the tree; returns it. Locks the organization.

    Raises `Invalid` where the list has the same words already.
    """
    organization = under_lock(Organization.objects).get(pk=organization.pk)
    require(by, Permission.DOSSIER_CHECK, organization)
    if fold(label) in {fold(words) for words in reasons_for(organization).values()}:
        raise Invalid({"label": "Danh mục đã có lý do này."})
    reason = CompletionReason(code=f"r{secrets.token_hex(4)}", label=label.strip(), added_by=by)
    reason.place(organization).save()
    return reason


@transaction.atomic
def end_reason(*, reason, by):
    """Offer `reason` no more from today on. Locks it."""
    reason = under_lock(CompletionReason.objects).get(pk=reason.pk)
    require(by, Permission.DOSSIER_CHECK, reason.organization)
    if reason.ended_on:
        raise Conflict("Lý do này đã thôi dùng.")
    reason.ended_on = timezone.localdate()
    reason.save()
