"""Work in the background."""

from django.utils import timezone
from django_tasks import task

from candidates import obligations


@task()
def refresh_obligations():
    """Bring what is due up to date for a new day. Safe to run at any time, any number of times."""
    return obligations.refresh(timezone.localdate())
