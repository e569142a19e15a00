"""The committee's meeting that considers dossiers: planning, agenda, attendance, closing.

What the meeting decides is recorded person by person (`record_result`), never in bulk.
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from branches.authority import base_committee_of
from branches.permissions import Permission
from candidates.actions._common import already, check_day, locked
from candidates.actions.advance import NO_PAPER, advance
from candidates.desk import numbers
from candidates.desk.attendance import OUT, everyone, typed, unsigned
from candidates.gather import needs_base_resolution
from candidates.judging import needed_votes, votes_from
from candidates.models import CommitteeAttendance, CommitteeMeeting, MeetingCase
from candidates.pipeline import BASE, DECIDING, TRANSITIONS
from partydev.dates import format_date
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require

OTHERS = "Đồng chí khác vừa ghi phiên họp này trong lúc bạn nhập nên chưa ghi đè. Mở lại trang để xem, rồi ghi tiếp."
CHANGED = "Danh sách ủy viên đã thay đổi từ khi bạn mở trang. Mở lại trang rồi ghi lại."


@transaction.atomic
def plan_meeting(*, by, organization, body, held_on, eligible, submission_number="", by_slips=False):
    """Plan a meeting of a committee's body; returns it. Needs MEETING_PREPARE there.

    `by_slips`: its members are asked on slips of paper, which are counted on `held_on`.
    """
    require(by, Permission.MEETING_PREPARE, organization)
    if eligible < 1:
        raise Invalid({"eligible": "Nhập tổng số ủy viên của tập thể họp."})
    meeting = CommitteeMeeting(
        body=body, held_on=held_on, eligible=eligible, submission_number=submission_number, by_slips=by_slips
    ).place(organization)
    meeting.created_by = by
    meeting.save()
    return meeting


@transaction.atomic
def change_meeting(*, meeting, by, held_on, eligible):
    """Change the day and the size of a meeting of which no result is recorded yet; returns it.

    With another day who was there is asked again: who was of the body depends on it. Else what was recorded of it
    stays, and a size that does not fit to it is refused; so is a day before that of the tờ trình.
    """
    meeting = _open_meeting(meeting)
    require(by, Permission.MEETING_PREPARE, meeting)
    if eligible < 1:
        raise Invalid({"eligible": "Nhập tổng số ủy viên của tập thể họp."})
    if meeting.cases.filter(event__isnull=False).exists():
        raise Conflict("Phiên họp đã có kết quả nên không đổi được ngày họp và số ủy viên.")
    if meeting.submission_on and held_on < meeting.submission_on:
        day = format_date(meeting.submission_on)
        raise Invalid({"held_on": f"Tờ trình đã ban hành ngày {day}, phiên họp không thể trước ngày đó."})
    rows = list(meeting.attendance.all())
    if rows and held_on != meeting.held_on:
        meeting.attendance.all().delete()
        meeting.present = None
    elif rows:
        _check_fits(meeting, rows, eligible)
    elif meeting.present is not None and meeting.present > eligible:
        meeting.present = None
    meeting.held_on, meeting.eligible = held_on, eligible
    meeting.version += 1
    meeting.save()
    return meeting


def _check_fits(meeting, rows, eligible):
    """Who is recorded as there and away must fit into a body of `eligible`."""
    away = sum(bool(row.absence) for row in rows)
    if meeting.present + away > eligible:
        words = f"Đã ghi {meeting.present} ủy viên có mặt, {away} vắng mặt. Sửa người dự họp trước rồi đổi tổng số."
        raise Invalid({"eligible": words})


@transaction.atomic
def issue_submission(*, meeting, by, number, on, reason=""):
    """Record the number and day under which the tờ trình was issued; until then it prints as a draft.

    A closed meeting still takes it once: the number may be entered later than the result. One that another
    tờ trình to the body bears in its term is refused. What was given before changes with a `reason` only, which is
    kept; without a number the tờ trình is a draft again, unless somebody was taken off it.
    """
    numbers.hold(meeting.organization)
    meeting = _locked_meeting(meeting)
    require(by, Permission.MEETING_PREPARE, meeting)
    if meeting.closed_at and meeting.submission_number:
        raise _is_closed(meeting)
    if meeting.submission_number and (number, on) != (meeting.submission_number, meeting.submission_on):
        _keep_submission(meeting, by, reason, taken_back=not number)
    if not number:
        return _draft_again(meeting)
    check_day(on, field="submission_on")
    if on > meeting.held_on:
        raise Invalid({"submission_on": f"Tờ trình phải có trước ngày họp ({meeting.held_on:%d/%m/%Y})."})
    if not meeting.cases.exists():
        raise Conflict("Chưa có ai trong danh sách của phiên họp nên chưa ghi được số tờ trình.")
    office = number.rpartition("/")[2] if "/" in number else ""
    numbers.check_free(meeting, numbers.SUBMISSION, number, on, field="number", symbol=office)
    meeting.submission_number, meeting.submission_on = number, on
    meeting.save()
    return meeting


def _keep_submission(meeting, by, reason, *, taken_back):
    if not reason:
        raise Invalid({"reason": f"Tờ trình đã ghi số {meeting.submission_number}: nêu lý do đổi."})
    if taken_back and meeting.cases.filter(left_at__isnull=False).exists():
        raise Conflict("Đã có người rút khỏi danh sách của tờ trình này nên không bỏ được số; chỉ sửa được số, ngày.")
    day = f", ngày {format_date(meeting.submission_on)}" if meeting.submission_on else ""
    line = f"Trước là số {meeting.submission_number}{day}; {by} đổi ngày {format_date(timezone.localdate())}: {reason}"
    meeting.submission_changes = "\n".join(filter(None, [meeting.submission_changes, line]))


def _draft_again(meeting):
    if not meeting.submission_number:
        raise Invalid({"number": "Nhập số tờ trình."})
    meeting.submission_number, meeting.submission_on = "", None
    meeting.save()
    return meeting


@transaction.atomic
def add_case(*, meeting, candidate, by, transition=""):
    """Put a person on the agenda, for the vote that their stage asks of this committee; returns the case.

    Of who was reported upward `transition` says on what is voted: to recognize (without it), or to strike off.
    A tờ trình that has its number names whom it named: nobody is added to it.
    """
    meeting = _open_meeting(meeting)
    require(by, Permission.MEETING_PREPARE, meeting)
    if meeting.submission_number:
        words = f"Tờ trình số {meeting.submission_number} đã ban hành với danh sách này nên không đưa thêm người được."
        raise Conflict(f"{words} Lập phiên họp khác, hoặc bỏ số tờ trình và nêu lý do rồi đưa thêm.")
    candidate = locked(candidate)
    straight = not needs_base_resolution(candidate, meeting.held_on)
    steps = votes_from(candidate.stage, straight=straight)
    step = next((each for each in steps if transition in ("", each.key)), None)
    if step is None or candidate.waits_at_id != meeting.organization_id:
        raise already(candidate, "Hồ sơ này không chờ biểu quyết của cấp ủy họp.")
    if meeting.cases.filter(candidate=candidate).exists():
        raise Conflict(f"{candidate} đã có trong danh sách của phiên họp.")
    order = (meeting.cases.aggregate(last=Max("order"))["last"] or 0) + 1
    return MeetingCase.objects.create(meeting=meeting, candidate=candidate, order=order, transition=step.key)


@transaction.atomic
def remove_case(*, case, by, reason=""):
    """Take a person off the agenda before anything is recorded of them.

    Once the tờ trình has its number that needs a `reason`, and the person stays on the list as one who left it.
    """
    meeting = _open_meeting(case.meeting)
    require(by, Permission.MEETING_PREPARE, meeting)
    case = meeting.cases.filter(pk=case.pk).first()
    if case is None or case.left_at:
        raise Conflict("Người này không còn trong danh sách của phiên họp.")
    if case.event_id:
        raise Conflict("Kết quả của người này đã được ghi.")
    if not meeting.submission_number:
        case.delete()
    elif reason:
        case.left_because, case.left_at, case.left_by = reason, timezone.now(), by
        case.save()
    else:
        words = f"Tờ trình số {meeting.submission_number} đã có tên người này: nêu lý do rút khỏi danh sách."
        raise Invalid({"reason": words})


@transaction.atomic
def record_attendance(
    *,
    meeting,
    by,
    present=None,
    minutes_number="",
    people=None,
    more=(),
    chair="",
    minutes_by="",
    venue="",
    began_at=None,
    ended_at=None,
    version=None,
):
    """Record how many members attended, not fewer than are recorded as having voted, and what the minutes say of it.

    `people` says it by name: key of each `attendance.everyone` -> (absence, reason), with the names `more` that
    were written beside them. Where all of the body are named, `present` follows from them; else it is
    the total, with whoever is not named. Of a meeting that is closed only the number, once: it may come later.
    `version`: of the meeting that the page was opened with; a newer one raises `Conflict`.
    """
    numbers.hold(meeting.organization)
    meeting = _locked_meeting(meeting)
    require(by, Permission.DECISION_RECORD, meeting)
    if meeting.closed_at and (present != meeting.present or meeting.minutes_number):
        raise _is_closed(meeting)
    if version is not None and version != meeting.version:
        raise Conflict(OTHERS)
    _check_begun(meeting)
    if began_at and ended_at and ended_at <= began_at:
        raise Invalid({"ended_at": "Giờ kết thúc phải sau giờ bắt đầu."})
    rows = _named(meeting, people, more) if people is not None or more else []
    present = _present(meeting, rows, present)
    voted = meeting.cases.filter(event__vote__present__gt=present).select_related("candidate__person").first()
    if voted:
        words = f"Kết quả của {voted.candidate} đã ghi với số có mặt nhiều hơn {present}. Hãy xem lại số có mặt."
        raise Invalid({"present": words})
    away = {row.full_name for row in rows if row.absence}
    if chair in away:
        raise Invalid({"chair": f"Đồng chí {chair} đang ghi là vắng mặt. Ghi người khác, hoặc ghi có mặt."})
    numbers.check_free(meeting, numbers.MINUTES, minutes_number, meeting.held_on, field="minutes_number")
    if not meeting.closed_at:
        meeting.attendance.all().delete()
        bulk_create_with_history(rows, CommitteeAttendance)
        meeting.version += 1
        meeting.chair, meeting.minutes_by = chair, minutes_by
        meeting.venue, meeting.began_at, meeting.ended_at = venue, began_at, ended_at
    meeting.present, meeting.minutes_number = present, minutes_number
    meeting.save()
    return meeting


def _named(meeting, people, more):
    """The rows of who is named; `Invalid` where the page's list is not the present one, or a name is there twice."""
    people, known = people or {}, everyone(meeting)
    if sorted(people) != sorted(each.key for each in known):
        raise Invalid(CHANGED)
    fresh = [typed(name) for name in more]
    keys = {each.key for each in known if people[each.key][0] != OUT}
    rows = [_row(meeting, each, *people[each.key]) for each in known if each.key in keys]
    for each in fresh:
        if each.key in keys:
            raise Invalid({"more": f"Họ tên {each.name} có hai lần. Ghi thêm chức vụ hoặc đơn vị để phân biệt."})
        keys.add(each.key)
        rows.append(_row(meeting, each))
    return rows


