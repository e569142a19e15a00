"""Part 21 of the CV: kept only on an independent LAN; elsewhere refused by every way, with an empty printed table."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from dossiers import integrity
from dossiers.cv.profile import RelativesClosedError
from dossiers.models import Relative
from partydev.once import new_token
from tests.dossiers.cv.pages import (
    add_relative,
    address,
    fill_answers,
    open_profile,
    section_url,
    send,
    text_of,
)
from tests.factories import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FATHER = {"kin": "father", "full_name": "Lò Văn Mẫu", "born": "1950", "died": "2019", "death_cause": "bệnh"}


@pytest.fixture
def opened(settings):
    open_profile(settings)


def closed(settings):
    settings.INSTALLATION = {**settings.INSTALLATION, "profile": "register"}


# Where they may be kept


@pytest.mark.parametrize(
    ("group", "kin"), [("grandparents", "paternal_grandmother"), ("parents", "father"), ("siblings", "child")]
)
def test_a_relative_of_each_group_is_added(client, candidate, opened, group, kin):
    url = address("cv_add_relative", candidate, group=group)
    assert url in text_of(client.get(section_url(candidate, "gia-dinh")))
    response = send(client, url, kin=kin, full_name="Lò Văn Mẫu", born="5/1958", residence="Bản Khoang")
    assert response.status_code == 302, response.context["form"].errors
    page = text_of(client.get(response["Location"]))
    assert "Lò Văn Mẫu" in page
    assert "sinh tháng 05/1958" in page
    assert "21. Hoàn cảnh gia đình" in text_of(client.get(address("cv", candidate)))


def test_a_deceased_relative_has_year_and_cause(client, candidate, opened):
    send(client, address("cv_add_relative", candidate, group="parents"), **FATHER)
    assert "sinh năm 1950, mất năm 2019 (bệnh)" in text_of(client.get(address("cv", candidate)))


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"kin": ""}, "kin", "Hãy chọn"),
        ({"kin": "child"}, "kin", "hãy chọn lại"),
        ({"full_name": ""}, "full_name", "Hãy điền"),
        ({"born": "19x8"}, "born", "05/1985 hoặc 1985|ngày/tháng/năm"),
        ({"born": "2090", "died": "", "death_cause": ""}, "born", "chưa đến"),
        ({"died": "1940"}, "died", "phải sau năm sinh"),
        ({"died": ""}, "died", "hãy ghi năm mất"),
        ({"died": "5/2019"}, "died", "Chỉ ghi năm mất"),
    ],
)
def test_what_cannot_be_is_explained_and_stays_typed(client, candidate, opened, data, field, words):
    url = address("cv_add_relative", candidate, group="parents")
    response = send(client, url, **{**FATHER, "residence": "Còn đây", **data})
    assert response.status_code == 422
    assert any(word in " ".join(response.context["form"].errors[field]) for word in words.split("|"))
    assert "Còn đây" in text_of(response)
    assert not Relative.objects.exists()


def test_a_relative_is_changed_and_removed(client, candidate, opened):
    row = add_relative(candidate)
    url = address("cv_relative", candidate, row=row.pk)
    assert send(client, url, born="không rõ").status_code == 302
    assert Relative.objects.get().born_unknown
    gone = client.post(address("cv_remove_relative", candidate, row=row.pk), {"form_token": new_token(None)})
    assert gone["Location"] == section_url(candidate, "gia-dinh")
    assert not Relative.objects.exists()


def test_two_people_at_one_relative(cast, client, candidate, opened):
    row = add_relative(candidate)
    url, other = address("cv_relative", candidate, row=row.pk), sign_in(Client(), cast["staff_A"])
    send(other, url, occupation="Làm rừng")
    data = {"form_token": new_token(None), "version": 1, "kin": "father", "full_name": "Lò Văn Mẫu"}
    response = client.post(url, data | {"occupation": "Làm nương"})
    assert response.status_code == 409
    for words in ("Làm rừng", "Làm nương", "Nội dung khai thử"):
        assert words in text_of(response)


@pytest.mark.parametrize(("user", "status"), [("lead_A", 403), ("helper_A1", 403), ("sec_A2", 404)])
def test_nobody_else_reaches_relatives(cast, candidate, opened, user, status):
    row, other = add_relative(candidate), sign_in(Client(), cast[user])
    assert other.get(address("cv_relative", candidate, row=row.pk)).status_code == status
    assert other.get(address("cv_add_relative", candidate, group="parents")).status_code == status
    gone = other.post(address("cv_remove_relative", candidate, row=row.pk), {"form_token": new_token(None)})
    assert gone.status_code == status
    assert Relative.objects.exists()


def test_of_a_political_conclusion_only_number_date_and_body_are_asked(client, candidate, opened):
    for group in ("grandparents", "parents"):
        fields = client.get(address("cv_add_relative", candidate, group=group)).context["form"].fields
        assert {name for name in fields if "conclusion" in name} == {
            "conclusion_number",
            "conclusion_on",
            "conclusion_body",
        }


# Where they may not


def test_by_default_they_are_not_kept(settings):
    assert settings.INSTALLATION["profile"] == "register"


def test_the_page_says_why_and_takes_nothing(client, candidate):
    page = text_of(client.get(section_url(candidate, "gia-dinh")))
    assert "không lưu hoàn cảnh gia đình" in page
    assert "Thêm cha" not in page
    url = address("cv_add_relative", candidate, group="parents")
    assert "không lưu hoàn cảnh gia đình" in text_of(client.get(url))
    response = client.post(url, {"form_token": new_token(None), "version": 0, **FATHER})
    assert response.status_code == 422
    assert "không lưu hoàn cảnh gia đình" in text_of(response)
    assert not Relative.objects.exists()
    assert not Relative.history.exists()


@pytest.mark.parametrize(
    "write",
    [
        lambda cv: Relative.objects.create(cv=cv, kin="father", full_name="X"),
        lambda cv: Relative.objects.bulk_create([Relative(cv=cv, kin="father", full_name="X")]),
        lambda cv: Relative.objects.update_or_create(cv=cv, kin="father", defaults={"full_name": "X"}),
        lambda cv: Relative(cv=cv, kin="father", full_name="X").save_base(raw=True),
        lambda cv: Relative.objects.update(full_name="X"),
        lambda cv: cv.relatives.create(kin="father", full_name="X"),
    ],
    ids=["create", "bulk_create", "update_or_create", "fixture", "update", "related"],
)
def test_no_way_of_saving_keeps_a_relative(candidate, write):
    cv = fill_answers(candidate)
    with pytest.raises(RelativesClosedError), transaction.atomic():
        write(cv)
    assert not Relative.objects.exists()
    assert not Relative.history.exists()


def test_rows_from_before_are_hidden_named_and_can_be_cleared(client, candidate, settings, opened, capsys):
    row = add_relative(candidate, full_name="Lò Văn Giấu Kín")
    assert list(integrity.relatives()) == []
    with pytest.raises(CommandError, match="không xóa gì"):
        call_command("clear_relatives")

    closed(settings)
    for url in (address("cv", candidate), section_url(candidate, "gia-dinh")):
        assert "Giấu Kín" not in text_of(client.get(url))
    assert client.get(address("cv_relative", candidate, row=row.pk)).status_code == 404
    with pytest.raises(CommandError):
        call_command("integrity")
    said = capsys.readouterr().out
    assert candidate.code in said
    assert "hoàn cảnh gia đình còn được lưu" in said
    assert "Giấu Kín" not in said

    call_command("clear_relatives")
    assert not Relative.objects.exists()
    assert not Relative.history.exists()
    assert list(integrity.relatives()) == []


def test_an_unknown_profile_does_not_start(monkeypatch):
    import runpy

    from django.conf import settings as here

    monkeypatch.setenv("INSTALLATION_PROFILE", "khac")
    with pytest.raises(ImproperlyConfigured, match="INSTALLATION_PROFILE"):
        runpy.run_path(str(here.BASE_DIR / "partydev/settings.py"))
