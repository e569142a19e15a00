"""A committee's meetings: planning, agenda, papers to print, and each person's result."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.log import client_address, record_each
from accounts.models import AccessRecord
from branches.models import Organization
from branches.models.organization import CELL_KINDS
from branches.permissions import Permission
from candidates import actions
from candidates.actions.advance import log_refusal
from candidates.desk import attendance, numbers, papers
from candidates.desk.agenda import agenda, before_the_vote, meetings_seen, next_open, to_forward, waiting
from candidates.desk.presenter import presenter_of, whole_number
from candidates.forms.meeting_attendance import PLACE_AND_TIME, AttendanceForm, MinutesNumberForm
from candidates.forms.meetings import (
    AgendaForm,
    ChangeForm,
    ForwardTogetherForm,
    LeaveForm,
    PlanForm,
    ResultForm,
    SubmissionForm,
)
from candidates.judging import entered_by_same_person, needed_votes
from candidates.models import Candidate, CommitteeMeeting, MeetingCase
from candidates.opening import about_in_meeting
from candidates.overview.links import mending
from candidates.pipeline import DECIDING, TRANSITIONS
from candidates.series import written
from partydev.decorators import requires
from partydev.doubts import spelled
from partydev.downloads import download
from partydev.forms import Form
from partydev.once import new_token
from partydev.papers import rendering
from partydev.refusals import Invalid, NotAllowed, Refused
from partydev.submit import answer, lines

PAGE = 50
KEPT_OF_ATTENDANCE = ("present", "minutes_number", "chair", "minutes_by", "version", *PLACE_AND_TIME)


@require_GET
@requires(Permission.MEETING_PREPARE)
def meetings(request):
    page = Paginator(meetings_seen(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/meetings.html", {"page": page, "today": timezone.localdate()})


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def meeting_plan(request):
    organizations = (
        Organization.objects.visible_to(request.user.scope(Permission.MEETING_PREPARE))
        .existing(timezone.localdate())
        .exclude(kind__in=(*CELL_KINDS, "group"))  # they have no executive or standing committee
        .order_by("depth", "name")
    )
    form = PlanForm(
        request.POST or None, organizations=organizations, initial={"body": "standing", "manner": "meeting"}
    )

    def act(data):
        by_slips = data.pop("manner") == "slips"
        planned = actions.plan_meeting(by=request.user, by_slips=by_slips, **data)
        said = "lần lấy ý kiến bằng phiếu" if by_slips else "phiên họp"
        messages.success(request, f"Đã lập {said}. Việc tiếp theo: đưa người vào danh sách xét.")
        return _url("meeting", planned)

    return answer(request, form, act, "desk/meeting_plan.html")


@require_GET
@requires(Permission.MEETING_PREPARE)
def meeting(request, pk):
    return render(
        request, "desk/meeting.html", {"form_token": new_token(request.user), **_page(request, _meeting(request, pk))}
    )


def _page(request, planned, bound=None):
    """What the meeting's page shows. `bound`: the form that was sent to take somebody off, by the case's id."""
    cases, today = agenda(planned, request.user), timezone.localdate()
    ours, others, unsent = ([], [], []) if planned.closed_at else waiting(planned, request.user)
    found = {} if planned.closed_at else before_the_vote(planned, cases)
    for case in cases:
        case.notes = lines(found.get(case.pk, []), mending(case.candidate))
        case.leave = (bound or {}).get(case.pk) or LeaveForm(auto_id=f"id_{case.pk}_%s")
    return {
        "meeting": planned,
        "submission": whole_number(planned),
        "minutes": written(planned.organization, numbers.MINUTES, planned.minutes_number),
        "cases": cases,
        "today": today,
        "recorded": sum(case.event_id is not None for case in cases),
        "next": next_open(cases),
        "others": others,
        "unsent": unsent,
        "who": attendance.counts(planned),
        "agenda_form": AgendaForm(waiting=ours) if ours and not planned.submission_number else None,
        "held_back": len(ours) if planned.submission_number else 0,
        "forward": list(to_forward(planned, request.user)),
        "papers": papers.offered(planned, begun=planned.held_on <= today),
        "may_record": request.user.can(Permission.DECISION_RECORD, planned),
        "may_check": request.user.can(Permission.DOSSIER_CHECK, planned),
        "begun": planned.held_on <= today,
    }


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def meeting_change(request, pk):
    planned = _meeting(request, pk)
    initial = {"held_on": planned.held_on, "eligible": planned.eligible}

    def act(data):
        named = planned.attendance.exists() and data["held_on"] != planned.held_on
        actions.change_meeting(meeting=planned, by=request.user, **data)
        again = " Người dự họp đã ghi cho ngày cũ cần ghi lại; họ tên đã viết có sẵn để chọn." if named else ""
        messages.success(request, f"Đã đổi ngày họp, số ủy viên.{again}")
        return _url("meeting", planned)

    context = {"meeting": planned, "title": "Đổi ngày họp, số ủy viên", "submit": "Ghi thay đổi"}
    return answer(request, ChangeForm(request.POST or None, initial=initial), act, "desk/meeting_form.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def meeting_submission(request, pk):
    planned = _meeting(request, pk)
    initial = {"number": planned.submission_number, "submission_on": planned.submission_on or timezone.localdate()}

    def act(data):
        number, reason = data["number"], data.get("reason", "")
        actions.issue_submission(
            meeting=planned, by=request.user, number=number, on=data["submission_on"], reason=reason
        )
        said = "Đã ghi số, ngày tờ trình. Tờ trình và danh sách không còn chữ “Dự thảo”."
        messages.success(request, said if number else "Đã bỏ số tờ trình. Tờ trình và danh sách trở lại bản dự thảo.")
        return _url("meeting", planned)

    form = SubmissionForm(request.POST or None, initial=initial, given=planned.submission_number)
    symbol = presenter_of(planned).symbol
    form.fields["number"].help_text += f" {numbers.hint(planned, numbers.SUBMISSION, planned.held_on, symbol=symbol)}"
    context = {"meeting": planned, "title": "Ghi số, ngày tờ trình", "submit": "Ghi số tờ trình"}
    return answer(request, form, act, "desk/meeting_form.html", context)


@require_POST
@requires(Permission.MEETING_PREPARE)
def add_cases(request, pk):
    planned = _meeting(request, pk)
    offered = waiting(planned, request.user)[0]
    form = AgendaForm(request.POST, waiting=offered)

    def act(data):
        found = {each.key: each for each in offered}
        chosen = [found[key] for key in data["candidates"]]
        for each in chosen:
            actions.add_case(meeting=planned, candidate=each.candidate, by=request.user, transition=each.step.key)
        messages.success(request, f"Đã đưa {len(chosen)} người vào danh sách xét.")
        return _url("meeting", planned)

    context = _page(request, planned)
    return answer(request, form, act, "desk/meeting.html", {**context, "agenda_form": form})


@require_POST
@requires(Permission.MEETING_PREPARE)
def remove_case(request, pk):
    case = _case(request, pk)

    def act(data):
        actions.remove_case(case=case, by=request.user, reason=data["reason"])
        messages.success(request, f"Đã đưa {case.candidate} ra khỏi danh sách của phiên họp.")
        return _url("meeting", case.meeting)

    form = LeaveForm(request.POST, auto_id=f"id_{case.pk}_%s")
    return answer(request, form, act, "desk/meeting.html", _page(request, case.meeting, {case.pk: form}))


@require_http_methods(["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def meeting_attendance(request, pk):
    planned = _meeting(request, pk, Permission.DECISION_RECORD)
    number_hint = numbers.hint(planned, numbers.MINUTES, planned.held_on)
    initial = {name: getattr(planned, name) for name in KEPT_OF_ATTENDANCE}
    if planned.closed_at:
        form = MinutesNumberForm(request.POST or None, initial=initial)
        form.fields["minutes_number"].help_text = number_hint
        form.fields["minutes_number"].required = not planned.minutes_number  # else the answer is that all is done
    else:
        people = attendance.everyone(planned)
        initial["chair"] = initial["chair"] or next((p.name for p in people if not p.absence and p.post), "")
        form = AttendanceForm(
            request.POST or None, meeting=planned, people=people, number_hint=number_hint, initial=initial
        )

    def act(data):
        said = {"present": planned.present, **data} if planned.closed_at else form.record
        held = actions.record_attendance(meeting=planned, by=request.user, **said)
        what = "phiếu thu về" if planned.by_slips else "ủy viên có mặt"
        messages.success(request, f"Đã ghi {held.present}/{held.eligible} {what}.")
        return _url("meeting", planned)

    title = _attendance_title(planned)
    context = {"meeting": planned, "title": title, "submit": title}
    template = "desk/meeting_form.html" if planned.closed_at else "desk/meeting_attendance.html"
    return answer(request, form, act, template, context)


def _attendance_title(planned):
    if planned.closed_at:
        return "Ghi số biên bản"
    return "Ghi số phiếu thu về" if planned.by_slips else "Ghi ủy viên có mặt"


@require_http_methods(["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def meeting_result(request, pk):
    case = _case(request, pk, Permission.DECISION_RECORD)
    planned, candidate, step = case.meeting, case.candidate, TRANSITIONS[case.transition]
    form = ResultForm(
        request.POST or None,
        step=step,
        eligible=planned.eligible,
        by_slips=planned.by_slips,
        initial={"present": planned.present, "votes_other": 0},
    )
    number = numbers.hint(planned, numbers.kind_of(step), planned.held_on)
    form.fields["paper_number"].help_text += f" {number}"

    def act(data):
        event = actions.record_result(
            case=case,
            by=request.user,
            votes=form.votes,
            decided_on=data.get("decided_on"),
            paper=actions.Paper(data["paper_number"], data.get("paper_on")),
            reason=data["reason"],
            as_happened=data["as_happened"],
            number_again=data["number_again"],
        )
        messages.success(request, _said(candidate, event))
        further = next_open(agenda(planned, request.user), case)
        return reverse("desk:meeting_result", args=[further.pk]) if further else _url("meeting", planned)

    least, row = needed_votes(candidate, step, planned.eligible, planned.held_on)
    context = {
        "case": case,
        "meeting": planned,
        "candidate": candidate,
        "step": step,
        "least": least,
        "law": spelled(str(row.citation), row.confidence),
        "earlier": numbers.with_papers(candidate.votes.select_related("event", "organization").order_by("pk")),
        "own": step.four_eyes and entered_by_same_person(candidate, request.user),
        "deciding": step.ballot.body == DECIDING,
        "begun": planned.held_on <= timezone.localdate(),
        "done": case.event,
    }
    try:
        return answer(request, form, act, "desk/meeting_result.html", context)
    except NotAllowed:
        log_refusal(request.user, candidate, step.key)
        raise


def _said(candidate, event):
    vote = event.vote
    count = f"{vote.votes_for}/{vote.eligible} tán thành, cần ít nhất {vote.needed}"
    if vote.carried:
        return f"Đã ghi kết quả của {candidate}: {count}. Hồ sơ sang bước “{event.to_stage_label}”."
    return f"Đã ghi kết quả của {candidate}: không đủ số phiếu ({count}). Hồ sơ ở bước “{event.to_stage_label}”."


@require_http_methods(["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def meeting_close(request, pk):
    planned = _meeting(request, pk, Permission.DECISION_RECORD)

    def act(data):
        actions.close_meeting(meeting=planned, by=request.user)
        messages.success(request, "Phiên họp đã kết thúc. In biên bản để ký và lưu.")
        return _url("meeting", planned)

    context = {"meeting": planned, "left": [case for case in agenda(planned, request.user) if case.is_open]}
    return answer(request, Form(request.POST or None), act, "desk/meeting_close.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_CHECK)
def meeting_forward(request, pk):
    """One tờ trình sends several dossiers on: papers, not votes. All go or none."""
    planned = _meeting(request, pk)
    if not request.user.can(Permission.DOSSIER_CHECK, planned):
        raise PermissionDenied
    passed = list(to_forward(planned, request.user))
    form = ForwardTogetherForm(request.POST or None, passed=passed, initial={"on": timezone.localdate()})

    def act(data):
        chosen = [candidate for candidate in passed if str(candidate.pk) in data["candidates"]]
        for candidate in chosen:
            _forward(candidate, request.user, data)
        messages.success(request, f"Đã trình {len(chosen)} hồ sơ lên cấp có thẩm quyền.")
        return _url("meeting", planned)

    return answer(request, form, act, "desk/meeting_forward.html", {"meeting": planned, "passed": passed})


def _forward(candidate, by, data):
    paper = actions.Paper(data["paper_number"])
    try:
        actions.advance(candidate=candidate, transition="forward", by=by, on=data["on"], paper=paper)
    except Refused as refusal:
        raise Invalid({"candidates": f"{candidate}: {refusal}"}) from refusal


# Papers


@require_GET
@requires(Permission.MEETING_PREPARE)
def meeting_paper(request, pk, paper):
    planned, cases = _printable(request, pk, paper)
    _log(request, AccessRecord.Kind.DOSSIER_READ, cases)
    shown = rendering.as_fragment(papers.build(paper, planned, cases), linked=False)
    context = {"meeting": planned, "paper": paper, "title": papers.PAPERS[paper], "shown": shown}
    return render(request, "desk/meeting_paper.html", context)


@require_GET
@requires(Permission.MEETING_PREPARE)
def meeting_paper_pdf(request, pk, paper):
    planned, cases = _printable(request, pk, paper)
    content = papers.pdf(paper, planned, cases)
    _log(request, AccessRecord.Kind.DOSSIER_PRINTED, cases)
    return download(content, papers.filename(paper, planned))


def _printable(request, pk, paper):
    planned = _meeting(request, pk)
    cases = agenda(planned, request.user)
    if paper not in papers.PAPERS or (paper == papers.SLIP and not cases):
        raise Http404
    return planned, cases


def _log(request, kind, cases):
    """One row for each person whose dossier the paper tells of."""
    rows = [(case.candidate.organization, about_in_meeting(case.candidate)) for case in cases]
    purpose = AccessRecord.Purpose.MEETING
    record_each(kind, request.user, rows, address=client_address(request), purpose=purpose)


# What they share


def _meeting(request, pk, permission=Permission.MEETING_PREPARE):
    """The meeting that the user prepares; where they see it but lack `permission` there, 403."""
    seen = CommitteeMeeting.objects.within(request.user.scope(Permission.MEETING_PREPARE))
    planned = get_object_or_404(seen.select_related("organization__parent"), pk=pk)
    if not request.user.can(permission, planned):
        raise PermissionDenied
    return planned


def _case(request, pk, permission=Permission.MEETING_PREPARE):
    seen = CommitteeMeeting.objects.within(request.user.scope(Permission.MEETING_PREPARE))
    case = get_object_or_404(
        MeetingCase.objects.filter(
            meeting__in=seen, candidate__in=Candidate.objects.visible_to(request.user)
        ).select_related(
            "meeting__organization", "candidate__person", "candidate__organization", "event__recorded_by"
        ),
        pk=pk,
    )
    if not request.user.can(permission, case.meeting):
        raise PermissionDenied
    return case


def _url(name, planned):
    return reverse(f"desk:{name}", args=[planned.pk])
