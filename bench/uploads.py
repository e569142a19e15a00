"""Many photos at once: what becomes of them, and of the pages that others ask meanwhile; files that are made to hurt.

    .venv/bin/python bench/uploads.py [--uploads 200] [--seconds 10]

Works on a copy of the demonstration (run `./up` once before), which goes again at the end. A server of its own, as
`./up` starts it, is sent all photos in the same moment while another user asks pages and /healthz; the floor of each
is the same page asked of the same server before. Then each bad file is opened as a scan is, with the time and the
peak memory of the process that opens it. Prints medians and the worst in milliseconds.
"""

import argparse
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import date, timedelta
from http.client import HTTPConnection, HTTPException
from io import BytesIO
from itertools import cycle
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
BOUNDARY = "----partydev-bench"
OF_ONE = 5  # sendings that one account may have open (candidates.scans.limits)
TICK = 0.1  # seconds
PAGES = ("/healthz", "/ho-so/", "/tham-dinh/")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uploads", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=10, help="how long the floor is measured")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="partydev-bench-") as folder:
        copied(Path(os.environ.get("PARTYDEV_VAR", ROOT / "var")), Path(folder))
        port, server = started(folder)
        try:
            crowd(port, args)
        finally:
            server.terminate()
            server.wait()
        bombs(Path(folder))


def copied(source, folder):
    """The database and the key of `source` in `folder`, from now on the one of this process."""
    if os.environ.get("DATABASE_URL"):
        raise SystemExit("bench/uploads.py copies the SQLite database of the demonstration; leave DATABASE_URL out.")
    with sqlite3.connect(source / "partydev.sqlite3") as one, sqlite3.connect(folder / "partydev.sqlite3") as other:
        one.backup(other)
    (folder / "secret-key").write_bytes((source / "secret-key").read_bytes())
    os.environ |= {
        "PARTYDEV_VAR": str(folder),
        "STATIC_ROOT": str(source / "static"),
        "INSTALLATION_PROFILE": "independent-lan",
        "INSTALLATION_BASIS": "bench/uploads.py",
        "DJANGO_SETTINGS_MODULE": "partydev.settings",
    }
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()


