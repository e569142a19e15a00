"""Classes, their rosters, who waits for one and the register of certificates as spreadsheets."""

from django.db.models import Count

from candidates.teaching.papers import remark
from partydev.papers.document import Cell, Column
from partydev.papers.lists import list_book, year_cell

CLASSES = (
    Column("Lớp", 40, "left", heads_row=True),
    Column("Khai giảng", 13, "center"),
    Column("Bế giảng", 13, "center"),
    Column("Nơi mở lớp", 30, "left"),
    Column("Số người", 10),
)
ROSTER = (
    Column("Họ và tên", 26, "left", heads_row=True),
    Column("Năm sinh", 10, "center"),
    Column("Đơn vị", 30, "left"),
    Column("Kết quả", 20, "left"),
    Column("Số giấy chứng nhận", 18, "left"),
    Column("Ngày cấp", 13, "center"),
)
WAITING = (
    Column("Họ và tên", 26, "left", heads_row=True),
    Column("Năm sinh", 10, "center"),
    Column("Đơn vị cử", 28, "left"),
    Column("Lý do", 44, "left"),
    Column("Danh sách số", 16, "left"),
)
REGISTER = (
    Column("Họ và tên", 26, "left", heads_row=True),
    Column("Năm sinh", 10, "center"),
    Column("Số", 14, "left"),
    Column("Ngày cấp", 13, "center"),
    Column("Đơn vị", 28, "left"),
    Column("Lớp", 34, "left"),
    Column("Ghi chú", 24, "left"),
)


def classes_book(classes, nominations, organization, today):
    """`nominations`: the people whom the reader sees on the rosters."""
    people = dict(nominations.order_by().values_list("training_class").annotate(Count("pk")))
    rows = (
        (str(each), each.starts_on, each.ends_on, each.organization.committee_name, people.get(each.pk, 0))
        for each in classes
    )
    return list_book("Các lớp bồi dưỡng", CLASSES, rows, organization, today, empty="Chưa có lớp nào.")


def roster_book(training_class, nominations, organization, today):
    """`nominations`: of the class, with case, person and organization."""
    rows = (
        (
            each.candidate.person.full_name,
            year_cell(each.candidate.person.birth_date),
            each.candidate.organization.name,
            each.get_result_display() if each.result else "Chưa có kết quả",
            each.certificate_number,
            each.certificate_on or Cell(""),
        )
        for each in nominations
    )
    return list_book(f"Danh sách lớp: {training_class}", ROSTER, rows, organization, today, empty="Lớp chưa có ai.")


def waiting_book(kind, nominations, reasons, organization, today):
    """`nominations`: who waits for a class of `kind`; `reasons`: why each stands there, in the same order."""
    rows = (
        (
            each.candidate.person.full_name,
            year_cell(each.candidate.person.birth_date),
            each.candidate.organization.name,
            reason,
            each.paper_number,
        )
        for each, reason in zip(nominations, reasons, strict=True)
    )
    return list_book(f"Đang chờ {kind.label.lower()}", WAITING, rows, organization, today)


def register_book(kind, year, certificates, organization, today):
    """`certificates`: of a kind and a year, with nomination, case, person, organization and class."""
    rows = (
        (
            each.nomination.candidate.person.full_name,
            year_cell(each.nomination.candidate.person.birth_date),
            each.number,
            each.issued_on,
            each.nomination.candidate.organization.name,
            str(each.nomination.training_class),
            remark(each),
        )
        for each in certificates
    )
    title = f"Sổ cấp giấy chứng nhận năm {year}: {kind.label.lower()}"
    return list_book(title, REGISTER, rows, organization, today, empty="Chưa cấp giấy chứng nhận nào.")
