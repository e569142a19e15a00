"""Asking for completion: reasons, the letter, what is new since the desk last looked, taking a sending back."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from candidates import actions
from candidates.models import CompletionPoint, CompletionReason, DossierItem
from candidates.reasons import to_answer
from partydev.refusals import Conflict
from tests.access.world import with_relatives as with_scans
from tests.candidates.desk_cases import submitted
from tests.candidates.pages import browser_of, case_url, day, send
from tests.factories import days_ago, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    return submitted(cast, days_ago(40), "Lò Thị Mẫu")


@pytest.fixture
def staff(cast):
    return browser_of(cast["staff_A"])


def ask(staff, case, **fields):
    return send(staff, reverse("desk:request_completion", args=[case.pk]), on=days_ago(1), **fields)


def letter(reader, case):
    """The words of the letter of the case's one request, as `reader` gets it."""
    response = reader.get(reverse("desk:completion_letter", args=[case.pk, case.requests.get().pk]))
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
    return " ".join(text.split())


# Two papers of one kind


def test_of_two_papers_of_a_kind_each_has_its_own_point_and_verdict(cast, staff, case):
    actions.take_back(candidate=case, event=case.events.get(kind="submit"), by=cast["sec_A1"], reason="Thiếu giấy")
    second = actions.enter_paper(
        candidate=case, by=cast["sec_A1"], code="39", issued_on=days_ago(24), number="2", ordinal=2
    )
    actions.advance(candidate=case, transition="submit", by=cast["sec_A1"], on=days_ago(20))
    first = case.papers.get(code="39", ordinal=1)
    actions.check_paper(paper=first, by=cast["staff_A"], accepted=True)
    actions.check_paper(paper=second, by=cast["staff_A"], accepted=False, note="Sai ngày sinh")

    page = staff.get(reverse("desk:request_completion", args=[case.pk])).text
    assert "Sai ngày sinh</textarea>" in page.split('name="paper_39_2"')[1]
    assert "Sai ngày sinh" not in page.split('name="paper_39"')[1].split("</textarea>")[0]
    ask(staff, case, paper_39_2="Sai ngày sinh", paper_39_2_reason="11", paper_39="", paper_39_reason="")

    first.refresh_from_db()
    assert first.state == DossierItem.State.ACCEPTED
    name = f"{first}, bản 2"
    review = staff.get(reverse("desk:review", args=[case.pk])).text
    assert f"<strong>{name}</strong>" in review
    assert "bản 2 (" in letter(staff, case)
    cell = browser_of(cast["sec_A1"]).get(case_url("detail", case)).text
    assert f'href="{case_url("paper", case, code="39", ordinal=2)}">{name}</a>' in cell
    with pytest.raises(Conflict, match="đạt yêu cầu"):
        actions.enter_paper(candidate=case, by=cast["sec_A1"], code="39", issued_on=days_ago(3), number="9")
    point = CompletionPoint.objects.get()
    actions.answer_point(point=point, by=cast["sec_A1"], answer="Đã sửa ngày sinh")
    assert [*case.papers.filter(code="39").values_list("state", "note")] == [("accepted", ""), ("entered", "")]
    actions.advance(candidate=case, transition="resubmit", by=cast["sec_A1"], on=days_ago(0))
    lines = {line.ordinal: line for line in staff.get(reverse("desk:review", args=[case.pk])).context["register"]
             if line.code == "39"}  # fmt: skip
    assert (lines[1].asked, [each.text for each in lines[2].asked]) == ([], ["Sai ngày sinh"])


def test_an_answer_to_an_old_point_leaves_what_the_desk_notes_now(cast, staff, case):
    actions.request_completion(candidate=case, by=cast["staff_A"], on=days_ago(3), points=[("37", "Thiếu", "04")])
    actions.answer_point(point=CompletionPoint.objects.get(), by=cast["sec_A1"], answer="Đã sửa")
    actions.advance(candidate=case, transition="resubmit", by=cast["sec_A1"], on=days_ago(2))
    paper = case.papers.get(code="37")
    actions.check_paper(paper=paper, by=cast["staff_A"], accepted=False, note="Vẫn thiếu")
    actions.answer_point(point=CompletionPoint.objects.get(), by=cast["sec_A1"], answer="Đã bổ sung")
    paper.refresh_from_db()
    assert (paper.state, paper.note) == (DossierItem.State.COMPLETION, "Vẫn thiếu")


