"""T7: cells that have admitted nobody for years."""

from branches import codelists
from partydev.numbers import two_digits
from partydev.papers.document import NOTHING, Cell, Column, Row, Table, cell
from reports.figures import dormant_cells
from reports.figures.dormant import DORMANT_CELLS, LEAST_YEARS, dormant_by_unit
from reports.tables._units import named_units

COLUMNS = (
    Column("TT", 5, "center"),
    Column("Chi bộ", 26, "left", heads_row=True),
    Column("Địa bàn", 20, "left"),
    Column("Số đảng viên chính thức", 11),
    Column("Miễn sinh hoạt", 9),
    Column("Lần kết nạp gần nhất", 15, "center"),
    Column("Số năm liền không kết nạp", 12),
)


MOST_CELLS = 60  # of more cells their numbers are printed by unit, each of which opens its cells
COLUMNS_BY_UNIT = (
    Column("TT", 5, "center"),
    Column("Đơn vị", 40, "left", heads_row=True),
    Column("Số chi bộ chưa kết nạp", 14),
    Column("Số năm liền lâu nhất", 14),
)
TITLE = "Chi bộ chưa kết nạp được đảng viên"
NOTE = (
    f"Từ {two_digits(LEAST_YEARS)} năm dương lịch trọn vẹn trở lên; không tính chi bộ mới thành lập "
    "và chi bộ không còn quần chúng."
)


def dormant_table(organization, period, link, places=1):
    """T7 as a `Table`: each cell, the longest first; by unit where there are more than `MOST_CELLS`."""
    by_unit = dormant_by_unit(organization, period.end)
    if sum(row.number for row in by_unit.values()) > MOST_CELLS:
        return _by_unit(organization, period, link, by_unit)
    found = dormant_cells(organization, period.end, LEAST_YEARS) if by_unit else ()
    areas = dict(codelists.AREA_TYPES)
    rows = [
        Row.of(
            number,
            row.name,
            areas.get(row.cell.area_type, "–"),
            row.full_members,
            row.exempt,
            row.last_on or "Chưa kết nạp",
            _years(row.years),
        )
        for number, row in enumerate(found, 1)
    ]
    if not rows:
        rows = [Row((Cell("Không có chi bộ nào."),), "group")]
    return Table("T7", TITLE, COLUMNS, tuple(rows), notes=(NOTE,))


def _by_unit(organization, period, link, found):
    rows = []
    for unit, name in named_units(organization, period, found):
        own = found.get(unit.pk)
        href = link(DORMANT_CELLS, unit, period) if own and unit != organization else ""
        numbers = (cell(own.number, href), _years(own.years)) if own else (cell(0), NOTHING)
        rows.append(Row.of(len(rows) + 1, name, *numbers))
    all_cells = cell(sum(row.number for row in found.values()), link(DORMANT_CELLS, organization, period))
    total = Row.of("", "Tổng cộng", all_cells, _years(max(row.years for row in found.values())), kind="total")
    return Table("T7", TITLE, COLUMNS_BY_UNIT, tuple(rows), total, notes=(NOTE,))


def _years(years):
    return Cell(f"{two_digits(years)} năm", value=years)
