"""The tree with this year's targets, and the targets of one unit and those below it, as spreadsheets."""

from branches.models import Member, Organization, Target
from partydev.papers.document import Cell, Column, Row
from partydev.papers.lists import list_book
from partydev.text import natural_key

UNIT = Column("Đơn vị", 36, "left", heads_row=True)
AT_ONCE = 500  # units counted by one question
SOURCES = (Target.Source.ASSIGNED, Target.Source.REGISTERED, Target.Source.CONGRESS)
TARGETS = (UNIT, Column("Chỉ tiêu", 12), Column("Văn bản giao chỉ tiêu", 36, "left"))


def _columns(year):
    return (
        UNIT,
        Column("Mã đơn vị", 18, "left"),
        Column("Loại tổ chức", 24, "left"),
        Column("Trực thuộc", 32, "left"),
        Column("Số đảng viên", 11),
        Column("Số tổ chức cấp dưới", 11),
        Column(f"Chỉ tiêu năm {year} cấp trên giao", 13),
        Column(f"Chỉ tiêu năm {year} đơn vị đăng ký", 13),
        Column("Chỉ tiêu theo nghị quyết đại hội", 13),
        Column("Ngày giải thể", 13, "center"),
    )


def tree_book(units, organization, today, kind_words):
    """`units`: read with their parent; `kind_words(unit)` says its kind as the pages do."""
    rows = (
        (
            each.name,
            each.code,
            kind_words(each),
            each.parent.name if each.parent_id else "",
            *numbers,
            each.dissolved_on or Cell(""),
        )
        for each, *numbers in _counted(in_tree_order(units), today)
    )
    return list_book("Tổ chức đảng và chỉ tiêu kết nạp", _columns(today.year), rows, organization, today,
                     empty="Không có đơn vị nào.")  # fmt: skip


def in_tree_order(units):
    """`units` as the tree shows them: each below its superior, beside each other by name."""
    units = list(units)
    names = {each.pk: natural_key(each.name) for each in units}
    steps = {each.pk: [int(step) for step in each.path.rstrip("/").split("/")] for each in units}
    return sorted(units, key=lambda each: [(names.get(step, []), step) for step in steps[each.pk]])


def _counted(units, today):
    """(unit, members in it, units below that exist, its targets in the order of `SOURCES`), by portions."""
    for first in range(0, len(units), AT_ONCE):
        some = units[first : first + AT_ONCE]
        members, targets = Member.objects.present().count_under(some), targets_of(some, today)
        below = Organization.objects.existing(today).count_under(some)
        for each in some:
            given = (targets.get((each.pk, source), Cell("")) for source in SOURCES)
            yield each, members[each.pk], below[each.pk] - (each.dissolved_on is None), *given


def targets_of(units, on):
    """(id, source) -> the target of `on`: of its year, of a congress that of the term; only who has one is there."""
    whole_year = {"starts_on": on.replace(month=1, day=1), "ends_on": on.replace(month=12, day=31)}
    *of_year, of_term = SOURCES
    rows = Target.objects.filter(organization__in=units)
    terms = rows.filter(source=of_term, starts_on__lte=on, ends_on__gte=on).order_by("starts_on", "-ends_on")
    every = [*terms, *rows.filter(source__in=of_year, **whole_year)]
    return {(row.organization_id, row.source): row.value for row in every}


def targets_book(unit, children, targets, period, source, today):
    """`targets`: organization's id -> its `Target`; the sum of `children` is what was given on."""

    def line(each):
        row = targets.get(each.pk)
        return each.name, row.value if row else Cell(""), row.document if row else ""

    rows = [Row.of("Cả đơn vị", kind="group"), line(unit)]
    if children:
        given = sum(targets[each.pk].value for each in children if each.pk in targets)
        rows += [Row.of("Các đơn vị trực thuộc", kind="group"), *map(line, children)]
        rows.append(Row.of("", "Cộng các đơn vị trực thuộc", given, "", kind="total"))
    return list_book(f"Chỉ tiêu kết nạp {period}", TARGETS, rows, unit, today, notes=(f"Nguồn chỉ tiêu: {source}.",))
