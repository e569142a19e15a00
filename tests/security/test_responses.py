"""What stands around every answer, whatever it is: S13, S33, S34."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from django.urls import reverse

from partydev.once import new_token
from tests.access.table import PUBLIC, ROWS
from tests.access.test_matrix import papers_as_text  # noqa: F401 - a fixture of this module too
from tests.factories import sign_in
from tests.security.test_client_says import get

pytestmark = [pytest.mark.django_db, pytest.mark.once]
POLICY = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}


@pytest.fixture(scope="module")
def head(world):
    return sign_in(Client(raise_request_exception=False), world.cast["head_A"])


def policy(response):
    parts = [part.split(" ", 1) for part in response["Content-Security-Policy"].split("; ")]
    return dict(parts)


def check_headers(response):
    assert policy(response) == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-store"
    assert not {"Server", "X-Powered-By"} & set(response.headers)


def broken(*args, **kwargs):
    raise RuntimeError("CNR-secret-of-the-fault")


def answers(world, client, monkeypatch):
    """(status, answer) of each kind that the application gives."""
    case, foreign = (world.thing("case", place).kwargs["pk"] for place in ("A1", "B1"))
    paper = world.thing("meeting_paper", "A").kwargs
    step = reverse("candidates:step", args=[world.thing("fresh", "A1").kwargs["pk"], "list"])
    yield 200, client.get(reverse("candidates:detail", args=[case]))
    yield 200, client.get(reverse("branches:children", args=["a"]), headers={"HX-Request": "true"})
    yield 200, client.get(reverse("desk:meeting_paper_pdf", kwargs=paper))
    yield 200, Client().get(reverse("accounts:sign_in"))
    yield 200, client.get("/healthz")
    yield 301, client.get("/ho-so")
    yield 302, Client().get("/")
    yield 403, sign_in(Client(), world.cast["sec_A1"]).get(reverse("accounts:users"))
    yield 403, Client(enforce_csrf_checks=True).post(reverse("accounts:sign_in"))
    yield 404, client.get(reverse("candidates:detail", args=[foreign]))
    yield 404, client.get("/khong/co/")
    yield 405, client.delete("/")
    yield 409, client.get(reverse("candidates:step", args=[case, "list"]))
    yield 422, client.post(step, {"form_token": new_token(None)})
    yield 400, client.get("/", headers={"host": "evil.example"})
    monkeypatch.setattr("candidates.views.home.first_page", broken)
    yield 500, client.get("/")


def test_every_kind_of_answer_carries_the_same_headers(world, head, monkeypatch):
    for status, response in answers(world, head, monkeypatch):
        assert response.status_code == status
        check_headers(response)


def test_a_static_file_says_what_it_is_and_no_more():
    Path(settings.STATIC_ROOT, "thu.css").write_text("body{}")
    response = Client().get("/static/thu.css")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/css")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert Client().get("/static/../manage.py").status_code == 404
    assert Client().get("/static/%2e%2e/manage.py").status_code == 404


def test_a_fault_tells_an_id_and_nothing_else(head, monkeypatch):
    monkeypatch.setattr("candidates.views.home.first_page", broken)
    page = head.get("/?debug=1", headers={"X-Debug": "1"}).content.decode()
    assert re.search(r"<strong>[0-9A-F]{8}</strong>", page)
    for word in ("CNR-", "Traceback", "RuntimeError", "first_page", ".py", "Django", settings.SECRET_KEY):
        assert word not in page


@pytest.mark.parametrize(
    "path",
    ["/.git/config", "/.env", "/admin/", "/manage.py", "/var/partydev.sqlite3", "/media/x", "/static/", "/__debug__/"],
)
def test_nothing_lies_about(head, path):
    assert head.get(path).status_code == 404


def test_trace_is_not_answered(head):
    response = head.generic("TRACE", "/", headers={"X-Secret": "CNR"})
    assert response.status_code == 405
    assert b"CNR" not in response.content


# S34: everything comes from here

OUTSIDE = re.compile(r"""(?:src|href|action|srcset|poster|data|content)=["']?(?:https?:)?//[^"'\s>]+""")
PAGES = [row for row in ROWS if row.get == 200]


@pytest.mark.parametrize("row", PAGES, ids=[row.name for row in PAGES])
def test_no_page_names_an_address_elsewhere(world, head, row):
    client = Client() if row.needs == PUBLIC else head
    with transaction.atomic():
        response = get(client, row, world)
        transaction.set_rollback(True)
    if response["Content-Type"].startswith("text/html"):
        page = response.content.decode()
        assert OUTSIDE.findall(page) == []
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=", page), "inline code or style"
        assert "javascript:" not in page


def test_styles_and_scripts_load_nothing_from_elsewhere():
    root = settings.STATICFILES_DIRS[0]
    files = [path for path in Path(root).rglob("*") if path.suffix in {".css", ".js"}]
    assert finders.find(str(files[0].relative_to(root)))
    for path in files:
        text = path.read_text()
        if path.suffix == ".css":
            assert not re.findall(r"url\(\s*['\"]?(?:https?:)?//|@import\s+['\"]?(?:url\()?(?:https?:)?//", text), path
