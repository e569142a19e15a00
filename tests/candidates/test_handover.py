"""U5: after a dossier went up, the page says what happens next, by whom and by when, and gives a receipt to print."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessRecord
from candidates import actions
from candidates.models import Candidate, CompletionPoint, Obligation
from partydev.refusals import Conflict
from tests.candidates.desk_cases import step, submitted, vote
from tests.candidates.pages import browser_of, day, send
from tests.factories import days_ago, make_candidate, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def page_of(candidate, kind="submit", name="receipt"):
    event = candidate.events.filter(kind=kind).latest("pk")
    return reverse(f"candidates:{name}", kwargs={"pk": candidate.pk, "event": event.pk})


def test_sending_a_dossier_up_ends_at_its_receipt(cast):
    candidate = submitted(cast, days_ago(60), "Lò Thị Gửi")
    point = ("39", "Thiếu chữ ký")
    actions.request_completion(candidate=candidate, by=cast["staff_A"], on=days_ago(35), points=[point])
    secretary = browser_of(cast["sec_A1"])
    answer = candidate.requests.get().points.get()
    actions.answer_point(point=answer, by=cast["sec_A1"], answer="Đã ký bổ sung")
    url = reverse("candidates:step", kwargs={"pk": candidate.pk, "transition": "resubmit"})
    version = Candidate.objects.get(pk=candidate.pk).version
    response = send(secretary, url, on=day(days_ago(1)), paper_number="02-DM/CB", version=version)
    assert response.status_code == 302
    assert response["Location"] == page_of(candidate, "resubmit")
    due = Obligation.objects.open().get(candidate=candidate, kind="decide")
    text = secretary.get(response["Location"]).content.decode()
    for words in (
        "Đã gửi hồ sơ lên Đảng ủy cơ sở A",
        candidate.code,
        f"Đảng ủy cơ sở A: thẩm định hồ sơ, chậm nhất ngày {due.due_on:%d/%m/%Y}",
        f"{due.citation} (chưa được xác nhận)",
        "gửi lại một danh sách đủ các nội dung, kèm lý do",
        "PHIẾU GIAO, NHẬN HỒ SƠ",
        "Tải phiếu để in",
    ):
        assert words in text, words
    assert AccessRecord.objects.filter(kind=AccessRecord.Kind.DOSSIER_READ, about=candidate.code).exists()


def test_the_receipt_is_a_paper_with_the_register_as_it_went(cast):
    candidate = submitted(cast, days_ago(60), "Lò Thị Gửi")
    paper = candidate.papers.get(code="39")
    actions.request_completion(
        candidate=candidate, by=cast["staff_A"], on=days_ago(35), points=[("39", "Viết lại cho rõ")]
    )
    actions.enter_paper(
        candidate=candidate, by=cast["sec_A1"], code="39", issued_on=days_ago(30), number="77-SỬA", issuer="Chi bộ"
    )
    secretary = browser_of(cast["sec_A1"])
    response = secretary.get(page_of(candidate, name="receipt_pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert "Gửi" not in response["Content-Disposition"]
    text = " ".join("".join(sheet.extract_text() for sheet in PdfReader(BytesIO(response.content)).pages).split())
    for words in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "PHIẾU GIAO, NHẬN HỒ SƠ",
        candidate.code,
        "Lò Thị Gửi",
        "Bên giao: Chi bộ A1",
        "Bên nhận: Đảng ủy cơ sở A",
        f"{paper.issued_on:%d/%m/%Y}",
        "NGƯỜI GIAO HỒ SƠ",
        "NGƯỜI NHẬN HỒ SƠ",
    ):
        assert words in text, words
    assert "77-SỬA" not in text
    # The dossier came back since: the receipt promises no day of a committee that no longer has it.
    assert "chậm nhất ngày" not in text
    assert "nay ở bước “Đề nghị bổ sung" in secretary.get(page_of(candidate)).content.decode()
    assert AccessRecord.objects.filter(kind=AccessRecord.Kind.DOSSIER_PRINTED, about=candidate.code).exists()


def test_what_the_cell_says_is_not_needed_is_neither_handed_over_nor_accepted(cast):
    """From the cell's word to the desk and the receipt: no paper lies in the envelope."""
    candidate = submitted(cast, days_ago(60), "Lò Thị Gửi")
    name = str(candidate.papers.get(code="39"))
    actions.request_completion(candidate=candidate, by=cast["staff_A"], on=days_ago(35), points=[("40", "Viết lại")])
    actions.set_aside(candidate=candidate, by=cast["sec_A1"], code="39", because="Đã có ở hồ sơ trước")
    actions.enter_paper(candidate=candidate, by=cast["sec_A1"], code="40", issued_on=days_ago(30), number="2")
    secretary, desk = browser_of(cast["sec_A1"]), browser_of(cast["staff_A"])
    actions.answer_point(point=CompletionPoint.objects.get(), by=cast["sec_A1"], answer="Đã viết lại")
    step(candidate, "resubmit", cast["sec_A1"], days_ago(29), reason="Đủ theo ý kiến")
    register = secretary.get(page_of(candidate, "resubmit")).text.split("Giấy tờ trong hồ sơ")[1]
    assert name not in register
    paper = candidate.papers.get(code="39")
    assert "Đã có ở hồ sơ trước" in desk.get(reverse("desk:review", args=[candidate.pk])).text
    with pytest.raises(Conflict, match="không cần nên không ghi đạt"):
        actions.check_paper(paper=paper, by=cast["staff_A"], accepted=True)
    done = actions.accept_papers(candidate=candidate, by=cast["staff_A"], papers=[paper]).done
    assert (done, candidate.papers.get(code="39").state) == ([], "not_needed")