def _row(meeting, each, absence="", reason=""):
    return CommitteeAttendance(
        meeting=meeting,
        member_id=each.member,
        full_name=each.name,
        post=each.post,
        absence=absence,
        reason=reason if absence else "",
    )


def _present(meeting, rows, present):
    """How many were there: as given, which must fit to who is named; the named ones where that is all of the body."""
    here, others = sum(not row.absence for row in rows), meeting.eligible - len(rows)
    if others < 0:
        words = (
            f"Danh sách có {len(rows)} ủy viên, nhiều hơn tổng số {meeting.eligible} của phiên họp. "
            f"Chọn “Không phải ủy viên của tập thể họp” cho người không thuộc tập thể này, hoặc sửa tổng số ủy viên."
        )
        raise Invalid({"more": words})
    if present is None and others == 0:
        return here
    if present is None:
        raise Invalid({"present": f"Còn {others} ủy viên chưa có tên: nhập tổng số ủy viên có mặt."})
    if present > meeting.eligible:
        what = "Số phiếu thu về" if meeting.by_slips else "Số có mặt"
        raise Invalid({"present": f"{what} ({present}) nhiều hơn tổng số ủy viên ({meeting.eligible})."})
    if rows and not here <= present <= here + others:
        fits = f"{here}" if others == 0 else f"từ {here} đến {here + others}"
        words = f"Danh sách có {here} ủy viên có mặt, {others} ủy viên chưa có tên: tổng số có mặt phải là {fits}."
        raise Invalid({"present": words})
    return present


