"""What was recorded against the rules within a committee's part of the tree, and what became of it."""

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


def desk_scope(user):
    """The part of the tree for whose irregular steps `user` answers; empty for who checks and decides nothing."""
    return user.scope(Permission.DOSSIER_CHECK) | user.scope(Permission.DECISION_RECORD)


def recorded(user):
    """Standing events of the people whom `user`'s committee follows, with the newest `answer` to each."""
    cases = Candidate.objects.visible_to(user).within(desk_scope(user))
    newest = Remedy.objects.filter(event=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    return StageEvent.objects.filter(candidate__in=cases).annotate(answer=Subquery(newest))


def waiting(user):
    """How many irregular steps wait for the committee's word."""
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
