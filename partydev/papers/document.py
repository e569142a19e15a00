"""What a paper says, before anyone decides how it is shown.

Frozen dataclasses only: an app builds a `Document`; rendering turns the same one into a page
fragment, a PDF and text. Nothing here queries, and nothing here knows HTML.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Protocol

from partydev import dates, numbers

from .lettering import balance

NOTHING = "–"  # printed where there is no number: no target, nothing to divide by
# 70 mm in points, and a tenth more: capitals of the serif are that much narrower than lettering reckons.
NAME_ROOM = 220
ZERO_WIDTH_SPACE = "\u200b"
_ENDLESS = re.compile(r"\S{60}(?=\S)")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
LETTERS = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True)
class Cell:
    """A printed text; on screen `href` leads to the list behind it."""

    text: str
    href: str = ""
    align: str = ""  # left, center or right; empty: as the column
    strong: bool = False

    @property
    def breakable(self) -> str:
        """The text with places to break inside endless words: the PDF takes minutes over one of 100.000 letters."""
        return _ENDLESS.sub(lambda part: part[0] + ZERO_WIDTH_SPACE, self.text)


def cell(value: "Cell | str | int | None", href: str = "") -> Cell:
    """A cell of a text, a count with its dots, or a dash for None."""
    if isinstance(value, Cell):
        return value
    if value is None:
        return Cell(NOTHING)
    return Cell(numbers.integer(value) if isinstance(value, int) else value, href)


@dataclass(frozen=True)
class Column:
    """`width` is relative to the other columns; neighbours with the same `group` share a heading."""

    label: str
    width: int = 10
    align: str = "right"
    group: str = ""
    heads_row: bool = False


@dataclass(frozen=True)
class Row:
    """`kind` is plain, group (one cell across the table), sub (indented) or total."""

    cells: tuple[Cell, ...]
    kind: str = "plain"

    @classmethod
    def of(cls, *values: Cell | str | int | None, kind: str = "plain") -> "Row":
        return cls(tuple(cell(value) for value in values), kind)


@dataclass(frozen=True)
class HeadCell:
    text: str
    align: str = "center"
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Placed:
    """A cell with what its column adds."""

    cell: Cell
    align: str
    heads_row: bool


@dataclass(frozen=True)
class Table:
    """Raises ValueError for a row that does not fit the columns."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    notes: tuple[str, ...] = ()
    unit: str = ""
    landscape: bool = False

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
    def size(self) -> str:
        """How much room it asks for on a screen: small, medium or large."""
        if len(self.columns) <= 3:
            return "small"
        return "medium" if len(self.columns) <= 6 else "large"

    @property
    def head(self) -> list[list[HeadCell]]:
        """One heading row, or two where columns have a group."""
        if not any(column.group for column in self.columns):
            return [[HeadCell(column.label) for column in self.columns]]
        upper, lower = [], []
        for group, members in groupby(self.columns, key=lambda column: column.group):
            labels = [column.label for column in members]
            if group:
                upper.append(HeadCell(group, columns=len(labels)))
                lower.extend(HeadCell(label) for label in labels)
            else:
                upper.extend(HeadCell(label, rows=2) for label in labels)
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


