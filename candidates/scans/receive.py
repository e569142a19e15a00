"""What a form sent, made into one finished file in the limited process; nothing is recorded here."""

import json
from dataclasses import dataclass
from pathlib import Path

from candidates.scans import limited, limits, reasons, store


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """What was sent is not taken; its text is shown as it is."""


@dataclass(frozen=True)
class Finished:
    """One PDF, whole and settled on the disk, that no row names yet. `unclear`: numbers of pages hard to read."""

    path: Path
    sha256: str
    size: int
    pages: int
    made_from: str
    unclear: tuple


def finish(sending, order=()):
    """The `Finished` file of what came in, in `order` where numbers are given.

    Raises `Refusal`, `store.BusyError` or `store.NoRoomError`.
    """
    paths = sending.files(order)
    if not paths:
        raise Refusal(reasons.NOTHING)
    if order and len(paths) < len(order):
        raise Refusal(reasons.BROKEN)  # swept, or pushed out by later sendings: fewer pages than were sent
    if len(paths) > limits.MOST_FILES:
        raise Refusal(reasons.TOO_MANY)
    if sum(path.stat().st_size for path in paths) > limits.MOST_BYTES_TOGETHER:
        raise Refusal(reasons.TOO_HEAVY)
    target = sending.target()
    with store.slot():
        found = _worked(target, paths)
    if "unfit" in found:
        raise Refusal(reasons.in_words(found["unfit"], found["file"], len(paths)))
    sha256, size = store.settle(target)
    made_from = "photos" if found["photos"] else "pdf"
    return Finished(target, sha256, size, found["pages"], made_from, tuple(found["unclear"]))


def _worked(target, paths):
    """What the limited process says of the files; "complex" where its limits ended it, whatever made it do so."""
    try:
        return json.loads(limited.run("worker", target, *paths) or b"")
    except ValueError:
        target.unlink(missing_ok=True)
        return {"unfit": "complex", "file": None}
