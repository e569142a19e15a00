"""Each special case in the browser: the page says what stops by which clause, the document lets it go on."""

from datetime import timedelta

import pytest

from branches import actions as branch_actions
from branches.models import Member
from candidates import actions
from candidates.models import Candidate
from partydev.dates import add_months
from partydev.refusals import Invalid
from tests.candidates.pages import browser_of, case_url, send, step_url
from tests.candidates.special_cases import VOTE, ready, record, rules_of, set_facts, stands, vote
from tests.factories import days_ago, make_candidate, make_cast, make_member, make_organization, make_person, today
from tests.kept import once_a_module

pytestmark = [pytest.mark.django_db, pytest.mark.once]
made_cast = once_a_module(make_cast)


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


def test_where_nothing_is_special_the_vote_is_recorded(cast, secretary):
    case = ready(cast)
    page = secretary.get(step_url(case, "cell_vote")).text
    assert "Đối chiếu quy định" in page
    assert "Đạt yêu cầu: " in page
    assert "Đảng viên giới thiệu đã cùng công tác" in page
    assert "Theo điểm 1.1" in page
    assert vote(secretary, case).status_code == 302
    assert stands(case) == "cell_resolved"


# What only a document of a higher organ lets pass


@pytest.mark.parametrize(
    ("person", "facts", "kind", "words", "clause"),
    [
        ({"birth_date": days_ago(63 * 365)}, {}, "over_60_consent", "đã quá 60 tuổi", "điểm 1.1"),
        (
            {},
            {"engaged_as": "worker", "engaged_since": days_ago(100)},
            "other_cell_considers",
            "chi bộ nơi cư trú xem xét",
            "Hướng dẫn 01-HD/TW",
        ),
        (
            {},
            {"engaged_as": "student", "engaged_since": days_ago(100)},
            "other_cell_considers",
            "chi bộ nơi cử đi học",
            "mục 6",
        ),
        (
            {},
            {"engaged_as": "secondment", "engaged_since": days_ago(100)},
            "other_cell_considers",
            "chi bộ nơi cử đi xem xét",
            "mục 6",
        ),
        ({"education": "primary"}, {}, "schooling_evidence", "chưa đạt mức tối thiểu", "điểm 1.2"),
    ],
)
def test_a_block_is_told_and_the_document_lets_the_vote_go_on(cast, secretary, person, facts, kind, words, clause):
    case = ready(cast, **person)
    if facts:
        assert set_facts(secretary, case, **facts).status_code == 302
    refused = vote(secretary, case)
    assert refused.status_code == 422
    assert words in refused.text
    assert clause in refused.text
    url = case_url("record_ground", case, kind=kind)
    assert url in refused.text
    assert url in secretary.get(step_url(case, "cell_vote")).text
    assert url in secretary.get(case_url("detail", case)).text
    assert record(secretary, case, kind).status_code == 302
    page = secretary.get(step_url(case, "cell_vote")).text
    assert words not in page
    assert "12-CV/TU" in page
    assert vote(secretary, case).status_code == 302
    assert stands(case) == "cell_resolved"


@pytest.mark.parametrize(
    ("person", "facts", "kind", "words"),
    [
        ({"religion": "02"}, {}, "religion_consultation", "theo tôn giáo"),
        ({}, {"foreign_tie": "on"}, "foreign_consultation", "kết hôn với người nước ngoài"),
    ],
)
def test_consulting_is_asked_for_and_never_refuses(cast, secretary, person, facts, kind, words):
    case = ready(cast, **person)
    if facts:
        set_facts(secretary, case, **facts)
    refused = vote(secretary, case)
    assert refused.status_code == 422
    assert words in refused.text
    assert "Có điểm cần lưu ý trước khi ghi" in refused.text
    record(secretary, case, kind)
    assert vote(secretary, case).status_code == 302


