"""The tree of a day cut off at a depth: its units are what stands there, with all below it, and what ends above it."""

from dataclasses import dataclass, field

from django.db.models import Q

from branches.models import Organization
from branches.placed import ANCESTOR_FIELDS
from reports.tree import TreeOn, anything_moved

DEPTH = 2
COLUMNS = ANCESTOR_FIELDS[: DEPTH + 1]


@dataclass(frozen=True)
class Leaf:
    """A unit by the way down to it: the ids of the root and of what stands below, its own last.

    `of_remarks`, of one that was touched: by nothing but remarks.
    """

    steps: tuple
    of_remarks: bool = field(default=False, compare=False)

    @classmethod
    def of(cls, ancestors, of_remarks=False):
        return cls(tuple(pk for pk in ancestors[: DEPTH + 1] if pk is not None), of_remarks)

    @property
    def unit(self):
        return self.steps[-1]

    def child_of(self, organization):
        """The child of `organization` that the leaf belongs to; the organization itself where it ends there."""
        return self.steps[min(organization.depth + 1, len(self.steps) - 1)]


class LeavesOn(TreeOn):
    """Some leaves below `organization`, on a day on which everything stood where it stands today.

    Without `only` all of them. Answers what a `TreeOn` does as far as a `Question` asks it, by `Leaf.unit`.
    """

    def __init__(self, organization, on, only=None):
        self.organization, self.on, self._only, self._unit_of = organization, on, only, None

    def among(self, rows):
        return rows.filter(self._within(self._prefix(rows.model)))

    def organizations(self):
        return self.among(Organization.objects.all()).existing(self.on)

    def by_unit(self, facts, aggregates):
        columns = self.unit_columns(facts.model)
        rows = facts.order_by().values(*columns).annotate(**aggregates)
        return {self.unit_told([row.pop(column) for column in columns]): row for row in rows}

    def unit_columns(self, model):
        return [f"{self._prefix(model)}{column}" for column in COLUMNS]

    def unit_told(self, values):
        return Leaf.of(values).unit

    @property
    def unit_column(self):
        return "organization_id"

    def unit_of(self, organization_id):
        if self._unit_of is None:
            rows = self.among(Organization.objects.order_by()).values_list("pk", *COLUMNS)
            self._unit_of = {pk: Leaf.of(ancestors).unit for pk, *ancestors in rows}
        return self._unit_of[organization_id]

    def _prefix(self, model):
        """Before any move a row's own ancestors tell where it belongs; afterwards those of its organization."""
        return "" if model is Organization or not anything_moved() else "organization__"

    def _within(self, prefix):
        if self._only is None:
            return Q(**{f"{prefix}{COLUMNS[self.organization.depth]}": self.organization.pk})
        condition = Q(pk__in=())
        for length in range(1, len(COLUMNS) + 1):
            units = [leaf.unit for leaf in self._only if len(leaf.steps) == length]
            if units:
                ends = {f"{prefix}{COLUMNS[length]}__isnull": True} if length < len(COLUMNS) else {}
                condition |= Q(**{f"{prefix}{COLUMNS[length - 1]}__in": units}, **ends)
        return condition
