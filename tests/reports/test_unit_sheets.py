"""Lists of units as spreadsheets: signals, unread reports, who has sent, the plans of a year."""

from datetime import date

import pytest
from django.urls import reverse

from branches import actions as branch_actions
from reports.actions import set_shares
from reports.signals import register
from tests.factories import days_ago, make_member, make_organization, make_user, sign_in, today
from tests.list_files import logged, offers, opened
from tests.reports.reporting import LAST, act, admitted, lock, quick_papers

pytestmark = pytest.mark.django_db
YEAR = today().year


@pytest.fixture(autouse=True)
def papers(monkeypatch):
    quick_papers(monkeypatch)


@pytest.fixture
def leader(client, cast):
    return sign_in(client, cast["lead_A"])


def file_of(client, key, **query):
    return opened(client, "reports:signal_xlsx", [key], **query)


def test_each_signal_with_what_stands_in_the_unit(leader, cast):
    page = leader.get(reverse("reports:signals"))
    _, rows = opened(leader, "reports:signals_xlsx")
    assert [(row[0], row[1]) for row in rows] == [
        (each["signal"].title, each["words"]) for each in page.context["rows"]
    ]
    assert offers(leader, "reports:signals", "reports:signals_xlsx")
    assert logged(cast.A, "Cần quan tâm, đôn đốc")
    assert leader.get(reverse("reports:signals_xlsx"), {"don_vi": "b"}).status_code == 404


def test_cells_with_their_causes_and_those_that_are_not_counted(leader, cast):
    cell = make_organization("Chi bộ A9", "cell", cast.A)
    branch_actions.update_organization(
        by=None, organization=cell, no_source_left=True, no_source_because="Chỉ còn người già"
    )
    last = date(YEAR - 6, 6, 1)
    admitted(cast.A2, last)
    page = leader.get(reverse("reports:signal", args=[register.DORMANT]))
    said, rows = file_of(leader, register.DORMANT)
    lines = list(page.context["page"])
    assert len(lines) == len(rows) - 1 > 0
    assert [(row[0], row[1], row[3], row[5:]) for row in rows[:-1]] == [
        (line.name, line.unit, " ".join(line.causes), (line.full_members, line.exempt)) for line in lines
    ]
    assert rows[-1] == ("Chi bộ A9", "Đảng bộ cơ sở A", "Không tính", "Chỉ còn người già", "", "", "")
    assert [row[4] for row in rows[:-1]] == ["Chưa kết nạp lần nào", last]
    assert page.context["note"] in said
    assert offers(leader, "reports:signal", "reports:signal_xlsx", [register.DORMANT])
    assert logged(cast.A, register.BY_KEY[register.DORMANT].title)
    assert leader.get(reverse("reports:signal_xlsx", args=[register.TARGETS])).status_code == 404


@pytest.mark.parametrize("key", [register.WEAK, register.SILENT, register.BARE])
def test_the_other_pages_of_cells(leader, key):
    page = leader.get(reverse("reports:signal", args=[key]))
    _, rows = file_of(leader, key)
    assert [row[0] for row in rows] == [line.name for line in page.context["page"]]


def test_units_to_be_urged_and_only_those_in_ones_charge(client, cast):
    member = make_member(cast.A1, "Giàng A Phụ")
    branch_actions.update_organization(by=None, organization=cast.A, responsible_member=member)
    mine = sign_in(client, make_user("phu-trach", ("leader", cast.X), person=member.person))
    page = mine.get(reverse("reports:signal", args=[register.LEADING]))
    _, rows = file_of(mine, register.LEADING)
    assert [row[0] for row in rows] == [line.name for line in page.context["page"]]
    assert {row[0] for row in rows} >= {"Đảng bộ cơ sở B"}
    branch_actions.register_target(by=None, organization=cast.A1, year=YEAR, value=2, submit=True)
    said, rows = file_of(mine, register.LEADING, phu_trach="1")
    assert {(row[0], row[2]) for row in rows} <= {("Đảng bộ cơ sở A", "Giàng A Phụ")}
    assert "Lọc: Tôi phụ trách" in said


