"""The moment of a snapshot: which facts it knew, fact by fact where others were just being recorded."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps

from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from branches.models import MemberEvent, OrganizationState
from candidates.models import StageEvent

# Nobody records for longer in one transaction: what was recorded before is there or never comes.
LONGEST_RECORDING = timedelta(hours=1)
_MODELS = {"stage": StageEvent, "member": MemberEvent}


@dataclass(frozen=True)
class Moment:
    """Facts recorded up to `settled` were known, and of those recorded after it just the ones in `seen`.

    A fact bears the time at which it was written, yet others see it only when its transaction ends. So a time
    alone does not tell what a snapshot counted; `seen` does: table -> runs of ids, each first and last.
    Of the tree's states those up to the id `states` were known (who records one locks the tree); None: not kept.
    """

    at: datetime
    settled: datetime
    seen: dict
    states: int | None = None

    @classmethod
    def past(cls, at):
        """The moment of a snapshot that kept nothing but its time."""
        return cls(at, at, {})

    @classmethod
    def of(cls, revision):
        kept = revision.basis.get("known")
        if not kept:
            return cls.past(revision.taken_at)
        return cls(revision.taken_at, datetime.fromisoformat(kept["settled"]), kept["seen"], kept.get("states"))

    @property
    def as_data(self):
        """What `of` reads again from a revision's basis."""
        return {"settled": self.settled.isoformat(), "seen": self.seen, "states": self.states}

    def knows(self, model, via=""):
        """Which rows of `model` were known, as a Q; `via` leads to them from the rows that are asked."""
        known = Q(**{f"{via}recorded_at__lte": self.settled})
        name = next(name for name, each in _MODELS.items() if each is model)
        runs = self.seen.get(name, [])
        for first, last in runs:
            if first != last:
                known |= Q(**{f"{via}pk__range": (first, last)})
        alone = [first for first, last in runs if first == last]
        return known | Q(**{f"{via}pk__in": alone}) if alone else known


def now():
    """The present moment; to be asked before anything that is to be counted at it."""
    at = timezone.now()
    settled = at - LONGEST_RECORDING
    # Both tables in one statement: no act that records in both is known by half.
    sql = " UNION ALL ".join(_runs(name, model) for name, model in _MODELS.items())
    span = [connection.ops.adapt_datetimefield_value(day) for day in (settled, at)]
    seen = {name: [] for name in _MODELS}
    with connection.cursor() as cursor:
        cursor.execute(sql, span * len(_MODELS))
        for name, first, last in cursor.fetchall():
            seen[name].append([first, last])
    states = OrganizationState.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return Moment(at, settled, {name: sorted(runs) for name, runs in seen.items()}, states)


def _runs(name, model):
    """The statement that gives the runs of ids of facts recorded in a span; as few as there are gaps in the ids."""
    return (
        f"SELECT '{name}' AS name, MIN(id) AS first, MAX(id) AS last FROM "  # noqa: S608 - names of our own tables
        f"(SELECT id, id - ROW_NUMBER() OVER (ORDER BY id) AS run FROM {model._meta.db_table} "
        f"WHERE recorded_at > %s AND recorded_at <= %s) AS {name}_known GROUP BY run"
    )


@contextmanager
def one_moment():
    """Within it, the database answers everything as of one moment, where it can: PostgreSQL, in no transaction yet."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def in_one_moment(ask):
    """Decorator: within it the database answers as in `one_moment`; for what reads and writes nothing."""

    @wraps(ask)
    def asked(*args, **kwargs):
        with one_moment():
            return ask(*args, **kwargs)

    return asked
