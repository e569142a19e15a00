"""A page of a scan as a picture, to be looked at beside what the register says of the paper."""

import subprocess
import sys
import threading
import time

from django.conf import settings

from candidates.scans import limits, store

JPEG = b"\xff\xd8\xff"
PATIENCE = 6  # seconds until a place among the processes is free: a page shows several pictures at once
# Whoever waits keeps a thread of this web process from all other pages; the next hears at once to come again.
_waiting = threading.BoundedSemaphore(2)


def picture_of(scan, number):
    """The JPEG of page `number` of `scan`; None where it cannot be shown. Raises `store.BusyError`."""
    command = [sys.executable, "-E", "-s", "-m", "candidates.scans.page", str(store.path_of(scan.stored_name))]
    with _place():
        try:
            done = subprocess.run(  # noqa: S603 - our own module, a path of our own making
                [*command, str(number)],
                cwd=settings.BASE_DIR,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"},
                capture_output=True,
                timeout=limits.SECONDS + 2,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
    return done.stdout if done.stdout.startswith(JPEG) else None


class _place:  # noqa: N801 - it is used as a block
    """`store.slot`, waited for a little by a few."""

    def __enter__(self):
        if not _waiting.acquire(blocking=False):
            raise store.BusyError
        try:
            return self._waited_for()
        finally:
            _waiting.release()

    def _waited_for(self):
        until = time.monotonic() + PATIENCE
        while True:
            self.slot = store.slot()
            try:
                return self.slot.__enter__()
            except store.BusyError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def __exit__(self, *error):
        return self.slot.__exit__(*error)
