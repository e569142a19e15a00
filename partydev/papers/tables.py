"""Tables of a paper: cells, columns, rows, and how they are headed and placed. Frozen data, no HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

from partydev import dates, numbers

NOTHING = "–"  # printed where there is no number: no target, nothing to divide by
NARROW = 10  # a column in the middle so narrow holds numbers of rows, not words
ZERO_WIDTH_SPACE = "\u200b"
ENDLESS = 60  # letters without a space
_ENDLESS = re.compile(rf"\S{{{ENDLESS}}}(?=\S)")


@dataclass(frozen=True)
class Cell:
    """A printed text; on screen `href` leads to the list behind it.

    `value` is the number or the day that the text writes out, for spreadsheets; None where it is text.
    """

    text: str
    href: str = ""
    align: str = ""  # left, center or right; empty: as the column
    strong: bool = False
    value: int | Decimal | date | None = None

    @property
    def breakable(self) -> str:
        """The text with places to break inside endless words: the PDF takes minutes over one of 100.000 letters."""
        if len(self.text) <= ENDLESS:
            return self.text
        return _ENDLESS.sub(lambda part: part[0] + ZERO_WIDTH_SPACE, self.text)


def cell(value: "Cell | str | int | Decimal | date | None", href: str = "") -> Cell:
    """A cell of a text, a number with its dots and decimals, a day, or a dash for None."""
    if isinstance(value, Cell):
        return value
    if value is None:
        return Cell(NOTHING)
    if isinstance(value, str):
        return Cell(value, href)
    return Cell(_written(value), href, value=value)


def _written(value: int | Decimal | date) -> str:
    if isinstance(value, date):
        return dates.format_date(value)
    if isinstance(value, Decimal):
        return numbers.decimal(value, max(0, -value.as_tuple().exponent))
    return numbers.integer(value)


def percent_cell(part: int | None, whole: int | None, places: int = 1) -> Cell:
    """`part` of `whole` in hundredths, rounded as it is printed; a dash where there is nothing to divide."""
    exact = None if part is None else numbers.percent_of(part, whole, places)
    return cell(exact)


def change_cell(change: int | None) -> Cell:
    """+3, -2, 0: the change against another period; a dash for None."""
    if change is None or change <= 0:
        return cell(change)
    return Cell(f"+{numbers.integer(change)}", value=change)


@dataclass(frozen=True)
class Column:
    """`width` is relative to the other columns; neighbours with the same `group` share a heading."""

    label: str
    width: int = 10
    align: str = "right"
    group: str = ""
    heads_row: bool = False

    @property
    def holds(self) -> str:
        if self.heads_row:
            return "rows"
        return {"left": "text", "center": "mark" if self.width <= NARROW else "text"}.get(self.align, "number")


@dataclass(frozen=True)
class Row:
    """`kind` is plain, group (one cell across the table), sub (indented), blank (to be written by hand) or total."""

    cells: tuple[Cell, ...]
    kind: str = "plain"

    @classmethod
    def of(cls, *values: Cell | str | int | Decimal | date | None, kind: str = "plain") -> "Row":
        return cls(tuple(cell(value) for value in values), kind)


@dataclass(frozen=True)
class HeadCell:
    """`over_heads`: the column says whose row it is."""

    text: str
    align: str = "center"
    columns: int = 1
    rows: int = 1
    over_heads: bool = False


@dataclass(frozen=True)
class Placed:
    """A cell with what its column adds."""

    cell: Cell
    align: str
    heads_row: bool


@dataclass(frozen=True)
class Table:
    """Raises ValueError for a row that does not fit the columns.

    `small`: much text, printed in 11 pt. `dense`: rows of many lines, in small print, of which a page takes as many as
    it has room for; only the last keeps with who signs, so that nobody signs an empty page.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    notes: tuple[str, ...] = ()
    unit: str = ""
    landscape: bool = False
    small: bool = False
    dense: bool = False

    def __post_init__(self):
        for row in self.all_rows:
            if len(row.cells) != (1 if row.kind == "group" else len(self.columns)):
                raise ValueError(f"Table {self.key}: {len(row.cells)} cells for {len(self.columns)} columns.")

    @property
    def all_rows(self) -> tuple[Row, ...]:
        return (*self.rows, self.total) if self.total else self.rows

    @property
    def widths(self) -> list[int]:
        """Whole percentages of the columns; they add up to 100."""
        whole = sum(column.width for column in self.columns)
        edges, sofar = [0], 0
        for column in self.columns:
            sofar += column.width
            edges.append(round(100 * sofar / whole))
        return [right - left for left, right in pairwise(edges)]

    @property
    def cols(self) -> list[tuple[int, str]]:
        """Of each column its width and what stands in it: rows (whose row it is), text, mark or number."""
        return [(width, column.holds) for width, column in zip(self.widths, self.columns, strict=True)]

    @property
    def size(self) -> str:
        """How much room it asks for on a screen: small, medium or large."""
        if len(self.columns) <= 3:
            return "small"
        return "medium" if len(self.columns) <= 6 else "large"

    @property
    def head(self) -> list[list[HeadCell]]:
        """One heading row, or two where columns have a group."""
        if not any(column.group for column in self.columns):
            return [[HeadCell(column.label, over_heads=column.heads_row) for column in self.columns]]
        upper, lower = [], []
        for group, members in groupby(self.columns, key=lambda column: column.group):
            found = list(members)
            if group:
                upper.append(HeadCell(group, columns=len(found)))
                lower.extend(HeadCell(each.label) for each in found)
            else:
                upper.extend(HeadCell(each.label, rows=2, over_heads=each.heads_row) for each in found)
        return [upper, lower]

    @property
    def lines(self) -> list[tuple[Row, list[Placed]]]:
        """Every row with its cells placed, the total last."""
        return [(row, list(self._placed(row))) for row in self.all_rows]

    def _placed(self, row: Row) -> Iterator[Placed]:
        if row.kind == "group":
            yield Placed(row.cells[0], row.cells[0].align or "left", True)
            return
        for each, column in zip(row.cells, self.columns, strict=True):
            yield Placed(each, each.align or column.align, column.heads_row)
