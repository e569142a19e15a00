"""Work in the background."""

from django.utils import timezone
from django_tasks import task

from candidates import obligations
from candidates.actions.rulebook import log_moved
from candidates.scans.clearing import sweep


@task()
def refresh_obligations():
    """Bring what is due up to date for a new day. Safe to run at any time, any number of times."""
    return obligations.refresh(timezone.localdate())


@task()
def move_deadlines():
    """Work the open deadlines out anew after the rulebook has changed, and log how many moved."""
    moved = obligations.refresh_moved(timezone.localdate())
    log_moved(None, moved)
    return moved


@task()
def sweep_scans():
    """Remove what is left of sendings of scans that nobody went on with. Safe to run at any time."""
    return sweep()