def test_a_warning_passed_with_a_reason_is_kept_with_the_rules_name(cast, secretary):
    case = ready(cast, religion="02")
    assert vote(secretary, case, reason="Cấp trên trả lời miệng", note="Họp ở nhà văn hóa").status_code == 302
    event = case.events.get(kind="cell_vote")
    assert (event.reason, event.note, event.irregular) == ("Cấp trên trả lời miệng", "Họp ở nhà văn hóa", False)
    assert [each["rule"] for each in event.findings] == ["religion_is_consulted"]
    assert "Lý do ghi nhận: Cấp trên trả lời miệng" in secretary.get(case_url("detail", case)).text


def test_a_political_issue_waits_for_the_conclusion_which_the_committees_officer_records(cast, secretary):
    case = ready(cast)
    set_facts(secretary, case, political_issue="on")
    assert "58-QĐ/TW" in vote(secretary, case).text
    assert record(secretary, case, "political_conclusion").status_code == 403
    officer = browser_of(cast["staff_A"])
    form = officer.get(case_url("record_ground", case, kind="political_conclusion")).text
    assert "Không ghi nội dung kết luận" in form
    assert 'name="note"' not in form
    assert record(officer, case, "political_conclusion").status_code == 302
    assert vote(secretary, case).status_code == 302


def test_a_small_cell_is_given_members_or_another_cell(cast):
    small = make_organization("Chi bộ hai người", "cell", cast.A)
    for number in range(2):
        make_member(small, f"Đảng viên nhỏ {number}")
    case = ready(cast, small)
    head = browser_of(cast["head_A"])
    data = {**VOTE, "eligible": "2", "present": "2", "votes_for": "2", "on": today(), "paper_number": "1"}
    refused = send(head, step_url(case, "cell_vote"), **data)
    assert "chưa đủ 3 để ra nghị quyết" in refused.text
    record(head, case, "small_cell_assignment", note="Giao Chi bộ A1 xem xét")
    refused = send(head, step_url(case, "cell_vote"), **data)
    assert "12-CV/TU" in refused.text
    assert "chuyển hồ sơ sang chi bộ được giao" in refused.text
    assert send(head, case_url("move", case), to=cast.A1.pk, on=today()).status_code == 302
    assert "cell_has_three_full_members" not in rules_of(case)


def test_the_step_goes_on_once_a_member_is_assigned(cast):
    small = make_organization("Chi bộ hai người", "cell", cast.A)
    for number in range(2):
        make_member(small, f"Đảng viên nhỏ {number}")
    case = ready(cast, small)
    assert "cell_has_three_full_members" in rules_of(case)
    make_member(small, "Đảng viên tăng cường", on=days_ago(3))
    assert "cell_has_three_full_members" not in rules_of(case)


# Documents


def test_a_document_of_tomorrow_or_without_number_is_refused_and_the_text_kept(cast, secretary):
    case = ready(cast)
    refused = record(secretary, case, "over_60_consent", today() + timedelta(days=1))
    assert refused.status_code == 422
    assert "Ngày này chưa đến" in refused.text
    assert "12-CV/TU" in refused.text
    assert record(secretary, case, "over_60_consent", number="").status_code == 422
    assert not case.grounds.exists()
    assert secretary.get(case_url("record_ground", case, kind="anything")).status_code == 404


def test_of_a_political_conclusion_nothing_is_written_but_number_day_and_issuer(cast):
    case = ready(cast)
    fields = {"candidate": case, "by": None, "issued_on": days_ago(9), "issuer": "Ban Thường vụ"}
    with pytest.raises(Invalid) as refused:
        actions.record_ground(kind="political_conclusion", number="5-KL/TU", note="Nội dung", **fields)
    assert "note" in refused.value.errors
    assert not case.grounds.exists()
    actions.record_ground(kind="political_conclusion", number="5-KL/TU", **fields)


