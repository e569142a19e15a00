"""Lists of units, of their work and of accounts as spreadsheets: their pages' rows, under the pages' filters."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import actions as account_actions
from accounts.models import AccessRecord
from branches import actions as branch_actions
from candidates import actions
from candidates.actions import comments
from partydev.jobs import limits
from tests.factories import (
    days_ago,
    make_candidate,
    make_organization,
    make_person,
    make_user,
    sign_in,
    today,
)
from tests.list_files import logged, offers, opened

pytestmark = pytest.mark.django_db


def test_offers_to_other_cells_open_and_done(client, cast):
    case, other = cast.candidates["a1"], make_candidate(cast.B1, person=make_person("Lò Thị Ngoài"))
    done = make_candidate(cast.A1, person=make_person("=1+1"))
    for each, to in ((case, cast.B1), (done, cast.A2), (other, make_organization("Chi bộ B2", "cell", cast.B))):
        actions.offer_transfer(candidate=each, to=to, by=None, on=days_ago(9), reason="Đổi nơi ở")
    actions.refuse_transfer(offer=done.offers.get(), by=None, on=days_ago(2), note="Chưa đủ người giúp đỡ")
    secretary = sign_in(client, cast["sec_A1"])
    _, rows = opened(secretary, "candidates:transfers_xlsx")
    assert sorted(row[:3] + row[4:5] for row in rows) == [
        ("=1+1", "Chi bộ A1", "Chi bộ A2", "Không tiếp nhận"),
        ("Quần chúng ưu tú A1", "Chi bộ A1", "Chi bộ B1", "Chờ trả lời"),
    ]
    assert {row[3] for row in rows} == {days_ago(9)}
    assert offers(secretary, "candidates:transfers", "candidates:transfers_xlsx")
    assert logged(cast.A1, "Đề nghị chuyển chi bộ")


def test_hand_overs_of_the_users_cells(client, cast):
    user = make_user("nguoi-nhan", ("cell_secretary", cast.A1))
    actions.hand_over(organization=cast.A1, to=user, by=cast["sec_A1"], on=today())
    secretary = sign_in(client, cast["sec_A1"])
    _, [row] = opened(secretary, "candidates:hand_overs_xlsx")
    assert (row[0], row[1], row[2:5]) == (
        "Chi bộ A1",
        today(),
        (str(cast["sec_A1"]), str(user), "Chờ xác nhận"),
    )
    assert opened(sign_in(client, cast["sec_A2"]), "candidates:hand_overs_xlsx")[1] == []


def test_the_list_of_the_year_of_each_cell_and_of_one(client, cast):
    year, case = today().year, cast.candidates["a1"]
    row = actions.file_source_list(by=None, organization=cast.A1, year=year, candidates=[case])
    actions.file_source_list(by=None, organization=cast.A2, year=year, candidates=[], empty_because="Chưa có")
    actions.record_source_review(by=None, source_list=row, minutes_number="03", minutes_on=days_ago(1),
                                 marks={case: ("A", "Tích cực")})  # fmt: skip
    officer = sign_in(client, cast["staff_A"])
    _, rows = opened(officer, "candidates:sources_xlsx", nam=year)
    assert [row[:1] + row[2:] for row in rows] == [
        ("Chi bộ A1", "Đã lập", 1, ""),
        ("Chi bộ A2", "Chưa có người", 0, "Chưa có"),
    ]
    said, rows = opened(officer, "candidates:sources_xlsx", nam=year, chua=1)
    assert ("Lọc: Chưa lập" in said, rows) == (True, [])
    _, [row] = opened(officer, "candidates:source_list_xlsx", [cast.A1.pk, year])
    assert (row[0], row[3:5], row[6]) == (case.person.full_name, ("Loại A", "Tích cực"), days_ago(1))
    assert offers(officer, "candidates:source_list", "candidates:source_list_xlsx", [cast.A1.pk, year])
    assert officer.get(reverse("candidates:source_list_xlsx", args=[cast.B1.pk, year])).status_code == 404


def test_a_person_who_left_the_cell_is_on_its_list_without_where_they_stand_now(client, cast):
    case, year = cast.candidates["a1"], today().year
    actions.file_source_list(by=None, organization=cast.A1, year=year, candidates=[case])
    actions.move_cell(candidate=case, to=cast.B1, by=None, on=today())
    _, [row] = opened(sign_in(client, cast["sec_A1"]), "candidates:source_list_xlsx", [cast.A1.pk, year])
    assert row[:3] == (case.person.full_name, "", "Đã chuyển khỏi chi bộ")


def test_how_mass_organizations_introduce(client, cast):
    year = today().year
    for unit, number in ((cast.A, 4), (cast.B, 2)):
        actions.register_number(by=None, organization=unit, union="youth_union", year=year, number=number, on=today())
    branch_actions.set_union(by=None, organization=cast.A, union="youth_union", exists=True, on=days_ago(900))
    reader = sign_in(client, cast["lead_X"])
    said, rows = opened(reader, "candidates:union_counts_xlsx")
    assert [(row[0], row[5], row[6]) for row in rows] == [("Đảng bộ cơ sở A", 0, 4), ("Đảng bộ cơ sở B", 0, 2)]
    assert "Đoàn TNCS Hồ Chí Minh" in said
    assert said.endswith("Cộng 6.0")  # what is 0 is left out here
    said, _ = opened(reader, "candidates:union_counts_xlsx", don_vi="a")
    assert "Lọc: Đơn vị: Đảng bộ cơ sở A" in said
    assert said.endswith("Cộng 4.0")
    _, [row] = opened(reader, "candidates:quiet_unions_xlsx")
    assert row[0] == "Đảng bộ cơ sở A"
    assert "Chưa ghi lần giới thiệu nào." in row[2]
    _, rows = opened(reader, "candidates:without_union_xlsx", don_vi="a")
    assert rows == [
        (f"Chi bộ A{number}", "Đảng bộ cơ sở A", "Hai đảng viên chính thức giới thiệu.") for number in (1, 2)
    ]


def test_meetings_of_a_committee_and_the_months_of_its_cells(client, cast):
    actions.plan_meeting(
        by=None, organization=cast.A, body="standing", held_on=today() + timedelta(days=3), eligible=9
    )
    officer = sign_in(client, cast["staff_A"])
    _, [row] = opened(officer, "desk:meetings_xlsx")
    assert (row[1], row[2], row[3:]) == (
        "Đảng bộ cơ sở A",
        today() + timedelta(days=3),
        (0, 0, "Đang chuẩn bị"),
    )
    above = sign_in(client, make_user("above", ("cell_secretary", cast.A)))
    _, rows = opened(above, "candidates:months_xlsx")
    assert [(row[0], row[2], row[4]) for row in rows] == [("Chi bộ A1", 1, "Chưa ghi"), ("Chi bộ A2", 1, "Chưa ghi")]
    said, rows = opened(above, "candidates:months_xlsx", q="A2")
    assert ("Lọc: Tên chi bộ: A2" in said, [row[0] for row in rows]) == (True, ["Chi bộ A2"])


def test_who_is_asked_takes_the_list_of_dossiers(client, cast):
    case = make_candidate(cast.A1, "submitted", person=make_person("Lò Thị Hỏi"))
    said = {"unit": cast.A1, "text": "Nhờ xem lại", "internal": False, "mentions": "org_officer"}
    comments.comment(candidate=case, by=cast["sec_A1"], **said)
    _, [row] = opened(sign_in(client, cast["staff_A"]), "candidates:mentions_xlsx")
    assert row[:3] == ("Lò Thị Hỏi", case.code, "Chi bộ A1")
    assert opened(sign_in(client, cast["staff_B"]), "candidates:mentions_xlsx")[1] == []


def test_accounts_with_each_of_their_appointments(client, cast):
    officer = cast["staff_A"]
    account_actions.appoint(by=None, user=officer, organization=cast.A, role="recorder", starts_on=days_ago(5),
                            ends_on=today() + timedelta(days=5))  # fmt: skip
    admin = sign_in(client, cast["head_X"])
    said, rows = opened(admin, "accounts:users_xlsx", q="staff_A", state="active")
    assert "Lọc: Họ tên hoặc tên đăng nhập: staff_A; Tài khoản: Đang dùng" in said
    assert [row[1] for row in rows] == ["staff_a", "staff_a"]
    assert {(row[4], row[5]) for row in rows} >= {(days_ago(5), today() + timedelta(days=5))}
    page = admin.get(reverse("accounts:users"))
    _, rows = opened(admin, "accounts:users_xlsx")
    assert {row[1] for row in rows} == {each.username for each in page.context["page"].paginator.object_list}
    assert client.get(reverse("accounts:users_xlsx")).status_code == 200
    refused = sign_in(client, cast["staff_A"]).get(reverse("accounts:users_xlsx"))
    assert refused.status_code == 403
    assert AccessRecord.objects.filter(kind="refused", about="accounts:users_xlsx").exists()


def test_the_log_as_its_page_tells_it(client, cast):
    sign_in(client, cast["staff_A"]).get(reverse("candidates:detail", args=[cast.candidates["a1"].pk]))
    auditor = sign_in(client, cast["auditor_X"])
    said, rows = opened(auditor, "accounts:log_xlsx", kind="dossier_read")
    assert "Lọc: Việc: " in said
    shown = auditor.get(reverse("accounts:log"), {"kind": "dossier_read"}).context["page"]
    assert [(row[5], row[7]) for row in rows] == [(each.user.username, each.told) for each in shown]
    assert {row[0] for row in rows} == {today()}
    assert logged(cast.X, "Nhật ký")


@pytest.mark.parametrize("name", ["accounts:log_xlsx", "accounts:users_xlsx"])
def test_a_long_one_is_given_for_a_reason_only(client, cast, monkeypatch, name):
    monkeypatch.setattr(limits, "PEOPLE_AT_ONCE", 1)
    user = cast["auditor_X"] if "log" in name else cast["head_X"]
    AccessRecord.objects.all().delete()
    for number in range(2):
        make_user(f"them{number}", ("leader", cast.A))
    answer = sign_in(client, user).get(reverse(name))
    if "log" in name:
        answer = client.get(reverse(name))
    assert "Content-Disposition" not in answer
    assert not AccessRecord.objects.filter(kind="list_taken").exists()
