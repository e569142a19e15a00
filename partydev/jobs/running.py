"""The worker's side of a job: a process that makes the file, watched for its limits, its progress and a cancel."""

import json
import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from partydev.jobs import child, limits, store
from partydev.models import Job

logger = logging.getLogger(__name__)

LOOK = 1  # seconds between two looks at the job
# How a process ends that was refused memory or used up its time: what draws the letters gives up by a signal.
_SIGNALS = (signal.SIGXCPU, signal.SIGABRT, signal.SIGTRAP, signal.SIGSEGV)
OVER_ITS_LIMITS = {child.TOO_LARGE, *(-each for each in _SIGNALS)}
State, Fault = Job.State, Job.Fault


def run(pk):
    """Make the file of the job; what is not waiting any more is left alone."""
    name = store.new_name()
    claimed = Job.objects.filter(pk=pk, state=State.WAITING)
    if claimed.update(state=State.RUNNING, beat_at=timezone.now(), stored=name, step=0):
        _Making(pk, name).go()


class _Making:
    """One process, from its start to what becomes of the job."""

    def __init__(self, pk, name):
        self.rows = Job.objects.filter(pk=pk, state=State.RUNNING, stored=name)
        self.pk, self.name, self.said, self.rest, self.step = pk, name, None, b"", 0

    def go(self):
        with _told_to_stop() as stopping, _process(self.pk, store.part_of(self.name)) as process:
            try:
                self._watch(process, stopping)
            finally:
                _kill(process)
                store.part_of(self.name).unlink(missing_ok=True)

    def _watch(self, process, stopping):
        until = time.monotonic() + limits.SECONDS
        while True:
            self._listen(process)
            if not self.rows.update(beat_at=timezone.now(), step=self.step):
                return  # cancelled
            if process.poll() is not None:
                self._listen(process)
                self._ended(process.returncode)
                return
            if stopping.is_set():
                self._put_back()
                return
            if time.monotonic() > until:
                self._failed(Fault.TOO_LARGE)
                return

    def _listen(self, process):
        """Take in what the process has said, waiting for it a little."""
        until = time.monotonic() + LOOK
        while select.select([process.stdout], [], [], max(0, until - time.monotonic()))[0]:
            piece = os.read(process.stdout.fileno(), 65536)
            if not piece:
                # It says no more: it ends, or has ended.
                try:
                    process.wait(max(0.01, until - time.monotonic()))
                except subprocess.TimeoutExpired:
                    return
                return
            *lines, self.rest = (self.rest + piece).split(b"\n")
            for line in lines:
                self._hear(line)

    def _hear(self, line):
        if line.isdigit():
            self.step = max(self.step, int(line))
        elif line.startswith(b"{"):
            self.said = json.loads(line)

    def _ended(self, code):
        if code == 0 and self.said:
            self._done()
        elif code == child.GONE:
            self._failed(Fault.GONE)
        elif code in OVER_ITS_LIMITS:
            self._failed(Fault.TOO_LARGE)
        else:
            logger.error("The process that made job %d ended with %d.", self.pk, code)
            self._failed(Fault.STOPPED if code < 0 else Fault.BROKEN)

    def _done(self):
        store.keep(self.name)
        now = timezone.now()
        ends = now + timedelta(hours=limits.HOURS_KEPT)
        if not self.rows.update(state=State.DONE, ended_at=now, expires_at=ends, **self.said):
            store.drop(self.name)  # cancelled at the last moment

    def _failed(self, fault):
        self.rows.update(state=State.FAILED, fault=fault, ended_at=timezone.now())

    def _put_back(self):
        """The worker is told to stop: the next one makes the file from its beginning."""
        from partydev.tasks import make_file

        rows = Job.objects.filter(pk=self.pk, state=State.WAITING)
        with transaction.atomic():  # no worker finds the task before the file waits for it
            if self.rows.update(state=State.WAITING, beat_at=None, step=0, stored=""):
                rows.update(task=str(make_file.enqueue(self.pk).id))


@contextmanager
def _process(pk, target):
    with subprocess.Popen(  # noqa: S603 - our own module, a number and a path of our own making
        command(pk, target),
        cwd=settings.BASE_DIR,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        yield process


def command(pk, target):
    return [sys.executable, "-m", "partydev.jobs.child", str(pk), str(target)]


def environment():
    """The process reads the same settings and the same database."""
    return {**os.environ, "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "partydev.settings")}


def _kill(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


@contextmanager
def _told_to_stop():
    """An event that is set when the worker is told to end; it hears of it as well."""
    stopping = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopping
        return
    before = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}

    def told(number, frame):
        stopping.set()
        if callable(before[number]):
            before[number](number, frame)

    for each in before:
        signal.signal(each, told)
    try:
        yield stopping
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
