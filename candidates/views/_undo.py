"""What the "Hoàn tác" button does with papers: offered by the views that record them, done by the action."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse

from branches.permissions import Permission
from candidates.actions.undo import undo_papers, written
from candidates.models import Candidate
from partydev import undo

CHECKED, SET_ASIDE = "papers checked", "paper set aside"
PERMISSIONS = {CHECKED: Permission.DOSSIER_CHECK, SET_ASIDE: Permission.CANDIDATE_ADVANCE}


def offer(request, kind, candidate, papers, back):
    """Offer to undo what was just recorded of `papers`; `back` is where the reader goes afterwards."""
    if papers:
        undo.offer(request, kind, {**written(candidate, papers), "back": back})


def handler(kind):
    """The handler of `kind` for `partydev.undo.HANDLERS`."""

    def undone(request, what):
        candidate = get_object_or_404(Candidate.objects.visible_to(request.user), pk=what["case"])
        papers = undo_papers(
            candidate=candidate,
            by=request.user,
            permission=PERMISSIONS[kind],
            rows=what["rows"],
            version=what["version"],
        )
        names = str(papers[0]) if len(papers) == 1 else f"{len(papers)} giấy tờ"
        messages.success(request, f"Đã hoàn tác: {names} trở lại như trước.")
        return what["back"] or reverse("candidates:detail", args=[candidate.pk])

    return undone
