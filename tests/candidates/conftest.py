"""What the tests of cases share. A module whose units decide otherwise has a `made_cast` of its own."""

import pytest

from tests.candidates.desk_cases import cast_decided_above
from tests.factories import sign_in
from tests.kept import once_a_module

made_cast = once_a_module(cast_decided_above)


@pytest.fixture
def head(client, cast):
    """The head of the base committee's board, signed in."""
    return sign_in(client, cast["head_A"])