def started(folder):
    """(port, process) of a server with the settings of `./up`, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "partydev.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    command += ["--threads", "8", "--no-control-socket", "--log-level", "warning"]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)  # noqa: S603 - our own server
    for _ in range(120):
        try:
            if ask(port, "/healthz")[0] == 200:
                return port, server
        except OSError:
            time.sleep(0.5)
    server.terminate()
    raise SystemExit("The server does not answer.")


def ask(port, path, cookie="", body=None):
    """(status, milliseconds) of one request."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Cookie": cookie, "Host": "localhost"}
    if body is not None:
        headers |= {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Origin": "http://localhost"}
    began = time.perf_counter()
    try:
        connection.request("GET" if body is None else "POST", path, body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, (time.perf_counter() - began) * 1000
    finally:
        connection.close()


# Others, while all send


def crowd(port, args):
    reader, sendings = people(args.uploads)
    floor = asked(port, reader, lambda began: time.monotonic() - began < args.seconds)
    answers, at_work = [], threading.Event()
    threads = [threading.Thread(target=send, args=(port, each, at_work, answers)) for each in sendings]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    at_work.set()
    loaded = asked(port, reader, lambda _: any(thread.is_alive() for thread in threads))
    took = time.monotonic() - began
    print(f"{args.uploads} photos sent in the same moment, answered after {took:.1f} s")
    for status, number in sorted(Counter(status for status, _ in answers).items(), key=str):
        times = [spent for each, spent in answers if each == status]
        print(f"  {WORDS.get(status, status):44} {number:5}   median {statistics.median(times):9.0f} ms")
    print(f"{'meanwhile, of another':46} {'asked':>5} {'ms':>9} {'worst ms':>9} {'floor ms':>9} {'ratio':>7}")
    for page in PAGES:
        times, least = loaded[page] or [float("nan")], statistics.median(floor[page])
        value = statistics.median(times)
        print(f"  {page:44} {len(times):5} {value:9.1f} {max(times):9.1f} {least:9.1f} {value / least:7.1f}")
    left_over(Counter(status for status, _ in answers)[302])


WORDS = {302: "kept (302)", 503: "asked to come again (503)", 422: "refused (422)", 409: "refused (409)"}


def asked(port, reader, goes_on):
    """page -> milliseconds of each time it was asked: at every tick, whether or not the one before was answered."""
    times, asking, began = {page: [] for page in PAGES}, [], time.monotonic()

    def once(page):
        status, spent = ask(port, page, reader)
        times[page].append(spent if status == 200 else float("inf"))

    for page in cycle(PAGES):
        asking.append(threading.Thread(target=once, args=(page,)))
        asking[-1].start()
        time.sleep(TICK)
        if not goes_on(began):
            break
    for each in asking:
        each.join()
    return times


def send(port, sending, at_work, answers):
    path, cookie, body = sending
    at_work.wait()
    try:
        answers.append(ask(port, path, cookie, body))
    except (OSError, HTTPException) as error:
        answers.append((type(error).__name__, 0))


def left_over(kept):
    """Every photo that was kept has one row and one file, and nothing else lies about."""
    from candidates.models import Scan
    from candidates.scans import clearing, store

    rows, files = Scan.objects.files().count(), {name for name, _ in store.kept_files()}
    lying = len(store.left()) - len(files)
    print(f"answered as kept {kept}, rows {rows}, orphans {len(files ^ clearing.named())}, left of sendings {lying}")


def people(number):
    """(cookie of one who reads, (path, cookie, body) of each sending): invented secretaries, each with a dossier."""
    from django.contrib.sessions.backends.db import SessionStore

    from accounts import actions as account_actions
    from accounts.middleware import stamp
    from accounts.models import User
    from branches.models import Organization, Person
    from branches.permissions import Permission
    from candidates import actions, opening
    from candidates.forms.scans import ticket

    def cookie_of(user):
        session = SessionStore()
        session["_auth_user_id"] = str(user.pk)
        session["_auth_user_backend"] = "accounts.backends.ThrottledBackend"
        session["_auth_user_hash"] = user.get_session_auth_hash()
        stamp(session, user)
        session.save()
        return f"sessionid={session.session_key}; csrftoken={'a' * 32}"

    picture, sendings = photo(), []
    cells = list(Organization.objects.filter(kind="cell", dissolved_on=None).order_by("pk"))
    for each in range((number + OF_ONE - 1) // OF_ONE):
        cell = cells[each % len(cells)]
        person = Person.objects.create(full_name=f"Người Đo {each}", birth_date=date(1998, 5, 17), sex="female")
        case = actions.take_over(
            by=None, organization=cell, person=person, stage="dossier_opened", entered_on=DAY(300), milestones=[]
        )
        actions.enter_paper(candidate=case, by=None, code="37", issued_on=DAY(5), number="01")
        user = User.objects.create(username=f"do-{each}", full_name=f"Bí thư đo {each}", organization=cell)
        account_actions.appoint(by=None, user=user, organization=cell, role="cell_secretary", starts_on=DAY(30))
        user = User.objects.get(pk=user.pk)
        opening.tell(user=user, candidate=case, purpose="check")
        cookie = cookie_of(user)
        path = f"/ho-so/{case.pk}/giay-to/37/1/ban-chup/"
        for _ in range(OF_ONE):
            said = {"csrfmiddlewaretoken": "a" * 32, "form_token": str(uuid4())}
            said["received"] = ticket(user, case, "37", 1)
            sendings.append((path, cookie, multipart(said, picture)))
    reader = next(
        user for user in User.objects.order_by("pk") if user.is_active and user.holds(Permission.DOSSIER_CHECK)
    )
    return cookie_of(reader), sendings[:number]


def DAY(ago):  # noqa: N802 - reads as a day
    from django.utils import timezone

    return timezone.localdate() - timedelta(days=ago)


def multipart(said, content):
    lines = []
    for name, value in said.items():
        lines.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    head = 'Content-Disposition: form-data; name="files"; filename="anh.jpg"\r\nContent-Type: image/jpeg'
    lines.append(f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode())
    return b"".join(lines)


def photo():
    """Twelve million pixels of a page, as a phone takes it: about 3 MB."""
    from PIL import Image

    grain = Image.effect_noise((1000, 750), 60).resize((4000, 3000)).convert("RGB")
    out = BytesIO()
    grain.save(out, "JPEG", quality=90)
    return out.getvalue()


# Files that are made to hurt


def bombs(folder):
    import pikepdf

    from candidates.scans import limits
    from tests.candidates.scan_files import bomb_png, pdf

    def deep(document):
        inner = pikepdf.Array()
        for _ in range(400):
            inner = pikepdf.Array([inner])
        document.Root.Deep = inner

    print(f"{'opened by the limited process':46} {'KB':>9} {'ms':>9} {'peak MB':>9}  answer")
    for name, content in (
        ("nothing but a page (the floor)", pdf(1)),
        ("a photo of twelve million pixels", photo()),
        ("PNG, 12,000 × 12,000 pixels", bomb_png(12_000)),
        ("PDF of 10,000 pages", pdf(10_000)),
        ("PDF, an array 400 deep", pdf(change=deep)),
        ("PDF with a password", pdf(encryption=pikepdf.Encryption(R=6, owner="a", user="b"))),
    ):
        path = folder / "bad"
        path.write_bytes(content)
        out, spent, peak = opened(path, folder / "out")
        over = "" if spent < 5000 and peak < 512 else f"  MORE THAN 5 s OR 512 MB (limit {limits.MEMORY // limits.MB})"
        print(f"  {name:44} {len(content) / 1024:9.0f} {spent:9.0f} {peak:9.0f}  {out}{over}")


# In a small process of its own: a child is told to have needed what its parent had, before it begins.
MEASURE = """
import os, subprocess, sys, time
began = time.perf_counter()
with subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
    said = process.stdout.read().decode().strip()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
print((time.perf_counter() - began) * 1000, used.ru_maxrss / 1024, said or f"ended ({process.returncode})")
"""


def opened(path, target):
    """(what it says, milliseconds, peak MB) of the process in which a scan is opened."""
    command = [sys.executable, "-E", "-s", "-m", "candidates.scans.worker", str(target), str(path)]
    said = subprocess.check_output([sys.executable, "-c", MEASURE, *command], cwd=ROOT, text=True)  # noqa: S603
    spent, peak, words = said.strip().split(" ", 2)
    return words, float(spent), float(peak)


if __name__ == "__main__":
    main()
