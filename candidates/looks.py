"""What changed in a dossier since someone of the desk last opened it there."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import AccessRecord
from branches.permissions import Permission
from candidates.models import DeskLook, DossierItem, StageEvent
from partydev.dates import format_date
from partydev.text import uncapitalized

OPENINGS = (
    AccessRecord.Kind.DOSSIER_READ,
    AccessRecord.Kind.DOSSIER_PRINTED,
    AccessRecord.Kind.NUMBER_SHOWN,
)
# What of a paper is told as it was and as it is.
TOLD = (("số", "number"), ("ngày", "issued_on"), ("nơi ban hành, người viết:", "issuer"))


@dataclass(frozen=True)
class News:
    """What is new since `since`: sentences, and the ids of the papers that changed."""

    since: datetime
    lines: tuple
    papers: frozenset


def look(user, candidate, since=None):
    """Note that `user` opens the dossier now; returns the `News` since the look before, None at the first.

    `since`: when the look began before which this one goes on, as after a tick on its page.
    """
    now = timezone.now()
    last = DeskLook.objects.filter(candidate=candidate, user=user).first()
    DeskLook.objects.update_or_create(candidate=candidate, user=user, defaults={"at": now})
    return _since(user, candidate, since or last.at) if last else None


def opened_after(candidate, at):
    """Who of the desk where the dossier waits first opened it after `at`, a look or a row of the log; None else.

    Whatever page of it they opened; not whoever belongs to its cell as well and opened it for that.
    """
    look = candidate.looks.filter(at__gt=at).select_related("user").order_by("at").first()
    if look:
        return look
    rows = AccessRecord.objects.filter(dossier=candidate.code, kind__in=OPENINGS, at__gt=at, user__isnull=False)
    by_user = {}
    for row in rows.exclude(purpose=AccessRecord.Purpose.OWN_CELL).select_related("user").order_by("at", "pk"):
        by_user.setdefault(row.user, row)
    return next((row for user, row in by_user.items() if _checks_there(user, candidate)), None)


def _checks_there(user, candidate):
    return any(pk == candidate.waits_at_id for pk, _, _ in user.scope(Permission.DOSSIER_CHECK).tops)


def _since(user, candidate, at):
    events = StageEvent.every.filter(candidate=candidate, recorded_at__gt=at).exclude(recorded_by=user)
    events = events.select_related("recorded_by")
    lines = [
        f"{event.label}, ngày {event.on:%d/%m/%Y} (người ghi: {event.recorded_by or 'hệ thống'})" for event in events
    ]
    rows = DossierItem.history.filter(candidate_id=candidate.pk, history_date__gt=at).exclude(history_user=user)
    changed = {}
    for row in rows.order_by("history_date"):
        changed[row.id] = row
    before = {}
    for row in DossierItem.history.filter(id__in=list(changed), history_date__lte=at).order_by("history_date"):
        before[row.id] = row
    lines += [f"{row.get_code_display()}: {_how(row, before.get(row.id))}" for row in changed.values()]
    return News(at, tuple(lines), frozenset(changed))


def _how(row, before):
    """What became of a paper since `before`, its row then; None where it was not there."""
    if row.history_type == "-":
        return "đã bỏ khỏi danh mục"
    if before is None:
        return "mới ghi"
    told = [
        f"{label} {_words(then)} → {_words(now)}"
        for label, name in TOLD
        if (then := getattr(before, name)) != (now := getattr(row, name))
    ]
    if before.state != row.state or not told:
        told.append(f"nay là “{uncapitalized(row.get_state_display())}”")
    return f"đã sửa: {'; '.join(told)}"


def _words(value):
    return (value if isinstance(value, str) else value and format_date(value)) or "(chưa ghi)"
