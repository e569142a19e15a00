"""T2: where the people of the pool stand at the end of the period, by unit."""

from partydev.papers.document import Cell, Column, Row, Table
from reports.figures import PoolState, expected, pool_by_unit
from reports.tables._units import named_units

COLUMNS = (
    Column("Đơn vị", 24, "left", heads_row=True),
    Column("Quần chúng trong nguồn", 10),
    Column("Đã học lớp bồi dưỡng nhận thức", 10),
    Column("Giấy chứng nhận còn giá trị", 10),
    Column("Đã phân công giúp đỡ", 10),
    Column("Đang thẩm tra lý lịch", 10),
    Column("Hồ sơ đã gửi lên", 10),
    Column("Dự kiến kết nạp", 10),
)
FIELDS = ("in_pool", "class_done", "certificate_valid", "mentored", "verifying", "sent_up")


def pool_table(organization, period, link, places=1):
    """T2 as a `Table`; "dự kiến kết nạp" is what units said they expect, never a result."""
    states = pool_by_unit(organization, period.end)
    units = named_units(organization, period, states)
    hopes = expected([*(unit for unit, _ in units), organization], period)
    rows = []
    for unit, name in units:
        own = unit == organization and len(units) > 1
        href = "" if own else link("in_pool", unit, period)
        rows.append(_row(name, states.get(unit.pk, PoolState()), None if own else hopes.get(unit.pk), href))
    whole = PoolState(**{field: sum(getattr(state, field) for state in states.values()) for field in FIELDS})
    total = _row("Tổng cộng", whole, hopes.get(organization.pk), link("in_pool", organization, period), "total")
    note = "Một người có thể có mặt ở nhiều cột."
    return Table(
        "T2", "Tình hình tạo nguồn, bồi dưỡng phát triển đảng viên", COLUMNS, tuple(rows), total, notes=(note,)
    )


def _row(name, state, hope, href, kind="plain"):
    counts = [Cell(str(getattr(state, field))) for field in FIELDS[1:]]
    hope = Cell("–" if hope is None else str(hope))
    return Row((Cell(name), Cell(str(state.in_pool), href), *counts, hope), kind)
