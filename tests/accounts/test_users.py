"""Accounts and appointments through the pages: who may give what to whom (S7), and what the log keeps."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.log import record
from accounts.models import AccessRecord, Appointment, User
from partydev.refusals import Conflict, Invalid, NotAllowed
from tests.factories import PASSWORD, days_ago, make_member, make_user, sign_in, today

pytestmark = pytest.mark.django_db


def url(name, user=None, *more):
    return reverse(f"accounts:{name}", args=[user.pk, *more] if user else [])


def post(client, address, **data):
    token = re.search(r'form_token" value="([^"]+)"', client.get(address).content.decode())
    return client.post(address, {"form_token": token[1] if token else "", **data})


def refused():
    return AccessRecord.objects.filter(kind="refused").count()


def test_list_shows_own_part_of_the_tree_only(client, cast):
    page = sign_in(client, cast["head_A"]).get(url("users")).content.decode()
    assert "sec_a1" in page
    assert "staff_a" in page
    assert "sec_b1" not in page
    assert "head_x" not in page


def test_list_search_ignores_marks(client, cast):
    page = sign_in(client, cast["head_A"]).get(url("users"), {"q": "nguoi DUNG sec_a2"}).content.decode()
    assert "sec_a2" in page
    assert "sec_a1" not in page


def test_list_takes_as_many_queries_for_many(client, cast, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    sign_in(client, cast["head_A"])
    client.get(url("users"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url("users"))
    for number in range(30):
        make_user(f"them{number}", ("leader", cast.A1))
    with CaptureQueriesContext(connection) as many:
        client.get(url("users"))
    assert len(few) == len(many)


@pytest.mark.parametrize("name", ["sec_A1", "staff_A", "lead_A", "auditor_X", "helper_A1"])
def test_list_needs_the_permission(client, cast, name):
    assert sign_in(client, cast[name]).get(url("users")).status_code == 403
    assert refused() == 1


def test_account_outside_does_not_exist(client, cast):
    sign_in(client, cast["head_A"])
    for name in ("user", "appoint", "link"):
        assert client.get(url(name, cast["sec_B1"])).status_code == 404
    for name in ("issue_code", "close", "reopen"):
        assert client.post(url(name, cast["sec_B1"])).status_code == 404


def test_account_shows_only_appointments_in_scope(client, cast):
    both = make_user("hai_noi", ("leader", cast.A1), ("leader", cast.B1))
    page = sign_in(client, cast["head_A"]).get(url("user", both)).content.decode()
    assert "Chi bộ A1" in page
    assert "Chi bộ B1" not in page
    assert "Và 1 nhiệm vụ ở đơn vị khác" in page


def test_head_appoints_below(client, cast):
    sign_in(client, cast["head_A"])
    response = post(
        client, url("appoint", cast["sec_A1"]), organization="a2", role="leader", starts_on="01/11/2026", basis="QĐ 5"
    )
    assert response.status_code == 302
    given = Appointment.objects.get(user=cast["sec_A1"], role="leader")
    assert (given.organization, given.basis, given.created_by) == (cast.A2, "QĐ 5", cast["head_A"])
    assert User.objects.get(pk=cast["sec_A1"].pk).can("candidate_view", cast.A2)


def test_unit_outside_is_unknown_at_the_field(client, cast):
    sign_in(client, cast["head_A"])
    for code in ("x", "b1", "khong-co"):
        response = post(
            client, url("appoint", cast["sec_A1"]), organization=code, role="leader", starts_on="01/11/2026"
        )
        assert response.status_code == 422
        assert "Không tìm thấy đơn vị này" in response.content.decode()
    assert Appointment.objects.filter(user=cast["sec_A1"]).count() == 1


def test_visible_unit_that_is_not_ones_to_give_is_403_and_logged(client, cast):
    wide = make_user("rong", ("org_head", cast.A), ("leader", cast.X))
    sign_in(client, wide)
    response = post(client, url("appoint", cast["sec_A1"]), organization="b1", role="leader", starts_on="01/11/2026")
    assert response.status_code == 403
    assert AccessRecord.objects.get(kind="refused").user == wide


def test_nobody_gives_what_they_do_not_hold(client, cast):
    sign_in(client, cast["sysadmin"])
    page = client.get(url("appoint", cast["sec_A1"])).content.decode()
    assert "Quản trị hệ thống" in page
    assert "Lãnh đạo cấp ủy" not in page
    response = post(client, url("appoint", cast["sec_A1"]), organization="a", role="leader", starts_on="01/11/2026")
    assert response.status_code == 403
    assert refused() == 1
    assert Appointment.objects.filter(user=cast["sec_A1"]).count() == 1


def test_nobody_gives_to_themselves(client, cast):
    sign_in(client, cast["head_A"])
    response = post(client, url("appoint", cast["head_A"]), organization="a1", role="leader", starts_on="01/11/2026")
    assert response.status_code == 403
    member = make_member(cast.A1)
    for username in ("hai_mot", "hai_hai"):
        make_user(username, ("org_head", cast.A), person=member.person)
    first, second = User.objects.filter(person=member.person)
    with pytest.raises(NotAllowed):
        actions.appoint(by=first, user=second, organization=cast.A1, role="leader", starts_on=today())


def test_staff_has_no_such_page(client, cast):
    sign_in(client, cast["staff_A"])
    assert client.post(url("appoint", cast["sec_A1"]), {"organization": "x", "role": "leader"}).status_code == 403
    assert refused() == 1


def test_forged_role_is_an_error_at_the_field(client, cast):
    sign_in(client, cast["head_A"])
    response = post(client, url("appoint", cast["sec_A1"]), organization="a", role="superuser", starts_on="01/11/2026")
    assert response.status_code == 422


def test_overlapping_appointment_is_a_conflict(cast):
    args = {"by": None, "user": cast["sec_A1"], "organization": cast.A1, "role": "cell_secretary"}
    with pytest.raises(Conflict):
        actions.appoint(**args, starts_on=days_ago(3), ends_on=days_ago(1))
    with pytest.raises(Invalid):
        actions.appoint(**{**args, "role": "leader"}, starts_on=days_ago(1), ends_on=days_ago(3))


def test_mentor_role_needs_a_person(cast):
    with pytest.raises(Invalid):
        actions.appoint(by=None, user=cast["lead_A"], organization=cast.A1, role="mentor", starts_on=today())


def test_dismiss_now_ends_the_session_of_the_other(client, cast):
    other = Client()
    other.post(url("sign_in"), {"username": "sec_a1", "password": PASSWORD})
    appointment = cast["sec_A1"].appointments.get()
    sign_in(client, cast["head_A"])
    assert post(client, url("dismiss", cast["sec_A1"], appointment.pk), when="now").status_code == 302
    appointment.refresh_from_db()
    assert appointment.ends_on == days_ago(1)
    assert other.get(url("change_password")).status_code == 302
    again = post(client, url("dismiss", cast["sec_A1"], appointment.pk), when="now")
    assert again.status_code == 409
    assert "đã kết thúc" in again.content.decode()


def test_dismiss_on_a_day_needs_the_day(client, cast):
    appointment = cast["sec_A1"].appointments.get()
    sign_in(client, cast["head_A"])
    response = post(client, url("dismiss", cast["sec_A1"], appointment.pk), when="on")
    assert response.status_code == 422
    assert "Hãy điền ngày kết thúc." in response.content.decode()


def test_open_account_then_code(client, cast):
    sign_in(client, cast["head_A"])
    response = post(client, url("open"), full_name="Lý Thị Mẫu", username="ly.thi.mau", organization="a1")
    account = User.objects.get(username="ly.thi.mau")
    assert response["Location"] == url("user", account)
    assert not account.has_usable_password()
    page = client.post(url("issue_code", account)).content.decode()
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page)[0]
    assert code not in client.get(url("user", account)).content.decode()
    assert actions.set_password_with_code(username="ly.thi.mau", code=code, password=PASSWORD) == account
    kinds = list(AccessRecord.objects.filter(about="ly.thi.mau").values_list("kind", flat=True))
    assert kinds == ["password_set", "code_issued", "account_opened"]


def test_taken_username_is_said_at_the_field(client, cast):
    sign_in(client, cast["head_A"])
    response = post(client, url("open"), full_name="Lý Thị Mẫu", username="SEC_B1", organization="a1")
    assert response.status_code == 422
    assert "đã có người dùng" in response.content.decode()


def test_no_code_for_oneself_nor_for_the_wider(client, cast):
    sign_in(client, cast["head_A"])
    assert client.post(url("issue_code", cast["head_A"])).status_code == 403
    wider = make_user("rong_hon", ("leader", cast.A), ("leader", cast.X))
    assert client.post(url("issue_code", wider)).status_code == 403
    assert refused() == 2


def test_close_and_reopen(client, cast):
    sign_in(client, cast["head_A"])
    client.post(url("close", cast["sec_A1"]))
    assert not User.objects.get(pk=cast["sec_A1"].pk).is_active
    client.post(url("reopen", cast["sec_A1"]))
    assert User.objects.get(pk=cast["sec_A1"].pk).is_active
    assert client.post(url("close", cast["head_A"])).status_code == 403
    assert "Đang dùng" in client.get(url("user", cast["sec_A1"])).content.decode()


def test_closing_survives_an_appointment_made_meanwhile(cast):
    stale = User.objects.get(pk=cast["sec_A1"].pk)
    actions.close_account(by=None, user=cast["sec_A1"])
    actions.appoint(by=None, user=stale, organization=cast.A2, role="leader", starts_on=today())
    assert not User.objects.get(pk=stale.pk).is_active


def test_link_to_a_member_in_scope(client, cast):
    member = make_member(cast.A1, "Vàng A Mẫu")
    outside = make_member(cast.B1, "Giàng A Mẫu")
    sign_in(client, cast["head_A"])
    response = post(client, url("link", cast["sec_A1"]), full_name="vang a mau", birth_date="02/03/1970")
    assert response.status_code == 302
    assert User.objects.get(pk=cast["sec_A1"].pk).person == member.person
    response = post(client, url("link", cast["sec_A2"]), full_name=str(outside), birth_date="02/03/1970")
    assert response.status_code == 422


def test_roles_page_is_the_table(client, cast):
    page = sign_in(client, cast["sysadmin"]).get(url("roles")).content.decode()
    assert "Người ghi nhận quyết định của cấp ủy" in page
    assert "Giao, ghi chỉ tiêu" in page


@pytest.mark.parametrize("username", ["nguyễn văn mẫu", "a b", "ab"])
def test_a_login_name_that_cannot_be_is_told_what_it_may_hold(client, cast, username):
    sign_in(client, cast["head_A"])
    response = post(client, url("open"), full_name="Lý Thị Mẫu", username=username, organization="a1")
    assert response.status_code == 422
    page = response.content.decode()
    assert "chỉ gồm chữ không dấu (a–z), chữ số, dấu chấm (.), gạch nối (-) hoặc gạch dưới (_)" in page
    assert "Hãy kiểm tra lại" not in page


def test_log_names_people_roles_and_acts_in_words(client, cast):
    Client().post(url("sign_in"), {"username": "khong.co", "password": "sai"})
    sign_in(Client(), cast["lead_A"]).get(url("log"))
    record("account_closed", None, cast.A, about="sec_b1")
    record("refused", cast["sec_A1"], cast.A, about="HS-000012: decide")
    page = sign_in(client, cast["auditor_X"]).get(url("log")).content.decode()
    for said in (
        "Người dùng lead_A",
        "Lãnh đạo cấp ủy, Đảng bộ cơ sở A",
        "Hệ thống",
        "Chưa đăng nhập",
        "Không được làm vì không có quyền",
        "Trang “Nhật ký”",
        "HS-000012: Quyết định kết nạp đảng viên",
    ):
        assert said in page
    assert "accounts:log" not in page


def test_log_shows_scope_and_filters(client, cast):
    inside = make_user("kiem_tra", ("auditor", cast.A))
    Client().post(url("sign_in"), {"username": "sec_a1", "password": "sai"})
    Client().post(url("sign_in"), {"username": "sec_b1", "password": "sai"})
    sign_in(client, inside)
    page = client.get(url("log"), {"kind": "sign_in_failed"}).content.decode()
    assert "sec_a1" in page
    assert "sec_b1" not in page
    assert "sec_a1" not in client.get(url("log"), {"kind": "sign_in"}).content.decode()
    assert "sec_a1" not in client.get(url("log"), {"until": days_ago(1).strftime("%d/%m/%Y")}).content.decode()
    assert client.get(url("log"), {"kind": "x", "user__password__startswith": "a"}).status_code == 200
    assert sign_in(Client(), cast["lead_A"]).get(url("log")).status_code == 403


def test_command_opens_the_first_account(cast, capsys):
    call_command("open_account", "lan.dau", "x", "org_head", "--name", "Người Đầu Tiên")
    username, code = capsys.readouterr().out.split()
    assert actions.set_password_with_code(username=username, code=code, password=PASSWORD)
    assert User.objects.get(username="lan.dau").can("appointment_manage", cast.A1)


# Codes open no more than their issuer manages


def test_no_code_for_an_account_that_will_act_outside(cast):
    actions.appoint(
        by=None, user=cast["sec_A1"], organization=cast.X, role="leader", starts_on=today() + timedelta(days=5)
    )
    with pytest.raises(NotAllowed):
        actions.issue_code(by=cast["head_A"], user=cast["sec_A1"])


def test_a_code_dies_when_the_account_comes_to_act_outside(cast):
    from_a, from_x = (actions.issue_code(by=cast[name], user=cast["sec_A1"]) for name in ("head_A", "head_X"))
    actions.appoint(by=cast["head_X"], user=cast["sec_A1"], organization=cast.A2, role="leader", starts_on=today())
    assert cast["sec_A1"].codes.count() == 1
    code = actions.issue_code(by=cast["head_A"], user=cast["sec_A1"])
    actions.appoint(by=cast["head_X"], user=cast["sec_A1"], organization=cast.X, role="leader", starts_on=today())
    assert actions.set_password_with_code(username="sec_a1", code=code, password="mot cau that dai 2026") is None
    assert from_a != from_x


def test_after_an_upgrade_holders_of_a_role_hold_what_it_allows_by_now(cast):
    secretary, other = cast["sec_A1"], cast["sec_B1"]
    secretary.grant_set.filter(permission__codename="rulebook_view").delete()
    call_command("migrate", verbosity=0)
    fresh, untouched = User.objects.get(pk=secretary.pk), User.objects.get(pk=other.pk)
    assert fresh.can("rulebook_view", cast.A1)
    assert fresh.access_version == secretary.access_version + 1
    assert untouched.access_version == other.access_version
