"""From recorded facts to the report's text: one invented unit, a few people."""

from datetime import date

import pytest

from branches import actions as branch_actions
from branches.models import Member
from candidates import actions
from candidates.actions.entry import Milestone
from partydev.papers.rendering import as_text
from reports.charts import MonthLines
from reports.quarterly import build, figures_as_data, period_of
from tests.factories import make_member, make_organization, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    """A base committee with two cells of four members; one admission in 2025 decided in Q3, held in Q4."""
    top = make_organization("Đảng bộ Khối mẫu", "superior", code="khoi-mau")
    base = make_organization("Đảng bộ cơ sở mẫu", "grassroots_committee", top, code="co-so-mau")
    for number in (1, 2):
        cell = make_organization(f"Chi bộ số {number}", "cell", base, code=f"chi-bo-{number}")
        for _ in range(4):
            make_member(cell, on=date(2020, 1, 1))
    actions.take_over(
        by=None, organization=cell, person=make_person(youth_union_on=date(2014, 3, 26)), stage="probationary",
        entered_on=date(2025, 1, 5),
        milestones=[Milestone("decide", date(2025, 9, 25)), Milestone("admit", date(2025, 10, 8))],
    )  # fmt: skip
    branch_actions.set_target(by=None, organization=base, source="assigned", starts_on=date(2025, 1, 1),
                              ends_on=date(2025, 12, 31), value=2)  # fmt: skip
    return base


def data(unit, code):
    return figures_as_data(unit, period_of(unit, code))


def test_figures_count_by_ceremony(unit):
    assert data(unit, "2025-Q3")["figures"]["admitted"] == 0
    found = data(unit, "2025-Q4")["figures"]
    assert (found["admitted"], found["admitted_women"], found["admitted_youth_union"]) == (1, 1, 1)
    assert (found["members"], found["full_members"], found["probationary_members"]) == (9, 8, 1)
    assert (found["in_pool"], found["cells"], found["base_organizations"]) == (0, 2, 1)


def test_figures_count_by_decision_when_the_unit_says_so(unit):
    unit.counted_by = "decision"
    assert data(unit, "2025-Q3")["figures"]["admitted"] == 1
    assert data(unit, "2025-Q4")["figures"]["admitted"] == 0
    assert data(unit, "2025-Q3")["figures"]["probationary_members"] == 1
    assert data(unit, "2025")["figures"]["probationary_members"] == 1


def test_target_beside_result(unit):
    assert data(unit, "2025")["targets"] == [{"source": "assigned", "target": 2, "result": 1, "percent": "50,0"}]


def test_move_inside_cancels_above(unit):
    member = Member.objects.under(unit).first()
    other = unit.children.exclude(pk=member.organization_id).get()
    branch_actions.transfer_member(by=None, member=member, to=other, on=date(2025, 5, 5))
    assert data(unit, "2025")["figures"]["transferred_in"] == 0
    assert data(other, "2025")["figures"]["transferred_in"] == 1
    assert data(other, "2025")["figures"]["full_members"] == 5


@pytest.mark.parametrize(("code", "drawn"), [("2024-Q4", False), ("2025-Q4", True), ("2026-Q4", True)])
def test_months_are_drawn_where_either_year_brought_anybody(unit, code, drawn):
    results = build(unit, period_of(unit, code)).sections[1].children
    charts = [chart for section in results for chart in section.charts]
    assert any(isinstance(chart, MonthLines) for chart in charts) is drawn


def words_of(unit, code):
    return " ".join(as_text(build(unit, period_of(unit, code))).split())


def test_a_period_without_anybody_is_told_in_words_and_draws_nothing(unit):
    said, document = words_of(unit, "2024-Q4"), build(unit, period_of(unit, "2024-Q4"))
    assert "toàn Đảng bộ chưa kết nạp được đảng viên nào" in said
    assert " 0 đồng chí" not in said
    assert "08 đảng viên, 02 chi bộ; trong đó 08 đảng viên chính thức, không có đảng viên dự bị." in said
    assert "Biểu đồ" not in said
    assert "Chia theo đoàn thể" in words_of(unit, "2025-Q4")
    assert "Chia theo đoàn thể" not in said
    assert not any(annex.charts for annex in document.annexes)


