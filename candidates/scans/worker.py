"""`python -m candidates.scans.worker TARGET FILE…`: judge the files and join them into TARGET, within hard limits.

Prints one line of JSON: {"pages", "unclear", "kinds"}, or {"unfit": code, "file": number from 1}. Whatever
the files make it do, it ends: memory, time and what it may write are limited before any of them is opened.
"""

import json
import os
import resource
import sys

from candidates.scans import limits


def limit():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * limits.MOST_BYTES_TOGETHER, 2 * limits.MOST_BYTES_TOGETHER))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def work(target, paths):
    from candidates.scans.convert import join  # after the limits
    from candidates.scans.judge import PHOTO, Unfit, judge

    files = []
    try:
        for path in paths:
            files.append((path, judge(path)))
        pages, unclear = join(files, target)
    except Unfit as unfit:
        at_fault = unfit.file or (len(files) + 1 if len(files) < len(paths) else None)
        return {"unfit": unfit.code, "file": at_fault}
    except MemoryError:
        return {"unfit": "complex", "file": len(files) + 1 if len(files) < len(paths) else None}
    if pages > limits.MOST_PAGES:
        return {"unfit": "pages", "file": None}
    return {"pages": pages, "unclear": unclear, "photos": all(kind == PHOTO for _, kind in files)}


if __name__ == "__main__":
    os.nice(limits.NICENESS)
    limit()
    sys.stdout.write(json.dumps(work(sys.argv[1], sys.argv[2:])))
