"""The catalogue's figures of one unit, and how many organizations there are."""

from collections import Counter, defaultdict

from django.db.models import Count, Q
from django.utils import timezone

from branches.models import MemberEvent, Organization, OrganizationState
from candidates.models import StageEvent
from reports import catalogue
from reports.reading import once_a_reading, one_reading
from reports.sending.moments import in_one_moment
from reports.states.answers import Question
from reports.tally import answers
from reports.tally.keys import may_be_folded
from reports.tree import TreeOn, elsewhere_on


@one_reading
@once_a_reading
@in_one_moment
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
    kinds = _kinds_since_then(organization, on)
    kinds = _kinds_on(TreeOn(organization, on).organizations(), on) if kinds is None else kinds
    return {
        "base_organizations": kinds.get("grassroots_committee", 0) + kinds.get("base_cell", 0),
        "grassroots_committees": kinds.get("grassroots_committee", 0),
        "base_cells": kinds.get("base_cell", 0),
        "cells": kinds.get("cell", 0),
    }


def _kinds_on(organizations, on):
    """kind -> how many of `organizations`, all existing on `on`, were of it then."""
    states = OrganizationState.objects.filter(organization__in=organizations.order_by().values("pk"))
    return Counter(dict(_in_force(states, on).values_list("kind").annotate(Count("organization", distinct=True))))


def _in_force(states, on):
    return states.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on).order_by()


def _kinds_since_then(organization, on):
    """The same of a large unit: as they are today, but for the few that were founded, dissolved or changed since.

    None where it is small, or where anything stood elsewhere on the day.
    """
    today = timezone.localdate()
    if not may_be_folded(organization) or on > today or elsewhere_on(on):
        return None
    kinds = _kinds_today(organization)
    if on == today:
        return kinds
    changed = Organization.objects.under(organization).filter(pk__in=_changed_since(on))
    if not (pks := list(changed.order_by().values_list("pk", flat=True))):
        return kinds
    changed = Organization.objects.filter(pk__in=pks)
    return kinds - _kinds_on(changed.existing(today), today) + _kinds_on(changed.existing(on), on)


def _changed_since(on):
    """The ids of what was founded, dissolved or changed since, anywhere; each by its own index."""
    units, states = Organization.objects.order_by(), OrganizationState.objects.order_by()
    return (
        units.filter(founded_on__gt=on)
        .values("pk")
        .union(
            units.filter(dissolved_on__gt=on).values("pk"),
            states.filter(valid_to__gte=on).values("organization"),
            states.filter(valid_from__gt=on).values("organization"),
        )
    )


@once_a_reading
def _kinds_today(organization):
    """kind -> how many organizations are of it today."""
    rows = KINDS.by_unit(organization, timezone.localdate()).values()
    return Counter(dict(zip(COUNTED_KINDS, map(sum, zip(*rows, strict=True)), strict=False)))


def _count(tree):
    """unit's id -> how many of its organizations are of each of the `COUNTED_KINDS` on the day."""
    kinds = {kind: Count("pk", filter=Q(states__kind=kind)) for kind in COUNTED_KINDS}
    rows = tree.organizations().filter(
        Q(states__valid_to__isnull=True) | Q(states__valid_to__gte=tree.on), states__valid_from__lte=tree.on
    )
    return {pk: [row[kind] for kind in COUNTED_KINDS] for pk, row in tree.by_unit(rows, kinds).items()}


KINDS = Question("kinds", "số tổ chức đảng", _count)
