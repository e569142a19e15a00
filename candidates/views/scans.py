"""Scans beside the papers: the page of one paper's scan, sending it in parts, setting it aside, the file itself.

Every address exists only where the installation keeps scans (`candidates.scans.profile.WhereOpen`).
"""

import logging

from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import AccessRecord
from branches.permissions import Permission
from candidates import actions
from candidates.actions.scans import hindrance
from candidates.forms.scans import PartForm, ScanForm, SetAsideForm, sending_of, ticket
from candidates.models import Scan
from candidates.opening import ask_first, log_opening
from candidates.rules.papers import MOST_OF_A_KIND, paper_names
from candidates.scans import limits, reasons, store
from candidates.scans.profile import basis
from candidates.scans.reading import present_scans, versions
from candidates.scans.showing import picture_of
from candidates.scans.taking import Taken, take
from candidates.views._case import NOT_HERE, act_page, acting_case, page_of, say
from partydev.decorators import requires
from partydev.downloads import gives_file
from partydev.once import first_answer, sent_otherwise
from partydev.refusals import Conflict, NotAllowed
from partydev.submit import answer
from partydev.uploads import was_too_heavy

logger = logging.getLogger(__name__)
TEMPLATE = "candidates/scans/page.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CANDIDATE_VIEW)
def scans(request, pk, code, ordinal):
    """What is kept of one paper; whoever may change the paper sends a further version here."""
    candidate = _case_of(request, pk, code, ordinal, Permission.CANDIDATE_VIEW)
    may_send = request.user.can(Permission.CANDIDATE_ADVANCE, candidate)
    if request.method == "POST" and not may_send:
        raise NotAllowed(NOT_HERE)
    why_not = hindrance(candidate, request.user, code, ordinal) if may_send else ""
    sending = sending_of(request.POST.get("received", ""), request.user, candidate, code, ordinal)
    form = _form(request, candidate, code, ordinal, sending)
    taken = _taken(request, form, sending, why_not)

    def act(data):
        if why_not:
            raise Conflict(why_not)
        finished = taken.finished
        kept = actions.keep_scan(candidate=candidate, by=request.user, code=code, ordinal=ordinal, finished=finished)
        say(request, _received(kept, finished))
        return page_of(candidate, "papers")

    try:
        page = _page(candidate, code, ordinal, may_send, why_not)
        response = answer(request, form, act, TEMPLATE, page)
    finally:
        taken.discard()
    if taken.refusal and response.status_code == 422:
        response.status_code = taken.status
        if taken.status != 422:
            response["Retry-After"] = "5"
    return response


def _taken(request, form, sending, why_not):
    """What was sent, judged and made into one file; what is not taken is said at the form.

    Nothing is opened where the scan may not be changed, or where this very form was answered before.
    """
    if request.method != "POST" or why_not or sent_otherwise(request) or first_answer(request):
        return Taken(sending)
    if not form.is_valid():
        return Taken(sending)
    data = form.cleaned_data
    taken = take(sending, data["files"], data["order"], too_heavy=was_too_heavy(request))
    if taken.refusal:
        form.add_error("files", taken.refusal)
    return taken


def _form(request, candidate, code, ordinal, sending):
    if request.method != "POST":
        return ScanForm(initial={"received": ticket(request.user, candidate, code, ordinal)})
    form = ScanForm(request.POST, request.FILES)
    if sending is None:
        # The page that comes back can be sent again.
        form.data = form.data.copy()
        form.data["received"] = ticket(request.user, candidate, code, ordinal)
    return form


def _page(candidate, code, ordinal, may_send, why_not):
    current = present_scans(candidate).get((code, ordinal))
    return {
        "candidate": candidate,
        "title": f"Bản chụp: {paper_names()[code]}",
        "code": code,
        "ordinal": ordinal,
        "current": current,
        "earlier": [each for each in versions(candidate, code, ordinal) if each != current],
        "may_send": may_send and not why_not,
        "why_not": why_not,
        "back_url": page_of(candidate, "papers"),
        "aside": SetAsideForm(auto_id="id_aside_%s"),
        "limits": limits,
        "most_mb": limits.MOST_BYTES // limits.MB,
        "together_mb": limits.MOST_BYTES_TOGETHER // limits.MB,
        "basis": basis(),
    }


