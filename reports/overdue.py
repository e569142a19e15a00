"""What is overdue in a unit today: the open obligations whose day has passed.

The unit whose turn it is explains first: above it they stand once that is done, or its days are over.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from candidates.clock import explained_by
from candidates.models import Candidate, Explanation, Obligation
from reports.links import to_dossier
from reports.tree import TreeOn


@dataclass(frozen=True)
class DueLine:
    """One overdue obligation as a reader sees it; `who` is empty for who may not open the dossier.

    `explanation` is what the unit says of it, for who may open the dossier.
    """

    what: str
    who: str
    url: str
    unit: str
    turn: str
    due_on: date
    days: int
    is_explained: bool = False
    explanation: Explanation | None = None


def overdue_in(organization, on):
    """The overdue obligations below `organization`, the longest overdue first."""
    return _overdue(organization, on).select_related("organization", "acts_at", "explanation").order_by("due_on", "pk")


def _overdue(organization, on):
    rows = Obligation.objects.under(organization).open().filter(due_on__lt=on)
    return rows.told_to([organization.pk], explained_by(on), on)


def overdue_by_unit(organization, on):
    """How many there are by child id."""
    rows = _overdue(organization, on)
    return {pk: row["n"] for pk, row in TreeOn(organization, on).by_unit(rows, {"n": Count("pk")}).items()}


def unexplained_by_unit(organization, on):
    """How many of them no unit has explained, by child id."""
    rows = _overdue(organization, on).filter(explanation__isnull=True)
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
            is_explained=row.explanation_id is not None,
            explanation=row.explanation if row.candidate_id is None or row.candidate_id in names else None,
        )
        for row in rows
    ]
