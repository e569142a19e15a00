"""Appointments unlikely to be meant are told at the field, and made all the same by whoever is sure."""

import re
from html import unescape

import pytest
from django.urls import reverse

from accounts import actions
from accounts.access import roles_in_force
from accounts.models import Appointment, User
from accounts.permissions import ROLES
from partydev.refusals import Conflict, Invalid
from tests.at_once import at_once
from tests.factories import days_ago, make_cast, make_member, make_user, sign_in, today


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def head(client, cast):
    return sign_in(client, cast["head_A"])


def send(client, account, role, place, **more):
    """The appointing form, as its page gave it, filled and sent."""
    address = reverse("accounts:appoint", args=[account.pk])
    token = re.search(r'form_token" value="([^"]+)"', client.get(address).content.decode())[1]
    days = {"starts_on": today().strftime("%d/%m/%Y")}
    return client.post(address, {"form_token": token, "role": role, "organization": place, **days, **more})


def said(response):
    return unescape(response.content.decode())


def tick(response):
    """The value of the tick on the page that asked."""
    return re.search(r'<input[^>]*name="sure"[^>]*value="([^"]+)"', said(response))[1]


def given(account, role):
    return Appointment.objects.filter(user=account, role=role)


@pytest.mark.django_db
def test_secretary_of_the_own_cell_is_appointed_without_a_question(head, cast):
    cast["sec_A1"].appointments.all().delete()
    account = make_user("bi_thu_moi", organization=cast.A, person=make_member(cast.A1).person)
    assert send(head, account, "cell_secretary", "a1").status_code == 302
    assert given(account, "cell_secretary").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["cell_secretary", "cell_deputy", "mentor"])
def test_a_post_of_a_cell_for_someone_who_is_not_its_member_is_asked_about(head, cast, role):
    account = make_user("noi_khac", organization=cast.A, person=make_member(cast.A1).person)
    asked = send(head, account, role, "a2")
    assert asked.status_code == 422
    assert "không có tên trong danh sách đảng viên của Chi bộ A2" in said(asked)
    assert "Đã xem lại, vẫn phân công như vậy" in said(asked)
    assert not given(account, role).exists()
    assert send(head, account, role, "a2", sure=tick(asked)).status_code == 302
    assert "danh sách đảng viên" in given(account, role).get().history.first().history_change_reason


@pytest.mark.django_db
def test_an_account_without_a_member_says_that_nothing_could_be_compared(head, cast):
    asked = send(head, make_user("chua_gan", organization=cast.A), "cell_deputy", "a1")
    assert "Tài khoản này chưa gắn với đảng viên nào" in said(asked)
    committee = send(head, make_user("dang_uy", organization=cast.A), "cell_deputy", "a")
    assert "không phải chi bộ" in said(committee)


@pytest.mark.django_db
def test_second_secretary_of_a_cell_is_asked_about(head, cast):
    account = make_user("bi_thu_hai", organization=cast.A, person=make_member(cast.A1).person)
    asked = send(head, account, "cell_secretary", "a1")
    assert "Chi bộ A1 đang có Người dùng sec_A1 giữ nhiệm vụ này" in said(asked)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("held", "role", "words"),
    [
        ("auditor", "cell_deputy", "người kiểm tra sẽ tự kiểm tra việc mình ghi"),
        ("cell_deputy", "auditor", "người kiểm tra sẽ tự kiểm tra việc mình ghi"),
        ("system_admin", "leader", "người quản trị hệ thống không mở hồ sơ"),
        ("political_centre", "cell_secretary", "người của trung tâm chính trị không mở hồ sơ"),
    ],
)
def test_roles_that_do_not_go_together_are_asked_about(head, cast, held, role, words):
    person = make_member(cast.A1).person
    account = make_user("kiem_nhiem", (held, cast.A), person=person)
    asked = send(head, account, role, "a1")
    assert asked.status_code == 422
    assert f"Người này đang là “{ROLES[held].label}” (Đảng bộ cơ sở A)" in said(asked)
    assert words in said(asked)
    # A second account of the same human being is no way round it.
    other = make_user("tai_khoan_hai", organization=cast.A, person=person)
    assert words in said(send(head, other, role, "a1"))


@pytest.mark.django_db
def test_roles_on_other_branches_or_over_are_no_matter(head, cast):
    account = make_user("khac_nhanh", ("auditor", cast.A2), organization=cast.A, person=make_member(cast.A1).person)
    Appointment.objects.create(
        user=account, organization=cast.A1, role="auditor", starts_on=days_ago(9), ends_on=days_ago(1)
    )
    assert send(head, account, "cell_deputy", "a1").status_code == 302


@pytest.mark.django_db
def test_what_is_held_outside_ones_part_is_not_told(head, cast):
    account = make_user("tren_x", ("auditor", cast.X), organization=cast.A, person=make_member(cast.A1).person)
    assert send(head, account, "cell_deputy", "a1").status_code == 302


@pytest.mark.django_db
def test_a_tick_passes_only_the_doubts_that_it_stood_under(head, cast):
    account = make_user("doi_y", ("auditor", cast.A), person=make_member(cast.A1).person)
    first = tick(send(head, account, "cell_deputy", "a2"))
    changed = send(head, account, "cell_secretary", "a2", sure=first)
    assert changed.status_code == 422
    assert "đang có Người dùng sec_A2" in said(changed)
    assert "checked" not in re.search(r'<input[^>]*name="sure"[^>]*>', said(changed))[0]
    with pytest.raises(Invalid):
        actions.appoint(
            by=cast["head_A"], user=account, organization=cast.A2, role="cell_deputy", starts_on=today(), passed=["x"]
        )
    assert not given(account, "cell_secretary").exists()


# Two at once


@pytest.mark.django_db(transaction=True)
def test_appointing_and_dismissing_one_person_at_once_leaves_what_the_appointments_say(cast):
    user = cast["sec_A1"]
    ending = user.appointments.get()
    places = [cast.A, cast.A2, cast.B1]
    acts = [lambda: actions.dismiss(by=None, appointment=ending, on=days_ago(1))] * 2
    acts += [
        lambda place=place: actions.appoint(by=None, user=user, organization=place, role="leader", starts_on=today())
        for place in places
    ]

    answers = at_once(*acts)

    # Of the two dismissals the second comes too late.
    faults = [each for each in answers if isinstance(each, Exception) and not isinstance(each, Conflict)]
    assert faults == []
    user = User.objects.get(pk=user.pk)
    assert sorted(each.organization.code for each in roles_in_force(user)) == ["a", "a2", "b1"]
    grants = set(user.grant_set.values_list("content_object__code", "permission__codename"))
    assert grants == {(place.code, str(p)) for place in places for p in ROLES["leader"].permissions}
