"""What is asked of the states of a unit: read where they are kept, counted where anything was touched since."""

import hashlib
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.db import connection

from candidates.models import RulebookStamp
from reports.models_states import KeptStates
from reports.reading import asks_the_present, once_a_reading
from reports.sending.moments import one_moment
from reports.states.leaves import COLUMNS, Leaf, LeavesOn
from reports.states.touched import touched_since
from reports.tally import marks
from reports.tree import TreeOn, elsewhere_on

DEEPEST = 1  # what stands further down counts its own people as fast
VERSION = "1"  # another one whenever what questions share answers otherwise: nothing kept by the old one is read


def add(one, other):
    """The numbers of two units together."""
    return [a + b for a, b in zip(one, other, strict=True)]


@dataclass(frozen=True)
class Question:
    """A question about a day: `count(tree)` answers it from the rows, unit's id -> numbers, of the units of any tree.

    `join` makes the numbers of one unit from those of its parts. `by_basis` where the answer depends on the day by
    which the asking unit counts an admission. Numbers are what JSON can hold.
    """

    key: str
    count: Callable
    join: Callable = add
    by_basis: bool = False

    def name(self, counted_by):
        """Under which its numbers are kept."""
        return f"{self.key}/{counted_by}" if self.by_basis else self.key

    @property
    def definition(self):
        """How it is answered, in one word: another one whenever its module says anything else."""
        return _source_of(self.count.__module__)

    def by_unit(self, organization, on):
        """Child's id -> numbers, of those that have any; what stands in `organization` itself is under its own id."""
        found = self._kept(organization, on)
        return self.count(TreeOn(organization, on)) if found is None else found

    def _kept(self, organization, on):
        if not may_be_kept(organization, on):
            return None
        with one_moment():
            held, name = _held(organization, on), self.name(organization.counted_by)
            if held is None or held.names.get(name) != self.definition:
                return None
            parts = [(leaf, numbers[name]) for leaf, numbers in held.rows if name in numbers]
            if held.touched:
                counted = self.count(LeavesOn(organization, on, held.touched))
                parts += [(leaf, counted[leaf.unit]) for leaf in held.touched if leaf.unit in counted]
        return self._joined(organization, parts)

    def _joined(self, organization, parts):
        found = {}
        for leaf, numbers in parts:
            child = leaf.child_of(organization)
            found[child] = self.join(found[child], numbers) if child in found else numbers
        return found


@cache
def _source_of(module):
    return hashlib.sha256(inspect.getsource(sys.modules[module]).encode()).hexdigest()[:16]


def may_be_kept(organization, on):
    """Whether the states of that day can be read from what is kept; what was known earlier is asked of the facts."""
    # On SQLite, which nobody runs at that size, nothing tells what a transaction touched.
    return (
        connection.vendor == "postgresql"
        and organization.depth <= DEEPEST
        and asks_the_present()
        and not elsewhere_on(on)
    )


def definition():
    """What is kept holds only for these rules, in this database."""
    token = RulebookStamp.objects.values_list("token", flat=True).first() or ""
    return f"{VERSION}:{token}:{marks.source()}"


@dataclass(frozen=True)
class _Held:
    names: dict  # name -> the definition by which it was answered
    rows: list  # (Leaf, {name: numbers}) of what was not touched
    touched: list


@once_a_reading
def _held(organization, on):
    """What is kept below `organization` of the day, and which leaves below it were touched since; None: nothing."""
    kept = KeptStates.objects.filter(root_id=organization.ancestors()[0], on=on).first()
    if kept is None or kept.definition != definition():
        return None
    touched = [leaf for leaf in touched_since(kept.mark, kept.root_id) if organization.pk in leaf.steps]
    units = {leaf.unit for leaf in touched}
    rows = kept.states.filter(**{COLUMNS[organization.depth]: organization.pk} if organization.depth else {})
    rows = list(rows.values_list("kept__mark", "numbers", *COLUMNS))
    if not rows or any(mark != kept.mark for mark, *_ in rows):
        return None  # counted anew meanwhile, seen only by who asks within a transaction of another kind
    rows = [(Leaf.of(ancestors), numbers) for _, numbers, *ancestors in rows]
    return _Held(kept.names, [row for row in rows if row[0].unit not in units], touched)
