"""Standing phrases: worded by who changes organizations, tried on a case; the nearest organization's holds."""

import uuid
from html import unescape

import pytest
from django.urls import reverse

from dossiers.catalogue_table import FORMS
from dossiers.models import Phrase
from dossiers.phrases import PHRASES
from tests.dossiers.form_pages import cast_with_a_decision, page, url
from tests.factories import sign_in
from tests.kept import once_a_module

pytestmark = [pytest.mark.django_db, pytest.mark.once]


made_cast = once_a_module(cast_with_a_decision)


@pytest.fixture
def candidate(cast):
    return cast.candidates["decided"]


def phrase_url(unit, key="cell_admission_proposal"):
    return reverse("dossiers:phrase", kwargs={"code": unit.code, "key": key})


def test_the_nearest_organizations_wording_holds(client, cast, candidate):
    sign_in(client, cast["head_X"])
    for unit, words in ((cast.X, "Lời của cấp trên về [họ và tên]."), (cast.A1, "Lời của chi bộ về [họ và tên].")):
        sent = {"form_token": str(uuid.uuid4()), "version": 0, "text": words}
        assert client.post(phrase_url(unit), sent).status_code == 302

    assert "Lời của chi bộ về Lò Thị Mẫu." in page(client.get(url("form", candidate, "6-knd")))
    held = Phrase.objects.get(organization=cast.A1)
    sent = {"form_token": str(uuid.uuid4()), "version": held.version, "text": ""}
    client.post(phrase_url(cast.A1), sent)
    assert "Lời của cấp trên về Lò Thị Mẫu." in page(client.get(url("form", candidate, "6-knd")))


def test_a_phrase_is_tried_on_a_case_before_it_is_saved(client, cast, candidate):
    sign_in(client, cast["head_X"])
    sent = {"form_token": str(uuid.uuid4()), "version": 0, "text": "Xin thử với [họ và tên].", "preview": "1"}

    response = client.post(phrase_url(cast.X), sent)

    assert response.status_code == 200
    assert "Xin thử với" in page(response)
    assert not Phrase.objects.exists()


def test_a_bracketed_word_that_means_nothing_is_refused(client, cast):
    sign_in(client, cast["head_X"])
    sent = {"form_token": str(uuid.uuid4()), "version": 0, "text": "Kính gửi [ông nào]."}

    response = client.post(phrase_url(cast.X), sent)

    assert response.status_code == 422
    assert "[ông nào]" in page(response)
    assert "[họ và tên]" in page(response)


def test_two_who_word_a_phrase_at_once_are_told(client, cast):
    sign_in(client, cast["head_X"])
    for status in (302, 409):
        sent = {"form_token": str(uuid.uuid4()), "version": 0, "text": f"Câu mới {status}."}
        response = client.post(phrase_url(cast.X), sent)
        assert response.status_code == status
    assert "Câu mới 409." in response.content.decode()


def test_phrases_are_worded_by_who_changes_organizations_only(client, cast):
    sign_in(client, cast["sec_A1"])
    assert client.get(phrase_url(cast.A1)).status_code == 403
    sign_in(client, cast["head_A"])
    assert client.get(phrase_url(cast.B)).status_code == 404
    response = client.get(reverse("dossiers:phrases", kwargs={"code": cast.A.code}))
    assert all(phrase.label in unescape(response.content.decode()) for phrase in PHRASES.values())


def test_every_phrase_stands_in_a_form_and_names_only_words_it_knows():
    slugs = {form.slug for form in FORMS}
    for phrase in PHRASES.values():
        assert phrase.form in slugs, phrase.key
        assert not phrase.unknown_words(phrase.text), phrase.key