# Reasons


def test_a_point_without_a_reason_and_a_reason_without_words_are_refused_and_kept(staff, case):
    answer = ask(staff, case, paper_37="Đơn thiếu ngày", paper_01_reason="11")
    assert answer.status_code == 422
    assert "Chọn lý do của nội dung này." in answer.text
    assert "Ghi rõ cần bổ sung những gì." in answer.text
    assert "Đơn thiếu ngày</textarea>" in answer.text
    assert not CompletionPoint.objects.exists()


def test_a_committees_own_reason_is_offered_below_it_and_nowhere_else(cast, staff, case):
    label = "Thiếu bản sao bằng tốt nghiệp"
    assert send(staff, reverse("desk:reasons"), label=label).status_code == 302
    own = CompletionReason.objects.get()
    assert f">{label}</option>" in staff.get(reverse("desk:request_completion", args=[case.pk])).text
    other = submitted(cast, days_ago(30), "Vàng A Khác", cell=cast.B1, by=cast["sec_B1"])
    page = browser_of(cast["staff_B"]).get(reverse("desk:request_completion", args=[other.pk])).text
    assert label not in page

    assert ask(staff, case, paper_37="Chưa có bản sao", paper_37_reason=own.code).status_code == 302
    counted = staff.get(reverse("desk:reasons")).text.split("Số nội dung theo lý do")[1].split("</table>")[0]
    assert label in counted

    assert send(staff, reverse("desk:end_reason", args=[own.pk])).status_code == 302
    again = submitted(cast, days_ago(20), "Hồ Thị Mới")
    assert f">{label}</option>" not in staff.get(reverse("desk:request_completion", args=[again.pk])).text


def test_the_list_has_no_reason_twice(cast, staff):
    answer = send(staff, reverse("desk:reasons"), label="Thiếu chữ ký, họ tên người ký")
    assert answer.status_code == 422
    assert "Danh mục đã có lý do này." in answer.text
    assert not CompletionReason.objects.exists()


def test_reasons_are_counted_within_the_readers_scope_and_period(cast, staff, case):
    ask(staff, case, paper_37="Đơn thiếu ngày", paper_37_reason="04")
    assert "Thiếu số, ngày của văn bản</th>" in staff.get(reverse("desk:reasons")).text
    before = staff.get(reverse("desk:reasons"), {"tu": day(days_ago(30)), "den": day(days_ago(2))}).text
    assert "Chưa có lần đề nghị bổ sung nào" in before
    assert "Chưa có lần đề nghị bổ sung nào" in browser_of(cast["staff_B"]).get(reverse("desk:reasons")).text


# The letter


def test_the_letter_lists_every_point_with_its_reason_for_cell_and_desk_alone(cast, staff, case):
    cast.A.place = "Tân Lập"
    cast.A.save()
    ask(staff, case, paper_37="Đơn thiếu ngày", paper_37_reason="04", free_1="Lập danh mục", free_1_reason="99",
        number="15-CV/ĐU")  # fmt: skip
    url = reverse("desk:completion_letter", args=[case.pk, case.requests.get().pk])
    for who in ("staff_A", "sec_A1"):
        text = letter(browser_of(cast[who]), case)
        assert "15-CV/ĐU" in text
        assert "1. Đơn xin vào Đảng (thiếu số, ngày của văn bản): Đơn thiếu ngày." in text
        assert "2. Nội dung không thuộc giấy tờ nào (nội dung khác): Lập danh mục." in text
        assert "DỰ THẢO" not in text
    assert browser_of(cast["sec_A2"]).get(url).status_code == 404


