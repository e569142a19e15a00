"""Taking back a step that was recorded by mistake: nothing is erased, the opposite is recorded beside it."""

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from branches import actions as branch_actions
from branches.placed import ANCESTOR_FIELDS
from candidates.actions._common import already, build_event, locked, stand_at
from candidates.actions.minutes import check_votes_minutes_open
from candidates.actions.transfer import leaving_of, undo_move
from candidates.looks import opened_after
from candidates.models import Candidate, CommitteeMeeting, DossierItem, MeetingCase, StageEvent
from candidates.pipeline import ENTER, FAILED_SUFFIX, RESTORE, SIDE_ACTS, STAGES, TAKE_BACK, TRANSITIONS
from candidates.scans.aside import GONE, leave_no_scan
from partydev.locks import under_lock
from partydev.refusals import Invalid, require

# What is recorded beside the way rests on no step, but for these; it stands, whatever becomes of the steps.
_RESTING = {"receive_decision", "move_cell", "nominate_new_member", "complete_new_member_class"}
_BESIDE = SIDE_ACTS.keys() - _RESTING


@transaction.atomic
def take_back(*, candidate, event, by, reason):
    """Take back `event`, the last step recorded of `candidate`, because it was recorded by mistake.

    Needs the permission that recording the step needed. The person stands where they stood before;
    the vote of the step counts no more, its result leaves the committee's agenda, a membership that it
    changed is as before. The row itself stays, with `reason`; the opposite row carries the same day, so
    that figures of every day are as if the step had never been. Locks the candidate. Returns the new event.

    Raises `Conflict` where `event` is not the last step any more or cannot be taken back here,
    `NotAllowed`, and `Invalid` without a reason.
    """
    # The meeting before the person, in the order in which results are recorded.
    case = _locked_case(event)
    candidate = locked(candidate)
    if words := hindrance(candidate, event, last_step(candidate.events.all())):
        raise already(candidate, words)
    require(by, step_of(event).permission, candidate)
    leaving = leaving_of(event) if event.kind == "move_cell" else None
    if leaving:
        require(by, step_of(event).permission, leaving)
    check_votes_minutes_open(event, by)
    if not reason.strip():
        raise Invalid({"reason": "Nhập lý do: đã ghi nhầm điều gì."})
    opposite = _opposite(candidate, event, by, reason)
    opposite.save()
    if leaving:
        _opposite(candidate, leaving, by, reason).save()
        undo_move(candidate, event, leaving, by)
    if not event.taken_over:  # such a milestone says only when it was; it changed nothing else
        _UNDONE.get(event.kind, _nothing)(candidate, event)
        _reopen_mentors(candidate, event)
        _off_the_agenda(case)
        _off_the_register(candidate, event, by)
    stand_at(candidate, event.from_stage, _since(candidate, event))
    return opposite


def last_step(events):
    """Of a case's standing `events` the newest that its stage, or what follows from it, rests on; or None."""
    return max((event for event in events if event.kind not in _BESIDE), key=lambda event: event.pk, default=None)


def step_of(event):
    """The `Transition` or `SideAct` that `event` recorded, carried or not; None for how a case begins."""
    key = event.kind.removesuffix(FAILED_SUFFIX)
    return TRANSITIONS.get(key) or SIDE_ACTS.get(key)


def hindrance(candidate, event, last):
    """Why `event` cannot be taken back here, as a sentence; "" where it can. `last` is the `last_step`."""
    if last is None or last.pk != event.pk:
        return "Việc này không còn là bước ghi sau cùng của hồ sơ."
    if step_of(event) is None:
        return "Việc đưa vào nguồn, tiếp nhận hiện trạng và nhập bù không rút lại ở đây được."
    if event.kind == "transfer_out" and candidate.member_id:
        return "Việc chuyển đi đã ghi vào danh sách đảng viên. Khi người này trở về, ghi chuyển sinh hoạt đảng đến."
    if not STAGES[event.to_stage].open and _is_followed_elsewhere(candidate):
        return "Người này đang được theo dõi ở một hồ sơ khác."
    if event.kind == "move_cell" and candidate.member_id:
        return "Việc chuyển đã ghi vào danh sách đảng viên nên được chữa bằng cách ghi chuyển trở lại."
    if event.kind in ("submit", "resubmit") and (opened := opened_after(candidate, event.recorded_at)):
        at = timezone.localtime(opened.at)
        return (
            f"Cấp ủy cấp trên đã mở hồ sơ lúc {at:%H:%M} ngày {at:%d/%m/%Y} nên chi bộ không rút lại được. "
            "Nếu cần sửa, đề nghị cán bộ tổ chức ghi đề nghị bổ sung."
        )
    return _ELSEWHERE.get(event.kind, "")


