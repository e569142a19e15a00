"""Accounts with their appointments, and the log of access, as spreadsheets."""

from django.utils import timezone

from partydev.papers.document import Cell, Column
from partydev.papers.lists import list_book

ACCOUNTS = (
    Column("Họ và tên", 26, "left", heads_row=True),
    Column("Tên đăng nhập", 18, "left"),
    Column("Nhiệm vụ", 28, "left"),
    Column("Đơn vị", 32, "left"),
    Column("Từ ngày", 13, "center"),
    Column("Đến ngày", 13, "center"),
    Column("Tài khoản", 14, "left"),
)
LOG = (
    Column("Ngày", 13, "center"),
    Column("Giờ", 8, "center"),
    Column("Việc", 32, "left", heads_row=True),
    Column("Để làm gì", 22, "left"),
    Column("Người làm", 24, "left"),
    Column("Tên đăng nhập", 16, "left"),
    Column("Nhiệm vụ khi đó", 34, "left"),
    Column("Về", 30, "left"),
    Column("Đơn vị", 28, "left"),
    Column("Địa chỉ máy", 16, "left"),
)


def accounts_book(accounts, organization, today):
    """`accounts`: each with its appointments in force, `roles`; a row for each of them, one where there is none."""
    rows = (
        (
            account.full_name,
            account.username,
            *(
                (held.get_role_display(), held.organization.name, held.starts_on, held.ends_on or Cell(""))
                if held
                else ("Chưa có nhiệm vụ", "", Cell(""), Cell(""))
            ),
            "Đang dùng" if account.is_active else "Đã khóa",
        )
        for account in accounts
        for held in account.roles or [None]
    )
    return list_book("Tài khoản, phân công nhiệm vụ", ACCOUNTS, rows, organization, today,
                     empty="Không có tài khoản nào.")  # fmt: skip


def log_book(rows, organization, today):
    """`rows`: of the log, each told in words (`accounts.views.log.tell`)."""
    lines = (
        (
            timezone.localdate(row.at),
            f"{timezone.localtime(row.at):%H:%M}",
            row.what,
            row.why,
            row.who,
            row.user.username if row.user else "",
            "; ".join(row.roles),
            row.told,
            row.organization.name,
            row.address or "",
        )
        for row in rows
    )
    return list_book("Nhật ký truy cập", LOG, lines, organization, today, empty="Không có dòng nào.")
