"""A page of a scan as a picture, to be looked at beside what the register says of the paper."""

import threading
import time

from candidates.scans import limited, store

JPEG = b"\xff\xd8\xff"
PATIENCE = 6  # seconds until a place among the processes is free: a page shows several pictures at once
# Whoever waits keeps a thread of this web process from all other pages; the next hears at once to come again.
_waiting = threading.BoundedSemaphore(2)


def picture_of(scan, number):
    """The JPEG of page `number` of `scan`; None where it cannot be shown. Raises `store.BusyError`."""
    with _place():
        picture = limited.run("page", store.path_of(scan.stored_name), number) or b""
    return picture if picture.startswith(JPEG) else None


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
