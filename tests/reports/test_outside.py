"""Figures from outside: dated, with their source and who typed them, only ever corrected, never one's own."""

from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches import actions as branch_actions
from branches.models import Target
from partydev.once import new_token
from partydev.refusals import Conflict
from reports.actions_beside import correct_outside, enter_outside
from reports.leading.outside import beside_outside
from reports.models import OutsideFigure
from reports.periods import CALENDAR
from tests.factories import days_ago, make_cast, make_person, sign_in, today
from tests.kept import once_a_module
from tests.reports.test_forecast import admit

pytestmark = pytest.mark.django_db
LAST = today().year - 1
PUBLISHED_ON = f"{today():%d/%m/%Y}"
SENT = {"area": "province", "measure": "admitted_women", "year": str(LAST), "value": "45,52",
        "document": "Báo cáo số 12-BC/TU của Tỉnh ủy", "document_on": PUBLISHED_ON}  # fmt: skip


def admitted():
    """In A last year: two women and a man."""
    cast = make_cast()
    for month, sex in ((2, "female"), (3, "female"), (4, "male")):
        admit(cast.A1, date(LAST, month, 1), person=make_person(sex=sex))
    return cast


cast = once_a_module(admitted)


def post(client, user, code="a", **data):
    url = reverse("reports:outside_add", args=[code])
    return sign_in(client, user).post(url, SENT | data | {"form_token": new_token(None)})


def enter(organization, measure, value, area="nation", year=LAST, by=None):
    return enter_outside(by=by, organization=organization, area=area, measure=measure, value=Decimal(value),
                         starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), document="Niên giám",
                         document_on=days_ago(1))  # fmt: skip


def page_of(client, user, name="outside", code="a"):
    address = reverse(f"reports:{name}", args=[code] if name == "outside" else [])
    return unescape(sign_in(client, user).get(address, {"don_vi": code}).content.decode())


def test_an_officer_enters_it_and_a_leader_reads_it_with_its_source(client, cast):
    assert post(client, cast["staff_A"]).status_code == 302
    row = OutsideFigure.objects.get(organization=cast.A)
    assert (row.value, row.starts_on, row.ends_on) == (Decimal("45.52"), date(LAST, 1, 1), date(LAST, 12, 31))
    page = page_of(client, cast["lead_A"])
    for part in ("45,52%", f"năm {LAST}", "Toàn tỉnh", SENT["document"], PUBLISHED_ON, f"{cast.A.name} nhập ngày"):
        assert part in page, part
    assert cast["staff_A"].full_name not in page[page.index("<h1>") :]
    assert "Nhập số liệu" not in page[page.index("<h1>") :]


def test_it_stands_beside_the_units_own_of_the_same_days_marked_as_from_outside(client, cast):
    post(client, cast["staff_A"])
    enter(cast.X, "admitted", "1234")
    page = page_of(client, cast["lead_A"], "dashboard")
    part = page[page.index("So với số liệu ngoài đơn vị") :]
    assert "45,52%" in part
    assert "66,7% (2/3)" in part
    assert f"Nguồn: {SENT['document']}, {PUBLISHED_ON}" in part
    # What the unit above entered holds here too; it is a count, and the own count is beside it.
    assert "1.234 đồng chí" in part
    assert f"Cả nước ({cast.X.name} nhập)" in part
    assert "3 đồng chí" in part
    # None of it is among the unit's own numbers.
    assert "1.234" not in page[: page.index("So với số liệu ngoài đơn vị")]


def test_own_figures_of_the_same_days(cast):
    first, last = date(LAST, 1, 1), date(LAST, 12, 31)
    branch_actions.set_target(by=None, organization=cast.A, source=Target.Source.ASSIGNED, starts_on=first,
                              ends_on=last, value=4)  # fmt: skip
    for measure, value in (("of_target", "96.4"), ("rate", "3.1"), ("members", "5000000")):
        enter(cast.A, measure, value)
    own = {line.label: line.own for line in beside_outside(cast.A, today(), CALENDAR)}
    assert own == {
        "Kết nạp so với chỉ tiêu năm": "75,0% (3/4)",
        "Kết nạp trong năm trên tổng số đảng viên đầu năm": "30,0% (3/10)",
        "Đảng viên": "13 đồng chí",
    }
    nobody = {line.own for line in beside_outside(cast.B1, today(), CALENDAR)}
    assert nobody == set()  # entered at A: it does not hold beside it


def test_the_newest_of_an_area_stands(cast):
    enter(cast.A, "rate", "2.5", year=LAST - 1)
    enter(cast.A, "rate", "3")
    (line,) = beside_outside(cast.A, today(), CALENDAR)
    assert (line.value, line.span) == ("3%", f"năm {LAST}")


def test_the_committee_above_is_another_for_each_unit(cast):
    enter(cast.X, "rate", "3.1", area="above")
    assert beside_outside(cast.A, today(), CALENDAR) == []
    assert [line.area for line in beside_outside(cast.X, today(), CALENDAR)] == ["Đảng bộ cấp trên"]


def test_one_figure_of_the_nation_stands_in_all_units_below(client, cast):
    enter(cast.A, "admitted_women", "44")
    enter(cast.X, "admitted_women", "45")
    assert [line.value for line in beside_outside(cast.A, today(), CALENDAR)] == ["45%"]
    again = post(client, cast["staff_A"], area="nation", value="46")
    assert again.status_code == 422
    enter(cast.X, "rate", "3")
    below = post(client, cast["staff_A"], area="nation", measure="rate", value="2")
    assert f"{cast.X.name} đã nhập số liệu này" in unescape(below.content.decode())


