"""Lists of people beside their way as spreadsheets: offers to cells, a cell's list of the year, comments, readers."""

from django.utils import timezone

from partydev.papers.document import Cell, Column
from partydev.papers.lists import list_book

NAME = Column("Họ và tên", 26, "left", heads_row=True)
OFFERS = (
    NAME,
    Column("Từ chi bộ", 28, "left"),
    Column("Đến chi bộ", 28, "left"),
    Column("Ngày đề nghị", 13, "center"),
    Column("Kết quả", 18, "left"),
    Column("Ngày trả lời", 13, "center"),
    Column("Nội dung trả lời", 34, "left"),
)
SOURCE = (
    NAME,
    Column("Bước hiện nay", 30, "left"),
    Column("Đơn vị hiện nay", 30, "left"),
    Column("Phân loại của chi bộ", 14, "left"),
    Column("Kết luận của chi bộ", 34, "left"),
    Column("Biên bản số", 14, "left"),
    Column("Ngày biên bản", 13, "center"),
)
MENTIONS = (
    NAME,
    Column("Mã hồ sơ", 14, "left"),
    Column("Đơn vị", 32, "left"),
    Column("Bước hiện nay", 32, "left"),
)

READERS = (
    Column("Ngày", 13, "center"),
    Column("Giờ", 8, "center"),
    Column("Họ và tên", 26, "left", heads_row=True),
    Column("Nhiệm vụ khi đó", 36, "left"),
    Column("Làm gì", 22, "left"),
    Column("Phần đã xem", 26, "left"),
    Column("Mục đích", 28, "left"),
)


def offers_book(offers, organization, today):
    """`offers`: with their case's person and both cells, those that wait for an answer among them."""
    rows = (
        (
            each.candidate.person.full_name,
            each.from_cell.name,
            each.organization.name,
            each.offered_on,
            "Chờ trả lời" if each.is_open else each.get_state_display(),
            each.answered_on or Cell(""),
            each.answer,
        )
        for each in offers
    )
    return list_book("Đề nghị chuyển chi bộ", OFFERS, rows, organization, today, empty="Chưa có đề nghị nào.")


def source_book(entries, year, organization, today):
    """`entries`: of the cell's list of the year, each with the mark of the review that classed the person last."""
    rows = (
        (
            each.candidate.person.full_name,
            each.candidate.stage_label if each.is_seen else "",
            each.candidate.organization.name if each.is_seen else "Đã chuyển khỏi chi bộ",
            each.mark.get_letter_display() if each.mark else "Chưa có kết luận",
            each.mark.conclusion if each.mark else "",
            each.review.minutes_number if each.review else "",
            each.review.minutes_on if each.review else Cell(""),
        )
        for each in entries
    )
    return list_book(f"Danh sách nguồn năm {year}", SOURCE, rows, organization, today)


def mentions_book(cases, organization, today):
    """`cases`: in which somebody asks for a role of the reader."""
    rows = ((each.person.full_name, each.code, each.organization.name, each.stage_label) for each in cases)
    return list_book("Hồ sơ có ý kiến đang chờ", MENTIONS, rows, organization, today, empty="Không có ý kiến nào chờ.")


def readers_book(rows, code, organization, today):
    """`rows`: of the log, each told in words; the dossier is named by its code alone."""
    lines = (
        (
            timezone.localdate(row.at),
            f"{timezone.localtime(row.at):%H:%M}",
            row.who,
            "; ".join(row.roles),
            row.get_kind_display(),
            row.part,
            row.why,
        )
        for row in rows
    )
    return list_book(f"Ai đã xem hồ sơ {code}", READERS, lines, organization, today,
                     empty="Chưa có ai mở hồ sơ này.")  # fmt: skip
