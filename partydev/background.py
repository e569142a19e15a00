"""What keeps the background worker honest: tasks that died with their worker, work due every day.

A killed worker leaves its task RUNNING for ever. Whether a worker lives is asked of the kernel:
it holds a lock on a file named after its id for as long as its process exists. That answers for
workers of this machine; a task taken on another machine is given up only after `GIVE_UP_AFTER`.
"""

import fcntl
import logging
import secrets
import socket
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from partydev.jobs import actions as jobs

logger = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(hours=6)
HOST = socket.gethostname()[:40]


class WorkerKilledError(Exception):
    """The worker was killed while it ran the task; what the task had not committed is undone."""


def new_worker_id() -> str:
    return f"{HOST}.{secrets.token_hex(8)}"


@contextmanager
def living(worker_id: str):
    """Count the worker as alive until the block ends or its process does, however it dies."""
    path = _lock_path(worker_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def housekeeping(today: date) -> None:
    """All that is due once a minute; the failure of one thing does not keep the others waiting."""
    _try("fail_abandoned_tasks", fail_abandoned_tasks)
    _try("enqueue_daily_tasks", lambda: enqueue_daily_tasks(today))
    _try("jobs.settle", jobs.settle)
    _try("jobs.sweep", jobs.sweep)


def every_minute() -> None:
    """What `settings.EVERY_MINUTE` names, one after the other; the failure of one does not keep the others waiting."""
    for path in settings.EVERY_MINUTE:
        _try(path, lambda path=path: import_string(path)())


def _try(name, act) -> None:
    try:
        act()
    except Exception:
        logger.exception("%s failed.", name)


def fail_abandoned_tasks() -> int:
    """Mark as failed the running tasks whose worker is gone; return how many there were."""
    with transaction.atomic():
        running = DBTaskResult.objects.running().select_for_update(skip_locked=True)
        abandoned = [task for task in running if not _is_worked_on(task)]
        for task in abandoned:
            task.set_failed(WorkerKilledError())
    if abandoned:
        logger.warning("Marked %d tasks as failed: their worker was killed.", len(abandoned))
    return len(abandoned)


def enqueue_daily_tasks(today: date) -> None:
    """Enqueue each of `settings.DAILY_TASKS` that was not yet enqueued on this local day.

    Two workers may do it at the same moment: the tasks must bear running twice.
    """
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    done = set(DBTaskResult.objects.filter(enqueued_at__gte=midnight).values_list("task_path", flat=True))
    for path in settings.DAILY_TASKS:
        if path not in done:
            import_string(path).enqueue()


def _is_worked_on(task: DBTaskResult) -> bool:
    worker_id = task.worker_ids[-1] if task.worker_ids else ""
    if worker_id.startswith(f"{HOST}."):
        return _is_alive(worker_id)
    return timezone.now() - task.started_at < GIVE_UP_AFTER


def _is_alive(worker_id: str) -> bool:
    path = _lock_path(worker_id)
    try:
        with path.open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    path.unlink(missing_ok=True)
    return False


def _lock_path(worker_id: str):
    return settings.VAR_DIR / "workers" / worker_id
