"""Files made in the background, for tests: asked for by their pages, made by the worker, a process that hangs."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from partydev.jobs import running
from partydev.once import new_token
from tests.factories import today

YEAR = str(today().year)
SLEEPS = "import sys, time; open(sys.argv[2], 'w').write('%PDF half'); print(7, flush=True); time.sleep(300)"


def environment(folder):
    known = connection.settings_dict
    address = f"sqlite:///{known['NAME']}"
    if connection.vendor == "postgresql":
        address = f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "partydev.settings", "DATABASE_URL": address,
            "PARTYDEV_VAR": str(folder), "PARTYDEV_MODE": "demo"}  # fmt: skip


def address(code="a", name="xlsx"):
    return reverse(f"reports:{name}", args=[code, YEAR])


def ask(client, where, **data):
    return client.post(reverse("job_ask"), {"address": where, "form_token": new_token(None), **data})


def press(client, name, job):
    return client.post(reverse(name, args=[job.pk]), {"form_token": new_token(None)})


def work():
    call_command("work", batch=True, startup_delay=False, verbosity=0)


def page(client):
    return client.get(reverse("jobs")).content.decode()


def taken(client, job):
    answer = client.get(reverse("job_file", args=[job.pk]))
    return answer, b"".join(answer) if answer.status_code == 200 else b""


def files(folder):
    return sorted(path.name for path in (folder / "jobs").glob("*")) if (folder / "jobs").exists() else []


def slow(monkeypatch):
    """Let the process that makes a file write half of one and sleep, as one that hangs."""
    monkeypatch.setattr(running, "command", lambda pk, target: [sys.executable, "-c", SLEEPS, str(pk), str(target)])


def started(job, within=20):
    """Make the job's file in a thread; returns it once the process has written half of the file."""
    thread = threading.Thread(target=lambda: (running.run(job.pk), connection.close()))
    thread.start()
    until = time.monotonic() + within
    while time.monotonic() < until:
        job.refresh_from_db()
        if job.step == 7:
            return thread
        time.sleep(0.1)
    raise AssertionError("nothing began")


def processes(job):
    """The processes that make the job's file."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if str(job.pk).encode() in words and (SLEEPS.encode() in words or b"partydev.jobs.child" in words):
            found.append(int(path.parent.name))
    return found


def end_worker(job, folder, how):
    """Start a worker, and end it as soon as it makes the job's file."""
    manage = [sys.executable, "manage.py", "work", "--no-startup-delay"]
    worker = subprocess.Popen(manage, env=environment(folder), cwd=Path(__file__).parents[2])
    try:
        until = time.monotonic() + 60
        while not processes(job) and time.monotonic() < until:
            time.sleep(0.05)
        assert processes(job)
        worker.send_signal(how)
        worker.wait(30)
    finally:
        worker.kill()
        worker.wait()
