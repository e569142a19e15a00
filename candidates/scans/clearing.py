"""What is removed: remains of sendings every day, and everything where the profile was closed."""

from contextlib import contextmanager

from django.db import connection, transaction

from candidates.models import DossierVersion, Scan
from candidates.scans import store


def sweep():
    """Remove sendings that nobody went on with, and files that no row names; returns how many."""
    return store.sweep(named())


def named():
    """The names of the files that rows name."""
    return set(Scan.objects.files().values_list("stored_name", flat=True))


def clear():
    """Remove every row and every file; returns (rows, files). Only for where the profile was closed.

    What was sent up says no more which scans were among it, so that scans may be kept again one day.
    """
    with transaction.atomic(), _unlocked():
        for version in versions_with_scans():
            rows = [{**row, "scans": []} for row in version.rows]
            DossierVersion.objects.filter(pk=version.pk).update(rows=rows)
        rows = Scan.objects.all()._raw_delete(using=connection.alias)
    return rows, store.clear()


def versions_with_scans():
    """Sendings that name scans."""
    versions = DossierVersion.objects.select_related("candidate").order_by("pk")
    return [version for version in versions.iterator() if any(row.get("scans") for row in version.rows)]


@contextmanager
def _unlocked():
    """The triggers of both tables let this transaction remove what is of scans, and nothing else."""
    trigger = f"{DossierVersion._meta.db_table}_final"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL partydev.clear_scans = 'on'")
            yield
            cursor.execute("SET LOCAL partydev.clear_scans = 'off'")
            return
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [trigger])
        (definition,) = cursor.fetchone()
        cursor.execute(f'DROP TRIGGER "{trigger}"')
        yield
        cursor.execute(definition)
