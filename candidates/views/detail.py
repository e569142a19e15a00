"""One person's page. A mentor, who sees the person only by assignment, gets a smaller one."""

from django.db.models import Prefetch
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from branches.permissions import Permission
from candidates.actions.correct import hindrance, last_step, step_of
from candidates.comments import counts_of, words_of
from candidates.forms.people import AnswerForm
from candidates.gather import Units, load
from candidates.going import present_papers
from candidates.judging import asked_ballot
from candidates.models import CompletionPoint
from candidates.opening import ask_first, log_opening
from candidates.overview import ahead, facts, introducing, progress, story, wrong
from candidates.overview.due import extend_url, milestone_rows
from candidates.overview.links import explain_url, link
from candidates.overview.rules_applied import rules_applied
from candidates.overview.verification import summary
from candidates.overview.work import cited, grouped, told
from candidates.rules.verification import ABROAD
from candidates.scans.profile import stores_scans
from candidates.scans.reading import present_scans
from candidates.sent import last_change
from candidates.views._case import visible_case
from partydev.decorators import requires
from partydev.once import new_token

# What the page shows beyond what the rules read of a case.
SHOWN = (
    "remarks",
    "mentors__mentor__person",
    "mentors__mentor__organization",
    "nominations__training_class",
    "introductions__member__organization",
)
# Obligations that the card of the next step tells of.
ANSWERED = "points_are_answered"
STEP_DUTIES = ("next_step", "verification_reply", "decide", "ceremony", "prepare_recognition", "recognition")


@require_GET
@requires(Permission.CANDIDATE_VIEW, Permission.REMARK_WRITE)
def detail(request, pk):
    """Opening a dossier leaves a row in the log; a mentor's small page, which holds no dossier, does not."""
    candidate, today = visible_case(request, pk), timezone.localdate()
    if not request.user.can(Permission.CANDIDATE_VIEW, candidate):
        return render(request, "candidates/detail_mentor.html", _mentor_page(candidate, today))
    ask_first(request, candidate)
    log_opening(request, candidate)
    return render(request, "candidates/detail.html", _full_page(request.user, candidate, today))


def _remark_duties(candidate):
    return list(candidate.obligations.open().filter(kind="remark"))


def _mentor_page(candidate, today):
    """Name, unit, stage, tasks and whether there are remarks: nothing of the dossier."""
    months = story.remark_months(
        candidate, list(candidate.remarks.all()), _remark_duties(candidate), today, conclusions=False
    )
    return {
        "candidate": candidate,
        "today": today,
        "months": months,
        "tasks": list(candidate.tasks.all()),
        "remark_url": link("candidates:remark", pk=candidate.pk, month=f"{today:%Y-%m}"),
    }


