"""Classes and a class's roster as spreadsheets."""

from django.db.models import Count

from candidates.list_sheet import list_book
from partydev.papers.document import Cell, Column

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


def classes_book(classes, nominations, organization, today):
    """`nominations`: the people whom the reader sees on the rosters."""
    people = dict(nominations.order_by().values_list("training_class").annotate(Count("pk")))
    rows = (
        (str(each), each.starts_on, each.ends_on, each.organization.name, people.get(each.pk, 0)) for each in classes
    )
    return list_book("Các lớp bồi dưỡng", CLASSES, rows, organization, today, empty="Chưa có lớp nào.")


def roster_book(training_class, nominations, organization, today):
    """`nominations`: of the class, with case, person and organization."""
    rows = (
        (
            each.candidate.person.full_name,
            str(each.candidate.person.birth_date.year) if each.candidate.person.birth_date else "",
            each.candidate.organization.name,
            each.get_result_display() if each.result else "Chưa có kết quả",
            each.certificate_number,
            each.certificate_on or Cell(""),
        )
        for each in nominations
    )
    return list_book(f"Danh sách lớp: {training_class}", ROSTER, rows, organization, today, empty="Lớp chưa có ai.")