def test_the_cell_reads_which_body_asked_by_which_letter_why_and_where_to_send_a_new_scan(cast, staff, case):
    ask(staff, case, paper_37="Đơn thiếu ngày", paper_37_reason="04", number="15-CV/ĐU")
    with with_scans():
        shown = " ".join(browser_of(cast["sec_A1"]).get(case_url("detail", case)).text.split())
    points = shown.split('id="points"')[1].split("</section>")[0]

    assert f"của {cast.A.committee_name}, công văn số 15-CV/ĐU" in points
    assert "staff_A" not in points
    assert "Lý do: Thiếu số, ngày của văn bản" in points
    assert reverse("desk:completion_letter", args=[case.pk, case.requests.get().pk]) in points
    assert case_url("scans", case, code="37", ordinal=1) in points
    coming = shown.split('id="next"')[1].split("</section>")[0]
    assert "còn <strong>1 nội dung</strong> chưa bổ sung" in coming
    assert "Đơn xin vào Đảng" not in coming  # named once, among the points
    assert "giấy tờ" not in coming.split("Xét theo")[0]


def test_a_returned_dossier_leads_point_by_point_and_is_sent_again_only_when_all_is_answered(cast, staff, case):
    actions.accept_papers(candidate=case, by=cast["staff_A"], papers=[case.papers.get(code="39")])
    ask(staff, case, paper_37="Đơn thiếu ngày", paper_37_reason="04", paper_40="Thiếu dấu", paper_40_reason="04")
    cell, resend = browser_of(cast["sec_A1"]), reverse("candidates:step", args=[case.pk, "resubmit"])
    first, second = CompletionPoint.objects.order_by("pk")

    def shown():
        return cell.get(case_url("detail", case)).text.split('id="next"')[1].split("</section>")[0]

    assert f'href="#noi-dung-{first.pk}"' in shown()
    assert "<strong>2 nội dung</strong>" in shown()
    assert "Không còn nội dung nào thiếu" not in shown()
    assert resend not in shown()

    form = cell.get(case_url("paper", case, code="37", ordinal=1)).text
    assert "Đơn thiếu ngày" in form
    assert "Lý do: Thiếu số, ngày của văn bản" in form
    tones = {label: "không bắt buộc" in part for label, part in _fields(form).items()}
    assert not tones["Tình trạng"]
    assert not tones["Ngày"]
    assert tones["Ghi chú"]
    saved = send(cell, case_url("paper", case, code="37", ordinal=1), state="entered", issued_on=days_ago(30))
    assert saved.url == case_url("detail", case) + f"#noi-dung-{first.pk}"
    kept = cell.get(case_url("paper", case, code="39", ordinal=1)).text
    assert "đã được ghi đạt yêu cầu nên không sửa được" in kept
    assert 'name="issued_on"' not in kept

    for point in (first, second):
        assert resend not in shown()
        to = send(cell, case_url("answer_point", case, point=point.pk), answer="Đã làm lại").url.split("#")[1]
        assert to == ("next" if point == second else f"noi-dung-{second.pk}")
    assert resend in shown()


def _fields(page):
    """The label of each field of a form -> what is written beside it."""
    return {
        label.strip(): rest
        for label, rest in re.findall(r'class="field-label"[^>]*>([^<]+)(.*?)</(?:legend|label)>', page, re.S)
    }


def test_what_was_asked_before_the_case_was_taken_up_again_is_no_more_to_answer(cast, staff, case):
    ask(staff, case, paper_37="Đơn thiếu ngày", paper_37_reason="04")
    assert [point.text for point in to_answer(case)] == ["Đơn thiếu ngày"]
    for key in ("withdraw", "reconsider"):
        actions.advance(candidate=case, transition=key, by=None, on=days_ago(0), note="Có việc riêng",
                        paper=actions.Paper("40-NQ/CB"))  # fmt: skip
    assert list(to_answer(case)) == []


