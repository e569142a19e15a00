"""The committee's desk, by the browser's way in: the queue, checking a dossier, asking for completion."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AccessRecord
from candidates import actions
from candidates.actions.comments import comment
from candidates.actions.scans import hindrance
from candidates.actions.undo import undo_papers, written
from candidates.models import Candidate, CompletionPoint, DossierItem
from partydev.refusals import Conflict
from tests.candidates.desk_cases import all_shown, appraised, papers_shown, submitted
from tests.factories import days_ago, make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    return submitted(cast, days_ago(40), "Lò Thị Mẫu")


@pytest.fixture
def staff(client, cast):
    return sign_in(client, cast["staff_A"])


def page(response):
    return " ".join(response.content.decode().split())


def post(client, name, *args, query="", follow=False, **data):
    data.setdefault("form_token", str(uuid.uuid4()))
    return client.post(reverse(f"desk:{name}", args=args) + query, data, follow=follow)


def accept_all(client, case, **data):
    return post(client, "accept_all", case.pk, **{"shown": all_shown(case)} | data)


def verdict(client, paper, value, note="", as_shown=None):
    return post(
        client,
        "check_paper",
        paper.candidate_id,
        paper.pk,
        **{
            f"paper{paper.pk}-verdict": value,
            f"paper{paper.pk}-note": note,
            f"paper{paper.pk}-shown": as_shown or papers_shown(paper.candidate)[paper.pk],
        },
    )


def test_review_shows_register_facts_and_what_is_missing_and_logs_the_reading(staff, cast, case):
    text = page(staff.get(reverse("desk:review", args=[case.pk])))

    assert "Đơn xin vào Đảng" in text
    assert f"0/{case.papers.count()} đạt yêu cầu" in text
    assert "4/5 tán thành (cần ít nhất 4)" in text
    assert "Số 15, ngày" in text
    assert f"Còn <strong>{case.papers.count()} giấy tờ</strong> chưa kiểm tra" in text
    assert AccessRecord.objects.filter(kind="dossier_read", user=cast["staff_A"], about=case.code).count() == 1


def test_review_outside_the_scope_does_not_exist(client, cast, case):
    response = sign_in(client, cast["staff_B"]).get(reverse("desk:review", args=[case.pk]))

    assert response.status_code == 404
    assert not AccessRecord.objects.filter(kind="dossier_read").exists()


@pytest.mark.parametrize("name", ["review", "request_completion", "appraise", "forward"])
def test_who_sees_but_may_not_check_is_refused(client, cast, case, name):
    secretary = make_user("both", ("cell_secretary", cast.A1), ("org_officer", cast.B))

    response = sign_in(client, secretary).get(reverse(f"desk:{name}", args=[case.pk]))

    assert response.status_code == 403


def test_paper_is_accepted(staff, cast, case):
    paper = case.papers.get(code="37")

    response = verdict(staff, paper, "accept")

    assert response.status_code == 302
    assert response.url.endswith(f"#giay-{paper.pk}")
    paper.refresh_from_db()
    assert (paper.state, paper.checked_by) == (DossierItem.State.ACCEPTED, cast["staff_A"])


def test_paper_to_complete_needs_words(staff, case):
    paper = case.papers.get(code="37")

    response = verdict(staff, paper, "ask", "")

    assert response.status_code == 422
    assert "Ghi rõ nội dung cần bổ sung." in page(response)
    paper.refresh_from_db()
    assert paper.state == DossierItem.State.ENTERED


def test_a_verdict_from_a_page_opened_before_another_officers_is_not_taken(cast, staff, case):
    paper = case.papers.get(code="37")
    before = papers_shown(case)[paper.pk]
    other = sign_in(Client(), cast["head_A"])
    verdict(other, paper, "ask", "Thiếu dấu xác nhận")

    late = verdict(staff, paper, "accept", as_shown=before)

    assert late.status_code == 409
    assert "Người dùng head_A đã ghi “Đề nghị bổ sung: Thiếu dấu xác nhận”" in page(late)
    paper.refresh_from_db()
    assert (paper.state, paper.note) == (DossierItem.State.COMPLETION, "Thiếu dấu xác nhận")
    again = verdict(staff, paper, "ask", "Ý kiến thứ hai", as_shown=before)
    assert "Ý kiến thứ hai" in page(again)
    assert verdict(staff, paper, "accept").status_code == 302
    assert verdict(staff, paper, "accept", as_shown="x").status_code == 422


def test_together_only_papers_that_are_still_what_the_page_showed(cast, staff, case):
    before, (first, second) = all_shown(case), case.papers.order_by("pk")[:2]
    actions.check_paper(paper=first, by=cast["head_A"], accepted=True)
    kept = written(Candidate.objects.get(pk=case.pk), [first])
    del kept["case"]
    undo_papers(candidate=case, by=cast["head_A"], permission="dossier_check", **kept)

    text = page(accept_all(staff, case, follow=True, paper=[first.pk, second.pk], shown=before))

    assert "Đã ghi 1 giấy tờ đạt yêu cầu." in text
    assert "Vì đã thay đổi sau khi bạn mở trang, cần xem lại." in text
    assert set(case.papers.filter(state=DossierItem.State.ACCEPTED)) == {second}


def test_what_the_desk_notes_is_not_open_to_the_cell_before_it_is_asked(cast, staff, case):
    paper = case.papers.get(code="37")
    verdict(staff, paper, "ask", "Thiếu chữ ký")

    with pytest.raises(Conflict, match="đang ở cấp trên"):
        actions.enter_paper(candidate=case, by=cast["sec_A1"], code="37", issued_on=days_ago(3), number="999")
    assert "đang ở cấp trên" in hindrance(case, cast["sec_A1"], "37", 1)
    paper.refresh_from_db()
    assert (paper.state, paper.note) == (DossierItem.State.COMPLETION, "Thiếu chữ ký")
    actions.request_completion(
        candidate=case, by=cast["staff_A"], on=days_ago(2), points=[("37", "Thiếu chữ ký", "04")]
    )
    actions.enter_paper(candidate=case, by=cast["sec_A1"], code="37", issued_on=days_ago(3), number="999")


def test_accepting_keeps_what_the_cell_noted(cast, staff):
    paper = submitted(cast, days_ago(40)).papers.get(code="37")
    paper.note = "Bản sao, bản chính nộp sau"
    paper.save()

    verdict(staff, paper, "accept")
    paper.refresh_from_db()
    assert paper.note == "Bản sao, bản chính nộp sau"
    verdict(staff, paper, "ask", "Thiếu chữ ký")
    paper.refresh_from_db()
    assert paper.note == "Thiếu chữ ký"
    verdict(staff, paper, "accept")
    paper.refresh_from_db()
    assert paper.note == "Bản sao, bản chính nộp sau"


def test_words_on_a_paper_come_into_the_request_without_typing_them_again(staff, case):
    verdict(staff, case.papers.get(code="37"), "ask", "Đơn thiếu chữ ký")

    text = page(staff.get(reverse("desk:request_completion", args=[case.pk])))

    assert "Đơn thiếu chữ ký</textarea>" in text


def test_whole_papers_are_accepted_together_and_doubtful_ones_stay(staff, case):
    doubtful = case.papers.get(code="01")
    doubtful.number = doubtful.issuer = ""
    doubtful.save()

    accept_all(staff, case, all="1", seen=[paper.pk for paper in case.papers.all()])

    states = dict(case.papers.values_list("code", "state"))
    assert states.pop("01") == DossierItem.State.ENTERED
    assert set(states.values()) == {DossierItem.State.ACCEPTED}


def test_who_entered_the_dossier_does_not_check_it_and_the_attempt_is_logged(client, cast):
    both = make_user("both", ("cell_secretary", cast.A1), ("org_officer", cast.A))
    case = submitted(cast, days_ago(40), by=both)
    sign_in(client, both)

    assert "Bạn đã nhập hồ sơ này" in page(client.get(reverse("desk:review", args=[case.pk])))
    assert verdict(client, case.papers.get(code="37"), "accept").status_code == 403
    assert accept_all(client, case, all="1", seen=[paper.pk for paper in case.papers.all()]).status_code == 403
    assert post(client, "appraise", case.pk, on="01/11/2026").status_code == 403
    assert not case.papers.filter(state=DossierItem.State.ACCEPTED).exists()
    assert AccessRecord.objects.filter(kind="refused", user=both).count() == 3


def test_request_for_completion_lists_all_points_at_once(staff, cast, case):
    response = post(
        staff,
        "request_completion",
        case.pk,
        on=f"{days_ago(1):%d/%m/%Y}",
        paper_37="Đơn thiếu ngày",
        paper_37_reason="04",
        paper_01="Trang 4 chưa có xác nhận",
        paper_01_reason="03",
        free_1="Thiếu danh mục hồ sơ",
        free_1_reason="01",
    )

    assert response.status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.waits_at) == ("returned", cast.A1)
    points = set(CompletionPoint.objects.values_list("paper_code", "text"))
    assert points == {("37", "Đơn thiếu ngày"), ("01", "Trang 4 chưa có xác nhận"), ("", "Thiếu danh mục hồ sơ")}


def test_request_without_a_point_is_not_sent_and_keeps_what_was_typed(staff, case):
    response = post(
        staff, "request_completion", case.pk, on="31/02/2026", paper_37="Đơn thiếu ngày", paper_37_reason="04"
    )
    empty = post(staff, "request_completion", case.pk, on=f"{days_ago(1):%d/%m/%Y}")

    assert response.status_code == empty.status_code == 422
    assert "Đơn thiếu ngày</textarea>" in page(response)
    assert "Ghi ít nhất một nội dung cần bổ sung." in page(empty)
    assert Candidate.objects.get(pk=case.pk).stage == "submitted"


def test_dossier_with_unchecked_papers_is_not_appraised(staff, case):
    response = post(staff, "appraise", case.pk, on=f"{days_ago(1):%d/%m/%Y}")

    assert response.status_code == 422
    assert "giấy tờ chờ kiểm tra" in page(response)
    assert Candidate.objects.get(pk=case.pk).stage == "submitted"


def test_recording_goes_on_to_the_next_of_the_filtered_queue(staff, cast):
    first, second, third = (submitted(cast, days_ago(days)) for days in (60, 50, 40))
    outside = submitted(cast, days_ago(55), cell=cast.A2, by=cast["sec_A2"])
    query = f"?tab=check&cell={cast.A1.pk}"
    assert f"/tham-dinh/{second.pk}/" in page(staff.get(reverse("desk:review", args=[first.pk]) + query))

    accept_all(staff, first, paper=[paper.pk for paper in first.papers.all()])
    response = post(
        staff, "appraise", first.pk, query=query, on=f"{days_ago(1):%d/%m/%Y}", paper_number="3", and_next="1"
    )

    assert response.url.startswith(reverse("desk:review", args=[second.pk]))
    assert response.url.endswith(query)
    assert Candidate.objects.get(pk=first.pk).stage == "appraised"
    assert str(third.pk) != str(outside.pk)


def test_answered_points_stand_beside_their_papers(staff, cast, case):
    post(
        staff,
        "request_completion",
        case.pk,
        on=f"{days_ago(2):%d/%m/%Y}",
        paper_37="Đơn thiếu ngày",
        paper_37_reason="04",
    )
    point = CompletionPoint.objects.get()
    actions.answer_point(point=point, by=cast["sec_A1"], answer="Đã ghi ngày vào đơn")
    actions.advance(candidate=case, transition="resubmit", by=cast["sec_A1"], on=days_ago(1))

    text = page(staff.get(reverse("desk:review", args=[case.pk])))
    queue = page(staff.get(reverse("desk:queue")))

    assert "Lần trước đề nghị: Đơn thiếu ngày" in text
    assert "Chi bộ đã bổ sung: Đã ghi ngày vào đơn" in text
    assert "Đã đề nghị bổ sung 1 lần" in queue


def test_dossier_is_forwarded_without_a_base_resolution_only_where_none_is_needed(staff, cast):
    case = appraised(cast, days_ago(40))
    data = {"on": f"{days_ago(1):%d/%m/%Y}", "paper_number": "12-TTr/ĐU"}

    refused = post(staff, "forward", case.pk, **data)
    cast.X.authorities.update(needs_base_resolution=False)
    done = post(staff, "forward", case.pk, **data)

    assert refused.status_code == 422
    assert "Chưa có nghị quyết đề nghị kết nạp của đảng ủy cơ sở" in page(refused)
    assert done.status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.waits_at) == ("pending_decision", cast.X)


def test_second_officer_who_records_the_same_step_is_told_who_was_first(client, cast, case):
    sign_in(client, cast["staff_A"])
    post(
        client,
        "request_completion",
        case.pk,
        on=f"{days_ago(1):%d/%m/%Y}",
        paper_37="Đơn thiếu ngày",
        paper_37_reason="04",
    )
    submitted(cast, days_ago(30))
    sign_in(client, cast["head_A"])

    response = post(
        client,
        "request_completion",
        case.pk,
        on=f"{days_ago(1):%d/%m/%Y}",
        paper_01="Thiếu trang",
        paper_01_reason="11",
    )

    assert response.status_code == 409
    assert "Người dùng staff_A đã ghi" in page(response)
    assert "Thiếu trang</textarea>" in page(response)
    appraised = post(client, "appraise", case.pk, on=f"{days_ago(1):%d/%m/%Y}")
    assert appraised.status_code == 409
    for answered in (response, appraised):  # nothing left to press, only ways on
        assert "Mở lại hồ sơ" in page(answered)
        assert "Hồ sơ kế tiếp" in page(answered)
        assert "Gửi đề nghị bổ sung</" not in page(answered)
        assert "Ghi hồ sơ đã thẩm định</span>" not in page(answered)


def test_the_letter_is_offered_once_it_is_asked_for_and_open_comments_are_told_in_the_result(staff, cast, case):
    comment(candidate=case, by=cast["sec_A1"], unit=cast.A1, text="Xin hỏi về đơn", internal=False)
    told = page(staff.get(reverse("desk:review", args=[case.pk])))
    asked = {"on": f"{days_ago(1):%d/%m/%Y}", "paper_37": "Đơn thiếu ngày", "paper_37_reason": "04"}
    answered = page(staff.get(post(staff, "request_completion", case.pk, **asked).url))

    assert "Còn 1 ý kiến chưa xong" in told
    assert reverse("desk:completion_letter", args=[case.pk, case.requests.get().pk]) in answered
    assert "Đây là hồ sơ cuối của danh sách: đã hết lượt." in answered


def test_acts_take_no_get(staff, case):
    paper = case.papers.first()

    assert staff.get(reverse("desk:check_paper", args=[case.pk, paper.pk])).status_code == 405
    assert staff.get(reverse("desk:accept_all", args=[case.pk])).status_code == 405
