"""Who transferred out and comes back is one person with two memberships, and is counted once each way."""

from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from branches import actions
from branches.models import Member, MemberEvent, Person
from candidates import integrity
from partydev.refusals import Conflict, Invalid
from tests.branches.pages import post
from tests.factories import days_ago, make_member, make_person, sign_in

pytestmark = pytest.mark.django_db
NAME, BORN = "Sùng A Mẫu", date(1980, 2, 5)
SENT = {
    "full_name": "sùng a mẫu",
    "birth_date": "05/02/1980",
    "sex": "male",
    "ethnicity": "08",
    "religion": "00",
    "status": "full",
    "other_place": "Chi bộ Tỉnh khác",
    "on": days_ago(9).strftime("%d/%m/%Y"),
}


@pytest.fixture
def sec(client, cast):
    return sign_in(client, cast["sec_A1"])


def gone(cell, how="transferred", **fields):
    """Someone who was a member of `cell` and left a hundred days ago."""
    days = {"joined_on": date(2005, 2, 3), "recognized_on": date(2006, 2, 3), "card_number": "12345678"}
    member = make_member(cell, person=make_person(NAME, birth_date=BORN), **{**days, **fields})
    if how == "transferred":
        return actions.transfer_out(by=None, member=member, on=days_ago(100), other_place="Đảng bộ Y")
    return actions.record_departure(by=None, member=member, kind=how, on=days_ago(100))


def send(client, **more):
    return post(client, reverse("branches:transfer_in", args=["a1"]), **{**SENT, **more})


def said(response):
    return unescape(response.content.decode())


def everyone():
    return Person.objects.filter(birth_date=BORN).count()


def test_who_comes_back_is_asked_about_and_stays_one_person(sec, cast):
    before = gone(cast.A1, exempt_from=date(2020, 1, 1))
    asked = send(sec)
    assert asked.status_code == 422
    assert "Đây có phải là người đã có trong hệ thống?" in said(asked)
    assert f"Chi bộ A1: đã chuyển sinh hoạt đảng đi ngày {days_ago(100):%d/%m/%Y}" in said(asked)
    assert 'value="Chi bộ Tỉnh khác"' in said(asked)
    assert everyone() == 1

    response = send(sec, same_person=before.person_id)
    assert response.status_code == 302
    assert everyone() == 1
    now, earlier = before.person.memberships.order_by("-pk")
    assert (now.organization, now.left_on, earlier.left_on) == (cast.A1, None, days_ago(100))
    assert (now.joined_on, now.recognized_on) == (date(2005, 2, 3), date(2006, 2, 3))
    assert (now.card_number, now.exempt_from) == ("12345678", date(2020, 1, 1))
    assert [event.kind for event in now.events.all()] == ["transfer_in"]
    assert [event.kind for event in earlier.events.all()] == ["roster", "exempted", "transfer_out"]
    events = MemberEvent.objects.filter(member__person=before.person)
    assert sum(event.full_delta for event in events) == 1
    assert sum(event.exempt_delta for event in events) == 1
    assert list(integrity.faults()) == []
    page = said(sec.get(response["Location"]))
    assert "Những lần sinh hoạt đảng khác" in page
    assert reverse("branches:member", args=[earlier.pk]) in page


def test_another_person_of_the_same_name_is_entered_as_one(sec, cast):
    gone(cast.A1)
    assert send(sec, same_person="other").status_code == 302
    assert everyone() == 2


def test_who_is_still_there_cannot_come(sec, cast):
    member = make_member(cast.A1, person=make_person(NAME, birth_date=BORN))
    asked = send(sec, same_person=member.person_id)
    assert asked.status_code == 422
    assert "Chi bộ A1 (Đảng viên chính thức)" in said(asked)
    assert f'name="same_person" value="{member.person_id}"' not in said(asked)
    assert 'name="same_person" value="other"' in said(asked)
    with pytest.raises(Conflict):
        actions.transfer_in(
            by=None, person=member.person, organization=cast.A2, status="full", on=days_ago(1), other_place="Y"
        )


def test_who_left_a_cell_that_one_does_not_see_is_not_told_of_nor_reached(sec, cast):
    stranger = gone(cast.B1)
    assert send(sec, same_person=stranger.person_id).status_code == 302
    assert everyone() == 2
    assert not Member.objects.present().filter(person=stranger.person_id).exists()


def test_the_day_of_coming_back_is_not_before_that_of_going(sec, cast):
    before = gone(cast.A1)
    response = send(sec, same_person=before.person_id, on=days_ago(101).strftime("%d/%m/%Y"))
    assert response.status_code == 422
    assert "không thể trước ngày ra khỏi danh sách lần trước" in said(response)


def test_a_full_member_does_not_come_back_as_a_probationer(sec, cast):
    before = gone(cast.A1)
    response = send(sec, same_person=before.person_id, status="probationary")
    assert "đã là đảng viên chính thức khi chuyển đi" in said(response)


def test_who_left_the_party_comes_back_by_a_new_admission_only(sec, cast):
    before = gone(cast.A1, how="resigned")
    response = send(sec, same_person=before.person_id)
    assert response.status_code == 422
    assert "Ghi ngày vào Đảng của lần kết nạp lại" in said(response)
    joined = days_ago(50).strftime("%d/%m/%Y")
    assert send(sec, same_person=before.person_id, joined_on=joined).status_code == 302
    assert before.person.memberships.present().get().card_number == ""


def test_the_dead_do_not_come_back(sec, cast):
    before = gone(cast.A1, how="deceased")
    assert send(sec, same_person=before.person_id).status_code == 422
    with pytest.raises(Conflict, match="từ trần"):
        actions.transfer_in(
            by=None, person=before.person, organization=cast.A1, status="full", on=days_ago(1), other_place="Y"
        )


def test_a_transferred_out_probationer_may_have_been_recognized_elsewhere(cast):
    member = make_member(
        cast.A1, person=make_person(NAME, birth_date=BORN), status="probationary", joined_on=days_ago(500)
    )
    actions.transfer_out(by=None, member=member, on=days_ago(100), other_place="Y", check=False)
    with pytest.raises(Invalid):
        actions.transfer_in(
            by=None,
            person=member.person,
            organization=cast.A1,
            status="full",
            on=days_ago(1),
            other_place="Y",
            recognized_on=days_ago(501),
        )
    back = actions.transfer_in(
        by=None,
        person=member.person,
        organization=cast.A1,
        status="full",
        on=days_ago(1),
        other_place="Y",
        recognized_on=days_ago(60),
    )
    assert (back.joined_on, back.recognized_on) == (days_ago(500), days_ago(60))
    assert list(integrity.faults()) == []
