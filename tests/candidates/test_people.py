"""A person's facts, papers, and the acts beside the way."""

from datetime import timedelta

import pytest

from branches.models import Member
from candidates import actions
from partydev.refusals import Invalid
from tests.candidates.pages import browser_of, case_url, send
from tests.candidates.test_way import reach_submitted
from tests.factories import days_ago, make_candidate, make_cast, make_person, make_user, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)

FACTS = {"full_name": "Lò Thị Pán", "birth_date": "17/05/1998", "sex": "female", "ethnicity": "01", "religion": "00"}


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


@pytest.fixture
def candidate(cast):
    return make_candidate(cast.A1, "listed", person=make_person("Lò Thị Pán", residence="Bản Nà Tấu"))


# Facts


def test_facts_are_prefilled_and_saved(candidate, secretary):
    url = case_url("person", candidate)
    page = secretary.get(url).text
    assert "Bản Nà Tấu" in page
    assert "17/05/1998" in page
    response = send(secretary, url, **FACTS, version=1, residence="Bản Nà Nhạn", groups_of_person="militia")
    assert response.status_code == 302
    candidate.person.refresh_from_db()
    assert (candidate.person.residence, candidate.person.version) == ("Bản Nà Nhạn", 2)
    assert candidate.person.groups.get().group == "militia"


def test_the_second_saver_sees_three_versions_keeps_the_text_and_saves_on_top(cast, candidate, secretary):
    url = case_url("person", candidate)
    send(browser_of(cast["dep_A1"]), url, **FACTS, version=1, residence="Bản Nà Nhạn")
    clash = send(secretary, url, **FACTS, version=1, residence="Bản Nà Lơi")
    assert clash.status_code == 409
    for words in ("Bản Nà Tấu", "Bản Nà Nhạn", "Bản Nà Lơi", "Người dùng dep_A1 đã sửa"):
        assert words in clash.text
    assert 'name="version" value="2"' in clash.text
    assert send(secretary, url, **FACTS, version=2, residence="Bản Nà Lơi").status_code == 302
    candidate.person.refresh_from_db()
    assert candidate.person.residence == "Bản Nà Lơi"


def test_ones_own_saves_never_clash_and_do_not_undo_each_other(candidate, secretary):
    url = case_url("person", candidate)
    send(secretary, url, **FACTS, version=1, residence="Bản Nà Nhạn")
    stale = send(secretary, url, **FACTS, version=1, residence="Bản Nà Tấu", workplace="Hợp tác xã chè")
    assert stale.status_code == 302
    candidate.person.refresh_from_db()
    assert (candidate.person.residence, candidate.person.workplace) == ("Bản Nà Nhạn", "Hợp tác xã chè")


def test_who_may_not_change_facts(cast, candidate):
    url = case_url("person", candidate)
    for name, status in (("sec_A2", 404), ("lead_A", 403), ("helper_A1", 403), ("rec_A", 403)):
        assert browser_of(cast[name]).get(url).status_code == status


# Papers


def test_a_paper_is_entered_changed_and_taken_out(candidate, secretary):
    url = case_url("paper", candidate, code="37", ordinal=1)
    assert send(secretary, url, number="01", issued_on=days_ago(3), issuer="Người vào Đảng").status_code == 302
    assert 'value="01"' in secretary.get(url).text
    send(secretary, url, number="02", issued_on=days_ago(2))
    assert candidate.papers.get().number == "02"
    assert send(secretary, case_url("remove_paper", candidate, code="37", ordinal=1)).status_code == 302
    assert not candidate.papers.exists()
    assert "đã bỏ khỏi danh mục" in secretary.get(case_url("detail", candidate)).text


def test_a_paper_of_tomorrow_is_refused_and_an_unknown_one_does_not_exist(candidate, secretary):
    url = case_url("paper", candidate, code="37", ordinal=1)
    refused = send(secretary, url, number="01", issued_on=today() + timedelta(days=1))
    assert refused.status_code == 422
    assert "Ngày này chưa đến" in refused.text
    assert secretary.get(case_url("paper", candidate, code="zz", ordinal=1)).status_code == 404


def test_another_paper_is_added_from_the_catalogue(candidate, secretary):
    assert send(secretary, case_url("add_paper", candidate), code="97", issued_on=today()).status_code == 302
    assert candidate.papers.get().code == "97"


