"""Where the people of the pool stand on a day (T2)."""

from dataclasses import dataclass, fields
from datetime import timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from candidates.models import Candidate, ClassNomination, MentorAssignment, StageEvent, TrainingClass
from candidates.pipeline import BEFORE_ADMISSION, SIDE_ACTS, TAKE_OVER
from candidates.rulebook import rule_set
from partydev.dates import add_months
from reports.reading import asks_the_present, known, once_a_reading
from reports.states.answers import Question
from reports.tree import TreeOn

IN_POOL = (*BEFORE_ADMISSION, "deferred")
VERIFYING = {"verifying"}
# A move to another cell says where the person stands; what else is recorded beside the way does not.
BESIDE_THE_WAY = tuple(key for key in SIDE_ACTS if key != "move_cell")
# A past day that was added later was recorded last, and led nowhere.
ADDED_LATER = Q(taken_over=True, from_stage=F("to_stage")) & ~Q(kind=TAKE_OVER)
LED_ON = ~Q(kind__in=BESIDE_THE_WAY) & ~ADDED_LATER
SENT_UP = {"submitted", "appraised", "committee_resolved", "pending_decision", "decided"}


@dataclass
class PoolState:
    """People of one unit in the pool on a day; one person may stand in several columns."""

    in_pool: int = 0
    class_done: int = 0
    certificate_valid: int = 0
    mentored: int = 0
    verifying: int = 0
    sent_up: int = 0


COLUMNS = tuple(field.name for field in fields(PoolState))


@once_a_reading
def pool_by_unit(organization, on):
    """`PoolState` by child id; what stands in the organization itself is under its own id."""
    return {pk: PoolState(*numbers) for pk, numbers in STATES.by_unit(organization, on).items()}


def _count(tree):
    """unit's id -> the `COLUMNS` of `PoolState`, of the units of `tree`."""
    on, counts = tree.on, {column: Count("pk", filter=_condition(column, tree.on)) for column in COLUMNS}
    if not asks_the_present():
        return _in_order(tree.by_unit(_last_steps(tree), counts))
    moved_on = tree.facts(StageEvent).filter(on__gt=on).order_by().values("candidate_id")
    steps = _last_steps(tree, moved_on)
    # What nothing has happened to since stands today where it stood.
    cases = tree.facts(Candidate).filter(stage__in=IN_POOL).exclude(pk__in=moved_on)
    today = {column: Count("pk", filter=_condition(column, on, of_cases=True)) for column in COLUMNS}
    found = tree.by_unit(cases, today)
    for pk, row in tree.by_unit(steps, counts).items():
        for column, number in row.items():
            found.setdefault(pk, dict.fromkeys(COLUMNS, 0))[column] += number
    return _in_order(found)


def _in_order(by_unit):
    return {pk: [row[column] for column in COLUMNS] for pk, row in by_unit.items()}


STATES = Question("pool", "nguồn phát triển", _count)


def pool_cases(organization, on, column):
    """Ids of the cases in the pool of `organization` on `on` that count in one `column` of `PoolState`."""
    steps = last_steps(organization, on).filter(_condition(column, on))
    return set(steps.order_by().values_list("candidate_id", flat=True))


def last_steps(organization, on):
    """The last step, as recorded, of every case in the pool of `organization` on `on`: one fact a case.

    Steps may have happened in another order than they lead on. A case without a step that led on has its last fact.
    """
    return _last_steps(TreeOn(organization, on))


def _last_steps(tree, among=None):
    """`last_steps` of a tree; `among` are ids of the cases that are asked about, where not all are."""
    cases = tree.facts(StageEvent).filter(on__lte=tree.on).order_by()
    if among is not None:
        cases = cases.filter(candidate__in=among)
    elif asks_the_present():
        cases = cases.filter(candidate__in=_may_have_been_inside(tree))
    cases = cases.values("candidate_id", "organization_id")
    last = Coalesce(Max("pk", filter=LED_ON), Max("pk"))
    cases = cases.annotate(inside=Sum("pool_delta"), last=last).filter(inside__gt=0)
    return known(StageEvent).filter(pk__in=cases.values("last"))


def _may_have_been_inside(tree):
    """The cases that stand in the pool today or have left it since the day: few beside all that ever were there."""
    inside = tree.facts(Candidate).filter(stage__in=IN_POOL).order_by().values("pk")
    left = tree.facts(StageEvent).filter(on__gt=tree.on, pool_delta__lt=0).order_by().values("candidate_id")
    return inside.union(left)


def _condition(column, on, of_cases=False):
    """Which of `last_steps`, or of cases as they stand today, count in a column of `PoolState`."""
    case = "pk" if of_cases else "candidate"
    classes = _classes(on, case)
    helpers = MentorAssignment.objects.in_force(on).filter(candidate=OuterRef(case))
    since = _valid_since(rule_set(on).value("awareness_certificate_months"), on)

    def stands_at(stages):
        return Q(stage__in=stages) if of_cases else LED_ON & Q(to_stage__in=stages)

    return {
        "in_pool": Q(pk__isnull=False),
        "class_done": Q(Exists(classes)),
        "certificate_valid": Q(Exists(classes.filter(certificate_on__gte=since))),
        "mentored": Q(Exists(helpers)),
        "verifying": stands_at(VERIFYING),
        "sent_up": stands_at(SENT_UP),
    }[column]


def _classes(on, case):
    """Awareness classes that the person of a `case` had completed, with any certificate, by `on`."""
    return ClassNomination.objects.filter(
        Q(certificate_on__isnull=True) | Q(certificate_on__lte=on),
        candidate=OuterRef(case),
        kind=TrainingClass.Kind.AWARENESS,
        result=ClassNomination.Result.COMPLETED,
        completed_on__lte=on,
    )


def _valid_since(months, on):
    """The earliest day of a certificate that is still valid on `on`."""
    day = add_months(on, -months)
    while add_months(day, months) < on:  # a short month
        day += timedelta(days=1)
    return day
