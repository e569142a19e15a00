"""The papers of a cell's vote: ballots to print before it, minutes to read and to print after it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import AccessRecord
from branches.permissions import Permission
from candidates import papers_of_cell
from candidates.gather import voting_base
from candidates.models import Vote
from candidates.opening import log_opening
from candidates.pipeline import CELL, TRANSITIONS
from candidates.views._case import NOT_HERE, acting_case, page_of
from partydev.decorators import requires
from partydev.downloads import download, gives_file
from partydev.papers import rendering


@require_GET
@requires(Permission.MEMBER_VIEW)
def minutes(request, pk, vote):
    """The minutes name the cell's members, so whoever opens them may see members there."""
    candidate, taken = _taken(request, pk, vote)
    log_opening(request, candidate)
    shown = rendering.as_fragment(papers_of_cell.minutes(taken), linked=False)
    context = {"candidate": candidate, "vote": taken, "shown": shown, "back_url": page_of(candidate, "votes")}
    return render(request, "candidates/vote_minutes.html", context)


@require_GET
@requires(Permission.MEMBER_VIEW)
@gives_file
def minutes_pdf(request, pk, vote):
    candidate, taken = _taken(request, pk, vote)
    content = rendering.as_pdf(papers_of_cell.minutes(taken))
    log_opening(request, candidate, AccessRecord.Kind.DOSSIER_PRINTED)
    return download(content, papers_of_cell.filename(taken))


@require_GET
@requires(Permission.CANDIDATE_ADVANCE)
@gives_file
def ballots_pdf(request, pk, transition):
    """Ballots for a vote of the cell to come: one for each full member who counts today, without a name of theirs."""
    step = TRANSITIONS.get(transition)
    if step is None or step.ballot is None or step.ballot.body != CELL:
        raise Http404
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    if candidate.stage not in step.sources:
        raise Http404  # no such vote is to come
    copies = max(1, voting_base(candidate, CELL, timezone.localdate()) or 0)
    content = rendering.as_ballots(papers_of_cell.ballots_of(candidate, step.ballot.purpose), copies)
    log_opening(request, candidate, AccessRecord.Kind.DOSSIER_PRINTED)
    return download(content, f"phieu-bieu-quyet-{candidate.code.lower()}.pdf")


def _taken(request, pk, vote):
    """The case, and the standing vote of a cell on it; the cell may be one from which the person has moved."""
    candidate = acting_case(request, pk, Permission.MEMBER_VIEW)
    votes = Vote.objects.filter(candidate=candidate, body=Vote.Body.CELL)
    taken = get_object_or_404(votes.select_related("organization__parent", "candidate__person"), pk=vote)
    if not request.user.can(Permission.MEMBER_VIEW, taken.organization):
        raise PermissionDenied(NOT_HERE)
    return candidate, taken
