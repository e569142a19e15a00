"""The articles' figures as their reports print them: from recorded facts to text, JSON and PDF."""

import io
import json
from datetime import date
from io import BytesIO

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from branches.models import Organization
from partydev.papers.rendering import as_text
from reports.quarterly import build, period_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("articles")]


def unit(code):
    return Organization.objects.select_related("parent").get(code=code)


def text(code, period, **options):
    """The whole report in one line."""
    organization = unit(code)
    return " ".join(as_text(build(organization, period_of(organization, period), **options)).split())


class Output(io.StringIO):
    """What `sys.stdout` is to the command: text above, bytes below."""

    def __init__(self):
        super().__init__()
        self.buffer = BytesIO()


@pytest.fixture
def printed(monkeypatch):
    """`printed(code, period)`: the JSON of the command line."""

    def run(code, period, **options):
        out = Output()
        monkeypatch.setattr("sys.stdout", out)
        call_command("report", code, period, form="json", **options)
        monkeypatch.undo()
        return json.loads(out.buffer.getvalue())

    return run


def row(table_text, name):
    """The cells of the table row that begins with `name`."""
    line = next(line for line in table_text.splitlines() if line.strip().startswith(name))
    return [cell.strip() for cell in line.split("|")]


def lines(code, period, **options):
    organization = unit(code)
    return as_text(build(organization, period_of(organization, period), **options))


# Lào Cai


def test_s1_members_and_cells():
    assert "30 đảng viên, 03 chi bộ" in text("lao-cai", "2018-9M")


def test_s1_cells_add_up(printed):
    members = [printed(f"lao-cai-{number}", "2018-9M")["figures"]["members"] for number in (1, 2, 3)]
    assert members == [8, 5, 17]


def test_s2_nine_months_in_prose():
    report = text("lao-cai", "2018-9M")
    for sentence in (
        "Đã cử 07 quần chúng ưu tú, đoàn viên ưu tú đi học lớp bồi dưỡng nhận thức về Đảng",
        "Trong 9 tháng đầu năm 2018, toàn Đảng bộ kết nạp được 02 đảng viên mới",
        "Công nhận chính thức cho 01 đảng viên dự bị",
        "cử 01 đồng chí học lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới",
        "phát thẻ cho 03 đảng viên",
        "Có 02 hồ sơ đề nghị kết nạp đã hoàn thiện, đang trình cấp có thẩm quyền",
    ):
        assert sentence in report


FLOWS = (
    "sent_to_awareness_class",
    "admitted",
    "recognized",
    "sent_to_new_member_class",
    "cards_issued",
    "transferred_in",
    "transferred_out",
    "struck_off",
)


def test_s2_nine_months_as_data(printed):
    figures = printed("lao-cai", "2018-9M")["figures"]
    assert [figures[key] for key in FLOWS] == [7, 2, 1, 1, 3, 0, 0, 0]
    assert figures["dossiers_pending"] == 2


def test_s2b_quarters_add_up(printed):
    nine = printed("lao-cai", "2018-9M")["figures"]
    quarters = [printed("lao-cai", f"2018-Q{number}")["figures"] for number in (1, 2, 3)]
    for key in FLOWS:
        assert sum(quarter[key] for quarter in quarters) == nine[key]
        assert quarters[2][key] <= nine[key]


# Lâm Hà


def test_s3_organizations():
    assert (
        "Có 49 tổ chức cơ sở đảng, gồm 21 đảng bộ cơ sở với 351 chi bộ trực thuộc và 28 chi bộ cơ sở; "
        "tổng số 379 chi bộ" in text("lam-ha", "2016")
    )


def test_s3_organizations_as_data(printed):
    figures = printed("lam-ha", "2016")["figures"]
    kinds = ("base_organizations", "grassroots_committees", "cells", "base_cells")
    assert [figures[key] for key in kinds] == [49, 21, 351, 28]


def test_s4_years_without_admission():
    report = text("lam-ha", "2016")
    assert "05 năm liền không kết nạp đảng viên" in report
    assert "lâu nhất là Chi bộ thôn Suối Thông" in report
    table = lines("lam-ha", "2016")
    table = table[table.index("Chi bộ chưa kết nạp được đảng viên\nTT") :]
    assert row(table, "1 ")[1].startswith("Chi bộ thôn Suối Thông")
    assert row(table, "1 ")[-2:] == ["19/05/2011", "05 năm"]


