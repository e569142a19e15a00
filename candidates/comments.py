"""Reading what was said about dossiers: the threads of one, and where a role is asked for."""

from django.db.models import Prefetch, Q
from django.utils import timezone

from accounts.access import roles_in_force
from branches.placed import Scope
from candidates.models import Candidate, Comment
from candidates.models.comment import TAKE_BACK_WITHIN

Role = Comment.Role


def threads_of(candidate, user):
    """The threads that `user` reads, the open ones first; each with `.said`: itself and its answers in order."""
    visible = Comment.objects.visible_to(user).select_related("author", "unit", "resolved_by")
    found = visible.filter(candidate=candidate).threads().prefetch_related(Prefetch("replies", queryset=visible))
    threads = sorted(found, key=lambda thread: thread.resolved_at is not None)
    for thread in threads:
        thread.said = [thread, *thread.replies.all()]
        for place, each in enumerate(thread.said):
            others = any(later.author_id != user.pk and not later.taken_back_at for later in thread.said[place + 1 :])
            each.can_take_back = _can_take_back(each, user) and not others
        thread.is_open = not (thread.resolved_at or thread.taken_back_at)
    return [thread for thread in threads if not thread.taken_back_at or len(thread.said) > 1]


def _can_take_back(written, user):
    if written.author_id != user.pk or written.taken_back_at:
        return False
    return timezone.now() - written.written_at <= TAKE_BACK_WITHIN


def counts_of(candidate, user):
    """(code, ordinal) -> how many open threads, the dossier as a whole under ("", 1); in one query."""
    found = _open(Comment.objects.visible_to(user).filter(candidate=candidate).threads())
    counts = {}
    for place in found.values_list("paper_code", "ordinal"):
        counts[place] = counts.get(place, 0) + 1
    return counts


def words_of(counts):
    """What the link to a dossier's comments says."""
    total = sum(counts.values())
    return f"Trao đổi ({total} ý kiến đang mở)" if total else "Trao đổi"


def mentioned(user):
    """Dossiers with open threads that ask for a role which `user` holds for them."""
    cells, desks = [], []
    for row in roles_in_force(user):
        if row.role == Role.SECRETARY:
            cells.append(row.organization_id)
        elif row.role == Role.OFFICER:
            desks.append((row.organization_id, row.organization.depth, row.organization.path))
    if not cells and not desks:
        return Candidate.objects.none()
    asked = Q(mentions=Role.SECRETARY, candidate__organization__in=cells)
    if desks:
        below = Candidate.objects.within(Scope(tuple(desks)))
        asked |= Q(mentions=Role.OFFICER, candidate__in=below)
    open_ones = _open(Comment.objects.visible_to(user).threads()).filter(asked).exclude(author=user)
    return Candidate.objects.visible_to(user).filter(pk__in=open_ones.values("candidate"))


def _open(threads):
    return threads.standing().filter(resolved_at__isnull=True)
