"""Signing in and out, setting and changing a password: S9, S22, S23, S24, S26."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.models import AccessRecord, Appointment, OneTimeCode, User
from tests.factories import PASSWORD, days_ago, make_user, sign_in

pytestmark = pytest.mark.django_db
SIGN_IN = "/tai-khoan/dang-nhap/"
NEW = "mot cau that dai 2026"


def try_in(client, username, password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": username, "password": password}, **extra)


def body(response, username):
    """The page without what differs by nature: the form's secret and the name typed."""
    page = re.sub(r'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"', "", response.content.decode())
    return page.replace(username, "")


def test_sign_in_opens_a_session_and_is_logged(client, cast):
    response = try_in(client, " SEC_A1 ")
    assert (response.status_code, response["Location"]) == (302, reverse("home"))
    assert client.get(reverse("accounts:change_password")).status_code == 200
    row = AccessRecord.objects.get(kind="sign_in")
    assert (row.user, row.organization, row.address) == (cast["sec_A1"], cast.A1, "127.0.0.1")


def test_sign_in_leaves_no_row_in_the_history(client, cast):
    before = cast["sec_A1"].history.count()
    try_in(client, "sec_A1")
    assert cast["sec_A1"].history.count() == before
    assert User.objects.get(username="sec_a1").last_login


def test_wrong_name_closed_and_unusable_get_one_answer(client, cast):
    User.objects.filter(username="sec_a2").update(is_active=False)
    cast["sec_B1"].set_unusable_password()
    cast["sec_B1"].save()
    answers = {
        name: try_in(client, name, password)
        for name, password in {
            "ai-do": PASSWORD,
            "sec_a1": "sai-mat-khau",
            "sec_a2": PASSWORD,
            "sec_b1": PASSWORD,
        }.items()
    }
    assert {response.status_code for response in answers.values()} == {422}
    assert len({body(response, name) for name, response in answers.items()}) == 1
    assert not Session.objects.exists()


def test_each_failure_hashes_once(client, cast, monkeypatch):
    from django.contrib.auth.hashers import Argon2PasswordHasher

    calls = []
    for name in ("encode", "verify"):
        original = getattr(Argon2PasswordHasher, name)
        monkeypatch.setattr(
            Argon2PasswordHasher, name, lambda self, *args, _o=original: (calls.append(1), _o(self, *args))[1]
        )
    counts = []
    cast["sec_B1"].set_unusable_password()
    cast["sec_B1"].save()
    User.objects.filter(username="sec_a2").update(is_active=False)
    for name in ("ai-do", "sec_a1", "sec_a2", "sec_b1"):
        calls.clear()
        try_in(client, name, "sai-mat-khau")
        counts.append(len(calls))
    assert counts[0] == counts[1] == counts[2] == counts[3]


def test_unknown_name_is_not_kept(client, cast):
    try_in(client, "mat-khau-go-nham")
    row = AccessRecord.objects.get(kind="sign_in_failed")
    assert (row.about, row.user) == ("", None)


@pytest.mark.parametrize("name", ["nobody", "expired"])
def test_without_appointment_no_session_but_a_sentence(client, cast, name):
    response = try_in(client, name)
    assert response.status_code == 422
    assert "chưa được phân công nhiệm vụ" in response.content.decode()
    assert not Session.objects.exists()


def test_sixth_wrong_try_is_slowed_only_from_that_address(client, cast):
    for _ in range(5):
        assert try_in(client, "sec_A1", "sai").status_code == 422
    response = try_in(client, "sec_A1", PASSWORD)
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    assert "đợi 15 phút" in response.content.decode()
    assert try_in(client, "sec_A2").status_code == 302
    assert try_in(Client(), "sec_A1", REMOTE_ADDR="10.1.1.9").status_code == 302
    assert AccessRecord.objects.filter(kind="sign_in_failed", user=cast["sec_A1"]).count() == 5


def test_right_password_forgets_the_wrong_tries(client, cast):
    for _ in range(4):
        try_in(client, "sec_A1", "sai")
    assert try_in(Client(), "sec_A1").status_code == 302
    assert try_in(Client(), "sec_A1", "sai").status_code == 422


@pytest.mark.parametrize(
    "address", ["//e.vn", "/\\e.vn", "https:e.vn", "///e.vn", "https://testserver@e.vn", "javascript:x"]
)
def test_next_stays_here(client, cast, address):
    response = client.post(SIGN_IN, {"username": "sec_A1", "password": PASSWORD, "next": address})
    assert response["Location"] == reverse("home")


def test_next_goes_to_the_page_asked_for(client, cast):
    page = reverse("accounts:change_password")
    response = client.get(page)
    assert response["Location"] == f"{SIGN_IN}?next={page}"
    assert client.post(SIGN_IN, {"username": "sec_A1", "password": PASSWORD, "next": page})["Location"] == page


@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST"])
def test_foreign_host_is_refused_or_ignored(client, cast, settings, header):
    settings.ALLOWED_HOSTS = ["testserver"]
    response = client.get(SIGN_IN, **{header: "evil.vn"})
    assert response.status_code == (400 if header == "HTTP_HOST" else 200)
    assert "evil.vn" not in response.content.decode()


def test_session_key_changes_and_old_ones_die(client, cast):
    client.get(SIGN_IN)
    client.session.save()
    client.cookies["sessionid"] = preset = client.session.session_key or "x"
    try_in(client, "sec_A1")
    opened = client.session.session_key
    assert opened != preset
    response = client.post(reverse("accounts:sign_out"))
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.filter(session_key=opened).exists()
    client.cookies["sessionid"] = opened
    assert client.get(reverse("accounts:change_password")).status_code == 302


