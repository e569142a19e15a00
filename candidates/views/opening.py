"""What a dossier is opened for, asked once a day; and who has opened it."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from accounts.log import client_address, part_of, who
from accounts.models import AccessRecord
from branches.permissions import Permission
from candidates import opening
from candidates.forms.opening import PurposeForm
from candidates.models import Candidate
from candidates.views._case import NOT_HERE, page_of, visible_case
from partydev.decorators import requires
from partydev.downloads import leads_to_file
from partydev.submit import answer

PAGE = 50
SHOWN = (AccessRecord.Kind.DOSSIER_READ, AccessRecord.Kind.DOSSIER_PRINTED, AccessRecord.Kind.NUMBER_SHOWN)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CANDIDATE_VIEW)
def purpose(request, pk):
    """Ask what the dossier is opened for, and go on to the page that was wanted.

    A file that was wanted is offered on a page of its own: the browser would save it and stay on the question.
    """
    candidate = visible_case(request, pk)
    if not request.user.can(Permission.CANDIDATE_VIEW, candidate):
        raise PermissionDenied(NOT_HERE)
    wanted = _wanted(request.GET.get("tiep", "")) if request.method != "POST" else ""
    if leads_to_file(wanted) and opening.purpose_of(request.user, candidate):
        context = {"candidate": candidate, "file_url": wanted, "back_url": page_of(candidate)}
        return render(request, "candidates/file_ready.html", context)
    form = PurposeForm(request.POST or None, initial={"tiep": request.GET.get("tiep", "")})

    def act(data):
        opening.tell(
            user=request.user,
            candidate=candidate,
            purpose=data["purpose"],
            note=data["note"],
            address=client_address(request),
        )
        url = _wanted(data["tiep"])
        return f"{request.path}?{urlencode({'tiep': url})}" if leads_to_file(url) else url or page_of(candidate)

    context = {"candidate": candidate, "purposes": opening.ASKED}
    return answer(request, form, act, "candidates/purpose.html", context)


def _wanted(url):
    """`url` where it is an address of this application, else ""."""
    is_ours = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if is_ours else ""


@require_GET
@requires(Permission.READERS_VIEW)
def readers(request, pk):
    """Who opened or printed the dossier, newest first; who may not open it themselves see its code alone."""
    candidate, rows = readers_asked(request, pk)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for row in page:
        tell(row)
    context = {"candidate": candidate, "page": page, "opens": request.user.can(Permission.CANDIDATE_VIEW, candidate)}
    return render(request, "candidates/readers.html", context)


def readers_asked(request, pk):
    """(the case, the rows of who opened or printed it), as far as the user sees whose readers they are."""
    scope = request.user.scope(Permission.READERS_VIEW)
    candidate = get_object_or_404(Candidate.objects.within(scope).select_related("person", "organization"), pk=pk)
    rows = AccessRecord.objects.within(scope).filter(dossier=candidate.code, kind__in=SHOWN)
    return candidate, rows.select_related("user").prefetch_related("user__appointments__organization")


def tell(row):
    """Hang on a row who it was, in which roles of that day, and which part of the dossier they saw."""
    (row.who, row.roles), row.part = who(row), part_of(row)
    return row
