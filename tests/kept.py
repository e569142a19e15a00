"""What takes long to write, written once and there for many tests. A test undoes only what it wrote itself."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction


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
        with kept(django_db_blocker, make) as it:
            yield it

    return made
