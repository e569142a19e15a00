"""The catalogue's figures of one unit, and how many organizations there are."""

from collections import defaultdict

from django.db.models import Count, Q
from django.utils import timezone

from branches.models import MemberEvent, Organization, OrganizationState
from candidates.models import StageEvent
from reports import catalogue
from reports.reading import once_a_reading
from reports.states.answers import Question
from reports.tally import answers
from reports.tally.keys import may_be_folded
from reports.tree import TreeOn, anything_moved


@once_a_reading
def figures(organization, period):
    """Every indicator of the catalogue and the counts of organizations: key -> int."""
    kept = answers.figures(organization, period)
    found = _from_facts(organization, period) if kept is None else dict(kept)
    found["members"] = found["full_members"] + found["probationary_members"]
    return {**{key: found[key] for key in catalogue.INDICATORS}, **organization_counts(organization, period.end)}


def _from_facts(organization, period):
    """The figures of events, all counted now: a small unit's, and whatever only facts can say."""
    basis = organization.counted_by
    tree = TreeOn(organization, period.end)
    stage, member = tree.facts(StageEvent), tree.facts(MemberEvent)
    return _add(
        stage.filter(on__range=(period.start, period.end)).aggregate(**catalogue.stage_flows(basis)),
        member.filter(on__range=(period.start, period.end)).aggregate(**catalogue.member_flows(tree.crossing())),
        _stocks(organization, period.end),
    )


COUNTED_KINDS = ("grassroots_committee", "base_cell", "cell")
STOCKS = ("full_members", "probationary_members", *catalogue.CASE_STOCKS)


@once_a_reading
def _stocks(organization, on):
    """Every stock on a day: what a large unit's unit holds is kept added up, though its other figures are not."""
    kept = answers.stocks(STOCKS, organization, on)
    if kept is not None:
        return kept
    tree = TreeOn(organization, on)
    return _add(
        tree.facts(StageEvent).filter(on__lte=on).aggregate(**catalogue.stage_stocks(organization.counted_by)),
        tree.facts(MemberEvent).filter(on__lte=on).aggregate(**catalogue.member_stocks()),
    )


def members_on(organization, on):
    """Full and probationary members on a day."""
    found = _stocks(organization, on)
    return found["full_members"] + found["probationary_members"]


def _add(*parts):
    total = defaultdict(int)
    for part in parts:
        for key, value in part.items():
            total[key] += value
    return total


def organization_counts(organization, on):
    """How many base organizations, grassroots committees, base cells and cells there are on `on`."""
    kinds = _kinds_as_today(organization, on)
    kinds = _kinds_on(organization, on) if kinds is None else kinds
    return {
        "base_organizations": kinds.get("grassroots_committee", 0) + kinds.get("base_cell", 0),
        "grassroots_committees": kinds.get("grassroots_committee", 0),
        "base_cells": kinds.get("base_cell", 0),
        "cells": kinds.get("cell", 0),
    }


def _kinds_on(organization, on):
    """kind -> number of organizations on `on`, by what each was then."""
    states = (
        OrganizationState.objects.filter(
            organization__in=TreeOn(organization, on).organizations().values("pk"), valid_from__lte=on
        )
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .values_list("kind")
        .annotate(number=Count("organization", distinct=True))
    )
    return dict(states)


def _kinds_as_today(organization, on):
    """The same of the largest units, where every organization was on `on` what it is today; else None.

    Today's are kept of a large one; less the few that were not founded yet or dissolved by then.
    """
    if not may_be_folded(organization) or anything_moved():
        return None
    other = Q(valid_to__gte=on) | Q(valid_from__gt=on)
    if OrganizationState.objects.filter(other).order_by().exists():
        return None
    kinds = dict(_kinds_today(organization))
    absent = Organization.objects.under(organization).filter(Q(dissolved_on__lte=on) | Q(founded_on__gt=on))
    absent = absent.filter(kind__in=COUNTED_KINDS)
    for kind, number in absent.order_by().values_list("kind").annotate(Count("pk")):
        kinds[kind] -= number
    return kinds


@once_a_reading
def _kinds_today(organization):
    """kind -> how many organizations are of it today, the dissolved among them."""
    rows = KINDS.by_unit(organization, timezone.localdate()).values()
    counts = zip(COUNTED_KINDS, map(sum, zip(*rows, strict=True)), strict=False)
    return {kind: number for kind, number in counts if number}


def _count(tree):
    kinds = {kind: Count("pk", filter=Q(kind=kind)) for kind in COUNTED_KINDS}
    rows = tree.by_unit(tree.among(Organization.objects.all()), kinds)
    return {pk: [row[kind] for kind in COUNTED_KINDS] for pk, row in rows.items()}


KINDS = Question("kinds", _count)
