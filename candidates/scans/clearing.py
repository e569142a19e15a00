"""What is removed: remains of sendings every day, and everything where the profile was closed."""

from django.db import connection, transaction

from candidates.models import Scan
from candidates.scans import store


def sweep():
    """Remove sendings that nobody went on with, and files that no row names; returns how many."""
    return store.sweep(named())


def named():
    """The names of the files that rows name."""
    return set(Scan.objects.files().values_list("stored_name", flat=True))


def clear():
    """Remove every row and every file; returns (rows, files). Only for where the profile was closed."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # The table's trigger lets rows go in this transaction only.
                cursor.execute("SET LOCAL partydev.clear_scans = 'on'")
        rows = Scan.objects.all()._raw_delete(using=connection.alias)
    return rows, store.clear()
