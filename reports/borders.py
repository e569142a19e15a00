"""Across which border a transfer leads: into another province, another district of the province, or neither."""

from django.db.models import Q

from branches.models import Organization
from reports.reading import once_a_reading
from reports.tree import TreeOn, parents_on

ORIGINS = ("other_province", "province", "internal", "unsaid")
PROVINCE = "central_level"
_NONE = Q(pk__in=[])


def came_from(tree):
    """origin -> which transfers that cross the unit of `tree` (a `TreeOn`) are of it, in the tree of that day.

    What lies below the province's direct parts moves within its own organization.
    """
    beyond, across, within = _inside(tree)
    outside, inside = Q(common_depth=-1), Q(common_depth__gte=0)
    return {
        "other_province": (outside & Q(other_province=True)) | (inside & beyond),
        "province": (outside & Q(other_province=False)) | (inside & across),
        "internal": inside & within,
        "unsaid": outside & Q(other_province__isnull=True),
    }


def _inside(tree):
    """Of the transfers within the whole tree: those beyond the unit's province, across it, and within one part of it.

    Once something has moved, the depth that a transfer carries tells of another tree: its other end is looked for.
    """
    if not tree.has_moved:
        province = _province_depth(tree.organization)
        return Q(common_depth__lt=province), Q(common_depth=province), Q(common_depth__gt=province)
    province, part = _province_and_part(tree.organization, tree.on)
    if province is None:
        return _NONE, _NONE, Q()
    here = TreeOn(province, tree.on).other_end_within()
    within = TreeOn(part, tree.on).other_end_within() if part else _NONE
    return ~here, here & ~within, within


@once_a_reading
def _province_depth(organization):
    """At which depth the province of `organization` stands; -1 where the tree has none above it."""
    kinds = Organization.objects.filter(pk__in=[pk for pk in organization.ancestors() if pk])
    return max(kinds.filter(kind=PROVINCE).values_list("depth", flat=True), default=-1)


@once_a_reading
def _province_and_part(organization, on):
    """(the province above `organization` on the day, its direct part that holds it): None where there is none."""
    parents, way = parents_on(on), [organization.pk]
    while parents.get(way[-1]):
        way.append(parents[way[-1]])
    units = Organization.objects.in_bulk(way)
    place = next((place for place, pk in enumerate(way) if units[pk].kind == PROVINCE), None)
    if place is None:
        return None, None
    return units[way[place]], units[way[place - 1]] if place else None