def test_a_cells_changes_are_read_downwards_on_the_page_of_its_other_tables(unit):
    cell, period = unit.children.first(), period_of(unit, "2025-Q4")
    (annex,), (_, wide) = build(cell, period).annexes, build(unit, period).annexes[-2:]
    turned, wide = annex.tables[-1], wide.tables[0]
    assert (turned.landscape, wide.landscape) == (False, True)
    read = [row.cells[0].text for row in turned.rows]
    assert read[:3] == ["Có đến cuối kỳ trước", "Tăng trong kỳ", "Kết nạp"]
    assert read[-2:] == ["Hủy quyết định kết nạp", "Có đến cuối kỳ"]
    own = next(row for row in wide.rows if row.cells[0].text == cell.name)
    assert [row.cells[1].text for row in turned.rows if row.kind != "group"] == [each.text for each in own.cells[1:]]


def test_one_person_has_no_shares_and_no_drawing(unit):
    said = words_of(unit, "2025-Q4")
    assert "Đồng chí mới kết nạp là nữ, đoàn viên Đoàn TNCS Hồ Chí Minh." in said
    assert "chiếm 100%" not in said
    assert "theo giới tính" not in said


def test_the_sum_of_the_term_says_from_when_it_counts(unit):
    unit.term_starts_on = date(2023, 6, 15)
    assert "Lũy kế từ đầu nhiệm kỳ (ngày 15/06/2023), kết nạp 01 đồng chí." in words_of(unit, "2025-Q4")
    assert "Lũy kế từ đầu nhiệm kỳ (ngày 15/06/2023) chưa kết nạp được đảng viên nào." in words_of(unit, "2024-Q4")
    assert "Từ đầu nhiệm kỳ (ngày 15/06/2023) đến hết năm 2025" in words_of(unit, "TERM-2025")


def test_a_year_that_began_before_the_term_is_not_judged_by_its_whole_target(unit):
    unit.term_starts_on = date(2025, 8, 1)
    assert "từ 01/08/2025: 1; 2026: 0." in words_of(unit, "TERM-2026")


@pytest.mark.parametrize(
    ("name", "own", "above", "place"),
    [
        ("Đảng bộ xã Gia Phong", "", "", "Gia Phong"),
        ("Đảng bộ xã Gia Phong", "Phong", "", "Phong"),
        ("Đảng bộ xã Gia Phong", "", "Khê", "Gia Phong"),
        ("Đảng bộ Sở Y tế", "", "Khê", "Khê"),
        ("Đảng bộ phường 5", "", "Khê", "Phường 5"),
        ("Đảng bộ Thành phố Hồ Chí Minh", "", "", "Thành phố Hồ Chí Minh"),
        ("Đảng bộ Sở Y tế", "", "", "…………"),
    ],
)
def test_the_place_is_the_units_what_its_name_says_or_the_one_aboves(name, own, above, place):
    top = make_organization("Đảng bộ Khối", "superior", code="khoi-noi", place=above)
    unit = make_organization(name, "grassroots_committee", top, code="don-vi-noi", place=own)
    assert build(unit, period_of(unit, "2025-Q4")).place == place


def test_text_of_the_report(unit):
    text = as_text(build(unit, period_of(unit, "2025-Q4")))
    assert "BÁO CÁO" in text
    assert "DỰ THẢO" in text
    assert "toàn Đảng bộ có 09 đảng viên, 02 chi bộ; trong đó 08 đảng viên chính thức, 01 đảng viên dự bị" in " ".join(
        text.split()
    )
    assert "Số      -BC/ĐU" in text.replace("\xa0", " ")
