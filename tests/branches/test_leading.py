"""Papers to cite, what committees took up, inspections, courses; grades of new members."""

from html import unescape

import pytest
from django.urls import reverse

from branches import actions
from branches.models import LeadingRecord, ReferenceDocument, YearGrade
from partydev.refusals import Invalid
from tests.branches.pages import post
from tests.factories import days_ago, make_cast, make_member, sign_in, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def url(name, code, *more):
    return reverse(f"branches:{name}", args=[code, *more])


def page(client, address):
    return unescape(client.get(address).content.decode())


PAPER = {"title": "Nghị quyết về phát triển đảng viên", "number": "21-NQ/TW", "issued_on": "16/06/2022",
         "issuer": "Ban Chấp hành Trung ương"}  # fmt: skip


def test_a_paper_is_cited_by_the_units_below_and_not_beside(client, cast):
    sign_in(client, cast["staff_A"])
    assert post(client, url("document_add", "a"), **PAPER).status_code == 302
    again = post(client, url("document_add", "a"), **PAPER)
    assert again.status_code == 422
    assert "đã có trong danh mục" in unescape(again.content.decode())
    assert "21-NQ/TW" in page(sign_in(client, cast["sec_A1"]), url("leading", "a1"))
    assert "21-NQ/TW" in page(client, reverse("plans:plan", args=["a1", today().year, "phat-trien"]))
    assert "21-NQ/TW" not in page(sign_in(client, cast["staff_B"]), url("leading", "b"))
    assert ReferenceDocument.objects.count() == 1


@pytest.mark.parametrize(("kind", "data"), [
    ("hop-cap-uy", {"title": "Đánh giá công tác phát triển đảng viên quý I", "result": "Đôn đốc ba chi bộ"}),
    ("tap-huan", {"title": "Tập huấn khai lý lịch", "attended": "42"}),
    ("kiem-tra", {"title": "Kiểm tra việc lập hồ sơ", "about": "a2", "paper": "TB số 5"}),
])  # fmt: skip
def test_what_was_done_is_recorded(client, cast, kind, data):
    sign_in(client, cast["staff_A"])
    response = post(client, url("leading_add", "a", kind), on=f"{days_ago(3):%d/%m/%Y}", **data)
    assert response.status_code == 302
    assert data["title"] in page(client, url("leading", "a"))
    assert LeadingRecord.objects.get().organization == cast.A
    assert client.get(url("leading_add", "a", "khac")).status_code == 404


@pytest.mark.parametrize(("data", "words"), [
    ({"about": ""}, "Hãy điền"), ({"about": "b1"}, "Không tìm thấy đơn vị"), ({"on": "31/12/2099"}, "chưa đến"),
    ({"title": ""}, "Hãy điền"),
])  # fmt: skip
def test_an_inspection_names_a_unit_of_the_own_part(client, cast, data, words):
    sign_in(client, cast["staff_A"])
    good = {"on": f"{days_ago(3):%d/%m/%Y}", "title": "Kiểm tra", "about": "a1", "result": "Đã gõ"}
    response = post(client, url("leading_add", "a", "kiem-tra"), **(good | data))
    assert response.status_code == 422
    shown = unescape(response.content.decode())
    assert words in shown
    assert "Đã gõ" in shown
    assert not LeadingRecord.objects.exists()


def test_readers_read_and_others_do_not(client, cast):
    assert sign_in(client, cast["lead_A"]).get(url("leading", "a")).status_code == 200
    assert client.get(url("leading_add", "a", "tap-huan")).status_code == 403
    assert sign_in(client, cast["sec_A1"]).get(url("leading", "a")).status_code == 404
    assert sign_in(client, cast["sysadmin"]).get(url("leading", "a")).status_code == 403


# Grades


def test_grades_rest_on_a_paper_and_are_of_new_members(client, cast):
    new = make_member(cast.A1, "Thào Thị Mới", on=days_ago(100), joined_on=days_ago(400), recognized_on=days_ago(30))
    address = f"{url('grades', 'a1')}?nam={today().year}"
    sign_in(client, cast["sec_A1"])
    shown = page(client, address)
    assert "Thào Thị Mới" in shown
    assert "Đảng viên A1 số 1" not in shown
    refused = post(client, address, **{f"member_{new.pk}": "good", "paper": ""})
    assert refused.status_code == 422
    assert "Hãy ghi văn bản xếp loại" in unescape(refused.content.decode())
    assert post(client, address, **{f"member_{new.pk}": "good", "paper": "QĐ 7"}).status_code == 302
    assert YearGrade.objects.get().grade == "good"
    post(client, address, **{f"member_{new.pk}": "", "paper": "QĐ 7"})
    assert not YearGrade.objects.exists()
    assert client.get(url("grades", "a2")).status_code == 404
    assert sign_in(client, cast["staff_A"]).get(url("grades", "a")).status_code == 404


def test_saving_changes_nobody_elses_paper(client, cast):
    first, second = (make_member(cast.A1, f"Thào Thị {n}", on=days_ago(100), joined_on=days_ago(400)) for n in "AB")
    year = {"by": None, "organization": cast.A1, "year": today().year}
    for member, paper in ((first, "QĐ 12"), (second, "QĐ 31")):
        actions.record_grades(grades={member: "good"}, paper=paper, **year)
    address = f"{url('grades', 'a1')}?nam={today().year}"
    shown = page(sign_in(client, cast["sec_A1"]), address)
    assert "Theo QĐ 12." in shown
    assert "Theo QĐ 31." in shown
    same = {f"member_{first.pk}": "good", f"member_{second.pk}": "good"}
    assert post(client, address, **same, paper="").status_code == 302
    assert post(client, address, **same | {f"member_{second.pk}": "done"}, paper="QĐ 40").status_code == 302
    assert dict(YearGrade.objects.values_list("member_id", "paper")) == {first.pk: "QĐ 12", second.pk: "QĐ 40"}
    with pytest.raises(Invalid):
        actions.record_grades(grades={first: "done"}, paper="QĐ 5", **year | {"organization": cast.A2})


def test_a_grade_is_a_total_above_never_a_name(client, cast):
    new = make_member(cast.A1, "Thào Thị Mới", on=days_ago(100), joined_on=days_ago(400), recognized_on=days_ago(30))
    actions.record_grades(by=None, organization=cast.A1, year=today().year, grades={new: "not_done"}, paper="QĐ 7")
    shown = page(sign_in(client, cast["lead_A"]), reverse("reports:signal", args=["dang-vien-moi"]))
    assert "Thào Thị Mới" not in shown
