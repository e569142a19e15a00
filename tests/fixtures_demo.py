"""The demonstration's present in the database of a whole test module: it takes seconds to write."""

import pytest
from django.db import connection, transaction


@pytest.fixture(scope="module")
def present(django_db_setup, django_db_blocker):
    """The living present of the demonstration, as it stands today, beside one small unit of the articles."""
    from django.utils import timezone

    from candidates import obligations
    from candidates.demo.articles import transfer_inside
    from candidates.demo.history import write_history
    from candidates.demo.present import write_present
    from tests.factories import settle

    with django_db_blocker.unblock(), transaction.atomic():
        write_history([transfer_inside])
        write_present(timezone.localdate())
        obligations.refresh(timezone.localdate())
        settle(connection)
        yield
        transaction.set_rollback(True)
