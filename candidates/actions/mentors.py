"""Assigning mentors and trial tasks."""

from django.db import transaction

from branches.permissions import Permission
from candidates.actions._common import build_event, check_day, locked, side_act, touch
from candidates.actions.minutes import check_minutes_open
from candidates.cell_meetings import series
from candidates.desk import numbers
from candidates.models import MentorAssignment, TrialTask
from candidates.pipeline import IN_PROBATION
from candidates.rulebook import rule_set
from partydev.doubts import spelled
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require

MOST_MENTORS = 2


@transaction.atomic
def assign_mentor(*, candidate, mentor, by, on, resolution_number, resolution_on=None, number_again=False):
    """Record the cell's resolution that assigns the full member `mentor` to help; returns the assignment.

    Locks the cell's numbers and the candidate. Raises `Invalid` at `mentor` for someone who is not a full member
    of the person's cell on that day, is the person, or is assigned already; at most two help at a time. That the
    member is not being disciplined is for the cell to say: no register of it is kept here. `number_again` as in
    `advance`.
    """
    cell = candidate.organization
    numbers.hold(cell)
    candidate = locked(candidate)
    if candidate.organization_id != cell.pk:
        raise Conflict("Hồ sơ đã chuyển sang đơn vị khác. Hãy mở lại trang.")
    side_act("assign_mentor", candidate, by)
    check_day(on, not_before=candidate.entered_on)
    if not resolution_number.strip():
        raise Invalid({"resolution_number": "Nhập số nghị quyết chi bộ phân công."})
    signed = resolution_on or on
    check_minutes_open(candidate.organization_id, on, signed)
    found = series.check_resolution(
        candidate.organization, resolution_number, on, signed, again=number_again, field="resolution_number"
    )
    current = list(candidate.mentors.filter(ends_on__isnull=True))
    _check_mentor(candidate, mentor, on, current)
    phase = MentorAssignment.Phase.PROBATION if candidate.stage in IN_PROBATION else MentorAssignment.Phase.CANDIDATE
    assignment = MentorAssignment.objects.create(
        candidate=candidate,
        mentor=mentor,
        phase=phase,
        starts_on=on,
        resolution_number=resolution_number,
        resolution_on=signed,
    )
    build_event(
        candidate,
        "assign_mentor",
        by=by,
        on=on,
        to_stage=candidate.stage,
        paper="Nghị quyết chi bộ",
        paper_number=resolution_number,
        paper_on=signed,
        note=f"Phân công: {mentor}",
        findings=[finding.as_dict() for finding in found],
    ).save()
    touch(candidate)
    return assignment


def _check_mentor(candidate, mentor, on, current):
    if mentor.person_id == candidate.person_id:
        raise Invalid({"mentor": "Không thể phân công một người giúp đỡ chính mình."})
    if not mentor.is_full_on(on):
        words = "Chỉ phân công đảng viên chính thức. Người này chưa là đảng viên chính thức vào ngày đó"
        raise Invalid({"mentor": f"{words}{_by_rule(on)}."})
    if mentor.organization_id != candidate.organization_id:
        words = f"Chi bộ phân công đảng viên của chi bộ mình; đồng chí này sinh hoạt ở {mentor.organization}"
        raise Invalid({"mentor": f"{words}{_by_rule(on)}."})
    if any(assignment.mentor_id == mentor.pk for assignment in current):
        raise Invalid({"mentor": "Đồng chí này đang được phân công giúp đỡ người này."})
    if len(current) >= MOST_MENTORS:
        raise Invalid(
            {"mentor": f"Đã có {MOST_MENTORS} đảng viên giúp đỡ. Hãy ghi thôi phân công một đồng chí trước."}
        )


def _by_rule(on):
    """ ", theo điểm … …": the clause of the day on who is assigned; "" where no rule of it is known."""
    law = rule_set(on)
    if "mentor_assigned" not in law:
        return ""
    row = law["mentor_assigned"]
    return f", {spelled(f'theo {row.citation}', row.confidence)}"


@transaction.atomic
def end_mentor(*, assignment, by, on, because=MentorAssignment.Ended.CELL):
    """Record that an assignment ended on `on`, and why. Locks the candidate."""
    candidate = locked(assignment.candidate)
    side_act("end_mentor", candidate, by)
    assignment = under_lock(MentorAssignment.objects).get(pk=assignment.pk)
    if assignment.ends_on:
        raise Conflict(f"Đã ghi thôi phân công từ ngày {assignment.ends_on:%d/%m/%Y}.")
    check_day(on, not_before=assignment.starts_on)
    assignment.ends_on, assignment.ended_because = on, because
    assignment.save()
    touch(candidate)
    return assignment


@transaction.atomic
def give_task(*, candidate, by, title, given_on, due_on=None):
    """Give a trial task; returns it."""
    candidate = locked(candidate)
    side_act("give_task", candidate, by)
    check_day(given_on, not_before=candidate.entered_on, field="given_on")
    if due_on and due_on < given_on:
        raise Invalid({"due_on": "Hạn hoàn thành phải sau ngày giao."})
    return TrialTask.objects.create(candidate=candidate, title=title, given_on=given_on, due_on=due_on)


@transaction.atomic
def complete_task(*, task, by, done_on, result):
    """Record how a trial task went. Locks the candidate."""
    require(by, Permission.CANDIDATE_ADVANCE, locked(task.candidate))
    check_day(done_on, not_before=task.given_on, field="done_on")
    task = under_lock(TrialTask.objects).get(pk=task.pk)
    if task.done_on:
        raise Conflict(f"Kết quả đã được ghi ngày {task.done_on:%d/%m/%Y}.")
    task.done_on, task.result = done_on, result
    task.save()
    return task
