"""How a person comes in: into the pool, taken over where they stand, or caught up with."""

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from branches import actions as branch_actions
from branches.permissions import Permission
from candidates import actions
from candidates.forms.cases import CatchUpForm, EnterForm, TakeOverForm, cells_for
from candidates.models import Candidate
from candidates.overview.progress import can_catch_up, what_next
from candidates.pipeline import STAGES
from candidates.views._case import NOT_HERE, act_page, acting_case, page_of, say
from partydev.decorators import requires
from partydev.refusals import NotAllowed
from partydev.submit import answer

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ENTER)
def enter(request):
    """Put someone new into the pool of a cell."""
    today = timezone.localdate()
    form = EnterForm(
        request.POST or None, user=request.user, cells=cells_for(request.user, today), initial={"on": today}
    )
    page = {
        "title": "Đưa người vào nguồn",
        "submit": "Đưa vào nguồn",
        "lead": "Chỉ cần họ tên, ngày sinh, giới tính và nguồn giới thiệu; phần còn lại bổ sung sau cũng được.",
        "back_url": reverse("candidates:list"),
        "other_url": reverse("candidates:take_over"),
    }
    return answer(request, form, lambda data: _enter(request, form, data), "candidates/enter.html", page)


def _enter(request, form, data):
    with transaction.atomic():
        person, again = _person(request, form)
        candidate = actions.enter_pool(
            by=request.user,
            organization=data["organization"],
            person=person,
            on=data["on"],
            source=data["source"],
            source_name=data["source_name"],
            evidence=data["evidence"],
            note=form.twin_note,
            said_by=data["said_by"],
            **again,
        )
    next_words = what_next(candidate, timezone.localdate())
    say(request, f"Đã đưa {person} vào nguồn, mã hồ sơ {candidate.code}. {next_words}", form)
    return page_of(candidate)


def _person(request, form):
    """The person of the form, registered or known already, and what a re-admission adds."""
    known, again = form.known, _again(form)
    if known is None:
        groups = form.cleaned_data["groups_of_person"]
        return branch_actions.register_person(by=request.user, groups=groups, **form.person_values), again
    if known.left_party_on:
        again |= {"is_readmission": True, "left_party_on": known.left_party_on}
    return known.person, again


def _again(form):
    """What the form says of an earlier membership, in this system or elsewhere."""
    return {name: form.cleaned_data[name] for name in form.AGAIN[1]}


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ENTER)
def take_over(request):
    """Begin a case for someone who is already on the way."""
    cells = cells_for(request.user, timezone.localdate())
    form = TakeOverForm(request.POST or None, user=request.user, cells=cells)
    page = {
        "title": "Tiếp nhận hiện trạng",
        "submit": "Tiếp nhận hồ sơ",
        "lead": "Dùng khi một người đã đi được một phần: chọn bước hiện nay và ghi những ngày đã biết.",
        "back_url": reverse("candidates:list"),
        "milestones_title": "Những mốc đã qua",
    }
    return answer(request, form, lambda data: _take_over(request, form, data), "candidates/enter.html", page)


def _take_over(request, form, data):
    milestones = form.milestones
    with transaction.atomic():
        member = data.get("member")
        person, again = (member.person, _again(form)) if member else _person(request, form)
        candidate = actions.take_over(
            by=request.user,
            organization=data["organization"],
            person=person,
            stage=data["stage"],
            entered_on=data["on"],
            milestones=_with_roster(milestones, member),
            source=data["source"],
            source_name=data["source_name"],
            note="\n".join(filter(None, [data["note"], "" if member else form.twin_note])),
            **again,
        )
    say(request, f"Đã tiếp nhận hồ sơ của {person}, mã {candidate.code}, ở bước “{candidate.stage_label}”.", form)
    return page_of(candidate)


def _with_roster(milestones, member):
    """The days of decision and ceremony need not be typed for someone whose membership has them."""
    if member is None:
        return milestones
    known = {milestone.transition for milestone in milestones}
    roster = (("decide", member.decided_on), ("admit", member.joined_on))
    extra = [actions.Milestone(key, on) for key, on in roster if on and key not in known]
    return [*milestones, *extra]


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def catch_up(request, pk):
    """Bring a case forward to where it has in truth arrived."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    if not can_catch_up(request.user, candidate):
        raise NotAllowed(NOT_HERE if candidate.is_open else "Hồ sơ đã kết thúc.")
    initial = {"version": candidate.version}
    form = CatchUpForm(request.POST or None, candidate=candidate, initial=initial)

    def act(data):
        actions.catch_up(
            by=request.user,
            candidate=candidate,
            stage=data["stage"],
            milestones=form.milestones,
            note=data["note"],
            version=data["version"],
        )
        fresh = get_object_or_404(Candidate, pk=candidate.pk)
        label = STAGES[data["stage"]].label
        say(request, f"Đã ghi hồ sơ ở bước “{label}”. {what_next(fresh, timezone.localdate())}", form)
        return page_of(candidate)

    lead = "Dùng khi việc đã làm xong ngoài thực tế mà chưa ghi từng bước. Các mốc ghi ở đây mang dấu nhập bù."
    page = act_page(candidate, "Nhập bù các bước đã làm", "Ghi nhập bù", lead=lead)
    return answer(request, form, act, "candidates/act.html", page | {"milestones_title": "Những mốc đã biết"})
