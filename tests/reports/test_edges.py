"""What happens seldom and must still be counted right: each from recorded facts to the report's text."""

from datetime import date

import pytest

from branches import actions as branch_actions
from branches.models import Organization, Target
from candidates import actions
from candidates.actions.entry import Milestone
from partydev.papers.rendering import as_text
from reports import lists
from reports.catalogue import INDICATORS
from reports.figures import figures
from reports.links import nowhere
from reports.quarterly import build, figures_as_data, period_of
from reports.tables import admissions_table, pool_table, targets_table
from tests.factories import make_member, make_organization, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def base():
    """A base committee with two cells of four members."""
    top = make_organization("Đảng bộ Khối mẫu", "superior", code="khoi-mau")
    base = make_organization("Đảng bộ cơ sở mẫu", "grassroots_committee", top, code="co-so-mau")
    for number in (1, 2):
        cell = make_organization(f"Chi bộ số {number}", "cell", base, code=f"chi-bo-{number}")
        for _ in range(4):
            make_member(cell, on=date(2020, 1, 1))
    return base


def admit(cell, on, **fields):
    person = make_person(youth_union_on=date(2014, 3, 26))
    milestones = [Milestone("decide", on), Milestone("admit", on)]
    return actions.take_over(by=None, organization=cell, person=person, stage="probationary",
                             entered_on=date(2024, 1, 5), milestones=milestones, **fields)  # fmt: skip


def asked(unit, code="2025"):
    return figures_as_data(unit, period_of(unit, code))


def target(unit, value, first=2025, last=2025):
    branch_actions.set_target(by=None, organization=unit, source="assigned", starts_on=date(first, 1, 1),
                              ends_on=date(last, 12, 31), value=value)  # fmt: skip


def report(unit, code="2025"):
    return " ".join(as_text(build(unit, period_of(unit, code))).split())


def test_no_target_is_a_dash(base):
    admit(base.children.first(), date(2025, 5, 19))
    total = admissions_table(base, period_of(base, "2025"), nowhere).total
    assert [total.cells[place].text for place in (2, 4, 5)] == ["–", "1", "–"]
    assert asked(base)["targets"] == []
    assert "Đơn vị không được giao chỉ tiêu cho kỳ này" in report(base)


@pytest.mark.parametrize(("own", "total"), [(None, "8"), (6, "6")])
def test_what_is_expected_of_the_whole_is_its_own_word_or_what_its_units_said(base, own, total):
    said = {"chi-bo-1": 5, "chi-bo-2": 3} | ({"co-so-mau": own} if own else {})
    for code, value in said.items():
        unit = Organization.objects.get(code=code)
        Target(source="expected", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), value=value).place(
            unit
        ).save()
    actions.enter_pool(
        by=None, organization=Organization.objects.get(code="chi-bo-1"), person=make_person(),
        on=date(2025, 2, 3), source="cell",
    )  # fmt: skip
    table = pool_table(base, period_of(base, "2025"), nowhere)
    assert [row.cells[-1].text for row in table.rows] == ["5", "3"]
    assert table.total.cells[-1].text == total


def test_target_of_nothing_with_a_result(base):
    target(base, 0)
    for _ in range(2):
        admit(base.children.first(), date(2025, 5, 19))
    words = "không giao chỉ tiêu; kết nạp 02 đồng chí"
    assert words in report(base).lower()
    (row,) = targets_table(base, period_of(base, "2025"), nowhere).rows
    assert [cell.text for cell in row.cells[2:5]] == ["0", "2", "–"]
    assert words in row.cells[5].text.lower()
    assert asked(base)["targets"] == [{"source": "assigned", "target": 0, "result": 2, "percent": None}]


