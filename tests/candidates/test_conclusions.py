"""What the cell's meeting of a month concludes on the remarks."""

import pytest
from django.urls import reverse

from candidates import actions
from candidates.models import CellMeeting, MonthlyRemark
from partydev.dates import add_months
from tests.candidates.remark_pages import conclude_url, followed, last_month, post, remark_url, this_month, write
from tests.factories import (
    make_cast,
    sign_in,
    today,
)
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db


made_cast = once_a_module(make_cast)


def test_meeting_is_recorded_and_leads_to_the_conclusions(client, cast):
    candidate = followed(cast)
    write(candidate, this_month())
    url = reverse("candidates:meeting", args=[cast.A1.pk, this_month()])
    sign_in(client, cast["sec_A1"])
    assert f"{today():%d/%m/%Y}" in client.get(url).content.decode()
    answer = post(client, url, held_on=f"{today():%d/%m/%Y}", minutes_number="11-BB/CB")
    assert answer.url == conclude_url(cast.A1)
    assert CellMeeting.objects.get().held_on == today()


def test_meeting_on_a_day_of_another_month_is_refused_beside_the_field(client, cast):
    url = reverse("candidates:meeting", args=[cast.A1.pk, last_month()])
    sign_in(client, cast["sec_A1"])
    answer = post(client, url, held_on=f"{today():%d/%m/%Y}", minutes_number="11-BB/CB")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f"Ngày họp phải trong tháng {last_month():%m/%Y}." in page
    assert 'value="11-BB/CB"' in page
    assert not CellMeeting.objects.exists()


def test_month_to_come_has_no_pages(client, cast):
    sign_in(client, cast["sec_A1"])
    month = add_months(this_month(), 1)
    assert client.get(reverse("candidates:meeting", args=[cast.A1.pk, month])).status_code == 404
    assert client.get(remark_url(cast.candidates["a1"], month)).status_code == 404


def test_month_without_a_meeting_is_explained_and_not_lacking(client, cast):
    followed(cast)
    url = reverse("candidates:no_meeting", args=[cast.A1.pk, last_month()])
    sign_in(client, cast["sec_A1"])
    assert post(client, url, not_held_because=" ").status_code == 422
    assert post(client, url, not_held_because="Mưa lũ, đường bị chia cắt").status_code == 302
    assert "Không họp" in client.get(reverse("candidates:remarks")).content.decode()
    held = post(client, reverse("candidates:meeting", args=[cast.A1.pk, this_month()]), held_on=f"{today():%d/%m/%Y}")
    assert held.status_code == 302
    late = post(client, reverse("candidates:no_meeting", args=[cast.A1.pk, this_month()]), not_held_because="Bận")
    assert late.status_code == 409


def test_conclusions_are_saved_together_and_empty_boxes_are_left_out(client, cast):
    one, two, three = (followed(cast, name) for name in ("Lò Thị Pán", "Hoàng Văn Tề", "Vàng A Sử"))
    write(one, this_month(), "Chăm chỉ")
    actions.hold_meeting(organization=cast.A1, month=this_month(), by=None, held_on=today())
    sign_in(client, cast["sec_A1"])
    page = client.get(conclude_url(cast.A1)).content.decode()
    assert "Chăm chỉ" in page
    answer = post(
        client,
        conclude_url(cast.A1),
        **{f"version_{each.pk}": 1 if each == one else 0 for each in (one, two, three)},
        **{f"conclusion_{one.pk}": "Tiếp tục bồi dưỡng", f"conclusion_{two.pk}": "Giao thêm việc"},
    )
    assert answer.status_code == 302
    stored = dict(MonthlyRemark.objects.filter(month=this_month()).values_list("candidate", "conclusion"))
    assert stored == {one.pk: "Tiếp tục bồi dưỡng", two.pk: "Giao thêm việc"}
    assert MonthlyRemark.objects.filter(meeting=None, month=this_month()).count() == 0


