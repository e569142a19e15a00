"""A case is offered to another cell and taken over there: the old cell's rights end with the acceptance."""

from django.db import transaction
from django.utils import timezone

from branches.models import Organization
from branches.permissions import Permission
from candidates import obligations
from candidates.actions._common import already, check_day, locked, side_act, touch
from candidates.actions.transfer import carry_over
from candidates.models import TransferOffer
from candidates.pipeline import SIDE_ACTS
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require

State = TransferOffer.State


@transaction.atomic
def offer_transfer(*, candidate, to, by, on, reason, paper_number=""):
    """Ask the cell `to` to take a case over; returns the offer. Locks the cell, then the candidate.

    Whoever offers holds CANDIDATE_ADVANCE where the case is. Nothing moves before the other cell accepts.
    """
    to = under_lock(Organization.objects).get(pk=to.pk)
    candidate = locked(candidate)
    side_act("move_cell", candidate, by)
    check_day(on, not_before=candidate.entered_on)
    if not to.is_cell or to.dissolved_on:
        raise Invalid({"to": "Chọn chi bộ tiếp nhận."})
    if to.pk == candidate.organization_id:
        raise Invalid({"to": "Người này đang ở chi bộ đã chọn."})
    if candidate.offers.open().exists():
        raise Conflict("Đã đề nghị chuyển người này và đang chờ trả lời. Muốn đề nghị nơi khác thì rút lại trước.")
    offer = TransferOffer(
        candidate=candidate,
        from_cell=candidate.organization,
        reason=reason,
        paper_number=paper_number,
        offered_on=on,
        offered_by=by,
    ).place(to)
    offer.save()
    touch(candidate)
    obligations.sync_units([to], timezone.localdate())
    return offer


@transaction.atomic
def accept_transfer(*, offer, by, on, note=""):
    """Take the offered case over: stage, its day, every clock and the history stay. Locks the candidate, the offer.

    Whoever accepts holds CANDIDATE_ADVANCE at the cell that was asked; needs nothing at the old one.
    """
    candidate, offer = _held(offer)
    require(by, Permission.CANDIDATE_ADVANCE, offer.organization)
    if candidate.stage not in SIDE_ACTS["move_cell"].stages:
        raise already(candidate, "Hồ sơ này đã kết thúc, không tiếp nhận được nữa.")
    check_day(on, not_before=offer.offered_on)
    _answer(offer, State.ACCEPTED, by, on, note)
    return carry_over(
        candidate=candidate, to=offer.organization, by=by, on=on, paper_number=offer.paper_number, note=offer.reason
    )


@transaction.atomic
def refuse_transfer(*, offer, by, on, note):
    """Say why the cell does not take the case over; it stays where it is. Locks the candidate, the offer."""
    candidate, offer = _held(offer)
    require(by, Permission.CANDIDATE_ADVANCE, offer.organization)
    check_day(on, not_before=offer.offered_on)
    if not note.strip():
        raise Invalid({"note": "Ghi lý do không tiếp nhận, để chi bộ đề nghị biết."})
    _answer(offer, State.REFUSED, by, on, note)
    touch(candidate)
    return offer


@transaction.atomic
def take_offer_back(*, offer, by):
    """The cell that offered takes the offer back before it is answered. Locks the candidate, the offer."""
    candidate, offer = _held(offer)
    require(by, Permission.CANDIDATE_ADVANCE, candidate)
    _answer(offer, State.TAKEN_BACK, by, timezone.localdate())
    touch(candidate)
    return offer


def _held(offer):
    """The candidate and the offer under lock, the offer still open."""
    candidate = locked(offer.candidate)
    rows = under_lock(TransferOffer.objects).select_related("organization", "from_cell")
    offer = rows.get(pk=offer.pk)
    if not offer.is_open:
        raise Conflict(f"Đề nghị này đã có kết quả ngày {offer.answered_on:%d/%m/%Y}: {offer.get_state_display()}.")
    return candidate, offer


def _answer(offer, state, by, on, note=""):
    offer.state, offer.answered_by, offer.answered_on, offer.answer = state, by, on, note
    offer.save()
    obligations.close_of_unit(offer.organization_id, "transfer", str(offer.pk), timezone.localdate())
