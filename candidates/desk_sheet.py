"""What was recorded against the rules, and the letters without an answer, as spreadsheets."""

from candidates.overview import wrong
from candidates.overview.verification import unanswered_lines
from partydev.papers.document import Column
from partydev.papers.lists import list_book

IRREGULAR = (
    Column("Họ và tên", 24, "left", heads_row=True),
    Column("Đơn vị", 26, "left"),
    Column("Việc", 26, "left"),
    Column("Ngày", 13, "center"),
    Column("Chưa đúng", 40, "left"),
    Column("Lý do đã ghi", 30, "left"),
    Column("Kết quả", 20, "left"),
    Column("Cách giải quyết", 36, "left"),
)
UNANSWERED = (
    Column("Người vào Đảng", 24, "left", heads_row=True),
    Column("Đơn vị", 26, "left"),
    Column("Nơi được đề nghị", 30, "left"),
    Column("Ngày gửi", 13, "center"),
    Column("Số ngày làm việc đã chờ", 11),
    Column("Hạn trả lời", 13, "center"),
    Column("Đã đôn đốc", 24, "left"),
)


def irregular_book(events, user, label, organization, today):
    """`events`: of one tab, as its page shows them to `user`; `label` names the tab."""
    rows = (
        (
            row["person"],
            row["unit"],
            row["what"],
            row["on"],
            "; ".join(row["findings"]),
            row["reason"],
            row["state"],
            " ".join(row["answers"]),
        )
        for row in (wrong.row(event, user) for event in events)
    )
    title = f"Việc ghi chưa đúng quy định: {label}"
    return list_book(title, IRREGULAR, rows, organization, today, empty="Không có việc nào.")


def unanswered_book(duties, calendar, organization, today):
    """`duties`: the open ones to get an answer."""
    rows = (
        (line["who"], line["where"], line["asked"], line["sent_on"], line["waited"], line["due_on"], line["chased"])
        for line in unanswered_lines(list(duties), today, calendar)
    )
    title = "Thẩm tra lý lịch chưa có trả lời"
    return list_book(title, UNANSWERED, rows, organization, today, empty="Không có nơi nào chưa trả lời.")
