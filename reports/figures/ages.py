"""How old the members are at a period's end, each of them once."""

from collections import Counter
from datetime import date

from django.db.models import Sum

from branches.models import MemberEvent
from candidates.models import StageEvent
from reports import catalogue
from reports.dimensions import PERSON
from reports.tree import TreeOn


def mean_age_of_members(organization, period):
    """Sum of completed years and number of the members whose birth date is known: (int, int)."""
    tree, born = TreeOn(organization, period.end), Counter()
    changes = {
        StageEvent: catalogue.stage_change("members", organization.counted_by),
        MemberEvent: catalogue.member_change("members"),
    }
    for model, change in changes.items():
        day = f"{PERSON[model]}__birth_date"
        facts = tree.facts(model).filter(on__lte=period.end, **{f"{day}__isnull": False}).order_by()
        for birth, number in facts.values_list(day).annotate(n=Sum(change)):
            born[birth] += number
    return sum(years_on(birth, period.end) * number for birth, number in born.items()), sum(born.values())


def years_on(birth: date, on: date):
    """Completed years on `on`."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
