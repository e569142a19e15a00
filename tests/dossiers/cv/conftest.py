"""The cast, made once a module; a candidate of whom everything is known, and their cell's secretary at work."""

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.dossiers.cv.pages import whole_person
from tests.factories import make_candidate, make_cast, settle, sign_in


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        built = make_cast()
        built.A1.place = "Bản Khoang"
        built.A1.save()
        settle(connection)
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def candidate(cast):
    return make_candidate(cast.A1, person=whole_person())


@pytest.fixture
def client(cast):
    return sign_in(Client(), cast["sec_A1"])
