"""`python -m partydev.jobs.child JOB TARGET`: make the file of a job, in a process that may be killed at any time.

Writes the bytes to TARGET. Prints a line with a number for each page laid out, at the end one line of JSON: name,
content_type, size, hash, rights. Ends with GONE where the owner may not have it, TOO_LARGE at its limits. Its standard
input is held open by whoever started it: when that process dies, so does this one.
"""

import contextlib
import errno
import json
import logging
import os
import re
import resource
import sys
import threading
from hashlib import sha256

GONE, TOO_LARGE = 10, 11


def main(job, target):
    import django

    django.setup()
    from django.core.exceptions import PermissionDenied
    from django.http import Http404

    try:
        return _made(int(job), target)
    except (Http404, PermissionDenied):
        return GONE
    except MemoryError:
        return TOO_LARGE
    except OSError as fault:
        if fault.errno != errno.EFBIG:
            raise
        return TOO_LARGE


def _made(job, target):
    from partydev.jobs import limits, store
    from partydev.jobs.orders import order_at, rights_at
    from partydev.models import Job
    from partydev.papers import aside

    job = Job.objects.select_related("owner").get(pk=job)
    _limit(limits)
    rights = rights_at(job.address, job.owner)  # before: what is withdrawn meanwhile makes the file void
    order = order_at(job.address, job.owner)
    if order.is_too_large:
        return TOO_LARGE
    if order.asks_why and not job.reason:  # it has grown into a list that is given for a reason only
        return GONE
    _tell_pages()
    aside.be_alone()
    content = order.make()
    if len(content) > limits.MOST_BYTES:
        return TOO_LARGE
    store.write(target, content)
    _say(json.dumps({"name": order.name, "content_type": order.content_type, "size": len(content),
                     "content_hash": sha256(content).hexdigest(), "rights": rights}))  # fmt: skip
    return 0


def _say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _limit(limits):
    from django.db import connection

    os.nice(limits.NICENESS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    # It bounds how far into any file is written: where the database is a file of this machine, into that one too.
    if connection.vendor != "sqlite":
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits.MOST_BYTES, limits.MOST_BYTES))


class _Pages(logging.Handler):
    """The renderer's own word on which page it is at."""

    def emit(self, record):
        if found := re.search(r"Page (\d+)", record.getMessage()):
            _say(found[1])


def _tell_pages():
    pages = logging.getLogger("weasyprint.progress")
    pages.setLevel(logging.INFO)
    pages.propagate = False
    pages.handlers[:] = [_Pages()]


def _die_with_parent():
    # Not through `sys.stdin`, whose lock would be held while the interpreter ends.
    with contextlib.suppress(OSError):
        while os.read(0, 1):
            pass
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_die_with_parent, daemon=True).start()
    sys.exit(main(*sys.argv[1:]))
