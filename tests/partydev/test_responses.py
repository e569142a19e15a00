"""What surrounds every answer: headers, error pages, htmx, health."""

import logging
import re

import pytest
from django.db import DatabaseError, connection
from django.test import Client

pytestmark = pytest.mark.urls("tests.partydev.urls")


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/page/", 200),
        ("/page", 301),
        ("/moved/", 302),
        ("/signed-in/", 302),
        ("/400/", 400),
        ("/403/", 403),
        ("/404/", 404),
        ("/nowhere/", 404),
        ("/500/", 500),
    ],
)
@pytest.mark.django_db
def test_every_answer_is_private(client, settings, path, status):
    settings.LOGIN_URL = "/page/"
    response = client.get(path)
    assert response.status_code == status
    assert response["Cache-Control"] == "no-store"
    assert "HX-Request" in response["Vary"]
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_a_foreign_host_is_refused_and_private(client):
    response = client.get("/page/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert response["Cache-Control"] == "no-store"
    assert "evil" not in response.text


@pytest.mark.parametrize("path", ["/400/", "/403/", "/404/", "/500/"])
def test_error_pages_are_vietnamese_and_keep_secrets_and_the_database_out(client, path):
    response = client.get(path)  # without `django_db` a query would fail the test
    assert '<html lang="vi">' in response.text
    assert "<h1>" in response.text
    assert "secret" not in response.text


def test_not_found_is_one_page(client):
    assert client.get("/404/").content == client.get("/nowhere/%3Cb%3E/").content


def test_a_refusal_tells_its_reason_as_text(client):
    assert "Chỉ bí thư &lt;chi bộ&gt; ghi được việc này." in client.get("/403/reason/").text


def test_a_server_error_shows_the_id_that_is_logged(client, caplog):
    with caplog.at_level(logging.ERROR, logger="partydev.errors"):
        page = client.get("/500/").text
    (error_id,) = re.findall(r"<strong>(\w+)</strong>", page)
    assert f"Error {error_id} on GET /500/" in caplog.messages


def test_a_form_without_its_token_is_refused():
    response = Client(enforce_csrf_checks=True).post("/page/", {"a": "1"})
    assert response.status_code == 403
    assert "Trang đã mở quá lâu" in response.text


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({}, "page"),
        ({"HX-Request": "true"}, "part"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, "page"),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, "page"),
    ],
)
def test_only_fragments_get_fragments(client, headers, answer):
    assert client.get("/page/", headers=headers).text == answer


def test_a_fragment_is_redirected_by_htmx(client):
    response = client.get("/moved/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (200, "/page/?a=1")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Boosted": "true"}])
def test_a_page_is_redirected_by_http(client, headers):
    response = client.get("/moved/", headers=headers)
    assert (response.status_code, response["Location"]) == (302, "/page/?a=1")


@pytest.mark.django_db
def test_health_is_public(client):
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok")
    assert client.post("/healthz").status_code == 405


def test_health_tells_of_a_lost_database(client, monkeypatch, caplog):
    def lost():
        raise DatabaseError("password of the database")

    monkeypatch.setattr(connection, "cursor", lost)
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (503, "database")


def test_an_address_that_takes_only_forms_answers_a_page_with_a_way_on(client):
    response = client.get("/sent-only/")  # without `django_db`: no question to the database
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert response["Cache-Control"] == "no-store"
    assert '<html lang="vi">' in response.text
    assert "chỉ nhận nội dung gửi từ biểu mẫu" in response.text
    assert 'href="/"' in response.text
