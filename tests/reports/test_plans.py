"""A unit's year: plans, the target registered upward and given downward, and who below has not filed."""

from datetime import date
from html import unescape

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches import actions
from branches.models import Target, TargetRegistration, UnitPlan
from candidates import listed
from partydev.refusals import Conflict
from reports import planning
from tests.branches.pages import post
from tests.factories import make_candidate, make_cast, make_organization, sign_in, today

pytestmark = pytest.mark.django_db
YEAR = today().year
DAYS = {"starts_on": date(YEAR, 1, 1), "ends_on": date(YEAR, 12, 31)}


@pytest.fixture
def cast():
    return make_cast()


def year_url(code, **query):
    return reverse("plans:year", args=[code])


def url(name, code, *more):
    return reverse(f"plans:{name}", args=[code, YEAR, *more])


def page(client, address, **query):
    return unescape(client.get(address, query).content.decode())


def registration(code="a1"):
    return TargetRegistration.objects.get(organization__code=code, year=YEAR)


def targets():
    return {(row.organization.code, row.source): row.value for row in Target.objects.all()}


# Registering upward


def test_a_registration_goes_up_comes_back_is_accepted_and_assigned(client, cast):
    """The whole way, through the pages: draft, sent, returned with its reason, sent again, accepted, assigned."""
    sign_in(client, cast["sec_A1"])
    first = post(client, url("register", "a1"), value="5", basis="Nguồn hiện có", version="0", draft="1")
    assert first.status_code == 302
    assert registration().state == "draft"
    assert post(client, url("register", "a1"), value="5", basis="", version="1").status_code == 302
    assert registration().state == "submitted"
    assert targets() == {}
    sign_in(client, cast["staff_A"])
    answered = post(client, url("respond", "a1"), answer="return", because="Nguồn chỉ có một người", version="2")
    assert answered.status_code == 302
    assert answered["Location"] == f"{year_url('a')}?nam={YEAR}"
    sign_in(client, cast["sec_A1"])
    assert "Nguồn chỉ có một người" in page(client, url("register", "a1"))
    post(client, url("register", "a1"), value="2", basis="", version="3")
    sign_in(client, cast["staff_A"])
    post(client, url("respond", "a1"), answer="accept", version="4")
    assert targets() == {("a1", "registered"): 2}
    post(client, url("respond", "a1"), answer="assign", value="3", document="KH số 4 ngày 02/02/2026", version="5")
    assert targets() == {("a1", "registered"): 2, ("a1", "assigned"): 3}
    assert registration().state == "assigned"
    # A mistyped number is given again with its paper; the page of the year and the targets say one number.
    post(client, url("respond", "a1"), answer="assign", value="4", document="KH số 5 ngày 03/02/2026", version="6")
    assert targets()["a1", "assigned"] == registration().assigned == 4


def test_a_target_corrected_among_the_targets_is_corrected_on_the_registration(cast):
    row = actions.register_target(by=None, organization=cast.A1, year=YEAR, value=2, submit=True)
    actions.accept_registration(by=None, registration=row, version=1)
    actions.assign_registered(by=None, registration=row, value=30, document="KH số 4", version=2)
    for value, kept in ((3, ("assigned", 3)), (None, ("accepted", None))):
        actions.set_targets(by=None, source="assigned", values={cast.A1: value}, document="KH số 5", **DAYS)
        assert (registration().state, registration().assigned) == kept
        assert not list(listed.registrations())
    actions.assign_registered(by=None, registration=row, value=3, document="KH số 4", version=5)
    Target.objects.filter(source="assigned").update(value=7)
    assert len(list(listed.registrations())) == 1


def test_returning_leaves_the_number_that_the_unit_had_set_itself(cast):
    own = {"by": None, "organization": cast.A1, "source": "registered", **DAYS}
    for first in (True, False):
        if first:
            actions.set_target(value=7, document="NQ số 1", **own)
        row = actions.register_target(
            by=None, organization=cast.A1, year=YEAR, value=2, submit=True, version=0 if first else 3
        )
        actions.accept_registration(by=None, registration=row, version=row.version)
        row.refresh_from_db()
        if not first:
            actions.set_target(value=9, document="NQ số 2", **own)
        actions.return_registration(by=None, registration=row, because="Quá thấp", version=row.version)
        kept = Target.objects.get()
        assert (kept.value, kept.document) == ((7, "NQ số 1") if first else (9, "NQ số 2"))


