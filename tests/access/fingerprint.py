"""What the database holds, in one short text: did a refused request change anything?"""

import hashlib
from contextlib import contextmanager
from functools import cache

from django.apps import apps
from django.db import connection, models

# What any request may write: who read, took a draft or was refused what, when the desk last looked, and the session.
OUTSIDE = {"accounts.AccessRecord", "accounts.SignInAttempt", "candidates.DeskLook", "sessions.Session"}
OUTSIDE |= {"reports.DraftPrint"}
BY_CHANCE = {"accounts.User.password", "candidates.CompletionReason.code"}
# The code of a snapshot is drawn by chance and stands on its draft and on the system's copy.
BY_CHANCE |= {
    f"reports.ReportRevision.{name}"
    for name in ("basis", "code", "document", "document_hash", "enclosed", "pdf", "pdf_hash")
}
BY_CHANCE |= {f"reports.ReportIssue.{name}" for name in ("copy_pdf", "copy_hash")}
_WRITES = ("INSERT", "UPDATE", "DELETE")


def fingerprint():
    """A hash of every row of every table but those in `OUTSIDE`."""
    return hashlib.sha256(repr(rows()).encode()).hexdigest()


def rows(outside=(), *, timeless=False):
    """Every row of every table but those in `OUTSIDE` and `outside`.

    `timeless` leaves out what differs each time it is written: the moment, and what is drawn by chance.
    """
    found = []
    with connection.cursor() as cursor:
        for label, statement in _statements(timeless):
            if label not in OUTSIDE and label not in outside:
                found += [(label, *row) for row in cursor.execute(statement).fetchall()]
    return found


@cache
def _statements(timeless):
    """(label, statement) of each table, written once: the rows are only compared, so nothing makes objects of them."""
    return [
        (model._meta.label, _statement(model, timeless))
        for model in sorted(apps.get_models(), key=lambda each: each._meta.label)
        if model._meta.managed
    ]


def _statement(model, timeless):
    fields = [field for field in model._meta.concrete_fields if not (timeless and _differs(field))]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    return f"SELECT {columns} FROM {quote(model._meta.db_table)} ORDER BY {quote(model._meta.pk.column)}"  # noqa: S608


def _differs(field):
    return isinstance(field, models.DateTimeField) or str(field) in BY_CHANCE


class Writes(list):
    """The tables written to, whether or not the writing was undone later."""

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(_WRITES):
            self.append(sql.split('"')[1] if '"' in sql else sql)
        return execute(sql, params, many, context)

    @property
    def matter(self):
        tables = {apps.get_model(label)._meta.db_table for label in OUTSIDE}
        return [table for table in self if table not in tables]


@contextmanager
def writes():
    """Collect the writes of a block."""
    seen = Writes()
    with connection.execute_wrapper(seen):
        yield seen
