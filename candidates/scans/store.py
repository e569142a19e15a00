"""The files of scans on this machine: below `PARTYDEV_VAR`, out of every public path, under random names.

scans/incoming/<account>-<random>/   what is being sent, part by part; swept when nobody goes on with it
scans/kept/<two letters>/<random>.pdf what rows name
uploads/                              what Django holds of a request that still comes in
"""

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from candidates.scans import limits

_NAME = re.compile(r"[0-9a-f]{32}")
_SENDING = re.compile(r"\d+-[0-9a-f]{32}")
HOUR = 3600


class NoRoomError(OSError):
    """The disk is full, or nearly so."""


class BusyError(Exception):
    """As many files as this machine opens at once are being opened."""


def root():
    return Path(settings.VAR_DIR) / "scans"


def _made(path):
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def incoming_root():
    return _made(root() / "incoming")


def kept_root():
    return root() / "kept"


# What is being sent


def new_sending(user):
    """A name for one sending of `user`; nothing is written yet."""
    return f"{user.pk}-{secrets.token_hex(16)}"


class Sending:
    """What has come in of one sending, a file a number."""

    def __init__(self, name):
        if not _SENDING.fullmatch(name):
            raise ValueError(name)
        self.folder = incoming_root() / name
        self.account = name.partition("-")[0]

    def files(self, order=()):
        """Paths in `order`, or in that of their numbers; [] where nothing came in."""
        if order:
            return [path for number in order if (path := self._part(number)).is_file()]
        return sorted(self.folder.glob("*.part"))

    def _part(self, number):
        return self.folder / f"{number:03d}.part"

    def size(self):
        return sum(path.stat().st_size for path in self.files())

    def add(self, number, offset, chunk):
        """Append `chunk` to file `number` if it goes on at `offset`; returns how much of the file is here."""
        self._open()
        path = self._part(number)
        with path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            have = file.seek(0, os.SEEK_END)
            if offset == have:
                try:
                    file.write(chunk)
                    file.flush()
                except OSError:
                    os.truncate(path, have)
                    raise NoRoomError from None
                have += len(chunk)
        return have

    def take(self, uploads):
        """Keep files that came in one piece; what came before in this sending goes."""
        self.drop()
        self._open()
        for number, upload in enumerate(uploads):
            try:
                with self._part(number).open("wb") as file:
                    for chunk in upload.chunks():
                        file.write(chunk)
            except OSError:
                self.drop()
                raise NoRoomError from None

    def target(self):
        """A path for what becomes of the files; of its own, so that the same sending twice at once meets nothing."""
        return self.folder / f"{secrets.token_hex(8)}.out"

    def drop(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def _open(self):
        if shutil.disk_usage(incoming_root()).free < limits.FREE_DISK:
            raise NoRoomError
        if self.folder.is_dir():
            return
        others = sorted(incoming_root().glob(f"{self.account}-*"), key=_changed)
        for folder in others[: max(0, len(others) + 1 - limits.SENDINGS_OF_ONE)]:
            shutil.rmtree(folder, ignore_errors=True)
        try:
            _made(self.folder)
        except OSError:
            raise NoRoomError from None


# What is kept


def path_of(name):
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    return kept_root() / name[:2] / f"{name}.pdf"


def settle(path):
    """See to it that a finished file survives a power cut; returns (SHA-256, size)."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return digest, path.stat().st_size


def keep(path):
    """Move a settled file to where rows name it; returns its new random name. The row is written after that."""
    name = secrets.token_hex(16)
    target = path_of(name)
    _made(target.parent)
    path.rename(target)
    target.chmod(0o600)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return name


def forget(name):
    path_of(name).unlink(missing_ok=True)


def kept_files():
    """(name, path) of every file that is kept; of one that has no random name the name is ""."""
    for path in sorted(kept_root().glob("*/*")):
        yield (path.stem if _NAME.fullmatch(path.stem) and path.suffix == ".pdf" else ""), path


def left():
    """Every file that is, or was about to become, a scan."""
    found = [*root().rglob("*"), *Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*")]
    return sorted(path for path in found if path.is_file() and path.suffix != ".lock")


def clear():
    """Remove everything; returns how many files there were."""
    found = left()
    for path in found:
        path.unlink(missing_ok=True)
    shutil.rmtree(root(), ignore_errors=True)
    return len(found)


def sweep(named, now=None):
    """Remove what nobody goes on with: old sendings, and files that no row names (`named`); returns how many.

    A file is kept before its row is written, so a young one is let be.
    """
    now, removed = now or time.time(), 0
    for path in [*incoming_root().iterdir(), *Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*")]:
        if _changed(path) < now - limits.RESUMABLE_HOURS * HOUR:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            removed += 1
    for _, path in orphans(named, now):
        path.unlink(missing_ok=True)
        removed += 1
    return removed


def orphans(named, now=None):
    """(name, path) of kept files without a row that are older than the time a row takes."""
    now = now or time.time()
    return [(name, path) for name, path in kept_files() if name not in named and _changed(path) < now - HOUR]


def _changed(path):
    try:
        return max([path.stat().st_mtime, *(each.stat().st_mtime for each in path.glob("*"))])
    except FileNotFoundError:
        return time.time()


# Who may open files now


@contextmanager
def slot():
    """One of the few places where files are opened; raises `BusyError` at once where all are taken."""
    folder = _made(root())
    for number in range(limits.AT_ONCE):
        with (folder / f"slot-{number}.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue
            yield
            return
    raise BusyError
