"""Large files: asked for, made by a process of their own, taken by whoever asked. R6, S21, P6 of the promises."""

import errno
import os
import signal
import time
from datetime import timedelta
from hashlib import sha256
from unittest import mock

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import AccessRecord
from partydev.jobs import actions, child, limits, store
from partydev.models import Job
from partydev.papers import aside
from partydev.papers.aside import TooLargeError
from tests.factories import make_cast, sign_in
from tests.reports.job_pages import (
    YEAR,
    address,
    ask,
    end_worker,
    files,
    page,
    press,
    processes,
    slow,
    started,
    taken,
    work,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("machine")]


@pytest.fixture
def cast():
    return make_cast()


def test_a_large_report_is_asked_for_made_and_taken(cast, tmp_path, monkeypatch):
    client, where = sign_in(Client(), cast["lead_A"]), address(name="pdf")
    offered = client.get(where)
    assert (offered.status_code, "Lập tệp trong nền" in offered.text) == (200, True)
    assert offered["Content-Type"].startswith("text/html")
    assert not Job.objects.exists()  # a look makes nothing

    answer = ask(client, where)
    assert (answer.status_code, answer["Location"]) == (302, reverse("jobs"))
    ask(client, where)
    job = Job.objects.get()
    assert "Đang chờ" in page(client)
    assert taken(client, job)[0].status_code == 404

    work()
    job.refresh_from_db()
    assert (job.state, job.fault) == ("done", "")
    assert job.step > 1  # the pages were counted as they were laid out
    assert "Tải tệp" in page(client)
    assert files(tmp_path) == [job.stored]
    answer, content = taken(client, job)
    assert content.startswith(b"%PDF")
    assert job.content_hash == sha256(content).hexdigest()
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("attachment")
    log = AccessRecord.objects.filter(kind="report_downloaded", user=cast["lead_A"])
    assert [row.about for row in log] == [f"Báo cáo năm {YEAR}"]

    monkeypatch.setattr(limits, "PAPER_AT_ONCE", 10_000)
    assert client.get(where).content == content  # what comes at once is the same

    # Nobody else's, though they see the same report.
    other = sign_in(Client(), cast["staff_A"])
    assert taken(other, job)[0].status_code == 404
    assert press(other, "job_cancel", job).status_code == press(other, "job_again", job).status_code == 404
    assert job.words not in page(other)

    # Made anew from the same facts it is the same.
    assert press(client, "job_again", job).status_code == 302
    assert files(tmp_path) == []
    work()
    assert sha256(taken(client, job)[1]).hexdigest() == job.content_hash


@pytest.mark.once
def test_cancelled_it_ends_within_seconds(cast, tmp_path, monkeypatch):
    slow(monkeypatch)
    client = sign_in(Client(), cast["lead_A"])
    ask(client, address())
    job = Job.objects.get()
    thread = started(job)
    assert "<progress" in page(client)
    assert press(client, "job_cancel", job).status_code == 302
    thread.join(5)
    assert not thread.is_alive()
    job.refresh_from_db()
    assert (job.state, files(tmp_path)) == ("cancelled", [])
    assert "Đã hủy" in page(client)
    assert not processes(job)


def test_a_killed_process_leaves_nothing_and_says_so(cast, tmp_path, monkeypatch):
    client = sign_in(Client(), cast["lead_A"])
    with monkeypatch.context() as patch:
        slow(patch)
        ask(client, address())
        job = Job.objects.get()
        thread = started(job)
        assert files(tmp_path) == [f"{job.stored}.part"]
        assert taken(client, job)[0].status_code == 404
        os.kill(processes(job)[0], signal.SIGKILL)
        thread.join(10)
    assert "Lỗi – tạo lại" in page(client)
    assert taken(client, job)[0].status_code == 404
    assert files(tmp_path) == []

    press(client, "job_again", job)
    work()
    job.refresh_from_db()
    assert job.state == "done"
    assert job.content_hash == sha256(taken(client, job)[1]).hexdigest()


@pytest.mark.once
def test_a_killed_worker_is_noticed_though_no_other_lives(cast, tmp_path, monkeypatch):
    client = sign_in(Client(), cast["lead_A"])
    ask(client, address())
    job = Job.objects.get()
    end_worker(job, tmp_path, signal.SIGKILL)
    until = time.monotonic() + 10
    while processes(job) and time.monotonic() < until:
        time.sleep(0.1)
    assert not processes(job)  # it does not outlive its worker
    job.refresh_from_db()
    assert job.state == "running"
    monkeypatch.setattr(limits, "DEAD_AFTER", 0)
    assert "Lỗi – tạo lại" in page(client)
    assert [name for name in files(tmp_path) if not name.endswith(".part")] == []
    assert taken(client, job)[0].status_code == 404


