"""Classes, from outside: who waits, rosters, results, and what each may see of them."""

import uuid
from itertools import islice

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates import actions
from candidates.forms.classes import running_numbers
from candidates.models import ClassNomination, DossierItem, TrainingClass
from partydev.refusals import Conflict
from tests.factories import days_ago, make_candidate, make_cast, make_person, sign_in, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)


def post(client, url, **data):
    return client.post(url, {"form_token": str(uuid.uuid4()), **data})


def make_class(organization, kind="awareness", name="Lớp khóa III"):
    return actions.create_class(
        by=None, organization=organization, kind=kind, name=name, starts_on=days_ago(20), ends_on=days_ago(15)
    )


def sent(cell, name, kind="awareness"):
    """Someone of the cell who was sent to a class and waits."""
    candidate = make_candidate(cell, person=make_person(name))
    return actions.nominate(candidate=candidate, kind=kind, by=None, on=days_ago(40), paper_number="05-DS/CB")


def on_roster(training_class, cell, *names):
    rows = [sent(cell, name) for name in names]
    actions.assign_to_class(nominations=rows, training_class=training_class, by=None)
    return rows


def url(name, *args):
    return reverse(f"classes:{name}", args=args)


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_centre_sees_name_birth_year_and_unit_and_no_more(client, cast):
    training_class = make_class(cast.X)
    (row,) = on_roster(training_class, cast.A1, "Lò Thị Pán")
    sent(cast.B1, "Vàng A Sử")
    sign_in(client, cast["centre_X"])
    for address, name in ((url("detail", training_class.pk), "Lò Thị Pán"), (url("nominations"), "Vàng A Sử")):
        page = text(client, address)
        assert name in page
        assert "1998" in page
        assert "17/05/1998" not in page
        assert row.candidate.code not in page
        assert "/ho-so/" not in page
    assert "Chi bộ A1" in text(client, url("detail", training_class.pk))


def test_who_may_open_the_dossier_gets_its_link(client, cast):
    training_class = make_class(cast.A)
    (row,) = on_roster(training_class, cast.A1, "Lò Thị Pán")
    page = text(sign_in(client, cast["staff_A"]), url("detail", training_class.pk))
    assert reverse("candidates:detail", args=[row.candidate_id]) in page


def test_secretary_sees_of_a_class_convened_above_only_the_own_people(client, cast):
    training_class = make_class(cast.X, name="Lớp của Đảng bộ X")
    on_roster(training_class, cast.A1, "Lò Thị Pán")
    on_roster(training_class, cast.A2, "Hoàng Văn Tề", "Vàng A Sử")
    make_class(cast.X, name="Lớp không có ai của chi bộ")
    sign_in(client, cast["sec_A1"])
    page = text(client, url("list"))
    assert "Lớp của Đảng bộ X" in page
    assert "Lớp không có ai của chi bộ" not in page
    assert '<td data-label="Số người" data-align="end">1</td>' in page
    page = text(client, url("detail", training_class.pk))
    assert "Lò Thị Pán" in page
    assert "Hoàng Văn Tề" not in page
    assert "1 người của đơn vị bạn" in page
    assert "Ghi kết quả" not in page


def test_class_out_of_sight_is_not_found_and_one_only_seen_is_not_managed(client, cast):
    training_class = make_class(cast.A)
    (row,) = on_roster(training_class, cast.A1, "Lò Thị Pán")
    pages = [
        url("assign", training_class.pk),
        url("results", training_class.pk),
        url("leave", training_class.pk, row.pk),
    ]
    sign_in(client, cast["staff_B"])
    assert [client.get(page).status_code for page in [url("detail", training_class.pk), *pages]] == [404] * 4
    assert [post(client, page).status_code for page in pages] == [404] * 3
    sign_in(client, cast["sec_A1"])
    assert client.get(url("detail", training_class.pk)).status_code == 200
    assert [client.get(page).status_code for page in [url("create"), *pages]] == [403] * 4
    above = make_class(cast.X)
    actions.assign_to_class(nominations=[sent(cast.A1, "Vàng A Sử")], training_class=above, by=None)
    assert sign_in(client, cast["staff_A"]).get(url("results", above.pk)).status_code == 403


