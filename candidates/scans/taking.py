"""Taking what a page sent of a scan: judged and made into one file, before anything is recorded of it.

It may last seconds, so it is done outside of every transaction; the action gets the finished file.
"""

from dataclasses import dataclass

from candidates.scans import limits, reasons, receive, store
from partydev.gate import BUSY


@dataclass(frozen=True)
class Taken:
    """The `Finished` file that waits for its row, or why there is none and under which status that is said."""

    sending: store.Sending | None
    finished: receive.Finished | None = None
    refusal: str = ""
    status: int = 422

    def discard(self):
        """Leave nothing of the sending behind, once it was kept or refused; whose turn has not come may go on."""
        if self.sending and self.status != 503:
            self.sending.drop()


def take(sending, uploads, order, *, too_heavy=False):
    """What becomes of `uploads` that came in one piece, or of the parts of `sending` in `order`: a `Taken`."""
    if too_heavy or len(uploads) > limits.MOST_FILES:
        return Taken(sending, refusal=reasons.TOO_HEAVY if too_heavy else reasons.TOO_MANY)
    if sending is None:
        return Taken(sending, refusal=reasons.BROKEN)
    try:
        if uploads:
            sending.take(uploads)
        return Taken(sending, receive.finish(sending, [] if uploads else order))
    except receive.Refusal as refusal:
        sending.drop()
        return Taken(sending, refusal=str(refusal))
    except store.BusyError:
        # Parts that came over a weak link stay: sent again, they are judged when it is their turn.
        if uploads:
            sending.drop()
        return Taken(sending, refusal=BUSY, status=503)
    except FileNotFoundError:
        return Taken(sending, refusal=reasons.BROKEN, status=409)  # the same sending was finished in the same moment
    except OSError:
        sending.drop()
        return Taken(sending, refusal=reasons.NO_ROOM, status=507)