class Chart(Protocol):
    """Something drawn: `figure` is the template that shows it as `chart`, `description` says it in words."""

    title: str
    description: str
    figure: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; a run with an `href` is a number that opens its list."""

    runs: tuple[Cell, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def paragraph(*runs: Cell | str) -> Paragraph:
    return Paragraph(tuple(cell(run) for run in runs))


def _paragraphs(given: Sequence[Paragraph | str]) -> tuple[Paragraph, ...]:
    return tuple(each if isinstance(each, Paragraph) else paragraph(each) for each in given)


@dataclass(frozen=True)
class Section:
    """A heading without its number, then text, tables, charts and sub-sections in this order.

    Paragraphs may be given as strings.
    """

    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    children: tuple["Section", ...] = ()

    def __post_init__(self):
        object.__setattr__(self, "paragraphs", _paragraphs(self.paragraphs))


@dataclass(frozen=True)
class Numbered:
    """A section at its place: "I- KẾT QUẢ", "1. Kết nạp", "a) Nữ"."""

    heading: str
    depth: int
    section: Section
    children: tuple["Numbered", ...]


def number(sections: Sequence[Section], depth: int = 0) -> tuple[Numbered, ...]:
    """The sections with the numbers of a Party paper; below the third depth a hyphen."""
    numbered = []
    for index, section in enumerate(sections):
        heading = section.heading.upper() if depth == 0 else section.heading
        marks = (f"{_mark(ROMAN, index)}- ", f"{index + 1}. ", f"{_mark(LETTERS, index)}) ")
        mark = marks[depth] if depth < len(marks) else "- "
        numbered.append(Numbered(mark + heading, depth, section, number(section.children, depth + 1)))
    return tuple(numbered)


def _mark(marks: Sequence[str], index: int) -> str:
    return marks[index] if index < len(marks) else str(index + 1)


@dataclass(frozen=True)
class Annex:
    """Starts on a page of its own, lying if one of its tables does."""

    title: str
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()

    @property
    def landscape(self) -> bool:
        return any(table.landscape for table in self.tables)


@dataclass(frozen=True)
class Signature:
    """`capacity` T/M ĐẢNG ỦY, `post` BÍ THƯ, `name` without title or degree; empty until known."""

    capacity: str
    post: str
    name: str = ""


@dataclass(frozen=True)
class Document:
    """A Party paper in the form of Hướng dẫn 05-HD/VPTW. Opening paragraphs may be given as strings.

    `symbol` is what follows the number: "BC/ĐU"; a list that goes with another paper has none, and
    says so in `attached_to`. `addressee` is whom a tờ trình is laid before. `tables` follow the opening.
    `beside` signs on the left, in place of the recipients (minutes). `landscape`: every page lies.
    `number_as_typed`, "12-TTr/BXDĐ", is printed as it stands in place of number and symbol.
    `withheld` keeps the draft mark though number and date are known. `notice` stands at the foot of
    every page (the demonstration's data).
    """

    upper_name: str
    issuer_name: str
    place: str
    symbol: str
    subject: tuple[str, ...]
    sections: tuple[Section, ...]
    signature: Signature
    number: int | None = None
    number_as_typed: str = ""
    issued_on: date | None = None
    kind: str = "BÁO CÁO"
    opening: tuple[Paragraph, ...] = ()
    annexes: tuple[Annex, ...] = ()
    recipients: tuple[str, ...] = ()
    addressee: str = ""
    attached_to: str = ""
    tables: tuple[Table, ...] = ()
    beside: Signature | None = None
    landscape: bool = False
    withheld: bool = False
    notice: str = ""

    def __post_init__(self):
        object.__setattr__(self, "opening", _paragraphs(self.opening))

    @property
    def is_draft(self) -> bool:
        """True until it has a number and a date and nobody withholds it."""
        return self.withheld or not (self.number_as_typed or self.number is not None) or self.issued_on is None

    @property
    def upper_lines(self) -> list[str]:
        """The upper organisation's name in capitals, in lines of about the same length."""
        return balance(self.upper_name.upper(), 14, NAME_ROOM)

    @property
    def issuer_lines(self) -> list[str]:
        """The issuing organisation's name, likewise."""
        return balance(self.issuer_name.upper(), 14, NAME_ROOM)

    @property
    def number_line(self) -> str:
        """ "Số 05-BC/ĐU"; with room to write while there is no number; empty without a symbol."""
        if not self.symbol:
            return ""
        if self.number_as_typed:
            return f"Số {self.number_as_typed}"
        written = " " * 5 if self.number is None else f"{self.number:02}"
        return f"Số {written}-{self.symbol}"

    @property
    def date_line(self) -> str:
        """ "Lào Cai, ngày 05 tháng 02 năm 2026"; with room to write while there is no date."""
        room = " " * 6
        day = dates.in_words(self.issued_on) if self.issued_on else f"ngày{room}tháng{room}năm 20…"
        return f"{self.place}, {day}"

    @property
    def title(self) -> str:
        """One line for the window, the file's metadata and the bookmark."""
        return " ".join((self.kind.capitalize(), *self.subject))

    @property
    def annex_line(self) -> str:
        """What an annex belongs to."""
        on = f", {dates.in_words(self.issued_on)}" if self.issued_on else ""
        return f"(Kèm theo {self.kind.capitalize()} {self.number_line.lower()[:2]}{self.number_line[2:]}{on})"

    @property
    def outline(self) -> tuple[Numbered, ...]:
        return number(self.sections)

    @property
    def recipient_lines(self) -> list[str]:
        """Each with its hyphen, a comma after it and a full stop after the last."""
        bare = [name.rstrip(" ,;.") for name in self.recipients]
        return [f"- {name}{',' if index < len(bare) else '.'}" for index, name in enumerate(bare, 1)]
