"""The committee's meeting that considers dossiers: planning, agenda, attendance, closing.

What the meeting decides on each person is recorded by `advance`, person by person.
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from branches.permissions import Permission
from candidates.actions._common import already, locked
from candidates.models import CommitteeMeeting, MeetingCase
from candidates.pipeline import BASE, DECIDING, transitions_from
from partydev.refusals import Conflict, Invalid, require


@transaction.atomic
def plan_meeting(*, by, organization, body, held_on, eligible, submission_number=""):
    """Plan a meeting of a committee's body; returns it. Needs MEETING_PREPARE there."""
    require(by, Permission.MEETING_PREPARE, organization)
    if eligible < 1:
        raise Invalid({"eligible": "Nhập tổng số ủy viên của tập thể họp."})
    meeting = CommitteeMeeting(
        body=body, held_on=held_on, eligible=eligible, submission_number=submission_number, created_by=by
    ).place(organization)
    meeting.save()
    return meeting


@transaction.atomic
def add_case(*, meeting, candidate, by):
    """Put a person on the agenda, for the vote that their stage asks of this committee; returns the case."""
    meeting = _open_meeting(meeting)
    require(by, Permission.MEETING_PREPARE, meeting)
    candidate = locked(candidate)
    step = vote_due(candidate)
    if step is None or candidate.waits_at_id != meeting.organization_id:
        raise already(candidate, "Hồ sơ này không chờ biểu quyết của cấp ủy họp.")
    if meeting.cases.filter(candidate=candidate).exists():
        raise Conflict("Người này đã có trong danh sách của phiên họp.")
    order = (meeting.cases.aggregate(last=Max("order"))["last"] or 0) + 1
    return MeetingCase.objects.create(meeting=meeting, candidate=candidate, order=order, transition=step.key)


def vote_due(candidate):
    """The vote of a committee that the candidate's stage waits for, as a `Transition`; None elsewhere."""
    return next((t for t in transitions_from(candidate.stage) if t.ballot and t.ballot.body in (BASE, DECIDING)), None)


@transaction.atomic
def remove_case(*, case, by):
    """Take a person off the agenda before anything is recorded of them."""
    meeting = _open_meeting(case.meeting)
    require(by, Permission.MEETING_PREPARE, meeting)
    if case.event_id:
        raise Conflict("Kết quả của người này đã được ghi.")
    case.delete()


@transaction.atomic
def record_attendance(*, meeting, by, present, minutes_number=""):
    """Record how many members attended and the number of the minutes."""
    meeting = _open_meeting(meeting)
    require(by, Permission.DECISION_RECORD, meeting)
    if present > meeting.eligible:
        raise Invalid({"present": f"Số có mặt ({present}) nhiều hơn tổng số ủy viên ({meeting.eligible})."})
    meeting.present, meeting.minutes_number = present, minutes_number
    meeting.save()
    return meeting


@transaction.atomic
def close_meeting(*, meeting, by):
    """Close a meeting; those without a result leave its agenda and can be put on the next one."""
    meeting = _open_meeting(meeting)
    require(by, Permission.DECISION_RECORD, meeting)
    if meeting.present is None:
        raise Invalid("Ghi số ủy viên có mặt trước khi kết thúc phiên họp.")
    meeting.cases.filter(event__isnull=True).delete()
    meeting.closed_at = timezone.now()
    meeting.save()
    return meeting


def link_result(*, case, event):
    """Bind what was recorded of a person to their place on the agenda; within the recording's transaction."""
    case.event = event
    case.save()


def _open_meeting(meeting):
    meeting = (
        CommitteeMeeting.objects.select_for_update(of=("self",)).select_related("organization").get(pk=meeting.pk)
    )
    if meeting.closed_at:
        raise Conflict(f"Phiên họp đã kết thúc lúc {timezone.localtime(meeting.closed_at):%H:%M ngày %d/%m/%Y}.")
    return meeting
