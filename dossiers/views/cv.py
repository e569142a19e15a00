"""The applicant's CV on the screen: what is there and what is open, one page a group of questions.

Rows of its lists have pages of their own in `cv_rows`. Whoever opens a page leaves a row in the log.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import AccessRecord
from branches.permissions import Permission
from candidates import opening
from candidates.views._case import acting_case, say
from dossiers.cv.pages import PAGES
from dossiers.cv.profile import CLOSED
from dossiers.cv.questions import QUESTIONS
from dossiers.cv.rows import GROUPS, KINDS
from dossiers.cv_actions import answer_cv
from dossiers.cv_checks import citizen_id_notes
from dossiers.cv_clash import Clash, page_words, typed_words
from dossiers.cv_forms import PageForm
from dossiers.cv_gather import cv_of, record_of
from partydev.decorators import requires
from partydev.htmx import is_partial
from partydev.refusals import Conflict
from partydev.submit import answer
from partydev.text import uncapitalized

FORM = ["GET", "HEAD", "POST"]
NUMBER = QUESTIONS["citizen_id"].label
# Who works with the paper itself sees the whole number, when they ask; everyone else its ends.
SHOWS_NUMBER = (Permission.CANDIDATE_ENTER, Permission.DOSSIER_CHECK)
SECONDS_SHOWN = 60
REVIEWING = "xem-lai"  # in the address: opened from the overview, and going back there


def log_opening(request, candidate):
    """Opening the CV leaves a row, as opening the case does."""
    if request.method != "POST":
        opening.log_opening(request, candidate)


def page_url(candidate, page=None):
    """The address of a page of the CV; without one, of its overview."""
    if page is None:
        return reverse("dossiers:cv", kwargs={"pk": candidate.pk})
    return reverse("dossiers:cv_section", kwargs={"pk": candidate.pk, "section": page.slug})


@require_GET
@requires(Permission.CANDIDATE_VIEW)
def overview(request, pk):
    """All parts with what was given, to be checked; what is open comes first."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_VIEW)
    log_opening(request, candidate)
    cv = record_of(candidate, timezone.localdate())
    can_enter = request.user.can(Permission.CANDIDATE_ENTER, candidate)
    can_show = any(request.user.can(each, candidate) for each in SHOWS_NUMBER)
    next_page = cv.open_page
    context = {
        "candidate": candidate,
        "cv": cv,
        "can_enter": can_enter,
        "next_page": next_page,
        "next_url": page_url(candidate, next_page) if next_page else "",
        "paper_url": reverse("dossiers:form", kwargs={"pk": pk, "form": "2-knd", "part": 0}),
        "sections": [
            {
                "title": section.title,
                "parts": [_part(cv, candidate, part, can_enter=can_enter, can_show=can_show) for part in parts],
            }
            for section, parts in cv.sections
        ],
    }
    return render(request, "dossiers/cv.html", context)


def _part(cv, candidate, part, *, can_enter, can_show):
    """A part of the paper as a row of the overview; a value that is called as its part goes without its label.

    Each line says whether it is the citizen number and may be shown whole.
    """
    page = cv.page_of(part)
    return {
        "number": cv.edition.number(part),
        "label": part.label,
        "done": cv.is_done(part),
        "lines": [
            ("" if part.label.startswith(label) else label, value, can_show and label == NUMBER)
            for label, value in cv.lines(part)
        ],
        "url": f"{page_url(candidate, page)}?{REVIEWING}" if can_enter and page else "",
        "notes": _notes(cv, candidate, part),
    }


@require_POST
@requires(*SHOWS_NUMBER)
def number(request, pk):
    """The whole citizen number, on a page of its own or as the fragment that hides itself; it leaves a row."""
    candidate = acting_case(request, pk, *SHOWS_NUMBER)
    cv = cv_of(candidate)
    shown = cv and cv.answers.get("citizen_id")
    if not shown:
        raise Http404
    candidate.opened_for = opening.purpose_of(request.user, candidate)
    if not candidate.opened_for:
        raise opening.PurposeUnknownError(candidate, page_url(candidate))
    opening.log_opening(request, candidate, AccessRecord.Kind.NUMBER_SHOWN)
    if is_partial(request):
        return HttpResponse(shown, content_type="text/plain; charset=utf-8")
    context = {"candidate": candidate, "number": shown, "seconds": SECONDS_SHOWN, "back_url": page_url(candidate)}
    response = render(request, "dossiers/cv_number.html", context)
    response["Refresh"] = f"{SECONDS_SHOWN}; url={page_url(candidate)}"
    return response


