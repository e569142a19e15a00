"""What mass organizations introduce, from outside: the form, the list, what stays hidden."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.models import Person
from candidates import actions
from candidates.models import Candidate, Introduction
from candidates.outcomes import outcome
from candidates.pipeline import STAGES
from tests.factories import days_ago, make_candidate, make_cast, make_member, make_person, sign_in, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)
LIST, NEW = "candidates:introduced", "candidates:introduce_person"


def filled(cell, **fields):
    return {
        "form_token": str(uuid.uuid4()),
        "full_name": "Lò Thị Pán",
        "birth_date": "17/05/2001",
        "sex": "female",
        "organization": cell.pk,
        "union": "youth_union",
        "union_name": "Ban Chấp hành Đoàn xã",
        "paper_number": "12-NQ/ĐTN",
        "on": f"{today():%d/%m/%Y}",
        "met_on": f"{today():%d/%m/%Y}",
        "total": "15",
        "present": "13",
        "votes_for": "12",
        "share": "half",
        "evidence": "Thủ lĩnh thanh niên giỏi",
        **fields,
    }


def introduced(cell, name="Hoàng Văn Tề", union="youth_union", stage="pool", on=None):
    candidate = make_candidate(cell, stage, person=make_person(name))
    Introduction.objects.create(
        candidate=candidate, union=union, union_name="Ban Chấp hành", introduced_on=on or today(), paper_number="1"
    )
    return candidate


def test_officer_puts_a_person_into_the_pool_of_a_cell(client, cast):
    sign_in(client, cast["youth_A"])
    answer = client.post(reverse(NEW), filled(cast.A1))
    assert answer.url == reverse(LIST)
    candidate = Candidate.objects.get(person__full_name="Lò Thị Pán")
    assert (candidate.stage, candidate.organization, candidate.source) == ("pool", cast.A1, "youth_union")
    introduction = candidate.introductions.get()
    assert (introduction.union, introduction.paper_number) == ("youth_union", "12-NQ/ĐTN")
    assert introduction.recorded_by == cast["youth_A"]
    page = client.get(reverse(LIST)).content.decode()
    assert "Đã đưa Lò Thị Pán vào nguồn của Chi bộ A1." in page
    assert "Đang bồi dưỡng" in page
    assert candidate.code not in page
    assert f"/ho-so/{candidate.pk}/" not in page
    form = client.get(reverse(NEW)).context["form"]
    assert (form["union"].value(), form["union_name"].value()) == ("youth_union", "Ban Chấp hành Đoàn xã")


def test_same_form_twice_is_one_person(client, cast):
    sign_in(client, cast["union_A"])
    data = filled(cast.A1, union="trade_union")
    assert client.post(reverse(NEW), data).url == client.post(reverse(NEW), data).url
    assert Candidate.objects.get(person__full_name="Lò Thị Pán").source == "trade_union"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"full_name": ""}, "Hãy điền “Họ và tên”."),
        ({"birth_date": "31/02/2001"}, "Không có ngày 31"),
        ({"birth_date": f"{today():%d/%m/%Y}"}, "Ngày sinh phải trước ngày đưa vào nguồn."),
        ({"on": "01/01/2099"}, "Ngày này chưa đến."),
        ({"union": "red_cross"}, "Mục đã chọn không còn"),
    ],
)
def test_fault_stands_at_its_field_and_nothing_is_saved(client, cast, fields, sentence):
    people = Person.objects.count()
    sign_in(client, cast["youth_A"])
    answer = client.post(reverse(NEW), filled(cast.A1, **fields))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Thủ lĩnh thanh niên giỏi" in page
    assert Person.objects.count() == people


@pytest.mark.parametrize("years", [9, 85])
def test_an_unlikely_age_is_asked_about_and_passed_by_a_tick(client, cast, years):
    sign_in(client, cast["youth_A"])
    born = f"{today().replace(year=today().year - years, day=1):%d/%m/%Y}"
    asked = client.post(reverse(NEW), filled(cast.A1, birth_date=born))
    page = asked.content.decode()
    assert asked.status_code == 422
    assert f"{years} tuổi" in page
    assert page.index('name="birth_date"') < page.index('name="age_is_right"') < page.index('name="sex"')
    assert not Person.objects.filter(full_name="Lò Thị Pán").exists()
    assert client.post(reverse(NEW), filled(cast.A1, birth_date=born, age_is_right="on")).status_code == 302
    assert Person.objects.filter(full_name="Lò Thị Pán").exists()


def test_an_unlikely_age_and_a_vote_that_cannot_be_are_told_at_once(client, cast):
    sign_in(client, cast["youth_A"])
    born = f"01/01/{today().year - 9}"
    page = client.post(reverse(NEW), filled(cast.A1, birth_date=born, present="16", votes_for="17")).content.decode()
    for words in ("tuổi. Xem lại năm sinh", "Số có mặt (16) nhiều hơn", "Số tán thành (17) nhiều hơn"):
        assert words in page


@pytest.mark.parametrize("years", [17, 79])
def test_a_likely_age_is_not_asked_about(client, cast, years):
    sign_in(client, cast["youth_A"])
    assert 'name="age_is_right"' not in client.get(reverse(NEW)).content.decode()
    born = f"{today().replace(year=today().year - years, day=1):%d/%m/%Y}"
    assert client.post(reverse(NEW), filled(cast.A1, birth_date=born)).status_code == 302


def test_cell_outside_the_scope_cannot_be_chosen(client, cast):
    sign_in(client, cast["youth_A"])
    assert "Chi bộ B1" not in client.get(reverse(NEW)).content.decode()
    for place in (cast.B1, cast.A, cast.X):
        assert client.post(reverse(NEW), filled(place)).status_code == 422
    assert not Introduction.objects.exists()


@pytest.mark.parametrize("where", ["open case beside", "member beside", "case in another cell"])
def test_same_person_is_warned_of_without_a_word_about_them(client, cast, where):
    person = make_person("Lò Thị Pán", birth_date=date(2001, 5, 17))
    if where == "open case beside":
        make_candidate(cast.B1, "verifying", person=person)
    elif where == "member beside":
        make_member(cast.B1, person=person)
    else:
        make_candidate(cast.A2, person=person)
    sign_in(client, cast["youth_A"])
    answer = client.post(reverse(NEW), filled(cast.A1, full_name="LÒ THỊ  PÁN"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Đã có người trùng họ tên và ngày sinh." in page
    assert "Chi bộ B1" not in page
    assert "thẩm tra" not in page.lower()
    assert not Introduction.objects.exists()
    assert client.post(reverse(NEW), filled(cast.A1, another="on")).status_code == 302
    assert Person.objects.filter(full_name="Lò Thị Pán").count() == 2


def test_who_is_in_the_pool_of_that_cell_gets_the_introduction_and_no_second_case(client, cast):
    person = make_person("Lò Thị Pán", birth_date=date(2001, 5, 17))
    candidate = make_candidate(cast.A1, "listed", person=person)
    sign_in(client, cast["youth_A"])
    assert client.post(reverse(NEW), filled(cast.A1)).status_code == 302
    assert Introduction.objects.get().candidate == candidate
    assert Candidate.objects.filter(person=person).count() == 1
    assert "đã ghi thêm giới thiệu này" in client.get(reverse(LIST)).content.decode()


def test_who_is_past_that_step_is_not_introduced_and_the_step_not_told(client, cast):
    person = make_person("Lò Thị Pán", birth_date=date(2001, 5, 17))
    make_candidate(cast.A1, "probationary", person=person)
    answer = sign_in(client, cast["youth_A"]).post(reverse(NEW), filled(cast.A1))
    assert answer.status_code == 409
    assert "dự bị" not in answer.content.decode()
    assert not Introduction.objects.exists()


def test_list_shows_what_became_of_people_in_the_own_scope_only(client, cast):
    introduced(cast.A1, "Lò Thị An", stage="probationary")
    introduced(cast.A2, "Lò Thị Bình", union="trade_union", stage="submitted")
    introduced(cast.B1, "Lò Thị Cúc")
    member = make_member(cast.A1)
    actions.introduce(
        candidate=make_candidate(cast.A1, person=make_person("Lò Thị Dung")), by=None, on=today(), member=member
    )
    sign_in(client, cast["youth_A"])
    own = client.get(reverse(LIST)).content.decode()
    assert "Lò Thị An" in own
    assert "Lò Thị Bình" not in own  # the trade union's, until "Tất cả" is chosen
    page = client.get(reverse(LIST), {"doan_the": ""}).content.decode()
    for words in ("Lò Thị An", "Đã kết nạp", "Lò Thị Bình", "Đã được đề nghị kết nạp"):
        assert words in page
    assert "Lò Thị Cúc" not in page
    assert "Lò Thị Dung" not in page
    assert "Lò Thị An" not in client.get(reverse(LIST), {"doan_the": "trade_union"}).content.decode()
    assert client.get(reverse(LIST), {"candidate__person__search__startswith": "x"}).status_code == 200


def test_finished_class_shows_as_such(client, cast):
    candidate = introduced(cast.A1)
    nomination = actions.nominate(candidate=candidate, kind="awareness", by=None, on=days_ago(20))
    actions.complete_class(nomination=nomination, by=None, on=days_ago(10), certificate_number="9")
    page = sign_in(client, cast["union_A"]).get(reverse(LIST), {"doan_the": ""}).content.decode()
    assert "Đã học lớp bồi dưỡng nhận thức về Đảng" in page


def test_counts_by_unit_and_quarter(client, cast):
    introduced(cast.A1, "Lò Thị An", on=date(2024, 2, 3))
    introduced(cast.A1, "Lò Thị Bình", on=date(2024, 3, 31))
    introduced(cast.A2, "Lò Thị Cúc", on=date(2024, 4, 1))
    introduced(cast.B1, "Lò Thị Dung", on=date(2024, 4, 1))
    response = sign_in(client, cast["youth_A"]).get(reverse(LIST), {"nam": "2024"})
    assert response.context["figures"] == [
        ("Chi bộ A1", [2, 0, 0, 0], 2),
        ("Chi bộ A2", [0, 1, 0, 0], 1),
        ("Cộng", [2, 1, 0, 0], 3),
    ]
    response = sign_in(client, cast["head_X"]).get(reverse(LIST), {"nam": "2024"})
    assert response.context["figures"][0] == ("Đảng bộ cơ sở A", [2, 1, 0, 0], 3)
    assert sign_in(client, cast["youth_A"]).get(reverse(LIST), {"nam": "x"}).status_code == 200


@pytest.mark.parametrize("name", ["sec_A1", "staff_A", "lead_A", "centre_X", "helper_A1", "auditor_X", "sysadmin"])
def test_pages_are_for_who_introduces(client, cast, name):
    sign_in(client, cast[name])
    assert [client.get(reverse(page)).status_code for page in (LIST, NEW)] == [403, 403]
    assert client.post(reverse(NEW), filled(cast.A1)).status_code == 403


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_a_plain_outcome(stage):
    assert all(outcome(stage, has_certificate=has) for has in (True, False))


def test_queries_do_not_grow_with_people(client, cast):
    introduced(cast.A1)
    sign_in(client, cast["youth_A"])
    few = count(client, reverse(LIST))
    for number in range(6):
        introduced(cast.A2, f"Lò Thị {number}")
    assert count(client, reverse(LIST)) == few


def count(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
