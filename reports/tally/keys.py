"""What is added up beforehand: the catalogue's figures, in the catalogue's own conditions and changes, and beside
them what the tables of a unit ask of each of its direct units.
"""

import hashlib
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from django.db.models import Count, Expression, F, Q, Sum
from django.db.models.functions import Coalesce

from branches.models import MemberEvent, Organization
from candidates.counting import CEREMONY, DECISION
from candidates.models import StageEvent
from reports import catalogue
from reports.catalogue import FLOW, MEMBER, STAGE

MODELS = {STAGE: StageEvent, MEMBER: MemberEvent}
WHOLE = 1  # the root of an installation and what stands directly below it: all figures of the catalogue
DEEPEST = 2  # one further down only what the tables of the unit above it ask; what is smaller reads its facts
AT_START, AT_END, OF_DAYS = "at_start", "at_end", "of_days"  # over which days a line of those tables is counted
MOVES = ("transferred_in", "transferred_out")
# Of who was admitted: the sum of the ages that are known, and how many those are.
AGES, AGED = "admitted_ages", "admitted_aged"
# The flows that T1, T5, T6 and T8 ask of each direct unit.
OF_UNITS = ("admitted", "recognized", "struck_off", "cards_issued", *MOVES, "restored", "deceased", "expelled",
            "struck_off_members", "resigned", "admission_annulled")  # fmt: skip
STOCKS = {
    STAGE: ("full_members", "probationary_members", *catalogue.CASE_STOCKS),
    MEMBER: ("full_members", "probationary_members"),
}


@dataclass(frozen=True)
class Entry:
    """A number that is kept under `name`: how many facts of `facts` meet a condition, or what those change.

    A flow is asked of some days, what is none (`is_flow`) of all days up to one.
    """

    name: str
    facts: str
    condition: Q = field(default_factory=Q)
    change: Expression | None = None
    is_flow: bool = True

    def aggregate(self, days=None):
        """Of the rows whose day meets `days` (a Q; all where there is none)."""
        asked = self.condition & (days or Q())
        if self.change is None:
            return Count("pk", filter=asked)
        return Coalesce(Sum(self.change, filter=asked or None), 0)


@cache
def entries(counted_by, depth):
    """The catalogue's figures of a unit of that setting and depth: (key of the catalogue, its `Entry`).

    A stock of members is kept from both tables, under one name. Transfers within the tree count by the depth at
    which they cancel, as long as nothing has moved.
    """
    flows = [(key, name) for key, row in catalogue.INDICATORS.items() for name in row.facts if row.kind == FLOW]
    found = [(key, _flow(key, name, counted_by, depth)) for key, name in flows]
    stocks = ((key, _stock(key, name, counted_by)) for name, keys in STOCKS.items() for key in keys)
    return (*found, *stocks, *_ages(counted_by))


@cache
def entries_of_units(counted_by, depth):
    """What the tables of a unit ask of each of its direct units, which stand at `depth`: (label, `Entry`, which days).

    Lines of one label are added.
    """
    flows = ((key, name) for key in OF_UNITS for name in catalogue.EVERY[key].facts)
    found = [(key, _flow(key, name, counted_by, depth), OF_DAYS) for key, name in flows]
    for name in MODELS:
        members = [_stock(key, name, counted_by) for key in ("full_members", "probationary_members")]
        found += [(label, entry, when) for label, when in (("members", AT_END), (catalogue.AT_START, AT_START))
                  for entry in members]  # fmt: skip
        found += [(catalogue.AT_START, _opened(name, counted_by), OF_DAYS)]
        found += [(catalogue.PROBATION_AT_START, members[1], AT_START), ("probationary_members", members[1], AT_END)]
        found += [("probation_others", _other_probation(name, counted_by), OF_DAYS)]
    # Beside them the stocks: of all facts that a unit ever had only these need every one.
    found += [(key, _stock(key, name, counted_by), AT_END) for name, stocks in STOCKS.items() for key in stocks]
    return tuple(
        {(label, entry.name, entry.facts, when): (label, entry, when) for label, entry, when in found}.values()
    )


