"""What changed in a dossier since someone of the desk last opened it there."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from candidates.models import DeskLook, DossierItem, StageEvent


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
    """The first look of anybody at the dossier after `at`; None where nobody has opened it since."""
    return candidate.looks.filter(at__gt=at).select_related("user").order_by("at").first()


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
    lines += [f"{row.get_code_display()}: {_how(row)}" for row in changed.values()]
    return News(at, tuple(lines), frozenset(changed))


def _how(row):
    if row.history_type == "-":
        return "đã bỏ khỏi danh mục"
    return "mới ghi" if row.history_type == "+" else f"đã sửa, nay là “{row.get_state_display().lower()}”"
