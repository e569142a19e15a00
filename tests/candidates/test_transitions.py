"""The one form of every step: success, refusals, findings, conflicts."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import AccessRecord
from branches import actions as branch_actions
from branches.models import MemberEvent
from candidates import actions
from candidates.models import StageEvent
from candidates.pipeline import MAIN_WAY, STAGES, TRANSITIONS
from partydev.once import new_token
from tests.candidates.pages import browser_of, case_url, day, send, step_url
from tests.candidates.test_way import reach_submitted, step
from tests.factories import days_ago, make_candidate, make_cast, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)

VOTE = {"eligible": "5", "present": "5", "votes_for": "4", "votes_against": "1", "votes_other": "0"}


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


def test_a_step_is_recorded_with_day_paper_and_actor(cast, secretary):
    candidate = cast.candidates["a1"]
    response = send(
        secretary, step_url(candidate, "list"), on=today(), paper_number="12-NQ/CB", said_by="Giàng Thị Dợ, phó bí thư"
    )
    assert response.status_code == 302
    event = candidate.events.get(kind="list")
    assert (event.on, event.paper_number, event.recorded_by) == (today(), "12-NQ/CB", cast["sec_A1"])
    assert event.said_by == "Giàng Thị Dợ, phó bí thư"
    page = secretary.get(response.url).text
    assert "Đã ghi: chi bộ đưa vào danh sách bồi dưỡng" in page
    assert "Việc tiếp theo: " in page


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("31/02/2026", "Không có ngày 31"),
        ("", "Hãy điền “Ngày họp chi bộ”."),
        (day(today() + timedelta(days=1)), "Ngày này chưa đến."),
        ("01/01/2019", "Ngày này trước ngày đưa vào nguồn"),
    ],
)
def test_a_day_that_cannot_be_is_said_at_the_field_and_nothing_is_lost(cast, secretary, on, words):
    candidate = cast.candidates["a1"]
    response = send(secretary, step_url(candidate, "list"), on=on, paper_number="12-NQ/CB", note="Họp mở rộng")
    assert response.status_code == 422
    assert words in response.text
    assert "12-NQ/CB" in response.text
    assert "Họp mở rộng" in response.text
    assert "Lỗi: " in response.text
    assert not candidate.events.filter(kind="list").exists()


def test_a_paper_without_number_is_asked_for(cast, secretary):
    response = send(secretary, step_url(cast.candidates["a1"], "list"), on=today())
    assert response.status_code == 422
    assert "Số nghị quyết chi bộ" in response.text


def test_a_vote_page_says_beforehand_how_many_are_needed(cast, secretary):
    candidate = make_candidate(cast.A1, "opinions_collected")
    page = secretary.get(step_url(candidate, "cell_vote")).text
    assert "Cần ít nhất 4/5 phiếu tán thành." in page
    assert 'value="5"' in page
    assert "khoản 3 Điều 4 Điều lệ Đảng" in page


@pytest.mark.parametrize(
    ("count", "words"),
    [
        ({"present": "6"}, "Số có mặt (6) nhiều hơn số có quyền biểu quyết (5)."),
        ({"votes_for": "5", "votes_against": "1"}, "Tổng số phiếu (6) nhiều hơn số có mặt (5)."),
        ({"votes_for": "bốn"}, "phải là một số nguyên"),
    ],
)
def test_votes_that_cannot_be_are_refused(cast, secretary, count, words):
    candidate = make_candidate(cast.A1, "opinions_collected")
    data = {**VOTE, **count, "paper_number": "15-NQ/CB"}
    response = send(secretary, step_url(candidate, "cell_vote"), on=today(), **data)
    assert response.status_code == 422
    assert words in response.text
    assert not candidate.votes.exists()


def test_what_happened_against_the_rules_is_recorded_and_marked(cast, secretary):
    candidate = make_candidate(cast.A1, "opinions_collected")
    data = {**VOTE, "paper_number": "15-NQ/CB", "on": today()}
    refused = send(secretary, step_url(candidate, "cell_vote"), **data)
    assert refused.status_code == 422
    assert "Chưa có giấy chứng nhận" in refused.text
    assert "đánh dấu chưa đúng quy định" in refused.text
    assert "15-NQ/CB" in refused.text
    response = send(secretary, step_url(candidate, "cell_vote"), **data, as_happened="on", reason="Đã họp rồi")
    assert response.status_code == 302
    event = candidate.events.get(kind="cell_vote")
    assert event.irregular
    assert event.reason == "Đã họp rồi"
    assert "đánh dấu chưa đúng quy định" in secretary.get(response.url).text


def test_a_warning_is_passed_with_a_reason_only(cast, secretary):
    candidate = make_candidate(cast.A1, "decided")
    actions.receive_decision(candidate=candidate, by=cast["sec_A1"], on=days_ago(400))
    refused = send(secretary, step_url(candidate, "admit"), on=today())
    assert refused.status_code == 422
    assert "Lý do" in refused.text
    assert 'name="as_happened"' not in refused.text
    passed = send(secretary, step_url(candidate, "admit"), on=today(), reason="Cấp trên đồng ý")
    assert passed.status_code == 302
    assert not candidate.events.filter(kind="admit").order_by("pk").last().irregular


def test_a_step_that_only_proposes_waits_until_nothing_blocks(cast, secretary):
    candidate = make_candidate(cast.A1, "cell_resolved")
    page = secretary.get(step_url(candidate, "submit")).text
    assert "Đối chiếu quy định" in page
    assert "Hồ sơ còn thiếu" in page
    response = send(secretary, step_url(candidate, "submit"), on=today(), as_happened="on", reason="x")
    assert response.status_code == 422
    assert "Hồ sơ còn thiếu" in response.text
    candidate.refresh_from_db()
    assert candidate.stage == "cell_resolved"


def test_a_vote_that_does_not_carry_is_told(cast, secretary):
    candidate = make_candidate(cast.A1, "opinions_collected")
    data = {**VOTE, "votes_for": "2", "votes_against": "3", "paper_number": "1", "as_happened": "on", "reason": "x"}
    refused = send(secretary, step_url(candidate, "cell_vote"), on=today(), **data)
    assert refused.status_code == 422
    assert "Xóa số này, hoặc xem lại số phiếu" in refused.text
    response = send(secretary, step_url(candidate, "cell_vote"), on=today(), **data | {"paper_number": ""})
    assert "không đủ số phiếu" in secretary.get(response.url).text
    candidate.refresh_from_db()
    assert candidate.stage == "opinions_collected"


def test_the_second_of_two_is_told_who_was_first(cast, secretary):
    candidate = cast.candidates["a1"]
    version = candidate.version
    step(candidate, "list", cast["dep_A1"], today(), "11-NQ/CB")
    response = send(secretary, step_url(candidate, "list"), on=today(), paper_number="12-NQ/CB", version=version)
    assert response.status_code == 409
    assert "Người dùng dep_A1 đã ghi" in response.text
    assert candidate.events.filter(kind="list").count() == 1


def test_the_same_form_sent_twice_makes_one_event(cast, secretary):
    candidate = cast.candidates["a1"]
    data = {"form_token": new_token(None), "on": day(today()), "paper_number": "12-NQ/CB"}
    first = secretary.post(step_url(candidate, "list"), data)
    second = secretary.post(step_url(candidate, "list"), data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert candidate.events.filter(kind="list").count() == 1


def test_a_page_opened_for_a_step_that_is_past_says_where_the_case_stands(cast, secretary):
    response = secretary.get(step_url(cast.candidates["a1"], "cell_vote"))
    assert response.status_code == 409
    assert "Nguồn phát triển đảng viên" in response.text


def test_an_unknown_step_and_the_desks_own_do_not_exist(cast, secretary):
    candidate = cast.candidates["a1"]
    assert secretary.get(step_url(candidate, "nonsense")).status_code == 404
    assert secretary.get(step_url(candidate, "request_completion")).status_code == 404


@pytest.mark.parametrize(
    ("name", "status"), [("sec_A2", 404), ("staff_B", 404), ("lead_A", 403), ("helper_A1", 403), ("rec_A", 403)]
)
def test_who_may_not_take_the_step(cast, name, status):
    url = step_url(cast.candidates["a1"], "list")
    assert browser_of(cast[name]).get(url).status_code == status
    assert send(browser_of(cast[name]), url, on=today(), paper_number="1").status_code == status
    assert not StageEvent.objects.filter(kind="list").exists()


def test_who_entered_the_dossier_does_not_record_the_decision_and_the_refusal_is_logged(cast):
    candidate, _ = reach_submitted(cast, start=60)
    head = cast["head_A"]
    request = actions.request_completion(
        candidate=candidate, by=cast["staff_A"], on=days_ago(20), points=[("", "Thiếu ảnh")]
    )
    actions.answer_point(point=request.points.get(), by=head, answer="Đã có ảnh")
    step(candidate, "resubmit", head, days_ago(19))
    for paper in candidate.papers.all():
        actions.check_paper(paper=paper, by=cast["staff_A"], accepted=True)
    step(candidate, "appraise", cast["staff_A"], days_ago(5))
    step(candidate, "forward", cast["staff_A"], days_ago(4))
    data = {**VOTE, "eligible": "3", "present": "3", "votes_for": "3", "votes_against": "0", "paper_number": "9"}
    client = browser_of(head)
    assert client.get(step_url(candidate, "decide")).status_code == 403
    assert send(client, step_url(candidate, "decide"), on=today(), **data).status_code == 403
    row = AccessRecord.objects.get(kind=AccessRecord.Kind.REFUSED)
    assert row.about == f"{candidate.code}: decide"
    assert "người khác phải làm bước tiếp theo" in client.get(case_url("detail", candidate)).text


@pytest.mark.parametrize("key", [key for key in TRANSITIONS if key != "request_completion"])
def test_every_transition_has_a_form(cast, key):
    stage = TRANSITIONS[key].sources[0]
    taken_over = {"strike_off_cell_resolved": "recognition_prepared"}.get(stage, stage)
    candidate = make_candidate(cast.A1, taken_over if taken_over in MAIN_WAY and STAGES[stage].open else "pool")
    type(candidate).objects.filter(pk=candidate.pk).update(stage=stage)
    response = browser_of(cast["head_X"]).get(step_url(candidate, key))
    assert response.status_code == 200
    assert TRANSITIONS[key].date_label in response.text


def test_a_card_recorded_on_the_members_page_ends_the_case(cast, secretary):
    case = make_candidate(cast.A1, "recognized")
    url = reverse("branches:card", args=[case.member_id])
    assert send(secretary, url, number="12345678", on=days_ago(3)).status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == ("card_issued", days_ago(3))
    assert MemberEvent.objects.filter(member=case.member, kind="card").count() == 1
    assert not case.obligations.open().exists()
    call_command("integrity")


def test_a_card_that_the_membership_has_already_is_not_recorded_twice(cast, secretary):
    case = make_candidate(cast.A1, "recognized")
    branch_actions.issue_card(by=None, member=case.member, number="12345678", on=days_ago(3), tell=False)
    other = send(secretary, step_url(case, "issue_card"), on=days_ago(3), card_number="99999999")
    assert other.status_code == 422
    assert "đã ghi thẻ số 12345678" in other.text
    assert send(secretary, step_url(case, "issue_card"), on=days_ago(3), card_number="12345678").status_code == 302
    assert MemberEvent.objects.filter(member=case.member, kind="card").count() == 1


def test_a_probationer_restored_after_a_wrong_striking_off_goes_on(cast):
    case, head = make_candidate(cast.A1, "probationary"), cast["head_A"]
    joined = case.member.joined_on
    happened = {"reason": "Đã ký quyết định như vậy", "as_happened": True}
    step(case, "strike_off", cast["head_X"], days_ago(20), "4-QĐ/ĐU", **happened)
    url = reverse("branches:restore", args=[case.member_id])
    data = {"on": days_ago(5), "paper_number": "9-QĐ/UBKT", "paper_on": days_ago(6)}
    assert send(browser_of(head), url, **data).status_code == 302
    case = type(case).objects.get(pk=case.pk)
    assert (case.stage, case.is_open, case.stage_on) == ("probationary", True, days_ago(5))
    assert (case.member.status, case.member.joined_on, case.member.left_on) == ("probationary", joined, None)
    assert case.events.get(kind="restore_probationer").paper_number == "9-QĐ/UBKT"
    assert case.obligations.open().filter(kind="recognition").exists()
    assert "Phục hồi đảng viên dự bị" in browser_of(cast["sec_A1"]).get(case_url("detail", case)).text
    call_command("integrity")
