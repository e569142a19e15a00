"""T10: every target that touches the period, by who set it, side by side."""

from datetime import timedelta
from itertools import pairwise

from partydev.dates import format_date
from partydev.numbers import two_digits
from partydev.papers.document import Cell, Column, Row, Table, cell, percent_cell
from reports.figures import target_results, targets_by_source
from reports.periods import dates

COLUMNS = (
    Column("Nguồn chỉ tiêu", 26, "left", heads_row=True),
    Column("Thời gian", 24, "left"),
    Column("Chỉ tiêu", 9),
    Column("Kết quả", 9),
    Column("Tỷ lệ %", 9),
    Column("Ghi chú", 18, "left"),
)


def targets_table(organization, period, link, places=1):
    """T10 as a `Table`; where a source set several periods that lie apart, their sum follows them."""
    results = target_results(organization, period)

    def href(row):
        counted = dates(row.starts_on, min(row.ends_on, period.end), period.calendar)
        return link("admitted", organization, counted)

    rows = []
    for whole in targets_by_source(results):
        own = [row for row in results if row.source == whole.source]
        rows += [_row(row, places, href(row)) for row in own]
        if len(own) > 1 and whole not in own:
            rows.append(_row(whole, places, href(whole) if _follow_on(own) else "", "total"))
    if not rows:
        rows = [Row((Cell("Không giao chỉ tiêu cho kỳ này."),), "group")]
    return Table("T10", "Chỉ tiêu theo nguồn giao", COLUMNS, tuple(rows))


def _follow_on(rows):
    """Whether no day lies between the targets; else the list of their whole span holds more than their sum."""
    return all(one.ends_on + timedelta(days=1) == other.starts_on for one, other in pairwise(rows))


def _row(row, places, href, kind="plain"):
    label = row.label if kind == "plain" else f"Cộng: {row.label}"
    span = f"{format_date(row.starts_on)} – {format_date(row.ends_on)}"
    result = cell(row.result, href)
    return Row.of(
        label, span, row.target, result, percent_cell(row.result, row.target, places), _remark(row), kind=kind
    )


def _remark(row):
    if not row.target:
        return f"Không giao chỉ tiêu; kết nạp {two_digits(row.result)} đồng chí"
    if not row.complete:
        return "Kết quả tính đến cuối kỳ báo cáo"
    if row.result > row.target:
        return "Vượt chỉ tiêu"
    return "Đạt chỉ tiêu" if row.result == row.target else "Chưa đạt chỉ tiêu"
