"""What is added up beforehand: the catalogue's figures, in the catalogue's own conditions and changes."""

import hashlib
from dataclasses import dataclass
from functools import cache

from django.db.models import Count, Expression, Q, Sum
from django.db.models.functions import Coalesce

from branches.models import MemberEvent, Organization
from candidates.counting import CEREMONY, DECISION
from candidates.models import StageEvent
from reports import catalogue
from reports.catalogue import FLOW, MEMBER, STAGE

MODELS = {STAGE: StageEvent, MEMBER: MemberEvent}
DEEPEST = 1  # the root of an installation and what stands directly below it; what is smaller reads its facts
MOVES = ("transferred_in", "transferred_out")
STOCKS = {
    STAGE: ("full_members", "probationary_members", *catalogue.CASE_STOCKS),
    MEMBER: ("full_members", "probationary_members"),
}


@dataclass(frozen=True)
class Entry:
    """A number that is kept under `name`: how many facts of `facts` meet a condition, or what they change."""

    name: str
    facts: str
    condition: Q | None = None
    change: Expression | None = None

    @property
    def is_flow(self):
        return self.change is None

    def aggregate(self, days=None):
        """Of the rows whose day meets `days` (a Q; all where there is none)."""
        days = days or Q()
        if self.is_flow:
            return Count("pk", filter=self.condition & days)
        return Coalesce(Sum(self.change, filter=days or None), 0)


@cache
def entries(counted_by, depth):
    """The catalogue's figures of a unit of that setting and depth: (key of the catalogue, its `Entry`).

    A stock of members is kept from both tables, under one name. Transfers within the tree count by the depth at
    which they cancel, as long as nothing has moved.
    """
    flows = [(key, name) for key, row in catalogue.INDICATORS.items() for name in row.facts if row.kind == FLOW]
    found = [(key, _flow(key, name, counted_by, depth)) for key, name in flows]
    return (*found, *((key, _stock(key, name, counted_by)) for name, keys in STOCKS.items() for key in keys))


def entry_of(key, counted_by, depth=0):
    """The one `Entry` of a flow that one table tells."""
    return next(entry for each, entry in entries(counted_by, depth) if each == key)


def kept(depth):
    """Every `Entry` that is folded for a unit at `depth`: for either setting, and for when something will move."""
    found = {}
    for basis in (CEREMONY, DECISION):
        for at in range(depth + 1):
            found.update(((entry.name, entry.facts), entry) for _, entry in entries(basis, at))
    return tuple(found.values())


def _flow(key, facts, counted_by, depth):
    def condition(basis):
        return catalogue.flow_condition(key, counted_by=basis, depth=depth)

    name = f"{key}@{depth}" if key in MOVES and depth else _named(key, counted_by, condition)
    return Entry(name, facts, condition=condition(counted_by))


def _stock(key, facts, counted_by):
    def change(basis):
        return catalogue.stage_change(key, basis) if facts == STAGE else catalogue.member_change(key)

    name = _named(key, counted_by, lambda basis: catalogue.stage_change(key, basis))
    return Entry(name, facts, change=change(counted_by))


def _named(key, counted_by, definition):
    """Figures that the setting changes are kept once for each."""
    if counted_by == CEREMONY or _spelled(definition(CEREMONY)) == _spelled(definition(DECISION)):
        return key
    return f"{key}/{counted_by}"


@cache
def definition():
    """What is counted, in one word: another wherever the catalogue counts anything otherwise."""
    said = [
        (depth, entry.name, entry.facts, _spelled(entry.condition if entry.is_flow else entry.change))
        for depth in range(DEEPEST + 1)
        for entry in kept(depth)
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _spelled(asked):
    """The same text for the same condition, in every process."""
    if isinstance(asked, Q):
        return (asked.connector, asked.negated, [_spelled(child) for child in asked.children])
    if isinstance(asked, set | frozenset):
        return sorted(map(repr, asked))
    if isinstance(asked, tuple) and len(asked) == 2:
        return (asked[0], _spelled(asked[1]))
    return repr(asked)


def may_be_folded(organization):
    return organization.depth <= DEEPEST


def candidates_for_folding():
    return Organization.objects.filter(depth__lte=DEEPEST).order_by("depth", "pk")
