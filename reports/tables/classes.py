"""T4: the classes to which people were sent, who convened them, who completed them."""

from candidates.models import TrainingClass
from partydev.dates import format_date
from partydev.papers.document import NOTHING, Cell, Column, Row, Table, cell
from reports.figures.classes import UnitClasses, class_results, classes_by_unit, number_of_classes
from reports.lists_beside import class_key, classes_key
from reports.tables._units import named_units

TITLE = "Lớp bồi dưỡng"
COLUMNS = (
    Column("Lớp", 32, "left", heads_row=True),
    Column("Thời gian", 20, "left"),
    Column("Cấp triệu tập", 22, "left"),
    Column("Cử đi trong kỳ", 9),
    Column("Hoàn thành trong kỳ", 10),
)
MOST_CLASSES = 60  # of more classes their numbers are printed by unit, each of which opens its people
COLUMNS_BY_UNIT = (
    Column("Đơn vị", 40, "left", heads_row=True),
    Column("Số lớp", 10),
    Column("Cử đi trong kỳ", 12),
    Column("Hoàn thành trong kỳ", 12),
)
NOTE = "Số cử đi tính theo ngày cử, số hoàn thành tính theo ngày hoàn thành nên hai số của một lớp có thể khác nhau."
NOTES_BY_UNIT = (
    f"Trong kỳ có trên {MOST_CLASSES} lớp nên bảng ghi theo đơn vị cử người đi học; từng lớp có ở báo cáo của đơn vị "
    "đó hoặc của cấp dưới.",
    "Số lớp là số lớp có người của đơn vị được cử đi hoặc hoàn thành trong kỳ. Lớp có người của nhiều đơn vị được "
    "tính ở từng đơn vị, ở hàng cộng chỉ tính một lần. Người chưa xếp lớp có trong số cử đi, không có trong số lớp.",
    "Số cử đi tính theo ngày cử, số hoàn thành tính theo ngày hoàn thành nên hai số của một đơn vị có thể khác nhau.",
)


def classes_table(organization, period, link, places=1):
    """T4 as a `Table`: a part with its sum for each kind of class; by unit where there are over `MOST_CLASSES`."""
    if number_of_classes(organization, period) > MOST_CLASSES:
        return _by_unit(organization, period, link)
    results, rows = class_results(organization, period), []
    for kind in TrainingClass.Kind:
        own = [row for row in results if row.kind == kind]
        if own:
            rows.append(Row((Cell(kind.label),), "group"))
            rows += [_row(row, organization, period, link) for row in own]
            rows.append(_sum(kind, own, organization, period, link))
    if not rows:
        rows = [Row((Cell("Trong kỳ không cử ai đi học và không có ai hoàn thành lớp bồi dưỡng."),), "group")]
    return Table("T4", TITLE, COLUMNS, tuple(rows), notes=(NOTE,))


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


def _by_unit(organization, period, link):
    rows, counted = [], classes_by_unit(organization, period)
    for kind in TrainingClass.Kind:
        if kind in counted:
            by_unit, of_all = counted[kind]
            rows.append(Row((Cell(kind.label),), "group"))
            units = named_units(organization, period, by_unit)
            for unit, name in units:
                # What stands at the organization itself has no list of its own.
                leads = None if unit == organization and len(units) > 1 else link
                rows.append(_unit(name, kind, by_unit.get(unit.pk, UnitClasses()), unit, period, leads))
            rows.append(_unit("Cộng", kind, of_all, organization, period, link, "total"))
    return Table("T4", TITLE, COLUMNS_BY_UNIT, tuple(rows), notes=NOTES_BY_UNIT)


def _unit(name, kind, row, unit, period, link, of_kind="plain"):
    keys = (classes_key(kind), class_key("sent", kind), class_key("done", kind))
    numbers = zip((row.classes, row.sent, row.completed), keys, strict=True)
    cells = (cell(number, link(key, unit, period) if link else "") for number, key in numbers)
    return Row((Cell(name), *cells), of_kind)
