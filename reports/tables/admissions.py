"""T1: admissions by unit against the year's target and the same period last year."""

from partydev.numbers import two_digits
from partydev.papers.document import Cell, Column, Row, Table, cell, change_cell, percent_cell
from reports.figures import admissions_by_unit, year_targets
from reports.tables._units import named_units, what_changed

COLUMNS = (
    Column("TT", 10, "center"),
    Column("Đơn vị", 64, "left", heads_row=True),
    Column("Chỉ tiêu năm", 15),
    Column("Kết nạp trong kỳ", 15),
    Column("Lũy kế từ đầu năm", 15),
    Column("% so chỉ tiêu", 16),
    Column("Cùng kỳ năm trước", 15),
    Column("Tăng (+), giảm (-)", 15),
    Column("% so cùng kỳ", 16),
    Column("Ghi chú", 32, "left"),
)


def admissions_table(organization, period, link, places=1):
    """T1 as a `Table`; the last row is the whole unit's own figures, not a second sum."""
    year, last = period.year_to_date(), period.same_period_last_year()
    now = admissions_by_unit(organization, period.start, period.end)
    so_far = admissions_by_unit(organization, year.start, year.end)
    before = admissions_by_unit(organization, last.start, last.end) if last else {}
    units = named_units(organization, period, now, so_far, before)
    targets = year_targets([*(unit for unit, _ in units), organization], period.reporting_year)
    rows = []
    for number, (unit, name) in enumerate(units, 1):
        target = targets.get(unit.pk) if unit != organization or len(units) == 1 else None
        values = (target, now.get(unit.pk, 0), so_far.get(unit.pk, 0), before.get(unit.pk, 0) if last else None)
        own = unit == organization and len(units) > 1
        remark = what_changed(unit, period) or _remark(target, values[2])
        links = _links(link, unit, (period, year, last), own)
        rows.append(_row(number, name, values, places, remark if not own else "", links))
    totals = (
        targets.get(organization.pk),
        sum(now.values()),
        sum(so_far.values()),
        sum(before.values()) if last else None,
    )
    links = _links(link, organization, (period, year, last), False)
    total = _row("", "Tổng cộng", totals, places, _remark(totals[0], totals[2]), links, kind="total")
    return Table("T1", "Kết quả kết nạp đảng viên theo đơn vị", COLUMNS, tuple(rows), total, notes=_notes(last))


def _links(link, unit, periods, own):
    # A unit's own row beside its children has no list of its own: its list would hold the children's too.
    return ["" if own or each is None else link("admitted", unit, each) for each in periods]


def _row(number, name, values, places, remark, links, kind="plain"):
    target, now, so_far, before = values
    now_link, year_link, last_link = links
    return Row(
        (
            cell(number),
            Cell(name),
            cell(target),
            cell(now, now_link),
            cell(so_far, year_link),
            percent_cell(so_far, target, places),
            cell(before, last_link),
            change_cell(None if before is None else now - before),
            percent_cell(now, before, places),
            Cell(remark),
        ),
        kind,
    )


def _remark(target, so_far):
    if target is None:
        return ""
    if target == 0:
        return f"Không giao chỉ tiêu; kết nạp {two_digits(so_far)} đồng chí" if so_far else "Không giao chỉ tiêu"
    if so_far > target:
        return "Vượt chỉ tiêu"
    return "Đạt chỉ tiêu" if so_far == target else ""


def _notes(last):
    notes = [
        "Chỉ tiêu năm: kế hoạch cấp trên giao; đơn vị không được giao thì lấy số đăng ký; “–”: không có chỉ tiêu."
    ]
    if last is None:
        notes.append("Kỳ báo cáo dài hơn một năm nên không so với cùng kỳ.")
    return tuple(notes)