@pytest.mark.parametrize("name", ["youth_A", "lead_A", "helper_A1", "auditor_X", "sysadmin", "rec_A"])
def test_classes_are_closed_to_who_has_no_part_in_them(client, cast, name):
    sign_in(client, cast[name])
    assert [client.get(url(page)).status_code for page in ("list", "nominations", "create")] == [403] * 3


def test_list_counts_who_waits_by_kind(client, cast):
    sent(cast.A1, "Lò Thị Pán")
    sent(cast.A2, "Hoàng Văn Tề")
    sent(cast.B1, "Vàng A Sử")
    response = sign_in(client, cast["staff_A"]).get(url("list"))
    assert [count for _, _, count in response.context["waiting"]] == [2, 0]
    assert "Vàng A Sử" not in text(client, url("nominations"))
    assert "Không có ai đang chờ học" in text(client, url("nominations") + "?loai=new_member")


def test_class_is_convened_where_the_user_is_appointed(client, cast):
    sign_in(client, cast["centre_X"])
    data = {"kind": "awareness", "name": "Lớp khóa IV", "starts_on": "01/12/2026", "ends_on": "05/12/2026"}
    answer = post(client, url("create"), **data, organization=cast.B.pk)
    made = TrainingClass.objects.get()
    assert answer.url == url("detail", made.pk)
    assert made.organization == cast.X


def test_class_that_ends_before_it_begins_is_refused(client, cast):
    sign_in(client, cast["centre_X"])
    data = {"kind": "awareness", "name": "Lớp khóa IV", "starts_on": "05/12/2026", "ends_on": "01/12/2026"}
    answer = post(client, url("create"), **data)
    assert answer.status_code == 422
    assert "Ngày bế giảng phải sau ngày khai giảng." in answer.content.decode()
    assert "Lớp khóa IV" in answer.content.decode()
    assert not TrainingClass.objects.exists()


def test_chosen_people_go_on_the_roster_and_the_rest_is_told(client, cast):
    training_class, other = make_class(cast.X), make_class(cast.X)
    free, taken = sent(cast.A1, "Lò Thị Pán"), sent(cast.B1, "Vàng A Sử")
    sign_in(client, cast["centre_X"])
    assert text(client, url("assign", training_class.pk)).count(' name="people"') == 2
    assert text(client, url("assign", training_class.pk) + "?chon=tat-ca").count(" checked") == 2
    actions.assign_to_class(nominations=[taken], training_class=other, by=None)
    answer = post(client, url("assign", training_class.pk), people=[free.pk, taken.pk])
    page = text(client, answer.url)
    assert "Đã đưa 1 người vào danh sách lớp. 1 người không đưa vào được" in page
    assert list(training_class.nominations.all()) == [free]
    assert list(other.nominations.all()) == [taken]


def test_roster_takes_nobody_from_beside(client, cast):
    training_class = make_class(cast.A)
    beside = sent(cast.B1, "Vàng A Sử")
    sign_in(client, cast["staff_A"])
    assert post(client, url("assign", training_class.pk), people=[beside.pk]).status_code == 422
    assert post(client, url("assign", training_class.pk)).status_code == 422
    beside.refresh_from_db()
    assert beside.training_class is None


def test_who_leaves_the_roster_waits_again(client, cast):
    training_class = make_class(cast.X)
    (row,) = on_roster(training_class, cast.A1, "Lò Thị Pán")
    sign_in(client, cast["centre_X"])
    assert post(client, url("leave", training_class.pk, row.pk)).url == url("detail", training_class.pk)
    row.refresh_from_db()
    assert row.training_class is None
    assert client.get(url("leave", training_class.pk, row.pk)).status_code == 404


def result_data(rows, **fields):
    return {"completed_on": f"{days_ago(15):%d/%m/%Y}", "row": [row.pk for row in rows], **fields}


