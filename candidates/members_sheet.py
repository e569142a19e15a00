"""Rosters and the people whom mass organizations introduced, as spreadsheets."""

from candidates.outcomes import outcome
from partydev.papers.document import Cell, Column
from partydev.papers.lists import list_book, year_cell

NAME = Column("Họ và tên", 26, "left", heads_row=True)
MEMBERS = (
    NAME,
    Column("Năm sinh", 10, "center"),
    Column("Tình trạng", 26, "left"),
    Column("Ngày vào Đảng", 13, "center"),
    Column("Ngày chính thức", 13, "center"),
    Column("Chi bộ", 30, "left"),
)
INTRODUCED = (
    NAME,
    Column("Chi bộ", 30, "left"),
    Column("Ngày giới thiệu", 13, "center"),
    Column("Nơi giới thiệu", 30, "left"),
    Column("Kết quả", 26, "left"),
)


def book(members, organization, today):
    """`members`: memberships with person and organization."""
    rows = (
        (
            each.person.full_name,
            year_cell(each.person.birth_date),
            _state(each),
            each.joined_on or Cell(""),
            each.recognized_on or Cell(""),
            each.organization.name,
        )
        for each in members
    )
    return list_book("Danh sách đảng viên", MEMBERS, rows, organization, today)


def _state(member):
    if member.left_on:
        return f"{member.get_left_by_display()} ngày {member.left_on:%d/%m/%Y}"
    exempt = ", miễn công tác, sinh hoạt" if member.exempt_from else ""
    return ("Chính thức" if member.status == member.Status.FULL else "Dự bị") + exempt


def introduced_book(introductions, organization, today):
    """`introductions`: with their case, its person and organization, and whether there is a certificate."""
    rows = (
        (
            each.candidate.person.full_name,
            each.candidate.organization.name,
            each.introduced_on,
            each.union_name or each.get_union_display(),
            outcome(each.candidate.stage, has_certificate=each.has_certificate)[0],
        )
        for each in introductions
    )
    return list_book("Danh sách người được đoàn thể giới thiệu", INTRODUCED, rows, organization, today)