@pytest.mark.parametrize(("data", "words"), [
    ({"answer": "return", "because": ""}, "Hãy ghi lý do trả lại"),
    ({"answer": ""}, "Hãy chọn"),
    ({"answer": "assign"}, "không còn trong danh sách"),
])  # fmt: skip
def test_an_answer_without_what_it_needs_is_refused(client, cast, data, words):
    actions.register_target(by=None, organization=cast.A1, year=YEAR, value=2, submit=True)
    sign_in(client, cast["staff_A"])
    response = post(client, url("respond", "a1"), version="1", **data)
    assert response.status_code == 422
    assert words in unescape(response.content.decode())
    assert registration().state == "submitted"


def test_a_target_is_assigned_by_a_paper(client, cast):
    row = actions.register_target(by=None, organization=cast.A1, year=YEAR, value=2, submit=True)
    actions.accept_registration(by=cast["staff_A"], registration=row, version=1)
    sign_in(client, cast["staff_A"])
    response = post(client, url("respond", "a1"), answer="assign", value="2", document="", version="2")
    assert response.status_code == 422
    assert "Hãy ghi văn bản giao chỉ tiêu" in unescape(response.content.decode())


def test_the_unit_does_not_answer_itself_and_others_do_not_see_it(client, cast):
    actions.register_target(by=None, organization=cast.A1, year=YEAR, value=2, submit=True)
    for name, status in (("sec_A1", 403), ("sec_A2", 404), ("staff_B", 404), ("lead_A", 403)):
        assert sign_in(client, cast[name]).get(url("respond", "a1")).status_code == status


def test_what_was_sent_is_not_written_over_and_of_two_one_wins(client, cast):
    row = actions.register_target(by=None, organization=cast.A1, year=YEAR, value=2, submit=True)
    sign_in(client, cast["sec_A1"])
    assert "không còn gì phải trả lời" in page(client, url("register", "a1"))
    actions.accept_registration(by=cast["staff_A"], registration=row, version=1)
    with pytest.raises(Conflict):
        actions.return_registration(by=cast["head_A"], registration=row, because="Ít quá", version=1)
    assert registration().state == "accepted"


