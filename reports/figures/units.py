"""Figures by the units below one, and admissions over time."""

from django.db.models import Count, Q, Sum

from candidates.models import StageEvent
from reports import catalogue
from reports.reading import once_a_reading
from reports.tally import answers
from reports.tally.keys import AGED, AGES
from reports.tree import TreeOn


@once_a_reading
def admissions_by_unit(organization, start, end):
    """Admissions between two days, by child: id -> int."""
    kept = answers.flow_by_child("admitted", organization, start, end)
    if kept is not None:
        return kept
    condition = catalogue.flow_condition("admitted", counted_by=organization.counted_by)
    tree = TreeOn(organization, end)
    facts = tree.facts(StageEvent).filter(condition, on__range=(start, end))
    return {pk: row["n"] for pk, row in tree.by_unit(facts, {"n": Count("pk")}).items()}


def admitted(organization, start, end):
    """Admissions of the whole unit between two days."""
    kept = answers.flow("admitted", organization, [(start, end)], end)
    if kept is not None:
        return kept[0]
    condition = catalogue.flow_condition("admitted", counted_by=organization.counted_by)
    return TreeOn(organization, end).facts(StageEvent).filter(condition, on__range=(start, end)).count()


def admissions_by_month(organization, months):
    """Admissions in each of the given periods, in their order."""
    if not months:
        return []
    kept = answers.flow("admitted", organization, [(month.start, month.end) for month in months], months[-1].end)
    if kept is not None:
        return kept
    condition = catalogue.flow_condition("admitted", counted_by=organization.counted_by)
    facts = TreeOn(organization, months[-1].end).facts(StageEvent).filter(condition)
    counts = {
        f"m{number}": Count("pk", filter=Q(on__range=(month.start, month.end))) for number, month in enumerate(months)
    }
    found = facts.aggregate(**counts)
    return [found[f"m{number}"] for number in range(len(months))]


def mean_age(organization, period):
    """Sum of ages and number of new members whose age is known: (int, int)."""
    kept = answers.figures(organization, period)
    if kept is not None:
        return kept[AGES], kept[AGED]
    condition = catalogue.flow_condition("admitted", counted_by=organization.counted_by)
    found = (
        TreeOn(organization, period.end)
        .facts(StageEvent)
        .filter(condition, on__range=(period.start, period.end), age__isnull=False)
        .aggregate(total=Sum("age"), number=Count("pk"))
    )
    return found["total"] or 0, found["number"]