def test_s4_only_when_the_year_is_over():
    assert "05 năm liền không kết nạp đảng viên" in text("lam-ha-thon-xa", "2016")
    assert "04 năm liền không kết nạp đảng viên" in text("lam-ha-thon-xa", "2016-9M")


def test_s5_result_above_the_plan(printed):
    assert "đạt 120,6% kế hoạch, vượt 20,6%" in text("lam-ha", "2016")
    assert printed("lam-ha", "2016")["targets"] == [
        {"source": "assigned", "target": 160, "result": 193, "percent": "120,6"}
    ]


# Lộc Ninh


def test_s6_the_school(printed):
    whole = printed("loc-ninh-thpt", "2020-01-01..2023-12-31")["figures"]
    assert (whole["pool_entered"], whole["admitted"], whole["members"], whole["cells"]) == (10, 8, 41, 3)
    year = printed("loc-ninh-thpt", "2023")["figures"]
    assert (year["sent_to_awareness_class"], year["admitted"]) == (4, 1)


def test_s6_what_is_expected_stands_apart():
    report = lines("loc-ninh-thpt", "2024-Q1")
    total = row(report[report.index("Tình hình tạo nguồn") :], "Tổng cộng")
    assert total[-1] == "3"
    assert total[1] != "3"


def test_s7_loc_hiep(printed):
    assert printed("loc-hiep", "2021-01-01..2024-03-31")["figures"]["admitted"] == 26
    for year in (2021, 2022, 2023):
        (target,) = printed("loc-hiep", str(year))["targets"]
        assert target["result"] >= target["target"]
    assert target == {"source": "assigned", "target": 5, "result": 9, "percent": "180,0"}
    assert "đạt 180% kế hoạch, vượt 80%" in text("loc-hiep", "2023")


@pytest.mark.parametrize(
    ("year", "places", "words"),
    [
        ("2021", 1, "đạt 104,2% kế hoạch, vượt 4,2%"),
        ("2022", 1, "đạt 105,2% kế hoạch, vượt 5,2%"),
        ("2023", 1, "đạt 107% kế hoạch, vượt 7%"),
        ("2021", 0, "đạt 104% kế hoạch, vượt 4%"),
        ("2022", 0, "đạt 105% kế hoạch, vượt 5%"),
        ("2023", 0, "đạt 107% kế hoạch, vượt 7%"),
    ],
)
def test_s8_results_of_the_years(year, places, words):
    assert words in text("loc-ninh", year, places=places)


def test_s8_term_to_date(printed):
    data = printed("loc-ninh", "TERM-2023")
    assert data["figures"]["admitted"] == 307
    assert data["figures"]["members"] == 3152
    assert data["targets"] == [{"source": "assigned", "target": 291, "result": 307, "percent": "105,5"}]
    assert "3.152 đảng viên" in text("loc-ninh", "TERM-2023")
    assert "kết nạp được 307 đảng viên mới" in text("loc-ninh", "TERM-2023")


# Khối các cơ quan tỉnh


PARTS = {
    "admitted_women": ("355", "56,0"),
    "admitted_ethnic_minority": ("177", "27,9"),
    "admitted_youth_union": ("356", "56,2"),
    "admitted_trade_union": ("278", "43,8"),
    "admitted_students": ("6", "0,9"),
}
PERIOD = "2020-01-01..2024-05-31"


def test_s9_parts(printed):
    figures = printed("khoi-tinh", PERIOD)["figures"]
    assert figures["admitted"] == 634
    assert {key: str(figures[key]) for key in PARTS} == {key: count for key, (count, _) in PARTS.items()}
    report = text("khoi-tinh", PERIOD)
    for words in (
        "nữ 355 đồng chí, chiếm 56%",
        "dân tộc thiểu số 177 đồng chí, chiếm 27,9%",
        "đoàn viên Đoàn TNCS Hồ Chí Minh 356 đồng chí, chiếm 56,2%",
        "đoàn viên công đoàn (quá tuổi Đoàn) 278 đồng chí, chiếm 43,8%",
        "sinh viên 06 đồng chí, chiếm 0,9%",
    ):
        assert words in report


def test_s9b_partition_has_a_control_total():
    report = lines("khoi-tinh", PERIOD)
    table = report[report.index("Cơ cấu đảng viên mới kết nạp\nNhóm") :]
    assert row(table, "Cộng các nhóm theo đoàn thể")[1:3] == ["634", "100,0"]
    assert row(table, "Tổng số đảng viên mới kết nạp")[1:3] == ["634", "100,0"]
    assert "không cộng với nhau" in table


# Invented units


def test_s10_two_sources_side_by_side(printed):
    data = printed("s10", "TERM-2023")
    assert data["targets"] == [
        {"source": "congress", "target": 100, "result": 120, "percent": "120,0"},
        {"source": "assigned", "target": 150, "result": 120, "percent": "80,0"},
    ]
    report = text("s10", "TERM-2023")
    assert "Chỉ tiêu nghị quyết đại hội giai đoạn 2021 - 2023: 100 đảng viên; đã kết nạp 120 đồng chí" in report
    for year, reached in ((2021, "70%"), (2022, "80%"), (2023, "90%")):
        assert f"Chưa đạt kế hoạch cấp trên giao năm {year}" in report
        assert f"đạt {reached} kế hoạch" in report


FOUNDED_TO_2020 = "2018-05-14..2020-02-05"


def test_s11_members_by_status(printed):
    figures = printed("attp", FOUNDED_TO_2020)["figures"]
    keys = ("members", "full_members", "probationary_members", "admitted", "transferred_in")
    assert [figures[key] for key in keys] == [50, 40, 10, 10, 12]
    report = text("attp", FOUNDED_TO_2020)
    assert "có 50 đảng viên, trong đó 40 đảng viên chính thức, 10 đảng viên dự bị" in report
    assert "Còn 02 đảng viên dự bị đã quá thời hạn xét công nhận chính thức" in report


def test_s11b_a_large_base_cell_is_told_not_blamed():
    report = text("attp", FOUNDED_TO_2020)
    assert "theo Điều 21 Điều lệ Đảng" in report
    situation, rest = report.split("II- KẾT QUẢ")
    assert "Điều 21" in situation
    assert "Điều 21" not in rest
    assert "Điều 21" not in text("attp", "2018-Q2")


def test_s13_a_move_inside_cancels(printed):
    whole, x, y = (printed(code, "2023")["figures"] for code in ("s13", "s13-x", "s13-y"))
    assert (whole["transferred_in"], whole["transferred_out"], whole["members"]) == (0, 0, 14)
    assert (x["transferred_out"], x["members"]) == (1, 7)
    assert (y["transferred_in"], y["members"]) == (1, 7)


@pytest.mark.parametrize(("counted_by", "expected"), [("ceremony", [0, 1]), ("decision", [1, 0])])
def test_s14_counted_once_by_one_day(printed, counted_by, expected):
    Organization.objects.filter(code="s14").update(counted_by=counted_by)
    quarters = [printed("s14", f"2023-Q{number}") for number in (3, 4)]
    assert [each["figures"]["admitted"] for each in quarters] == expected
    for code, count in zip(("2023-Q3", "2023-Q4"), expected, strict=True):
        report = lines("s14", code)
        table = report[report.index("Kết quả kết nạp đảng viên theo đơn vị\nTT") :]
        assert row(table, "| Tổng cộng")[3] == str(count)


# One PDF


def test_the_pdf_says_the_same(tmp_path):
    out = tmp_path / "bao-cao.pdf"
    call_command("report", "lao-cai", "2018-9M", form="pdf", out=out)
    again = tmp_path / "lan-hai.pdf"
    call_command("report", "lao-cai", "2018-9M", form="pdf", out=again)
    assert out.read_bytes() == again.read_bytes()
    pages = PdfReader(out).pages
    whole = " ".join(" ".join(page.extract_text().split()) for page in pages)
    for words in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "DỰ THẢO",
        "30 đảng viên, 03 chi bộ",
        "kết nạp được 02 đảng viên mới",
        "T/M ĐẢNG ỦY",
        "PHỤ LỤC 2",
    ):
        assert words in whole
    fonts = {font["/BaseFont"] for page in pages for font in _fonts(page)}
    assert all("Liberation-Serif" in name for name in fonts)


def _fonts(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_reports_name_the_day_they_stand_for():
    assert f"Tính đến ngày {date(2018, 9, 30):%d/%m/%Y}" in text("lao-cai", "2018-9M")
