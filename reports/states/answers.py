"""What is asked of the states of a unit: read where they are kept, counted where anything was touched since."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
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
# Whose text says how a question is answered: the law, the facts and the tree, and the questions themselves.
PROGRAM = ("branches", "candidates", "reports")


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
            held, name = None if elsewhere_on(on) else _held(organization, on), self.name(organization.counted_by)
            if held is None or name not in held.names:
                return None
            touched = self.concerned(held.touched)
            units = {leaf.unit for leaf in touched}
            parts = [
                (leaf, numbers[name]) for leaf, numbers in held.rows if name in numbers and leaf.unit not in units
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


def definition():
    """What is kept holds only for this release, these rules, in this database."""
    token = RulebookStamp.objects.values_list("token", flat=True).first() or ""
    return f"{_release()}:{token}:{marks.source()}"


@cache
def _release():
    """Another word for every other text of the program that may answer otherwise."""
    digest = hashlib.sha256()
    for app in PROGRAM:
        for path in sorted((settings.BASE_DIR / app).rglob("*")):
            if path.suffix in {".py", ".csv", ".json"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@dataclass(frozen=True)
class _Held:
    names: frozenset
    rows: list  # (Leaf, {name: numbers}), of what was touched too
    touched: list


@once_a_reading
def _held(organization, on):
    """What is kept below `organization` of the day, and which leaves below it were touched since; None: nothing."""
    kept = KeptStates.objects.filter(root_id=organization.ancestors()[0], on=on).first()
    if kept is None or kept.definition != definition():
        return None
    touched = [leaf for leaf in touched_since(kept.mark, kept.root_id) if organization.pk in leaf.steps]
    rows = kept.states.filter(**{COLUMNS[organization.depth]: organization.pk} if organization.depth else {})
    rows = list(rows.values_list("kept__mark", "numbers", *COLUMNS))
    if not rows or any(mark != kept.mark for mark, *_ in rows):
        return None  # counted anew meanwhile, seen only by who asks within a transaction of another kind
    rows = [(Leaf.of(ancestors), numbers) for _, numbers, *ancestors in rows]
    return _Held(frozenset(kept.names), rows, touched)