def test_the_database_keeps_the_states_whole(cast):
    row = actions.register_target(by=None, organization=cast.A1, year=YEAR, value=2, submit=True)
    rows = TargetRegistration.objects.filter(pk=row.pk)
    for broken in ({"state": "returned"}, {"state": "assigned"}, {"submitted_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**broken)


def test_the_input_stands_beside_three_years_and_the_pool(client, cast):
    make_candidate(cast.A1, "probationary")
    sign_in(client, cast["sec_A1"])
    shown = page(client, url("register", "a1"))
    for back in (1, 2, 3):
        assert f"Kết nạp năm {YEAR - back}" in shown
    assert "Trong nguồn hiện nay" in shown
    assert planning.in_pool(cast.A1, today()) == 1
    assert planning.pool_beside(1, 2).text == "Nguồn hiện có 01 người, ít hơn số đăng ký 02."
    assert planning.pool_beside(2, 2) is None


def test_a_wrong_number_keeps_what_was_typed(client, cast):
    sign_in(client, cast["sec_A1"])
    response = post(client, url("register", "a1"), value="hai", basis="Căn cứ dài", version="0")
    assert response.status_code == 422
    assert 'value="hai"' in response.content.decode()
    assert "Căn cứ dài" in unescape(response.content.decode())
    assert not TargetRegistration.objects.exists()


# Allotment downward


@pytest.mark.parametrize(("first", "second", "words", "tone"), [
    (None, None, "Chỉ tiêu năm {y} là 05, chưa giao cho đơn vị trực thuộc nào.", "warn"),
    (2, 2, "Đã giao 04 cho 02/02 đơn vị trực thuộc, so với chỉ tiêu chung 05: còn thiếu 01.", "warn"),
    (3, 2, "Đã giao 05 cho 02/02 đơn vị trực thuộc, so với chỉ tiêu chung 05: đủ.", "good"),
    (4, 2, "Đã giao 06 cho 02/02 đơn vị trực thuộc, so với chỉ tiêu chung 05: vượt 01.", "warn"),
])  # fmt: skip
def test_the_sum_of_the_cells_is_told_beside_the_units_target(client, cast, first, second, words, tone):
    for unit, value in ((cast.A, 5), (cast.A1, first), (cast.A2, second)):
        if value is not None:
            actions.set_target(by=None, organization=unit, source="assigned", value=value, **DAYS)
    said = planning.allotment(cast.A, [cast.A1, cast.A2], YEAR)
    assert (said.text, said.tone) == (words.format(y=YEAR), tone)
    assert said.text in page(sign_in(client, cast["staff_A"]), year_url("a"))


def test_all_targets_stand_side_by_side(client, cast):
    for source, value in (("assigned", 50), ("congress", 100), ("registered", 40)):
        actions.set_target(by=None, organization=cast.A, source=source, value=value, **DAYS)
    shown = page(sign_in(client, cast["lead_A"]), year_url("a"))
    for words in ("Kế hoạch cấp trên giao", "Nghị quyết đại hội", "Đơn vị đăng ký"):
        assert words in shown


# Plans and their cascade


def test_a_plan_is_filed_with_the_number_of_the_paper(client, cast):
    sign_in(client, cast["staff_A"])
    data = {"number": "02a-KH/ĐU", "issued_on": f"08/02/{YEAR}", "content": "Mỗi chi bộ một nguồn", "version": 0}
    assert post(client, url("plan", "a", "phat-trien"), **data).status_code == 302
    plan = UnitPlan.objects.get()
    assert (plan.number, plan.kind, plan.year) == ("02a-KH/ĐU", "year", YEAR)
    sign_in(client, cast["sec_A1"])
    assert "02a-KH/ĐU" in page(client, year_url("a1"))  # the plan above, to be followed
    assert client.get(url("plan", "a", "phat-trien")).status_code == 404


def test_of_two_who_write_one_plan_the_second_sees_what_the_first_saved(client, cast):
    sign_in(client, cast["staff_A"])
    opened = url("plan", "a", "phat-trien")
    data = {"issued_on": f"08/01/{YEAR}", "based_on": "", "content": "Mỗi chi bộ một nguồn"}
    assert 'name="version" value="0"' in page(client, opened)
    assert post(client, opened, **data, number="5-KH/ĐU", version=0).status_code == 302
    for version in (0, 7):  # 7: a page that never was
        clash = post(client, opened, **data | {"content": "Nội dung khác"}, number="6-KH/ĐU", version=version)
        shown = unescape(clash.content.decode())
        assert clash.status_code == 409
        for words in ("trong lúc bạn nhập", "5-KH/ĐU", "6-KH/ĐU", "Mỗi chi bộ một nguồn", "Nội dung khác"):
            assert words in shown
        assert '<th scope="row">Ngày ban hành' not in shown  # both say the same
    assert UnitPlan.objects.get().number == "5-KH/ĐU"
    assert 'name="version" value="1"' in shown
    assert post(client, opened, **data, number="6-KH/ĐU", version=1).status_code == 302
    assert (UnitPlan.objects.get().number, UnitPlan.objects.get().version) == ("6-KH/ĐU", 2)
    empty = post(client, url("plan", "a1", "phat-trien"), **data, number="6-KH/ĐU", version=3)
    assert empty.status_code == 409
    assert not UnitPlan.objects.filter(organization=cast.A1).exists()


@pytest.mark.parametrize(("field", "value", "words"), [
    ("number", "", "Hãy điền"), ("issued_on", f"01/01/{YEAR - 2}", "ban hành trong năm"),
    ("issued_on", f"31/12/{YEAR + 1}", "chưa đến"), ("issued_on", "31/02/2026", "Không có ngày 31"),
])  # fmt: skip
def test_a_plan_that_cannot_be_is_refused(client, cast, field, value, words):
    sign_in(client, cast["staff_A"])
    data = {"number": "5-KH/ĐU", "issued_on": f"08/01/{YEAR}", "content": "Nội dung đã gõ", "version": 0}
    data |= {field: value}
    response = post(client, url("plan", "a", "tao-nguon"), **data)
    assert response.status_code == 422
    shown = unescape(response.content.decode())
    assert words in shown
    assert "Nội dung đã gõ" in shown
    assert not UnitPlan.objects.exists()


def test_who_has_not_filed_is_listed(client, cast):
    actions.file_plan(by=None, organization=cast.A1, year=YEAR, kind="year", number="1-KH/CB",
                      issued_on=date(YEAR, 1, 8))  # fmt: skip
    sign_in(client, cast["staff_A"])
    missing = page(client, year_url("a"), chua="1")
    assert "Chi bộ A2</a>" in missing
    assert "Chi bộ A1</a>" not in missing


def test_odd_years_and_kinds(client, cast):
    sign_in(client, cast["staff_A"])
    assert client.get(reverse("plans:plan", args=["a", 1800, "phat-trien"])).status_code == 404
    assert client.get(reverse("plans:plan", args=["a", YEAR, "khac"])).status_code == 404
    for odd in ("abc", "99999999999999999999", "-1", ""):
        assert client.get(year_url("a"), {"nam": odd}).status_code == 200


@pytest.mark.once
def test_the_cascade_takes_as_many_queries_for_many_units(client, cast):
    def taken(code):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(year_url(code)).status_code == 200
        return len(queries)

    for number in range(30):
        make_organization(f"Chi bộ thôn {number}", parent=cast.B)
    sign_in(client, cast["lead_X"])
    client.get(year_url("a"))
    assert taken("b") == taken("a")