def test_the_timeline_leads_to_the_receipt_and_no_other_event_has_one(cast):
    candidate = submitted(cast, days_ago(60), "Lò Thị Gửi")
    secretary = browser_of(cast["sec_A1"])
    detail = secretary.get(reverse("candidates:detail", kwargs={"pk": candidate.pk})).content.decode()
    assert detail.count("/phieu-giao-nhan/") == 1
    assert page_of(candidate) in detail
    assert secretary.get(page_of(candidate, "list")).status_code == 404
    assert secretary.get(page_of(candidate, "cell_vote", "receipt_pdf")).status_code == 404


def test_the_receipt_of_a_recognition_holds_the_resolution_it_brought_and_promises_no_return(cast):
    case = make_candidate(cast.A1, "recognition_prepared")
    step(case, "recognition_cell_vote", cast["sec_A1"], days_ago(5), "13-NQ/CB", ballot=vote(5, 5), reason="Muộn")
    page = browser_of(cast["sec_A1"]).get(page_of(case, "recognition_cell_vote")).text
    papers = page.split("Giấy tờ trong hồ sơ")[1]
    assert "Nghị quyết đề nghị công nhận đảng viên chính thức của chi bộ" in papers
    assert "13-NQ/CB" in papers
    assert "gửi lại một danh sách" not in page


def test_a_receipt_stays_as_it_was_when_a_paper_is_taken_out_later(cast):
    candidate = submitted(cast, days_ago(60), "Lò Thị Gửi")
    url, secretary = page_of(candidate), browser_of(cast["sec_A1"])
    name = str(candidate.papers.get(code="39"))
    assert name in secretary.get(url).text
    point = ("39", "Viết lại")
    actions.request_completion(candidate=candidate, by=cast["staff_A"], on=days_ago(35), points=[point])
    actions.remove_paper(paper=candidate.papers.get(code="39"), by=cast["sec_A1"])
    assert name in secretary.get(url).text.split("Giấy tờ trong hồ sơ")[1]


def test_a_sending_of_the_past_that_was_only_told_has_no_receipt(cast):
    case = actions.take_over(
        by=cast["sec_A1"], organization=cast.A1, person=make_person("Vi Thị Cũ"), stage="appraised",
        entered_on=days_ago(300), milestones=[actions.Milestone("submit", days_ago(90))],
    )  # fmt: skip
    secretary = browser_of(cast["sec_A1"])
    assert "/phieu-giao-nhan/" not in secretary.get(reverse("candidates:detail", kwargs={"pk": case.pk})).text
    assert secretary.get(page_of(case)).status_code == 404
