"""The statistical forms: every row as written, numbers from recorded facts, what does not add up is said."""

import re
from datetime import date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from branches import actions as branch_actions
from branches.models import MemberEvent, Organization
from partydev.papers.rendering import as_pdf
from reports import base_keys, lists
from reports.official.forms import FORMS
from reports.official.making import make
from reports.periods import parse
from reports.quarterly import period_of
from tests.factories import sign_in
from tests.kept import once_a_module
from tests.reports.official_world import admit, build, made

pytestmark = pytest.mark.django_db


world = once_a_module(build)


def numbers(code, unit, key="2025", column=1):
    """row -> what is printed in a column; of rows that are worded alike the first."""
    found = {}
    for row in made(code, unit, key).document.tables[0].all_rows:
        if row.kind != "group":
            found.setdefault(row.cells[0].text, row.cells[column].text)
    return found


# Rows


@pytest.mark.once
def test_every_row_of_biểu_2_stands_in_its_block():
    blocks, found = {}, None
    for line in FORMS["2"].edition_on(date(2025, 12, 31)).lines:
        if (line.label[0] in "I123456" and not line.counts) or line.label.startswith("I. "):
            found = blocks.setdefault(line.label, [])
        else:
            found.append(line)
    counts = [len(rows) for label, rows in blocks.items() if not label.startswith("II. ")]
    assert counts == [8, 15, 9, 4, 6, 2, 6]


@pytest.mark.once
@pytest.mark.parametrize(
    ("code", "rows"), [("2B", 56 + 7), ("4", 56 + 7), ("5", 25), ("3", 15 + 9 + 4 + 4 + 6 + 2 + 3 + 3)]
)
def test_no_row_of_the_other_forms_is_missing(code, rows):
    lines = FORMS[code].edition_on(date(2025, 12, 31)).lines
    counted = [line for line in lines if line.counts and line.shown == "always" and line.kind != "total"]
    assert len(counted) == rows


@pytest.mark.once
def test_the_peoples_stand_in_the_partys_order():
    labels = [line.label for line in FORMS["4"].editions[0].lines]
    assert labels[11:13] == ["Ê-đê", "Ngái"]
    assert labels[-8:-1] == [
        "Phật giáo",
        "Công giáo",
        "Phật giáo Hòa Hảo",
        "Cao Đài",
        "Tin Lành",
        "Hồi giáo",
        "Đạo khác",
    ]


# Numbers


def test_biểu_1_of_the_district(world):
    found = numbers("1", world["huyen"])
    assert found == {
        "A - Tổng số đảng viên cuối kỳ trước chuyển sang": "17",
        "B - Đảng viên tăng trong kỳ": "6",
        "1. Kết nạp": "4",
        "2. Chuyển đến": "1",
        "a. Tỉnh khác chuyển đến": "0",
        "b. Huyện khác trong tỉnh chuyển đến": "1",
        "3. Phục hồi đảng tịch": "1",
        "C - Đảng viên giảm trong kỳ": "6",
        "1. Từ trần": "1",
        "2. Khai trừ": "1",
        "3. Xóa tên": "2",
        "Trong đó: Đảng viên dự bị": "1",
        "4. Xin ra khỏi Đảng": "1",
        "5. Chuyển đi": "1",
        "a. Chuyển đi tỉnh khác": "1",
        "b. Chuyển đi huyện khác trong tỉnh": "0",
        "D - Đảng viên trong danh sách cuối kỳ báo cáo": "17",
    }
    assert made("1", world["huyen"]).notices == ()


def test_moves_inside_cancel_above_and_stand_below(world):
    """S13: one cell loses, the other gains, the base committee's “chuyển đến, chuyển đi” know nothing of it."""
    inside = "c. Chuyển nội bộ trong đảng bộ"
    one, base = numbers("1", world["thon-1"]), numbers("1", world["xa"])
    assert (one["5. Chuyển đi"], numbers("1", world["thon-2"])["2. Chuyển đến"]) == ("3", "2")
    assert (base["2. Chuyển đến"], base["5. Chuyển đi"]) == ("1", "2")
    assert inside in one
    assert inside not in numbers("1", world["huyen"])


