"""T7: cells that have admitted nobody for years."""

from branches import codelists
from partydev.numbers import two_digits
from partydev.papers.document import Cell, Column, Row, Table
from reports.figures import dormant_cells

COLUMNS = (
    Column("TT", 5, "center"),
    Column("Chi bộ", 28, "left", heads_row=True),
    Column("Địa bàn", 14, "left"),
    Column("Số đảng viên chính thức", 10),
    Column("Miễn sinh hoạt", 9),
    Column("Lần kết nạp gần nhất", 12, "center"),
    Column("Số năm liền không kết nạp", 10),
)
LEAST_YEARS = 2


def dormant_table(organization, period, link, places=1):
    """T7 as a `Table`, the longest first."""
    areas = dict(codelists.AREA_TYPES)
    rows = [
        Row.of(
            number,
            row.name,
            areas.get(row.cell.area_type, "–"),
            row.full_members,
            row.exempt,
            row.last_on or "Chưa kết nạp",
            Cell(f"{two_digits(row.years)} năm", value=row.years),
        )
        for number, row in enumerate(dormant_cells(organization, period.end, LEAST_YEARS), 1)
    ]
    note = (
        f"Từ {two_digits(LEAST_YEARS)} năm dương lịch trọn vẹn trở lên; không tính chi bộ mới thành lập "
        "và chi bộ không còn quần chúng."
    )
    if not rows:
        rows = [Row((Cell("Không có chi bộ nào."),), "group")]
    return Table("T7", "Chi bộ chưa kết nạp được đảng viên", COLUMNS, tuple(rows), notes=(note,))
