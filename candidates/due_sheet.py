"""What is due, and the dossiers on a desk, as spreadsheets."""

from candidates.clock import Clock
from candidates.desk.queue import WITHOUT_DAY, working_days_waiting
from candidates.overview.due import state_of
from partydev.papers.document import Cell, Column
from partydev.papers.lists import list_book

DUE = (
    Column("Việc", 34, "left", heads_row=True),
    Column("Họ và tên", 24, "left"),
    Column("Đơn vị", 26, "left"),
    Column("Đến lượt", 26, "left"),
    Column("Thời hạn", 13, "center"),
    Column("Trạng thái", 20, "left"),
    Column("Giải trình", 30, "left"),
)
QUEUE = (
    Column("Họ và tên", 24, "left", heads_row=True),
    Column("Đơn vị", 28, "left"),
    Column("Bước hiện nay", 30, "left"),
    Column("Đang chờ", 24, "left"),
    Column("Chờ từ ngày", 13, "center"),
    Column("Số ngày làm việc", 11),
    Column("Thời hạn", 13, "center"),
    Column("Số lần đề nghị bổ sung", 11),
)
NO_DAY = "Không quy định"


def book(duties, organization, today):
    """`duties`: with their case, person and units."""
    clock = Clock([], today)
    rows = (
        (
            each.text,
            each.candidate.person.full_name if each.candidate else "",
            each.organization.name,
            each.acts_at.name,
            each.due_on or Cell(NO_DAY),
            state_of(each, today, clock)[1],
            each.explanation.words if each.explanation else "",
        )
        for each in duties
    )
    return list_book("Việc đến hạn", DUE, rows, organization, today, empty="Không có việc nào.")


def queue_book(cases, label, organization, today):
    """`cases`: as the queue shows them; `label` names the tab."""
    rows = (
        (
            case.person.full_name,
            case.organization.name,
            case.stage_label,
            case.waits_at.name if case.waits_at else "",
            case.stage_on,
            working_days_waiting(case, today),
            case.due_on or Cell(NO_DAY if case.stage in WITHOUT_DAY else ""),
            case.returns,
        )
        for case in cases
    )
    return list_book(f"Thẩm định hồ sơ: {label}", QUEUE, rows, organization, today, empty="Không có hồ sơ nào.")