def test_an_added_paper_takes_a_free_place_and_never_anothers(candidate, secretary):
    for number in ("11", "12"):
        send(secretary, case_url("add_paper", candidate), code="39", number=number, issued_on=days_ago(2))
    send(secretary, case_url("remove_paper", candidate, code="39", ordinal=1))
    said = send(secretary, case_url("add_paper", candidate), code="39", number="77", issued_on=today())
    assert said.status_code == 302
    assert dict(candidate.papers.values_list("ordinal", "number")) == {1: "77", 2: "12"}

    draft = {"code": "39", "state": "draft", "number": "", "issued_on": ""}
    for _ in range(7):
        assert send(secretary, case_url("add_paper", candidate), **draft).status_code == 302
    full = send(secretary, case_url("add_paper", candidate), **draft)
    assert full.status_code == 422
    assert "Hồ sơ đã có 9 giấy tờ loại này" in full.text
    assert candidate.papers.count() == 9
    last = secretary.get(case_url("paper", candidate, code="39", ordinal=9))
    assert "Giấy giới thiệu người vào Đảng, bản 9" in last.text


def test_what_the_desk_noted_does_not_stand_in_the_cells_own_note(cast):
    candidate, _ = reach_submitted(cast, start=60)
    actions.check_paper(paper=candidate.papers.get(code="37"), by=cast["staff_A"], accepted=False, note="Thiếu dấu")
    asked = {"by": cast["staff_A"], "on": days_ago(3), "points": [("37", "Bổ sung dấu", "04")]}
    actions.request_completion(candidate=candidate, **asked)
    page = browser_of(cast["sec_A1"]).get(case_url("paper", candidate, code="37", ordinal=1)).text
    assert "Thiếu dấu" not in page.split('name="note"')[1].split(">")[0]


def test_an_accepted_paper_is_not_changed(cast):
    candidate, _ = reach_submitted(cast, start=60)
    paper = candidate.papers.get(code="37")
    actions.check_paper(paper=paper, by=cast["staff_A"], accepted=True)
    url = case_url("paper", candidate, code="37", ordinal=1)
    response = send(browser_of(cast["sec_A1"]), url, number="9", issued_on=today())
    assert response.status_code == 409
    assert "đã được ghi đạt yêu cầu" in response.text


# Beside the way


def test_a_mentor_is_chosen_among_full_members_with_their_load(cast, candidate, secretary):
    probationer = make_candidate(cast.A1, "probationary", person=make_person("Vàng A Sính")).member
    url = case_url("assign_mentor", candidate)
    page = secretary.get(url).text
    assert "chưa giúp đỡ ai" in page
    assert "Đảng viên A2" not in page
    assert "Vàng A Sính" not in page
    data = {"on": today(), "resolution_number": "05-NQ/CB"}
    assert send(secretary, url, mentor=probationer.pk, **data).status_code == 422
    refused = send(secretary, url, mentor=cast.mentor_member.pk, **data)
    assert refused.status_code == 422  # nobody has said that the member is not disciplined
    assert "không bị thi hành kỷ luật" in refused.text
    assert not candidate.mentors.exists()
    data["not_disciplined"] = "on"
    assert send(secretary, url, mentor=cast.mentor_member.pk, **data).status_code == 302
    assignment = candidate.mentors.get()
    assert assignment.mentor == cast.mentor_member
    assert send(secretary, case_url("end_mentor", candidate, assignment=assignment.pk), on=today()).status_code == 302
    assignment.refresh_from_db()
    assert (assignment.ends_on, assignment.ended_because) == (today(), "cell")


def test_nobody_of_another_cell_helps(cast, candidate):
    page = browser_of(cast["staff_A"]).get(case_url("assign_mentor", candidate)).text
    assert "Đảng viên A1 số 1" in page
    assert "Đảng viên A2 số 1" not in page
    other = Member.objects.filter(organization=cast.A2).first()
    with pytest.raises(Invalid) as refused:
        actions.assign_mentor(candidate=candidate, mentor=other, by=None, on=today(), resolution_number="5")
    words = refused.value.errors["mentor"]
    assert "đảng viên của chi bộ mình" in words
    assert "theo điểm I.1.1" in words


