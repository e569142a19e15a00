"""Where the people of the pool stand on a day (T2)."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery, Sum

from candidates.models import ClassNomination, MentorAssignment, StageEvent, TrainingClass
from candidates.rules import rule_set
from partydev.dates import add_months
from reports.tree import TreeOn

VERIFYING = {"verifying"}
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


def pool_by_unit(organization, on):
    """`PoolState` by child id; what stands in the organization itself is under its own id."""
    people = _people(organization, on)
    ids = [pk for pk, _, _ in people]
    done, valid, mentored = _classes(ids, on), set(), set()
    months = rule_set(on).value("certificate_months")
    valid = {pk for pk, certified in done.items() if certified and add_months(certified, months) >= on}
    mentored = set(MentorAssignment.objects.in_force(on).filter(candidate__in=ids).values_list("candidate", flat=True))
    found = defaultdict(PoolState)
    for pk, unit, stage in people:
        row = found[unit]
        row.in_pool += 1
        row.class_done += pk in done
        row.certificate_valid += pk in valid
        row.mentored += pk in mentored
        row.verifying += stage in VERIFYING
        row.sent_up += stage in SENT_UP
    return dict(found)


def _people(organization, on):
    """(candidate id, unit id, stage then) of everyone in the pool on `on`."""
    tree = TreeOn(organization, on)
    facts = tree.facts(StageEvent).filter(on__lte=on)
    last = (
        facts.filter(candidate=OuterRef("candidate"), organization=OuterRef("organization"))
        .order_by("-on", "-pk")
        .values("to_stage")[:1]
    )
    rows = facts.order_by().values("candidate_id", "organization_id")
    rows = rows.annotate(inside=Sum("pool_delta"), stage=Subquery(last)).filter(inside__gt=0)
    return [(row["candidate_id"], tree.unit_of(row["organization_id"]), row["stage"]) for row in rows]


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