def test_what_is_entered_when_the_roster_begins_was_there_before(world):
    found = numbers("1", world["huyen"], "2020")
    assert found["A - Tổng số đảng viên cuối kỳ trước chuyển sang"] == "16"
    assert found["D - Đảng viên trong danh sách cuối kỳ báo cáo"] == "16"
    assert made("1", world["huyen"], "2020").notices == ()


def test_biểu_2_counts_beside_last_year_in_two_decimals(world):
    this, last, share = (numbers("2", world["huyen"], column=place) for place in (1, 2, 3))
    whole = "I. Tổng số đảng viên mới kết nạp"
    assert (this[whole], last[whole], share[whole]) == ("4", "1", "400,00")
    assert (this["- Nữ"], last["- Nữ"], share["- Nữ"]) == ("2", "1", "200,00")
    assert (this["- Người theo tôn giáo"], last["- Người theo tôn giáo"], share["- Người theo tôn giáo"]) == (
        "1",
        "0",
        "–",
    )
    assert (this["- Học sinh"], last["- Học sinh"], share["- Học sinh"]) == ("0", "0", "–")
    assert this["- Lãnh đạo, quản lý và lao động trong các doanh nghiệp, chia ra:"] == "1"
    assert this["+ Nhân viên, người gián tiếp sản xuất"] == "1"
    assert this["- Có quan hệ hôn nhân với người nước ngoài"] == "1"
    assert this["- Quần chúng vi phạm chính sách KHHGĐ"] == "–"
    assert this["- Đại học"] == "1"
    assert (this["1. Đảng bộ cơ sở"], this["2. Chi bộ cơ sở"], this["Trong đó: + Có kết nạp đảng viên"]) == ("1",) * 3
    assert made("2", world["huyen"]).notices == ()


def test_an_age_changes_on_the_birthday(world):
    """Who has the birthday on the day of the ceremony is a year older than who has it the day after."""
    assert numbers("2", world["xa"], "2025-06-30..2025-06-30")["- Từ 31 - 35 tuổi"] == "1"
    assert numbers("2", world["cong-ty"], "2025-07-01..2025-07-01")["- Từ 31 - 35 tuổi"] == "1"
    old = numbers("3", world["huyen"], "2025-12-31..2025-12-31")
    assert old["- Trên 60 tuổi"] == "1"  # born in 1950; those of 1970 are 55


@pytest.mark.parametrize(
    ("key", "count"),
    [("2025-H1", "2"), ("2025-H2", "2"), ("2025-06-30..2025-06-30", "1"), ("2025-07-01..2025-07-01", "1")],
)
def test_the_last_day_of_a_period_is_its_own_and_the_next_day_is_not(world, key, count):
    assert numbers("2", world["huyen"], key)["I. Tổng số đảng viên mới kết nạp"] == count


def test_biểu_3_says_what_is_not_entered(world):
    found = made("3", world["huyen"])
    (notice,) = [each for each in found.notices if "nghề nghiệp (mục 1)" in each.text and "Cùng kỳ" not in each.text]
    assert "chưa đủ 17, vì còn 12 trường hợp chưa ghi nội dung này" in notice.text
    rows = numbers("3", world["huyen"])
    assert rows["b. Đảng viên đã nghỉ hưu và nghỉ công tác"] == "1"
    assert rows["- Từ 21/7/1954 đến 30/4/1975"] == "4"
    assert rows["- Cao cấp, cử nhân"] == "–"


def test_biểu_2b_and_4_stand_in_two_blocks(world):
    for code, minority in (("2B", ("1", "25,00")), ("4", ("1", "5,88"))):
        rows = made(code, world["huyen"]).document.tables[0].all_rows
        cells = {
            row.cells[at + 1].text: [cell.text for cell in row.cells[at : at + 4]] for row in rows for at in (0, 4)
        }
        assert cells["Ngái"][2:] == list(minority)
        assert cells["Ngái"][0] == "12"
        assert cells["Đạo khác"][2] == "1"
        assert len(rows) == 34
        assert made(code, world["huyen"]).notices == ()


def test_biểu_5_counts_base_organizations_and_what_stands_below(world):
    rows = made("5", world["huyen"]).document.tables[0].all_rows
    found = {row.cells[1].text: [cell.text for cell in row.cells[2:]] for row in rows}
    assert found["Xã"] == ["1", "1", "0", "0", "2", "11"]
    assert found["Công ty Cổ phần"] == found["Doanh nghiệp và hợp tác xã"] == ["1", "0", "1", "0", "0", "6"]
    assert found["Cộng (1+…+11)"] == ["2", "1", "1", "0", "2", "17"]
    assert "Đặc khu (dòng thêm)" not in found
    assert made("5", world["huyen"]).notices == ()


