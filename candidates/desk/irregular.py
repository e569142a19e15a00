"""What was recorded against the rules within the reader's part of the tree, and what became of it."""

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery

from branches.permissions import Permission
from candidates.models import Candidate, Remedy, StageEvent
from candidates.pipeline import EVENT_LABELS

OPEN, MENDED, ANNULLED, PASSED = "open", "mended", "annulled", "passed"
TABS = {
    OPEN: "Chờ hướng dẫn",
    MENDED: "Đã khắc phục",
    ANNULLED: "Đã hủy",
    PASSED: "Lưu ý đã bỏ qua, có lý do",
}
_STATES = {
    OPEN: Q(irregular=True, answer__isnull=True),
    MENDED: Q(irregular=True, answer__in=(Remedy.Kind.REMEDIED, Remedy.Kind.ACCEPTED_AS_IS)),
    ANNULLED: Q(irregular=True, answer=Remedy.Kind.ANNULLED),
    PASSED: Q(irregular=False) & ~Q(findings=[]),
}


def recorded(user):
    """Standing events of the people whose dossiers `user` may open by place, with the newest `answer` to each."""
    cases = Candidate.objects.visible_to(user).within(user.scope(Permission.CANDIDATE_VIEW))
    newest = Remedy.objects.filter(event=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    return StageEvent.objects.filter(candidate__in=cases).annotate(answer=Subquery(newest))


def waiting(user):
    """How many irregular steps of those people wait for a committee's word."""
    return recorded(user).filter(_STATES[OPEN]).count()


def counts(events):
    """How many events each tab holds, in one query: key -> number."""
    return events.aggregate(**{key: Count("pk", filter=state) for key, state in _STATES.items()})


def of_tab(events, tab):
    """The events of a tab, the newest first, with what a row shows."""
    shown = events.filter(_STATES[tab]).select_related("candidate__person", "candidate__organization", "organization")
    answers = Prefetch("remedies", queryset=Remedy.objects.select_related("recorded_by"))
    return shown.prefetch_related(answers).order_by("-on", "-pk")


def by_kind(events, tab):
    """(kind, its words, how many) of a tab, the most frequent first."""
    found = events.filter(_STATES[tab]).order_by().values_list("kind").annotate(number=Count("pk"))
    return [(kind, EVENT_LABELS.get(kind, kind), number) for kind, number in found.order_by("-number", "kind")]
