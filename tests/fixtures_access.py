"""The world of the access and security tests, in the database of a whole test module: it takes a second to make."""

import pytest

from tests.kept import kept


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """`tests.access.world`, made once a module. Tests that use it are marked `django_db` as well."""
    from tests.access.world import build, with_relatives

    with with_relatives(), kept(django_db_blocker, build) as built:
        yield built
