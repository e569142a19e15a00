"""The cases whose papers are printed, made once for a process: builders then run without any database."""

import pytest
from django.db import transaction

from tests.dossiers.own_cases import make_cases


@pytest.fixture(scope="session")
def cases(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_cases()
        transaction.set_rollback(True)
    return made
