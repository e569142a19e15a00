"""The committee's desk: the queue, checking a dossier, asking for completion, sending it on."""

from contextlib import contextmanager

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from branches.permissions import Permission
from candidates import actions
from candidates.actions.advance import log_refusal
from candidates.comments import counts_of, words_of
from candidates.desk import review as reading
from candidates.desk.queue import (
    TABS,
    WITHOUT_DAY,
    Queue,
    cells_of,
    following,
    narrowed,
    with_what_a_row_shows,
    working_days_waiting,
)
from candidates.forms.desk import (
    AppraiseForm,
    CompletionForm,
    ForwardForm,
    QueueFilter,
    SeenForm,
    TogetherForm,
    VerdictForm,
)
from candidates.looks import look
from candidates.opening import log_opening
from candidates.overview.preflight import told_at_the_desk
from candidates.preflight import numbers_to_look_at
from candidates.reasons import reasons_for
from candidates.scans.reading import present_scans
from candidates.sent import last_change
from candidates.views import _undo
from candidates.views._case import acting_case
from candidates.views._together import keep_result, result_of
from partydev.asking import asked
from partydev.decorators import requires
from partydev.once import new_token
from partydev.refusals import NotAllowed
from partydev.saved import OPENED, Shelf
from partydev.submit import answer, lines

PAGE = 50
FORWARD_FROM = ("appraised", "committee_resolved")
NOT_SENT = "cần bổ sung, chưa gửi chi bộ. Xem hết giấy tờ thì bấm “Đề nghị bổ sung” để gửi một lần"
# What the session keeps of the news on the review page, and whether the page comes back after an act on it.
NEWS, COMES_BACK = "desk news", "desk comes back"


# The queue


@require_GET
@requires(Permission.DOSSIER_CHECK)
def queue(request):
    shelf = Shelf(request, "queue")
    if shelf.default_address:
        return redirect(shelf.default_address)
    today = timezone.localdate()
    desk = Queue(request.user, today)
    cases, tab, form = chosen_cases(request, desk)
    page = Paginator(with_what_a_row_shows(cases), PAGE).get_page(request.GET.get("page"))
    to_look_at = numbers_to_look_at([each for each in page if each.stage == "submitted"], today)
    for candidate in page:
        candidate.waited = working_days_waiting(candidate, today)
        candidate.to_look_at = to_look_at.get(candidate.pk, 0)
    counts = desk.counts()
    tabs = [
        {"label": each.label, "url": f"?tab={key}", "current": key == tab.key, "count": counts[key]}
        for key, each in TABS.items()
    ]
    context = {"page": page, "tab": tab, "tabs": tabs, "form": form, "today": today, "kept": _kept(request)}
    context |= {"shelf": shelf, "query": shelf.query}
    return render(
        request,
        "desk/queue.html",
        context | {"narrowed": form.is_narrowed, "mine": desk.mine, "without_day": WITHOUT_DAY},
    )


def chosen_cases(request, desk):
    """The cases that the address asks for, with their tab and the filter's form; unknown words are left out."""
    tab = TABS.get(request.GET.get("tab"), TABS["mine"])
    cases = desk.cases(tab.key)
    form = QueueFilter({**request.GET.dict(), "tab": tab.key}, cells=cells_of(cases))
    form.is_valid()
    cell, words = form.cleaned_data.get("cell"), form.cleaned_data.get("q", "")
    form.is_narrowed = bool(cell or words)
    return narrowed(cases, cell, words), tab, form


def _kept(request):
    """The queue's filter, its page and the saved view that is open, carried along from page to page."""
    kept = asked(request, " ".join((*QueueFilter.base_fields, "page", OPENED)))
    return f"?{kept}" if kept else ""


# One dossier


@require_GET
@requires(Permission.DOSSIER_CHECK)
def review(request, pk):
    candidate = _checkable(request, pk)
    log_opening(request, candidate)
    told = {"news": _news(request, candidate), "together": result_of(request, candidate)}
    return render(
        request, "desk/review.html", {"form_token": new_token(request.user), **_page(request, candidate), **told}
    )


def _news(request, candidate):
    """What is new since the reader last opened the dossier; it stays on the page while they act on its papers."""
    before, comes_back = request.session.get(NEWS), request.session.pop(COMES_BACK, None)
    since = before[1] if before and before[0] == comes_back == candidate.pk else ""
    news = look(request.user, candidate, parse_datetime(since))
    request.session[NEWS] = [candidate.pk, news.since.isoformat() if news else ""]
    return news


