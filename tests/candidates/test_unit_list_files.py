"""The tree, its targets, and who read a dossier as spreadsheets."""

from datetime import timedelta

import pytest
from django.urls import reverse

from branches import actions as branch_actions
from tests.factories import days_ago, make_organization, sign_in, today
from tests.list_files import logged, offers, opened

pytestmark = pytest.mark.django_db
YEAR = {"starts_on": today().replace(month=1, day=1), "ends_on": today().replace(month=12, day=31)}


def test_the_tree_with_its_targets_by_name_below_each_superior(client, cast):
    term = {"starts_on": days_ago(800), "ends_on": today() + timedelta(days=800)}
    for source, period, values in (
        ("assigned", YEAR, {cast.A: 7, cast.A2: 0}),
        ("registered", YEAR, {cast.A1: 3}),
        ("congress", term, {cast.A: 40}),
    ):
        branch_actions.set_targets(by=None, source=source, **period, values=values, document="")
    gone = make_organization("Chi bộ A0", "cell", cast.A)
    gone.dissolved_on = days_ago(3)
    gone.save()
    officer = sign_in(client, cast["staff_A"])
    _, rows = opened(officer, "candidates:tree_xlsx")
    assert [(row[0], row[3], *row[5:]) for row in rows] == [
        ("Đảng bộ cơ sở A", cast.X.name, 2, 7, "", 40, ""),
        ("Chi bộ A1", "Đảng bộ cơ sở A", 0, "", 3, "", ""),
        ("Chi bộ A2", "Đảng bộ cơ sở A", 0, 0, "", "", ""),
    ]
    assert rows[0][4] == rows[1][4] + rows[2][4] > 0
    said, rows = opened(officer, "candidates:tree_xlsx", q="a0")
    assert ("Lọc: " in said, [(row[0], row[9]) for row in rows]) == (True, [("Chi bộ A0", days_ago(3))])
    assert offers(officer, "branches:tree", "candidates:tree_xlsx", q="a0")
    assert logged(cast.A, "Tổ chức đảng và chỉ tiêu")


def test_a_larger_tree_asks_no_more(client, cast, django_assert_max_num_queries):
    officer = sign_in(client, cast["staff_A"])
    opened(officer, "candidates:tree_xlsx")
    with django_assert_max_num_queries(80) as few:
        opened(officer, "candidates:tree_xlsx")
    for number in range(5):
        make_organization(f"Chi bộ thôn {number}", "cell", cast.A)
    with django_assert_max_num_queries(len(few)):
        assert len(opened(officer, "candidates:tree_xlsx")[1]) == 8


def test_the_targets_of_a_unit_and_of_those_below_for_the_period_asked(client, cast):
    values = {cast.A: 7, cast.A1: 4}
    branch_actions.set_targets(by=None, source="assigned", **YEAR, values=values, document="=KH 05")
    head = sign_in(client, cast["head_X"])
    said, rows = opened(head, "candidates:targets_xlsx", ["a"])
    assert rows == [("Đảng bộ cơ sở A", 7, "=KH 05"), ("Chi bộ A1", 4, "=KH 05"), ("Chi bộ A2", "", "")]
    assert f"chỉ tiêu kết nạp năm {today().year}" in said.lower()
    assert "Nguồn chỉ tiêu: Kế hoạch cấp trên giao." in said
    assert "Cộng các đơn vị trực thuộc 4.0" in said
    _, rows = opened(head, "candidates:targets_xlsx", ["a"], source="registered")
    assert {row[1] for row in rows} == {""}
    assert offers(head, "branches:unit_targets", "candidates:targets_xlsx", ["a"])
    assert sign_in(client, cast["sec_A1"]).get(reverse("candidates:targets_xlsx", args=["b"])).status_code == 404


def test_who_opened_a_dossier_by_its_code_alone(client, cast):
    case, other = cast.candidates["a1"], cast.candidates["b1"]
    for user, opened_case in (("staff_A", case), ("staff_B", other)):
        sign_in(client, cast[user]).get(reverse("candidates:detail", args=[opened_case.pk]))
    auditor = sign_in(client, cast["auditor_X"])
    said, [row] = opened(auditor, "candidates:readers_xlsx", [case.pk])
    assert (row[0], row[2], row[4]) == (today(), str(cast["staff_A"]), "Mở hồ sơ")
    assert "Đảng bộ cơ sở A" in row[3]
    assert case.code in said
    assert case.person.full_name not in f"{said} {row}"
    assert offers(auditor, "candidates:readers", "candidates:readers_xlsx", [case.pk])
    assert logged(cast.A1, f"{case.code}: ai đã xem hồ sơ")
    beside = sign_in(client, cast["lead_A"])
    assert beside.get(reverse("candidates:readers_xlsx", args=[other.pk])).status_code == 404
