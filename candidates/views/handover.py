"""The receipt of a dossier that went up: what happens next, by whom, by when; to read and to print."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.models import AccessRecord
from branches.permissions import Permission
from candidates import handover
from candidates.models import StageEvent
from candidates.opening import log_opening
from candidates.views._case import acting_case, page_of
from partydev.decorators import requires
from partydev.downloads import download, gives_file
from partydev.papers import rendering


@require_GET
@requires(Permission.CANDIDATE_VIEW)
def receipt(request, pk, event):
    candidate, handed = _handed(request, pk, event)
    log_opening(request, candidate)
    context = {
        "candidate": candidate,
        "handed": handed,
        "shown": rendering.as_fragment(handover.receipt(handed), linked=False),
        "back_url": page_of(candidate),
    }
    return render(request, "candidates/receipt.html", context)


@require_GET
@requires(Permission.CANDIDATE_VIEW)
@gives_file
def receipt_pdf(request, pk, event):
    candidate, handed = _handed(request, pk, event)
    content = rendering.as_pdf(handover.receipt(handed))
    log_opening(request, candidate, AccessRecord.Kind.DOSSIER_PRINTED)
    return download(content, handover.filename(handed))


def _handed(request, pk, event):
    """The case, and what its standing event handed on: 404 for any other event."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_VIEW)
    events = StageEvent.objects.filter(candidate=candidate).select_related("organization__parent", "recorded_by")
    row = get_object_or_404(events, pk=event)
    row.candidate = candidate
    handed = handover.handover_of(row)
    if handed is None:
        raise Http404
    return candidate, handed
