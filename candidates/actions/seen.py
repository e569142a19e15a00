"""A reviewer's own ticks: which papers of a dossier they have looked at. Nobody else's work goes by them."""

from django.db import transaction
from django.utils import timezone

from branches.permissions import Permission
from candidates.actions._common import locked
from candidates.models import SeenPaper
from candidates.seen import Course
from partydev.refusals import Conflict, require

CHANGED = "Giấy tờ này vừa thay đổi sau khi bạn mở trang. Hãy xem lại rồi đánh dấu."


@transaction.atomic
def tick_seen(*, paper, by, content):
    """Record that `by` has looked at `paper` as it was when its page said `content`. Locks the candidate.

    The tick ends by itself as soon as the paper is another one (`Course.content`).
    """
    candidate = locked(paper.candidate)
    require(by, Permission.DOSSIER_CHECK, candidate)
    paper = candidate.papers.filter(pk=paper.pk).first()
    if paper is None or Course(candidate).content(paper) != content:
        raise Conflict(CHANGED)
    SeenPaper.objects.update_or_create(
        paper=paper, user=by, defaults={"content": content, "ticked_at": timezone.now()}
    )


@transaction.atomic
def untick_seen(*, paper, by):
    """Take the own tick back. Locks the candidate."""
    candidate = locked(paper.candidate)
    require(by, Permission.DOSSIER_CHECK, candidate)
    SeenPaper.objects.visible_to(by).filter(paper=paper.pk).delete()
