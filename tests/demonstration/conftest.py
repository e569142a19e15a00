"""The demonstration's history, in the database once for all tests of this folder: it takes seconds to write."""

import pytest

from tests.kept import kept


@pytest.fixture(scope="package")
def articles(django_db_setup, django_db_blocker):
    """The articles' units and what happened in them. Tests that use it are marked `django_db` as well."""
    from candidates.demo.history import write_history

    with kept(django_db_blocker, write_history):
        yield
