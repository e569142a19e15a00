"""T10: every target that touches the period, by who set it, side by side."""

from partydev.dates import format_date
from partydev.papers.document import Cell, Column, Row, Table
from reports.figures import target_results, targets_by_source

COLUMNS = (
    Column("Nguồn chỉ tiêu", 26, "left", heads_row=True),
    Column("Thời gian", 24, "left"),
    Column("Chỉ tiêu", 9),
    Column("Kết quả", 9),
    Column("Tỷ lệ %", 9),
    Column("Ghi chú", 18, "left"),
)


def targets_table(organization, period, link, places=1):
    """T10 as a `Table`; where a source set several periods in a row, their sum follows them."""
    results = target_results(organization, period)
    rows = []
    for whole in targets_by_source(results):
        own = [row for row in results if row.source == whole.source]
        rows += [_row(row, places) for row in own]
        if len(own) > 1:
            rows.append(_row(whole, places, "total"))
    if not rows:
        rows = [Row((Cell("Không giao chỉ tiêu cho kỳ này."),), "group")]
    return Table("T10", "Chỉ tiêu theo nguồn giao", COLUMNS, tuple(rows))


def _row(row, places, kind="plain"):
    label = row.label if kind == "plain" else f"Cộng: {row.label}"
    span = f"{format_date(row.starts_on)} – {format_date(row.ends_on)}"
    return Row.of(label, span, row.target, row.result, row.percent(places), _remark(row), kind=kind)


def _remark(row):
    if not row.target:
        return "Không giao chỉ tiêu"
    if not row.complete:
        return "Kết quả tính đến cuối kỳ báo cáo"
    if row.result > row.target:
        return "Vượt chỉ tiêu"
    return "Đạt chỉ tiêu" if row.result == row.target else "Chưa đạt chỉ tiêu"
