"""The cast, committed: the server answers from threads of its own."""

import pytest

from tests.factories import make_cast


@pytest.fixture
def cast(live):
    return make_cast()
