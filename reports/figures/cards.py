"""Cards: how many were handed out over a period, and which full members wait for one (T8)."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from branches.models import Member, MemberEvent
from candidates.models import StageEvent
from reports import catalogue
from reports.reading import known, once_a_reading
from reports.states.answers import Question
from reports.tally import answers
from reports.tree import TreeOn


@dataclass(frozen=True)
class Cards:
    issued: int = 0
    waiting: int = 0

    @property
    def entitled(self):
        """Who had a card to come in the period: those who got it and those who still wait."""
        return self.issued + self.waiting


@once_a_reading
def cards_by_unit(organization, period):
    """`Cards` by child id."""
    waiting = {pk: number for pk, (number,) in WAITING.by_unit(organization, period.end).items()}
    kept = answers.of_children(organization, period)
    if kept is None:
        tree = TreeOn(organization, period.end)
        issued = tree.by_unit(tree.facts(MemberEvent).filter(_issued(organization, period)), {"n": Count("pk")})
        issued = {pk: row["n"] for pk, row in issued.items()}
    else:
        issued = {pk: row["cards_issued"] for pk, row in kept.items() if row["cards_issued"]}
    return {pk: Cards(issued.get(pk, 0), waiting.get(pk, 0)) for pk in {*issued, *waiting}}


def _issued(organization, period):
    condition = catalogue.flow_condition("cards_issued", depth=organization.depth)
    return condition & Q(on__range=(period.start, period.end))


def issued_events(organization, period):
    """The facts behind the cards handed out."""
    return TreeOn(organization, period.end).facts(MemberEvent).filter(_issued(organization, period))


def without_card(organization, on):
    """Members whose recognition was recorded here by `on` and who had no card then, where they belong today.

    Whoever stood on the roster as a full member has had a card for long, though nobody may have entered it.
    """
    return _waiting(TreeOn(organization, on))


def _waiting(tree):
    on = tree.on
    there = Q(left_on__isnull=True) | Q(left_on__gt=on)
    no_card = Q(card_number="", card_issued_on__isnull=True) | Q(card_issued_on__gt=on)
    recognized = known(StageEvent).filter(candidate__person=OuterRef("person"), kind="recognize", counted=True)
    members = tree.facts(Member).filter(there, no_card, recognized_on__lte=on)
    return members.filter(Exists(recognized.filter(on__lte=on)))


def _count(tree):
    return {pk: [row["n"]] for pk, row in tree.by_unit(_waiting(tree), {"n": Count("pk")}).items()}


WAITING = Question("without_card", "chưa có thẻ", _count)
