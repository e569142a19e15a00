"""Monthly remarks of mentors, the cell's conclusions, and the meetings they are bound to."""

from django.db import transaction
from django.utils import timezone

from branches.models import Organization
from branches.permissions import Permission
from candidates import obligations
from candidates.actions._common import check_day, hold, locked, locked_all
from candidates.actions.minutes import check_not_closed
from candidates.cell_meetings import series
from candidates.cell_meetings.agenda import votes_at
from candidates.models import Candidate, CellMeeting, MentorAssignment, MonthlyRemark, TrialTask
from candidates.pipeline import SIDE_ACTS
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, NotAllowed, require


@transaction.atomic
def write_remark(*, candidate, month, by, strengths, shortcomings, said_by="", version=0, done=None, new_task=""):
    """Write or change the remark of `month` (its first day); returns it.

    The person's mentor in force writes it, or whoever holds REMARK_WRITE at the cell, for them
    (`said_by`). `version` is the one that the form was opened with (0: none yet): a newer one
    raises `Conflict`. Locks the candidate. Once the cell has concluded the month it stands.
    With it trial tasks are recorded of today: `done` maps ids of open ones to what came of them, `new_task` is given.
    """
    candidate = locked(candidate)
    _check_may_remark(by, candidate)
    _check_month(month, candidate)
    if not (strengths.strip() or shortcomings.strip()):
        raise Invalid({"strengths": "Ghi ít nhất một ý về ưu điểm hoặc hạn chế."})
    remark = under_lock(candidate.remarks).filter(month=month).first()
    if remark and remark.conclusion:
        raise Conflict("Chi bộ đã kết luận tháng này nên nhận xét không sửa được nữa.")
    if (remark.version if remark else 0) != version:
        raise Conflict(f"{remark.written_by or 'Người khác'} đã ghi nhận xét tháng này trong lúc bạn nhập.")
    remark = remark or MonthlyRemark(candidate=candidate, month=month, version=0)
    remark.strengths, remark.shortcomings = strengths.strip(), shortcomings.strip()
    remark.written_by, remark.said_by, remark.version = by, said_by, remark.version + 1
    remark.save()
    _record_tasks(candidate, done or {}, new_task)
    obligations.sync(candidate, timezone.localdate())
    return remark


def _record_tasks(candidate, done, new_task):
    today = timezone.localdate()
    for task in under_lock(candidate.tasks).filter(pk__in=list(done)):
        if task.done_on:
            raise Conflict(f"Kết quả của “{task.title}” đã được ghi ngày {task.done_on:%d/%m/%Y}.")
        task.done_on, task.result = max(today, task.given_on), done[task.pk]
        task.save()
    if new_task:
        act = SIDE_ACTS["give_task"]
        if candidate.stage not in act.stages:
            raise Invalid({"new_task": f"Không giao nhiệm vụ ở bước “{candidate.stage_label}”."})
        TrialTask.objects.create(candidate=candidate, title=new_task, given_on=today)


def may_remark(user, candidate):
    """Whether `user` writes remarks on `candidate`: at the cell, or as the person's mentor today."""
    return user.can(Permission.REMARK_WRITE, candidate) or is_mentor(user, candidate)


def is_mentor(user, candidate):
    """Whether the user's person is assigned to help `candidate` today, and may write remarks for that."""
    if not user.person_id or not user.holds(Permission.REMARK_WRITE):
        return False
    assignments = MentorAssignment.objects.in_force(timezone.localdate())
    present = {"mentor__person_id": user.person_id, "mentor__left_on__isnull": True}
    return assignments.filter(candidate=candidate, **present).exists()


def _check_may_remark(by, candidate):
    if by is not None and not may_remark(by, candidate):
        raise NotAllowed("Chỉ đảng viên được phân công giúp đỡ hoặc chi bộ ghi được nhận xét này.")


def _check_month(month, candidate):
    if month.day != 1 or month > timezone.localdate():
        raise Invalid({"month": "Tháng này chưa đến."})
    if month < candidate.entered_on.replace(day=1):
        raise Invalid({"month": "Tháng này trước khi người này vào nguồn."})
    if candidate.closed_on and month > candidate.closed_on:
        raise Invalid({"month": "Tháng này sau khi hồ sơ đã kết thúc."})


@transaction.atomic
def conclude_month(*, candidate, month, by, conclusion, version=None):
    """Record what the cell concluded on the remark of `month` in its meeting of that month; returns it.

    Raises `Invalid` while that meeting is not recorded. `version` is the one of the remark that was
    read (0: none yet): a newer one raises `Conflict`. Locks the candidate.
    """
    candidate = locked(candidate)
    require(by, Permission.CANDIDATE_ADVANCE, candidate)
    _check_month(month, candidate)
    if not conclusion.strip():
        raise Invalid({"conclusion": "Ghi kết luận của chi bộ."})
    meetings = under_lock(CellMeeting.objects).filter(organization=candidate.organization, month=month)
    meeting = meetings.filter(held_on__isnull=False).first()
    if meeting is None:
        raise Invalid({"conclusion": f"Chưa ghi buổi họp chi bộ tháng {month:%m/%Y}. Hãy ghi buổi họp trước."})
    check_not_closed(meeting)
    remark = under_lock(candidate.remarks).filter(month=month).first()
    if version is not None and version != (remark.version if remark else 0):
        raise Conflict(f"Nhận xét tháng {month:%m/%Y} của {candidate} vừa được người khác ghi thêm hoặc sửa.")
    remark = remark or MonthlyRemark(candidate=candidate, month=month, version=0, written_by=by)
    remark.conclusion, remark.meeting = conclusion.strip(), meeting
    remark.version += 1
    remark.save()
    obligations.sync(candidate, timezone.localdate())
    return remark


