"""Certificates of a class: numbers, the register, re-issue; and the papers of the class."""

import re
from datetime import date
from importlib import import_module
from io import BytesIO

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessRecord
from candidates import actions
from candidates.desk import faults, numbers
from candidates.models import Certificate, TrainingClass
from candidates.teaching import papers
from candidates.teaching.series import next_number
from partydev.papers.rendering import as_pdf
from partydev.refusals import Invalid
from tests.candidates.class_cases import finish, make_class, put, sent, text, url, words
from tests.candidates.pages import browser_of, send
from tests.factories import days_ago, make_user, today

pytestmark = pytest.mark.django_db


def test_numbers_go_on_where_the_issuer_stands_and_are_given_once_a_year(cast):
    one, two = make_class(cast.X), make_class(cast.X)
    first, second, third = (sent(cast.A1, f"Lò Thị {name}") for name in ("An", "Bình", "Cúc"))
    put(one, first, second)
    finish(one, first, second, first=9)
    assert next_number(cast.X, "awareness", days_ago(15).year) == "11/GCN"
    assert 'value="11/GCN"' in text(browser_of(cast["centre_X"]), url("results", put(two, third) and two.pk))
    with pytest.raises(Invalid, match=r"Số 10/GCN đã dùng cho Lò Thị Bình\."):
        finish(two, third, first=10)
    finish(two, third, first=11)
    line = Certificate.objects.get(number="11/GCN")
    assert (line.issuer, line.serial, line.turn, line.year) == (cast.X, 11, 0, days_ago(15).year)
    # Another issuer's series is its own.
    other = make_class(cast.A)
    fourth = sent(cast.A1, "Lò Thị Dung")
    put(other, fourth)
    finish(other, fourth, first=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(
            issuer=cast.X, nomination=fourth, kind="awareness", year=line.year, number="11/GCN", issued_on=today(),
            turn=1, why="lost",
        )  # fmt: skip


def test_a_line_of_the_register_is_never_changed(cast):
    training_class = make_class(cast.X)
    rows = put(training_class, sent(cast.A1, "Lò Thị An"))
    finish(training_class, *rows)
    with pytest.raises(TypeError):
        Certificate.objects.get().save()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Certificate.objects.update(number="5")


def test_a_lost_certificate_is_issued_again_with_the_old_number_or_a_new_one(cast):
    training_class = make_class(cast.X)
    one, two = put(training_class, sent(cast.A1, "Lò Thị An"), sent(cast.A1, "Lò Thị Bình"))
    finish(training_class, one, two)
    centre = browser_of(cast["centre_X"])
    line = Certificate.objects.get(nomination=one)
    page = url("reissue", line.pk)
    assert send(centre, page, on=today()).status_code == 422
    assert "trước việc đã ghi" in send(centre, page, on=days_ago(90), why="lost").content.decode()
    assert "Số 02/GCN đã cấp" in send(centre, page, on=today(), why="lost", number="02/GCN").content.decode()
    assert "Cấp lại lần 1, giữ số cũ: bị mất" in text(centre, send(centre, page, on=today(), why="lost").url)
    assert send(centre, page, on=today(), why="lost").status_code == 409
    again = Certificate.objects.get(nomination=one, turn=1)
    assert "(Cấp lại lần thứ 1)" in words(centre.get(url("certificate_pdf", again.pk)))[0]
    assert send(centre, url("reissue", again.pk), on=today(), why="damaged", number="03/GCN").status_code == 302
    one.refresh_from_db()
    assert (one.certificate_number, one.certificate_on) == ("03/GCN", days_ago(15))
    assert one.candidate.papers.get(code="38").number == "03/GCN"
    assert browser_of(cast["sec_A1"]).get(page).status_code == 403
    assert browser_of(cast["staff_B"]).get(page).status_code == 404


def test_a_number_taken_between_looking_and_writing_is_told(cast, monkeypatch):
    training_class = make_class(cast.X)
    one, two = put(training_class, sent(cast.A1, "Lò Thị An"), sent(cast.A1, "Lò Thị Bình"))
    finish(training_class, one, two)
    monkeypatch.setattr("candidates.teaching.series.taken", lambda *args: {})
    page = url("reissue", Certificate.objects.get(nomination=one).pk)
    answer = send(browser_of(cast["centre_X"]), page, on=today(), why="lost", number="02/GCN")
    assert answer.status_code == 422
    assert "Số 02/GCN vừa được cấp" in answer.content.decode()
    assert Certificate.objects.count() == 2


def test_a_class_says_once_by_which_decision_it_is_opened(cast):
    row = make_class(cast.X, decision_number="45", decision_on=days_ago(25))
    (person,) = put(row, sent(cast.A1, "Lò Thị An"))
    finish(row, person)
    centre = browser_of(cast["centre_X"])
    said = text(centre, url("detail", row.pk))
    assert said.count("Quyết định mở lớp</strong>") == 1
    assert f"Số 45-QĐ/ĐU, ngày {days_ago(25):%d/%m/%Y}" in said
    result = " ".join(words(centre.get(url("paper_pdf", row.pk, "cong-nhan"))))
    assert f"Căn cứ Quyết định số 45-QĐ/ĐU ngày {days_ago(25):%d/%m/%Y} của Ban Thường vụ Đảng ủy X" in result
    assert "BAN THƯỜNG VỤ QUYẾT ĐỊNH" in result
    # It counts in the committee's series of decisions, beside those on people.
    assert "Số tiếp theo của cấp ủy trong nhiệm kỳ: 46-QĐ/ĐU" in text(centre, url("paper", row.pk, "cong-nhan"))
    facts = {"kind": "awareness", "name": "Lớp khóa IV", "starts_on": "05/12/2026", "ends_on": "07/12/2026"}
    taken = send(centre, url("create"), **facts, decision_number="45-QĐ/ĐU", decision_on=days_ago(24))
    half = send(centre, url("create"), **facts, decision_number="46")
    assert (taken.status_code, half.status_code) == (422, 422)
    assert "Số tiếp theo chưa dùng: 46-QĐ/ĐU" in taken.content.decode()
    assert "Ghi cả số và ngày ký" in half.content.decode()
    assert TrainingClass.objects.count() == 1
    # One decision opens two classes; what a centre decides under its own name is another series.
    make_class(cast.X, decision_number="45-QĐ/ĐU", decision_on=days_ago(25))
    own = {"training_class": row, "by": None, "kind": "cong-nhan", "issued_on": days_ago(10)}
    with pytest.raises(Invalid):
        actions.issue_paper(**own, number="45")
    actions.issue_paper(**own, number="45", issuer="Trung tâm chính trị")
    assert numbers.next_number(cast.X, "QĐ", today()) == "46-QĐ/ĐU"
    assert not list(faults.numbers())


@pytest.mark.parametrize(
    ("typed", "number", "on"),
    [
        ("45-QĐ/ĐU ngày 10/11/2026", "45-QĐ/ĐU", date(2026, 11, 10)),
        ("Số 05-QĐ, ngày 1/2/2025", "05-QĐ", date(2025, 2, 1)),
        ("45-QĐ/ĐU", "45-QĐ/ĐU", None),
        ("45-QĐ/ĐU ngày 31/02/2026", "45-QĐ/ĐU ngày 31/02/2026", None),
        ("Quyết định số 45-QĐ/ĐU ngày 10/11/2026", "45-QĐ/ĐU", date(2026, 11, 10)),
        ("QĐ số: 45-QĐ/ĐU, 10.11.2026 của Đảng ủy xã", "45-QĐ/ĐU", date(2026, 11, 10)),
        ("45-QĐ/ĐU ngày 01 tháng 02 năm 2026", "45-QĐ/ĐU", date(2026, 2, 1)),
        (LONG := f"Quyết định của {'Ban Thường vụ ' * 5} số 45-QĐ/ĐU ngày 10/11/2026", LONG, None),
    ],
)
@pytest.mark.once
def test_a_decision_typed_before_becomes_number_and_day(typed, number, on):
    name = "candidates.migrations.0049_the_decision_typed_with_a_class_becomes_its_paper"
    assert import_module(name)._read(typed) == (number, on)


def test_certificates_tell_the_birth_day_to_who_issues_them_and_note_it(cast):
    training_class = make_class(cast.A)
    rows = put(training_class, sent(cast.A1, "Lò Thị An"), sent(cast.A1, "Lò Thị Bình"))
    finish(training_class, *rows)
    actions.issue_paper(
        training_class=training_class, by=None, kind="chung-nhan", number="", issued_on=None,
        issuer="Trung tâm chính trị", signer_name="Trần Văn Mẫu",
    )  # fmt: skip
    address = url("certificates_pdf", training_class.pk)
    centre = make_user("centre_A", ("political_centre", cast.A))
    pages = words(browser_of(centre).get(address))
    assert len(pages) == 2
    assert "Lò Thị An" in pages[0]
    assert "Sinh ngày 17 tháng 5 năm 1998. Dân tộc: Kinh." in pages[0]
    assert "GIÁM ĐỐC Trần Văn Mẫu" in pages[0]
    assert "01/GCN" in pages[0]
    printed = AccessRecord.objects.filter(kind="dossier_printed", user=centre)
    assert {each.about for each in printed} == {row.candidate.code for row in rows}
    book = words(browser_of(centre).get(url("register_pdf", "a")))
    assert "SỔ CẤP GIẤY CHỨNG NHẬN" in book[0]
    assert "02/GCN" in book[0]
    assert "17/05/1998" not in book[0]


def test_the_dossier_leads_to_the_register_and_draws_no_certificate_of_its_own(cast):
    """Two papers of one certificate, the one without its turn, could lie side by side."""
    training_class = make_class(cast.A)
    nomination, waiting = put(training_class, sent(cast.A1, "Lò Thị An"), sent(cast.A1, "Lò Thị Bình"))
    forms = reverse("dossiers:forms", args=[nomination.candidate_id])
    staff, cell = browser_of(cast["staff_A"]), browser_of(cast["sec_A1"])
    assert "Chưa được cấp" in text(cell, forms)
    finish(training_class, nomination, absent=[waiting])
    actions.reissue(
        certificate=Certificate.objects.get(), by=None, why="lost", number="07/GCN", on=days_ago(3), note=""
    )
    newest = url("certificate_pdf", Certificate.objects.get(turn=1).pk)
    assert f'href="{newest}"' in text(staff, forms)
    page = text(cell, forms)
    assert "Đã cấp số 07/GCN" in page
    assert newest not in page
    own = {"pk": nomination.candidate_id, "form": "cn-ntvd", "part": 0}
    assert staff.get(reverse("dossiers:form", kwargs=own)).status_code == 404


def test_the_longest_name_keeps_a_certificate_on_one_lying_page(cast):
    training_class = make_class(cast.A, name="Lớp bồi dưỡng nhận thức về Đảng dành cho quần chúng ưu tú khóa II " * 2)
    row = put(training_class, sent(cast.A1, ("Nguyễn Phước Bảo " * 6).strip()))[0]
    row.candidate.person.workplace = "Hợp tác xã dịch vụ nông nghiệp tổng hợp thôn Suối Đá Thượng " * 3
    row.candidate.person.save()
    finish(training_class, row)
    certificate = Certificate.objects.get(nomination=row)
    paper = papers.paper_of(training_class, "chung-nhan")
    pages = PdfReader(BytesIO(as_pdf(papers.certificate(certificate, paper, full=True)))).pages
    assert len(pages) == 1
    assert pages[0].mediabox.width > pages[0].mediabox.height


# Papers


def test_papers_are_drafts_until_number_and_day_and_keep_their_order(cast):
    training_class = make_class(cast.A)
    cast.A.place = "Phú Lâm"
    cast.A.save()
    rows = put(training_class, sent(cast.A1, "Lò Thị An"), sent(cast.A2, "Lò Thị Bình"))
    officer = browser_of(cast["staff_A"])
    opening = url("paper_pdf", training_class.pk, "mo-lop")
    assert "DỰ THẢO" in words(officer.get(opening))[0]
    form = url("paper", training_class.pk, "mo-lop")
    assert "Ghi cả số và ngày ký" in send(officer, form, number="12").content.decode()
    assert "văn bản này phải có trước" in send(officer, form, number="12", issued_on=today()).content.decode()
    assert send(officer, form, number="12", issued_on=days_ago(25), signer_name="Trần Văn Mẫu").status_code == 302
    said = " ".join(words(officer.get(opening)))
    assert "DỰ THẢO" not in said
    assert "Số 12-QĐ/ĐU" in said
    assert "gồm 02 học viên" in said
    assert "17/05/1998" not in said
    assert f"Số 12-QĐ/ĐU, ngày {days_ago(25):%d/%m/%Y}" in text(officer, url("detail", training_class.pk))
    assert len(words(officer.get(url("calls_pdf", training_class.pk)))) == 2
    assert len(words(officer.get(url("calls_pdf", training_class.pk) + "?don_vi=a2"))) == 1
    finish(training_class, rows[0], absent=rows[1:])
    recognition = url("paper", training_class.pk, "cong-nhan")
    early = send(officer, recognition, number="13", issued_on=days_ago(16))
    assert "chưa thể công nhận trước ngày đó" in early.content.decode()
    result = " ".join(words(officer.get(url("paper_pdf", training_class.pk, "cong-nhan"))))
    assert "Công nhận 01 học viên hoàn thành" in result
    assert "Lò Thị Bình" not in result


def test_the_first_button_of_a_past_class_is_what_is_left_to_do(cast):
    row = make_class(cast.A)
    officer, address = browser_of(cast["staff_A"]), url("detail", row.pk)
    first = re.compile(r'<a class="button"[^>]*data-tone="main"[^>]*>.*?<span>([^<]+)</span>', re.S)

    def button():
        return first.search(text(officer, address))[1]

    people = [sent(cast.A1, "Lò Thị An"), sent(cast.A1, "Lò Thị Bình")]
    assert button() == "Đưa người vào lớp"
    finish_one = put(row, *people)[0]
    assert button() == "Ghi kết quả"
    finish(row, finish_one, absent=people[1:])
    assert button() == "Ghi quyết định công nhận kết quả"
    actions.issue_paper(training_class=row, by=None, kind="cong-nhan", number="13", issued_on=days_ago(10))
    assert button() == "In giấy chứng nhận cả lớp"