def _is_followed_elsewhere(candidate):
    return Candidate.objects.open().filter(person=candidate.person_id).exclude(pk=candidate.pk).exists()


_ELSEWHERE = {
    "request_completion": "Đề nghị bổ sung đã gửi cho chi bộ. Nếu gửi nhầm, kiểm tra lại và ghi giấy tờ đạt yêu cầu.",
    "issue_card": "Số thẻ và ngày phát thẻ đã ghi vào danh sách đảng viên.",
    **dict.fromkeys(
        ("nominate_new_member", "complete_new_member_class"),
        "Sau bước này đã ghi việc học lớp đảng viên mới. Việc đó chữa ở trang lớp học.",
    ),
}


def _opposite(candidate, event, by, reason):
    opposite = build_event(
        candidate, TAKE_BACK, by=by, on=event.on, from_stage=event.to_stage, to_stage=event.from_stage, note=reason
    )
    opposite.corrects = event
    opposite.counted = event.counted
    # What it changed is counted where, and as, the event itself was.
    for name in ("organization", *ANCESTOR_FIELDS):
        setattr(opposite, name, getattr(event, name))
    for name in ("pool_delta", "pending_delta", "probationary_delta", "full_delta"):
        setattr(opposite, name, -getattr(event, name))
    return opposite


def _since(candidate, event):
    """The day since which the person stands where the steps that remain have led."""
    if event.from_stage == event.to_stage:
        return candidate.stage_on
    led = candidate.events.filter(
        kind__in=[ENTER, RESTORE, *TRANSITIONS, *(key + FAILED_SUFFIX for key in TRANSITIONS)]
    )
    led = led.exclude(from_stage=F("to_stage"))  # votes that left the person there, past days that were added later
    return led.order_by("-pk").values_list("on", flat=True).first() or candidate.entered_on


def _nothing(candidate, event):
    pass


def _not_admitted_yet(candidate, event):
    member, candidate.member = candidate.member, None
    candidate.save()
    branch_actions.withdraw_enrollment(member=member, last_admission_on=_last_ceremony(event))


def _last_ceremony(event):
    others = StageEvent.objects.filter(organization=event.organization_id, kind="admit")
    return others.aggregate(last=Max("on"))["last"]


def _not_recognized_yet(candidate, event):
    branch_actions.withdraw_recognition(member=candidate.member, recorded_at=event.recorded_at)


def _still_in_probation(candidate, event):
    branch_actions.withdraw_striking_off(member=candidate.member)


def _not_annulled_yet(candidate, event):
    if candidate.member:
        branch_actions.withdraw_striking_off(member=candidate.member)


def _recognized_again(candidate, event):
    branch_actions.withdraw_annulled_recognition(member=candidate.member, recorded_at=event.recorded_at)


def _not_resumed_yet(candidate, event):
    """Standing deferred again, the person will go on from where they had been deferred."""
    candidate.resume_stage = event.to_stage


_UNDONE = {
    "admit": _not_admitted_yet,
    "recognize": _not_recognized_yet,
    "strike_off": _still_in_probation,
    "annul_admission": _not_annulled_yet,
    "annul_recognition": _recognized_again,
    "resume": _not_resumed_yet,
}


def _reopen_mentors(candidate, event):
    """Assignments that the step had ended, on its own day, go on."""
    if event.kind not in ("admit", "recognize") and STAGES[event.to_stage].open:
        return
    for assignment in candidate.mentors.filter(ends_on=event.on):
        assignment.ends_on, assignment.ended_because = None, ""
        assignment.save()


def _locked_case(event):
    """Where a committee's meeting recorded `event`: its place on the agenda, the meeting under lock; or None."""
    case = MeetingCase.objects.filter(event=event).first()
    if case:
        case.meeting = under_lock(CommitteeMeeting.objects).get(pk=case.meeting_id)
    return case


def _off_the_agenda(case):
    """The meeting opens again and waits for the right result."""
    if case is None:
        return
    case.event = None
    case.save(update_fields=["event"])
    if case.meeting.closed_at:
        case.meeting.closed_at = None
        case.meeting.save(update_fields=["closed_at"])


def _off_the_register(candidate, event, by):
    """The paper that the step put into the register goes too, unless somebody has checked it; its history stays."""
    step = TRANSITIONS.get(event.kind)
    if step is None or not step.paper_code:
        return
    brought = {"number": event.paper_number, "issued_on": event.paper_on, "state": DossierItem.State.ENTERED}
    for row in candidate.papers.filter(code=step.paper_code, ordinal=1, **brought):
        leave_no_scan([row], by, GONE)
        row.delete()