def test_a_document_is_taken_back_with_a_reason_and_stays_to_be_seen(cast, secretary):
    case = ready(cast, birth_date=days_ago(63 * 365))
    record(secretary, case, "over_60_consent")
    assert record(secretary, case, "over_60_consent").status_code == 409
    ground = case.grounds.get()
    url = case_url("withdraw_ground", case, ground=ground.pk)
    assert send(secretary, url, reason="").status_code == 422
    assert send(secretary, url, reason="Ghi nhầm sang người khác").status_code == 302
    assert send(secretary, url, reason="Lần nữa").status_code == 409
    page = secretary.get(case_url("detail", case)).text
    assert "Ghi nhầm sang người khác" in page
    assert "12-CV/TU" in page
    assert "young_enough" in rules_of(case)
    assert case.grounds.count() == 1


# Who introduces


def test_the_time_together_is_asked_for_and_entered(cast, secretary):
    case = ready(cast, together=0)
    refused = vote(secretary, case)
    assert "Chưa ghi cùng công tác, cư trú với người vào Đảng từ ngày nào" in refused.text
    introductions = list(case.introductions.all())
    url = case_url("introduction", case, introduction=introductions[0].pk)
    assert url in refused.text
    assert send(secretary, url, since_together=today()).status_code == 422
    for introduction in introductions:
        url = case_url("introduction", case, introduction=introduction.pk)
        assert send(secretary, url, since_together=add_months(today(), -12)).status_code == 302
    assert vote(secretary, case).status_code == 302


def test_less_than_twelve_months_together_stops(cast, secretary):
    case = ready(cast, together=200)
    refused = vote(secretary, case)
    assert "đủ 12 tháng" in refused.text
    assert case_url("introduce", case) in refused.text


def test_a_member_who_moved_away_is_replaced_and_the_new_one_is_exempt(cast, secretary):
    case = ready(cast)
    gone = case.introductions.first()
    branch_actions.transfer_out(
        by=None, member=gone.member, on=days_ago(5), other_place="Tỉnh bạn", paper_number="3", paper_on=days_ago(5)
    )
    refused = vote(secretary, case, reason="x")
    assert "Cần phân công đảng viên giới thiệu thay" in refused.text
    new = Member.objects.filter(organization=cast.A1, left_on__isnull=True).order_by("-pk").first()
    data = {"member": new.pk, "introduced_on": days_ago(1), "since_together": days_ago(40), "replaces": gone.pk}
    assert send(secretary, case_url("introduce", case), **data).status_code == 422
    assert send(secretary, case_url("introduce", case), **data, replaces_because="moved").status_code == 302
    assert {"has_introducers", "introducers_know_the_person"}.isdisjoint(rules_of(case))
    page = secretary.get(case_url("detail", case)).text
    assert "giới thiệu thay: chuyển đi nơi khác" in page
    assert "Không còn tính" in page


def test_a_disciplined_introducer_counts_no_more_once_replaced(cast, secretary):
    case = ready(cast)
    old = case.introductions.first()
    new = Member.objects.filter(organization=cast.A1).order_by("-pk").first()
    data = {"member": new.pk, "introduced_on": days_ago(1), "replaces": old.pk, "replaces_because": "disciplined"}
    assert send(secretary, case_url("introduce", case), **data).status_code == 302
    assert vote(secretary, case).status_code == 302


# Re-admission


def left(on, because):
    return {"is_readmission": "on", "left_party_on": on, "left_party_because": because}


def test_a_readmission_goes_on_with_all_that_the_rule_asks(cast, secretary):
    case = ready(cast)
    short = add_months(today(), -36) + timedelta(days=1)
    assert set_facts(secretary, case, **left(short, "own_request_hardship")).status_code == 302
    refused = vote(secretary, case)
    for words in ("Chưa đủ 36 tháng", "Chưa có văn bản đồng ý xem xét kết nạp lại"):
        assert words in refused.text
    set_facts(secretary, case, **left(add_months(today(), -36), "own_request_hardship"))
    record(secretary, case, "readmission_consent")
    assert vote(secretary, case).status_code == 302
    assert case.events.get(kind="cell_vote").is_readmission