def test_groups_and_grades_are_numbers(leader, cast):
    admitted(cast.A1, days_ago(40))
    set_shares(by=None, organization=cast.A, per_mille={"admitted_women": 501}, source="Niên giám", year=2025)
    page = leader.get(reverse("reports:signal", args=[register.GROUPS]))
    _, rows = file_of(leader, register.GROUPS)
    lines = page.context["lines"]
    assert [(row[0], row[1]) for row in rows] == [(line.label, line.number) for line in lines]
    [women] = [row for row, line in zip(rows, lines, strict=True) if line.key == "admitted_women"]
    assert (women[3], women[5]) == (50.1, "Niên giám, số liệu năm 2025")
    assert "chưa nhập" in {row[3] for row in rows}
    said, rows = file_of(leader, register.NEW_MEMBERS)
    graded = leader.get(reverse("reports:signal", args=[register.NEW_MEMBERS])).context["lines"]
    assert [row[1] for row in rows] == [n for line in graded for n in (*(n for _, n in line.graded), line.ungraded)]
    assert f"Năm {YEAR}: {graded[0].members} đảng viên mới" in said


def test_reports_not_opened_yet_stay_so_when_their_list_is_taken(client, cast):
    lock(cast.A, LAST)
    leader = sign_in(client, cast["lead_X"])
    for _ in range(2):
        _, rows = opened(leader, "reports:unread_xlsx")
        assert [(row[0], row[2], row[3]) for row in rows] == [("Đảng bộ cơ sở A", 5, today())]
    assert offers(leader, "reports:unread", "reports:unread_xlsx")
    assert logged(cast.X, "Báo cáo chưa mở đọc")
    leader.get(reverse("reports:report", args=["a", LAST]))
    assert opened(leader, "reports:unread_xlsx")[1] == []


def test_who_has_sent_and_who_has_not(client, cast):
    act(sign_in(client, cast["sec_A1"]), "submit", "a1")
    officer = sign_in(client, cast["staff_A"])
    _, rows = opened(officer, "reports:standing_xlsx", ["a", LAST])
    page = officer.get(reverse("reports:standing", args=["a", LAST]))
    assert [(row[0], row[1]) for row in rows] == [(row.name, row.label) for row, _ in page.context["rows"]]
    assert rows[0][2:4] + rows[0][5:6] == ("Gửi báo cáo", today(), str(cast["sec_A1"]))
    assert rows[1][1:6] == ("Chưa gửi", "", "", "", "")
    assert offers(officer, "reports:standing", "reports:standing_xlsx", ["a", LAST])
    assert officer.get(reverse("reports:standing_xlsx", args=["b", LAST])).status_code == 404


def test_the_year_of_the_units_below_and_of_those_without_a_plan(leader, cast):
    issued = date(YEAR, 1, 2)
    plan = {"organization": cast.A1, "year": YEAR, "kind": "year", "number": "02-KH/CB", "issued_on": issued}
    branch_actions.file_plan(by=None, **plan)
    branch_actions.register_target(by=None, organization=cast.A1, year=YEAR, value=3, submit=True)
    branch_actions.register_target(by=None, organization=cast.A2, year=YEAR, value=9)  # its draft is its own
    days = {"starts_on": date(YEAR, 1, 1), "ends_on": date(YEAR, 12, 31)}
    branch_actions.set_targets(by=None, source="assigned", **days, values={cast.A1: 4})
    _, rows = opened(leader, "plans:year_xlsx", ["a"])
    assert rows == [
        ("Chi bộ A1", "02-KH/CB", issued, 3, "Đã gửi cấp trên", 4),
        ("Chi bộ A2", "Chưa có", "", "", "Chưa gửi", ""),
    ]
    said, rows = opened(leader, "plans:year_xlsx", ["a"], nam=YEAR, chua="1")
    assert ("Lọc: Chưa có kế hoạch" in said, [row[0] for row in rows]) == (True, ["Chi bộ A2"])
    assert {row[1] for row in opened(leader, "plans:year_xlsx", ["a"], nam=YEAR - 1)[1]} == {"Chưa có"}
    assert offers(leader, "plans:year", "plans:year_xlsx", ["a"])
    # The page says of a plan what the file says.
    page = leader.get(reverse("plans:year", args=["a"]), {"nam": YEAR}).content.decode()
    assert f"Số 02-KH/CB ngày {issued:%d/%m/%Y}" in page
    assert logged(cast.A, f"Kế hoạch, chỉ tiêu năm {YEAR}")
