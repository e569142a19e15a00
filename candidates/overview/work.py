"""Obligations as lines of work: who, what, by when, one press to the act."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q

from candidates.models import ClassNomination, Obligation
from candidates.overview.links import duty_act, link

SOON = timedelta(days=7)
SHOWN, SHOWN_ELSEWHERE, FIRST = 40, 8, 6
LATER = "Tiếp theo"
DOUBTS = {"secondary": " (theo nguồn thứ cấp)", "unconfirmed": " (chưa được xác nhận)"}


@dataclass(frozen=True)
class Group:
    """Lines of one urgency; `first` are shown, `rest` on demand. What is overdue is shown whole."""

    title: str
    items: list
    folded: bool = False

    @property
    def first(self):
        return self.items[:FIRST] if self.folded else self.items

    @property
    def rest(self):
        return self.items[FIRST:] if self.folded else []


@dataclass(frozen=True)
class Work:
    """What an office must do now, most urgent first. `more`: how many lines are not shown."""

    groups: list
    total: int
    overdue: int
    more: int


def own_work(user, scope, today, *, but=()):
    """The open obligations whose turn it is at a top of `scope`, in three groups by urgency.

    `but`: stages whose people stand in a list of their own.
    """
    rows = Obligation.objects.within(scope).open().filter(opens_on__lte=today, acts_at_id__in=_tops(scope))
    rows = rows.exclude(candidate__stage__in=but)
    counts = rows.aggregate(total=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=today)))
    shown = list(_with_case(rows)[:SHOWN])
    return Work(grouped(shown, user, today), **counts, more=counts["total"] - len(shown))


def elsewhere(user, scope, today):
    """What `scope` waits for from others by a certain day, soonest first: (lines, how many in all)."""
    rows = Obligation.objects.within(scope).open().filter(opens_on__lte=today, due_on__isnull=False)
    rows = rows.exclude(acts_at_id__in=_tops(scope)).exclude(kind="remark")
    items = []
    for row in _with_case(rows).select_related("acts_at")[:SHOWN_ELSEWHERE]:
        item = line(row, user, today)
        url = link("candidates:detail", pk=row.candidate_id)
        items.append({**item, "turn": f"Chờ {row.acts_at}", "url": url, "action": "", "note": "", "state": ""})
    return items, rows.count()


def grouped(rows, user, today):
    """Rows as groups of lines: overdue, within seven days, later; empty groups are left out.

    The unit stands on a line only where there are several.
    """
    several = len({row.candidate.organization_id for row in rows}) > 1
    parts = {"Quá hạn": [], "Trong 7 ngày tới": [], LATER: []}
    for row in rows:
        late = row.due_on and row.due_on < today
        soon = row.due_on and row.due_on <= today + SOON
        parts["Quá hạn" if late else "Trong 7 ngày tới" if soon else LATER].append(
            line(row, user, today, place=several)
        )
    return [Group(title, items, folded=title == LATER) for title, items in parts.items() if items]


def line(row, user, today, *, place=True):
    """One obligation as the work list shows it."""
    url, action = duty_act(row, user)
    late = row.due_on and row.due_on < today
    soon = row.due_on and row.due_on <= today + SOON
    return {
        "who": row.candidate.person.full_name,
        "what": row.text,
        "where": row.candidate.organization.name if place else "",
        "note": cited(row),
        "url": url,
        "action": action,
        "on": row.due_on,
        "today": today,
        "state": "overdue" if late else "soon" if soon else "",
    }


def cited(row):
    """The clause an obligation rests on, with its doubt; and whether holidays of a year are not known."""
    words = f"theo {row.citation}{DOUBTS.get(row.confidence, '')}" if row.citation else ""
    return f"{words}; chưa có lịch nghỉ lễ của năm" if row.unsure else words


def _tops(scope):
    return [pk for pk, _, _ in scope.tops]


def _with_case(rows):
    nominated = ClassNomination.objects.filter(
        candidate=OuterRef("candidate"), kind="new_member", result=ClassNomination.Result.WAITING
    )
    return (
        rows.select_related("candidate__person", "candidate__organization")
        .annotate(is_nominated=Exists(nominated))
        .due_first()
    )
