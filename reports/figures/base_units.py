"""The base organizations of a unit on a day, by kind and type: what Biểu 2 (part III) and Biểu 5 count.

The kind is the one in force on the day; the type is the base organization's own, and everything below
it counts under that.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, Sum
from django.utils import timezone

from branches.models import MemberEvent, Organization, OrganizationState
from candidates.models import StageEvent
from reports import catalogue
from reports.reading import once_a_reading
from reports.tree import TreeOn, parents_on

COMMITTEE, CELL = "committee", "cell"
_BASE = {"grassroots_committee": COMMITTEE, "base_cell": CELL}
_SECTIONS = ("section", "affiliated")
# "Không còn quần chúng" is said while the report of a period is being written, so also shortly after its end.
SAID_WITHIN = timedelta(days=31)


@dataclass(frozen=True)
class BaseUnits:
    """`kinds` and `types` by base organization's id; `base_of`: every organization below one, and it itself."""

    kinds: dict
    types: dict
    base_of: dict
    sections: tuple
    cells: tuple


@once_a_reading
def base_units(organization, on):
    """The `BaseUnits` of `organization` on `on`."""
    tree = TreeOn(organization, on)
    rows = dict(tree.organizations().order_by().values_list("pk", "base_unit_type"))
    kinds, parents = _kinds(rows, on), parents_on(on)
    bases = {pk: _BASE[kind] for pk, kind in kinds.items() if kind in _BASE}
    base_of = {}
    for pk in rows:
        base = _base_above(pk, bases, parents)
        if base is not None:
            base_of[pk] = base

    def below(*wanted):
        """Those of these kinds below a base committee."""
        held = [pk for pk, base in base_of.items() if kinds.get(pk) in wanted and bases[base] == COMMITTEE]
        return tuple(sorted(held))

    types = {pk: rows[pk] for pk in bases}
    return BaseUnits(bases, types, base_of, below(*_SECTIONS), below("cell"))


def _kinds(ids, on):
    """organization id -> its kind on `on`."""
    states = OrganizationState.objects.filter(valid_from__lte=on).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )
    known = Organization.objects.filter(pk__in=ids) if len(ids) < 500 else Organization.objects.all()
    found = dict(known.order_by().values_list("pk", "kind"))
    states = states.filter(organization__in=known.values("pk")).order_by("valid_from")
    found.update(states.values_list("organization", "kind"))
    return {pk: found[pk] for pk in ids}


def _base_above(pk, bases, parents):
    while pk is not None and pk not in bases:
        pk = parents.get(pk)
    return pk


@once_a_reading
def admitting(organization, period):
    """The ids of the base organizations that admitted somebody in the period."""
    condition = catalogue.flow_condition("admitted", counted_by=organization.counted_by)
    facts = TreeOn(organization, period.end).facts(StageEvent)
    places = facts.filter(condition, on__range=(period.start, period.end)).order_by()
    base_of = base_units(organization, period.end).base_of
    return {base_of[pk] for pk in places.values_list("organization", flat=True).distinct() if pk in base_of}


@once_a_reading
def without_source(organization, on):
    """The ids of the base organizations that said that nobody is left outside the Party.

    A remark counts for the period that ends on `on` when it was made at the latest a month after that day;
    before the first record of a unit its first one holds.
    """
    ids = list(base_units(organization, on).kinds)
    past = Organization.history.filter(id__in=ids).order_by("history_date", "history_id")
    said = {}
    for pk, at, no_source in past.values_list("id", "history_date", "no_source_left"):
        if pk not in said or timezone.localdate(at) <= on + SAID_WITHIN:
            said[pk] = no_source
    return {pk for pk, no_source in said.items() if no_source}


@once_a_reading
def members_by_place(organization, on):
    """organization id -> members on `on`, by the organization they belong to itself."""
    tree, found = TreeOn(organization, on), defaultdict(int)
    changes = (
        (StageEvent, catalogue.stage_change("members", organization.counted_by)),
        (MemberEvent, catalogue.member_change("members")),
    )
    for model, change in changes:
        rows = tree.facts(model).filter(on__lte=on).order_by().values_list("organization_id").annotate(n=Sum(change))
        for pk, number in rows:
            found[pk] += number
    return dict(found)
