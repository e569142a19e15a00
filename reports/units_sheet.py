"""Lists of units as spreadsheets: what needs care and urging, plans of a year, reports sent and not yet read."""

from decimal import Decimal

from django.utils import timezone

from branches.models import TargetRegistration
from partydev.papers.document import Cell, Column, Row
from partydev.papers.lists import list_book
from partydev.papers.tables import percent_cell
from reports.signals.cells import URGENT

UNIT = Column("Đơn vị", 32, "left", heads_row=True)
SIGNALS = (
    Column("Nội dung", 44, "left", heads_row=True),
    Column("Hiện có", 30, "left"),
    Column("Ghi chú", 50, "left"),
)
CELLS = (
    Column("Chi bộ", 30, "left", heads_row=True),
    Column("Trực thuộc", 32, "left"),
    Column("Mức độ", 20, "left"),
    Column("Nguyên nhân", 44, "left"),
)
NUMBERS = (Column("Đảng viên chính thức", 12), Column("Được miễn sinh hoạt", 12))
LAST = Column("Kết nạp lần gần nhất", 14, "center")
LEADING = (UNIT, Column("Nguyên nhân", 60, "left"), Column("Cấp ủy viên phụ trách", 28, "left"))
GROUPS = (
    Column("Nhóm", 32, "left", heads_row=True),
    Column("Kết nạp", 10),
    Column("Tỷ lệ %", 10),
    Column("Trong dân số %", 12),
    Column("Nhận định", 30, "left"),
    Column("Nguồn số liệu dân số", 34, "left"),
)
GRADES = (Column("Xếp loại", 40, "left", heads_row=True), Column("Số đảng viên mới", 14), Column("Tỷ lệ %", 10))
UNREAD = (UNIT, Column("Kỳ báo cáo", 28, "left"), Column("Số báo cáo", 10), Column("Ngày ban hành", 14, "center"))
STANDING = (
    UNIT,
    Column("Tình hình", 22, "left"),
    Column("Việc gần nhất", 24, "left"),
    Column("Ngày", 13, "center"),
    Column("Giờ", 8, "center"),
    Column("Người làm", 26, "left"),
    Column("Ghi chú", 44, "left"),
)
YEAR = (
    UNIT,
    Column("Kế hoạch năm số", 20, "left"),
    Column("Ngày ban hành", 13, "center"),
    Column("Đăng ký", 10),
    Column("Tình trạng đăng ký", 22, "left"),
    Column("Chỉ tiêu giao", 10),
)
NO_UNIT = "Không có đơn vị nào."


def signals_book(rows, organization, today):
    """`rows`: each signal with what it amounts to in words."""
    lines = ((row["signal"].title, row["words"], row["signal"].about) for row in rows)
    return list_book("Cần quan tâm, đôn đốc", SIGNALS, lines, organization, today)


def cells_book(title, lines, apart, note, organization, today, *, shows_last):
    """`lines`: `CellLine`s; `apart`: cells that are not counted, with why. Members stand where they were counted."""
    counted = any(line.full_members is not None for line in lines)
    columns = (*CELLS, *((LAST,) if shows_last else ()), *(NUMBERS if counted else ()))
    rows = [
        (
            line.name,
            line.unit,
            "Cần đôn đốc ngay" if line.tone == URGENT else "Cần quan tâm",
            " ".join(line.causes),
            *((line.last_on or Cell("Chưa kết nạp lần nào"),) if shows_last else ()),
            *((line.full_members, line.exempt) if counted else ()),
        )
        for line in lines
    ]
    if apart:
        rest = [Cell("")] * (len(columns) - len(CELLS))
        rows.append(Row.of("Không tính: không còn quần chúng", kind="group"))
        rows += [(name, unit, "Không tính", why, *rest) for name, unit, why, _ in apart]
    return list_book(title, columns, rows, organization, today, notes=(note,), empty="Không có chi bộ nào.")


def leading_book(title, lines, organization, today):
    """`lines`: `UnitLine`s."""
    rows = ((line.name, " ".join(line.causes), line.in_charge) for line in lines)
    return list_book(title, LEADING, rows, organization, today, empty="Không có đơn vị nào cần đôn đốc.")


def groups_book(title, lines, period, organization, today):
    """`lines`: `GroupLine`s of the people admitted in `period`."""
    rows = (
        (
            line.label,
            line.number,
            percent_cell(line.number, line.total),
            Cell("chưa nhập") if line.per_mille is None else Decimal(line.per_mille).scaleb(-1),
            line.words,
            line.source,
        )
        for line in lines
    )
    note = f"Đảng viên kết nạp {period.label}. Các nhóm có thể trùng nhau nên không cộng với nhau."
    return list_book(title, GROUPS, rows, organization, today, notes=(note,))


def grades_book(title, lines, organization, today):
    """`lines`: `GradeLine`s, totals only."""
    rows = [row for line in lines for row in _of_year(line)]
    note = "Xếp loại cuối năm của đảng viên kết nạp trong ba năm gần nhất, chỉ tính tổng số."
    return list_book(title, GRADES, rows, organization, today, notes=(note,))


def _of_year(line):
    yield Row.of(f"Năm {line.year}: {line.members} đảng viên mới", kind="group")
    for label, number in (*line.graded, ("Chưa ghi xếp loại", line.ungraded)):
        yield label, number, percent_cell(number, line.members)


def unread_book(rows, organization, today):
    """`rows`: `Unread` reports."""
    lines = ((row.organization.name, row.label, row.issued.number, row.issued.issued_on) for row in rows)
    return list_book("Báo cáo đã ban hành chưa mở đọc", UNREAD, lines, organization, today,
                     empty="Không có báo cáo nào chưa mở.")  # fmt: skip


def standing_book(rows, period, organization, today):
    """`rows`: the `Standing` of each unit directly below."""
    lines = ((row.name, row.label, *_last_act(row.last), row.days) for row in rows)
    return list_book(f"Tình hình gửi báo cáo {period.label}", STANDING, lines, organization, today,
                     empty="Không có đơn vị trực thuộc.")  # fmt: skip


def _last_act(act):
    if act is None:
        return "", Cell(""), "", ""
    at = timezone.localtime(act.at)
    return act.get_kind_display(), at.date(), f"{at:%H:%M}", act.by.full_name if act.by else ""


def year_book(rows, year, organization, today):
    """`rows`: `UnitYear` of each unit directly below."""
    lines = (
        (
            row.unit.name,
            row.plan.number if row.plan else "Chưa có",
            row.plan.issued_on if row.plan else Cell(""),
            *_registered(row.registration),
            Cell("") if row.given is None else row.given,
        )
        for row in rows
    )
    return list_book(f"Kế hoạch, chỉ tiêu năm {year} của các đơn vị trực thuộc", YEAR, lines, organization, today,
                     empty=NO_UNIT)  # fmt: skip


def _registered(row):
    """The number and how far it has come; what the unit has not sent up is nobody else's."""
    if row is None or row.state == TargetRegistration.State.DRAFT:
        return Cell(""), "Chưa gửi"
    return row.value, row.get_state_display()
