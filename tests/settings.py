"""Settings of the tests: the application's own, with nothing shared, nothing slow, nothing kept.

`DATABASE_URL` chooses the database server; without it the tests run on SQLite in a file
(in memory, threads would meet "table is locked" where real ones do not).
"""

import os
import tempfile

# Removed when the process ends; one for each, so that several test runs never meet.
_scratch = tempfile.TemporaryDirectory(prefix="partydev-test-")
os.environ["PARTYDEV_VAR"] = _scratch.name
os.environ["PARTYDEV_MODE"] = "demo"

from partydev.settings import *  # noqa: E402, F403

# Argon2 is slow by intention; tests of signing in ask for it with `override_settings`.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = os.path.join(_scratch.name, "media")
STATIC_ROOT.mkdir()  # noqa: F405 - WhiteNoise warns when it is not there
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
