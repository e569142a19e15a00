"""The files on this machine: below `PARTYDEV_VAR`, out of every public path, under random names.

jobs/<random>.part   being written, by a process that may die at any moment; never given to anybody
jobs/<random>        whole
"""

import os
import re
import secrets
import time
from pathlib import Path

from django.conf import settings

_WHOLE = re.compile(r"[0-9a-f]{32}")
_PART = re.compile(r"([0-9a-f]{32})\.part")
HOUR = 3600


def _folder():
    folder = Path(settings.VAR_DIR) / "jobs"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def new_name():
    return secrets.token_hex(16)


def path_of(name):
    """Where the whole file `name` is, or will be."""
    if not _WHOLE.fullmatch(name):
        raise ValueError(name)
    return _folder() / name


def part_of(name):
    """Where it is written until it is whole."""
    return path_of(name).with_suffix(".part")


def write(path, content):
    """Write `content` to a new file that nobody else reads, down to the disk."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def keep(name):
    """Make the written part the whole file, at one stroke."""
    part_of(name).replace(path_of(name))


def drop(name):
    """Remove the file and its part, where they are."""
    part_of(name).unlink(missing_ok=True)
    path_of(name).unlink(missing_ok=True)


def sweep(named, now=None):
    """Remove whole files that `named` (names) does not have, and parts older than any making; returns how many."""
    now, removed = now or time.time(), 0
    for path in _folder().iterdir():
        known = _WHOLE.fullmatch(path.name) and path.name in named
        # A file is whole a moment before its row says so.
        if not known and (_WHOLE.fullmatch(path.name) or _PART.fullmatch(path.name)) and _age(path, now) > HOUR:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _age(path, now):
    try:
        return now - path.stat().st_mtime
    except FileNotFoundError:
        return 0
