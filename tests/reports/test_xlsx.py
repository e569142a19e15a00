"""Spreadsheets: numbers are numbers, whatever is text stays text, and the same tables give the same bytes."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from partydev.papers.document import Column, Row, Signature, Table, change_cell, percent_cell
from partydev.papers.letterheads import Letterhead
from partydev.papers.xlsx import Book, as_xlsx, book_of

from . import sample

HOSTILE = (
    "=1+1",
    "+84912345678",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "=cmd|' /C calc'!A0",
    "http://a.test",
)


def table_of(*rows, **more):
    columns = (Column("Nội dung", 20, "left", heads_row=True), Column("Số", 8), Column("Ngày", 9))
    return Table("bang", "Bảng thử", columns, rows, **more)


def parts(content):
    with ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist() if name.endswith((".xml", ".rels"))}


def rows_of(content, sheet=0):
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(sheet).to_python()


def test_numbers_and_days_are_real_and_text_is_text():
    table = table_of(
        Row.of("Kết nạp", 1234, date(2018, 7, 5)),
        Row.of("Tỷ lệ", percent_cell(1, 3, 2), None),
        Row.of("Tăng", change_cell(3), "05/07/2018"),
        total=Row.of("Cộng", Decimal("0.5"), "12", kind="total"),
    )
    rows = rows_of(as_xlsx(Book((table,))))
    assert rows[-4:] == [
        ["Kết nạp", 1234.0, date(2018, 7, 5)],
        ["Tỷ lệ", 33.33, "–"],
        ["Tăng", 3.0, "05/07/2018"],
        ["Cộng", 0.5, "12"],
    ]
    styles = parts(as_xlsx(Book((table,))))["xl/styles.xml"]
    assert 'formatCode="dd/mm/yyyy"' in styles
    assert 'formatCode="+#,##0_);-#,##0_);0_)"' in styles


@pytest.mark.parametrize("place", ["cell", "heading", "title", "group", "note", "unit", "name"])
def test_hostile_text_is_a_string_wherever_it_stands(place):
    for hostile in HOSTILE:
        table = table_of(Row.of(hostile if place == "cell" else "a", 1, None))
        if place == "group":
            table = replace(table, rows=(Row.of(hostile, kind="group"),))
        elif place == "heading":
            table = replace(table, columns=(Column(hostile, group=hostile), Column("b", group=hostile), Column("c")))
        elif place != "cell" and place != "name":
            key = {"note": "notes"}.get(place, place)
            table = replace(table, **{key: (hostile,) if key == "notes" else hostile})
        content = as_xlsx(Book((table,), issuer_name=hostile if place == "name" else ""))
        found = parts(content)
        sheet = found["xl/worksheets/sheet1.xml"]
        assert "<f>" not in sheet
        assert "<f " not in sheet
        assert "<hyperlink" not in sheet
        assert not any("TargetMode" in text for text in found.values())
        held = [text for row in rows_of(content) for text in row if isinstance(text, str)]
        wanted = hostile.upper() if place in ("title", "name") else hostile
        assert any(text.replace("_x000D_", "\r") == wanted for text in held)


def test_a_text_that_looks_like_a_formula_stays_one_when_it_is_edited():
    assert 'quotePrefix="1"' in parts(as_xlsx(Book((table_of(Row.of("=1+1", 1, None)),))))["xl/styles.xml"]
    assert "quotePrefix" not in parts(as_xlsx(Book((table_of(Row.of("a", 1, None)),))))["xl/styles.xml"]


def test_a_text_too_long_for_a_cell_says_that_it_goes_on():
    rows = rows_of(as_xlsx(Book((table_of(Row.of("a" * 40_000, 1, None)),))))
    assert len(rows[-1][0]) == 32_767
    assert rows[-1][0].endswith("(còn nữa, xem trên phần mềm)")


def test_the_same_tables_give_the_same_bytes(monkeypatch):
    book = book_of(sample.DRAFT)
    first = as_xlsx(book)
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    assert as_xlsx(book) == first
    created = parts(first)["docProps/core.xml"]
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", created) == ["2000-01-01T00:00:00Z"] * 2


def test_a_report_has_a_sheet_for_every_table_with_its_heading():
    content = as_xlsx(book_of(sample.DRAFT))
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.sheet_names == [
        "1. KẾT QUẢ KẾT NẠP ĐẢNG VIÊN",
        "2. CƠ CẤU ĐẢNG VIÊN MỚI KẾT NẠP",
        "3. CHI BỘ CHƯA KẾT NẠP ĐƯỢC",
    ]
    said = [text for row in rows_of(content)[:9] for text in row if text]
    for text in ("ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG ỦY PHÂN HIỆU GHỀNH QUÝT", "DỰ THẢO", "DỮ LIỆU MINH HỌA"):
        assert text in said
    issued = as_xlsx(book_of(sample.issued()))
    assert "DỰ THẢO" not in parts(issued)["xl/sharedStrings.xml"]
    assert "Số 05-BC/ĐU" in parts(issued)["xl/sharedStrings.xml"]


def test_sheets_are_set_up_to_be_printed():
    found = parts(as_xlsx(book_of(sample.DRAFT)))
    first, wide = found["xl/worksheets/sheet1.xml"], found["xl/worksheets/sheet3.xml"]
    for sheet in (first, wide):
        assert 'paperSize="9"' in sheet
        assert 'fitToHeight="0"' in sheet
        assert 'state="frozen"' in sheet
        assert "Trang &amp;P/&amp;N" in sheet
        assert "DỮ LIỆU MINH HỌA" in sheet
    assert 'orientation="landscape"' in wide
    assert 'orientation="portrait"' in first
    assert found["xl/workbook.xml"].count("_xlnm.Print_Titles") == 3
    assert '<mergeCell ref="G9:H9"/>' in first  # "So với cùng kỳ năm trước" above its two columns


def test_every_printed_number_of_the_sample_is_the_number_in_its_cell():
    rows = rows_of(as_xlsx(book_of(sample.DRAFT)))
    assert rows[-2][2:5] == [1500.0, 1193.0, 1193.0]


def test_a_form_keeps_its_own_head_and_is_signed_below():
    form = replace(
        sample.DRAFT,
        sections=(),
        annexes=(),
        tables=(sample.COMPOSITION,),
        letterhead=Letterhead("form", heading="Biểu số 2-BTCTW", mark="", dashes="", dated_below=True),
        beside=Signature("", "NGƯỜI LẬP BIỂU", "Lò Thị Ưng"),
    )
    rows = rows_of(as_xlsx(book_of(form)))
    said = [[text for text in row if text] for row in rows if any(row)]
    assert "Biểu số 2-BTCTW" in said[0]
    assert said[-4:] == [[form.date_line], ["NGƯỜI LẬP BIỂU", "T/M BAN THƯỜNG VỤ"], ["PHÓ BÍ THƯ"], ["Lò Thị Ưng"] * 2]
