"""Rosters and members through the pages: who may, what is refused with which words, what is recorded."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from branches import actions
from branches.models import Member, MemberEvent, Person
from partydev.refusals import Conflict
from tests.branches.pages import post, text
from tests.factories import days_ago, make_member, make_organization, make_person, sign_in, today

pytestmark = pytest.mark.django_db
NEW = {
    "full_name": "Sùng A Mẫu",
    "birth_date": "05/02/1980",
    "sex": "male",
    "ethnicity": "08",
    "religion": "00",
    "status": "full",
    "joined_on": "03/02/2005",
    "recognized_on": "03/02/2006",
}


@pytest.fixture
def sec(client, cast):
    return sign_in(client, cast["sec_A1"])


def url(name, *args):
    return reverse(f"branches:{name}", args=args)


def day(on):
    return on.strftime("%d/%m/%Y")


ACTS = ["transfer_out", "transfer", "departure", "restore", "exempt", "card", "position", "party_group"]


def test_roster_is_the_own_cell_by_given_name(sec, cast):
    make_member(cast.A1, "Trần Văn Đạt")
    make_member(cast.A1, "Vũ Thị Dũng")
    page = text(sec.get(url("members", "a1")))
    assert "7 người" in page
    assert page.index("Vũ Thị Dũng") < page.index("Trần Văn Đạt")
    assert "Đảng viên A2 số" not in page


def test_roster_filters(sec, cast):
    gone = make_member(cast.A1, "Người Đi", joined_on=date(2000, 1, 1))
    actions.transfer_out(by=None, member=gone, on=days_ago(3), other_place="Chi bộ khác")
    make_member(cast.A1, "Người Dự Bị", status="probationary")
    assert "Người Đi" not in text(sec.get(url("members", "a1")))
    left = text(sec.get(url("members", "a1"), {"status": "left"}))
    assert "Người Đi" in left
    assert "Người Dự Bị" not in left
    assert "Người Dự Bị" in text(sec.get(url("members", "a1"), {"status": "probationary"}))
    assert "1 người" in text(sec.get(url("members", "a1"), {"q": "nguoi du bi"}))
    assert "7 người" not in text(sec.get(url("members", "a1"), {"status": "full", "person__search__startswith": "x"}))


def test_member_outside_does_not_exist(sec, cast):
    other = Member.objects.filter(organization=cast.A2).first()
    for name in ["member", *ACTS]:
        assert sec.get(url(name, other.pk)).status_code == 404


@pytest.mark.parametrize("name", [*ACTS, "member_add", "transfer_in"])
def test_reader_changes_nothing(client, cast, name):
    sign_in(client, cast["lead_A"])
    args = ["a1"] if name in ("member_add", "transfer_in") else [cast.mentor_member.pk]
    assert client.get(url("member", cast.mentor_member.pk)).status_code == 200
    assert client.get(url(name, *args)).status_code == 403
    assert client.post(url(name, *args)).status_code == 403


def test_add_to_roster(sec, cast):
    response = post(sec, url("member_add", "a1"), **NEW, on=day(today()), card_number="12.345678")
    member = Member.objects.get(person__full_name="Sùng A Mẫu")
    assert response["Location"] == url("member", member.pk)
    assert (member.organization, member.card_number, member.joined_on) == (cast.A1, "12345678", date(2005, 2, 3))
    event = member.events.get()
    assert (event.kind, event.full_delta, event.recorded_by) == ("roster", 1, cast["sec_A1"])
    assert "đồng chí Sùng A Mẫu" in text(sec.get(response["Location"]))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"recognized_on": "01/01/2004"}, "không thể trước ngày vào Đảng"),
        ({"decided_on": "01/01/2006"}, "không thể trước ngày quyết định kết nạp"),
        ({"status": "probationary"}, "Đảng viên dự bị chưa có ngày công nhận"),
        ({"birth_date": "30/02/1980"}, "Không có ngày 30"),
        ({"birth_date": "01/01/2099"}, "Ngày sinh phải trước hôm nay"),
        ({"on": "01/01/2099"}, "Ngày này chưa đến"),
        ({"card_number": "123"}, "8 hoặc 12 chữ số"),
        ({"sex": ""}, "Hãy chọn"),
    ],
)
def test_bad_input_is_said_and_nothing_is_saved(sec, cast, changed, words):
    people = Person.objects.count()
    response = post(sec, url("member_add", "a1"), **{**NEW, "on": day(today()), **changed})
    assert response.status_code == 422
    assert words in text(response)
    assert 'value="Sùng A Mẫu"' in text(response)
    assert Person.objects.count() == people


def test_the_same_person_twice_is_named_inside_ones_part(sec, cast):
    make_member(cast.A1, person=make_person("Sùng A Mẫu", birth_date=date(1980, 2, 5)))
    response = post(sec, url("member_add", "a1"), **NEW, on=day(today()))
    assert response.status_code == 422
    assert "Đã có người cùng họ tên và ngày sinh: Chi bộ A1 (Đảng viên chính thức)" in text(response)
    assert post(sec, url("member_add", "a1"), **NEW, on=day(today()), different="on").status_code == 302


def test_the_same_person_outside_is_not_told(sec, cast):
    make_member(cast.B1, person=make_person("Sùng A Mẫu", birth_date=date(1980, 2, 5)))
    assert post(sec, url("member_add", "a1"), **NEW, on=day(today())).status_code == 302


def test_members_are_added_to_cells_only(client, cast):
    sign_in(client, cast["staff_A"])
    response = post(client, url("member_add", "a"), **NEW, on=day(today()))
    assert response.status_code == 422
    assert "phải thuộc một chi bộ" in text(response)
    assert not Person.objects.filter(full_name="Sùng A Mẫu").exists()


def test_transfer_in_and_out(sec, cast):
    data = {**NEW, "other_place": "Chi bộ Tỉnh khác", "on": day(days_ago(9)), "paper_number": "15"}
    assert post(sec, url("transfer_in", "a1"), **data).status_code == 302
    member = Member.objects.get(person__full_name="Sùng A Mẫu")
    assert member.events.get().other_place == "Chi bộ Tỉnh khác"
    assert member.events.get().other_province is None
    out = {"other_place": "Đảng bộ Y", "on": day(days_ago(1)), "other_province": "no"}
    assert post(sec, url("transfer_out", member.pk), **{**out, "other_province": "khac"}).status_code == 422
    assert post(sec, url("transfer_out", member.pk), **out).status_code == 302
    assert member.events.get(kind="transfer_out").other_province is False
    member.refresh_from_db()
    assert (member.left_on, member.left_by) == (days_ago(1), "transferred")
    again = post(sec, url("transfer_out", member.pk), **out)
    assert again.status_code == 409
    assert "đã ra khỏi danh sách" in text(again)


def test_transfer_inside_cancels_above(client, cast):
    sign_in(client, cast["staff_A"])
    member = cast.mentor_member
    assert post(client, url("transfer", member.pk), to="a2", on=day(days_ago(1))).status_code == 302
    member.refresh_from_db()
    assert member.organization == cast.A2
    both = MemberEvent.objects.filter(member=member, kind__in=["transfer_in", "transfer_out"])
    assert {event.common_depth for event in both} == {cast.A.depth}
    assert post(client, url("transfer", member.pk), to="b1", on=day(days_ago(1))).status_code == 422


def test_secretary_cannot_push_a_member_into_another_cell(sec, cast):
    response = post(sec, url("transfer", cast.mentor_member.pk), to="a2", on=day(days_ago(1)))
    assert response.status_code == 422
    assert "Không tìm thấy đơn vị này" in text(response)


def test_departure_and_restoring(sec, cast):
    member = cast.mentor_member
    assert post(sec, url("departure", member.pk), kind="expelled", on=day(days_ago(30))).status_code == 302
    early = post(sec, url("restore", member.pk), on=day(days_ago(40)))
    assert "không thể trước ngày ra khỏi danh sách" in text(early)
    assert post(sec, url("restore", member.pk), on=day(days_ago(3))).status_code == 302
    member.refresh_from_db()
    assert member.left_on is None
    assert sum(event.full_delta for event in member.events.all()) == 1


def test_the_dead_are_not_restored(sec, cast):
    post(sec, url("departure", cast.mentor_member.pk), kind="deceased", on=day(days_ago(3)))
    assert post(sec, url("restore", cast.mentor_member.pk), on=day(days_ago(1))).status_code == 409


def test_probation_belongs_to_the_case(sec, cast):
    probationer = make_member(cast.A1, status="probationary", joined_on=days_ago(100))
    for name, data in {
        "transfer_out": {"other_place": "Nơi khác"},
        "departure": {"kind": "struck_off"},
    }.items():
        response = post(sec, url(name, probationer.pk), on=day(days_ago(1)), **data)
        assert response.status_code == 409
        assert "trang hồ sơ vào Đảng" in text(response)
    with pytest.raises(Conflict):
        actions.transfer_member(by=cast["staff_A"], member=probationer, to=cast.A2, on=days_ago(1))


def test_days_before_joining_are_refused(sec, cast):
    member = make_member(cast.A1, joined_on=date(2010, 5, 1))
    response = post(sec, url("exempt", member.pk), on="30/04/2010")
    assert "trước ngày vào Đảng (01/05/2010)" in text(response)
    assert post(sec, url("exempt", member.pk), on="01/05/2010").status_code == 302
    assert post(sec, url("exempt", member.pk), on="01/05/2010").status_code == 409


def test_card_is_counted_once(sec, cast):
    member = cast.mentor_member
    data = {"number": "001080000123", "on": day(days_ago(1))}
    assert post(sec, url("card", member.pk), **data).status_code == 302
    assert post(sec, url("card", member.pk), **data).status_code == 409
    assert member.events.filter(kind="card").count() == 1


def test_positions_begin_and_end(sec, cast):
    member = cast.mentor_member
    data = {"organization": "a1", "title": "secretary", "starts_on": day(days_ago(90))}
    assert post(sec, url("position", member.pk), **data).status_code == 302
    assert post(sec, url("position", member.pk), **data).status_code == 409
    assert "Bí thư" in text(sec.get(url("organization", "a1")))
    held = member.positions.get()
    assert post(sec, url("position_end", member.pk, held.pk), on=day(days_ago(91))).status_code == 422
    assert post(sec, url("position_end", member.pk, held.pk), on=day(days_ago(1))).status_code == 302
    held.refresh_from_db()
    assert held.ends_on == days_ago(1)


def test_the_secretary_of_a_day_is_who_held_the_post_on_it(cast):
    first, second = cast.mentor_member, make_member(cast.A1, "Lò Văn Sau")
    for member, begins, ends in ((first, 90, 30), (second, 30, None)):
        ends_on = days_ago(ends) if ends else None
        actions.set_position(by=None, member=member, organization=cast.A1, title="secretary",
                             starts_on=days_ago(begins), ends_on=ends_on)  # fmt: skip
    actions.set_position(
        by=None, member=second, organization=cast.A1, title="deputy_secretary", starts_on=days_ago(200)
    )
    told = {back: cast.A1.secretary_on(days_ago(back)) for back in (91, 90, 31, 30, 0)}
    assert told == {91: "", 90: str(first), 31: str(first), 30: "Lò Văn Sau", 0: "Lò Văn Sau"}
    assert cast.A2.secretary_on(days_ago(0)) == ""


def test_party_group_of_the_own_cell(sec, cast):
    group = make_organization("Tổ đảng số 1", "group", cast.A1)
    other = make_organization("Tổ đảng khác", "group", cast.A2)
    member = cast.mentor_member
    assert post(sec, url("party_group", member.pk), group=group.pk).status_code == 302
    assert post(sec, url("party_group", member.pk), group=other.pk).status_code == 422
    member.refresh_from_db()
    assert member.party_group == group


def test_member_page_shows_what_changed(sec, cast):
    actions.exempt_member(by=None, member=cast.mentor_member, on=days_ago(1))
    page = text(sec.get(url("member", cast.mentor_member.pk)))
    assert "Được miễn công tác và sinh hoạt đảng" in page
    assert f"– → {day(days_ago(1))}" in page


def test_future_days_are_refused(sec, cast):
    response = post(sec, url("exempt", cast.mentor_member.pk), on=day(today() + timedelta(days=1)))
    assert response.status_code == 422
    assert "Ngày này chưa đến" in text(response)
