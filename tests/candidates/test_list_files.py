"""The lists as spreadsheets: what their pages show under the same filters, for the same readers, and logged."""

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.models import AccessRecord
from candidates import actions
from candidates.models import Introduction
from tests.candidates.class_cases import finish, make_class, put, sent
from tests.factories import days_ago, make_candidate, make_member, make_person, make_user, sign_in

pytestmark = pytest.mark.django_db


def sheet(client, name, args=(), **query):
    """The rows of the list, without their numbers."""
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    return [row[1:] for row in rows if isinstance(row[0], float)]


def logged(place, about):
    return AccessRecord.objects.filter(kind="list_taken", organization=place, about=about).exists()


def test_members_as_their_page_shows_them(client, cast):
    make_member(cast.A2, "=2+5")
    staff = sign_in(client, cast["staff_A"])
    for query in ({}, {"q": "số 3"}, {"status": "probationary"}):
        page = staff.get(reverse("branches:members", args=["a"]), query)
        shown = [(each.person.full_name, each.organization.name) for each in page.context["page"]]
        assert [(row[0], row[5]) for row in sheet(staff, "candidates:members_xlsx", ["a"], **query)] == shown
        assert reverse("candidates:members_xlsx", args=["a"]) in page.content.decode() or not shown
    rows = sheet(staff, "candidates:members_xlsx", ["a"])
    assert "=2+5" in {row[0] for row in rows}
    assert "Đảng viên B1 số 1" not in str(rows)
    assert logged(cast.A, "Đảng viên")
    assert staff.get(reverse("candidates:members_xlsx", args=["b"])).status_code == 404


def test_what_is_due_row_by_row_under_the_filters_of_the_page(client, cast):
    for number in range(3):
        make_candidate(cast.A1, "applied", person=make_person(f"Lò Văn {number}"))
    staff = sign_in(client, cast["staff_A"])
    rows = sheet(staff, "candidates:due_xlsx")
    page = staff.get(reverse("candidates:due"))
    assert f"{len(rows)} việc" in page.context["result"]
    assert rows
    assert {row[2] for row in rows} <= {"Chi bộ A1", "Chi bộ A2", "Đảng bộ cơ sở A"}
    narrowed = sheet(staff, "candidates:due_xlsx", don_vi=cast.A2.pk)
    assert 0 < len(narrowed) < len(rows)
    assert logged(cast.A, "Việc đến hạn")
    assert logged(cast.A2, "Việc đến hạn")


def test_the_queue_of_the_tab_that_is_open(client, cast):
    make_candidate(cast.A1, "submitted", person=make_person("Lò Thị Gửi"))
    make_candidate(cast.B1, "submitted", person=make_person("Lò Thị Ngoài"))
    staff = sign_in(client, cast["staff_A"])
    rows = sheet(staff, "desk:queue_xlsx", tab="check")
    assert [row[0] for row in rows] == ["Lò Thị Gửi"]
    assert sheet(staff, "desk:queue_xlsx", tab="returned") == []
    assert (
        reverse("desk:queue_xlsx") + "?tab=check" in staff.get(reverse("desk:queue") + "?tab=check").content.decode()
    )
    assert logged(cast.A, "Thẩm định hồ sơ")


def test_classes_and_their_rosters(client, cast):
    held = make_class(cast.X)
    put(held, sent(cast.A1, "Lò Thị Học"), sent(cast.B1, "Lò Thị Ngoài"))
    staff = sign_in(client, cast["staff_A"])
    assert [(row[0], row[4]) for row in sheet(staff, "classes:list_xlsx")] == [(str(held), 1.0)]
    assert [row[0] for row in sheet(staff, "classes:roster_xlsx", [held.pk])] == ["Lò Thị Học"]


def test_who_waits_for_a_class_and_the_register_of_certificates(client, cast):
    sent(cast.A1, "Lò Thị Chờ")
    held = make_class(cast.X)
    rows = put(held, sent(cast.A2, "Lò Thị Xong"), sent(cast.B1, "Lò Thị Ngoài"))
    finish(held, *rows)
    staff = sign_in(client, cast["staff_A"])
    page = staff.get(reverse("classes:nominations"))
    assert [row[0] for row in sheet(staff, "classes:nominations_xlsx")] == ["Lò Thị Chờ"]
    assert [row[3] for row in sheet(staff, "classes:nominations_xlsx")] == [page.context["rows"][0][2]]
    assert [row[0] for row in sheet(staff, "classes:register_xlsx")] == ["Lò Thị Xong"]


def test_the_months_of_a_cell_name_who_helps_to_the_cell_alone(client, cast):
    case = make_candidate(cast.A1, "applied", person=make_person("Lò Thị Theo"))
    actions.assign_mentor(candidate=case, mentor=cast.mentor_member, on=days_ago(70), resolution_number="1", by=None)
    own = sheet(sign_in(client, cast["sec_A1"]), "candidates:remarks_xlsx")
    assert [(row[0], row[1]) for row in own] == [("Lò Thị Theo", str(cast.mentor_member))]
    assert "Còn thiếu" in own[0]
    above = make_user("above", ("cell_secretary", cast.A))
    [row] = sheet(sign_in(client, above), "candidates:remarks_xlsx", chi_bo=cast.A1.pk)
    assert row[1] == "Đã phân công"


def test_who_was_introduced(client, cast):
    Introduction.objects.create(
        candidate=cast.candidates["a1"], union="youth_union", union_name="Ban Chấp hành", introduced_on=days_ago(3),
        paper_number="1",
    )  # fmt: skip
    youth = sign_in(client, cast["youth_A"])
    shown = youth.get(reverse("candidates:introduced"))
    assert shown.context["rows"]
    assert [row[0] for row in sheet(youth, "candidates:introduced_xlsx")] == [
        str(each.candidate.person.full_name) for each, _ in shown.context["rows"]
    ]


def test_a_list_too_long_is_refused_in_words(client, cast, monkeypatch):
    monkeypatch.setattr("accounts.list_files.MOST_ROWS", 1)
    answer = sign_in(client, cast["staff_A"]).get(reverse("candidates:members_xlsx", args=["a"]))
    assert answer.status_code == 422
    assert "Hãy lọc" in answer.content.decode()
    assert not AccessRecord.objects.filter(kind="list_taken").exists()


@pytest.mark.parametrize(
    ("name", "args"),
    [("candidates:members_xlsx", ["a"]), ("candidates:due_xlsx", []), ("desk:queue_xlsx", [])],
)
def test_a_longer_list_asks_no_more(client, cast, django_assert_max_num_queries, name, args):
    query = {"tab": "all"} if name == "desk:queue_xlsx" else {}
    staff = sign_in(client, cast["staff_A"])
    make_candidate(cast.A1, "submitted", person=make_person("Lò Thị Đầu"))
    sheet(staff, name, args, **query)
    with django_assert_max_num_queries(80) as few:
        sheet(staff, name, args, **query)
    for number in range(5):
        make_member(cast.A1, f"Lò Văn {number}")
        make_candidate(cast.A1, "submitted", person=make_person(f"Lò Thị {number}"))
    with django_assert_max_num_queries(len(few)):
        sheet(staff, name, args, **query)
