"""Where the people of the pool stand on a day (T2)."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Max, Q, Sum
from django.db.models.functions import Coalesce

from candidates.models import ClassNomination, MentorAssignment, StageEvent, TrainingClass
from candidates.pipeline import SIDE_ACTS, TAKE_OVER
from candidates.rulebook import rule_set
from partydev.dates import add_months
from reports.reading import known, once_a_reading
from reports.tree import TreeOn

VERIFYING = {"verifying"}
# A move to another cell says where the person stands; what else is recorded beside the way does not.
BESIDE_THE_WAY = tuple(key for key in SIDE_ACTS if key != "move_cell")
# A past day that was added later was recorded last, and led nowhere.
ADDED_LATER = Q(taken_over=True, from_stage=F("to_stage")) & ~Q(kind=TAKE_OVER)
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


@dataclass(frozen=True)
class PoolCase:
    """One case in the pool on a day; `columns` are the fields of `PoolState` that it counts in."""

    candidate_id: int
    organization_id: int
    unit_id: int
    columns: frozenset


@once_a_reading
def pool_by_unit(organization, on):
    """`PoolState` by child id; what stands in the organization itself is under its own id."""
    found = defaultdict(PoolState)
    for case in pool_cases(organization, on):
        row = found[case.unit_id]
        for column in case.columns:
            setattr(row, column, getattr(row, column) + 1)
    return dict(found)


@once_a_reading
def pool_cases(organization, on):
    """Every case in the pool of `organization` on `on`, as a `PoolCase`."""
    people = _people(organization, on)
    ids = [row[0] for row in people]
    done, months = _classes(ids, on), rule_set(on).value("awareness_certificate_months")
    valid = {pk for pk, certified in done.items() if certified and add_months(certified, months) >= on}
    mentored = set(MentorAssignment.objects.in_force(on).filter(candidate__in=ids).values_list("candidate", flat=True))
    cases = []
    for pk, place, unit, stage in people:
        holds = {
            "in_pool": True,
            "class_done": pk in done,
            "certificate_valid": pk in valid,
            "mentored": pk in mentored,
            "verifying": stage in VERIFYING,
            "sent_up": stage in SENT_UP,
        }
        cases.append(PoolCase(pk, place, unit, frozenset(column for column, is_so in holds.items() if is_so)))
    return cases


def _people(organization, on):
    """(candidate id, organization id, unit id, stage then) of everyone in the pool on `on`."""
    tree = TreeOn(organization, on)
    # The last as recorded: steps may have happened in another order than they lead on.
    cases = tree.facts(StageEvent).filter(on__lte=on).order_by().values("candidate_id", "organization_id")
    led = ~Q(kind__in=BESIDE_THE_WAY) & ~ADDED_LATER
    cases = cases.annotate(inside=Sum("pool_delta"), last=Max("pk", filter=led))
    cases = cases.filter(inside__gt=0)
    stages = dict(known(StageEvent).filter(pk__in=cases.values("last")).order_by().values_list("pk", "to_stage"))
    return [
        (row["candidate_id"], row["organization_id"], tree.unit_of(row["organization_id"]), stages.get(row["last"]))
        for row in cases
    ]


def last_steps(organization, on):
    """The last step, as recorded, of every case in the pool of `organization` on `on`: one fact a case."""
    tree = TreeOn(organization, on)
    cases = tree.facts(StageEvent).filter(on__lte=on).order_by().values("candidate_id", "organization_id")
    led = ~Q(kind__in=BESIDE_THE_WAY) & ~ADDED_LATER
    last = Coalesce(Max("pk", filter=led), Max("pk"))
    cases = cases.annotate(inside=Sum("pool_delta"), last=last).filter(inside__gt=0)
    return known(StageEvent).filter(pk__in=cases.values("last"))


def _classes(ids, on):
    """Candidate id -> the day of the newest certificate of the awareness class by `on`."""
    rows = ClassNomination.objects.filter(
        Q(certificate_on__isnull=True) | Q(certificate_on__lte=on),
        candidate__in=ids,
        kind=TrainingClass.Kind.AWARENESS,
        result=ClassNomination.Result.COMPLETED,
        completed_on__lte=on,
    ).order_by("certificate_on")
    return dict(rows.values_list("candidate", "certificate_on"))
