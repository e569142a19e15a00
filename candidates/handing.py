"""What is due of offers: the cell that offers follows it, the cell that is asked answers it."""

from django.db.models import Q

from candidates.models import TransferOffer
from candidates.rules.duties_units import transfer


def open_on(on):
    """The offers that waited for their answer on `on`."""
    rows = TransferOffer.objects.filter(offered_on__lte=on, candidate__closed_on__isnull=True)
    return rows.filter(Q(answered_on__isnull=True) | Q(answered_on__gt=on)).select_related(
        "candidate", "organization", "from_cell"
    )


def offers_of(candidates, on):
    """candidate's id -> the open offer."""
    return {offer.candidate_id: offer for offer in open_on(on).filter(candidate__in=candidates)}


def duty_of_offering(offer, law):
    return transfer(offer.offered_on, f"Đề nghị chuyển đến {offer.organization}: chờ trả lời"[:200], "", law)


def duties_of_asked(organizations, on, law):
    """organization's id -> the `Duty` for each offer that it has to answer. It bears no name."""
    found = {}
    for offer in open_on(on).filter(organization__in=organizations).order_by("pk"):
        text = f"Trả lời đề nghị tiếp nhận hồ sơ {offer.candidate.code} của {offer.from_cell}"[:200]
        found.setdefault(offer.organization_id, []).append(transfer(offer.offered_on, text, str(offer.pk), law))
    return found


def answer_by(offer, law):
    """The last day to answer; None where the rules of that day name none."""
    return duty_of_offering(offer, law).due_on
