"""Moving a case to another cell of the same tree, and back where that was a mistake: history and clocks go on."""

from django.db import transaction
from django.utils import timezone

from branches import actions as branch_actions
from branches.models import MemberEvent
from branches.permissions import Permission
from candidates.actions._common import (
    build_event,
    check_day,
    end_mentors,
    end_offers,
    locked,
    register_paper,
    side_act,
    stand_at,
)
from candidates.letters import letter_at
from candidates.models import DossierItem, StageEvent, TransferOffer
from candidates.pipeline import BEFORE_ADMISSION, TAKE_OVER
from candidates.scans.aside import GONE, leave_no_scan
from partydev.refusals import Invalid, require


@transaction.atomic
def move_cell(*, candidate, to, by, on, paper_number="", note=""):
    """Move a person (and their membership, in probation) to the cell `to`. Locks the candidate.

    Whoever moves holds CANDIDATE_ADVANCE at both cells. Mentors of the old cell end; the stage,
    its day and every clock stay. The two events cancel above both cells. A day before something that
    was counted at the old cell raises `Invalid`.
    """
    candidate = locked(candidate)
    side_act("move_cell", candidate, by)
    require(by, Permission.CANDIDATE_ADVANCE, to)
    _overtake(candidate, to, by, on)
    return carry_over(candidate=candidate, to=to, by=by, on=on, paper_number=paper_number, note=note)


def _overtake(candidate, to, by, on):
    """An open offer is answered by the move itself, or no longer stands."""
    same = candidate.offers.open().filter(organization=to).exists()
    state = TransferOffer.State.ACCEPTED if same else TransferOffer.State.TAKEN_BACK
    end_offers(candidate, state, by, on, f"Người phụ trách cả hai chi bộ đã ghi chuyển đến {to}.")


def carry_over(*, candidate, to, by, on, paper_number, note):
    """What a move does, to a candidate under lock; who may do it was asked before."""
    _check_counted_here(candidate, on)
    if not to.is_cell or to.dissolved_on:
        raise Invalid({"to": "Chọn chi bộ tiếp nhận."})
    if to.pk == candidate.organization_id:
        raise Invalid({"to": "Người này đang ở chi bộ đã chọn."})
    stage, since = candidate.stage, candidate.stage_on
    end_mentors(candidate, on)
    letter = letter_at(stage)
    paper = {"paper": letter.name, "paper_number": paper_number, "paper_on": on, "note": note}
    _event(candidate, by, on, -1, **paper)
    if candidate.member:
        candidate.member = branch_actions.transfer_member(
            member=candidate.member, to=to, by=by, on=on, paper_number=paper_number, paper_on=on, check=False
        )
    candidate.place(to)
    _event(candidate, by, on, +1, **paper)
    if paper_number:
        register_paper(candidate, letter.code, by, paper_number, on)
    stand_at(candidate, stage, since)
    return candidate


def leaving_of(arrival):
    """The event that counted the person out at the cell which the move with the event `arrival` left."""
    moves = StageEvent.objects.filter(candidate=arrival.candidate_id, kind="move_cell", pk__lt=arrival.pk)
    return moves.select_related("organization").order_by("pk").last()


def undo_move(candidate, arrival, leaving, by):
    """Bring a case back to the cell it left; who helped there helps on. Part of `take_back`."""
    told = "Việc chuyển đến chi bộ này được rút lại."
    end_offers(candidate, TransferOffer.State.TAKEN_BACK, None, timezone.localdate(), told)
    candidate.place(leaving.organization)
    brought = {"number": arrival.paper_number, "issued_on": arrival.paper_on, "state": DossierItem.State.ENTERED}
    for row in candidate.papers.filter(code=letter_at(arrival.from_stage).code, **brought):
        leave_no_scan([row], by, GONE)
        row.delete()
    here = list(candidate.mentors.filter(ends_on__isnull=True))
    for assignment in candidate.mentors.filter(ends_on=arrival.on, starts_on__lte=arrival.on):
        assignment.ends_on, assignment.ended_because = None, ""
        assignment.save()
    for assignment in here:
        assignment.ends_on = max(arrival.on, assignment.starts_on)
        assignment.save()


def _check_counted_here(candidate, on):
    """What was counted at the old cell was counted before the move, or its numbers would fall below what it has."""
    check_day(on, not_before=candidate.entered_on)
    last = candidate.events.exclude(kind=TAKE_OVER).order_by("on", "pk").last()
    if last and on < last.on:
        raise Invalid({"on": f"Chi bộ hiện nay còn ghi “{last.label}” ngày {last.on:%d/%m/%Y}, sau ngày này."})
    facts = MemberEvent.objects.filter(member=candidate.member_id, organization=candidate.organization_id)
    last = facts.order_by("on", "pk").last() if candidate.member_id else None
    if last and on < last.on:
        raise Invalid({"on": f"Danh sách đảng viên còn ghi “{last.get_kind_display()}” ngày {last.on:%d/%m/%Y}."})


def _event(candidate, by, on, sign, **fields):
    """One end of the move: the unit's stock of people in the pool and of waiting dossiers changes by `sign`."""
    event = build_event(candidate, "move_cell", by=by, on=on, to_stage=candidate.stage, **fields)
    in_pool = candidate.stage in BEFORE_ADMISSION or candidate.stage == "deferred"
    event.pool_delta = sign * in_pool
    event.pending_delta = sign * (candidate.stage == "pending_decision")
    event.save()