@transaction.atomic
def conclude_together(*, organization, month, by, conclusions):
    """Record the cell's conclusions of one month in one act: all of them or none; returns how many.

    `conclusions` maps a candidate of the cell to (text, version of the remark that was read).
    Raises `Invalid` with the candidate's id as the key of each fault.
    """
    require(by, Permission.CANDIDATE_ADVANCE, organization)
    hold([candidate.pk for candidate in conclusions])  # all of them before the meeting, which the first one locks
    errors = {}
    for candidate, (text, version) in sorted(conclusions.items(), key=lambda item: item[0].pk):
        try:
            conclude_month(candidate=candidate, month=month, by=by, conclusion=text, version=version)
        except Invalid as invalid:
            errors[str(candidate.pk)] = " ".join(invalid.errors.values())
    if errors:
        raise Invalid(errors)
    return len(conclusions)


@transaction.atomic
def hold_meeting(*, organization, month, by, held_on, minutes_number=""):
    """Record that the cell held its meeting of `month` on `held_on`; returns it. Locks the cell.

    With another day who was there is asked anew; not while votes of the old day stand, which its minutes tell of.
    """
    require(by, Permission.CANDIDATE_ADVANCE, organization)
    _hold_cell(organization)
    check_day(held_on, field="held_on")
    if (held_on.year, held_on.month) != (month.year, month.month):
        raise Invalid({"held_on": f"Ngày họp phải trong tháng {month:%m/%Y}."})
    meeting = _meeting(organization, month, by)
    check_not_closed(meeting)
    if minutes_number and series.is_taken(organization, series.MINUTES, minutes_number, held_on, but=meeting):
        words = series.taken_words(organization, series.MINUTES, minutes_number, held_on, but=meeting)
        raise Invalid({"minutes_number": words})
    if meeting.held_on and meeting.held_on != held_on:
        _move(meeting)
    meeting.held_on, meeting.minutes_number, meeting.not_held_because = held_on, minutes_number, ""
    meeting.save()
    _sync_cell(organization)
    return meeting


def _move(meeting):
    """The meeting was on another day than was recorded: who was of the cell depends on the day."""
    if voted := votes_at(meeting):
        raise Invalid(
            {
                "held_on": f"Ngày {meeting.held_on:%d/%m/%Y} đã ghi biểu quyết về {len(voted)} người. "
                "Nếu ngày đó ghi nhầm, hãy rút lại các biểu quyết đó rồi mới đổi ngày họp."
            }
        )
    meeting.attendance.all().delete()
    meeting.chair = meeting.minutes_by = ""
    meeting.version += 1


@transaction.atomic
def skip_meeting(*, organization, month, by, because):
    """Record why the cell held no meeting in `month`: its remarks are then explained, not overdue. Locks the cell."""
    require(by, Permission.CANDIDATE_ADVANCE, organization)
    if not because.strip():
        raise Invalid({"not_held_because": "Ghi lý do chi bộ không họp trong tháng."})
    _hold_cell(organization)
    meeting = _meeting(organization, month, by)
    if meeting.held_on:
        raise Conflict(f"Đã ghi chi bộ họp ngày {meeting.held_on:%d/%m/%Y}.")
    meeting.not_held_because = because.strip()
    meeting.save()
    _sync_cell(organization)
    return meeting


def _meeting(organization, month, by):
    if not organization.is_cell:
        raise Invalid("Chỉ ghi buổi họp của chi bộ.")
    if month.day != 1 or month > timezone.localdate():
        raise Invalid({"month": "Tháng này chưa đến."})
    meeting = under_lock(CellMeeting.objects).filter(organization=organization, month=month).first()
    return meeting or CellMeeting(month=month, recorded_by=by).place(organization)


def _hold_cell(organization):
    """Lock the cell, then its open cases: a vote, too, locks the case first and the meeting of its day afterwards."""
    under_lock(Organization.objects).get(pk=organization.pk)
    locked_all(_open_cases(organization))


def _open_cases(organization):
    return list(Candidate.objects.open().filter(organization=organization).values_list("pk", flat=True))


def _sync_cell(organization):
    """Bring what is due at the cell up to date, all its cases under their locks."""
    obligations.sync_all(list(locked_all(_open_cases(organization)).values()), timezone.localdate())
