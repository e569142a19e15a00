"""The monthly remarks of a cell as a spreadsheet: a row for each person, a column for each month."""

from candidates import monthly
from partydev.papers.document import Column
from partydev.papers.lists import list_book


def matrix_book(people, months, cell, today, *, named):
    """`people`: rows of `monthly` whose months begin with `months`; who helps is said where `named`."""
    columns = (
        Column("Họ và tên", 26, "left", heads_row=True),
        Column("Đảng viên giúp đỡ", 26, "left"),
        *(Column(f"Tháng {month.month}/{month.year}", 14, "center") for month in months),
    )
    rows = (
        (
            str(row.candidate),
            _helpers(row, named),
            *(monthly.SHOWN[each.key][1] for each in row.months[: len(months)]),
        )
        for row in people
    )
    return list_book("Nhận xét hằng tháng", columns, rows, cell, today, empty="Không có ai đang được theo dõi.")


def _helpers(row, named):
    if not row.mentors:
        return "Chưa phân công"
    return ", ".join(row.mentors) if named else "Đã phân công"
