"""Documents of higher organs that let a step pass which a rule stops."""

from django.db import transaction

from branches.permissions import Permission
from candidates.actions._common import check_day, locked, touch
from candidates.models import Ground, GroundWithdrawal
from candidates.rules.grounds import CELL, COMMITTEE, GROUND_KINDS
from partydev.refusals import Conflict, Invalid, require

RECORDED_BY = {CELL: Permission.CANDIDATE_ENTER, COMMITTEE: Permission.DOSSIER_CHECK}


def permission_for(kind):
    """What whoever records a document of `kind` (a key) holds at the case's unit."""
    return RECORDED_BY[GROUND_KINDS[kind].recorded_by]


@transaction.atomic
def record_ground(*, candidate, by, kind, number, issued_on, issuer, note=""):
    """Record number, day and issuer of a document of the organ that the law names; returns it.

    Locks the candidate. The same document twice raises `Conflict`, a note on a kind that bears none `Invalid`.
    """
    candidate = locked(candidate)
    require(by, permission_for(kind), candidate)
    if not candidate.is_open:
        raise Conflict("Hồ sơ này đã kết thúc nên không ghi thêm văn bản.")
    if not number.strip():
        raise Invalid({"number": "Nhập số văn bản."})
    if note.strip() and GROUND_KINDS[kind].without_note:
        raise Invalid({"note": "Văn bản loại này chỉ ghi số, ngày, nơi ban hành; không ghi nội dung."})
    check_day(issued_on, field="issued_on")
    same = candidate.grounds.filter(kind=kind, number=number, issued_on=issued_on, withdrawal__isnull=True)
    if same.exists():
        raise Conflict("Văn bản này đã được ghi.")
    ground = Ground.objects.create(
        candidate=candidate, kind=kind, number=number, issued_on=issued_on, issuer=issuer, note=note, recorded_by=by
    )
    touch(candidate)
    return ground


@transaction.atomic
def withdraw_ground(*, ground, by, reason):
    """Take a document back that was recorded by mistake: its row stays, with `reason`. Locks the candidate."""
    candidate = locked(ground.candidate)
    require(by, permission_for(ground.kind), candidate)
    if not reason.strip():
        raise Invalid({"reason": "Nhập lý do: đã ghi nhầm điều gì."})
    if GroundWithdrawal.objects.filter(ground=ground).exists():
        raise Conflict("Văn bản này đã được rút lại.")
    withdrawal = GroundWithdrawal.objects.create(ground=ground, reason=reason, recorded_by=by)
    touch(candidate)
    return withdrawal
