"""Certificates of a class: numbers, the register, re-issue; and the papers of the class."""

from io import BytesIO

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessRecord
from candidates import actions
from candidates.models import Certificate
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
    row = make_class(cast.X)
    told = {"training_class": row, "by": None, "name": row.name, "starts_on": row.starts_on, "ends_on": row.ends_on}
    told |= {"venue": "", "seats": None, "least_attendance": None}
    paper = {"training_class": row, "by": None, "kind": "mo-lop"}
    actions.issue_paper(**paper, number="05-QĐ", issued_on=row.starts_on)
    changed = actions.change_class(**told, decision="Số 99 ngày khác")
    assert changed.decision == f"Số 05-QĐ ngày {row.starts_on:%d/%m/%Y}"
    actions.issue_paper(**paper, number="", issued_on=None)
    row.refresh_from_db()
    assert row.decision == ""
    assert actions.change_class(**told, decision="Số 99 ngày khác").decision == "Số 99 ngày khác"


def test_certificates_of_a_class_tell_the_centre_the_birth_year_only(cast):
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
    assert "Sinh năm 1998" in pages[0]
    assert "tháng 05 năm 1998" not in pages[0]
    assert "GIÁM ĐỐC Trần Văn Mẫu" in pages[0]
    assert "01/GCN" in pages[0]
    assert not AccessRecord.objects.filter(kind="dossier_printed").exists()
    assert "Sinh ngày 17 tháng 5 năm 1998" in words(browser_of(cast["staff_A"]).get(address))[0]
    assert AccessRecord.objects.filter(kind="dossier_printed", about=rows[0].candidate.code).exists()
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
    assert f"Số 12 ngày {days_ago(25):%d/%m/%Y}" in text(officer, url("detail", training_class.pk))
    assert len(words(officer.get(url("calls_pdf", training_class.pk)))) == 2
    assert len(words(officer.get(url("calls_pdf", training_class.pk) + "?don_vi=a2"))) == 1
    finish(training_class, rows[0], absent=rows[1:])
    recognition = url("paper", training_class.pk, "cong-nhan")
    early = send(officer, recognition, number="13", issued_on=days_ago(16))
    assert "chưa thể công nhận trước ngày đó" in early.content.decode()
    result = " ".join(words(officer.get(url("paper_pdf", training_class.pk, "cong-nhan"))))
    assert "Công nhận 01 học viên hoàn thành" in result
    assert "Lò Thị Bình" not in result
