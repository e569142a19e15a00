"""T9: who helps, and how many of the remarks that were asked there are. By unit; who owes one stays in the cell."""

from partydev.papers.document import Cell, Column, Row, Table, cell, percent_cell
from reports.figures.remarks import Remarks, remarks_by_unit
from reports.tables._units import named_units

COLUMNS = (
    Column("Đơn vị", 32, "left", heads_row=True),
    Column("Số người giúp đỡ", 10),
    Column("Nhận xét phải có", 10),
    Column("Nhận xét đã có", 10),
    Column("Tỷ lệ %", 10),
)
NOTES = (
    "Mỗi người được giúp đỡ đến hết tháng phải có một nhận xét của tháng đó, hoặc của kỳ mà đơn vị đã quy định; "
    "tháng chi bộ không họp không tính. Chỉ tính các tháng đã hết trong kỳ báo cáo.",
    "Một đảng viên giúp đỡ người ở hai đơn vị được tính ở cả hai, ở hàng tổng cộng chỉ tính một lần.",
)


def remarks_table(organization, period, link, places=1):
    """T9 as a `Table`."""
    found, mentors = remarks_by_unit(organization, period)
    units = named_units(organization, period, found)
    rows = []
    for unit, name in units:
        own = unit == organization and len(units) > 1
        rows.append(_row(name, found.get(unit.pk, Remarks()), "" if own else link("mentors", unit, period), places))
    whole = Remarks(mentors, sum(row.asked for row in found.values()), sum(row.written for row in found.values()))
    total = _row("Tổng cộng", whole, link("mentors", organization, period), places, "total")
    return Table("T9", "Nhận xét hằng tháng và trách nhiệm giúp đỡ", COLUMNS, tuple(rows), total, notes=NOTES)


def _row(name, row, href, places, kind="plain"):
    share = percent_cell(row.written, row.asked, places)
    return Row((Cell(name), cell(row.mentors, href), cell(row.asked), cell(row.written), share), kind)