# Correcting


def correct(client, user, row, **data):
    sent = {"value": "45,6", "document": "Báo cáo số 15-BC/TU", "document_on": PUBLISHED_ON, "because": "Chép nhầm"}
    url = reverse("reports:outside_correct", args=["a", row.pk])
    return sign_in(client, user).post(url, sent | data | {"form_token": new_token(None)})


def test_a_correction_takes_its_place_and_the_wrong_one_stays_readable(client, cast):
    row = enter(cast.A, "admitted_women", "54")
    assert correct(client, cast["staff_A"], row).status_code == 302
    (line,) = beside_outside(cast.A, today(), CALENDAR)
    assert line.value == "45,6%"
    page = page_of(client, cast["lead_A"])
    assert "<s>54%</s>" in page
    assert "Đính chính số đã nhập là 54%; lý do: Chép nhầm" in page
    # Two who correct the same row: the second is told.
    assert correct(client, cast["staff_A"], row).status_code == 409
    with pytest.raises(Conflict):
        correct_outside(by=None, row=row, value=Decimal(1), document="D", document_on=today(), because="L")


def test_what_is_withdrawn_is_compared_no_more_and_may_come_back(client, cast):
    row = enter(cast.A, "admitted_women", "54")
    assert correct(client, cast["staff_A"], row, value="").status_code == 302
    assert beside_outside(cast.A, today(), CALENDAR) == []
    assert "đã rút" in page_of(client, cast["lead_A"])
    gone = row.corrected_by
    assert correct(client, cast["staff_A"], gone, value="").status_code == 422
    assert correct(client, cast["staff_A"], gone, value="47").status_code == 302
    assert [line.value for line in beside_outside(cast.A, today(), CALENDAR)] == ["47%"]


def test_no_row_is_ever_changed(cast):
    row = enter(cast.A, "admitted_women", "54")
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        OutsideFigure.objects.filter(pk=row.pk).update(value=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutsideFigure.objects.bulk_create([OutsideFigure(
            organization=cast.A, area="nation", measure="rate", starts_on=today(), ends_on=days_ago(1), value=1,
            document="D", document_on=today())])  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"value": "145"}, "không quá 100%"),
        ({"value": "-3"}, "không được nhỏ hơn 0"),
        ({"value": "45,521"}, "hai chữ số sau dấu phẩy"),
        ({"value": ""}, "Hãy điền “Giá trị”"),
        ({"measure": "admitted", "value": "12,5"}, "số nguyên"),
        ({"measure": "of_target", "value": "1234"}, "không quá 1.000%"),
        ({"measure": "of_target", "value": "1.234"}, "dấu phẩy, ví dụ 2,35"),
        ({"measure": "rate", "value": "0.125"}, "hai chữ số sau dấu phẩy"),
        ({"year": str(LAST + 1)}, "chưa hết vào ngày văn bản"),
        ({"year": "", "starts_on": f"01/12/{LAST}", "ends_on": f"31/12/{LAST + 4}"}, "chưa hết vào ngày văn bản"),
        ({"measure": "rate", "year": "", "starts_on": "01/01/2021", "ends_on": "31/12/2024"}, "nhập từng năm một"),
        ({"measure": "of_target", "year": "", "starts_on": "01/07/2023", "ends_on": "30/06/2024"}, "từng năm một"),
        ({"measure": "rate_of_term"}, "không còn trong danh sách"),
        ({"document": ""}, "Hãy điền “Nguồn”"),
        ({"document_on": "31/02/2026"}, "ngày 31"),
        ({"document_on": "01/01/2099"}, "chưa đến"),
        ({"year": "", "starts_on": "01/06/2025", "ends_on": "01/01/2025"}, "không được trước ngày đầu kỳ"),
        ({"year": ""}, "Hãy điền năm"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_is_lost(client, cast, wrong, words):
    answer = post(client, cast["staff_A"], **wrong)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert words in page
    assert (SENT["document"] in page) == ("document" not in wrong)
    assert not OutsideFigure.objects.exists()


def test_the_same_figure_twice_is_a_correction(client, cast):
    assert post(client, cast["staff_A"]).status_code == 302
    answer = post(client, cast["staff_A"], value="46")
    assert answer.status_code == 422
    assert "bấm “Đính chính”" in answer.content.decode()


def test_who_may_not(client, cast):
    row = enter(cast.A, "rate", "3")
    assert post(client, cast["lead_A"]).status_code == 403
    assert post(client, cast["staff_A"], code="b").status_code == 404
    assert correct(client, cast["lead_A"], row).status_code == 403
    assert correct(client, cast["staff_B"], row).status_code == 404
    above = enter(cast.X, "rate", "3")
    assert correct(client, cast["staff_A"], above).status_code == 404
    page = page_of(client, cast["staff_A"])
    assert page.count("Đính chính<span") == 1  # the one entered here, not the one from above


def test_many_rows_ask_no_more(client, cast):
    def asked(address):
        sign_in(client, cast["staff_A"]).get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    pages = [reverse("reports:outside", args=["a"]), f"{reverse('reports:dashboard')}?don_vi=a"]
    row = enter(cast.A, "rate", "3")
    correct_outside(by=cast["staff_A"], row=row, value=Decimal(4), document="D", document_on=today(), because="L")
    few = [asked(address) for address in pages]
    for measure in ("admitted_women", "admitted_18_30", "admitted_college", "admitted", "recognized"):
        for area in ("nation", "province"):
            enter(cast.A, measure, "30", area=area)
    assert [asked(address) for address in pages] == few
