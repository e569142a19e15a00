"""`manage.py work`: run the tasks in the background; stop with Ctrl-C or TERM after the current one."""

import threading
from time import sleep

from django.db import connection
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from partydev import background

SECONDS_BETWEEN_ROUNDS = 60


class Command(db_worker.Command):
    help = "Run background tasks, give up those of killed workers, enqueue the daily ones."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(worker_id=None)

    def configure_logging(self, verbosity):
        # The library would show every task; what to log is said once, in `settings.LOGGING`.
        if verbosity != 1:
            super().configure_logging(verbosity)

    def handle(self, *, worker_id, batch, **options):
        worker_id = worker_id or background.new_worker_id()
        with background.living(worker_id):
            keep_house()
            if not batch:
                threading.Thread(target=keep_house_for_ever, daemon=True).start()
            super().handle(worker_id=worker_id, batch=batch, **options)


def keep_house():
    """Do one round; what fails of it does not stop the worker and is tried again in the next round."""
    background.housekeeping(timezone.localdate())


def keep_house_for_ever():
    # In a thread of its own, so that a long task does not hold up the sweeping of others.
    while True:
        background.every_minute()
        connection.close()
        sleep(SECONDS_BETWEEN_ROUNDS)
        keep_house()
