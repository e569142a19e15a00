"""What the tests of cases share. A module whose units decide otherwise has a `cast` of its own."""

import pytest

from tests.candidates.desk_cases import decided_above
from tests.factories import make_cast, sign_in


@pytest.fixture
def cast():
    """The cast, where the superior committee decides on the base committee's resolution."""
    cast = make_cast()
    decided_above(cast)
    return cast


@pytest.fixture
def head(client, cast):
    """The head of the base committee's board, signed in."""
    return sign_in(client, cast["head_A"])
