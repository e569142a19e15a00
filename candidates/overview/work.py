"""Obligations as lines of work: who, what, by when, one press to the act."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, Exists, F, OuterRef, Q, When

from candidates.clock import explained_by
from candidates.models import ClassNomination, Obligation, TrialTask
from candidates.overview.links import duty_act, explain_url, link
from candidates.rulebook import work_calendar
from partydev.doubts import marked, spelled

SOON = timedelta(days=7)
SHOWN, SHOWN_ELSEWHERE, FIRST = 40, 8, 6
SENT_BACK, OVERDUE, SOON_TITLE, LATER = TITLES = (
    "Cấp trên đề nghị bổ sung hồ sơ",
    "Quá hạn",
    "Trong 7 ngày tới",
    "Tiếp theo",
)
RETURNED = Q(candidate__stage="returned", kind="decide")


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
    """The open obligations whose turn it is at a top of `scope`: what was sent back first, then by urgency.

    `but`: stages whose people stand in a list of their own.
    """
    rows = Obligation.objects.within(scope).open().filter(opens_on__lte=today, acts_at_id__in=_tops(scope))
    rows = rows.exclude(candidate__stage__in=but)
    tasks = _due_soon(TrialTask.objects.filter(candidate__organization_id__in=_tops(scope)), today)
    number = tasks.aggregate(total=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=today)))
    listed = _task_lines(tasks[:SHOWN], today)
    this_month = rows.filter(kind="remark", due_on__gte=today)
    rows = rows.exclude(pk__in=this_month.values("pk"))
    counts = rows.aggregate(total=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=today)))
    sent_back_first = Case(When(RETURNED, then=0), default=1)
    shown = list(with_case(rows).order_by(sent_back_first, F("due_on").asc(nulls_last=True), "opens_on", "pk")[:SHOWN])
    months = _remarks_of_the_month(this_month, today)
    return Work(
        _with_tasks(_with_months(grouped(shown, user, today), months), listed),
        total=counts["total"] + len(months) + number["total"],
        overdue=counts["overdue"] + number["overdue"],
        more=counts["total"] - len(shown) + number["total"] - len(listed),
    )


def _due_soon(tasks, today):
    """Trial tasks that are overdue or due within seven days, the soonest first."""
    due = tasks.filter(done_on__isnull=True, due_on__lte=today + SOON, candidate__closed_on__isnull=True)
    return due.select_related("candidate__person", "candidate__organization").order_by("due_on", "pk")


def _task_lines(tasks, today):
    return [
        {
            "pk": task.candidate_id,
            "who": task.candidate.person.full_name,
            "what": f"Nhiệm vụ thử thách: {task.title}",
            "where": task.candidate.organization.name,
            "note": "",
            "url": link("candidates:task_result", pk=task.candidate_id, task=task.pk),
            "action": "Ghi kết quả",
            "on": task.due_on,
            "today": today,
            "state": "overdue" if task.due_on < today else "soon",
        }
        for task in tasks
    ]


def tasks_of(candidates, today):
    """The trial tasks due of those whom a mentor helps, by candidate's pk; the mentor reads them on that page."""
    found = {}
    for item in _task_lines(_due_soon(TrialTask.objects.filter(candidate__in=candidates), today), today):
        found.setdefault(item["pk"], []).append(item)
    return found


def _with_tasks(groups, tasks):
    """The tasks in the group of their urgency, by their day."""
    for title, state in ((OVERDUE, "overdue"), (SOON_TITLE, "soon")):
        items = [item for item in tasks if item["state"] == state]
        group = next((group for group in groups if group.title == title), None)
        if group and items:
            group.items[:] = sorted([*group.items, *items], key=lambda item: item["on"])
        elif items:
            groups.append(Group(title, items))
    return sorted(groups, key=lambda group: TITLES.index(group.title))


def _remarks_of_the_month(rows, today):
    """One line a cell for the remarks of the running month: singly they would bury what the law asks."""
    counted = rows.order_by("organization__name").values_list(
        "organization_id", "organization__name", "text", "due_on"
    )
    counted = counted.annotate(number=Count("pk"))
    return [
        {
            "who": f"còn {number} người",
            "what": text,
            "where": name,
            "note": "",
            "url": f"{link('candidates:remarks')}?chi_bo={cell}",
            "action": "Ghi họp và nhận xét",
            "on": due,
            "today": today,
            "state": "soon" if due <= today + SOON else "",
        }
        for cell, name, text, due, number in counted
    ]


