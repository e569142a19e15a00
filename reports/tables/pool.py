"""T2: where the people of the pool stand at the end of the period, by unit."""

from partydev.papers.document import Cell, Column, Row, Table, cell
from reports.figures import PoolState, expected, pool_by_unit
from reports.tables._units import named_units

COLUMNS = (
    Column("Đơn vị", 36, "left", heads_row=True),
    Column("Quần chúng trong nguồn", 10),
    Column("Đã học lớp bồi dưỡng nhận thức", 10),
    Column("Giấy chứng nhận còn giá trị", 10),
    Column("Đã phân công giúp đỡ", 10),
    Column("Đang thẩm tra lý lịch", 10),
    Column("Hồ sơ đã gửi lên", 10),
    Column("Dự kiến kết nạp", 10),
)
KEYS = {
    "in_pool": "in_pool",
    "class_done": "pool_class_done",
    "certificate_valid": "pool_certificate_valid",
    "mentored": "pool_mentored",
    "verifying": "pool_verifying",
    "sent_up": "pool_sent_up",
}
NOTES = (
    "Một người có thể có mặt ở nhiều cột. Hồ sơ đã gửi lên gồm cả người đã có nghị quyết hoặc quyết định kết nạp mà "
    "chưa tổ chức lễ kết nạp.",
    "Dự kiến kết nạp là số do từng đơn vị tự nêu, không phải kết quả; “–”: đơn vị chưa nêu.",
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
        links = {} if own else _links(link, unit, period)
        rows.append(_row(name, states.get(unit.pk, PoolState()), None if own else hopes.get(unit.pk), links))
    whole = PoolState(**{field: sum(getattr(state, field) for state in states.values()) for field in FIELDS})
    hope = hopes.pop(organization.pk, sum(hopes.values()) or None)  # its own word, else what its units said
    total = _row("Tổng cộng", whole, hope, _links(link, organization, period), "total")
    if not whole.in_pool and hope is None:
        rows, total = [Row((Cell("Không có người trong nguồn phát triển đảng viên."),), "group")], None
    return Table("T2", "Tình hình tạo nguồn, bồi dưỡng phát triển đảng viên", COLUMNS, tuple(rows), total, notes=NOTES)


def _links(link, unit, period):
    return {field: link(key, unit, period) for field, key in KEYS.items()}


def _row(name, state, hope, links, kind="plain"):
    counts = [cell(getattr(state, field), links.get(field, "")) for field in FIELDS]
    return Row((Cell(name), *counts, cell(hope)), kind)