def test_results_of_a_roster_are_recorded_together(client, cast):
    training_class = make_class(cast.X)
    one, two, three = on_roster(training_class, cast.A1, "Lò Thị An", "Lò Thị Bình", "Lò Thị Cúc")
    sign_in(client, cast["centre_X"])
    assert "Lò Thị An" in text(client, url("results", training_class.pk))
    data = {f"result_{one.pk}": "completed", f"number_{one.pk}": "015/GCN", f"result_{two.pk}": "absent"}
    answer = post(client, url("results", training_class.pk), **result_data([one, two, three], **data))
    assert answer.url == url("detail", training_class.pk)
    assert dict(training_class.nominations.values_list("pk", "result")) == {
        one.pk: "completed",
        two.pk: "absent",
        three.pk: "",
    }
    again = ClassNomination.objects.waiting().get(candidate=two.candidate)
    assert (again.missed, again.nominated_on, again.paper_number) == (two, two.nominated_on, two.paper_number)
    one.refresh_from_db()
    assert (one.certificate_number, one.completed_on, one.certificate_on) == ("015/GCN", days_ago(15), days_ago(15))
    assert DossierItem.objects.get(candidate=one.candidate).number == "015/GCN"
    assert one.candidate.events.filter(kind="complete_class").exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"result_1": "completed", "number_1": "7", "result_2": "completed"},
            "Nhập số giấy chứng nhận của Lò Thị Bình.",
        ),
        ({"result_1": "completed", "number_1": "7", "result_2": "completed", "number_2": "7"}, "Số 7 đã dùng cho"),
        ({"result_1": "completed", "number_1": "7", "number_2": "8"}, "chọn “Hoàn thành” hoặc xóa số"),
        ({"result_1": "completed", "number_1": "7", "completed_on": "01/01/2020"}, "trước việc đã ghi gần nhất"),
        ({"result_1": "completed", "number_1": "7", "completed_on": "01/01/2099"}, "Ngày này chưa đến"),
        ({}, "Chưa chọn kết quả của người nào."),
    ],
    ids=["no number", "number twice", "number without result", "before nomination", "to come", "nothing"],
)
def test_one_fault_records_no_result_and_stands_at_its_row(client, cast, fields, sentence):
    training_class = make_class(cast.X)
    rows = on_roster(training_class, cast.A1, "Lò Thị An", "Lò Thị Bình")
    keys = {"1": rows[0].pk, "2": rows[1].pk}
    data = {f"{name[:-1]}{keys[name[-1]]}" if name[-1] in keys else name: value for name, value in fields.items()}
    sign_in(client, cast["centre_X"])
    answer = post(client, url("results", training_class.pk), **{**result_data(rows), **data})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    if "number_1" in fields:
        assert 'value="7"' in page
    assert not ClassNomination.objects.exclude(result="").exists()


def test_numbers_are_filled_in_and_nothing_is_recorded_yet(client, cast):
    training_class = make_class(cast.X)
    one, two, three = on_roster(training_class, cast.A1, "Lò Thị An", "Lò Thị Bình", "Lò Thị Cúc")
    sign_in(client, cast["centre_X"])
    data = {f"result_{two.pk}": "absent", "first_number": "009/GCN", "fill": "1"}
    answer = post(client, url("results", training_class.pk), **result_data([one, two, three], **data))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="009/GCN"' in page
    assert f'name="number_{three.pk}" value="010/GCN"' in page
    assert "011/GCN" not in page
    assert not ClassNomination.objects.exclude(result="").exists()


@pytest.mark.parametrize(
    ("first", "three"),
    [
        ("015/GCN-TTCT", ["015/GCN-TTCT", "016/GCN-TTCT", "017/GCN-TTCT"]),
        ("GCN-99", ["GCN-99", "GCN-100", "GCN-101"]),
        ("K3-098", ["K3-098", "K3-099", "K3-100"]),
        ("A", ["A1", "A2", "A3"]),
    ],
)
def test_numbers_run_on(first, three):
    assert list(islice(running_numbers(first), 3)) == three


def test_result_that_another_gave_meanwhile_is_told(client, cast):
    training_class = make_class(cast.X)
    one, two = on_roster(training_class, cast.A1, "Lò Thị An", "Lò Thị Bình")
    sign_in(client, cast["centre_X"])
    actions.mark_absent(nomination=one, by=None)
    data = {f"result_{pk}": "completed" for pk in (one.pk, two.pk)} | {
        f"number_{one.pk}": "1",
        f"number_{two.pk}": "2",
    }
    answer = post(client, url("results", training_class.pk), **result_data([one, two], **data))
    assert answer.status_code == 409
    assert "Lò Thị An: Kết quả của người này đã được ghi." in answer.content.decode()
    two.refresh_from_db()
    assert two.result == ""