def _with_months(groups, months):
    """The months' lines at the head of the group where their day belongs."""
    soon = [item for item in months if item["state"]]
    later = [item for item in months if not item["state"]]
    for title, items in ((SOON_TITLE, soon), (LATER, later)):
        if not items:
            continue
        group = next((group for group in groups if group.title == title), None)
        if group:
            group.items[:0] = items
        else:
            groups.append(Group(title, items, folded=title == LATER))
    return sorted(groups, key=lambda group: TITLES.index(group.title))


def elsewhere(user, scope, today):
    """What `scope` waits for from others by a certain day, soonest first: (lines, how many in all).

    What is overdue elsewhere is told once it is explained there, or the days for that are over.
    """
    rows = Obligation.objects.within(scope).open().filter(opens_on__lte=today, due_on__isnull=False)
    rows = rows.told_to(_tops(scope), explained_by(today), today)
    rows = rows.exclude(acts_at_id__in=_tops(scope)).exclude(kind="remark")
    items = []
    for row in with_case(rows).due_first()[:SHOWN_ELSEWHERE]:
        item = line(row, user, today)
        url = link("candidates:detail", pk=row.candidate_id) if row.candidate else item["url"]
        quiet = {"action": "", "note": told(row, today), "state": "", "more": ""}
        items.append({**item, "turn": f"Chờ {row.acts_at.committee_name}", "url": url, **quiet})
    return items, rows.count()


def grouped(rows, user, today):
    """Rows as groups of lines: sent back, overdue, within seven days, later; empty groups are left out.

    The unit stands on a line only where there are several.
    """
    several = len({row.organization_id for row in rows}) > 1
    parts = {title: [] for title in TITLES}
    for row in rows:
        late = row.due_on and row.due_on < today
        soon = row.due_on and row.due_on <= today + SOON
        item = line(row, user, today, place=several)
        title = SENT_BACK if item["sent_back"] else OVERDUE if late else SOON_TITLE if soon else LATER
        parts[title].append(item)
    # What was reminded of comes first, then what can be done today, then what is due in a year.
    parts[LATER].sort(key=lambda item: (not item["reminded"], item["on"] is not None))
    return [Group(title, items, folded=title == LATER) for title, items in parts.items() if items]


def line(row, user, today, *, place=True):
    """One obligation as the work list shows it."""
    url, action = duty_act(row, user)
    late = row.due_on and row.due_on < today
    soon = row.due_on and row.due_on <= today + SOON
    explain = explain_url(row, user, today)
    return {
        "who": row.candidate.person.full_name if row.candidate else row.organization.name,
        "what": row.text,
        "where": row.organization.name if place and row.candidate else "",
        "note": cited(row, brief=True),
        "doubt": row.confidence if row.citation else "",
        "sent_back": bool(row.candidate) and row.candidate.stage == "returned" and row.kind == "decide",
        "reminded": bool(row.reminds_on) and row.reminds_on <= today,
        "more_url": explain,
        "more": "Giải trình" if explain else told(row, today),
        "url": url,
        "action": action,
        "on": row.due_on,
        "today": today,
        "state": "overdue" if late else "soon" if soon else "",
    }


def cited(row, *, brief=False):
    """The clause an obligation rests on, with its doubt; what put it off; the years whose holidays are not known.

    `brief`: the doubt is a mark only, whose words stand once below the list.
    """
    words = f"theo {row.citation}" if row.citation else ""
    if words:
        words = (marked if brief else spelled)(words, row.confidence)
    if row.extended:
        words += f"; gia hạn đến {row.due_on:%d/%m/%Y} theo {row.extended}"
    return f"{words}; {unknown_years(row.opens_on, row.due_on)}" if row.unsure else words


def unknown_years(start, end):
    """The years of a clock whose holidays nobody has entered, and that the day was computed without them."""
    known = work_calendar().years
    years = [str(year) for year in range(start.year, end.year + 1) if year not in known]
    which = f"năm {', '.join(years)}" if years else "của năm"
    return f"chưa có lịch nghỉ lễ {which}, ngày này tính như không có ngày lễ"


def told(row, today):
    """What a unit says of something overdue: its explanation, or that there is none yet."""
    if row.done_on or not row.due_on or row.due_on >= today:
        return ""
    if row.explanation is None:
        return "Chưa giải trình."
    return f"Đã giải trình: {row.explanation.words}"


def _tops(scope):
    return [pk for pk, _, _ in scope.tops]


def with_case(rows):
    """`rows` with what a line shows of them."""
    nominated = ClassNomination.objects.filter(
        candidate=OuterRef("candidate"), kind="new_member", result=ClassNomination.Result.WAITING
    )
    return rows.select_related(
        "candidate__person", "candidate__organization", "organization", "acts_at", "explanation"
    ).annotate(is_nominated=Exists(nominated))
