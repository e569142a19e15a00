"""The desk's queue: what waits here, for whom, in which order, narrowed by what."""

import re

import pytest
from django.urls import reverse

from candidates import actions
from tests.candidates.desk_cases import appraised, submitted
from tests.factories import days_ago, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    return submitted(cast, days_ago(40), "Lò Thị Mẫu")


@pytest.fixture
def staff(client, cast):
    return sign_in(client, cast["staff_A"])


def page(response):
    return " ".join(response.content.decode().split())


def test_queue_shows_what_waits_here_the_oldest_first(staff, cast):
    for days, name in ((30, "Vàng Thị Mới"), (60, "Giàng A Cũ")):
        submitted(cast, days_ago(days), name)

    text = page(staff.get(reverse("desk:queue")))

    assert text.index("Giàng A Cũ") < text.index("Vàng Thị Mới")
    assert "Hồ sơ đã gửi cấp ủy cấp trên" in text
    assert re.search(r"\d+ ngày làm việc", text)
    assert re.search(r"Còn \d+ ngày", text)


def test_queue_shows_only_the_own_part_of_the_tree(client, cast, case):
    text = page(sign_in(client, cast["staff_B"]).get(reverse("desk:queue") + "?tab=all"))

    assert "Lò Thị Mẫu" not in text


def test_queue_of_a_superior_does_not_hold_what_waits_at_the_base(client, cast, case):
    head = sign_in(client, cast["head_X"])

    assert "Lò Thị Mẫu" not in page(head.get(reverse("desk:queue")))
    assert "Lò Thị Mẫu" in page(head.get(reverse("desk:queue") + "?tab=check"))


@pytest.mark.parametrize("who", ["sec_A1", "lead_A", "centre_X", "rec_A", "auditor_X"])
def test_queue_is_for_who_checks_dossiers(client, cast, who):
    assert sign_in(client, cast[who]).get(reverse("desk:queue")).status_code == 403


@pytest.mark.parametrize(
    ("tab", "there"),
    [("mine", True), ("check", False), ("meeting", True), ("forward", False), ("returned", False), ("all", True)],
)
def test_tabs_hold_a_checked_dossier_where_it_waits(staff, cast, tab, there):
    appraised(cast, days_ago(40), name="Sùng A Mẫu")

    assert ("Sùng A Mẫu" in page(staff.get(reverse("desk:queue"), {"tab": tab}))) is there


def test_checked_dossier_waits_to_be_forwarded_where_no_base_resolution_is_needed(staff, cast):
    appraised(cast, days_ago(40), name="Sùng A Mẫu")
    cast.X.authorities.update(needs_base_resolution=False)

    assert "Sùng A Mẫu" not in page(staff.get(reverse("desk:queue") + "?tab=meeting"))
    assert "Sùng A Mẫu" in page(staff.get(reverse("desk:queue") + "?tab=forward"))


def test_queue_is_narrowed_by_words_and_cell_and_ignores_the_unknown(staff, cast, case):
    other = submitted(cast, days_ago(30), "Giàng A Khác", cell=cast.A2, by=cast["sec_A2"])
    url = reverse("desk:queue")

    assert "Lò Thị Mẫu" not in page(staff.get(url, {"q": "giang"}))
    assert other.person.full_name in page(staff.get(url, {"q": "giang"}))
    assert "Lò Thị Mẫu" not in page(staff.get(url, {"cell": cast.A2.pk}))
    assert staff.get(url, {"cell": "x", "tab": "y", "page": "z", "drop": "table"}).status_code == 200


def test_queue_takes_the_same_number_of_queries_for_one_and_many(
    staff, cast, case, django_assert_num_queries, django_assert_max_num_queries
):
    url = reverse("desk:queue")
    staff.get(url)
    with django_assert_max_num_queries(40) as one:
        staff.get(url)
    for number in range(6):
        cell, by = ((cast.A2, "sec_A2"), (cast.A1, "sec_A1"))[number % 2]
        submitted(cast, days_ago(30 + number), cell=cell, by=cast[by])
    with django_assert_num_queries(len(one)):
        assert "7 hồ sơ" in page(staff.get(url))


def test_the_desk_is_told_what_the_comparison_of_papers_found(staff, cast, case):
    read = {case.papers.get(code="39").pk: {"full_name": "Lò Thị Mâu"}}
    compare, url = reverse("candidates:compare", args=[case.pk]), reverse("desk:review", args=[case.pk])
    actions.write_readings(candidate=case, by=cast["staff_A"], readings=read, versions={})
    number = int(re.search(r"Còn (\d+) điều cần xem lại", page(staff.get(compare)))[1])

    assert number > 1
    assert f'<a href="{compare}">Đối khớp: {number} điều nên xem lại</a>' in page(staff.get(reverse("desk:queue")))
    told = page(staff.get(url))
    assert f"Đối khớp: {number} điều nên xem lại" in told
    assert "“Mâu” khác “Mẫu”" in told
    (paper,) = read
    assert f'<a href="#giay-{paper}">Xem giấy tờ này</a>' in told


def test_who_was_sent_back_to_be_completed_keeps_their_place_in_the_queue(staff, cast, case):
    submitted(cast, days_ago(30), "Vàng Thị Sau")
    actions.request_completion(candidate=case, by=cast["staff_A"], on=days_ago(5), points=[("37", "Đơn thiếu ngày")])
    actions.answer_point(point=case.requests.get().points.get(), by=cast["sec_A1"], answer="Đã ghi ngày")
    actions.advance(candidate=case, transition="resubmit", by=cast["sec_A1"], on=days_ago(0))

    text = page(staff.get(reverse("desk:queue")))

    assert text.index("Lò Thị Mẫu") < text.index("Vàng Thị Sau")
    assert f"hôm nay, gửi lần đầu {days_ago(23):%d/%m/%Y}" in text
