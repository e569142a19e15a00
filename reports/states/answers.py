"""What is asked of the states of a unit: read where they are kept, counted where anything was touched since."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from reports.reading import asks_the_present
from reports.sending.moments import one_moment
from reports.states.held import held
from reports.states.leaves import LeavesOn
from reports.tree import TreeOn, elsewhere_on

DEEPEST = 1  # what stands further down counts its own people as fast


def add(one, other):
    """The numbers of two units together."""
    return [a + b for a, b in zip(one, other, strict=True)]


@dataclass(frozen=True)
class Question:
    """A question about a day: `count(tree)` answers it from the rows, unit's id -> numbers, of the units of any tree.

    `label` names it in words. `join` makes the numbers of one unit from those of its parts. `by_basis` where the
    answer depends on the day by which the asking unit counts an admission. `of_remarks` where remarks are asked, and
    the rhythm and meetings that ask for them. Numbers are what JSON can hold.
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
            found, name = None if elsewhere_on(on) else held(organization, on), self.name(organization.counted_by)
            if found is None or name not in found.names:
                return None
            touched = self.concerned(found.touched)
            units = {leaf.unit for leaf in touched}
            parts = [
                (leaf, numbers[name]) for leaf, numbers in found.rows if name in numbers and leaf.unit not in units
            ]
            if touched:
                counted = self.count(LeavesOn(organization, on, touched))
                parts += [(leaf, counted[leaf.unit]) for leaf in touched if leaf.unit in counted]
        return self._joined(organization, parts)

    def concerned(self, touched):
        """Those of the leaves `touched` whose answer may be another now."""
        return touched if self.of_remarks else [leaf for leaf in touched if not leaf.of_remarks]

    def _joined(self, organization, parts):
        found = {}
        for leaf, numbers in parts:
            child = leaf.child_of(organization)
            found[child] = self.join(found[child], numbers) if child in found else numbers
        return found


def may_be_kept(organization):
    """Whether the states of an organization may be read from what is kept; what was known earlier is asked of the
    facts. On SQLite, which nobody runs at that size, nothing tells what a transaction touched.
    """
    return connection.vendor == "postgresql" and organization.depth <= DEEPEST and asks_the_present()
