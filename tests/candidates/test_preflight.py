"""Before a dossier goes up: what papers say of the person, the order of days, the vote, the citizen number."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates import actions
from candidates.models import Candidate, PaperReading
from candidates.preflight import findings_of
from candidates.rules.facts import BallotFacts
from candidates.rules.preflight import (
    Recorded,
    Sheet,
    citizen_id_faults,
    differs,
    in_order,
    on_papers,
    vote_adds_up,
)
from partydev import spelling
from partydev.refusals import Conflict, NotAllowed
from tests.candidates.pages import browser_of, case_url, send, step_url
from tests.factories import days_ago, make_candidate, make_person, today

PERSON = Recorded("Lường Thị Hòa", "17/05/1998", "xã Mẫu, tỉnh Lào Cai")


# Pure


@pytest.mark.once
@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("Lường Thị Hòa", "LƯỜNG THỊ HOÀ", []),
        ("Lường Thị Hòa", "Lu\u031bo\u031b\u0300ng Thị Ho\u0300a", []),
        ("xã Mẫu, tỉnh Lào Cai", "Xã Mẫu - tỉnh Lào Cai", []),
        ("Lường Thị Hòa", "Lường Thị Hóa", ["“Hóa” khác “Hòa”: dấu sắc thay cho dấu huyền"]),
        ("Lường Thị Hòa", "Lương Thị Hòa", ["“Lương” khác “Lường”: không dấu thay cho dấu huyền"]),
        ("Đinh Thị Lý", "Dinh Thị Lí", ["“Dinh” khác “Đinh”: “d” thay cho “đ”", "“Lí” khác “Lý”: “i” thay cho “y”"]),
        ("Y Ƀih Niê", "Y Bih Niê", ["“Bih” khác “Ƀih”: “b” thay cho “ƀ”"]),
        ("Lường Thị Hòa", "Lường Hòa", ["thiếu chữ “Thị”"]),
        ("Lường Hòa", "Lường Thị Hòa", ["thừa chữ “Thị”"]),
    ],
)
def test_a_difference_is_told_by_its_letter(one, other, words):
    assert spelling.differences(one, other) == words
    assert spelling.same(one, other) is not bool(words)


@pytest.mark.once
@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("17/05/1998", []),
        ("", []),
        ("17/06/1998", ["tháng 06 thay cho tháng 05"]),
        ("1998", ["chỉ ghi 1998, thiếu ngày, tháng"]),
        ("05/1998", ["chỉ ghi 05/1998, thiếu ngày"]),
        ("1999", ["năm 1999 thay cho năm 1998"]),
    ],
)
def test_a_birth_date_that_says_less_is_no_other_day(written, words):
    assert differs("birth_date", PERSON.birth_date, written) == words


@pytest.mark.once
def test_where_all_papers_agree_against_the_record_the_record_is_asked_about():
    wrong = {"full_name": "Lường Thị Hóa", "is_read": True}
    sheets = [Sheet(1, "37", "Đơn xin vào Đảng", **wrong), Sheet(2, "01", "Lý lịch", **wrong)]
    (found,) = on_papers(PERSON, sheets)
    assert found.link == "person"
    assert "cả 2 giấy tờ" in found.text
    (found,) = on_papers(PERSON, [sheets[0], Sheet(2, "01", "Lý lịch", full_name=PERSON.full_name, is_read=True)])
    assert found.link == "reading:1"
    assert not found.blocks


@pytest.mark.once
def test_a_paper_is_not_older_than_what_it_rests_on():
    application = Sheet(1, "37", "Đơn xin vào Đảng", date(2026, 3, 10))
    for day, wrong in ((9, True), (10, False)):
        found = in_order([application, Sheet(2, "01", "Lý lịch", date(2026, 3, day))])
        assert bool(found) is wrong
        assert not found or found[0].link == "paper:2"


@pytest.mark.once
@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((5, 5, 4, 1, 0), []),
        ((5, 6, 4, 1, 0), ["có mặt (6)", "ít hơn số có mặt"]),
        ((5, 5, 4, 2, 0), ["Tổng số phiếu".lower()]),
        ((5, 5, 3, 1, 0), ["ít hơn", "cần ít nhất 4"]),
    ],
)
def test_a_vote_adds_up(counts, words):
    texts = [each.text for each in vote_adds_up(BallotFacts(*counts), 4)]
    assert len(texts) == len(words)
    assert all(any(word in text for text in texts) for word in words)


@pytest.mark.once
@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", []),
        ("010198001234", []),
        ("01019800123", ["đúng 12 chữ số"]),
        ("010098001234", ["của nam, hồ sơ ghi nữ"]),
        ("010199001234", ["sinh năm 1999, hồ sơ ghi sinh năm 1998"]),
        ("010398001234", ["sinh năm 2098"]),
        ("999198001234", ["không phải mã"]),
        ("001198001234", ["mã của Hà Nội, nơi đăng ký khai sinh ghi"]),
        ("015198001234", []),  # Yên Bái, which belongs to Lào Cai now
    ],
)
def test_the_digits_of_a_citizen_number(number, words):
    found = citizen_id_faults(number, "female", date(1998, 5, 17), "xã Mẫu, tỉnh Lào Cai")
    assert len(found) == len(words)
    assert all(word in text for word, text in zip(words, found, strict=True))


# The pages


@pytest.fixture
def case(cast):
    person = make_person("Lường Thị Hòa", home_place="xã Mẫu, tỉnh Lào Cai")
    case = make_candidate(cast.A1, "cell_resolved", person=person)
    for code, days in (("37", 90), ("01", 80)):
        actions.enter_paper(candidate=case, by=None, code=code, issued_on=days_ago(days), number="1")
    return case


def typed(form):
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None and value is not False}


@pytest.mark.django_db
def test_papers_are_entered_on_one_form_and_compared_on_one_screen(cast, case):
    secretary = browser_of(cast["sec_A1"])
    application, cv = case.papers.order_by("-code")
    url = case_url("readings", case)
    data = typed(secretary.get(url).context["form"])
    wrong = {f"full_name_{application.pk}": "Lường Thị Hóa", f"birth_date_{application.pk}": "1998"}
    answer = send(secretary, url, **{**data, **wrong, f"same_{cv.pk}": "on"})
    assert answer.status_code == 302, answer.context["form"].errors
    page = secretary.get(answer["Location"]).content.decode()
    assert "“Hóa” khác “Hòa”: dấu sắc thay cho dấu huyền" in page
    assert "Khác hồ sơ" in page
    assert "chỉ ghi 1998, thiếu ngày, tháng" in page
    assert "Không ghi" in page
    assert f"{url}#giay-{application.pk}" in page
    assert PaperReading.objects.get(paper=cv).home_place == "xã Mẫu, tỉnh Lào Cai"
    # The desk reads the same; the page that sends warns, and sends all the same.
    assert "Khác hồ sơ" in browser_of(cast["staff_A"]).get(case_url("compare", case)).content.decode()
    sending = secretary.get(step_url(case, "submit")).content.decode()
    assert "Nên xem lại trước khi gửi" in sending
    assert "“Hóa” khác “Hòa”" in sending


@pytest.mark.django_db
def test_a_day_that_cannot_be_keeps_what_was_typed(cast, case):
    secretary, url, paper = browser_of(cast["sec_A1"]), case_url("readings", case), case.papers.first()
    data = typed(secretary.get(url).context["form"])
    wrong = {f"birth_date_{paper.pk}": "31/02/1998", f"full_name_{paper.pk}": "Còn đây"}
    answer = send(secretary, url, **{**data, **wrong})
    assert answer.status_code == 422
    assert "Không có ngày 31" in answer.content.decode()
    assert "Còn đây" in answer.content.decode()
    assert not PaperReading.objects.exists()


@pytest.mark.django_db
def test_a_reading_goes_with_its_paper_and_who_comes_second_is_told(cast, case):
    paper = case.papers.get(code="01")
    said = {paper.pk: {"full_name": "Lường Thị Hóa"}}
    actions.write_readings(candidate=case, by=cast["staff_A"], readings=said, versions={})
    with pytest.raises(Conflict):
        actions.write_readings(
            candidate=case, by=cast["sec_A1"], readings={paper.pk: {"full_name": "Khác"}}, versions={}
        )
    with pytest.raises(NotAllowed):
        actions.write_readings(candidate=case, by=cast["lead_A"], readings=said, versions={})

    def rules():
        fresh = Candidate.objects.select_related("person", "organization", "member").get(pk=case.pk)
        return [each.text for each in findings_of(fresh, today()) if each.rule == "full_name_agrees"]

    assert len(rules()) == 1
    actions.enter_paper(candidate=case, by=None, code="01", issued_on=days_ago(3), number="2")
    assert rules() == []


@pytest.mark.django_db
def test_who_sees_it_and_how_much_it_asks(cast, case):
    assert browser_of(cast["sec_A2"]).get(case_url("compare", case)).status_code == 404
    assert browser_of(cast["lead_A"]).get(case_url("readings", case)).status_code == 403
    secretary = browser_of(cast["sec_A1"])

    def asked():
        secretary.get(case_url("compare", case))
        with CaptureQueriesContext(connection) as queries:
            assert secretary.get(case_url("compare", case)).status_code == 200
        return len(queries)

    before = asked()
    for code in ("38", "39", "42"):
        actions.enter_paper(candidate=case, by=None, code=code, issued_on=days_ago(30), number="1")
    assert asked() == before
    assert (
        reverse("candidates:compare", kwargs={"pk": case.pk})
        in secretary.get(case_url("detail", case)).content.decode()
    )
