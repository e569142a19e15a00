"""The world of the access and security tests, in the database of a whole test module: it takes a second to make."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.test import override_settings

from tests.kept import kept


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """`tests.access.world`, made once a module. Tests that use it are marked `django_db` as well.

    Its files stand in a folder of their own: those of a database that is undone are nobody's.
    """
    from tests.access.world import build, with_relatives

    with (
        TemporaryDirectory() as var,
        override_settings(VAR_DIR=Path(var)),
        with_relatives(),
        kept(django_db_blocker, build) as built,
    ):
        yield built
