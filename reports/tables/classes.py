"""T4: the classes to which people were sent, who convened them, who completed them."""

from candidates.models import TrainingClass
from partydev.dates import format_date
from partydev.papers.document import NOTHING, Cell, Column, Row, Table, cell
from reports.figures.classes import class_results
from reports.lists_beside import class_key

COLUMNS = (
    Column("Lớp", 32, "left", heads_row=True),
    Column("Thời gian", 20, "left"),
    Column("Cấp triệu tập", 22, "left"),
    Column("Cử đi trong kỳ", 9),
    Column("Hoàn thành trong kỳ", 10),
)
NOTE = "Số cử đi tính theo ngày cử, số hoàn thành tính theo ngày hoàn thành nên hai số của một lớp có thể khác nhau."


def classes_table(organization, period, link, places=1):
    """T4 as a `Table`: a part with its sum for each kind of class."""
    results, rows = class_results(organization, period), []
    for kind in TrainingClass.Kind:
        own = [row for row in results if row.kind == kind]
        if own:
            rows.append(Row((Cell(kind.label),), "group"))
            rows += [_row(row, organization, period, link) for row in own]
            rows.append(_sum(kind, own, organization, period, link))
    if not rows:
        rows = [Row((Cell("Trong kỳ không cử ai đi học và không có ai hoàn thành lớp bồi dưỡng."),), "group")]
    return Table("T4", "Lớp bồi dưỡng", COLUMNS, tuple(rows), notes=(NOTE,))


def _row(row, organization, period, link):
    convened = row.training_class
    name = convened.name if convened else "Chưa xếp lớp hoặc không ghi lớp"
    span = f"{format_date(convened.starts_on)} – {format_date(convened.ends_on)}" if convened else NOTHING
    place = convened.pk if convened else 0
    numbers = [
        cell(number, link(class_key(which, row.kind, place), organization, period))
        for which, number in (("sent", row.sent), ("done", row.completed))
    ]
    return Row((Cell(name), Cell(span), Cell(row.convened_by or NOTHING), *numbers))


def _sum(kind, rows, organization, period, link):
    sent, done = sum(row.sent for row in rows), sum(row.completed for row in rows)
    numbers = (
        cell(sent, link(class_key("sent", kind), organization, period)),
        cell(done, link(class_key("done", kind), organization, period)),
    )
    return Row((Cell("Cộng"), Cell(""), Cell(""), *numbers), "total")
