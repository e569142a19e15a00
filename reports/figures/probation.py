"""Probationers over a period, and whose recognition is overdue (T5)."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, Q

from branches.models import Member, MemberEvent
from candidates.models import StageEvent
from candidates.rulebook import rule_set
from candidates.rules.probation import probation_ends_on, recognition_deadline
from reports import catalogue
from reports.figures.stock import people_in_tree
from reports.reading import asks_the_present, once_a_reading
from reports.states.answers import Question
from reports.tally import answers
from reports.tree import TreeOn


@dataclass(frozen=True)
class Probation:
    """One unit's probationers over a period. `others` are transfers, deaths and the roster at the start."""

    at_start: int
    admitted: int
    recognized: int
    struck_off: int
    others: int
    at_end: int
    overdue: int

    @property
    def expected_at_end(self):
        """T5: end = start + admitted − recognized − struck off + others."""
        return self.at_start + self.admitted - self.recognized - self.struck_off + self.others

    @property
    def holds(self):
        return self.at_end == self.expected_at_end


NONE = Probation(0, 0, 0, 0, 0, 0, 0)


@once_a_reading
def probation_by_unit(organization, period):
    """`Probation` by child id."""
    tree = TreeOn(organization, period.end)
    overdue = overdue_by_unit(organization, period.end)
    kept = answers.of_children(organization, period)
    found = _kept(kept) if kept is not None else _from_facts(tree, period)
    return {pk: replace(found.get(pk, NONE), overdue=overdue.get(pk, 0)) for pk in {*found, *overdue}}


def _kept(by_unit):
    """`Probation` of children whose numbers are kept added up, of those that have any."""
    found = {
        pk: Probation(
            at_start=row[catalogue.PROBATION_AT_START],
            admitted=row["admitted"],
            recognized=row["recognized"],
            struck_off=row["struck_off"],
            others=row["probation_others"],
            at_end=row["probationary_members"],
            overdue=0,
        )
        for pk, row in by_unit.items()
    }
    return {pk: row for pk, row in found.items() if row != NONE}


def _from_facts(tree, period):
    basis = tree.organization.counted_by
    before = period.start - timedelta(days=1)
    stage, member = tree.facts(StageEvent), tree.facts(MemberEvent)
    in_period = {"on__range": (period.start, period.end)}
    change = {"n": catalogue.member_stocks()["probationary_members"]}
    stage_change = {"n": catalogue.stage_stocks(basis)["probationary_members"]}
    counted = {
        key: catalogue.flow_condition(key, counted_by=basis) for key in ("admitted", "recognized", "struck_off")
    }
    flows = tree.by_unit(
        stage.filter(**in_period), {key: Count("pk", filter=condition) for key, condition in counted.items()}
    )
    beside = stage.filter(catalogue.beside_probation(basis), **in_period)
    start = _sum_maps(
        tree.by_unit(stage.filter(on__lte=before), stage_change),
        tree.by_unit(member.filter(on__lte=before), change),
    )
    changed = tree.by_unit(member.filter(**in_period), change)
    turned = _sum_maps(changed, tree.by_unit(stage.filter(**in_period), stage_change))
    # Counted by itself, so that the identity can fail.
    others = _sum_maps(changed, tree.by_unit(beside, stage_change))
    found = {}
    for pk in {*flows, *start, *turned}:
        flow = flows.get(pk, {"admitted": 0, "recognized": 0, "struck_off": 0})
        found[pk] = Probation(
            at_start=start.get(pk, 0),
            admitted=flow["admitted"],
            recognized=flow["recognized"],
            struck_off=flow["struck_off"],
            others=others.get(pk, 0),
            at_end=start.get(pk, 0) + turned.get(pk, 0),
            overdue=0,
        )
    return {pk: row for pk, row in found.items() if row != NONE}


def _sum_maps(*maps):
    total = defaultdict(int)
    for each in maps:
        for pk, row in each.items():
            total[pk] += row["n"]
    return total


@dataclass(frozen=True)
class OverdueRecognition:
    """A probationer whose recognition the cell should have considered by `due_on`."""

    person_id: int
    organization_id: int
    joined_on: date
    due_on: date


@once_a_reading
def overdue_recognitions(organization, on):
    """Probationers on `on` whose recognition the cell should have considered by then, longest first.

    Overdue begins the day after month 12 plus the working days of the rule (regulations T11).
    """
    return _overdue(TreeOn(organization, on))


@once_a_reading
def overdue_by_unit(organization, on):
    """How many they are by child id."""
    return {pk: number for pk, (number,) in OVERDUE.by_unit(organization, on).items()}


def _overdue(tree):
    on, due = tree.on, {}
    law = rule_set(on)

    def is_due(joined_on):
        if joined_on not in due:
            late = probation_ends_on(joined_on, law) < on
            due[joined_on] = recognition_deadline(joined_on, law)[0].day if late else None
        return due[joined_on] is not None and due[joined_on] < on

    members = Member.objects.filter(_may_be_on_probation(tree), joined_on__lt=on)
    members = members.filter(Q(left_on__isnull=True) | Q(left_on__gt=on)).order_by("joined_on", "pk")
    late = [row for row in members.values_list("person", "joined_on") if is_due(row[1])]
    found = people_in_tree("probationary_members", tree, [person for person, _ in late]) if late else ()
    places = {row.person_id: row.organization_id for row in found}
    return [
        OverdueRecognition(person, places[person], joined_on, due[joined_on])
        for person, joined_on in late
        if person in places
    ]


def _count(tree):
    found = defaultdict(lambda: [0])
    for row in _overdue(tree):
        found[tree.unit_of(row.organization_id)][0] += 1
    return dict(found)


OVERDUE = Question("overdue", "quá hạn xét công nhận", _count, by_basis=True)


def _may_be_on_probation(tree):
    """Which members may have been on probation in the tree on its day, few beside all: those who are today, and whose
    probation anything has changed there since. What was known at an earlier moment is asked of the facts.
    """
    if not asks_the_present():
        return Q(person__in=[row.person_id for row in people_in_tree("probationary_members", tree)])
    today = tree.facts(Member).filter(status=Member.Status.PROBATIONARY)
    basis, after = tree.organization.counted_by, {"on__gt": tree.on}
    stage = tree.facts(StageEvent).filter(**after).alias(by=catalogue.stage_change("probationary_members", basis))
    member = tree.facts(MemberEvent).filter(**after).exclude(probationary_delta=0)
    people = (
        today.order_by()
        .values("person")
        .union(stage.exclude(by=0).order_by().values("candidate__person"), member.order_by().values("member__person"))
    )
    return Q(person__in=people)
