"""One form for every step along the way. What a step demands stands in the pipeline and its rules."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from branches.permissions import Permission
from candidates import actions
from candidates.actions.advance import log_refusal, taken_back_vote
from candidates.actions.effects import recognized_from
from candidates.attempts import attempt
from candidates.forms.transitions import StepForm
from candidates.forms.votes import CellVoteForm, asked_day
from candidates.gather import organization_in_turn, voting_organization
from candidates.going import present_papers
from candidates.handover import HANDOVERS
from candidates.judging import asked_ballot, entered_by_same_person
from candidates.models import Candidate
from candidates.overview import progress, story, wrong
from candidates.overview.links import link, mending, step_act
from candidates.overview.preflight import preflight
from candidates.pipeline import CELL, FAILED_SUFFIX, STAGES, TRANSITIONS
from candidates.views._case import act_page, acting_case, page_of, say
from partydev.decorators import requires
from partydev.refusals import NotAllowed
from partydev.submit import answer

FOUR_EYES = "Người đã nhập hồ sơ không được là người kiểm tra hoặc ghi quyết định cho hồ sơ đó."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CANDIDATE_ADVANCE, Permission.DOSSIER_CHECK, Permission.DECISION_RECORD)
def step(request, pk, transition):
    """Show what the step asks and what is missing; on POST record it."""
    step = TRANSITIONS.get(transition)
    if step is None or step.key in progress.DESK_STEPS:
        raise Http404
    candidate = acting_case(request, pk, step.permission)
    if request.method != "POST" and candidate.stage not in step.sources:
        return _not_now(request, candidate, step)
    if request.method != "POST" and step.four_eyes and entered_by_same_person(candidate, request.user):
        raise NotAllowed(FOUR_EYES)
    today = timezone.localdate()
    day = asked_day(request.GET.get("ngay")) if asked_ballot(step) else today
    needed = progress.vote_needed(candidate, step, day) if asked_ballot(step) else None
    by_list = {"on": day} if asked_ballot(step) and step.ballot.body == CELL else {}
    form = (CellVoteForm if by_list else StepForm)(
        request.POST or None,
        candidate=candidate,
        step=step,
        initial=_initial(candidate, day, needed),
        base_help=_base_words(candidate, step, needed),
        **by_list,
    )
    if by_list:
        needed = form.needed() or needed
    try:
        return answer(
            request,
            form,
            lambda data: _record(request, candidate, step, form, data),
            "candidates/step.html",
            _page(candidate, step, needed, today),
            url_for=mending(candidate),
        )
    except NotAllowed:
        if step.four_eyes:
            log_refusal(request.user, candidate, step.key)
        raise


def _initial(candidate, today, needed):
    return {"on": today, "version": candidate.version, "eligible": needed[0] if needed else None}


def _base_words(candidate, step, needed):
    if asked_ballot(step) is None:
        return ""
    who = voting_organization(candidate, step.ballot.body, timezone.localdate())
    if needed is None:
        return f"Chưa ghi số ủy viên của {who}; nhập tổng số người có quyền biểu quyết."
    kind = "đảng viên chính thức được tính" if step.ballot.body == CELL else "ủy viên"
    return f"{who} có {needed[0]} {kind}. Tỷ lệ tính trên tổng số này, kể cả người vắng mặt."


def _page(candidate, step, needed, today):
    page = act_page(
        candidate,
        step.act,
        step.act,
        step=step,
        needed=needed,
        beforehand=progress.compared(candidate, step, today),
    )
    if asked_ballot(step):
        page["attempt"] = attempt(candidate, step.ballot.purpose, step.ballot.body)
        page["in_place_of"] = taken_back_vote(candidate, step)
    if step.key == "recognize":
        page["recognized_from"] = recognized_from(candidate)
    page |= {"offers": wrong.step_papers(candidate, step), "effect": wrong.EFFECTS.get(step.key)}
    if step.key in ("submit", "resubmit"):
        papers, have, total = story.register(candidate, present_papers(candidate), can_enter=True)
        receiver = organization_in_turn(candidate.organization, STAGES[step.target].turn, today)
        page |= {"papers": papers, "have": have, "total": total, "submit": f"Gửi hồ sơ của {candidate.person}"}
        page["receiver"] = receiver.committee_name
        page["to_look_at"], _ = preflight(candidate, today)
        page["compare_url"] = link("candidates:compare", pk=candidate.pk)
    return page


def _record(request, candidate, step, form, data):
    event = actions.advance(
        candidate=candidate,
        transition=step.key,
        by=request.user,
        on=data["on"],
        paper=actions.Paper(data["paper_number"], data.get("paper_on"), data.get("paper_issuer", "")),
        note=data["note"],
        said_by=data["said_by"],
        ballot=form.ballot,
        reason=data["reason"],
        as_happened=data["as_happened"],
        card_number=data.get("card_number", ""),
        version=data["version"],
        number_again=data["number_again"],
    )
    handed = event.kind in HANDOVERS
    _tell(request, event, form, brief=handed)
    if handed:
        return reverse("candidates:receipt", kwargs={"pk": candidate.pk, "event": event.pk})
    return _meeting_url(request, candidate, step, event) or page_of(candidate)


def _meeting_url(request, candidate, step, event):
    """The page of the cell's meeting in which the vote was recorded; "" for who did not come from there."""
    if "hop" not in request.GET or step.ballot is None or step.ballot.body != CELL:
        return ""
    return link("candidates:cell_meeting", cell=candidate.organization_id, month=f"{event.on:%Y-%m}")


def _tell(request, event, form, *, brief):
    """What was recorded, and what comes next, by whom and by when; `brief`: the page that follows says that."""
    candidate = Candidate.objects.select_related("waits_at").get(pk=event.candidate_id)
    words = f"Đã ghi: {event.label[0].lower()}{event.label[1:]}, ngày {event.on:%d/%m/%Y}."
    if event.irregular:
        words += " Việc này được đánh dấu chưa đúng quy định."
    if not brief:
        words = f"{words} {progress.what_next(candidate, timezone.localdate())}"
    failed = event.kind.endswith(FAILED_SUFFIX)
    say(request, words, form, tone=messages.WARNING if failed or event.irregular else messages.SUCCESS)


def _not_now(request, candidate, step):
    """The page was opened for a step that the case is not at: what comes before it, or that it is past."""
    today = timezone.localdate()
    before = progress.steps_before(candidate, step, today)
    text = f"Hồ sơ đang ở bước “{candidate.stage_label}” nên chưa ghi được việc này ở đây."
    first = before[0] if before and request.user.can(before[0].permission, candidate) else None
    page = act_page(
        candidate,
        step.act,
        "",
        conflict=text,
        step=step,
        before=before,
        first_act=step_act(candidate, first) if first else None,
        missing=progress.missing(candidate, before[0], today) if before else [],
    )
    return render(request, "candidates/step.html", page, status=409)
