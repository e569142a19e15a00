"""What units did as spreadsheets: lists of the year, months, meetings, hand-overs, mass organizations."""

from django.utils import timezone

from partydev.papers.document import Cell, Column, Row
from partydev.papers.lists import list_book

CELL, ABOVE = Column("Chi bộ", 32, "left", heads_row=True), Column("Trực thuộc", 32, "left")
SOURCES = (
    CELL,
    ABOVE,
    Column("Danh sách nguồn", 18, "left"),
    Column("Số người", 10),
    Column("Lý do chưa có người", 40, "left"),
)
MONTHS = (
    CELL,
    ABOVE,
    Column("Số người đang theo dõi", 12),
    Column("Nhận xét còn thiếu", 12),
    Column("Buổi họp tháng này", 20, "left"),
    Column("Ngày họp", 13, "center"),
)
MEETINGS = (
    Column("Phiên họp", 40, "left", heads_row=True),
    Column("Đơn vị", 32, "left"),
    Column("Ngày họp", 13, "center"),
    Column("Số người xét", 10),
    Column("Đã ghi kết quả", 10),
    Column("Trạng thái", 18, "left"),
)
HAND_OVERS = (
    CELL,
    Column("Ngày bàn giao", 13, "center"),
    Column("Người giao", 26, "left"),
    Column("Người nhận", 26, "left"),
    Column("Trạng thái", 18, "left"),
    Column("Ngày xác nhận", 13, "center"),
    Column("Ý kiến của người nhận", 34, "left"),
)
COUNTS = (
    Column("Đơn vị", 32, "left", heads_row=True),
    *(Column(f"Quý {quarter}", 9) for quarter in ("I", "II", "III", "IV")),
    Column("Cả năm", 9),
    Column("Đăng ký", 10),
)
QUIET = (
    Column("Đơn vị", 32, "left", heads_row=True),
    Column("Đoàn thể", 28, "left"),
    Column("Tình hình", 60, "left"),
)
WITHOUT = (CELL, ABOVE, Column("Ai giới thiệu", 50, "left"))
NO_UNIT = "Không có đơn vị nào."


def sources_book(cells, lists, year, organization, today):
    """`cells`: with what is above them; `lists`: cell's id -> its list of the year."""
    rows = ((cell.name, _above(cell), *_filed(lists.get(cell.pk))) for cell in cells)
    return list_book(f"Danh sách nguồn năm {year} của các chi bộ", SOURCES, rows, organization, today, empty=NO_UNIT)


def _above(cell):
    return cell.parent.name if cell.parent else ""


def _filed(row):
    if row is None:
        return "Chưa lập", Cell(""), ""
    return "Đã lập" if row.size else "Chưa có người", row.size, row.empty_because


def months_book(rows, organization, today):
    """`rows`: (cell, people followed, remarks that lack, the meeting of today's month)."""
    lines = ((cell.name, _above(cell), people, late, *_held(meeting)) for cell, people, late, meeting in rows)
    return list_book(f"Họp và nhận xét tháng {today:%m/%Y} của các chi bộ", MONTHS, lines, organization, today,
                     empty=NO_UNIT)  # fmt: skip


def _held(meeting):
    if meeting is None:
        return "Chưa ghi", Cell("")
    return ("Đã họp", meeting.held_on) if meeting.held_on else ("Không họp", Cell(""))


def meetings_book(meetings, organization, today):
    """`meetings`: of committees, with how many people each has and of how many the result is recorded."""
    rows = (
        (
            each.get_body_display() + (" lấy ý kiến bằng phiếu" if each.by_slips else ""),
            each.organization.name,
            each.held_on,
            each.people,
            each.recorded,
            "Đã kết thúc" if each.closed_at else "Đang chuẩn bị" if each.held_on > today else "Đang ghi kết quả",
        )
        for each in meetings
    )
    return list_book("Phiên họp xét", MEETINGS, rows, organization, today, empty="Chưa có phiên họp nào.")


def hand_overs_book(hand_overs, organization, today):
    """`hand_overs`: with cell, giver and receiver."""
    rows = (
        (
            each.organization.name,
            each.on,
            str(each.given_by or ""),
            str(each.taken_by),
            each.get_state_display(),
            timezone.localdate(each.confirmed_at) if each.confirmed_at else Cell(""),
            each.note,
        )
        for each in hand_overs
    )
    return list_book("Bàn giao công việc chi bộ", HAND_OVERS, rows, organization, today,
                     empty="Chưa có bản bàn giao nào.")  # fmt: skip


def counts_book(counts, year, organization, today):
    """`counts`: of each mass organization its rows by unit, the sum last (`overview.unions.Counts`)."""
    rows = (row for each in counts for row in _of_one(each))
    return list_book(f"Số người đoàn thể giới thiệu theo quý năm {year}", COUNTS, rows, organization, today,
                     empty="Chưa có giới thiệu nào trong năm này.")  # fmt: skip


def _of_one(counts):
    yield Row.of(counts.label, kind="group")
    lines = [
        (unit, *quarters, total, Cell("–") if registered is None else registered)
        for unit, quarters, total, registered in counts.rows
    ]
    yield from lines[:-1]
    yield Row.of("", *lines[-1], kind="total")


def quiet_book(quiet, quarters, organization, today):
    """`quiet`: the units to care for (`overview.unions.Quiet`)."""
    rows = ((each.unit, each.union, " ".join(each.causes)) for each in quiet)
    return list_book(f"Nơi đoàn thể chưa giới thiệu ai trong {quarters}", QUIET, rows, organization, today,
                     empty=NO_UNIT)  # fmt: skip


def without_union_book(cells, organization, today):
    """`cells`: (cell with what is above it, whether it has a trade union, who introduces there in words)."""
    rows = ((cell.name, _above(cell), words) for cell, _, words in cells)
    return list_book("Chi bộ chưa có tổ chức Đoàn Thanh niên", WITHOUT, rows, organization, today, empty=NO_UNIT)
