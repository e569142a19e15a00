"""Working the open deadlines out anew, after the rulebook or the list of holidays has changed."""

from django.db import transaction

from candidates.actions._common import locked_all
from candidates.models import Candidate, Obligation
from candidates.obligations import sync_all

AT_ONCE = 200  # how many cases are held in memory, and locked, together


def open_cases():
    """Ids of the cases that may have an open deadline, in the order in which they are locked."""
    return list(Candidate.objects.open().order_by("pk").values_list("pk", flat=True))


def work_out(ids, on):
    """Bring what is due of the cases `ids` in step with the rules; returns how many open deadlines moved.

    What is done keeps the day that it had.
    """
    return sum(_some(ids[start : start + AT_ONCE], on) for start in range(0, len(ids), AT_ONCE))


@transaction.atomic
def _some(ids, on):
    candidates = [each for each in locked_all(ids).values() if each.is_open]
    before = _due(candidates)
    sync_all(candidates, on)
    after = _due(candidates)
    return sum(after.get(key) != due for key, due in before.items() if key in after)


def _due(candidates):
    rows = Obligation.objects.open().filter(candidate__in=[each.pk for each in candidates])
    return {row[:-1]: row[-1] for row in rows.values_list("candidate", "kind", "key", "due_on")}