def _notes(cv, candidate, part):
    """What is to be looked at again in a part: months without work, a number that contradicts sex, year or place."""
    if part.rows == "jobs":
        return cv.gaps
    if part.rows == "family" and not cv.stores_relatives:
        return [CLOSED]
    return citizen_id_notes(candidate.person, cv.answers) if "citizen_id" in part.asks else []


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ENTER)
def section(request, pk, section):
    """One page of questions; lists show their rows. Whoever saves second sees both versions first."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ENTER)
    stored, today = cv_of(candidate), timezone.localdate()
    cv = record_of(candidate, today, stored)
    page = PAGES.get(section)
    if page not in cv.pages:
        raise Http404
    log_opening(request, candidate)
    version = stored.version if stored else 0
    form = PageForm(request.POST or None, record=cv, page=page, version=version)
    context = _page_context(candidate, cv, page, reviewing=REVIEWING in request.GET)

    def act(data):
        try:
            saved = answer_cv(candidate=candidate, by=request.user, version=data["version"], values=form.values)
        except Conflict:
            questions = form.questions
            clash = Clash(cv_of(candidate), data["version"], page_words(questions), typed_words(form, questions))
            context["clash"] = clash
            # Saving again lies on top of what the page now shows.
            form.data = form.data.copy()
            form.data["version"] = str(clash.version)
            raise Conflict(clash.words) from None
        return _after_saving(request, candidate, page, saved, form)

    return answer(request, form, act, "dossiers/cv_section.html", context)


def _page_context(candidate, cv, page, *, reviewing):
    part = cv.parts_of(page)[0]
    next_page = None if reviewing else cv.page_after(page)
    return {
        "candidate": candidate,
        "cv": cv,
        "page": page,
        "numbers": _numbers(cv, page),
        "overview_url": page_url(candidate),
        "next_page": next_page,
        "next_url": page_url(candidate, next_page),
        "submit": f"Lưu, sang “{next_page.title}”" if next_page else "Lưu, xem lại danh mục",
        "rows": _rows(candidate, cv, part) if part.rows else None,
        "kind": KINDS.get(part.rows),
        "adding": _adding(candidate, cv, page, part),
        "closed": CLOSED if part.rows == "family" and not cv.stores_relatives else "",
        "gaps": cv.gaps if part.rows == "jobs" else [],
    }


def _numbers(cv, page):
    """ "phần 5–9": which parts of the paper the page is about."""
    parts = [cv.edition.number(part) for part in cv.parts_of(page)]
    return f"phần {parts[0]}–{parts[-1]}" if len(parts) > 1 else f"phần {parts[0]}"


def _rows(candidate, cv, part):
    name = "dossiers:cv_relative" if part.rows == "family" else "dossiers:cv_row"
    return [
        {"row": row, "url": reverse(name, kwargs={"pk": candidate.pk, "row": row.pk})} for row in cv.rows(part.rows)
    ]


def _adding(candidate, cv, page, part):
    """(words, address) of what can be added to a list."""
    if part.rows == "family" and cv.stores_relatives:
        name = "dossiers:cv_add_relative"
        return [
            (f"Thêm {uncapitalized(title)}", reverse(name, kwargs={"pk": candidate.pk, "group": key}))
            for key, title in GROUPS
        ]
    if part.rows in KINDS:
        url = reverse("dossiers:cv_add", kwargs={"pk": candidate.pk, "section": page.slug})
        return [(KINDS[part.rows].add, url)]
    return []


def _after_saving(request, candidate, page, stored, form):
    """Say what was saved and how far the CV is; the address of the next page, or of the overview it came from."""
    cv = record_of(candidate, timezone.localdate(), stored)
    say(request, f"Đã lưu “{page.title}”. Lý lịch: {cv.done}/{cv.total} phần đã xong.", form)
    wants_overview = "overview" in request.POST or REVIEWING in request.GET
    return page_url(candidate, None if wants_overview else cv.page_after(page))