def _full_page(user, candidate, today):
    load([candidate], *SHOWN)
    events = story.events_of(candidate)
    standing = story.standing(events)
    duties = list(
        candidate.obligations.open()
        .filter(opens_on__lte=today)
        .select_related("candidate__person", "candidate__organization", "organization", "acts_at", "explanation")
        .due_first()
    )
    acts = progress.acts_of(user, candidate, today)
    units = Units([candidate.organization], today)
    missing = progress.missing(candidate, acts.step, today, units=units) if acts.step else []
    early = ahead.early_words(candidate, acts.step, today, units=units)
    at_desk = acts.step is not None and acts.step.permission == Permission.DOSSIER_CHECK
    can_enter = candidate.is_open and user.can(Permission.CANDIDATE_ADVANCE, candidate)
    steps, at = progress.steps_of(candidate, standing, today)
    months = story.remark_months(candidate, list(candidate.remarks.all()), duties, today)
    sent, differences = last_change(candidate)
    scans = present_scans(candidate) if stores_scans() else None
    papers, have, needed = story.register(candidate, present_papers(candidate), can_enter=can_enter, scans=scans)
    requests = _requests(candidate, user, can_enter, papers)
    to_answer = story.open_points(candidate, requests) if candidate.stage == "returned" else []
    if to_answer:  # told by the button that leads to the first of them
        missing = [line for line in missing if line.rule != ANSWERED]
    blocking = progress.blocking(missing)
    return {
        "candidate": candidate,
        "comments_words": words_of(counts_of(candidate, user)),
        "today": today,
        "acts": acts,
        "missing": missing,
        "early": early,
        "blocking": len(blocking),
        # A step that only proposes waits until nothing blocks it: then the faults come first, not the button.
        "main_tone": "plain" if blocking and not acts.step.records and not at_desk else "main",
        "needed_votes": acts.step and asked_ballot(acts.step) and progress.vote_needed(candidate, acts.step, today),
        "steps": steps,
        "at": at,
        "total": len(steps),
        "groups": grouped([duty for duty in duties if duty.kind != "remark" and not _of_the_step(duty)], user, today),
        "clock": _clock(user, duties, today),
        "extend_url": extend_url(user, candidate, duties),
        "milestones": milestone_rows(candidate, today),
        "rules": rules_applied(candidate, today),
        "months": months,
        "papers": papers,
        "have": have,
        "needed": needed,
        "next_paper": story.next_paper(papers),
        "verification": summary(candidate, today),
        "sent": sent,
        "differences": differences,
        "can_enter": can_enter,
        "requests": requests,
        "to_answer": to_answer,
        "mentors": list(candidate.mentors.all()),
        "tasks": list(candidate.tasks.all()),
        "evidence": list(candidate.evidences.all()),
        "marks": list(
            candidate.source_marks.select_related("review__source_list__organization").order_by(
                "-review__minutes_on", "-pk"
            )
        ),
        "nominations": list(candidate.nominations.all()),
        "introductions": introducing.rows_of(candidate, today, can_enter),
        **introducing.grounds_of(user, candidate, [*missing, *early]),
        "votes": story.votes_of(candidate, with_minutes=user.can(Permission.MEMBER_VIEW, candidate)),
        "timeline": story.timeline(
            events, _to_take_back(user, candidate, standing), answers=_answers(user, candidate)
        ),
        "person_rows": facts.person_rows(candidate, today),
        "sees_readers": user.can(Permission.READERS_VIEW, candidate),
        "can_edit_person": user.can(Permission.CANDIDATE_ENTER, candidate),
        "changes": facts.changes(candidate),
    }


def _answers(user, candidate):
    """Whether `user` may say what becomes of what was recorded against the rules."""
    return wrong.may_answer(user, candidate)


def _to_take_back(user, candidate, events):
    """The last step, if `user` may take it back here; else None."""
    last = last_step(events)
    if last is None or hindrance(candidate, last, last) or not user.can(step_of(last).permission, candidate):
        return None
    return last


def _of_the_step(duty):
    """Whether the next step's card tells of the duty; answers from abroad stand beside it."""
    return duty.kind in STEP_DUTIES and duty.key != ABROAD


def _clock(user, duties, today):
    """The obligation whose day binds the next step, and its clause in words; None without one."""
    duty = next((duty for duty in duties if _of_the_step(duty) and duty.due_on), None)
    return duty and {
        "on": duty.due_on,
        "cited": cited(duty),
        "explained": told(duty, today),
        "explain_url": explain_url(duty, user, today, again=True),
        "explain_label": "Bổ sung giải trình" if duty.explanation_id else "Giải trình",
    }


def _requests(candidate, user, can_enter, papers):
    """Requests for completion; an unanswered point carries its own small form, and where to send its new scan."""
    scan_urls = {paper["place"]: paper.get("scan_url") for paper in papers}
    points = CompletionPoint.objects.select_related("answered_by")
    rows = candidate.requests.select_related("requested_by", "issuer").prefetch_related(
        Prefetch("points", queryset=points)
    )
    found = story.requests(candidate, rows)
    for point in (point for row in found for point in row["points"]):
        if can_enter and not point["answered_at"]:
            point["form"] = AnswerForm(auto_id=f"id_point{point['pk']}_%s")
            point["form_token"] = new_token(user)
            point["scan_url"] = scan_urls.get(point["place"])
    return found
