"""A session that ends over a long text: after signing in again the text is still there, for its owner alone (R12)."""

import html
import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from candidates import actions
from candidates.actions import comments
from candidates.models import AgendaItem, TrialTask
from partydev import held
from partydev.models import HeldForm, SavedView
from partydev.once import owner_of
from tests.candidates.desk_cases import papers_shown, submitted
from tests.factories import PASSWORD, days_ago, make_cast, make_user, sign_in, today

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TEXT = "Giúp đỡ hai hộ nghèo trong thôn làm đường. " * 116  # about 5 000 characters


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def address(cast):
    return reverse("dossiers:cv_section", args=[cast.candidates["a1"].pk, "lich-su"])


def typed(client, address):
    form = client.get(address).context
    return {"form_token": form["form_token"], "version": form["form"]["version"].value(), "own_history": TEXT}


def enter(client, name, at):
    return client.post(at, {"username": name, "password": PASSWORD})


def test_after_signing_in_again_the_text_is_there_and_one_press_saves_it(client, cast, address):
    sign_in(client, cast["sec_A1"])
    data = typed(client, address)
    Session.objects.all().delete()
    sent = client.post(address, data)
    assert sent.status_code == 302
    assert sent.url.startswith(reverse("accounts:sign_in"))
    assert TEXT[:40] not in unquote(sent.url)
    assert "được giữ lại 12 giờ" in client.get(sent.url).content.decode()
    back = enter(client, "sec_A1", sent.url)
    page = client.get(back.url)
    assert page.context["form"]["own_history"].value().strip() == TEXT.strip()
    assert "Nội dung bạn đã nhập trước khi hết phiên làm việc" in page.content.decode()
    assert str(page.context["form_token"]) == data["form_token"]
    saved = client.post(back.url, data)
    assert saved.status_code == 302
    assert not HeldForm.objects.exists()
    assert TEXT.strip() in html.unescape(client.get(address).content.decode())


def test_a_different_user_does_not_see_it(client, cast, address):
    sign_in(client, cast["sec_A1"])
    data = typed(client, address)
    Session.objects.all().delete()
    sent = client.post(address, data)
    back = enter(client, "dep_A1", sent.url)
    page = client.get(back.url)
    assert page.status_code == 200  # the deputy may open this very form
    assert "hai hộ nghèo" not in page.content.decode()
    # … and it still waits for its owner.
    owner = sign_in(Client(), cast["sec_A1"])
    assert "hai hộ nghèo" in owner.get(back.url).content.decode()
    assert "hai hộ nghèo" not in owner.get(address).content.decode()


def test_nothing_is_kept_of_a_form_whose_page_was_not_made_by_us(client, cast, address):
    sign_in(client, cast["sec_A1"])
    data = typed(client, address)
    token, owner, _ = data["form_token"].split(":")
    client.logout()
    other = make_user("other", ("leader", cast.A))
    for forged in ("", token, f"{token}:{owner}:x", f"{token}:{other.pk}:{data['form_token'].split(':')[2]}"):
        assert client.post(address, data | {"form_token": forged}).status_code == 302
    assert client.post(address, data | {"own_history": "x" * held.MOST_CHARACTERS}).status_code == 302
    assert not HeldForm.objects.exists()


def test_it_is_kept_for_hours_and_few_are_kept(client, cast, address):
    sign_in(client, cast["sec_A1"])
    forms = [typed(client, address) for _ in range(held.MOST_FORMS + 2)]
    client.logout()
    urls = [client.post(address, data).url for data in forms]
    assert HeldForm.objects.count() == held.MOST_FORMS
    sign_in(client, cast["sec_A1"])
    last = f"{address}?giu={forms[-1]['form_token'].split(':')[0]}"
    assert "hai hộ nghèo" in client.get(last).content.decode()
    HeldForm.objects.update(held_at=timezone.now() - held.LASTS - timedelta(minutes=1))
    assert "hai hộ nghèo" not in client.get(last).content.decode()
    assert held.sweep() == held.MOST_FORMS
    assert len(set(urls)) == len(urls)