def test_a_letter_goes_to_the_cell_that_was_asked_though_the_person_has_moved(cast, staff, case):
    ask(staff, case, paper_37="Đơn thiếu ngày", paper_37_reason="04")
    asked = letter(staff, case)
    actions.move_cell(candidate=case, to=cast.A2, by=None, on=days_ago(0))
    assert letter(staff, case) == asked
    assert cast.A2.name not in asked


# What is new


def test_the_desk_sees_first_what_changed_since_it_last_looked(cast, staff, case):
    url = reverse("desk:review", args=[case.pk])
    assert "Mới từ lần bạn mở trước" not in staff.get(url).text
    assert "Mới từ lần bạn mở trước" not in staff.get(url).text
    ask(staff, case, paper_37="Đơn thiếu ngày", paper_37_reason="04")
    point = case.requests.get().points.get()
    actions.answer_point(point=point, by=cast["sec_A1"], answer="Đã ghi ngày")
    paper = case.papers.get(code="39")
    actions.enter_paper(candidate=case, by=cast["sec_A1"], code="39", issued_on=days_ago(20), number="1")
    actions.advance(candidate=case, transition="resubmit", by=cast["sec_A1"], on=days_ago(0))
    page = staff.get(url).text
    told = page.split("Mới từ lần bạn mở trước")[1].split("</section>")[0]
    assert "Gửi lại hồ sơ đã bổ sung" in told
    assert f"đã sửa: ngày {day(paper.issued_on)} → {day(days_ago(20))}" in told
    asked = page.split("Những lần đề nghị bổ sung")[1].split("</section>")[0]
    assert cast.A.committee_name in asked
    assert "Lý do: Thiếu số, ngày của văn bản" in asked
    assert "Đơn xin vào Đảng: đã sửa" in told
    assert "Đề nghị bổ sung, hoàn thiện" not in told  # what the reader did is no news
    assert "Mới từ lần bạn mở trước" not in staff.get(url).text


# Taking a sending back


@pytest.mark.parametrize(
    "opened",
    [lambda case: reverse("desk:review", args=[case.pk]), lambda case: case_url("detail", case)],
    ids=["review", "whole case"],
)
def test_a_sending_is_taken_back_until_the_desk_has_opened_it(cast, staff, case, opened):
    sent = case.events.get(kind="submit")
    url = case_url("take_back", case, event=sent.pk)
    secretary = browser_of(cast["sec_A1"])
    assert send(secretary, url, reason="Gửi nhầm").status_code == 302
    actions.advance(candidate=case, transition="submit", by=cast["sec_A1"], on=sent.on)

    browser_of(cast["head_X"]).get(case_url("detail", case))  # of another level
    secretary.get(case_url("detail", case))
    again = case.events.get(kind="submit")
    assert case_url("take_back", case, event=again.pk) in secretary.get(case_url("detail", case)).text
    staff.get(opened(case))
    again = case.events.get(kind="submit")
    refused = send(secretary, case_url("take_back", case, event=again.pk), reason="Gửi nhầm")
    assert refused.status_code == 409
    assert "Cấp ủy cấp trên đã mở hồ sơ lúc" in refused.text
    with pytest.raises(Conflict):
        actions.take_back(candidate=case, event=again, by=cast["sec_A1"], reason="Gửi nhầm")


def test_leaders_see_how_often_dossiers_came_back_and_why_in_numbers_only(client, cast):
    case = submitted(cast, days_ago(40), "Lò Thị Trả")
    actions.request_completion(
        candidate=case, by=cast["staff_A"], on=days_ago(5), points=[("37", "Thiếu ngày", "04"), ("", "Khác", "04")]
    )
    for who, seen in (("lead_A", True), ("lead_X", True), ("staff_B", False)):
        text = " ".join(sign_in(client, cast[who]).get(reverse("desk:returns")).content.decode().split())
        assert ("1 lần đề nghị, 2 nội dung" in text, "Chi bộ A1" in text) == (seen, seen)
        assert "Lò Thị Trả" not in text
    assert "đề nghị bổ sung hồ sơ trong năm" in sign_in(client, cast["lead_A"]).get("/").content.decode()