@require_POST
@requires(Permission.DOSSIER_CHECK)
def check_paper(request, pk, paper):
    candidate = _checkable(request, pk)
    paper = get_object_or_404(candidate.papers, pk=paper)
    form = VerdictForm(request.POST, prefix=f"paper{paper.pk}")

    def act(data):
        accepted = data["verdict"] == VerdictForm.ACCEPT
        actions.check_paper(paper=paper, by=request.user, accepted=accepted, note=data["note"], shown=data["shown"])
        messages.success(request, f"Đã ghi: {paper} – {'đạt yêu cầu' if accepted else NOT_SENT}.")
        back = _back(request, pk) + f"#giay-{paper.pk}"
        _undo.offer(request, _undo.CHECKED, candidate, [paper], back)
        return back

    with _refusals_logged(request, candidate, "check_paper"):
        return answer(request, form, act, "desk/review.html", _page(request, candidate, {paper.pk: form}))


@require_POST
@requires(Permission.DOSSIER_CHECK)
def tick_seen(request, pk, paper):
    """The reader's own tick that they have looked at a paper, set or taken back."""
    candidate = _checkable(request, pk)
    paper = get_object_or_404(candidate.papers, pk=paper)

    def act(data):
        if data["tick"] == SeenForm.SEEN:
            actions.tick_seen(paper=paper, by=request.user, content=data["content"])
        else:
            actions.untick_seen(paper=paper, by=request.user)
        return _back(request, pk) + f"#giay-{paper.pk}"

    return answer(request, SeenForm(request.POST), act, "desk/review.html", _page(request, candidate))


@require_POST
@requires(Permission.DOSSIER_CHECK)
def accept_all(request, pk):
    """Several papers in one act: those ticked, or all that stood on the page without a note."""
    candidate = _checkable(request, pk)

    def act(data):
        found = actions.accept_papers(candidate=candidate, by=request.user, papers=data["chosen"], shown=data["shown"])
        messages.success(request, f"Đã ghi {len(found.done)} giấy tờ đạt yêu cầu.")
        keep_result(request, candidate, found)
        back = _back(request, pk)
        _undo.offer(request, _undo.CHECKED, candidate, found.done, f"{back}#giay-to")
        return back + ("#ket-qua-chung" if found.left else "#giay-to")

    with _refusals_logged(request, candidate, "accept_papers"):
        return answer(request, TogetherForm(request.POST), act, "desk/review.html", _page(request, candidate))


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_CHECK)
def request_completion(request, pk):
    candidate = _checkable(request, pk)
    papers = reading.to_point_at(reading.register(candidate))
    form = CompletionForm(
        request.POST or None,
        papers=papers,
        reasons=reasons_for(candidate.organization),
        initial={"on": timezone.localdate()},
    )

    def act(data):
        after, ended = _after(request, pk), _ended(request, pk)
        asked = actions.request_completion(
            candidate=candidate, by=request.user, on=data["on"], points=form.points(), number=data["number"]
        )
        words = f"Đã đề nghị {candidate.organization} bổ sung hồ sơ của {candidate}. Chi bộ thấy từng nội dung ngay."
        words += ended
        letter = reverse("desk:completion_letter", args=[pk, asked.pk])
        messages.success(request, format_html('{} <a href="{}">Tải công văn (PDF)</a>', words, letter))
        return after

    context = {"candidate": candidate, "kept": _kept(request), "own": reading.is_own(candidate, request.user)}
    context["next"] = _following(request, pk)
    with _refusals_logged(request, candidate, "request_completion"):
        return answer(request, form, act, "desk/completion.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_CHECK)
def appraise(request, pk):
    text = "Đã ghi hồ sơ của {} đã được thẩm định, đủ điều kiện trình."
    return _step(request, pk, "appraise", AppraiseForm, "desk/appraise.html", text)


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_CHECK)
def forward(request, pk):
    text = "Đã trình cấp có thẩm quyền xét, quyết định kết nạp {}."
    return _step(request, pk, "forward", ForwardForm, "desk/forward.html", text)