def test_what_was_saved_meanwhile_does_not_come_back(client, cast):
    address = reverse("candidates:task", args=[cast.candidates["a1"].pk])
    sign_in(client, cast["sec_A1"])
    data = {
        "form_token": client.get(address).context["form_token"],
        "title": "Việc thử",
        "given_on": f"{today():%d/%m/%Y}",
    }
    client.logout()
    back = client.post(address, data).url
    sign_in(client, cast["sec_A1"])
    assert client.post(address, data).status_code == 302
    page = client.get(f"{address}?giu={data['form_token'].split(':')[0]}")
    assert page.context["form"]["title"].value() != "Việc thử"
    assert TrialTask.objects.count() == 1
    assert "giu" in back


def test_a_secret_out_of_date_loses_nothing_either(cast, address):
    client = sign_in(Client(enforce_csrf_checks=True), cast["sec_A1"])
    data = typed(client, address)
    refused = client.post(address, data | {"csrfmiddlewaretoken": "x" * 64})
    page = refused.content.decode()
    assert refused.status_code == 403
    fields = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', page)}
    assert fields["own_history"].strip() == TEXT.strip()
    assert client.post(address, fields).status_code == 302
    # Sent to somebody else's session it stays unseen.
    stranger = sign_in(Client(enforce_csrf_checks=True), cast["dep_A1"])
    assert "hai hộ nghèo" not in stranger.post(address, data).content.decode()
    # Without session and secret: kept until its owner is back.
    alone = Client(enforce_csrf_checks=True).post(address, data)
    assert alone.status_code == 302
    assert HeldForm.objects.get().user == cast["sec_A1"]


@pytest.mark.parametrize("name", ["answer to a comment", "verdict on a paper"])
def test_text_sent_to_an_address_without_a_page_comes_back_too(client, cast, name):
    case = submitted(cast, days_ago(40), "Lò Thị Bàn")
    words = {"unit": cast.A, "text": "Đơn chưa rõ ngày", "internal": False}
    thread = comments.comment(candidate=case, by=cast["staff_A"], **words)
    paper = case.papers.first()
    page, target, data = {
        "answer to a comment": (
            reverse("candidates:comments", args=[case.pk]),
            reverse("candidates:comment_answer", args=[case.pk, thread.pk]),
            {f"reply{thread.pk}-text": "Đã hỏi <b>chi bộ</b>"},
        ),
        "verdict on a paper": (
            reverse("desk:review", args=[case.pk]),
            reverse("desk:check_paper", args=[case.pk, paper.pk]),
            {
                f"paper{paper.pk}-verdict": "ask",
                f"paper{paper.pk}-note": "Đã hỏi <b>chi bộ</b>",
                f"paper{paper.pk}-shown": papers_shown(case)[paper.pk],
            },
        ),
    }[name]
    sign_in(client, cast["staff_A"])
    data["form_token"] = client.get(page).context["form_token"]
    Session.objects.all().delete()
    back = enter(client, "staff_A", client.post(target, data).url).url
    shown = client.get(back)
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "Đã hỏi &lt;b&gt;chi bộ&lt;/b&gt;" in text
    fields = {key: html.unescape(value) for key, value in re.findall(r'name="([\w-]+)" value="([^"]*)"', text)}
    assert client.post(back, fields).status_code == 302
    assert not HeldForm.objects.exists()
    paper.refresh_from_db()
    assert "Đã hỏi" in (paper.note or thread.replies.get().text)
    assert sign_in(Client(), cast["dep_A1"]).get(back).status_code == 405  # nobody else's


def test_buttons_are_made_for_their_user_as_well(client, cast):
    """Of pages full of buttons each form's token says, signed, for whom it was made."""
    by, month = cast["sec_A1"], today().replace(day=1)
    sign_in(client, by)
    for text in ("Việc khác", "Việc khác nữa"):
        actions.fill_agenda(organization=cast.A1, month=month, by=by, keys=[], text=text)
    SavedView.objects.create(owner=by, page="people", name="Nữ", query="q=a")
    meeting = reverse("candidates:cell_meeting", args=[cast.A1.pk, month])
    item = reverse("candidates:cell_item", args=[cast.A1.pk, month, AgendaItem.objects.first().pk])
    for address in (meeting, item, reverse("saved_views")):
        tokens = re.findall(r'name="form_token" value="([^"]+)"', client.get(address).content.decode())
        assert tokens, address
        for token in tokens:
            request = RequestFactory().post("/", {"form_token": html.unescape(token)})
            assert owner_of(request) == by.pk, address
