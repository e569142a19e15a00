"""Acts beside the way: mentors, tasks, introductions, classes, the decision received, another cell."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from branches.permissions import Permission
from candidates import actions
from candidates.forms.transitions import (
    DayForm,
    EndMentorForm,
    IntroduceForm,
    MentorForm,
    MoveForm,
    NominateForm,
    TaskForm,
    TaskResultForm,
    TogetherForm,
)
from candidates.letters import letter_at
from candidates.models import TrainingClass
from candidates.overview import wrong
from candidates.overview.links import link
from candidates.views._case import act_page, acting_case, page_of, say
from partydev.decorators import requires
from partydev.submit import answer

FORM = ["GET", "HEAD", "POST"]
TEMPLATE = "candidates/act.html"


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def assign_mentor(request, pk):
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    initial = {"on": timezone.localdate()}
    form = MentorForm(request.POST or None, candidate=candidate, user=request.user, initial=initial)

    def act(data):
        del data["not_disciplined"]  # said by the cell, and nothing to keep
        actions.assign_mentor(candidate=candidate, by=request.user, **data)
        text = f"Đã phân công đồng chí {data['mentor']} giúp đỡ {candidate}. Nhận xét được ghi hằng tháng."
        say(request, text, form)
        # Back to the meeting that assigns, for who came from there.
        meeting = link("candidates:cell_meeting", cell=candidate.organization_id, month=request.GET.get("hop", ""))
        return meeting or page_of(candidate, "mentors")

    lead = (
        "Đảng viên chính thức của chi bộ, do chi bộ phân công bằng nghị quyết. Một người có nhiều nhất hai đảng viên "
        "giúp đỡ. Sau mỗi tên là số người đồng chí đó đang giúp đỡ."
    )
    page = act_page(candidate, "Phân công đảng viên giúp đỡ", "Ghi phân công", lead=lead, part="mentors")
    return answer(request, form, act, TEMPLATE, page)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def end_mentor(request, pk, assignment):
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    assignment = get_object_or_404(candidate.mentors.select_related("mentor__person"), pk=assignment)
    form = EndMentorForm(request.POST or None, initial={"on": timezone.localdate(), "because": "cell"})

    def act(data):
        because = data["because"] or "cell"
        actions.end_mentor(assignment=assignment, by=request.user, on=data["on"], because=because)
        then = "" if candidate.mentors.filter(ends_on=None).exists() else " Việc tiếp theo: phân công người khác."
        say(request, f"Đã ghi đồng chí {assignment.mentor} thôi được phân công giúp đỡ {candidate}.{then}", form)
        return page_of(candidate, "mentors")

    title = f"Thôi phân công đồng chí {assignment.mentor}"
    return answer(
        request, form, act, TEMPLATE, act_page(candidate, title, "Ghi thôi phân công giúp đỡ", part="mentors")
    )


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def task(request, pk):
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    form = TaskForm(request.POST or None, initial={"given_on": timezone.localdate()})

    def act(data):
        actions.give_task(candidate=candidate, by=request.user, **data)
        say(request, f"Đã giao nhiệm vụ cho {candidate}. Khi xong, ghi kết quả ở mục “Giúp đỡ, nhiệm vụ”.", form)
        return page_of(candidate, "mentors")

    page = act_page(candidate, "Giao nhiệm vụ thử thách", "Giao nhiệm vụ", part="mentors")
    return answer(request, form, act, TEMPLATE, page)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def task_result(request, pk, task):
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    task = get_object_or_404(candidate.tasks, pk=task)
    form = TaskResultForm(request.POST or None, initial={"done_on": timezone.localdate()})

    def act(data):
        actions.complete_task(task=task, by=request.user, **data)
        say(request, "Đã ghi kết quả nhiệm vụ.", form)
        return page_of(candidate, "mentors")

    page = act_page(candidate, "Ghi kết quả nhiệm vụ", "Ghi kết quả", lead=task.title, part="mentors")
    return answer(request, form, act, TEMPLATE, page)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def introduce(request, pk):
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    initial = {"introduced_on": timezone.localdate()}
    form = IntroduceForm(request.POST or None, candidate=candidate, user=request.user, initial=initial)

    def act(data):
        on = data.pop("introduced_on")
        introduction = actions.introduce(candidate=candidate, by=request.user, on=on, **data)
        say(request, f"Đã ghi {introduction} giới thiệu {candidate}.", form)
        return page_of(candidate, "introductions")

    lead = (
        "Cần hai đảng viên chính thức giới thiệu, hoặc một đảng viên chính thức cùng nghị quyết giới thiệu của "
        "Đoàn Thanh niên hoặc công đoàn cơ sở. Nơi không có đoàn thể thì hai đảng viên. Ghi lần lượt từng bên."
    )
    page = act_page(candidate, "Ghi người giới thiệu", "Ghi giới thiệu", lead=lead, part="introductions")
    return answer(request, form, act, TEMPLATE, page)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def introduction(request, pk, introduction):
    """Enter since when one member who introduces is together with the person."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    members = candidate.introductions.filter(member__isnull=False).select_related("member__person", "candidate")
    introduction = get_object_or_404(members, pk=introduction)
    form = TogetherForm(request.POST or None, initial={"since_together": introduction.since_together})

    def act(data):
        actions.correct_introduction(introduction=introduction, by=request.user, **data)
        say(request, f"Đã ghi ngày cùng công tác, cư trú của đồng chí {introduction}.", form)
        return page_of(candidate, "introductions")

    title = f"Đồng chí {introduction} cùng công tác, cư trú từ ngày nào"
    return answer(request, form, act, TEMPLATE, act_page(candidate, title, "Lưu ngày", part="introductions"))


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def nominate(request, pk, kind):
    if kind not in TrainingClass.Kind.values:
        raise Http404
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    label = TrainingClass.Kind(kind).label
    label = f"{label[0].lower()}{label[1:]}"
    form = NominateForm(request.POST or None, initial={"on": timezone.localdate()})

    def act(data):
        actions.nominate(candidate=candidate, kind=kind, by=request.user, **data)
        say(request, f"Đã cử {candidate} đi học {label}. Nơi mở lớp sẽ ghi kết quả và giấy chứng nhận.", form)
        return page_of(candidate, "classes")

    page = act_page(candidate, f"Cử đi học {label}", "Ghi cử đi học", part="classes")
    return answer(request, form, act, TEMPLATE, page)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def receive_decision(request, pk):
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    what = "công nhận chính thức" if candidate.stage == "recognized" else "kết nạp"
    label = f"Ngày chi bộ nhận quyết định {what}"
    form = DayForm(request.POST or None, label=label, initial={"on": timezone.localdate()})

    def act(data):
        actions.receive_decision(candidate=candidate, by=request.user, on=data["on"])
        say(request, f"Đã ghi ngày chi bộ nhận quyết định {what} {candidate}.", form)
        return page_of(candidate)

    page = act_page(candidate, f"Ghi ngày nhận quyết định {what}", "Ghi ngày nhận")
    return answer(request, form, act, TEMPLATE, page)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def move(request, pk):
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    today = timezone.localdate()
    form = MoveForm(request.POST or None, candidate=candidate, user=request.user, on=today, initial={"on": today})

    def act(data):
        actions.move_cell(candidate=candidate, by=request.user, **data)
        say(request, f"Đã chuyển {candidate} đến {data['to']}. {_after_move(candidate)}", form)
        return page_of(candidate)

    lead = (
        f"Chuyển trong phạm vi đơn vị bạn phụ trách; hiện ở {candidate.organization}. "
        "Chuyển đi nơi khác thì ghi “Chuyển đi nơi khác” ở mục “Việc khác” của hồ sơ."
    )
    page = act_page(candidate, "Chuyển sang chi bộ khác", "Ghi chuyển chi bộ", lead=lead)
    page |= {"letter": letter_at(candidate.stage).name, "offers": wrong.letter_papers(candidate)}
    # Who is in charge of one cell alone has no other to choose: the move is recorded above, or as a leaving.
    page["nowhere"] = not form.is_bound and not form.fields["to"].queryset.exists()
    return answer(request, form, act, "candidates/move.html", page)


def _after_move(candidate):
    """What the new cell has to do next."""
    kept = "Bước đang theo dõi và thời hạn giữ nguyên."
    if candidate.stage == "decided":
        return f"{kept} Chi bộ mới tổ chức lễ kết nạp."
    return f"{kept} Chi bộ mới phân công đảng viên giúp đỡ."
