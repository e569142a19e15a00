"""Figures by the units below one, and admissions over time."""

from django.db.models import Count, Q, Sum

from branches.models import Organization
from branches.placed import ANCESTOR_FIELDS, DEPTHS
from candidates.models import StageEvent
from reports import catalogue


def units_below(organization):
    """The units that a table by unit lists: direct children, groups left out; the unit itself if it has none."""
    children = list(Organization.objects.filter(parent=organization).exclude(kind="group").order_by("pk"))
    return children or [organization]


def by_unit(organization, facts, aggregates):
    """Aggregate the fact queryset `facts` of `organization` by its children: child id -> {key: int}.

    What happened in the organization itself, above its children, stands under its own id.
    """
    depth = organization.depth + 1
    if depth >= DEPTHS:
        rows = facts.values("organization_id").annotate(**aggregates)
        return {row.pop("organization_id"): row for row in rows}
    column = ANCESTOR_FIELDS[depth]
    rows = facts.order_by().values(column).annotate(**aggregates)
    return {(row.pop(column) or organization.pk): row for row in rows}


def admissions_by_unit(organization, start, end):
    """Admissions between two days, by child: id -> int."""
    condition = catalogue.flow_condition("admitted", counted_by=organization.counted_by)
    facts = StageEvent.objects.under(organization).filter(condition, on__range=(start, end))
    return {pk: row["n"] for pk, row in by_unit(organization, facts, {"n": Count("pk")}).items()}


def admitted(organization, start, end):
    """Admissions of the whole unit between two days."""
    condition = catalogue.flow_condition("admitted", counted_by=organization.counted_by)
    return StageEvent.objects.under(organization).filter(condition, on__range=(start, end)).count()


def admissions_by_month(organization, months):
    """Admissions in each of the given periods, in their order."""
    condition = catalogue.flow_condition("admitted", counted_by=organization.counted_by)
    facts = StageEvent.objects.under(organization).filter(condition)
    counts = {
        f"m{number}": Count("pk", filter=Q(on__range=(month.start, month.end))) for number, month in enumerate(months)
    }
    found = facts.aggregate(**counts) if counts else {}
    return [found[f"m{number}"] for number in range(len(months))]


def mean_age(organization, period):
    """Sum of ages and number of new members whose age is known: (int, int)."""
    condition = catalogue.flow_condition("admitted", counted_by=organization.counted_by)
    found = (
        StageEvent.objects.under(organization)
        .filter(condition, on__range=(period.start, period.end), age__isnull=False)
        .aggregate(total=Sum("age"), number=Count("pk"))
    )
    return found["total"] or 0, found["number"]