def test_sign_out_takes_post_only(client, cast):
    sign_in(client, cast["sec_A1"])
    assert client.get(reverse("accounts:sign_out")).status_code == 405


def test_change_password_ends_the_other_sessions_and_keeps_this_one(client, cast):
    other = Client()
    try_in(client, "sec_A1")
    try_in(other, "sec_A1")
    old_key = client.session.session_key
    page = reverse("accounts:change_password")
    response = client.post(page, {"old_password": PASSWORD, "new_password": NEW, "again": NEW})
    assert response.status_code == 302
    assert client.session.session_key != old_key
    assert client.get(page).status_code == 200
    assert other.get(page).status_code == 302
    assert try_in(Client(), "sec_A1", NEW).status_code == 302
    assert AccessRecord.objects.filter(kind="password_set").count() == 1


def test_change_password_asks_for_the_old_one(client, cast):
    sign_in(client, cast["sec_A1"])
    data = {"old_password": "sai", "new_password": NEW, "again": NEW}
    response = client.post(reverse("accounts:change_password"), data)
    assert response.status_code == 422
    assert "Mật khẩu đang dùng chưa đúng." in response.content.decode()
    for _ in range(4):
        client.post(reverse("accounts:change_password"), data)
    assert client.post(reverse("accounts:change_password"), data | {"old_password": PASSWORD}).status_code == 429


@pytest.mark.parametrize(
    ("new", "again", "words"),
    [
        ("ngan", "ngan", "ít nhất 10 ký tự"),
        ("password1234", "password1234", "phổ biến"),
        ("sec_a1-2026", "sec_a1-2026", "giống tên đăng nhập"),
        (NEW, NEW + "x", "không giống nhau"),
    ],
)
def test_weak_passwords_are_refused_at_the_field(client, cast, new, again, words):
    code = actions.issue_code(by=None, user=cast["sec_A1"])
    response = client.post(
        reverse("accounts:set_password"), {"username": "sec_a1", "code": code, "new_password": new, "again": again}
    )
    assert response.status_code == 422
    assert words in response.content.decode()
    assert OneTimeCode.objects.get().used_at is None


def set_password(client, code, username="sec_a1"):
    data = {"username": username, "code": code, "new_password": NEW, "again": NEW}
    return client.post(reverse("accounts:set_password"), data)


def test_code_sets_the_password_once(client, cast):
    code = actions.issue_code(by=None, user=cast["sec_A1"])
    assert set_password(client, code.lower().replace("-", " ")).status_code == 302
    assert try_in(Client(), "sec_A1", NEW).status_code == 302
    assert try_in(Client(), "sec_A1", PASSWORD).status_code == 422
    assert set_password(client, code).status_code == 422


def test_code_of_another_or_expired_says_the_same(client, cast):
    code = actions.issue_code(by=None, user=cast["sec_A1"])
    OneTimeCode.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    answers = [(name, set_password(client, code, name)) for name in ("sec_a1", "sec_a2", "ai-do")]
    assert {response.status_code for _, response in answers} == {422}
    assert len({body(response, name) for name, response in answers}) == 1


def test_codes_are_slowed_too(client, cast):
    for _ in range(5):
        set_password(client, "SAI")
    assert set_password(client, actions.issue_code(by=None, user=cast["sec_A1"])).status_code == 429


# S9: the next request is refused


def opened(user):
    client = Client()
    assert try_in(client, user.username).status_code == 302
    return client


def is_out(client):
    return client.get(reverse("accounts:change_password")).status_code == 302


def test_dismissal_ends_the_session_with_the_next_request(cast):
    client = opened(cast["sec_A1"])
    assert not is_out(client)
    actions.dismiss(by=None, appointment=cast["sec_A1"].appointments.get(), on=days_ago(1))
    assert is_out(client)
    assert try_in(client, "sec_A1").status_code == 422


def test_end_of_term_ends_the_session(cast):
    Appointment.objects.filter(user=cast["sec_A1"]).update(ends_on=days_ago(0))
    client = opened(cast["sec_A1"])
    assert not is_out(client)
    Appointment.objects.filter(user=cast["sec_A1"]).update(ends_on=days_ago(1))
    assert is_out(client)


def test_one_of_two_terms_ending_ends_the_session_too(cast):
    user = make_user("hai_viec", ("leader", cast.A), ("cell_secretary", cast.A1))
    user.appointments.filter(role="leader").update(ends_on=days_ago(0))
    client = opened(user)
    session = client.session
    session["access_valid_until"] = days_ago(1).isoformat()
    session.save()
    assert is_out(client)


def test_closing_an_account_ends_its_sessions(cast):
    client = opened(cast["sec_A1"])
    actions.close_account(by=cast["head_A"], user=cast["sec_A1"])
    assert is_out(client)
    assert try_in(client, "sec_A1").status_code == 422


def test_a_password_set_with_a_code_ends_the_sessions_of_the_old_one(client, cast):
    other = opened(cast["sec_A1"])
    code = actions.issue_code(by=None, user=cast["sec_A1"])
    assert not is_out(other)
    assert set_password(client, code).status_code == 302
    assert is_out(other)


def test_an_ended_appointment_among_others_ends_the_session_at_once(cast):
    user = make_user("con_viec_khac", ("leader", cast.A), ("cell_secretary", cast.A1))
    client = opened(user)
    actions.dismiss(by=None, appointment=user.appointments.get(role="leader"), on=days_ago(1))
    assert is_out(client)
    assert try_in(client, user.username).status_code == 302
    assert not User.objects.get(pk=user.pk).can("candidate_view", cast.A2)
