"""What takes long to write, written once and there for many tests. A test undoes only what it wrote itself."""

from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone


@contextmanager
def kept(blocker, make):
    """What `make` writes and gives back is in the database until the block ends."""
    with blocker.unblock(), transaction.atomic():
        made = make()
        # The database checks it now, not again at the end of each of the tests.
        connection.check_constraints()
        yield made
        transaction.set_rollback(True)


def once_a_module(make):
    """A fixture: what `make` gives back, made once a module.

    Its tests are marked `django_db`, and none of them commits: those stand in modules of their own.
    """

    @pytest.fixture(scope="module")
    def made(django_db_setup, django_db_blocker):
        with kept(django_db_blocker, remembering(make)) as it:
            yield it

    return made


# The rows themselves are kept for the process: most modules begin with the same ones, and writing them is
# quicker than deciding them again.


@dataclass(frozen=True)
class Written:
    """What a `make` gave back, and the rows that it added: table -> (columns, rows)."""

    made: object
    rows: dict


_written = {}


def remembering(make):
    """`make`, which a second time on the same day, over the same database, is only written again as it was."""

    def again():
        before = _rows()
        key = make, timezone.localdate(), hash(frozenset(row for rows in before.values() for row in rows))
        if key not in _written:
            made = make()
            _written[key] = Written(deepcopy(made), added) if (added := _added(before)) is not None else None
            return made
        if _written[key] is None:
            return make()
        _write(_written[key].rows)
        return deepcopy(_written[key].made)

    return again


def _tables():
    """(table, columns) of each model; what the database fills in itself, it fills in again."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model._meta.db_table, tuple(field.column for field in model._meta.local_concrete_fields)


def _rows():
    """table -> its rows as the driver reads them."""
    return {table: _read(table, columns) for table, columns in _tables()}


def _read(table, columns):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_names(columns)} FROM {_names([table])} ORDER BY 1")  # noqa: S608 - our own tables
        return [tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in cursor]


def _added(before):
    """The rows that came since; None where others changed, for then they are not all that was written."""
    after = _rows()
    known = {table: set(rows) for table, rows in before.items()}
    if any(known[table] - set(rows) for table, rows in after.items()):
        return None
    return {table: [row for row in rows if row not in known[table]] for table, rows in after.items()}


def _write(added):
    with connection.cursor() as cursor:
        for table, columns in _tables():
            if rows := added[table]:
                values = ", ".join(["%s"] * len(columns))
                statement = f"INSERT INTO {_names([table])} ({_names(columns)}) VALUES ({values})"  # noqa: S608
                cursor.executemany(statement, rows)


def _names(columns):
    return ", ".join(map(connection.ops.quote_name, columns))
