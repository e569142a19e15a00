"""T8: who had a card to come, who got it, who waits."""

from partydev.papers.document import Cell, Column, Row, Table, cell
from reports.figures.cards import Cards, cards_by_unit
from reports.tables._units import named_units

COLUMNS = (
    Column("Đơn vị", 36, "left", heads_row=True),
    Column("Đủ điều kiện", 12),
    Column("Đã phát trong kỳ", 12),
    Column("Chưa phát đến cuối kỳ", 12),
)
KEYS = {"entitled": "cards_due", "issued": "cards_issued", "waiting": "cards_waiting"}
NOTE = (
    "Đủ điều kiện: đảng viên đã được công nhận chính thức, được phát thẻ trong kỳ hoặc đến cuối kỳ chưa được phát. "
    "Không tính người đã là đảng viên chính thức khi đơn vị bắt đầu theo dõi. Người chưa được phát ghi ở đơn vị "
    "đang sinh hoạt."
)


def cards_table(organization, period, link, places=1):
    """T8 as a `Table`; who is entitled is who got a card and who waits."""
    found = cards_by_unit(organization, period)
    units = named_units(organization, period, found)
    rows = []
    for unit, name in units:
        own = unit == organization and len(units) > 1
        rows.append(_row(name, found.get(unit.pk, Cards()), None if own else unit, period, link))
    whole = Cards(sum(row.issued for row in found.values()), sum(row.waiting for row in found.values()))
    total = _row("Tổng cộng", whole, organization, period, link, "total")
    return Table("T8", "Phát thẻ đảng viên", COLUMNS, tuple(rows), total, notes=(NOTE,))


def _row(name, row, unit, period, link, kind="plain"):
    cells = [cell(getattr(row, field), link(key, unit, period) if unit else "") for field, key in KEYS.items()]
    return Row((Cell(name), *cells), kind)