def test_a_worker_that_is_told_to_stop_leaves_it_to_the_next(cast, tmp_path):
    client = sign_in(Client(), cast["lead_A"])
    ask(client, address())
    job = Job.objects.get()
    end_worker(job, tmp_path, signal.SIGTERM)
    assert not processes(job)
    job.refresh_from_db()
    assert (job.state, files(tmp_path)) == ("waiting", [])
    work()
    assert "Tải tệp" in page(client)


@pytest.mark.once
def test_over_its_limit_it_is_called_too_large(cast, tmp_path, monkeypatch):
    slow(monkeypatch)
    client = sign_in(Client(), cast["lead_A"])
    ask(client, address())
    job = Job.objects.get()
    monkeypatch.setattr(limits, "SECONDS", 2)
    thread = started(job)
    assert client.get(reverse("reports:list")).status_code == 200  # pages come meanwhile
    thread.join(10)
    shown = page(client)
    assert "Báo cáo quá lớn" in shown
    assert "Chọn kỳ ngắn hơn" in shown
    assert files(tmp_path) == []
    assert not processes(job)

    monkeypatch.setattr(limits, "MOST_OF_A_PAPER", 1)
    refused = client.get(address(name="pdf"))
    assert (refused.status_code, "Báo cáo quá lớn" in refused.text) == (422, True)
    assert reverse("reports:list") in refused.text
    assert ask(client, address(name="pdf")).status_code == 422


@pytest.mark.once
@pytest.mark.parametrize("how", ["too many bytes", "a file that may not grow"])
def test_a_file_of_too_many_bytes_is_called_too_large(cast, monkeypatch, tmp_path, how):
    job = actions.ask(by=cast["lead_A"], address=address())
    written = tmp_path / "made"
    monkeypatch.setattr(child, "_limit", lambda limits: None)
    monkeypatch.setattr(child, "_tell_pages", lambda: None)
    monkeypatch.setattr(aside, "_alone", False)
    if how == "too many bytes":
        monkeypatch.setattr(limits, "MOST_BYTES", 10)
    else:
        monkeypatch.setattr(store, "write", mock.Mock(side_effect=OSError(errno.EFBIG, "File too large")))
    assert child.main(job.pk, written) == child.TOO_LARGE
    assert not written.exists()


def test_a_file_stays_where_it_cannot_be_made_anew(cast, tmp_path, monkeypatch):
    """Nothing is asked for where the task cannot be written: then the file that is there is still whole."""
    client = sign_in(Client(), cast["lead_A"])
    ask(client, address())
    work()
    job = Job.objects.get()
    monkeypatch.setattr(actions, "make_file", mock.Mock(**{"enqueue.side_effect": DatabaseError}))
    with pytest.raises(DatabaseError):
        actions.again(job=job)
    assert files(tmp_path) == [job.stored]
    assert taken(client, job)[0].status_code == 200


def test_after_a_day_it_is_gone(cast, tmp_path):
    client = sign_in(Client(), cast["lead_A"])
    ask(client, address())
    work()
    job = Job.objects.get()
    now = timezone.now()
    assert timedelta(hours=23) < job.expires_at - now <= timedelta(hours=24)
    Job.objects.update(expires_at=now)
    assert taken(client, job)[0].status_code == 404
    assert "Đã hết hạn" in page(client)
    assert files(tmp_path) == [job.stored]
    stray, fresh = store.new_name(), store.new_name()
    store.write(store.path_of(stray), b"left behind")
    store.write(store.part_of(fresh), b"being written")
    os.utime(store.path_of(stray), (0, 0))
    actions.sweep()
    assert files(tmp_path) == [f"{fresh}.part"]
    actions.sweep(now + timedelta(days=8))
    assert not Job.objects.exists()


def test_the_page_asks_as_often_for_one_as_for_many(cast, django_assert_max_num_queries):
    client = sign_in(Client(), cast["lead_A"])
    actions.ask(by=cast["lead_A"], address=address())
    with django_assert_max_num_queries(60) as first:
        page(client)
    for year in range(3):
        actions.ask(by=cast["lead_A"], address=f"{address()}?thap_phan={year}")
    with django_assert_max_num_queries(len(first)):
        page(client)


def test_a_file_whose_task_is_gone_is_said_failed(cast):
    client = sign_in(Client(), cast["lead_A"])
    ask(client, address())
    later = timezone.now() + timedelta(seconds=limits.DEAD_AFTER + 1)
    actions.settle(later)
    assert Job.objects.get().state == "waiting"
    DBTaskResult.objects.all().delete()
    actions.settle(later)
    assert Job.objects.get().state == "failed"


def test_a_paper_over_its_limits_is_answered_in_words(cast, monkeypatch):
    def too_large(*args, **kwargs):
        raise TooLargeError

    monkeypatch.setattr("reports.views.official.as_pdf", too_large)
    client = sign_in(Client(), cast["lead_A"])
    answer = client.get(reverse("reports:form_pdf", args=["a", YEAR, "1"]))
    assert (answer.status_code, "Văn bản quá lớn" in answer.text) == (422, True)
