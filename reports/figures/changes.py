"""Members gained and lost over a period, by unit (T6, the rows of Biểu 1)."""

from collections import defaultdict
from dataclasses import dataclass, fields

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from branches.models import MemberEvent
from reports import catalogue
from reports.catalogue import AT_START, STAGE
from reports.figures.keyed import MODELS
from reports.figures.totals import figures
from reports.reading import once_a_reading
from reports.tally import answers
from reports.tally.keys import MOVES
from reports.tree import TreeOn

GAINED = ("admitted", "transferred_in", "restored")
LOST = ("deceased", "expelled", "struck_off_members", "resigned", "transferred_out", "admission_annulled")


@dataclass(frozen=True)
class Changes:
    """One unit's members over a period; the fields are the keys of the catalogue."""

    members_at_start: int = 0
    admitted: int = 0
    transferred_in: int = 0
    restored: int = 0
    deceased: int = 0
    expelled: int = 0
    struck_off_members: int = 0
    resigned: int = 0
    transferred_out: int = 0
    admission_annulled: int = 0
    members: int = 0

    @property
    def expected(self):
        """A + B − C: how many there must be at the end."""
        gained, lost = (sum(getattr(self, key) for key in keys) for keys in (GAINED, LOST))
        return self.members_at_start + gained - lost

    @property
    def holds(self):
        """D = A + B − C."""
        return self.members == self.expected


FIELDS = tuple(field.name for field in fields(Changes))


@once_a_reading
def changes_by_unit(organization, period):
    """`Changes` by child id. A move between two children is a change of both, as it is of neither for the whole."""
    kept = answers.of_children(organization, period)
    if kept is not None:
        found = {pk: Changes(**{key: row[key] for key in FIELDS}) for pk, row in kept.items()}
        return {pk: row for pk, row in found.items() if row != Changes()}
    tree = TreeOn(organization, period.end)
    found = defaultdict(lambda: dict.fromkeys(FIELDS, 0))
    crossing = tree.crossing_units(_in_period(tree.facts(MemberEvent), period))
    for name, model in MODELS.items():
        facts = tree.facts(model).filter(on__lte=period.end)
        for pk, row in tree.by_unit(facts, _aggregates(name, model, organization, period, crossing)).items():
            for key, number in row.items():
                found[pk][key] += number
    return {pk: Changes(**row) for pk, row in found.items() if any(row.values())}


def _in_period(facts, period):
    return facts.filter(on__range=(period.start, period.end))


def _aggregates(name, model, organization, period, crossing):
    """Every field that is read from one table of facts, in one question; `crossing` transfers are a unit's change."""
    basis = organization.counted_by
    in_period = Q(on__range=(period.start, period.end))

    def counted(key):
        return catalogue.flow_condition(key, counted_by=basis, facts=name, crossing=crossing)

    flows = [key for key in (*GAINED, *LOST) if name in catalogue.EVERY[key].facts]
    found = {key: Count("pk", filter=in_period & counted(key)) for key in flows}
    for key in (AT_START, "members"):
        change = catalogue.stage_change(key, basis) if name == STAGE else catalogue.member_change(key)
        found[key] = Coalesce(Sum(change, filter=catalogue.days_of(key, model, period)), 0)
    return found


def changes_of_all(organization, period, by_unit):
    """The whole unit's `Changes`: what its units say, but without the moves between them."""
    whole = {key: sum(getattr(row, key) for row in by_unit.values()) for key in FIELDS}
    now = figures(organization, period)
    return Changes(**{**whole, **{key: now[key] for key in MOVES}})
