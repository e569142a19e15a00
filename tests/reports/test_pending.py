"""What was sent stays as it was, and what was recorded or changed since stands beside it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from branches import actions as branch_actions
from branches.actions import set_target
from candidates import actions
from candidates.actions.entry import Milestone
from partydev.papers.document import Annex, Column, Row, Table, cell
from reports.catalogue import INDICATORS
from reports.models import ReportAct, ReportIssue, ReportRevision
from reports.sending.pending import changed_cells
from tests.candidates.desk_cases import step
from tests.factories import make_person, sign_in, today
from tests.reports import sample
from tests.reports.reporting import (
    LAST,
    admitted,
    day_of_last_year,
    last_of,
    lock,
    quick_papers,
    url,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def papers(monkeypatch):
    quick_papers(monkeypatch)


@pytest.fixture
def as_user(client, cast):
    return lambda name: sign_in(client, cast[name])


def test_a_locked_report_is_the_same_for_ever_and_what_came_later_stands_beside_it(as_user, cast):
    admitted(cast.A1, day_of_last_year())
    lock(cast.A, LAST)
    client = as_user("staff_A")
    before = client.get(url("report"))
    first = client.get(url("pdf"))
    admitted(cast.A2, day_of_last_year())
    after = client.get(url("report"))
    assert after.context["fragment"] == before.context["fragment"]
    assert client.get(url("pdf")).content == first.content
    assert "Chờ điều chỉnh" not in before.content.decode()
    assert after.context["late"] > 0
    changes = {change.what: (change.old, change.new) for change in after.context["changed"]}
    assert changes["Kết nạp đảng viên"] == ("1", "2")
    page = client.get(url("late"))
    assert page.context["page"].paginator.count == after.context["late"]
    assert "Chi bộ A2" in page.content.decode()
    assert any("Chi bộ A2" in cell.what for cell in page.context["cells"])


def test_the_lists_of_a_locked_report_stay_as_long_as_its_figures(as_user, cast):
    admitted(cast.A1, day_of_last_year())
    event = last_of(step(cast.candidates["a1"], "list", cast["sec_A1"], day_of_last_year()))
    lock(cast.A, LAST)
    admitted(cast.A2, day_of_last_year())
    actions.take_back(candidate=cast.candidates["a1"], event=event, by=cast["sec_A1"], reason="Ghi nhầm người")
    client = as_user("staff_A")
    revision = ReportRevision.objects.get()
    links = set(re.findall(r"/bao-cao/danh-sach/\?[^\"]*chot=[^\"]*", client.get(url("report")).content.decode()))
    assert len(links) > 10
    for key, number in revision.figures.items():
        if key in INDICATORS:
            query = {"don_vi": "a", "ky": LAST, "chi_tieu": key, "chot": revision.code}
            page = client.get(reverse("reports:people"), query)
            assert page.context["page"].paginator.count == number, key
            assert "việc ghi sau đó không có trong danh sách này" in page.text
    for key in ("members:education=primary", "admitted:group=rural"):  # no number of a report leads there
        page = client.get(
            reverse("reports:people"), {"don_vi": "a", "ky": LAST, "chi_tieu": key, "chot": revision.code}
        )
        assert "danh sách này lập theo dữ liệu hiện nay" in page.text, key
        assert ("đối tượng theo hồ sơ hiện nay" in page.text) == ("group" in key)
    now = client.get(reverse("reports:people"), {"don_vi": "a", "ky": LAST, "chi_tieu": "admitted"})
    assert now.context["page"].paginator.count == 2
    query = {"don_vi": "a1", "ky": LAST, "chi_tieu": "admitted", "chot": revision.code}
    assert as_user("sec_A1").get(reverse("reports:people"), query).status_code == 404


def test_a_reorganization_recorded_later_takes_nobody_off_the_lists(as_user, cast):
    """The cell is elsewhere now from a day within the report: what was sent, and the lists behind it, stay."""
    admitted(cast.A1, day_of_last_year())
    lock(cast.A, LAST)
    lock(cast.B, LAST)
    branch_actions.move(by=None, organization=cast.A1, parent=cast.B, on=day_of_last_year() - timedelta(days=1))
    reader = as_user("lead_X")
    for code, number in (("a", 1), ("b", 0)):
        revision = ReportRevision.objects.get(report__organization__code=code)
        assert revision.figures["admitted"] == number
        for key in ("admitted", "full_members", "probationary_members", "members"):
            query = {"don_vi": code, "ky": LAST, "chi_tieu": key, "chot": revision.code}
            page = reader.get(reverse("reports:people"), query)
            assert page.context["page"].paginator.count == revision.figures[key], (code, key)
    now = reader.get(reverse("reports:people"), {"don_vi": "b", "ky": LAST, "chi_tieu": "admitted"})
    assert now.context["page"].paginator.count == 1


def test_what_was_changed_without_being_a_fact_waits_too(as_user, cast):
    """A target, an unused source, a remark: nothing of it bears a day of recording, and yet a table would differ."""
    year = (
        today().replace(year=today().year - 1, month=1, day=1),
        today().replace(year=today().year - 1, month=12, day=31),
    )
    set_target(by=None, organization=cast.A, source="assigned", starts_on=year[0], ends_on=year[1], value=7)
    lock(cast.A, LAST)
    client, waits = as_user("staff_A"), "Chờ điều chỉnh: dữ liệu của kỳ này đã được sửa sau khi chốt số liệu, "
    page = client.get(url("report"))
    assert f'hx-get="{url("late")}"' in page.text
    assert f'<a href="{url("late")}">' in page.text  # also without JavaScript
    asked = {"headers": {"HX-Request": "true"}}
    assert "số liệu trong các bảng không khác" in client.get(url("late"), **asked).text
    set_target(by=None, organization=cast.A, source="assigned", starts_on=year[0], ends_on=year[1], value=9)
    answer = client.get(url("late"), **asked)
    assert waits in answer.text
    assert "<html" not in answer.text
    cells = {cell.what: (cell.old, cell.new) for cell in client.get(url("late")).context["cells"]}
    assert ("7", "9") in cells.values()


def test_only_who_may_act_on_a_report_has_it_counted_anew_at_each_look(as_user, cast):
    lock(cast.A, LAST)
    asks = f'hx-get="{url("late")}"'
    assert asks in as_user("staff_A").get(url("report")).text
    page = as_user("lead_A").get(url("report"))
    assert (page.status_code, asks in page.text, f'<a href="{url("late")}">' in page.text) == (200, False, True)


def test_who_may_not_read_a_name_does_not_read_it_among_what_came_later(as_user, cast):
    lock(cast.A, LAST)
    case = admitted(cast.A2, day_of_last_year())
    name = case.person.full_name
    assert name in as_user("staff_A").get(url("late")).content.decode()
    assert as_user("sec_A1").get(url("late")).status_code == 404


def test_what_was_taken_back_is_waiting_only_where_the_snapshot_has_it(as_user, cast):
    first, second = cast.candidates["a1"], cast.candidates["a2"]
    event = step(first, "list", cast["sec_A1"], day_of_last_year())
    lock(cast.A, LAST)
    wrong = step(second, "list", cast["sec_A2"], day_of_last_year())
    assert as_user("staff_A").get(url("report")).context["late"] == 1
    actions.take_back(candidate=second, event=last_of(wrong), by=cast["sec_A2"], reason="Ghi nhầm người")
    assert as_user("staff_A").get(url("report")).context["late"] == 0
    actions.take_back(candidate=first, event=last_of(event), by=cast["sec_A1"], reason="Ghi nhầm người")
    assert as_user("staff_A").get(url("report")).context["late"] == 1
    assert "Rút lại: " in as_user("staff_A").get(url("late")).content.decode()


def test_how_admissions_count_is_frozen_with_the_snapshot(as_user, cast):
    year = today().year - 1
    decided, held = today().replace(year=year, month=9, day=25), today().replace(year=year, month=10, day=8)
    milestones = [Milestone("decide", decided), Milestone("admit", held)]
    actions.take_over(by=None, organization=cast.A1, person=make_person(), stage="probationary",
                      entered_on=today().replace(year=year, month=1, day=5), milestones=milestones)  # fmt: skip
    for key, number in ((f"{LAST}-Q3", 1), (f"{LAST}-Q4", 2)):
        lock(cast.A, key, number)
    found = dict(ReportRevision.objects.values_list("report__period", "figures__admitted"))
    assert found == {f"{LAST}-Q3": 0, f"{LAST}-Q4": 1}
    cast.A.counted_by = "decision"
    cast.A.save()
    for key in found:
        page = as_user("staff_A").get(url("report", "a", key))
        assert page.context["changed"] == []  # counted otherwise since, not wrongly then
        assert "ceremony" not in page.content.decode()


def test_definitions_are_those_by_which_the_report_was_counted(as_user, cast):
    ceremony, decision = "tính theo ngày tổ chức lễ kết nạp", "tính theo ngày ký quyết định kết nạp"
    lock(cast.A, LAST)
    cast.A.counted_by = "decision"
    cast.A.save()
    kept, code = as_user("staff_A").get(url("report")).text, ReportRevision.objects.get().code
    assert ceremony in kept
    assert decision not in kept
    assert ceremony in as_user("staff_A").get(reverse("reports:record", args=[code])).text
    now = as_user("staff_A").get(url("report"), {"hien_nay": 1}).text
    assert decision in now
    assert ceremony not in now
    asked = {"don_vi": "a", "ky": LAST, "chi_tieu": "admitted"}
    assert decision in as_user("staff_A").get(reverse("reports:people"), asked).text
    assert decision not in as_user("staff_A").get(reverse("reports:people"), asked | {"chot": code}).text


def test_what_a_report_said_is_never_changed(cast):
    revision = lock(cast.A, LAST).revision
    with pytest.raises(TypeError):
        revision.save()
    for rows, change in ((ReportRevision.objects, {"figures": {}}), (ReportIssue.objects, {"number": 9}),
                         (ReportAct.objects, {"note": "khác"})):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def test_the_facts_of_others_are_not_waiting_here(as_user, cast):
    lock(cast.A, LAST)
    admitted(cast.B1, day_of_last_year())
    assert as_user("staff_A").get(url("report")).context["late"] == 0


def test_a_row_of_nothing_is_as_good_as_none():
    group, numbers = Column("Nhóm", 20, "left", heads_row=True), (Column("Kỳ này", 20), Column("Tỷ lệ %", 20))

    def paper(*rows, columns=(group, *numbers)):
        rows = tuple(Row(tuple(map(cell, row))) for row in rows)
        return replace(sample.DRAFT, annexes=(Annex("Phụ lục", (Table("T3", "Cơ cấu", columns, rows),)),))

    nobody, in_full = paper(("Tổng số", 0, "–")), paper(("Tổng số", 0, "–"), ("Nữ", 0, "–"), ("Nam", 0, "0,0"))
    one = paper(("Tổng số", 1, "100,0"), ("Nữ", 0, "0,0"), ("Nam", 1, "100,0"))
    assert changed_cells(nobody, in_full) == changed_cells(in_full, nobody) == []
    assert [(each.what, each.new) for each in changed_cells(nobody, one)] == [
        ("Tổng số: Kỳ này", "1"), ("Tổng số: Tỷ lệ %", "100,0"), ("Nam", "có"),
    ]  # fmt: skip
    # What stands in words is something, and so is a name that stands alone.
    remarked = {"columns": (group, numbers[0], Column("Ghi chú", 20, "left"))}
    founded = changed_cells(paper(**remarked), paper(("Chi bộ 2", 0, "Thành lập ngày 05/02/2026"), **remarked))
    named = changed_cells(paper(columns=(group,)), paper(("Chi bộ 2",), columns=(group,)))
    assert [each.what for each in (*founded, *named)] == ["Chi bộ 2", "Chi bộ 2"]


def test_cells_are_compared_by_column_and_not_where_a_table_has_others():
    def paper(*columns, rows=(("Cộng", 5, 4),)):
        rows = tuple(Row(tuple(map(cell, row))) for row in rows)
        table = Table("T4", "Lớp bồi dưỡng", tuple(Column(label, 20) for label in columns), rows)
        return replace(sample.DRAFT, annexes=(Annex("Lớp", (table,)),))

    by_class, more = paper("Lớp", "Cử đi", "Hoàn thành"), paper("Lớp", "Cử đi", "Hoàn thành", rows=(("Cộng", 5, 3),))
    assert [(each.old, each.new) for each in changed_cells(by_class, more)] == [("4", "3")]
    assert changed_cells(by_class, paper("Đơn vị", "Số lớp", "Cử đi", rows=(("Cộng", 2, 5),))) == []
