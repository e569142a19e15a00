"""The tree as it stood on a day: which organizations a unit had, and whose facts are its own.

Facts count where they happened and are rolled up by the tree of the period's last day. While
nothing in the installation has ever moved, the ancestor columns of the facts say that at once;
after a move the dated parents are walked instead, because older facts keep their old columns.
"""

from collections import defaultdict

from django.db.models import Exists, F, OuterRef, Q

from branches.models import MemberEvent, Organization, OrganizationState
from branches.placed import ANCESTOR_FIELDS, DEPTHS
from reports.reading import known, once_a_reading, states_known

_UNITS = Organization.objects.exclude(kind="group").order_by("pk")


class TreeOn:
    """The tree below `organization` on `on`."""

    def __init__(self, organization, on):
        self.organization, self.on, self._below = organization, on, None
        self._unit_of = self._walk() if anything_moved() else None

    def facts(self, model):
        """The rows of `model` (facts, members: anything placed) that belong to the unit."""
        return self.among(known(model))

    def among(self, rows):
        """Those of `rows` (a queryset of anything placed, or of organizations) that belong to the unit."""
        if self._unit_of is None:
            return rows.under(self.organization)
        return rows.filter(**{f"{_place_of(rows)}__in": list(self._unit_of)})

    def crossing(self):
        """Which of its transfers lead out of the unit or into it, as a Q over member events.

        After a move the depth that a transfer carries tells of another tree: then both its ends are looked for.
        """
        if not self.has_moved:
            return Q(common_depth__lt=self.organization.depth)
        return Q(common_depth=-1) | ~self.other_end_within()

    @property
    def has_moved(self):
        """Whether anything of the whole tree ever stood elsewhere: then `other_end_within` tells of transfers."""
        return anything_moved()

    def other_end_within(self):
        """Which transfers within the whole tree have their other end in the unit, as a Q over member events."""
        ends = known(MemberEvent).filter(member=OuterRef("member"), on=OuterRef("on"), common_depth__gte=0)
        ends = self.among(ends).order_by().exclude(kind=OuterRef("kind"))
        return Q(Exists(ends))

    def crossing_units(self, transfers):
        """`crossing` for each of its units: which of `transfers` (member events) lead out of their unit or into it."""
        if self.units() == [self.organization]:
            return self.crossing()
        if self._unit_of is None:
            return Q(common_depth__lte=self.organization.depth)
        ends, moves = transfers.filter(common_depth__gte=0), defaultdict(dict)
        for pk, kind, member, on, place in ends.values_list("pk", "kind", "member", "on", "organization_id"):
            moves[member, on, self._unit_of[place]][pk] = kind
        within = [pk for kinds in moves.values() if len(set(kinds.values())) > 1 for pk in kinds]
        return Q(common_depth=-1) | ~Q(pk__in=within)

    def organizations(self):
        """The organization itself and all below it that existed on the day."""
        return self.among(Organization.objects.all()).existing(self.on)

    def units(self):
        """Its direct children, groups left out, in the tree's order; itself where it has none."""
        if self._unit_of is None:
            found = list(_children_of(self.organization))
        else:
            found = list(_UNITS.filter(pk__in=set(self._unit_of.values()) - {self.organization.pk}))
        return found or [self.organization]

    def by_unit(self, facts, aggregates):
        """Aggregate `facts` by child: child id -> {key: number}; what lies above them is under the own id.

        The aggregates are counts and sums: parts of one child are added.
        """
        depth = self.organization.depth + 1
        if self._unit_of is None and depth < DEPTHS:
            column = ANCESTOR_FIELDS[depth]
            rows = facts.order_by().values(column).annotate(**aggregates)
            return {(row.pop(column) or self.organization.pk): row for row in rows}
        found, place = defaultdict(lambda: dict.fromkeys(aggregates, 0)), _place_of(facts)
        for row in facts.order_by().values(place).annotate(**aggregates):
            unit = found[self.unit_of(row.pop(place))]
            for key, value in row.items():
                unit[key] += value
        return dict(found)

    @property
    def unit_column(self):
        """The column of a fact that tells its child; `unit_in` reads its values."""
        depth = self.organization.depth + 1
        return ANCESTOR_FIELDS[depth] if self._unit_of is None and depth < DEPTHS else "organization_id"

    def unit_in(self, value, column):
        """The child that a value of `unit_column` stands for; the organization itself above its children."""
        return self.unit_of(value) if column == "organization_id" else value or self.organization.pk

    def unit_columns(self, model):
        """The columns of `model` (anything placed) that tell the child of a row; `unit_told` reads their values."""
        return (self.unit_column,)

    def unit_told(self, values):
        """The child that the values of `unit_columns` stand for."""
        return self.unit_in(values[0], self.unit_column)

    def unit_of(self, organization_id):
        """The child that an organization below belongs to."""
        if self._unit_of is None and self.organization.depth + 1 < DEPTHS:
            self._below = self._below or units_below(self.organization)
            return self._below[organization_id]
        if self._unit_of is None:
            self._unit_of = self._walk()
        return self._unit_of[organization_id]

    def _walk(self):
        """organization id -> child id, for everything below; the unit itself maps to itself."""
        children = defaultdict(list)
        for pk, parent in parents_on(self.on).items():
            children[parent].append(pk)
        root = self.organization.pk
        found, waiting = {root: root}, [(child, child) for child in children[root]]
        while waiting:
            pk, unit = waiting.pop()
            found[pk] = unit
            waiting += [(child, unit) for child in children[pk]]
        return found


def _place_of(rows):
    """The column of `rows` that names their organization."""
    return "pk" if rows.model is Organization else "organization_id"


def _elsewhere_once():
    """States under another parent than today's."""
    past = OrganizationState.objects.filter(valid_to__isnull=False)
    return past.exclude(parent_id=F("organization__parent_id")).exclude(
        parent__isnull=True, organization__parent__isnull=True
    )


@once_a_reading
def _children_of(organization):
    return list(_UNITS.filter(parent=organization))


@once_a_reading
def anything_moved():
    """Whether any organization ever stood under another parent than today's."""
    return _elsewhere_once().exists()


@once_a_reading
def units_below(organization):
    """organization id -> child id, for everything below `organization` today; the unit itself maps to itself."""
    rows = Organization.objects.under(organization).order_by()
    rows = rows.values_list("pk", ANCESTOR_FIELDS[organization.depth + 1])
    return {pk: unit or organization.pk for pk, unit in rows}


@once_a_reading
def parents_on(on):
    """organization id -> parent id as on `on`."""
    return dict(Organization.objects.values_list("pk", "parent_id")) | elsewhere_on(on)


@once_a_reading
def elsewhere_on(on):
    """organization id -> parent id as on `on`, of those that stood under another parent then than today.

    Within `as_known` as it was recorded then: a move of those days that was recorded since is none.
    """
    if not anything_moved():
        return {}
    states, reopened = states_known()
    moved = states.filter(organization__in=_elsewhere_once().values("organization"))
    in_force = moved.filter(valid_from__lte=on)
    if not reopened:  # else the last that had begun: that one follows another, no day lies between them
        in_force = in_force.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    rows = in_force.order_by("valid_from", "pk").values_list("organization", "parent_id", "organization__parent_id")
    then = {pk: (parent, today) for pk, parent, today in rows}
    return {pk: parent for pk, (parent, today) in then.items() if parent != today}
