"""Which facts are folded: those written before a mark. Exactly so, whatever is being written at the same time.

On PostgreSQL the mark is a transaction: every fact carries the one that wrote it (a column that the database fills,
migration 0010), and below the oldest one still running nothing can appear any more. An id or a time would lose
who commits late. On SQLite, where one writes at a time, it is the id.
"""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models import BigIntegerField, Exists, Expression, F, Max, OuterRef, Q
from django.db.models.expressions import Col
from django.db.models.lookups import GreaterThanOrEqual, LessThan

from branches.models import MemberEvent
from candidates.models import StageEvent
from candidates.pipeline import TAKE_BACK

SAFE = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
# What no transaction here can have written yet.
FOREIGN = "written_in > pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
TABLES = tuple(model._meta.db_table for model in (StageEvent, MemberEvent))
SOURCE = (
    "SELECT concat(system_identifier, '/', (SELECT oid FROM pg_database WHERE datname = current_database()))"
    " FROM pg_control_system()"
)


@dataclass(frozen=True)
class Marks:
    """Facts of each table written before these are folded."""

    stage: int = 0
    member: int = 0

    def of(self, model):
        return self.stage if model is StageEvent else self.member


def now():
    """The `Marks` up to which no fact can appear any more."""
    if _by_transaction():
        return Marks(*[_value(SAFE)] * 2)
    last = [model._base_manager.aggregate(last=Max("pk"))["last"] or 0 for model in (StageEvent, MemberEvent)]
    return Marks(*(pk + 1 for pk in last))


def source():
    """The database that marks belong to: those of a copy taken elsewhere mean nothing to its new transactions.

    Asked once for each connection: who goes on while the database is replaced connects to another one.
    """
    if not _by_transaction():
        return ""
    connection.ensure_connection()
    if connection.connection not in _sources:
        _sources[connection.connection] = _value(SOURCE)
    return _sources[connection.connection]


_sources = WeakKeyDictionary()


def any_foreign():
    """Whether there are facts brought from another database, with marks beyond this one's."""
    asked = [f"SELECT EXISTS (SELECT FROM {each} WHERE {FOREIGN})" for each in TABLES]  # noqa: S608 - our own tables
    return _by_transaction() and any(map(_value, asked))


def adopt_foreign():
    """Let such facts count as written long ago."""
    with connection.cursor() as cursor:
        for each in TABLES:
            cursor.execute(f"UPDATE {each} SET written_in = 0 WHERE {FOREIGN}")  # noqa: S608 - names of our own tables


def written(model, since=None, before=None):
    """Every row of `model` from the one mark on and before the other, taken back or taking back among them."""
    rows = model._base_manager.all()
    if since:
        rows = rows.filter(GreaterThanOrEqual(_Written(), since))
    return rows if before is None else rows.filter(LessThan(_Written(), before))


def changes(model, since, before=None):
    """(sign, rows) that together say what was recorded between the marks: what was, less what was taken back."""
    rows = written(model, since, before)
    if model is not StageEvent:
        yield 1, rows
        return
    yield 1, rows.exclude(kind=TAKE_BACK)
    taken_back = rows.filter(kind=TAKE_BACK, corrects__gt=0).order_by()
    if taken_back.exists():
        yield -1, StageEvent.every.exclude(kind=TAKE_BACK).filter(pk__in=taken_back.values("corrects"))


def standing(model, before):
    """The rows of `model` written before the mark that stood then: the same facts, asked another way."""
    rows = written(model, before=before)
    if model is not StageEvent:
        return rows
    taken_back = written(StageEvent, before=before).filter(kind=TAKE_BACK, corrects=OuterRef("pk"))
    return rows.filter(~Q(kind=TAKE_BACK), ~Exists(taken_back))


def column():
    """The column that marks are compared with."""
    return "written_in" if _by_transaction() else "id"


def _by_transaction():
    return connection.vendor == "postgresql"


def _value(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


class _Written(Expression):
    """When a row was written, comparable with a mark: no field of the model, so that nothing can write it."""

    output_field = BigIntegerField()

    def resolve_expression(self, query=None, allow_joins=True, reuse=None, summarize=False, for_save=False):
        if not _by_transaction():
            return F("pk").resolve_expression(query, allow_joins, reuse, summarize, for_save)
        return Col(query.get_initial_alias(), _COLUMN)


_COLUMN = BigIntegerField()
_COLUMN.set_attributes_from_name("written_in")
