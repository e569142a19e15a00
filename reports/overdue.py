"""What is overdue in a unit today: the open obligations whose day has passed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from candidates.models import Candidate, Obligation
from reports.links import to_dossier
from reports.tree import TreeOn

# In the order of the way; a kind without a day by rule is never overdue.
KIND_LABELS = {
    "remark": "Nhận xét hằng tháng",
    "certificate": "Giấy chứng nhận hết giá trị",
    "decide": "Xét, quyết định",
    "ceremony": "Lễ kết nạp",
    "new_member_class": "Lớp bồi dưỡng đảng viên mới",
    "recognition": "Công nhận chính thức",
}


@dataclass(frozen=True)
class DueLine:
    """One overdue obligation as a reader sees it; `who` is empty for who may not open the dossier."""

    what: str
    who: str
    url: str
    unit: str
    turn: str
    due_on: date
    days: int


def overdue_in(organization, on):
    """The overdue obligations below `organization`, the longest overdue first."""
    rows = Obligation.objects.under(organization).open().filter(due_on__lt=on, kind__in=KIND_LABELS)
    return rows.select_related("organization", "acts_at").order_by("due_on", "pk")


def overdue_by_unit(organization, on):
    """How many there are by child id."""
    rows = Obligation.objects.under(organization).open().filter(due_on__lt=on, kind__in=KIND_LABELS)
    return {pk: row["n"] for pk, row in TreeOn(organization, on).by_unit(rows, {"n": Count("pk")}).items()}


def due_lines(rows, user, on):
    """The rows of one page; two queries, however many there are."""
    rows = list(rows)
    cases = Candidate.objects.visible_to(user).filter(pk__in={row.candidate_id for row in rows})
    names = dict(cases.values_list("pk", "person__full_name"))
    return [
        DueLine(
            what=row.text,
            who=names.get(row.candidate_id, ""),
            url=to_dossier(row.candidate_id) if row.candidate_id in names else "",
            unit=row.organization.name,
            turn=row.acts_at.name if row.acts_at_id != row.organization_id else "",
            due_on=row.due_on,
            days=(on - row.due_on).days,
        )
        for row in rows
    ]
