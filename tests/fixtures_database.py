"""The migrated SQLite database is made once and copied from then on: migrating takes longer than most test files.

The copy is as good as the original: it is named for everything that a migration reads, and `migrate` still runs over
it. On PostgreSQL every run migrates.
"""

import hashlib
import os
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

# What a migration reads: migrations themselves, the packages, code lists, and what is shipped as law.
READ = ("*/migrations/*.py", "requirements.txt", "branches/codelists/*.csv", "candidates/rules/**/*.py")
KEPT = Path(sys.prefix) / "test-databases"


def _copy_of_now():
    digest = hashlib.sha256(sys.version.encode())
    for pattern in READ:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    return KEPT / f"{digest.hexdigest()}.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings):
    """Begin from the copy where there is one: pytest-django then keeps what it finds. The file goes with the run."""
    name = settings.DATABASES["default"].get("TEST", {}).get("NAME")
    if connection.vendor != "sqlite" or not _copy_of_now().exists():
        return request.config.getvalue("reuse_db")
    shutil.copyfile(_copy_of_now(), name)
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker):
    """Leave a copy behind for the next run, without a moment at which half of it could be read."""
    if connection.vendor != "sqlite" or _copy_of_now().exists():
        return
    KEPT.mkdir(exist_ok=True)
    half = KEPT / f"{os.getpid()}.half"
    with django_db_blocker.unblock():
        connection.ensure_connection()
        with sqlite3.connect(half) as copy:
            connection.connection.backup(copy)
        copy.close()
        connection.close()
    half.replace(_copy_of_now())
