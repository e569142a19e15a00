"""The checklist of a dossier: drafts, what is not needed, the list frozen on sending, what each sending held."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from candidates import actions
from candidates.checklist import needed
from candidates.models import DossierItem, DossierVersion, RuleRevision
from candidates.rulebook import changed
from tests.candidates.desk_cases import submitted
from tests.candidates.pages import browser_of, case_url, send
from tests.factories import days_ago, make_candidate, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


@pytest.fixture
def candidate(cast):
    return make_candidate(cast.A1, "dossier_opened", person=make_person("Lò Thị Pán"))


@pytest.fixture
def sent(cast):
    return submitted(cast, days_ago(40), "Lò Thị Mẫu")


def paper_url(candidate, code="37"):
    return case_url("paper", candidate, code=code, ordinal=1)


def test_a_draft_is_shown_and_does_not_count_as_there(candidate, secretary):
    before = secretary.get(case_url("detail", candidate)).text
    assert send(secretary, paper_url(candidate), state="draft").status_code == 302
    page = secretary.get(case_url("detail", candidate)).text
    assert "Dự thảo" in page
    assert _count(page) == _count(before)
    assert re.search(r"<a class=\"button[^>]*href=\"[^\"]+/giay-to/\d\d/1/\"[^>]*>.*?Ghi tiếp: ", page, re.S)


def test_a_paper_that_is_there_has_a_day(candidate, secretary):
    answer = send(secretary, paper_url(candidate), state="entered", number="01")
    assert answer.status_code == 422
    assert "Nhập ngày của giấy tờ." in answer.text
    assert not candidate.papers.exists()


def test_what_is_not_needed_says_why_and_counts_as_settled(candidate, secretary):
    refused = send(secretary, paper_url(candidate), state="not_needed")
    assert refused.status_code == 422
    assert "Ghi vì sao hồ sơ này không cần giấy tờ đó." in refused.text
    before = _count(secretary.get(case_url("detail", candidate)).text)
    assert send(secretary, paper_url(candidate), state="not_needed", note="Đã có trong hồ sơ cũ").status_code == 302
    page = secretary.get(case_url("detail", candidate)).text
    assert _count(page) == (before[0] + 1, before[1])
    assert "Đã có trong hồ sơ cũ" in page


def _count(page):
    return tuple(map(int, re.search(r"(\d+)/(\d+) giấy tờ đã có", page).groups()))


def test_the_database_holds_no_paper_without_a_day_and_none_set_aside_without_a_reason(candidate):
    for fields in ({"state": "entered"}, {"state": "not_needed", "note": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            DossierItem.objects.create(candidate=candidate, code="37", **fields)


# What was sent


def test_each_sending_is_kept_and_the_next_one_says_what_changed(cast, sent, secretary):
    actions.request_completion(
        candidate=sent, by=cast["staff_A"], on=days_ago(20), points=[("37", "Đơn thiếu chữ ký")]
    )
    point = sent.requests.get().points.get()
    actions.answer_point(point=point, by=cast["sec_A1"], answer="Đã ký lại")
    actions.enter_paper(candidate=sent, by=cast["sec_A1"], code="37", issued_on=days_ago(15), note="Viết lại")
    actions.advance(candidate=sent, transition="resubmit", by=cast["sec_A1"], on=days_ago(14))

    assert [version.number for version in sent.versions.all()] == [1, 2]
    for who, url in ((secretary, case_url("detail", sent)), (browser_of(cast["staff_A"]), f"/tham-dinh/{sent.pk}/")):
        page = who.get(url).text
        changes = page.split("Thay đổi so với lần gửi trước")[1].split("</section>")[0]
        assert "Đơn xin vào Đảng" in changes
        assert f"ngày {days_ago(15):%d/%m/%Y}, Viết lại" in changes
        assert "Lý lịch" not in changes


def test_what_was_sent_is_never_changed(sent):
    with pytest.raises(DatabaseError), transaction.atomic():
        DossierVersion.objects.filter(candidate=sent).update(number=9)
    with pytest.raises(TypeError):
        sent.versions.get().save()


# The list is that of the day of sending


def revise_papers(codes, since):
    RuleRevision.objects.create(
        key="dossier_papers", value=codes, valid_from=since, document="Hướng dẫn số 99-HD/BTCTW", article="mục 2",
        issuer="Ban Tổ chức Trung ương", issued_on=since, confidence="confirmed", reason="Văn bản mới",
    )  # fmt: skip
    changed()


@pytest.mark.parametrize(("after", "asks"), [(0, True), (1, False)])
def test_a_rule_that_changes_after_the_sending_asks_no_further_paper(cast, sent, after, asks):
    """The day of sending itself is judged by the new list, the day before it is not."""
    submitted_on = sent.events.get(kind="submit").on
    law = [need.code for need in needed(sent, "admission", ())]
    revise_papers([*law, "02"], submitted_on + timedelta(days=after))
    page = browser_of(cast["staff_A"]).get(f"/tham-dinh/{sent.pk}/").text
    assert ("Lý lịch đảng viên" in page) is asks


def test_before_the_sending_a_new_rule_asks_its_paper(candidate, secretary):
    revise_papers(["37", "01", "02"], days_ago(1))
    assert "Lý lịch đảng viên" in secretary.get(case_url("detail", candidate)).text