def test_result_for_somebody_of_another_class_is_ignored(client, cast):
    training_class, other = make_class(cast.X), make_class(cast.X)
    (stranger,) = on_roster(other, cast.A1, "Lò Thị An")
    sign_in(client, cast["centre_X"])
    data = {f"result_{stranger.pk}": "completed", f"number_{stranger.pk}": "1"}
    assert post(client, url("results", training_class.pk), **result_data([stranger], **data)).status_code == 422
    stranger.refresh_from_db()
    assert stranger.result == ""


def test_results_of_somebody_who_moved_to_another_class_meanwhile_are_told_and_none_is_recorded(cast):
    training_class, other = make_class(cast.X), make_class(cast.X)
    one, moved = on_roster(training_class, cast.A1, "Lò Thị An", "Lò Thị Bình")
    actions.leave_class(nomination=moved, by=None)
    actions.assign_to_class(nominations=[moved], training_class=other, by=None)
    with pytest.raises(Conflict, match="Lò Thị Bình không còn trong danh sách lớp này"):
        actions.record_results(
            training_class=training_class,
            by=None,
            completed={one: "1/GCN", moved: "2/GCN"},
            absent=[],
            completed_on=training_class.ends_on,
        )
    for row in (one, moved):
        row.refresh_from_db()
        assert (row.result, row.certificate_number) == ("", "")
    assert moved.training_class == other


def test_queries_do_not_grow_with_people_and_classes(client, cast):
    training_class = make_class(cast.X)
    on_roster(training_class, cast.A1, "Lò Thị An")
    sent(cast.A1, "Lò Thị Bình")
    sign_in(client, cast["centre_X"])
    pages = [
        url("list"),
        url("nominations"),
        *(url(name, training_class.pk) for name in ("detail", "assign", "results")),
    ]
    few = [count(client, page) for page in pages]
    on_roster(training_class, cast.A2, *(f"Vàng A {number}" for number in range(6)))
    for number in range(6):
        sent(cast.B1, f"Hoàng Văn {number}")
        make_class(cast.X)
    assert [count(client, page) for page in pages] == few


def count(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_class_that_has_not_begun_says_so(client, cast):
    training_class = actions.create_class(
        by=None, organization=cast.X, kind="awareness", name="Lớp sắp mở", starts_on=today(), ends_on=today()
    )
    page = text(sign_in(client, cast["centre_X"]), url("detail", training_class.pk))
    assert "Đang học" in page
    assert "Lớp chưa có ai" in page


def test_a_certificate_entered_and_checked_before_stays_checked(cast):
    candidate, number = cast.candidates["a1"], "15/GCN"
    nomination = actions.nominate(candidate=candidate, kind="awareness", by=None, on=days_ago(30))
    paper = actions.enter_paper(candidate=candidate, by=None, code="38", issued_on=days_ago(20), number=number)
    DossierItem.objects.filter(pk=paper.pk).update(state=DossierItem.State.ACCEPTED)
    actions.complete_class(nomination=nomination, by=None, on=days_ago(20), certificate_number=number)
    paper.refresh_from_db()
    assert paper.state == DossierItem.State.ACCEPTED


def test_another_certificate_waits_to_be_checked(cast):
    candidate = cast.candidates["a1"]
    nomination = actions.nominate(candidate=candidate, kind="awareness", by=None, on=days_ago(30))
    paper = actions.enter_paper(candidate=candidate, by=None, code="38", issued_on=days_ago(20), number="15/GCN")
    DossierItem.objects.filter(pk=paper.pk).update(state=DossierItem.State.ACCEPTED)
    actions.complete_class(nomination=nomination, by=None, on=days_ago(20), certificate_number="16/GCN")
    paper.refresh_from_db()
    assert (paper.number, paper.state) == ("16/GCN", DossierItem.State.ENTERED)
