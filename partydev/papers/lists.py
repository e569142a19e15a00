"""A list as a spreadsheet: its rows numbered under the heading of the unit whose list it is."""

from django.conf import settings

from partydev.dates import format_date
from partydev.papers.document import Cell, Column, Row, Table
from partydev.papers.xlsx import Book

NUMBER = Column("TT", 5, "center")


def year_cell(day):
    """The year of `day`, a number; empty where the day is not known."""
    return Cell(str(day.year), value=day.year) if day else Cell("")


def list_book(title, columns, rows, organization, today, *, notes=(), empty="Không có ai trong danh sách này."):
    """`rows`: the values of each row in the order of `columns`, without its number; `organization` heads the sheet.

    A `Row` among them stands as it is, a heading or a sum; after a heading the numbers begin anew.
    """
    numbered = tuple(_numbered(rows))
    table = Table(
        key="danh-sach",
        title=title,
        columns=(NUMBER, *columns),
        rows=numbered or (Row.of(empty, kind="group"),),
        notes=notes,
        landscape=len(columns) > 5,
    )
    return Book(
        tables=(table,),
        upper_name=organization.parent.committee_name if organization.parent else "",
        issuer_name=organization.committee_name,
        subject=f"Ngày {format_date(today)}",
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
        title=f"{title}, {organization.name}",
    )


def _numbered(rows):
    number = 0
    for row in rows:
        if isinstance(row, Row):
            number = 0 if row.kind == "group" else number
            yield row
        else:
            number += 1
            yield Row.of(number, *row)