def test_a_reason_that_bars_stops_and_a_cleared_conviction_counts_sixty_months(cast, secretary):
    case = ready(cast)
    set_facts(secretary, case, **left(days_ago(4000), "gave_up"))
    record(secretary, case, "readmission_consent")
    assert "Không xem xét kết nạp lại: người này tự bỏ sinh hoạt đảng" in vote(secretary, case).text
    facts = left(days_ago(4000), "minor_crime")
    assert set_facts(secretary, case, **facts).status_code == 422
    day = add_months(today(), -60)
    set_facts(secretary, case, **facts, conviction_cleared_on=day + timedelta(days=1))
    assert "Chưa đủ 60 tháng" in vote(secretary, case).text
    set_facts(secretary, case, **facts, conviction_cleared_on=day)
    assert vote(secretary, case).status_code == 302


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"is_readmission": "on"}, "Ghi ngày ra khỏi Đảng."),
        ({"is_readmission": "on", "left_party_on": days_ago(2000)}, "Chọn lý do ra khỏi Đảng."),
        (left(days_ago(-3), "other"), "Ngày này chưa đến."),
        ({"left_party_on": days_ago(2000), "left_party_because": "other"}, "Đánh dấu ô này"),
    ],
)
def test_what_is_missing_of_an_earlier_membership_is_said_at_the_field(cast, secretary, facts, words):
    case = ready(cast)
    refused = set_facts(secretary, case, **facts)
    assert refused.status_code == 422
    assert words in refused.text
    assert not Candidate.objects.get(pk=case.pk).is_readmission


def test_a_readmission_is_taken_back_by_who_checks_and_not_after_the_vote(cast, secretary):
    case = ready(cast)
    set_facts(secretary, case, **left(days_ago(4000), "other"))
    assert "Chỉ cán bộ kiểm tra hồ sơ bỏ đánh dấu này." in set_facts(secretary, case).text
    assert set_facts(browser_of(cast["head_A"]), case).status_code == 302
    assert vote(secretary, case).status_code == 302
    assert 'name="is_readmission"' not in secretary.get(case_url("case", case)).text
    case.refresh_from_db()
    with pytest.raises(Invalid, match="Chi bộ đã biểu quyết"):
        actions.correct_case(candidate=case, by=None, version=case.version, source="cell", is_readmission=True)


# Later steps


def test_a_late_ceremony_passes_with_the_consent(cast, secretary):
    case = make_candidate(cast.A1, "decided")
    actions.receive_decision(candidate=case, by=None, on=days_ago(440))
    refused = send(secretary, step_url(case, "admit"), on=today())
    assert case_url("record_ground", case, kind="late_ceremony_consent") in refused.text
    assert record(secretary, case, "late_ceremony_consent").status_code == 302
    assert send(secretary, step_url(case, "admit"), on=today()).status_code == 302
    assert stands(case) == "probationary"


def test_the_decision_on_someone_over_sixty_waits_for_a_consent_that_is_not_later(cast):
    case = make_candidate(cast.A1, "pending_decision", person=make_person(birth_date=days_ago(63 * 365)))
    assert "over_60_was_consented" in rules_of(case, "decide")
    actions.record_ground(
        candidate=case, by=None, kind="over_60_consent", number="1", issued_on=days_ago(3), issuer="Tỉnh ủy"
    )
    assert "over_60_was_consented" in rules_of(case, "decide", days_ago(4))
    assert "over_60_was_consented" not in rules_of(case, "decide", days_ago(3))


def test_papers_older_than_a_year_are_noted(cast, secretary):
    case = ready(cast)
    actions.enter_paper(candidate=case, by=None, code="39", issued_on=days_ago(500), number="1")
    refused = vote(secretary, case)
    assert "Đã quá 12 tháng kể từ khi làm hồ sơ" in refused.text
    assert vote(secretary, case, reason="Đang làm lại").status_code == 302
