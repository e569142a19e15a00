"""The list of people on their way as a spreadsheet."""

from partydev.papers.document import Cell, Column
from partydev.papers.lists import list_book

COLUMNS = (
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
    rows = (
        (
            case.person.full_name,
            case.code,
            case.organization.name,
            case.stage_label,
            case.stage_on,
            case.waits_at.name if case.is_open and case.waits_at else "",
            case.next_due or Cell(""),
        )
        for case in people
    )
    return list_book("Danh sách người vào Đảng", COLUMNS, rows, organization, today, empty="Không có người nào.")