def _received(scan, finished):
    text = f"Đã nhận “{scan.get_code_display()}”: {scan.in_words}."
    if finished.unclear:
        pages = ", ".join(map(str, finished.unclear))
        text += f" Trang {pages} tối hoặc mờ: hãy mở xem lại, khó đọc thì chụp lại."
    return text


@require_POST
@requires(Permission.CANDIDATE_ADVANCE)
def scan_part(request, pk, code, ordinal):
    """Take one part of a file; says how much of the file is here, so that a broken sending goes on from there."""
    candidate = _case_of(request, pk, code, ordinal, Permission.CANDIDATE_ADVANCE)
    form = PartForm(request.POST, request.FILES)
    sending = sending_of(request.POST.get("received", ""), request.user, candidate, code, ordinal)
    if sending is None or not form.is_valid():
        return JsonResponse({"refused": reasons.BROKEN}, status=422)
    if why_not := hindrance(candidate, request.user, code, ordinal):
        return JsonResponse({"refused": why_not}, status=409)
    data = form.cleaned_data
    if sending.size() + data["part"].size > 2 * limits.MOST_BYTES_TOGETHER:  # some may have been dropped since
        return JsonResponse({"refused": reasons.TOO_HEAVY}, status=422)
    try:
        have = sending.add(data["number"], data["offset"], data["part"].read())
    except store.NoRoomError:
        return JsonResponse({"refused": reasons.NO_ROOM}, status=507)
    return JsonResponse({"have": have})


@require_POST
@requires(Permission.CANDIDATE_ADVANCE)
def scan_set_aside(request, pk, code, ordinal):
    """From now on the paper has no scan; what was sent is kept."""
    candidate = _case_of(request, pk, code, ordinal, Permission.CANDIDATE_ADVANCE)
    form = SetAsideForm(request.POST)

    def act(data):
        actions.set_scan_aside(candidate=candidate, by=request.user, code=code, ordinal=ordinal, because=data["note"])
        say(request, f"Đã gỡ bản chụp của “{paper_names()[code]}”. Các lần gửi trước vẫn giữ lại.", form)
        return page_of(candidate, "papers")

    page = act_page(candidate, f"Gỡ bản chụp: {paper_names()[code]}", "Gỡ bản chụp", part="papers")
    return answer(request, form, act, "candidates/scans/set_aside.html", page)


@require_GET
@requires(Permission.CANDIDATE_VIEW)
@gives_file
def scan_file(request, pk, scan):
    """The file, to be kept on the reader's machine, never opened inside these pages; each reading is logged."""
    rows = Scan.objects.visible_to(request.user).files().select_related("candidate__organization")
    scan = get_object_or_404(rows, pk=scan, candidate=pk)
    ask_first(request, scan.candidate)
    try:
        file = store.path_of(scan.stored_name).open("rb")
    except OSError:
        logger.exception("The file of scan %s is gone", scan.pk)
        raise Http404 from None
    case = scan.candidate
    part = f"bản chụp {scan.code}, lần {scan.version}"
    log_opening(request, case, AccessRecord.Kind.DOSSIER_PRINTED, part)
    name = f"{scan.get_code_display()} – {case.code} – lần {scan.version}.pdf".replace("/", "-")
    return _harmless(FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf"))


@require_GET
@requires(Permission.CANDIDATE_VIEW)
def scan_page(request, pk, scan, number):
    """One page as a picture, for whoever may read the file; each reading is logged."""
    rows = Scan.objects.visible_to(request.user).files().select_related("candidate__organization")
    scan = get_object_or_404(rows, pk=scan, candidate=pk)
    ask_first(request, scan.candidate)
    if number not in scan.shown_pages:
        raise Http404
    try:
        picture = picture_of(scan, number)
    except store.BusyError:
        return HttpResponse(status=503, headers={"Retry-After": "5"})
    if picture is None:
        logger.error("Page %s of scan %s cannot be shown", number, scan.pk)
        raise Http404
    part = f"bản chụp {scan.code}, lần {scan.version}, trang {number}"
    log_opening(request, scan.candidate, AccessRecord.Kind.DOSSIER_READ, part)
    return _harmless(HttpResponse(picture, content_type="image/jpeg"))


def _harmless(response):
    """Whatever a file says, it does nothing in a browser, and stays in none."""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _case_of(request, pk, code, ordinal, permission):
    candidate = acting_case(request, pk, permission)
    if code not in paper_names() or not 1 <= ordinal <= MOST_OF_A_KIND:
        raise Http404
    return candidate
