"""Long papers are laid out in a process of their own: the pages of others stay quick, and it ends at its limits.

`python -m partydev.papers.aside`: the pages as JSON on standard input, the PDF on standard output. It knows the folder
of the fonts and nothing else: no database, no key.
"""

import base64
import json
import os
import resource
import subprocess
import sys
from datetime import datetime
from pathlib import Path

LONG = 150_000  # letters of HTML: some 400 rows of a table, six seconds
SECONDS = 120
MEMORY = 3_000 * 1024 * 1024
NICENESS = 5
ROOT = Path(__file__).resolve().parents[2]
TOO_LARGE = 11
_alone = False


class TooLargeError(Exception):
    """The pages are more than may be laid out at once; nothing was made."""


def be_alone():
    """This process does nothing else and is watched by another: it lays out its papers itself."""
    global _alone
    _alone = True


def is_asked(htmls):
    """Whether these pages are to be laid out by another process."""
    return not _alone and sum(map(len, htmls)) > LONG


def render_together(htmls, held=()):
    """As `pdf.render_together`, the same bytes. Raises `TooLargeError`."""
    files = [[each.name, base64.b64encode(each.content).decode(), each.about, each.made.isoformat()] for each in held]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "partydev.papers.aside"],
            input=json.dumps([list(map(str, htmls)), files]).encode(),
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={name: os.environ[name] for name in ("PATH", "HOME", "LC_ALL", "LANG") if name in os.environ},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise TooLargeError from fault
    if done.returncode == 0:
        return done.stdout
    if done.returncode == 1:
        raise RuntimeError("The process that lays out long papers failed; it said why on standard error.")
    raise TooLargeError  # at its limit of memory or time, as it said itself or by the signal that ended it


def main():
    from django.conf import settings

    settings.configure(BASE_DIR=ROOT)
    from partydev.papers import pdf

    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    pdf.aside.be_alone()  # started as a program, this file is another module than the one that `pdf` asks
    htmls, files = json.load(sys.stdin.buffer)
    held = [pdf.Held(name, base64.b64decode(content), about, datetime.fromisoformat(made))
            for name, content, about, made in files]  # fmt: skip
    try:
        content = pdf.render_together(htmls, held)
    except MemoryError:
        return TOO_LARGE
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
