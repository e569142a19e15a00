"""The tree and its organizations through the pages, and what their acts leave behind."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches import actions
from branches.models import MemberEvent, Organization, OrganizationUnion
from branches.permissions import Permission
from partydev.refusals import Conflict, Invalid, NotAllowed
from tests.branches.pages import post, text
from tests.factories import days_ago, make_member, make_organization, make_user, sign_in, today

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"branches:{name}", args=args)


def day(on):
    return on.strftime("%d/%m/%Y")


# Pages


def test_tree_opens_the_first_level_of_ones_own_part(client, cast):
    page = text(sign_in(client, cast["head_A"]).get(url("tree")))
    assert "Đảng bộ cơ sở A" in page
    assert "Chi bộ A2" in page
    assert "Chi bộ B1" not in page
    assert "5 đảng viên" in page


def test_tree_search_ignores_marks_and_stays_inside(client, cast):
    page = text(sign_in(client, cast["head_A"]).get(url("tree"), {"q": "CHI BO"}))
    assert "Tìm thấy 2 đơn vị" in page
    assert "Chi bộ B1" not in page


def test_children_are_a_fragment_or_the_page(client, cast):
    sign_in(client, cast["head_X"])
    fragment = client.get(url("children", "a"), headers={"HX-Request": "true"})
    assert "Chi bộ A1" in text(fragment)
    assert "<html" not in text(fragment)
    assert client.get(url("children", "a"))["Location"] == url("organization", "a")


def test_many_children_are_shown_in_parts(client, cast):
    for number in range(105):
        make_organization(f"Chi bộ thôn {number:03}", "cell", cast.A)
    sign_in(client, cast["head_A"])
    page = text(client.get(url("tree")))
    assert "Xem tất cả 107 đơn vị trực thuộc" in page
    assert page.count('class="tree-item"') == 102
    assert "Trang 2" in text(client.get(url("organization", "a"))).replace(
        '<span class="hidden-text">Trang </span>', "Trang "
    )


@pytest.mark.parametrize("name", ["tree", "organization", "members", "unit_targets"])
def test_pages_take_as_many_queries_for_many(client, cast, name):
    sign_in(client, cast["head_A"])
    address = url(name) if name == "tree" else url(name, "a")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        assert client.get(address).status_code == 200
    for _ in range(20):
        make_member(make_organization(None, "cell", cast.A))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


GET = ["organization", "found", "rename", "move", "dissolve", "edit", "authority", "union", "members", "unit_targets"]


@pytest.mark.parametrize("name", [*GET, "children", "member_add", "transfer_in"])
def test_outside_ones_part_nothing_exists(client, cast, name):
    sign_in(client, cast["head_A"])
    assert client.get(url(name, "b1")).status_code == 404
    assert client.post(url(name, "b1")).status_code in (404, 405)
    assert client.get(url(name, "khong-co")).status_code == 404


@pytest.mark.parametrize("name", ["found", "rename", "move", "dissolve", "edit", "authority", "union"])
def test_seeing_is_not_changing(client, cast, name):
    sign_in(client, cast["staff_A"])
    assert client.get(url(name, "a1")).status_code == 403
    both = make_user("hai_noi", ("org_head", cast.A2), ("leader", cast.A))
    sign_in(client, both)
    assert client.get(url(name, "a1")).status_code == 403
    assert client.post(url(name, "a1")).status_code == 403


def test_sysadmin_sees_units_but_no_roster(client, cast):
    sign_in(client, cast["sysadmin"])
    page = text(client.get(url("organization", "a1")))
    assert "Đảng viên A1 số" not in page
    assert client.get(url("members", "a1")).status_code == 403


def test_organization_says_when_the_authority_is_the_general_rule(client, cast):
    page = text(sign_in(client, cast["sec_A1"]).get(url("organization", "a1")))
    assert "Ban Thường vụ Đảng ủy cơ sở A" in page
    assert "chưa được đơn vị xác nhận" in page
    assert url("organization", "a") not in page  # above one's own part: named, not linked


# Founding


def test_found_child(client, cast):
    sign_in(client, cast["head_A"])
    response = post(client, url("found", "a"), name="Chi bộ thôn Đồi", kind="cell", founded_on="01/02/2026")
    unit = Organization.objects.get(name="Chi bộ thôn Đồi")
    assert response["Location"] == url("organization", unit.code) == url("organization", "chi-bo-thon-doi")
    assert (unit.parent, unit.depth, unit.ancestor_1) == (cast.A, 2, cast.A.pk)
    assert unit.states.get().valid_from == date(2026, 2, 1)


def test_found_bad_input_stays_and_saves_nothing(client, cast):
    sign_in(client, cast["head_A"])
    before = Organization.objects.count()
    response = post(client, url("found", "a"), name="Chi bộ Mới", kind="superior", founded_on="31/02/2026")
    assert response.status_code == 422
    assert "Không có ngày 31" in text(response)
    assert 'value="Chi bộ Mới"' in text(response)
    response = post(client, url("found", "a"), name="Chi bộ Mới", kind="cell", code="a1")
    assert "Mã này đã dùng" in text(response)
    assert Organization.objects.count() == before


@pytest.mark.parametrize(
    ("kind", "parent"), [("grassroots_committee", "a"), ("cell", "x"), ("group", "a"), ("cell", "a1")]
)
def test_kinds_that_do_not_fit_are_refused(cast, kind, parent):
    with pytest.raises(Invalid) as refusal:
        actions.found(by=None, code="moi", name="Mới", kind=kind, parent=Organization.objects.get(code=parent))
    assert "kind" in refusal.value.errors


# Renaming: R18


def test_rename_keeps_the_old_name_by_date(client, cast):
    sign_in(client, cast["head_A"])
    on = days_ago(10)
    response = post(client, url("rename", "a1"), name="Chi bộ Bản Mới", kind="cell", on=day(on), decision="12-QĐ/ĐU")
    assert response.status_code == 302
    unit = Organization.objects.get(code="a1")
    assert unit.name == "Chi bộ Bản Mới"
    assert unit.name_on(on - timedelta(days=1)) == "Chi bộ A1"
    assert unit.name_on(on) == "Chi bộ Bản Mới"
    page = text(client.get(url("organization", "a1")))
    assert "Chi bộ A1" in page
    assert "12-QĐ/ĐU" in page
    assert unit in Organization.objects.filter(search__contains="ban moi")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": "Chi bộ A1", "kind": "cell", "on": day(days_ago(3))}, "vẫn như cũ"),
        ({"name": "Tên khác", "kind": "cell", "on": day(today() + timedelta(days=3))}, "Ngày này chưa đến"),
        ({"name": "Tên khác", "kind": "cell", "on": "01/01/2000"}, "Ngày hiệu lực phải sau ngày"),
        ({"name": "Tên khác", "kind": "cell", "on": "mai"}, "ngày/tháng/năm"),
        ({"name": "", "kind": "cell", "on": day(days_ago(3))}, "Hãy điền"),
    ],
)
def test_rename_bad_input(client, cast, data, words):
    sign_in(client, cast["head_A"])
    response = post(client, url("rename", "a1"), **data)
    assert response.status_code == 422
    assert words in text(response)
    assert Organization.objects.get(code="a1").states.count() == 1


def test_kind_must_fit_the_units_below(cast):
    with pytest.raises(Invalid) as refusal:
        actions.rename(by=None, organization=cast.A, on=days_ago(1), kind="base_cell")
    assert "kind" in refusal.value.errors


# Moving


def test_move_takes_rights_and_the_open_year_along(client, cast):
    member = make_member(cast.A1, "Người Chuyển", on=date(today().year - 2, 5, 1))
    old = MemberEvent.objects.get(member=member)
    new = actions.exempt_member(by=None, member=member, on=date(today().year, 1, 2))
    new = new.events.get(kind="exempted")
    sign_in(client, cast["head_X"])
    response = post(client, url("move", "a1"), parent="b", on=day(days_ago(1)), decision="5-QĐ/ĐU")
    assert response.status_code == 302
    unit = Organization.objects.get(code="a1")
    assert (unit.parent, unit.path) == (cast.B, f"{cast.B.path}{unit.pk:07d}/")
    for row in (old, new, member):
        row.refresh_from_db()
    assert member.ancestor_1 == cast.B.pk
    assert new.ancestor_1 == cast.B.pk
    assert old.ancestor_1 == cast.A.pk
    for name, sees in (("head_A", False), ("staff_B", True), ("sec_A1", True)):
        user = type(cast[name]).objects.get(pk=cast[name].pk)
        assert user.can(Permission.MEMBER_VIEW, unit) is sees
        assert user.can(Permission.MEMBER_VIEW, member) is sees
    assert [state.parent for state in unit.states.all()] == [cast.A, cast.B]


def test_move_of_a_subtree_rewrites_what_lies_below(cast):
    Y = make_organization("Đảng bộ Y", "superior", cast.X, code="y")  # noqa: N806 - named as the cast is
    actions.move(by=None, organization=cast.A, parent=Y, on=days_ago(1))
    cell = Organization.objects.get(code="a1")
    assert (cell.depth, cell.ancestor_1, cell.ancestor_2, cell.ancestor_3) == (3, Y.pk, cast.A.pk, cell.pk)
    assert cast.mentor_member.__class__.objects.under(Y).count() == 10


@pytest.mark.parametrize(("parent", "words"), [("x", "Loại tổ chức này không thể"), ("a", "đang trực thuộc")])
def test_move_to_what_does_not_fit(client, cast, parent, words):
    sign_in(client, cast["head_X"])
    response = post(client, url("move", "a1"), parent=parent, on=day(days_ago(1)))
    assert response.status_code == 422
    assert words in text(response)


def test_move_into_itself(cast):
    inner = make_organization("Đảng bộ Z", "superior", cast.X, code="z")
    deep = make_organization("Đảng bộ W", "superior", inner, code="w")
    with pytest.raises(Invalid, match="vào chính nó"):
        actions.move(by=None, organization=inner, parent=deep, on=days_ago(1))


def test_move_to_a_place_outside_ones_part(client, cast):
    sign_in(client, cast["head_A"])
    response = post(client, url("move", "a1"), parent="b", on=day(days_ago(1)))
    assert response.status_code == 422
    assert "Không tìm thấy đơn vị này" in text(response)
    with pytest.raises(NotAllowed):
        actions.move(by=cast["head_A"], organization=cast.A1, parent=cast.B, on=days_ago(1))


# Dissolving


def test_dissolve_refuses_while_somebody_is_there(client, cast):
    sign_in(client, cast["head_A"])
    assert "Hãy chuyển hoặc giải thể các tổ chức trực thuộc trước" in text(
        post(client, url("dissolve", "a"), on=day(days_ago(1)))
    )
    assert "chuyển sinh hoạt đảng" in text(post(client, url("dissolve", "a1"), on=day(days_ago(1))))
    for member in cast.mentor_member.__class__.objects.filter(organization=cast.A1):
        actions.transfer_member(by=None, member=member, to=cast.A2, on=days_ago(2))
    response = post(client, url("dissolve", "a1"), on=day(days_ago(1)))
    assert response.status_code == 422
    assert "còn hồ sơ người vào Đảng chưa kết thúc" in text(response)


def test_dissolve_an_empty_unit(client, cast):
    unit = make_organization("Chi bộ Trống", "cell", cast.A, code="trong")
    sign_in(client, cast["head_A"])
    assert post(client, url("dissolve", "trong"), on=day(days_ago(1)), decision="7-QĐ/ĐU").status_code == 302
    unit.refresh_from_db()
    assert unit.dissolved_on == days_ago(1)
    assert unit.states.get().valid_to == days_ago(1)
    assert url("organization", "trong") not in text(client.get(url("tree")))
    assert "Đã giải thể" in text(client.get(url("organization", "trong")))
    assert post(client, url("dissolve", "trong"), on=day(days_ago(1))).status_code == 409


# Facts, authority, unions


def facts(unit_page, **changed):
    import re

    seen = re.search(r'name="seen" value="(\d+)"', unit_page)[1]
    return {"reporting_calendar": "calendar", "counted_by": "ceremony", "seen": seen} | changed


def test_edit_facts_and_see_the_change(client, cast):
    sign_in(client, cast["head_A"])
    data = facts(text(client.get(url("edit", "a1"))), area_type="remote", residential_unit="Bản Mẫu")
    assert post(client, url("edit", "a1"), **data).status_code == 302
    page = text(client.get(url("organization", "a1")))
    assert "Vùng sâu, vùng xa" in page
    assert "Địa bàn:</strong> – → Vùng sâu, vùng xa" in page


def test_second_of_two_editors_is_told(client, cast):
    sign_in(client, cast["head_A"])
    data = facts(text(client.get(url("edit", "a1"))), residential_unit="Bản Hai")
    actions.update_organization(by=None, organization=cast.A1, residential_unit="Bản Một")
    response = post(client, url("edit", "a1"), **data)
    assert response.status_code == 409
    assert 'value="Bản Hai"' in text(response)
    assert Organization.objects.get(code="a1").residential_unit == "Bản Một"


def test_standing_cannot_outnumber_the_committee(client, cast):
    sign_in(client, cast["head_A"])
    data = facts(text(client.get(url("edit", "a"))), committee_size="3", standing_size="5")
    response = post(client, url("edit", "a"), **data)
    assert response.status_code == 422
    assert "không thể nhiều hơn số cấp ủy viên" in text(response)


def test_authority_is_dated_and_must_stand_above(client, cast):
    sign_in(client, cast["head_A"])
    data = {"decided_by": "x", "body": "executive", "valid_from": day(days_ago(5)), "basis": "Quyết định 3-QĐ/ĐU"}
    assert post(client, url("authority", "a"), **data).status_code == 302
    page = text(client.get(url("organization", "a1")))
    assert "Ban Chấp hành (toàn thể cấp ủy) Đảng ủy X" in page
    assert "chưa được đơn vị xác nhận" not in page
    response = post(client, url("authority", "a"), **data | {"decided_by": "b"})
    assert response.status_code == 422


def test_unions_by_date(client, cast):
    sign_in(client, cast["head_A"])
    data = {"union": "youth_union", "exists": "yes", "on": day(days_ago(30))}
    assert post(client, url("union", "a1"), **data).status_code == 302
    assert post(client, url("union", "a1"), **data).status_code == 409
    assert post(client, url("union", "a1"), **data | {"exists": "no", "on": day(days_ago(40))}).status_code == 422
    assert post(client, url("union", "a1"), **data | {"exists": "no", "on": day(days_ago(1))}).status_code == 302
    assert OrganizationUnion.objects.get().valid_to == days_ago(1)
    with pytest.raises(Conflict):
        actions.set_union(by=None, organization=cast.A1, union="women_union", exists=False, on=today())


def test_same_form_twice_founds_once(client, cast):
    sign_in(client, cast["head_A"])
    page = text(client.get(url("found", "a")))
    token = page.split('form_token" value="')[1].split('"')[0]
    data = {"form_token": token, "name": "Chi bộ Một Lần", "kind": "cell"}
    first, second = (client.post(url("found", "a"), data) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Organization.objects.filter(name="Chi bộ Một Lần").count() == 1
