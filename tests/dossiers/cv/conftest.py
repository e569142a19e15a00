"""The cast, and their cell's secretary at work; a candidate of whom everything is known."""

import pytest
from django.test import Client

from tests.dossiers.cv.pages import whole_person
from tests.factories import make_candidate, make_cast, sign_in
from tests.kept import once_a_module


def cast_with_a_place():
    cast = make_cast()
    cast.A1.place = "Bản Khoang"
    cast.A1.save()
    return cast


made_cast = once_a_module(cast_with_a_place)


@pytest.fixture
def candidate(cast):
    return make_candidate(cast.A1, person=whole_person())


@pytest.fixture
def client(cast):
    return sign_in(Client(), cast["sec_A1"])
