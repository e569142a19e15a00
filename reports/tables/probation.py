"""T5: probationers and recognition, by unit; the identity of its columns is checked and shown."""

from partydev.papers.document import Cell, Column, Row, Table, cell
from reports.catalogue import PROBATION_AT_START
from reports.figures import Probation, probation_by_unit
from reports.tables._units import named_units

COLUMNS = (
    Column("Đơn vị", 30, "left", heads_row=True),
    Column("Dự bị đầu kỳ", 9),
    Column("Kết nạp", 9),
    Column("Công nhận chính thức", 9),
    Column("Xóa tên", 9),
    Column("Chuyển đến (+), đi (-)", 11),
    Column("Dự bị cuối kỳ", 9),
    Column("Quá hạn xét", 9),
)
FIELDS = ("at_start", "admitted", "recognized", "struck_off", "others", "at_end", "overdue")
KEYS = {
    "at_start": PROBATION_AT_START,
    "admitted": "admitted",
    "recognized": "recognized",
    "struck_off": "struck_off",
    "at_end": "probationary_members",
    "overdue": "overdue",
}
IDENTITY = (
    "Dự bị cuối kỳ = đầu kỳ + kết nạp - công nhận - xóa tên + chuyển đến, đi "
    "(gồm cả danh sách khi bắt đầu theo dõi và giảm khác)."
)


def probation_table(organization, period, link, places=1):
    """T5 as a `Table`."""
    found = probation_by_unit(organization, period)
    units = named_units(organization, period, found)
    empty = Probation(0, 0, 0, 0, 0, 0, 0)
    rows = []
    for unit, name in units:
        own = unit == organization and len(units) > 1
        rows.append(_row(name, found.get(unit.pk, empty), None if own else unit, period, link))
    whole = Probation(*(sum(getattr(row, field) for row in found.values()) for field in FIELDS))
    total = _row("Tổng cộng", whole, organization, period, link, "total")
    notes = (IDENTITY,) if whole.holds else (IDENTITY, "CẢNH BÁO: số liệu kỳ này không khớp đẳng thức trên.")
    return Table("T5", "Đảng viên dự bị và công nhận chính thức", COLUMNS, tuple(rows), total, notes=notes)


def _row(name, row, unit, period, link, kind="plain"):
    cells = []
    for field in FIELDS:
        key = KEYS.get(field)
        cells.append(cell(getattr(row, field), link(key, unit, period) if key and unit else ""))
    return Row((Cell(name), *cells), kind)
