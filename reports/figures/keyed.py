"""Any number of keys at once: one question for each table and span of days, however many cells are asked.

What is kept added up of a large unit is read from there.
"""

from collections import defaultdict

from django.db.models import Count, Q, Sum

from branches.models import MemberEvent
from candidates.models import StageEvent
from reports import catalogue
from reports.tally import answers
from reports.tree import TreeOn

MODELS = {catalogue.STAGE: StageEvent, catalogue.MEMBER: MemberEvent}
ONE_FLOW = "admitted"  # all flows of a table are counted over the same days
AT_ONCE = 150  # aggregates in one statement


def numbers(keys, organization, period):
    """key -> int for keys of the catalogue and its dimensions; a key that is none raises KeyError."""
    kept = answers.numbers(set(keys), organization, period) or {}
    found = {text: kept.get(text, 0) for text in keys}
    rest = [text for text in keys if text not in kept]
    if not rest:
        return found
    tree = TreeOn(organization, period.end)
    for (name, base), texts in _asked(rest).items():
        model = MODELS[name]
        facts = tree.facts(model).filter(catalogue.days_of(base, model, period)).order_by()
        for start in range(0, len(texts), AT_ONCE):
            some = texts[start : start + AT_ONCE]
            aggregates = {f"n{place}": _aggregate(key, name, tree, period) for place, key in enumerate(some)}
            row = facts.aggregate(**aggregates)
            for place, key in enumerate(some):
                found[str(key)] += row[f"n{place}"] or 0
    return found


def _asked(keys):
    """(table, base stock, or one flow for all) -> keys: what one statement answers."""
    asked = defaultdict(list)
    for text in dict.fromkeys(keys):
        key = catalogue.key_of(text)
        if key is None:
            raise KeyError(text)
        facts = catalogue.EVERY[key.base].facts
        if key.base in catalogue.CASE_STOCKS:
            facts = (catalogue.STAGE,)
        is_flow = catalogue.EVERY[key.base].kind == catalogue.FLOW
        for name in facts:
            asked[name, ONE_FLOW if is_flow else key.base].append(key)
    return asked


def _aggregate(key, name, tree, period):
    model = MODELS[name]
    if catalogue.EVERY[key.base].kind == catalogue.FLOW:
        return Count("pk", filter=catalogue.condition_of(str(key), tree, name))
    condition = key.of_person(model, period.end) if key.parts else Q()
    if name == catalogue.STAGE:
        return Sum(catalogue.stage_change(key.base, tree.organization.counted_by), filter=condition)
    return Sum(catalogue.member_change(key.base), filter=condition)
