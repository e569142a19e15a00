"""Asking for a file, cancelling it, having it made anew; giving up what died; removing what is past its day."""

from datetime import timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from partydev.jobs import limits, store
from partydev.jobs.orders import order_at
from partydev.locks import under_lock
from partydev.models import Job
from partydev.refusals import Conflict
from partydev.tasks import make_file

State, Fault = Job.State, Job.Fault
UNDER_WAY = (State.WAITING, State.RUNNING)
NOTHING_MADE = {"fault": "", "step": 0, "stored": "", "content_hash": "", "rights": "", "size": 0,
                "beat_at": None, "ended_at": None, "expires_at": None}  # fmt: skip


def ask(*, by, address, reason=""):
    """Have the file at `address` made for `by`; returns the job, the one under way where it was asked for before.

    Raises Http404 and PermissionDenied for what `by` may not have, `Conflict` where many of theirs wait already.
    """
    order = order_at(address, by)
    rows = Job.objects.filter(owner=by, state__in=UNDER_WAY)
    if same := rows.filter(address=address).first():
        return same
    if rows.count() >= limits.MOST_AT_A_TIME:
        raise Conflict("Bạn đang có nhiều tệp chờ lập. Hãy đợi xong hoặc hủy bớt rồi yêu cầu tệp này.")
    job = Job(owner=by, address=address, words=order.words[:300], reason=reason, asked_at=timezone.now(),
              steps=_steps(order), instead=[list(each) for each in order.instead])  # fmt: skip
    try:
        with transaction.atomic():
            job.save()
            return _enqueued(job)
    except IntegrityError:  # asked for twice in the same moment
        return rows.get(address=address)


def again(*, job):
    """Make the file anew, from its address as it is now; one under way goes on."""
    with transaction.atomic():
        job = under_lock(Job.objects).get(pk=job.pk)
        if job.is_under_way:
            return job
        others = Job.objects.filter(owner=job.owner_id, state__in=UNDER_WAY)
        if same := others.filter(address=job.address).first():
            return same
        if others.count() >= limits.MOST_AT_A_TIME:
            raise Conflict("Bạn đang có nhiều tệp chờ lập. Hãy đợi xong hoặc hủy bớt rồi tạo lại tệp này.")
        if job.stored:  # only once nothing leads to it any more
            transaction.on_commit(partial(store.drop, job.stored))
        for field, value in {**NOTHING_MADE, "state": State.WAITING, "asked_at": timezone.now()}.items():
            setattr(job, field, value)
        return _enqueued(job)


def _steps(order):
    """About so many steps its making has: a page of a paper holds some 15 rows, its text some pages."""
    return order.rows // 15 + 8


def _enqueued(job):
    job.task = str(make_file.enqueue(job.pk).id)
    job.save()
    return job


def cancel(*, job):
    """Stop what waits or is being made; whoever makes it sees it within a second. Returns whether it was under way."""
    rows = Job.objects.filter(pk=job.pk, state__in=UNDER_WAY)
    return bool(rows.update(state=State.CANCELLED, ended_at=timezone.now()))


def settle(now=None):
    """Say failed of what nobody works on any more: its process died, or its task did before it began.

    Asked wherever jobs are shown, so that it is said though no worker lives.
    """
    now = now or timezone.now()
    running = Job.objects.filter(state=State.RUNNING, beat_at__lt=now - timedelta(seconds=limits.DEAD_AFTER))
    for job in running:
        still = Job.objects.filter(pk=job.pk, state=State.RUNNING, beat_at=job.beat_at)
        if still.update(state=State.FAILED, fault=Fault.STOPPED, ended_at=now):
            store.drop(job.stored) if job.stored else None
    alive = DBTaskResult.objects.filter(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
    waiting = Job.objects.filter(state=State.WAITING, asked_at__lt=now - timedelta(seconds=limits.DEAD_AFTER))
    lost = [
        pk for pk, task in waiting.exclude(task="").values_list("pk", "task") if not alive.filter(pk=task).exists()
    ]
    Job.objects.filter(pk__in=lost, state=State.WAITING).update(state=State.FAILED, fault=Fault.STOPPED, ended_at=now)


def sweep(now=None):
    """Remove files past their day, rows a week old, and files of no row. Safe to run at any time."""
    now = now or timezone.now()
    for job in Job.objects.filter(state=State.DONE, expires_at__lte=now, stored__gt="").iterator():
        store.path_of(job.stored).unlink(missing_ok=True)
    old = Job.objects.exclude(state__in=UNDER_WAY).filter(asked_at__lt=now - timedelta(days=limits.DAYS_LISTED))
    for job in old.iterator():
        _drop_file(job)
        job.delete()
    store.sweep(set(Job.objects.filter(stored__gt="").values_list("stored", flat=True)))


def _drop_file(job):
    if job.stored:
        store.drop(job.stored)