@transaction.atomic
def record_result(*, case, by, votes, decided_on=None, paper=NO_PAPER, **details):
    """Record what the meeting decided on one person, and bind it to the agenda; returns the event.

    `votes` holds present, votes_for, votes_against and votes_other; how many have the right to vote
    is the meeting's. `decided_on` is the day a decision was signed: needed when the vote of the
    deciding body carries. A body that does not decide for the unit on the meeting's day is a finding
    of the rules. No more can have voted than were recorded as there. Locks the body's numbers, the meeting and
    the candidate: of two who record at once, one gets `Conflict`.
    """
    numbers.hold(case.meeting.organization)
    meeting = _open_meeting(case.meeting)
    require(by, Permission.DECISION_RECORD, meeting)
    candidate = locked(case.candidate)
    case = MeetingCase.objects.filter(pk=case.pk).first()
    if case is None or case.left_at:
        raise already(candidate, "Người này không còn trong danh sách của phiên họp.")
    if case.event_id:
        raise already(candidate, "Kết quả của người này đã được ghi.")
    step, ballot = TRANSITIONS[case.transition], {"eligible": meeting.eligible, **votes}
    _check_base(candidate, step, meeting)
    if meeting.present is not None and votes["present"] > meeting.present:
        words = f"Phiên họp ghi {meeting.present} ủy viên có mặt, người biểu quyết không thể nhiều hơn."
        if meeting.by_slips:
            words = f"Thu về {meeting.present} phiếu, số phiếu của một người không thể nhiều hơn."
        raise Invalid({"present": words})
    on = meeting.held_on
    if step.ballot.body == DECIDING and votes["votes_for"] >= needed_votes(candidate, step, meeting.eligible, on)[0]:
        on = _decision_day(decided_on, meeting)
    if meeting.by_slips:
        details["note"] = "\n".join(filter(None, [_slips_in_words(meeting, votes), details.get("note", "")]))
    event = advance(
        candidate=candidate,
        transition=step.key,
        by=by,
        on=on,
        met_on=meeting.held_on,
        held_by=meeting if step.ballot.body == DECIDING else None,
        ballot=ballot,
        paper=paper,
        **details,
    )
    link_result(case=case, event=event)
    return event