def test_a_task_is_given_and_its_result_recorded(candidate, secretary):
    refused = send(secretary, case_url("task", candidate), title="Dạy chữ", given_on=today(), due_on=days_ago(2))
    assert refused.status_code == 422
    assert "Hạn hoàn thành phải sau ngày giao." in refused.text
    assert send(secretary, case_url("task", candidate), title="Dạy chữ", given_on=days_ago(9)).status_code == 302
    task = candidate.tasks.get()
    url = case_url("task_result", candidate, task=task.pk)
    assert send(secretary, url, done_on=today(), result="Tốt").status_code == 302
    assert send(secretary, url, done_on=today(), result="Tốt").status_code == 409


def test_introductions_come_from_members_or_unions(cast, candidate, secretary):
    url = case_url("introduce", candidate)
    member = Member.objects.filter(organization=cast.A1, status="full").last()
    assert send(secretary, url, introduced_on=today()).status_code == 422
    assert send(secretary, url, introduced_on=today(), union="youth_union").status_code == 422
    refused = send(secretary, url, introduced_on=today(), member=member.pk)
    assert (refused.status_code, "cùng công tác, học tập hoặc cư trú từ ngày nào" in refused.text) == (422, True)
    since = {"since_together": days_ago(900)}
    assert send(secretary, url, introduced_on=today(), member=member.pk, **since).status_code == 302
    done = send(secretary, url, introduced_on=today(), union="youth_union", union_name="Ban Chấp hành Đoàn xã")
    assert done.status_code == 302
    assert candidate.introductions.count() == 2


def test_nomination_decision_received_and_unknown_kinds(cast, candidate, secretary):
    assert send(secretary, case_url("nominate", candidate, kind="awareness"), on=today()).status_code == 302
    assert send(secretary, case_url("nominate", candidate, kind="awareness"), on=today()).status_code == 409
    assert secretary.get(case_url("nominate", candidate, kind="nonsense")).status_code == 404
    decided = make_candidate(cast.A1, "decided")
    assert send(secretary, case_url("receive_decision", decided), on=days_ago(3)).status_code == 302
    assert send(secretary, case_url("receive_decision", candidate), on=days_ago(3)).status_code == 409


def test_a_case_moves_only_between_cells_inside_the_scope(cast, candidate):
    officer = browser_of(cast["staff_A"])
    url = case_url("move", candidate)
    assert send(officer, url, to=cast.B1.pk, on=today()).status_code == 422
    assert send(officer, url, to=cast.A2.pk, on=today(), paper_number="7").status_code == 302
    candidate.refresh_from_db()
    assert candidate.organization == cast.A2


@pytest.mark.parametrize("name", ["assign_mentor", "task", "introduce", "receive_decision", "move", "add_paper"])
def test_who_may_not_act(cast, candidate, name):
    url = case_url(name, candidate)
    both = make_user("reader", ("leader", cast.A))
    assert browser_of(both).get(url).status_code == 403
    assert browser_of(cast["sec_A2"]).get(url).status_code == 404
    assert browser_of(cast["sec_A2"]).post(url).status_code == 404


# The case


def test_what_the_rules_ask_of_special_cases_is_entered_with_the_case(cast, secretary):
    case = make_candidate(cast.A1, "opinions_collected")
    url = case_url("case", case)
    data = {"version": case.version, "source": "cell", "engaged_as": "worker", "foreign_tie": "on"}
    refused = send(secretary, url, **data)
    assert refused.status_code == 422
    assert "Ghi làm việc, học tập, công tác ở đây từ ngày nào." in refused.text
    assert send(secretary, url, **data, engaged_since=days_ago(100)).status_code == 302
    case.refresh_from_db()
    assert (case.engaged_as, case.engaged_since, case.foreign_tie) == ("worker", days_ago(100), True)
    assert "Lao động theo hợp đồng tại đơn vị, từ ngày" in secretary.get(case_url("detail", case)).text
    assert send(secretary, url, **data, engaged_since=days_ago(100)).status_code == 409
    assert "Lý do ra khỏi Đảng" in secretary.get(url).text
    voted = make_candidate(cast.A1, "cell_resolved")
    assert "Lý do ra khỏi Đảng" not in secretary.get(case_url("case", voted)).text
