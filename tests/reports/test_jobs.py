"""Large files: asked for, made by a process of their own, taken by whoever asked. R6, S21, P6 of the promises."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import actions as accounts
from accounts.models import AccessRecord, SignInAttempt
from partydev import again
from partydev.jobs import actions, limits, running, store
from partydev.models import FormToken, HeldForm, Job
from partydev.once import new_token
from partydev.papers.aside import TooLargeError
from partydev.refusals import Conflict
from tests.factories import PASSWORD, make_cast, sign_in, today

pytestmark = pytest.mark.django_db(transaction=True)
YEAR = str(today().year)
SLEEPS = "import sys, time; open(sys.argv[2], 'w').write('%PDF half'); print(7, flush=True); time.sleep(300)"


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture(autouse=True)
def machine(settings, tmp_path, monkeypatch):
    """The queue of the worker, a folder of one's own, and processes that find this test's database."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.DAILY_TASKS = []
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(running, "environment", lambda: environment(tmp_path))
    monkeypatch.setattr(limits, "PAPER_AT_ONCE", 0)
    monkeypatch.setattr(limits, "SHEET_AT_ONCE", 0)
    monkeypatch.setattr(running, "LOOK", 0.2)


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


def test_what_one_may_not_have_is_not_made(cast):
    client = sign_in(Client(), cast["lead_A"])
    assert ask(client, address("b1")).status_code == 404
    assert ask(client, reverse("reports:list")).status_code == 404
    assert ask(client, "https://example.org/tep").status_code == 404
    assert ask(sign_in(Client(), cast["helper_A1"]), address()).status_code == 403
    assert ask(client, f"{address()}?{'x' * 3000}").status_code == 404
    assert ask(client, f"{address()}?đơn").status_code == 404
    assert ask(client, f"{address()}\0").status_code == 404
    assert ask(client, "http://[").status_code == 404
    assert ask(client, "").status_code == 422
    assert not Job.objects.exists()


def test_a_right_that_is_gone_is_asked_again(cast):
    client = sign_in(Client(), cast["lead_A"])
    ask(client, address())
    accounts.dismiss(by=None, appointment=cast["lead_A"].appointments.get(), on=today() - timedelta(days=1))
    work()
    job = Job.objects.get()
    assert (job.state, job.fault) == ("failed", "gone")

    ask(sign_in(Client(), cast["head_A"]), address())
    work()
    job = Job.objects.get(state="done")
    accounts.dismiss(by=None, appointment=cast["head_A"].appointments.get(), on=today() - timedelta(days=1))
    accounts.appoint(by=None, user=cast["head_A"], organization=cast.A1, role="leader", starts_on=today())
    user = type(cast["head_A"]).objects.get(pk=cast["head_A"].pk)
    client = sign_in(Client(), user)
    assert taken(client, job)[0].status_code == 404
    assert "Đã hết hạn" in page(client)


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


def test_one_person_has_few_under_way(cast):
    for year in range(limits.MOST_AT_A_TIME):
        actions.ask(by=cast["lead_A"], address=f"{address()}?thap_phan={year}")
    with pytest.raises(Conflict):
        actions.ask(by=cast["lead_A"], address=address())
    answer = ask(sign_in(Client(), cast["lead_A"]), address())
    assert answer.status_code == 409
    actions.ask(by=cast["staff_A"], address=address())


def test_the_page_asks_as_often_for_one_as_for_many(cast, django_assert_max_num_queries):
    client = sign_in(Client(), cast["lead_A"])
    actions.ask(by=cast["lead_A"], address=address())
    with django_assert_max_num_queries(60) as first:
        page(client)
    for year in range(3):
        actions.ask(by=cast["lead_A"], address=f"{address()}?thap_phan={year}")
    with django_assert_max_num_queries(len(first)):
        page(client)


def test_a_long_list_of_people_asks_why_and_for_the_password(cast, monkeypatch):
    monkeypatch.setattr(limits, "PEOPLE_AT_ONCE", 0)
    client = sign_in(Client(), cast["lead_A"])
    where = f"{reverse('reports:people_xlsx')}?don_vi=a&ky={YEAR}&chi_tieu=in_pool"
    assert "Lý do tải danh sách" in client.get(where).text
    right = {"reason": "Lập kế hoạch năm ".ljust(200, "x"), again.FIELD: PASSWORD}
    for wrong in ({"reason": ""}, {"reason": "x" * 201}, {again.FIELD: ""}, {again.FIELD: "mật khẩu sai"}):
        answer = ask(client, where, **right | wrong)
        assert answer.status_code == 422, wrong
        assert PASSWORD not in answer.text
    assert SignInAttempt.objects.count() == 1
    assert not Job.objects.exists()

    token = new_token(cast["lead_A"])
    assert ask(client, where, **right, form_token=token).status_code == 302
    # No trace of the password: neither compared nor held.
    body = FormToken.objects.get().body_hash
    FormToken.objects.all().delete()
    Job.objects.all().delete()
    ask(client, where, **right | {again.FIELD: PASSWORD}, form_token=token)
    assert FormToken.objects.get().body_hash == body
    Client().post(reverse("job_ask"), {"address": where, **right, "form_token": new_token(cast["lead_A"])})
    assert again.FIELD not in HeldForm.objects.get().content

    work()
    job = Job.objects.get()
    assert taken(client, job)[1].startswith(b"PK")
    (log,) = AccessRecord.objects.filter(kind="list_taken")
    assert (log.note, log.purpose) == (right["reason"], "figures")

    # The reason and the password were for this one file.
    anew = press(client, "job_again", job)
    assert (anew.status_code, anew["Location"]) == (302, where)
    assert "Lý do tải danh sách" in client.get(where).text
    job.refresh_from_db()
    assert job.state == "done"


def test_a_list_that_has_grown_long_is_not_made_without_a_reason(cast, monkeypatch):
    client = sign_in(Client(), cast["lead_A"])
    where = f"{reverse('reports:people_xlsx')}?don_vi=a&ky={YEAR}&chi_tieu=in_pool"
    assert ask(client, where).status_code == 302
    monkeypatch.setattr(running, "command", lambda pk, target: [*child(), str(pk), str(target)])
    work()
    job = Job.objects.get()
    assert (job.state, job.fault) == ("failed", "gone")


def child():
    """The process that makes a file, where lists of everyone ask why."""
    words = "import sys; from partydev.jobs import child, limits; limits.PEOPLE_AT_ONCE = 0; "
    return [sys.executable, "-c", words + "sys.exit(child.main(*sys.argv[1:]))"]


def test_names_go_with_the_right_to_see_them(cast):
    """The permission of a list's page stays; that of another unit, on which names in it may rest, ends."""
    user = cast["lead_A"]
    accounts.appoint(by=None, user=user, organization=cast.X, role="recorder", starts_on=today() - timedelta(days=2))
    client = sign_in(Client(), type(user).objects.get(pk=user.pk))
    ask(client, address())
    work()
    job = Job.objects.get()
    assert taken(client, job)[0].status_code == 200
    accounts.dismiss(by=None, appointment=user.appointments.get(role="recorder"), on=today() - timedelta(days=1))
    client = sign_in(Client(), type(user).objects.get(pk=user.pk))
    assert taken(client, job)[0].status_code == 404


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
