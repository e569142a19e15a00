"""Coming in: the pool, the same person twice, taking over, catching up."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from branches.models import Member, Person
from candidates import actions
from candidates.models import Candidate, DossierItem
from tests.candidates.pages import browser_of, case_url, day, new_person, send
from tests.factories import days_ago, make_candidate, make_cast, make_member, make_person, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)

ENTER, TAKE_OVER = "/ho-so/dua-vao-nguon/", "/ho-so/tiep-nhan-hien-trang/"


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


def test_a_person_enters_the_pool_of_the_only_cell_without_being_asked_for_it(cast, secretary):
    assert 'name="organization"' not in secretary.get(ENTER).text
    response = send(secretary, ENTER, **new_person(groups_of_person="ethnic_minority", evidence="Giỏi làm kinh tế"))
    candidate = Candidate.objects.get(person__full_name="Lường Thị Ban")
    assert response.url == case_url("detail", candidate)
    assert (candidate.organization, candidate.stage, candidate.source) == (cast.A1, "pool", "youth_union")
    assert list(candidate.person.groups.values_list("group", flat=True)) == ["ethnic_minority"]
    assert candidate.code in secretary.get(response.url).text


def test_a_pupil_of_seventeen_belongs_in_the_pool(cast, secretary):
    born = today().replace(year=today().year - 17, day=1)
    assert send(secretary, ENTER, **new_person(birth_date=day(born))).status_code == 302


@pytest.mark.parametrize("years", [9, 85])
def test_an_unlikely_age_is_asked_about_and_passed_by_a_tick(cast, secretary, years):
    born = today().replace(year=today().year - years, day=1)
    asked = send(secretary, ENTER, **new_person(birth_date=day(born)))
    assert asked.status_code == 422
    assert f"{years} tuổi" in asked.text
    assert 'name="age_is_right"' in asked.text
    assert not Person.objects.filter(full_name="Lường Thị Ban").exists()
    assert send(secretary, ENTER, **new_person(birth_date=day(born), age_is_right="on")).status_code == 302
    assert 'name="age_is_right"' not in secretary.get(ENTER).text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"full_name": ""}, "Hãy điền “Họ và tên”."),
        ({"birth_date": "30/02/2004"}, "Không có ngày 30"),
        ({"birth_date": day(today())}, "Ngày sinh phải trước ngày đưa vào nguồn."),
        ({"sex": ""}, "Hãy chọn “Giới tính”."),
        ({"on": "01/01/2100"}, "Ngày này chưa đến."),
        ({"youth_union_on": "01/01/1999"}, "Ngày này phải sau ngày sinh."),
    ],
)
def test_bad_input_is_said_at_the_field_and_nothing_is_saved(cast, secretary, changes, words):
    response = send(secretary, ENTER, **new_person(**changes))
    assert response.status_code == 422
    assert words in response.text
    assert "Chi đoàn thôn Phú Lâm" in response.text
    assert not Person.objects.filter(full_name="Lường Thị Ban").exists()


def test_an_officer_chooses_the_cell_inside_the_scope(cast):
    client = browser_of(cast["staff_A"])
    page = client.get(ENTER).text
    assert "Chi bộ A2" in page
    assert "Chi bộ B1" not in page
    assert send(client, ENTER, **new_person(organization=cast.B1.pk)).status_code == 422
    assert send(client, ENTER, **new_person(organization=cast.A2.pk)).status_code == 302


def test_the_same_person_inside_ones_scope_is_named_and_linked(cast, secretary):
    send(secretary, ENTER, **new_person())
    first = Candidate.objects.get(person__full_name="Lường Thị Ban")
    response = send(secretary, ENTER, **new_person(full_name="LƯỜNG THỊ BAN"))
    assert response.status_code == 422
    assert "Đã có người cùng họ tên và ngày sinh: Chi bộ A1" in response.text
    assert case_url("detail", first) in response.text
    assert Person.objects.filter(birth_date=first.person.birth_date).count() == 1


def test_the_same_person_outside_ones_scope_reveals_nothing(cast, secretary):
    send(browser_of(cast["sec_B1"]), ENTER, **new_person())
    response = send(secretary, ENTER, **new_person())
    assert response.status_code == 422
    assert "Có thể người này đã có trong hệ thống" in response.text
    assert "Chi bộ B1" not in response.text
    accepted = send(secretary, ENTER, **new_person(same_person="other"))
    assert accepted.status_code == 302
    candidate = Candidate.objects.get(organization=cast.A1, person__full_name="Lường Thị Ban")
    assert "là người khác cùng họ tên" in candidate.events.get().note


def test_another_person_elsewhere_cannot_be_chosen(cast, secretary):
    send(browser_of(cast["sec_B1"]), ENTER, **new_person())
    stranger = Person.objects.get(full_name="Lường Thị Ban")
    assert send(secretary, ENTER, **new_person(same_person=stranger.pk)).status_code == 422


def test_someone_whose_case_ended_comes_back_with_the_data_known(cast, secretary):
    send(secretary, ENTER, **new_person())
    first = Candidate.objects.get(person__full_name="Lường Thị Ban")
    actions.advance(candidate=first, transition="withdraw", by=cast["sec_A1"], on=today(), reason="Đi làm xa")
    asked = send(secretary, ENTER, **new_person())
    assert "Chính là người này" in asked.text
    assert send(secretary, ENTER, **new_person(same_person=first.person_id)).status_code == 302
    assert first.person.candidates.count() == 2


def test_a_former_member_comes_back_as_a_readmission(cast, secretary):
    person = make_person("Lường Thị Ban", birth_date=date(2004, 9, 14))
    member = make_member(cast.A1, person=person)
    Member.objects.filter(pk=member.pk).update(left_on=days_ago(1500), left_by="resigned")
    assert send(secretary, ENTER, **new_person(same_person=person.pk)).status_code == 302
    candidate = person.candidates.get()
    assert candidate.is_readmission
    assert candidate.left_party_on == days_ago(1500)


@pytest.mark.parametrize("way", [ENTER, TAKE_OVER])
def test_who_left_the_party_elsewhere_comes_in_as_a_readmission(cast, secretary, way):
    page = secretary.get(way).text
    assert "Đã từng là đảng viên (kết nạp lại)" in page
    data = new_person(
        is_readmission="on", left_party_on=days_ago(1500), **({} if way == ENTER else {"stage": "listed"})
    )
    refused = send(secretary, way, **data)
    assert (refused.status_code, "Chọn lý do ra khỏi Đảng." in refused.text) == (422, True)
    later = data | {"left_party_on": days_ago(-2), "left_party_because": "other"}
    assert "Ngày này chưa đến." in send(secretary, way, **later).text
    assert send(secretary, way, **data | {"left_party_because": "other"}).status_code == 302
    case = Candidate.objects.get(person__full_name="Lường Thị Ban")
    assert (case.is_readmission, case.left_party_on, case.left_party_because) == (True, days_ago(1500), "other")
    assert "Lý do khác" in secretary.get(case_url("detail", case)).text


@pytest.mark.parametrize(("name", "status"), [("lead_A", 403), ("rec_A", 403), ("helper_A1", 403), ("youth_A", 403)])
def test_who_may_not_enter(cast, name, status):
    for url in (ENTER, TAKE_OVER):
        assert browser_of(cast[name]).get(url).status_code == status
        assert send(browser_of(cast[name]), url, **new_person()).status_code == status


def test_a_case_is_taken_over_where_it_stands(cast, secretary):
    data = new_person(on=day(days_ago(900)), stage="probationary")
    asked = send(secretary, TAKE_OVER, **data)
    assert asked.status_code == 422
    assert "Cần có ngày quyết định kết nạp" in asked.text
    wrong = send(secretary, TAKE_OVER, **data, decide_on=days_ago(90), admit_on=days_ago(120))
    assert "Ngày này trước việc liền trước" in wrong.text
    done = send(
        secretary, TAKE_OVER, **data, decide_on=days_ago(120), decide_number="45-QĐ/ĐU", admit_on=days_ago(100)
    )
    assert done.status_code == 302
    candidate = Candidate.objects.get(person__full_name="Lường Thị Ban")
    assert candidate.stage == "probationary"
    assert candidate.member.joined_on == days_ago(100)
    assert candidate.events.get(kind="decide").paper_number == "45-QĐ/ĐU"


def test_a_probationer_of_the_roster_is_chosen_and_not_typed_again(cast, secretary):
    member = make_member(
        cast.A1,
        "Vàng A Sính",
        status="probationary",
        on=days_ago(50),
        decided_on=days_ago(120),
        joined_on=days_ago(100),
    )
    assert "Vàng A Sính" in secretary.get(TAKE_OVER).text
    response = send(
        secretary,
        TAKE_OVER,
        member=member.pk,
        stage="probationary",
        on=days_ago(900),
        source="cell",
        ethnicity="01",
        religion="00",
    )
    assert response.status_code == 302
    candidate = member.person.candidates.get()
    assert candidate.member == member
    assert Member.objects.filter(person=member.person).count() == 1


def test_a_number_without_its_day_is_asked_for(cast, secretary):
    data = new_person(on=day(days_ago(900)), stage="applied", list_number="12-NQ")
    response = send(secretary, TAKE_OVER, **data)
    assert response.status_code == 422
    assert "hoặc bỏ số văn bản" in response.text


def test_steps_that_went_unrecorded_are_caught_up(cast, secretary):
    candidate = make_candidate(cast.A1, "listed")
    url = case_url("catch_up", candidate)
    assert "chỉ ghi thêm mốc đã qua" in secretary.get(url).text
    refused = send(secretary, url, stage="verifying", note="")
    assert refused.status_code == 422
    response = send(
        secretary,
        url,
        stage="verifying",
        note="Ghi sổ tay, nay nhập lại",
        apply_on=days_ago(30),
        version=candidate.version,
    )
    assert response.status_code == 302
    candidate.refresh_from_db()
    assert candidate.stage == "verifying"
    assert candidate.events.get(kind="apply").on == days_ago(30)


def test_catching_up_on_a_case_that_moved_meanwhile_is_a_conflict(cast, secretary):
    candidate = make_candidate(cast.A1, "listed")
    data = {"stage": "verifying", "note": "x", "version": candidate.version}
    actions.correct_case(candidate=candidate, by=cast["dep_A1"], version=candidate.version, source="other")
    assert send(secretary, case_url("catch_up", candidate), **data).status_code == 409


def test_the_list_leads_to_the_form(cast, secretary):
    assert reverse("candidates:enter") in secretary.get("/ho-so/").text


def test_a_milestone_that_taking_over_left_out_is_added_later(cast, secretary):
    candidate = make_candidate(cast.A1, "opinions_collected")
    vote = {"eligible": "5", "present": "5", "votes_for": "5", "votes_against": "0", "votes_other": "0"}
    url = case_url("catch_up", candidate)
    step = case_url("step", candidate, transition="cell_vote")
    refused = send(secretary, step, on=days_ago(2), paper_number="9-NQ/CB", **vote)
    assert "Chưa có kết luận thẩm tra lý lịch" in refused.text
    assert f'href="{url}"' in refused.text
    data = {"stage": "opinions_collected", "note": "Tìm thấy bản kết luận", "version": candidate.version}
    early = send(secretary, url, **data, complete_verification_on=days_ago(5000))
    assert early.status_code == 422
    assert "trước ngày đưa vào nguồn" in early.text
    added = send(
        secretary,
        url,
        **data,
        complete_verification_on=days_ago(500),
        apply_on=days_ago(600),
        apply_number="Đơn 01",
    )
    assert added.status_code == 302
    event = candidate.events.get(kind="complete_verification")
    assert (event.on, event.from_stage, event.to_stage) == (days_ago(500), "opinions_collected", "opinions_collected")
    assert (event.taken_over, event.pool_delta) == (True, 0)
    assert candidate.papers.get(code="37").number == "Đơn 01"
    again = send(secretary, step, on=days_ago(2), paper_number="9-NQ/CB", **vote)
    assert "Chưa có kết luận thẩm tra lý lịch" not in again.text
    call_command("integrity")


def test_papers_of_known_milestones_stand_in_the_register(cast, secretary):
    data = new_person(on=day(days_ago(900)), stage="verified", declare_cv_on=day(days_ago(400)))
    assert send(secretary, TAKE_OVER, **data, declare_cv_number="LL-7").status_code == 302
    paper = DossierItem.objects.get(code="01")
    assert (paper.number, paper.issued_on) == ("LL-7", days_ago(400))
