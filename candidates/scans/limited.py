"""Opening a file that somebody sent: in a process of its own, with limits and without anything of this one."""

import subprocess
import sys

from django.conf import settings

from candidates.scans import limits


def run(module, *arguments):
    """What `module` of `candidates.scans` writes out of its limited process; None where its limits ended it.

    It gets nothing of this process's environment: no key, no database.
    """
    command = [sys.executable, "-E", "-s", "-m", f"candidates.scans.{module}", *map(str, arguments)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, paths of our own making
            command,
            cwd=settings.BASE_DIR,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"},
            capture_output=True,
            timeout=limits.SECONDS + 2,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout
