"""The contract of a Document and its three appearances."""

from dataclasses import replace
from datetime import date

import pytest

from partydev.papers import rendering
from partydev.papers.document import Annex, Cell, Column, Row, Section, Table, cell, number

from . import sample


@pytest.mark.parametrize(
    ("number", "issued_on", "withheld", "draft"),
    [
        (None, None, False, True),
        (5, None, False, True),
        (None, date(2018, 10, 8), False, True),
        (5, date(2018, 10, 8), False, False),
        (5, date(2018, 10, 8), True, True),
    ],
)
def test_draft_until_number_and_date_are_known(number, issued_on, withheld, draft):
    document = replace(sample.DRAFT, number=number, issued_on=issued_on, withheld=withheld)

    assert document.is_draft is draft
    assert ("DỰ THẢO" in rendering.as_fragment(document)) is draft
    assert ("DỰ THẢO" in rendering.as_text(document)) is draft


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (None, "Số      -BC/ĐU"),
        (1, "Số 01-BC/ĐU"),
        (9, "Số 09-BC/ĐU"),
        (10, "Số 10-BC/ĐU"),
        (112, "Số 112-BC/ĐU"),
    ],
)
def test_number_line(number, line):
    assert replace(sample.DRAFT, number=number).number_line == line


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2026, 2, 5), "Ghềnh Quýt, ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 5), "Ghềnh Quýt, ngày 05 tháng 3 năm 2026"),
        (date(2026, 12, 25), "Ghềnh Quýt, ngày 25 tháng 12 năm 2026"),
    ],
)
def test_date_line_pads_days_and_the_first_two_months(day, line):
    assert replace(sample.DRAFT, issued_on=day).date_line == line


def test_sections_are_numbered_as_in_party_papers():
    tree = (
        Section(
            "Một", children=(Section("Hai", children=(Section("Ba", children=(Section("Bốn"),)), Section("Năm"))),)
        ),
        Section("Sáu"),
    )

    def headings(numbered):
        return [text for each in numbered for text in (each.heading, *headings(each.children))]

    assert headings(number(tree)) == ["I- MỘT", "1. Hai", "a) Ba", "- Bốn", "b) Năm", "II- SÁU"]
    assert headings(number([Section(str(n)) for n in range(16)]))[-1] == "16- 15"


def test_recipients_end_in_commas_and_the_last_in_a_full_stop():
    assert replace(sample.DRAFT, recipients=("A (để báo cáo),", "Lưu Chi bộ")).recipient_lines == [
        "- A (để báo cáo),",
        "- Lưu Chi bộ.",
    ]
    assert replace(sample.DRAFT, recipients=()).recipient_lines == []


def test_cells_print_counts_with_dots_and_a_dash_for_nothing():
    assert [cell(value).text for value in (1234, 0, None, "56,2")] == ["1.234", "0", "–", "56,2"]
    assert cell(3, "/danh-sach/") == Cell("3", "/danh-sach/", value=3)


def test_endless_word_gets_places_to_break_and_ordinary_text_none():
    assert cell("đ" * 150).breakable == "\u200b".join(("đ" * 60, "đ" * 60, "đ" * 30))
    assert cell("đ" * 60).breakable == "đ" * 60
    assert cell(sample.LONG_TEXT).breakable == sample.LONG_TEXT


def test_row_that_does_not_fit_the_columns_is_refused():
    with pytest.raises(ValueError, match="Table t: 1 cells for 2 columns"):
        Table("t", "T", (Column("A"), Column("B")), (Row.of("1"),))
    with pytest.raises(ValueError, match="Table t"):
        Table("t", "T", (Column("A"), Column("B")), (), total=Row.of("1"))


@pytest.mark.parametrize("widths", [(1, 1, 1), (6, 26, 9, 9, 9, 9, 9, 10, 14), (1,), tuple(range(1, 20))])
def test_widths_add_up_to_a_hundred(widths):
    table = Table("t", "T", tuple(Column("A", width) for width in widths), ())
    assert sum(table.widths) == 100


def test_grouped_columns_share_a_heading_over_two_rows():
    upper, lower = sample.RESULTS.head
    assert [(each.text, each.columns, each.rows) for each in upper][-2:] == [
        ("So với cùng kỳ năm trước", 2, 1),
        ("Ghi chú", 1, 2),
    ]
    assert [each.text for each in lower] == ["Số lượng", "Tăng (+), giảm (-)"]


def test_numbers_open_their_lists_on_screen_and_not_on_paper():
    fragment, page = rendering.as_fragment(sample.DRAFT), rendering.as_page(sample.DRAFT)

    assert '<a href="/danh-sach/7/">0</a>' in fragment
    assert '<a href="/danh-sach/ket-nap/">12 đảng viên</a>' in fragment
    assert "<a " not in rendering.as_fragment(sample.DRAFT, linked=False)
    assert "<a " not in page


def test_fragment_stands_below_the_heading_of_its_page():
    fragment, page = rendering.as_fragment(sample.DRAFT), rendering.as_page(sample.DRAFT)

    assert "<h1" not in fragment
    assert page.count("<h1") == 1
    assert '<h3 class="document-heading">I- ĐẶC ĐIỂM, TÌNH HÌNH</h3>' in fragment
    assert '<h5 class="document-heading">a) Nữ, dân tộc thiểu số</h5>' in fragment


def test_fragment_has_no_inline_style_and_hostile_text_stays_text():
    hostile = "<script>alert(1)</script><link rel=attachment href=file:///etc/passwd>"
    table = Table("t", hostile, (Column(hostile, heads_row=True),), (Row.of(hostile),), notes=(hostile,))
    document = replace(
        sample.DRAFT,
        upper_name=hostile,
        issuer_name=hostile,
        place=hostile,
        symbol=hostile,
        subject=(hostile,),
        opening=(hostile,),
        sections=(Section(hostile, (hostile,), tables=(table,)),),
        annexes=(Annex(hostile),),
        recipients=(hostile,),
        notice=hostile,
    )
    page = rendering.as_page(document).lower()

    assert "<script" not in page
    assert "<link" not in page
    assert " style=" not in rendering.as_fragment(sample.DRAFT)


def test_text_holds_what_the_paper_says():
    text = rendering.as_text(sample.issued())

    for said in (
        "ĐẢNG ỦY PHÂN HIỆU GHỀNH QUÝT",
        "Số 05-BC/ĐU",
        "Ghềnh Quýt, ngày 08 tháng 10 năm 2018",
        "1. Kết nạp đảng viên",
        "Đảng bộ có 30 đảng viên, sinh hoạt tại 03 chi bộ.",
        "I. Nhóm chồng lấn",
        "(Kèm theo Báo cáo số 05-BC/ĐU, ngày 08 tháng 10 năm 2018)",
        "Do làm tròn số",
        "DỮ LIỆU MINH HỌA",
    ):
        assert said in text
    assert text.endswith("\n")


def test_text_aligns_its_columns():
    table = Table("t", "T", (Column("Đơn vị", align="left"), Column("Số")), (Row.of("Chi bộ", 1234), Row.of("A", 5)))
    document = replace(sample.DRAFT, sections=(Section("Một", tables=(table,)),), annexes=())

    assert "\nĐơn vị |    Số\n-------+------\nChi bộ | 1.234\nA      |     5\n" in rendering.as_text(document)