def test_conclusions_wait_for_the_meeting(client, cast):
    candidate = followed(cast)
    sign_in(client, cast["sec_A1"])
    assert "Chưa ghi buổi họp tháng này" in client.get(conclude_url(cast.A1)).content.decode()
    sent = {f"version_{candidate.pk}": 0, f"conclusion_{candidate.pk}": "Tốt"}
    answer = post(client, conclude_url(cast.A1), **sent)
    assert answer.status_code == 422
    assert not MonthlyRemark.objects.exists()


def test_one_fault_saves_none_and_stands_at_its_box(client, cast):
    one, two = followed(cast, "Lò Thị Pán"), followed(cast, "Hoàng Văn Tề")
    actions.hold_meeting(organization=cast.A1, month=this_month(), by=None, held_on=today())
    actions.conclude_month(candidate=two, month=this_month(), by=None, conclusion="Đã có")
    sign_in(client, cast["sec_A1"])
    sent = {f"version_{one.pk}": 0, f"conclusion_{one.pk}": "Viết mới", f"version_{two.pk}": 1}
    answer = post(client, conclude_url(cast.A1), **sent, **{f"conclusion_{two.pk}": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_conclusion_{two.pk}"' in page
    assert "Ghi kết luận của chi bộ." in page
    assert "Viết mới" in page
    assert not MonthlyRemark.objects.filter(candidate=one).exists()


def test_conclusion_of_another_is_shown_and_then_replaced_knowingly(client, cast):
    candidate = followed(cast)
    actions.hold_meeting(organization=cast.A1, month=this_month(), by=None, held_on=today())
    sign_in(client, cast["sec_A1"])
    actions.conclude_month(candidate=candidate, month=this_month(), by=cast["dep_A1"], conclusion="Của phó bí thư")
    sent = {f"version_{candidate.pk}": 0, f"conclusion_{candidate.pk}": "Của bí thư"}
    answer = post(client, conclude_url(cast.A1), **sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Của phó bí thư" in page
    assert "Của bí thư" in page
    assert f'name="version_{candidate.pk}" value="1"' in page
    sent[f"version_{candidate.pk}"] = 1
    assert post(client, conclude_url(cast.A1), **sent).status_code == 302
    assert MonthlyRemark.objects.get().conclusion == "Của bí thư"


def test_concluded_month_is_read_and_not_changed(client, cast):
    candidate = followed(cast)
    write(candidate, this_month(), "Trước họp")
    actions.hold_meeting(organization=cast.A1, month=this_month(), by=None, held_on=today())
    actions.conclude_month(candidate=candidate, month=this_month(), by=None, conclusion="Chi bộ nhất trí")
    sign_in(client, cast["sec_A1"])
    page = client.get(remark_url(candidate)).content.decode()
    assert "Chi bộ nhất trí" in page
    assert "<textarea" not in page
    answer = post(client, remark_url(candidate), strengths="Sau họp", shortcomings="", version=2)
    assert answer.status_code == 409
    assert "Sau họp" in answer.content.decode()
    assert MonthlyRemark.objects.get().strengths == "Trước họp"


def test_who_has_no_remark_stands_folded_behind_those_who_have(client, cast):
    told, silent = followed(cast), followed(cast, name="Lò Thị Lặng")
    write(told, this_month())
    actions.hold_meeting(organization=cast.A1, month=this_month(), by=None, held_on=today())
    sign_in(client, cast["sec_A1"])
    page = client.get(conclude_url(cast.A1)).text
    shown, folded = page.split("người chưa có nhận xét tháng này")
    assert told.person.full_name in shown
    assert silent.person.full_name not in shown
    assert silent.person.full_name in folded
    assert folded_open(page) is False
    long = {f"conclusion_{silent.pk}": "x" * 5000, f"version_{silent.pk}": "0"}
    refused = post(client, conclude_url(cast.A1), **long)
    assert refused.status_code == 422
    assert folded_open(refused.text) is True


def folded_open(page):
    return " open" in page.split("người chưa có nhận xét tháng này")[0].rsplit("<details", 1)[1].split(">")[0]