@pytest.mark.parametrize(
    ("years", "sums"),
    [
        ([(2023, 2023), (2025, 2025)], [("0", False)]),  # the list of 2023 to 2025 holds 2024 too
        ([(2024, 2024), (2025, 2025)], [("1", True)]),
        ([(2023, 2025), (2025, 2025)], []),  # one within the other: nothing is added
    ],
)
def test_the_sum_of_targets_leads_to_a_list_of_its_length_or_nowhere(base, years, sums):
    for first, last in years:
        target(base, 2, first, last)
    admit(base.children.first(), date(2024, 5, 19))
    period = period_of(base, "2023-01-01..2025-12-31")
    table = targets_table(base, period, lambda key, unit, when: (key, unit, when))
    for row in table.rows:
        if row.cells[3].href:
            assert len(lists.facts_behind(*row.cells[3].href)) == row.cells[3].value
    found = [row.cells[3] for row in table.rows if row.kind == "total"]
    assert [(cell.text, bool(cell.href)) for cell in found] == sums


def test_admitted_and_struck_off_in_one_period_counts_both(base):
    candidate = admit(base.children.first(), date(2025, 2, 3))
    actions.advance(candidate=candidate, transition="strike_off", by=None, on=date(2025, 9, 1),
                    paper=actions.Paper("12-QĐ/ĐU"), reason="Vi phạm tư cách.", as_happened=True)  # fmt: skip
    found = asked(base)["figures"]
    assert (found["admitted"], found["struck_off"], found["probationary_members"], found["members"]) == (1, 1, 0, 8)


def test_readmission_counts_in_the_whole_and_in_its_own_row(base):
    admit(base.children.first(), date(2025, 2, 3), is_readmission=True, left_party_on=date(2019, 1, 1))
    admit(base.children.first(), date(2025, 2, 3))
    found = asked(base)["figures"]
    assert (found["admitted"], found["readmitted"]) == (2, 1)


def names(unit, code):
    table = admissions_table(unit, period_of(unit, code), nowhere)
    return {row.cells[1].text: (row.cells[3].text, row.cells[-1].text) for row in table.rows}


def test_units_founded_and_dissolved_in_the_period(base):
    late = make_organization("Chi bộ mới", "cell", base, code="chi-bo-moi", founded_on=date(2025, 4, 1))
    gone = make_organization("Chi bộ cũ", "cell", base, code="chi-bo-cu", founded_on=date(2015, 1, 1))
    admit(late, date(2025, 6, 1))
    branch_actions.dissolve(by=None, organization=gone, on=date(2025, 3, 1))
    assert names(base, "2024").keys() == {"Chi bộ số 1", "Chi bộ số 2", "Chi bộ cũ"}
    assert names(base, "2026").keys() == {"Chi bộ số 1", "Chi bộ số 2", "Chi bộ mới"}
    rows = names(base, "2025")
    assert rows["Chi bộ mới"] == ("1", "Thành lập ngày 01/04/2025")
    assert rows["Chi bộ cũ"] == ("0", "Giải thể ngày 01/03/2025")
    assert (asked(base, "2024")["figures"]["cells"], asked(base)["figures"]["cells"]) == (3, 3)


def test_unit_moved_in_the_period_takes_its_facts_along(base):
    other = make_organization("Đảng bộ cơ sở khác", "grassroots_committee", base.parent, code="co-so-khac")
    cell = base.children.get(code="chi-bo-1")
    admit(cell, date(2025, 2, 3))
    branch_actions.move(by=None, organization=cell, parent=other, on=date(2025, 7, 1))
    for unit in (base, other):
        unit.refresh_from_db()
    assert (asked(base)["figures"]["admitted"], asked(other)["figures"]["admitted"]) == (0, 1)
    assert (asked(base)["figures"]["members"], asked(other)["figures"]["members"]) == (4, 5)
    assert asked(base, "2025-Q1")["figures"]["admitted"] == 1
    for unit in (base, other):
        period = period_of(unit, "2025")
        now = figures(unit, period)
        assert all(len(lists.facts_behind(key, unit, period)) == now[key] for key in INDICATORS)
