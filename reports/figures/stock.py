"""Who makes up a stock on a day: the people whose facts up to that day leave them inside."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, Sum

from branches.models import MemberEvent
from candidates.models import StageEvent
from reports import catalogue
from reports.dimensions import Key
from reports.tree import TreeOn

PERSON_ID = {StageEvent: "candidate__person_id", MemberEvent: "member__person_id"}


@dataclass(frozen=True)
class Standing:
    """A person inside a stock, and the organization where. `candidate_id` where the stock is of cases."""

    sort_key: str
    person_id: int
    organization_id: int
    candidate_id: int | None = None


def people_in_stock(key, organization, on):
    """One `Standing` per person (per case for the pool) in the stock `key`, by given name."""
    return people_in_tree(key, TreeOn(organization, on))


def people_in_tree(key, tree, among=None):
    """`people_in_stock` of a tree; `among` are the ids of the persons who are asked about, where not all are."""
    asked = {} if among is None else {model: Q(**{f"{who}__in": among}) for model, who in PERSON_ID.items()}
    return _people(Key(key), tree, lambda model: Q(on__lte=tree.on) & asked.get(model, Q()))


def people_behind(key, organization, period):
    """The same for a `dimensions.Key`, over the days that its figure counts."""
    return _people(key, TreeOn(organization, period.end), lambda model: catalogue.days_of(key.base, model, period))


def _people(key, tree, days):
    of_cases = key.base in catalogue.CASE_STOCKS
    who = "candidate_id" if of_cases else "candidate__person_id"

    def facts(model, change):
        # Most facts change nothing of a stock, and whoever has only such ones is not in it.
        rows = tree.facts(model).filter(days(model), key.of_person(model, tree.on)).alias(changed=change)
        return rows.exclude(changed=0).order_by()

    change = catalogue.stage_change(key.base, tree.organization.counted_by)
    rows = list(
        facts(StageEvent, change)
        .values_list(who, "candidate__person_id", "candidate__person__sort_key", "organization_id")
        .annotate(change=Sum(change))
    )
    if not of_cases:
        change = catalogue.member_change(key.base)
        rows += (
            facts(MemberEvent, change)
            .values_list("member__person_id", "member__person_id", "member__person__sort_key", "organization_id")
            .annotate(change=Sum(change))
        )
    return sorted(_inside(rows, of_cases), key=lambda row: (row.sort_key, row.person_id))


def _inside(rows, of_cases):
    total, places, facts = defaultdict(int), defaultdict(lambda: defaultdict(int)), {}
    for who, person, sort_key, place, change in rows:
        total[who] += change
        places[who][place] += change
        facts[who] = (sort_key, person)
    for who, number in total.items():
        if number > 0:
            # A person who moved inside the unit left one place and came to another.
            place = max(places[who], key=places[who].get)
            yield Standing(*facts[who], place, who if of_cases else None)