def _step(request, pk, key, form_class, template, text):
    """The page of a transition that the desk itself records: shown alone, or sent from the review page."""
    candidate = _checkable(request, pk)
    today = timezone.localdate()
    form = form_class(request.POST or None, initial={"on": today})

    def act(data):
        after, ended = _after(request, pk), _ended(request, pk)
        actions.advance(
            candidate=candidate,
            transition=key,
            by=request.user,
            on=data["on"],
            paper=actions.Paper(data["paper_number"]),
            reason=data["reason"],
        )
        messages.success(request, text.format(candidate) + ended)
        return after

    context = {"candidate": candidate, "kept": _kept(request), "own": reading.is_own(candidate, request.user)}
    context["next"] = _following(request, pk)
    with _refusals_logged(request, candidate, key):
        return answer(request, form, act, template, context)


# What they share


def _checkable(request, pk):
    """The candidate that the user sees and may check; 404 or 403 else."""
    return acting_case(request, pk, Permission.DOSSIER_CHECK)


def _page(request, candidate, bound=None):
    """What the review page shows. `bound`: the form that was sent for a paper, by the paper's id."""
    today = timezone.localdate()
    register, scans, said = reading.register(candidate), present_scans(candidate), counts_of(candidate, request.user)
    reading.mark_seen(candidate, register, request.user)
    for line in register:
        line.said = said.get((line.code, line.ordinal), 0)
        if line.paper:
            line.scan = scans.get((line.paper.code, line.paper.ordinal))
            line.verdict = (bound or {}).get(line.paper.pk) or VerdictForm(prefix=f"paper{line.paper.pk}")
    whole = sum(line.is_whole for line in register)
    found = reading.findings(candidate, today)
    checking = candidate.stage == "submitted"
    to_look_at = told_at_the_desk(candidate, today) if checking else []
    cases, tab, _ = chosen_cases(request, Queue(request.user, today))
    sent, differences = last_change(candidate)
    return {
        "candidate": candidate,
        "today": today,
        "comments_words": words_of(said),
        "register": register,
        "whole": whole,
        "whole_words": f"Ghi cả {whole} giấy tờ đang thấy đạt yêu cầu",
        "accepted": sum(line.tone == "good" for line in register),
        "held": sum(bool(line.paper) for line in register),
        "seen": sum(line.seen for line in register),
        "checking": checking,
        "to_look_at": to_look_at,
        "may_forward": candidate.stage in FORWARD_FROM and not any(finding.blocks for finding in found),
        "own": reading.is_own(candidate, request.user),
        "rules": lines(found),
        "sent": sent,
        "differences": differences,
        "unchecked": sum(line.waits for line in register),
        "lacks": any(line.lacks for line in register) or any(finding.blocks for finding in found),
        "facts": reading.key_facts(candidate, today),
        "requests": reading.requests(candidate),
        "due": candidate.obligations.open().filter(kind="decide").first(),
        "waited": working_days_waiting(candidate, today),
        "tab": tab,
        "kept": _kept(request),
        "open_comments": sum(said.values()),
        "next": following(cases, candidate.pk),
        "step_form": AppraiseForm(initial={"on": today}, auto_id="id_step_%s"),
    }


def _back(request, pk):
    """The review page again, after an act on it."""
    request.session[COMES_BACK] = pk
    return reverse("desk:review", args=[pk]) + _kept(request)


def _after(request, pk):
    """Where to go once this dossier is done: the next of the queue as it is filtered, or its place in the queue.

    Asked before the act, which takes the dossier out of its tab.
    """
    further = _following(request, pk)
    if further and "and_next" in request.POST:
        return reverse("desk:review", args=[further]) + _kept(request)
    return reverse("desk:queue") + _kept(request) + (f"#ho-so-{further}" if further else "")


def _ended(request, pk):
    """What is said after the last dossier of the queue as it is filtered; asked before the act, as `_after`."""
    return "" if _following(request, pk) else " Đây là hồ sơ cuối của danh sách: đã hết lượt."


def _following(request, pk):
    cases, _, _ = chosen_cases(request, Queue(request.user, timezone.localdate()))
    return following(cases, pk)


@contextmanager
def _refusals_logged(request, candidate, step):
    """Leaves a row in the log when somebody may not do this, after the act was undone."""
    try:
        yield
    except NotAllowed:
        log_refusal(request.user, candidate, step)
        raise
