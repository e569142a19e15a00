"""A composed table as a papers `Table`, and as a paper of its own."""

from django.conf import settings

from branches.models.organization import committee_of
from partydev.papers.document import Cell, Column, Document, Row, Signature, Table, cell
from reports.cross.axes import BASES, OTHER, STAGE, UNIT, Item, axis_of
from reports.cross.counting import cells
from reports.cross.small import TOTAL, hidden_cells, with_sums
from reports.dimensions import key_for
from reports.lists_beside import stage_key

MOST_COLUMNS, MOST_ROWS = 16, 500
SHORT = 12  # lines of an axis that are all shown, be they empty
HIDDEN = "ẩn"
WHY_HIDDEN = (
    "“ẩn”: số người ít nên không hiển thị ngoài đơn vị, để không nhận ra từng người; "
    "một số ô khác được ẩn cùng để không suy ra được."
)


class TooWideError(Exception):
    """More columns than a page holds; its text is a sentence for the reader."""


def cross_table(base, row_key, column_key, organization, period, *, link, owns):
    """`base` by two axes. `owns(unit)`: whether the reader belongs there, so that small numbers are shown.

    Raises `TooWideError`; an axis with many lines stands in the rows, whichever was asked there.
    """
    rows, columns = (axis_of(key, base, organization, period) for key in (row_key, column_key))
    numbers = cells(base, rows, columns, organization, period)
    row_items = _items(rows, {row for row, _ in numbers})
    column_items = _items(columns, {column for _, column in numbers})
    if len(column_items) > MOST_COLUMNS >= len(row_items):
        rows, columns, row_items, column_items = columns, rows, column_items, row_items
        numbers = {(row, column): number for (column, row), number in numbers.items()}
    if len(column_items) > MOST_COLUMNS or len(row_items) > MOST_ROWS:
        raise TooWideError(
            f"Bảng có {len(row_items)} hàng và {len(column_items)} cột nên quá rộng. "
            "Hãy chọn tiêu chí khác hoặc kỳ ngắn hơn."
        )
    shown = _Shown(base, rows, columns, organization, period, link)
    hidden = _hidden(shown, numbers, row_items, column_items, owns)
    return _table(shown, numbers, row_items, column_items, hidden)


def _items(axis, held):
    """The lines of the axis; of many only those that hold anybody, and last what belongs to none."""
    items = axis.items({code for code in held if code != ""})
    if len(items) > SHORT and axis.key != UNIT:
        items = tuple(item for item in items if item.code in held)
    return (*items, Item("", OTHER)) if "" in held else items


def _hidden(shown, numbers, row_items, column_items, owns):
    axes = (shown.rows, shown.columns)
    if not any(axis.sensitive for axis in axes):
        return set()
    units = {
        (axis.key, item.code): item.part or shown.organization
        for axis, items in zip(axes, (row_items, column_items), strict=True)
        for item in items
        if axis.key == UNIT
    }
    known = {unit: owns(unit) for unit in {*units.values(), shown.organization}}

    def is_shy(row, column):
        # The sum over an axis that is no breakdown by group tells nothing of one.
        for axis, code in zip(axes, (row, column), strict=True):
            if axis.sensitive and code is TOTAL:
                return False
        unit = next(
            (
                units[axis.key, code]
                for axis, code in zip(axes, (row, column), strict=True)
                if (axis.key, code) in units
            ),
            shown.organization,
        )
        return not known[unit]

    codes = ([item.code for item in items] for items in (row_items, column_items))
    return hidden_cells(numbers, *codes, is_shy)


class _Shown:
    """What is laid out, and where each cell leads."""

    def __init__(self, base, rows, columns, organization, period, link):
        self.base, self.rows, self.columns = base, rows, columns
        self.organization, self.period, self._link = organization, period, link

    def href(self, row, column):
        """The list behind a cell; an item of None stands for the sum over its axis."""
        unit, period, stage, codes = self.organization, self.period, "", {}
        for axis, item in ((self.rows, row), (self.columns, column)):
            if item is None:
                continue
            if item.part is None:
                return ""
            if axis.key == UNIT:
                unit = item.part
            elif axis.key == STAGE:
                stage = item.part
            elif axis.key in ("month", "quarter", "year"):
                period = item.part
            else:
                codes[axis.key] = item.part
        key = stage_key(stage, **codes) if stage else key_for(self.base, **codes)
        return self._link(key, unit, period)

    @property
    def title(self):
        return f"{BASES[self.base]} chia theo {_lower(self.rows.label)} và {_lower(self.columns.label)}"


def _lower(text):
    return text[:1].lower() + text[1:]


def _table(shown, numbers, row_items, column_items, hidden):
    sums_rows, sums_columns = shown.rows.divides, shown.columns.divides
    table = with_sums(numbers, *([item.code for item in items] for items in (row_items, column_items)))
    wide = len(column_items) > 7
    columns = [Column(shown.rows.label, 24 if wide else 20, "left", heads_row=True)]
    columns += [Column(item.name, 8, group=shown.columns.label) for item in column_items]
    if sums_columns:
        columns.append(Column("Tổng cộng", 9))

    def line(row, name, kind="plain"):
        row_code = TOTAL if row is None else row.code
        made = [Cell(name)]
        for column in [*column_items, *([None] if sums_columns else [])]:
            place = (row_code, TOTAL if column is None else column.code)
            href = shown.href(row, column) if table[place] and not _tells(place, hidden) else ""
            made.append(Cell(HIDDEN, align="center") if place in hidden else cell(table[place], href))
        return Row(tuple(made), kind)

    rows = tuple(line(item, item.name) for item in row_items)
    total = line(None, "Tổng cộng", "total") if sums_rows else None
    if not row_items or not column_items:
        rows, total = (Row((Cell("Không có ai."),), "group"),), None
    notes = (WHY_HIDDEN,) if hidden else ()
    return Table("bang-so-lieu", shown.title, tuple(columns), rows, total, notes=notes, landscape=wide)


def _tells(place, hidden):
    """Whether the list behind a sum would tell of a hidden cell on its line: each of its people has a unit."""
    row, column = place
    of_row = column is TOTAL and any(hidden_row == row for hidden_row, _ in hidden)
    return of_row or (row is TOTAL and any(hidden_column == column for _, hidden_column in hidden))


def cross_document(table, organization, period, on):
    """The table as a paper: under the unit's heading, signed by nobody."""
    return Document(
        upper_name=committee_of(organization.parent.name_on(period.end)) if organization.parent else "",
        issuer_name=committee_of(organization.name_on(period.end)),
        place=organization.place or "…",
        symbol="",
        kind="BẢNG SỐ LIỆU",
        subject=(period.label,),
        sections=(),
        signature=Signature("", ""),
        issued_on=on,
        tables=(table,),
        landscape=table.landscape,
        draft_turn=0,
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
    )