def _slips_in_words(meeting, votes):
    """The form of the decision, as the event keeps it: only totals."""
    return (
        f"Lấy ý kiến bằng phiếu, tổng hợp ngày {format_date(meeting.held_on)}: "
        f"phát ra {meeting.eligible} phiếu, thu về {votes['present']} phiếu."
    )


def _check_base(candidate, step, meeting):
    """The base committee's resolution is that of the committee above the cell, wherever the case waits by now."""
    base = base_committee_of(candidate.organization)
    if step.ballot.body == BASE and base and base.pk != meeting.organization_id:
        raise Conflict(f"Nghị quyết về người này do {base.committee_name} biểu quyết, không phải phiên họp này.")


def _decision_day(decided_on, meeting):
    if decided_on is None:
        raise Invalid({"decided_on": "Nhập ngày ký quyết định."})
    if decided_on < meeting.held_on:
        raise Invalid({"decided_on": f"Ngày ký không thể trước ngày họp ({meeting.held_on:%d/%m/%Y})."})
    check_day(decided_on, field="decided_on")
    return decided_on


@transaction.atomic
def close_meeting(*, meeting, by):
    """Close a meeting; those without a result stay on its list as deferred and can be put on the next one.

    Its day has come, and who was there and who signs the minutes is recorded: nothing of that changes afterwards.
    """
    meeting = _open_meeting(meeting)
    require(by, Permission.DECISION_RECORD, meeting)
    _check_begun(meeting)
    if meeting.present is None:
        raise Invalid("Ghi số ủy viên có mặt trước khi kết thúc phiên họp.")
    if missing := unsigned(meeting):
        raise Invalid(f"Ghi {missing} (cùng chỗ với số có mặt) trước khi kết thúc phiên họp: biên bản cần chữ ký.")
    meeting.closed_at = timezone.now()
    still = meeting.cases.filter(event__isnull=True, left_at__isnull=True)
    still.update(left_because=MeetingCase.DEFERRED, left_at=meeting.closed_at, left_by=by)
    meeting.save()
    return meeting


def _check_begun(meeting):
    """Of a meeting whose day has not come nothing is recorded."""
    if meeting.held_on > timezone.localdate():
        raise Invalid(f"Phiên họp ngày {format_date(meeting.held_on)} chưa đến. Chỉ ghi nhận việc đã xảy ra.")


def link_result(*, case, event):
    """Bind what was recorded of a person to their place on the agenda; within the recording's transaction."""
    case.event = event
    case.save()


def _locked_meeting(meeting):
    return under_lock(CommitteeMeeting.objects).select_related("organization").get(pk=meeting.pk)


def _open_meeting(meeting):
    meeting = _locked_meeting(meeting)
    if meeting.closed_at:
        raise _is_closed(meeting)
    return meeting


def _is_closed(meeting):
    return Conflict(f"Phiên họp đã kết thúc lúc {timezone.localtime(meeting.closed_at):%H:%M ngày %d/%m/%Y}.")
