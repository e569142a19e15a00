"""The worker: tasks that died with their worker are given up, daily ones come once a day."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from partydev import background

pytestmark = pytest.mark.django_db
DONE = []


@task()
def note(word):
    DONE.append(word)


@task()
def daily():
    DONE.append("daily")


@pytest.fixture(autouse=True)
def queue(settings, tmp_path):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.DAILY_TASKS = []
    settings.VAR_DIR = tmp_path
    DONE.clear()


def running_task(worker_id, started=timedelta()):
    note.enqueue("x")
    row = DBTaskResult.objects.get()
    row.claim(worker_id)
    row.started_at -= started
    row.save()
    return row


def status(row):
    row.refresh_from_db()
    return row.status


def test_a_task_of_a_vanished_worker_is_given_up():
    row = running_task(background.new_worker_id())
    assert background.fail_abandoned_tasks() == 1
    assert status(row) == TaskResultStatus.FAILED
    assert row.exception_class_path == "partydev.background.WorkerKilledError"


def test_a_task_of_a_living_worker_goes_on():
    worker_id = background.new_worker_id()
    row = running_task(worker_id)
    with background.living(worker_id):
        assert background.fail_abandoned_tasks() == 0
        assert status(row) == TaskResultStatus.RUNNING
    assert background.fail_abandoned_tasks() == 1


def test_a_killed_process_counts_as_dead(tmp_path):
    worker_id = background.new_worker_id()
    row = running_task(worker_id)
    path = tmp_path / "workers" / worker_id
    path.parent.mkdir()
    code = "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print(1, flush=True)"
    worker = subprocess.Popen([sys.executable, "-c", code + "; time.sleep(60)", path], stdout=subprocess.PIPE)
    worker.stdout.read(1)
    assert background.fail_abandoned_tasks() == 0

    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate()
    assert background.fail_abandoned_tasks() == 1
    assert status(row) == TaskResultStatus.FAILED
    assert not path.exists()


@pytest.mark.parametrize(
    ("started", "given_up"),
    [
        (background.GIVE_UP_AFTER - timedelta(minutes=1), 0),
        (background.GIVE_UP_AFTER + timedelta(minutes=1), 1),
    ],
)
def test_a_task_of_another_machine_is_given_up_after_hours(started, given_up):
    running_task("elsewhere.0123", started)
    assert background.fail_abandoned_tasks() == given_up


def test_waiting_tasks_are_left_alone():
    note.enqueue("x")
    assert background.fail_abandoned_tasks() == 0


def test_daily_tasks_are_enqueued_once_a_day(settings):
    settings.DAILY_TASKS = [daily.module_path]
    today = timezone.localdate()
    background.enqueue_daily_tasks(today)
    background.enqueue_daily_tasks(today)
    assert DBTaskResult.objects.count() == 1
    background.enqueue_daily_tasks(today + timedelta(days=1))
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_work_runs_what_waits_and_what_is_due(settings, tmp_path):
    settings.DAILY_TASKS = [daily.module_path]
    note.enqueue("một")
    dead = running_task_beside(background.new_worker_id())
    call_command("work", batch=True, startup_delay=False, verbosity=0)
    assert sorted(DONE) == ["daily", "một"]
    assert status(dead) == TaskResultStatus.FAILED
    assert list((tmp_path / "workers").iterdir()) == []


def running_task_beside(worker_id):
    row = DBTaskResult.objects.get(pk=note.enqueue("hai").id)
    row.claim(worker_id)
    return row


@pytest.mark.django_db(transaction=True)
def test_work_goes_on_though_housekeeping_fails(settings, caplog):
    settings.DAILY_TASKS = ["nowhere.at_all"]
    note.enqueue("một")
    call_command("work", batch=True, startup_delay=False, verbosity=0)
    assert DONE == ["một"]
    assert "enqueue_daily_tasks failed." in caplog.messages


def test_the_days_tasks_come_though_files_cannot_be_looked_through(settings, tmp_path, caplog):
    """The folder of files belongs to another user of the machine, say; deadlines are told all the same."""
    settings.DAILY_TASKS = [daily.module_path]
    (tmp_path / "jobs").write_text("no folder")
    background.housekeeping(timezone.localdate())
    assert DBTaskResult.objects.count() == 1
    assert "jobs.sweep failed." in caplog.messages


def test_what_is_due_every_minute_is_done_though_another_thing_fails(settings, caplog):
    settings.EVERY_MINUTE = ["nowhere.at_all", f"{__name__}.every_minute"]
    background.every_minute()
    assert DONE == ["minute"]
    assert "nowhere.at_all failed." in caplog.messages


def every_minute():
    DONE.append("minute")