@cache
def of_figures(counted_by, depth, moves_at):
    """Whatever is kept of a unit at `depth` as a figure of its own: (key of the catalogue, `Entry`, which days).

    Transfers are those that cancel at the depth `moves_at`.
    """
    whole = entries(counted_by, moves_at) if depth <= WHOLE else ()
    found = [(key, entry, OF_DAYS if entry.is_flow else AT_END) for key, entry in whole]
    known = {key for key, *_ in found}
    beside = (each for each in entries_of_units(counted_by, moves_at) if each[0] in catalogue.EVERY)
    return (*found, *(each for each in beside if each[0] not in known))


def entry_of(key, counted_by, depth=0):
    """The one `Entry` of a flow that one table tells."""
    return next(entry for each, entry in entries(counted_by, depth) if each == key)


def kept(depth):
    """Every `Entry` that is folded for a unit at `depth`: for either setting, and for when something will move."""
    found = {}
    for basis in (CEREMONY, DECISION):
        for at in range(depth + 1):
            rows = entries(basis, at) if depth <= WHOLE else ()
            rows += entries_of_units(basis, at)
            found.update(((row[1].name, row[1].facts), row[1]) for row in rows)
    return tuple(found.values())


def _flow(key, facts, counted_by, depth):
    def condition(basis, table):
        return catalogue.flow_condition(key, counted_by=basis, depth=depth, facts=table)

    def definition(basis):
        return [condition(basis, table) for table in catalogue.EVERY[key].facts]

    name = f"{key}@{depth}" if key in MOVES and depth else _named(key, counted_by, definition)
    return Entry(name, facts, condition=condition(counted_by, facts))


def _ages(counted_by):
    admitted = _flow("admitted", STAGE, counted_by, 0)
    known = admitted.condition & Q(age__isnull=False)
    for key, change in ((AGES, F("age")), (AGED, None)):
        yield key, Entry(admitted.name.replace("admitted", key), STAGE, known, change)


def _stock(key, facts, counted_by):
    name = _named(key, counted_by, lambda basis: catalogue.stage_change(key, basis))
    return Entry(name, facts, change=_change(key, facts, counted_by), is_flow=False)


def _opened(facts, counted_by):
    """Members who came with a roster: in the days of a report they count as if they had been there before."""
    name = _named("members_opened", counted_by, lambda basis: catalogue.stage_change("members", basis))
    return Entry(name, facts, catalogue.opening(MODELS[facts]), _change("members", facts, counted_by))


def _other_probation(facts, counted_by):
    """What else than admission, recognition and striking off changed the number of probationers."""
    name = _named("probation_others", counted_by, catalogue.beside_probation)
    beside = catalogue.beside_probation(counted_by) if facts == STAGE else Q()
    return Entry(name, facts, beside, _change("probationary_members", facts, counted_by))


def _change(key, facts, counted_by):
    return catalogue.stage_change(key, counted_by) if facts == STAGE else catalogue.member_change(key)


def _named(key, counted_by, definition):
    """Figures that the setting changes are kept once for each; under one name, whichever tables tell them."""
    if counted_by == CEREMONY or _spelled(definition(CEREMONY)) == _spelled(definition(DECISION)):
        return key
    return f"{key}/{counted_by}"


@cache
def definition():
    """What is counted, in one word: another wherever the catalogue counts anything otherwise."""
    said = [
        (depth, entry.name, entry.facts, entry.is_flow, _spelled(entry.condition), _spelled(entry.change))
        for depth in range(DEEPEST + 1)
        for entry in kept(depth)
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _spelled(asked):
    """The same text for the same condition, in every process."""
    if isinstance(asked, Q):
        return (asked.connector, asked.negated, [_spelled(child) for child in asked.children])
    if isinstance(asked, list):
        return [_spelled(each) for each in asked]
    if isinstance(asked, set | frozenset):
        return sorted(map(repr, asked))
    if isinstance(asked, tuple) and len(asked) == 2:
        return (asked[0], _spelled(asked[1]))
    return repr(asked)


def may_be_folded(organization):
    """Whether all of its figures may be: of what stands further down only those of `entries_of_units`."""
    return organization.depth <= min(WHOLE, DEEPEST)


def families():
    """The organizations that may be folded, in lists of those that stand below one parent: the uppermost first."""
    rows = (
        Organization.objects.filter(depth__lte=DEEPEST).select_related("parent").order_by("depth", "parent_id", "pk")
    )
    return [list(units) for _, units in groupby(rows, key=lambda unit: unit.parent_id)]
