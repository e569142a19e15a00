"""What is asked of the states of a unit: read where they are kept, counted where anything was touched since."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from reports.reading import asks_the_present
from reports.sending.moments import one_moment
from reports.states.held import concerned, held
from reports.states.leaves import LeavesOn
from reports.tree import TreeOn, elsewhere_on

DEEPEST = 1  # what stands further down counts its own people as fast


def add(parts):
    """The numbers of several units together."""
    return [sum(numbers) for numbers in zip(*parts, strict=True)]


@dataclass(frozen=True)
class Question:
    """A question about a day: `count(tree)` answers it from the rows, unit's id -> numbers, of the units of any tree.

    `label` names it in words. `join` makes the numbers of one unit from a list of those of its parts. `by_basis`
    where the answer depends on the day by which the asking unit counts an admission. `of_remarks` where remarks are
    asked, and the rhythm and meetings that ask for them. Numbers are what JSON can hold.
    """

    key: str
    label: str
    count: Callable
    join: Callable = add
    by_basis: bool = False
    of_remarks: bool = False

    def name(self, counted_by):
        """Under which its numbers are kept."""
        return f"{self.key}/{counted_by}" if self.by_basis else self.key

    def by_unit(self, organization, on):
        """Child's id -> numbers, of those that have any; what stands in `organization` itself is under its own id."""
        found = self.kept(organization, on)
        return self.count(TreeOn(organization, on)) if found is None else found

    def kept(self, organization, on):
        """`by_unit` of what is kept; None where nothing is that holds."""
        if not may_be_kept(organization):
            return None
        with one_moment():
            # What stood elsewhere on the day is counted where it stood.
            found = None
            if not elsewhere_on(on):
                found = held(organization, on, self.name(organization.counted_by), self.of_remarks)
            if found is None:
                return None
            units = {leaf.unit for leaf in found.touched}
            parts = [(leaf, numbers) for leaf, numbers in found.rows if leaf.unit not in units]
            if found.touched:
                counted = self.count(LeavesOn(organization, on, found.touched))
                parts += [(leaf, counted[leaf.unit]) for leaf in found.touched if leaf.unit in counted]
        return self._joined(organization, parts)

    def concerned(self, touched):
        """Those of the leaves `touched` whose answer may be another now."""
        return concerned(touched, self.of_remarks)

    def _joined(self, organization, parts):
        found = defaultdict(list)
        for leaf, numbers in parts:
            found[leaf.child_of(organization)].append(numbers)
        return {child: self.joined(numbers) for child, numbers in found.items()}

    def joined(self, parts):
        """The numbers of one unit from those of its parts, one at least."""
        return self.join(parts) if len(parts) > 1 else parts[0]


def may_be_kept(organization):
    """Whether the states of an organization may be read from what is kept; what was known earlier is asked of the
    facts. On SQLite, which nobody runs at that size, nothing tells what a transaction touched.
    """
    return connection.vendor == "postgresql" and organization.depth <= DEEPEST and asks_the_present()
