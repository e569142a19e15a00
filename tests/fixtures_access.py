"""The world of the access and security tests, in the database of a whole test module: it takes seconds to make."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.test import override_settings

from tests.kept import kept, remembering


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """`tests.access.world`, there for a whole module. Tests that use it are marked `django_db` as well.

    Its files stand in a folder of their own: those of a database that is undone are nobody's.
    """
    from tests.access.world import with_relatives

    with (
        TemporaryDirectory() as var,
        override_settings(VAR_DIR=Path(var)),
        with_relatives(),
        kept(django_db_blocker, written_world) as built,
    ):
        yield built


def written_world():
    """The world in the present transaction, its files in the folder that the settings name."""
    built, files = remembering(_with_files)()
    for name, content in files.items():
        path = settings.VAR_DIR / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return built


def _with_files():
    """The world, and what stands in its files: name -> content."""
    from tests.access.world import build

    built, root = build(), settings.VAR_DIR
    return built, {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
