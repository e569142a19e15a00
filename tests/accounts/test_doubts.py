"""Appointments unlikely to be meant are told at the field, and made all the same by whoever is sure."""

import re
from html import unescape

import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import Appointment
from accounts.permissions import ROLES
from partydev.refusals import Invalid
from tests.factories import days_ago, make_member, make_user, sign_in, today


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
