"""The list of people on their way as a spreadsheet."""

from django.conf import settings

from partydev.dates import format_date
from partydev.papers.document import Cell, Column, Row, Table
from partydev.papers.xlsx import Book

MOST_PEOPLE = 5_000
COLUMNS = (
    Column("TT", 5, "center"),
    Column("Họ và tên", 24, "left", heads_row=True),
    Column("Mã hồ sơ", 14, "left"),
    Column("Đơn vị", 28, "left"),
    Column("Bước hiện nay", 30, "left"),
    Column("Từ ngày", 12, "center"),
    Column("Đến lượt", 24, "left"),
    Column("Hạn gần nhất", 12, "center"),
)


def people_book(people, organization, today):
    """`people`: cases with person, organization and whose turn it is; `organization` heads the sheet."""
    rows = tuple(
        Row.of(
            number,
            case.person.full_name,
            case.code,
            case.organization.name,
            case.stage_label,
            case.stage_on,
            case.waits_at.name if case.is_open and case.waits_at else "",
            case.next_due or Cell(""),
        )
        for number, case in enumerate(people, 1)
    )
    if not rows:
        rows = (Row.of("Không có người nào.", kind="group"),)
    table = Table("nguoi-vao-dang", "Danh sách người vào Đảng", COLUMNS, rows, landscape=True)
    return Book(
        tables=(table,),
        upper_name=organization.parent.committee_name if organization.parent else "",
        issuer_name=organization.name,
        subject=f"Ngày {format_date(today)}",
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
        title=f"Danh sách người vào Đảng, {organization.name}",
    )
