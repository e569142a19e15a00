"""P2: the citizen number is masked; who works with the CV sees it whole when they ask, and that is noted."""

import pytest
from django.test import Client

from accounts.models import AccessRecord
from tests.dossiers.cv.pages import address, fill_answers, record, section_url, send
from tests.factories import make_candidate, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NUMBER, MASKED = "001198004545", "0011******45"


@pytest.fixture
def candidate(candidate):
    fill_answers(candidate)
    return candidate


def shown():
    return AccessRecord.objects.filter(kind=AccessRecord.Kind.NUMBER_SHOWN)


def test_the_whole_number_is_shown_once_on_a_page_that_leaves_by_itself(client, cast, candidate):
    assert "Hiện đủ số căn cước" in client.get(address("cv", candidate)).text
    page = client.post(address("cv_number", candidate))
    assert NUMBER in page.text
    assert page["Refresh"] == f"60; url={address('cv', candidate)}"
    assert page["Cache-Control"] == "no-store"
    row = shown().get()
    assert (row.user, row.dossier, row.purpose) == (cast["sec_A1"], candidate.code, "own_cell")
    assert NUMBER not in row.about
    assert client.get(address("cv_number", candidate)).status_code == 405


def test_a_script_gets_the_number_alone(client, candidate):
    answer = client.post(address("cv_number", candidate), headers={"HX-Request": "true"})
    assert (answer.text, answer["Content-Type"]) == (NUMBER, "text/plain; charset=utf-8")
    assert shown().count() == 1


def test_without_a_purpose_the_question_comes_first_and_leads_to_the_cv(cast, candidate):
    head = sign_in(Client(), cast["head_A"], tells=False)
    asked = head.post(address("cv_number", candidate))
    assert asked.status_code == 302
    assert "/muc-dich/?tiep=" in asked["Location"]
    assert "so-can-cuoc" not in asked["Location"]
    assert not shown().exists()
    sign_in(head, cast["head_A"]).get(address("cv", candidate))
    assert NUMBER in head.post(address("cv_number", candidate)).text
    assert shown().get().purpose == "check"


def test_who_only_reads_sees_the_ends_alone(cast, candidate):
    leader = sign_in(Client(), cast["lead_A"])
    page = leader.get(address("cv", candidate)).text
    assert MASKED in page
    assert "Hiện đủ số căn cước" not in page
    assert leader.post(address("cv_number", candidate)).status_code == 403
    assert not shown().exists()


def test_a_number_is_kept_where_its_mask_comes_back_and_changed_where_another_does(client, candidate):
    def number():
        return record(candidate).answers.get("citizen_id")

    page = client.get(section_url(candidate, "ho-ten"))
    assert f'value="{MASKED}"' in page.text
    assert NUMBER not in page.text
    send(client, section_url(candidate, "ho-ten"), other_names="Đơn", citizen_id=MASKED)
    assert number() == NUMBER
    refused = send(client, section_url(candidate, "ho-ten"), citizen_id="0022******45")
    assert refused.status_code == 422
    send(client, section_url(candidate, "ho-ten"), citizen_id="001198009999")
    assert number() == "001198009999"
    send(client, section_url(candidate, "ho-ten"), citizen_id="")
    assert not number()


def test_no_number_no_page(client, candidate, cast):
    other = make_candidate(cast.A1)
    assert client.post(address("cv_number", other)).status_code == 404


def test_two_versions_are_laid_side_by_side_masked(client, cast, candidate):
    url = section_url(candidate, "ho-ten")
    opened = client.get(url).context["form"]["version"].value()
    send(sign_in(Client(), cast["dep_A1"]), url, citizen_id="001198001111")
    clash = send(client, url, citizen_id="001198002222", version=opened)
    assert clash.status_code == 409
    assert NUMBER not in clash.text
    assert "001198001111" not in clash.text
