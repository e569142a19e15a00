"""Spreadsheets of a report and of the list behind a figure: what stands in them, not who may have them."""

from dataclasses import replace
from urllib.parse import urlencode

from django.conf import settings

from branches.models.organization import committee_of
from candidates.rules.duties_base import KINDS
from partydev.papers.document import Cell, Column, Row, Table
from partydev.papers.lists import list_book
from partydev.papers.xlsx import Book, book_of, tables_of
from reports import catalogue, lists

MOST_PEOPLE = 50_000
HIDDEN = "Không hiển thị họ tên"
WHY_HIDDEN = "Họ tên không hiển thị khi người đó nay sinh hoạt ngoài đơn vị người tải được xem."


def report_book(document, table=""):
    """Every table of the report, or the one whose key is `table`; None where it has no such table."""
    book = book_of(document)
    if not table:
        return book
    found = tuple(each for each in book.tables if each.key == table)
    return replace(book, tables=found) if found else None


def links_to(document, url):
    """(name, address) of the spreadsheet with all tables of the report, then of each of them."""
    join = "&" if "?" in url else "?"
    found = [("Tất cả các bảng", url)]
    return found + [(table.title, f"{url}{join}{urlencode({'bang': table.key})}") for table in tables_of(document)]


def book_for(organization, period, *tables, title):
    """Tables of `organization` under its own heading."""
    on = period.end
    return Book(
        tables=tables,
        upper_name=committee_of(organization.parent.name_on(on)) if organization.parent else "",
        issuer_name=committee_of(organization.name_on(on)),
        subject=f"{period.label[:1].upper()}{period.label[1:]}",
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
        title=title,
    )


def people_book(kind, facts, user, organization, period):
    """The list behind a figure as `user` may read it: a row for each of `facts`."""
    rows = lists.lines(kind.key, facts, user, organization, period)
    papers = any(row.paper for row in rows)
    columns = [
        Column("TT", 5, "center"),
        Column(kind.head, 26, "left", heads_row=True),
        Column("Đơn vị", 34, "left"),
        Column(kind.day, 13, "center"),
    ]
    if papers:
        columns.append(Column(kind.paper, 20, "left"))
    lines = tuple(
        Row.of(number, row.name or HIDDEN, row.unit, row.on, *([Cell(row.paper or "–")] if papers else []))
        for number, row in enumerate(rows, 1)
    )
    if not lines:
        lines = (Row.of("Không có ai trong danh sách này.", kind="group"),)
    definition = catalogue.as_counted_by(organization.counted_by, kind.definition)
    notes = (f"Định nghĩa. {definition}", *([WHY_HIDDEN] if any(not row.name for row in rows) else ()))
    table = Table("danh-sach", kind.label, tuple(columns), lines, notes=notes)
    return book_for(organization, period, table, title=f"{kind.label}, {organization.name}")


def overdue_book(rows, kind, organization, today):
    """`rows`: `DueLine`s of `organization`, of the `kind` asked for or of all."""
    columns = (
        Column("Việc", 34, "left", heads_row=True),
        Column("Họ và tên", 24, "left"),
        Column("Đơn vị", 28, "left"),
        Column("Chờ", 24, "left"),
        Column("Thời hạn", 13, "center"),
        Column("Số ngày quá hạn", 10),
        Column("Giải trình", 32, "left"),
    )
    lines = ((row.what, row.who, row.unit, row.turn, row.due_on, row.days, _explained(row)) for row in rows)
    title = f"Việc quá hạn: {KINDS[kind]}" if kind else "Việc quá hạn"
    return list_book(title, columns, lines, organization, today, empty="Không có việc nào.")


def _explained(row):
    if row.explanation:
        return row.explanation.words
    return "Đã giải trình" if row.is_explained else "Chưa giải trình"
