"""The cast: written once a module, and handed to each test as a copy that it may change."""

from copy import deepcopy

import pytest

from tests.factories import make_cast
from tests.kept import once_a_module

# A folder or a module whose units are otherwise has its own.
made_cast = once_a_module(make_cast)


@pytest.fixture
def cast(made_cast):
    return deepcopy(made_cast)