def test_kinds_are_those_of_the_day(world):
    """A base cell that became a base committee counts as what it was."""
    branch_actions.rename(by=None, organization=world["cong-ty"], on=date(2025, 10, 1), kind="grassroots_committee")
    cells = [
        numbers("2", Organization.objects.get(code="huyen"), key)["2. Chi bộ cơ sở"] for key in ("2025-9M", "2025")
    ]
    assert cells == ["1", "0"]


@pytest.mark.parametrize(("said", "number"), [("2026-01-31T23:00+07:00", 1), ("2026-02-01T03:00+07:00", 0)])
def test_a_remark_counts_by_the_day_here(world, said, number):
    """The 31st day after the period ends at midnight in Vietnam, not seven hours later."""
    unit = world["cong-ty"]
    unit.history.update(history_date=datetime.fromisoformat("2020-01-01T00:00+07:00"))
    branch_actions.update_organization(by=None, organization=unit, no_source_left=True,
                                       no_source_because="Cả công ty đã là đảng viên.")  # fmt: skip
    unit.history.filter(no_source_left=True).update(history_date=datetime.fromisoformat(said))
    asked = base_keys.parse("base_units:no_source=yes")
    assert base_keys.number(asked, world["huyen"], period_of(world["huyen"], "2025")) == number


def test_no_source_left_is_said_for_its_unit(world):
    branch_actions.update_organization(by=None, organization=world["cong-ty"], no_source_left=True,
                                       no_source_because="Cả công ty đã là đảng viên.")  # fmt: skip
    year = date.today().year
    unit = Organization.objects.get(code="huyen")
    rows = made("2", unit, str(year)).document.tables[0].all_rows
    assert [row.cells[1].text for row in rows if row.cells[0].text == "+ Không còn quần chúng"] == ["0", "1"]


@pytest.mark.parametrize("code", FORMS)
@pytest.mark.parametrize("unit", ["huyen", "thon-2"])
def test_every_number_opens_a_list_of_its_length(world, code, unit):
    def link(key, organization, period):
        return f"{key}|{organization.code}|{period.key}"

    unit, seen = world[unit], set()
    for row in make(code, unit, period_of(unit, "2025"), link=link).document.tables[0].all_rows:
        seen |= {(cell.text, *cell.href.split("|")) for cell in row.cells if cell.href}
    assert seen or (code, unit.code) == ("5", "thon-2")
    for text, key, _, when in seen:
        facts = lists.facts_behind(key, unit, parse(when))
        assert len(facts) == int(text.replace(".", "")), key
        assert len(lists.lines(key, facts, world["reader"], unit, parse(when))) == len(facts)


# What does not add up


def test_damaged_numbers_are_said_on_the_page_and_on_paper(world, client):
    fact = MemberEvent.objects.filter(organization=world["thon-1"]).last()
    fact.pk, fact.kind, fact.on = None, "card", date(2025, 2, 2)
    fact.full_delta, fact.probationary_delta = 3, 0
    fact.save()
    words = "A + B - C: cộng được 17, không bằng 20. Số liệu chưa khớp, cần kiểm tra lại."
    sign_in(client, world["reader"])
    assert words in client.get(reverse("reports:form", args=["huyen", "2025", "1"])).content.decode()
    paper = PdfReader(BytesIO(as_pdf(made("1", world["huyen"]).document))).pages[0].extract_text()
    assert words in " ".join(paper.split())


def test_who_has_no_occupation_is_found_from_the_notice(world, client):
    admit(world["thon-1"], date(2025, 9, 9), occupation="")
    sign_in(client, world["reader"])
    page = client.get(reverse("reports:form", args=["huyen", "2025", "2"])).content.decode()
    assert "Các dòng nghề nghiệp (mục II.1): cộng được 4, chưa đủ 5, vì còn 01 trường hợp chưa ghi" in page
    link = re.search(r'href="([^"]*occupation%3Dunknown[^"]*)"', page)[1].replace("&amp;", "&")
    assert "1</span> đồng chí" in client.get(link).content.decode()
