"""The minutes of a cell's vote, to read and to print."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.log import client_address, record_each
from accounts.models import AccessRecord
from branches.permissions import Permission
from candidates import papers_of_cell
from candidates.models import Vote
from candidates.views._case import NOT_HERE, acting_case, page_of
from partydev.decorators import requires
from partydev.papers import rendering


@require_GET
@requires(Permission.MEMBER_VIEW)
def minutes(request, pk, vote):
    """The minutes name the cell's members, so whoever opens them may see members there."""
    candidate, taken = _taken(request, pk, vote)
    _log(request, AccessRecord.Kind.DOSSIER_READ, candidate)
    shown = rendering.as_fragment(papers_of_cell.minutes(taken), linked=False)
    context = {"candidate": candidate, "vote": taken, "shown": shown, "back_url": page_of(candidate, "votes")}
    return render(request, "candidates/vote_minutes.html", context)


@require_GET
@requires(Permission.MEMBER_VIEW)
def minutes_pdf(request, pk, vote):
    candidate, taken = _taken(request, pk, vote)
    content = rendering.as_pdf(papers_of_cell.minutes(taken))
    _log(request, AccessRecord.Kind.DOSSIER_PRINTED, candidate)
    name = papers_of_cell.filename(taken)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _taken(request, pk, vote):
    """The case, and the standing vote of a cell on it; the cell may be one from which the person has moved."""
    candidate = acting_case(request, pk, Permission.MEMBER_VIEW)
    votes = Vote.objects.filter(candidate=candidate, body=Vote.Body.CELL)
    taken = get_object_or_404(votes.select_related("organization__parent", "candidate__person"), pk=vote)
    if not request.user.can(Permission.MEMBER_VIEW, taken.organization):
        raise PermissionDenied(NOT_HERE)
    return candidate, taken


def _log(request, kind, candidate):
    record_each(kind, request.user, [(candidate.organization, candidate.code)], address=client_address(request))
