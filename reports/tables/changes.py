"""T6: members gained and lost, by unit; that the columns explain the difference is checked and shown."""

from partydev.papers.document import Cell, Column, Row, Table, cell
from reports.figures.changes import FIELDS, Changes, changes_by_unit, changes_of_all
from reports.tables._units import named_units

GAINED, LOST = "Tăng trong kỳ", "Giảm trong kỳ"
COLUMNS = (
    Column("Đơn vị", 32, "left", heads_row=True),
    Column("Có đến cuối kỳ trước", 9),
    Column("Kết nạp", 8, group=GAINED),
    Column("Chuyển đến", 8, group=GAINED),
    Column("Phục hồi đảng tịch", 8, group=GAINED),
    Column("Từ trần", 8, group=LOST),
    Column("Khai trừ", 8, group=LOST),
    Column("Xóa tên", 8, group=LOST),
    Column("Xin ra khỏi Đảng", 8, group=LOST),
    Column("Chuyển đi", 8, group=LOST),
    Column("Hủy quyết định kết nạp", 9, group=LOST),
    Column("Có đến cuối kỳ", 9),
)
NOTES = (
    "Có đến cuối kỳ = có đến cuối kỳ trước + tăng - giảm. Người có trong danh sách khi đơn vị bắt đầu theo dõi "
    "được tính vào số cuối kỳ trước.",
    "Chuyển sinh hoạt giữa các đơn vị ở đây có ở hàng của từng đơn vị, không có ở hàng tổng cộng.",
)
BROKEN = "CẢNH BÁO: số liệu kỳ này không khớp đẳng thức trên."


def changes_table(organization, period, link, places=1):
    """T6 as a `Table`; its total is the whole unit's own, without the moves inside it."""
    found = changes_by_unit(organization, period)
    units = named_units(organization, period, found)
    rows = []
    for unit, name in units:
        own = unit == organization and len(units) > 1
        rows.append(_row(name, found.get(unit.pk, Changes()), None if own else unit, period, link))
    whole = changes_of_all(organization, period, found)
    total = _row("Tổng cộng", whole, organization, period, link, "total")
    holds = whole.holds and all(row.holds for row in found.values())
    notes = NOTES if len(units) > 1 else NOTES[:1]
    notes = notes if holds else (*notes, BROKEN)
    return Table("T6", "Tăng, giảm đảng viên theo đơn vị", COLUMNS, tuple(rows), total, notes=notes, landscape=True)


def downwards(table):
    """T6 of one unit with a line for each column, below the heading of its group: it needs no page that lies."""
    rows, group = [], ""
    for column, value in list(zip(table.columns, table.rows[0].cells, strict=True))[1:]:
        if column.group and column.group != group:
            rows.append(Row((Cell(column.group),), "group"))
        group = column.group
        rows.append(Row((Cell(column.label), value), "sub" if group else "plain"))
    columns = (Column("Đảng viên", 30, "left", heads_row=True), Column("Số lượng", 10))
    return Table(table.key, "Tăng, giảm đảng viên", columns, tuple(rows), notes=table.notes)


def _row(name, row, unit, period, link, kind="plain"):
    cells = [cell(getattr(row, key), link(key, unit, period) if unit else "") for key in FIELDS]
    return Row((Cell(name), *cells), kind)
