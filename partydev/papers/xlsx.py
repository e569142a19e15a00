"""Tables of a paper as a spreadsheet: one sheet a table, headed, frozen and set up to be printed.

Numbers and days are real ones; everything else is written as text, whatever it begins with. The same
tables give the same bytes: nothing in the file tells when it was made.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from textwrap import wrap

from xlsxwriter import Workbook

from .document import Document, Section, Signature
from .letterheads import PARTY
from .tables import Cell, Row, Table

FONT = "Times New Roman"
A4 = 9
MOST_TEXT = 32_767  # letters that one cell of the format holds
CUT = " … (còn nữa, xem trên phần mềm)"
MADE = datetime(2000, 1, 1)  # every file says the same day, so that two are alike
FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets disagree about the calendar
LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # wide forms too
UPRIGHT, LYING = 88, 132  # letters across a page
LEAST_WIDTH = 6
LETTERS = 1.2  # of them stand in the room of a digit
LINE = 16.5  # points of a line of text
HIGHEST = 409  # points that a row may have
NAME_OF_SHEET = 31
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
WRAPPED = {"text_wrap": True, "valign": "vcenter"}
GRID = {**WRAPPED, "border": 1}


@dataclass(frozen=True)
class Book:
    """What stands around the tables: on the left whose paper it is, on the right the Party's name and the day.

    `subject` stands below each title, `notice` ("DỮ LIỆU MINH HỌA") below that and at the foot of every page.
    `signers` stand side by side below each table, each with the lines of who signs there.
    """

    tables: tuple[Table, ...]
    upper_name: str = ""
    issuer_name: str = ""
    number_line: str = ""
    date_line: str = ""
    subject: str = ""
    draft_line: str = ""
    notice: str = ""
    title: str = ""
    heading: str = PARTY
    signers: tuple[tuple[str, ...], ...] = ()


def book_of(document: Document) -> Book:
    """Every table of a document in its order, under the document's own heading; one alone is signed as it is."""
    tables = tuple(tables_of(document))
    return Book(
        tables=tables,
        heading=document.letterhead.heading,
        signers=_signers(document) if len(tables) == 1 and document.has_foot else (),
        upper_name=document.upper_name,
        issuer_name=document.issuer_name,
        number_line=document.number_line,
        date_line="" if document.letterhead.dated_below else document.date_line,
        subject=" ".join(document.subject),
        draft_line=document.draft_line if document.is_draft else "",
        notice=document.notice,
        title=document.title,
    )


def _signers(document: Document) -> tuple[tuple[str, ...], ...]:
    """Who signs on the left and on the right, below the day where the head has none; the names on one line."""
    day = document.date_line if document.letterhead.dated_below else ""
    both = (document.beside or Signature("", ""), document.signature)
    posts = [[*filter(None, (each.capacity, each.post, each.hint))] for each in both]
    height = max(map(len, posts)) + 2  # room to sign
    return tuple(
        (above, *lines, *[""] * (height - len(lines)), each.name)
        for above, lines, each in zip(("", day), posts, both, strict=True)
    )


def tables_of(document: Document) -> Iterator[Table]:
    """The tables of the body, then those of the annexes."""
    yield from document.tables
    for section in document.sections:
        yield from _in_section(section)
    for annex in document.annexes:
        yield from annex.tables


def _in_section(section: Section) -> Iterator[Table]:
    yield from section.tables
    for child in section.children:
        yield from _in_section(child)


def as_xlsx(book: Book) -> bytes:
    """The spreadsheet; the same book gives the same bytes. Raises ValueError for a book without tables."""
    if not book.tables:
        raise ValueError("A spreadsheet needs a table.")
    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(held, options) as workbook:
        workbook.set_properties({"title": book.title, "author": book.issuer_name, "created": MADE})
        formats = _Formats(workbook)
        for place, table in enumerate(book.tables, 1):
            _Sheet(workbook.add_worksheet(_sheet_name(place, table, len(book.tables))), formats, book, table).write()
    return held.getvalue()


def _sheet_name(place: int, table: Table, of: int) -> str:
    """The table's title, cut at a word; numbered where there are several, so that no two are alike."""
    mark = f"{place}. " if of > 1 else ""
    words = " ".join((table.title or "Bảng").translate(NOT_IN_NAMES).split())
    room = NAME_OF_SHEET - len(mark)
    if len(words) > room:
        words = words[: room + 1].rpartition(" ")[0] or words[:room]
    return mark + words


class _Formats:
    """Formats by what they say: the format holds each only once."""

    def __init__(self, workbook):
        self._workbook, self._known = workbook, {}

    def __call__(self, **asked):
        key = tuple(sorted(asked.items()))
        if key not in self._known:
            self._known[key] = self._workbook.add_format({"font_name": FONT, "font_size": 12, **asked})
        return self._known[key]


class _Sheet:
    """One table on its sheet, written from the top down."""

    def __init__(self, sheet, formats, book, table):
        self.sheet, self.formats, self.book, self.table = sheet, formats, book, table
        self.last, self.row = len(table.columns) - 1, 0
        self.widths = _widths(table)

    def write(self):
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, width, self.formats())
        self._heading()
        head = self.row
        self._columns()
        below = self.row
        for row in self.table.all_rows:
            self._line(row)
        self._print(head, below)
        for note in self.table.notes:
            self._across(note, italic=True, align="left", **WRAPPED)
        if self.book.signers:
            self.row += 1
            for left, right in zip(*self.book.signers, strict=True):
                self._pair(self._middle(), left, right, {}, {})

    def _heading(self):
        book, half = self.book, self._middle()
        self._pair(half, book.upper_name.upper(), book.heading, {}, {"bold": True})
        self._pair(half, book.issuer_name.upper(), book.date_line, {"bold": True}, {"italic": True})
        if book.number_line or book.draft_line:
            self._pair(half, book.number_line, book.draft_line, {}, {"bold": True})
        self.row += 1
        self._across(self.table.title.upper(), bold=True, font_size=14, align="center", **WRAPPED)
        for text, look in ((book.subject, "italic"), (book.notice, "bold")):
            if text:
                self._across(text, align="center", **WRAPPED, **{look: True})
        if self.table.unit:
            self._across(self.table.unit, italic=True, align="right", **WRAPPED)

    def _middle(self):
        """The last column of the left half; a table of one column has no right half."""
        sofar, whole = 0, sum(self.widths)
        for place, width in enumerate(self.widths[:-1]):
            sofar += width
            if sofar >= whole * 0.42:
                return place
        return max(self.last - 1, 0)

    def _pair(self, half, left, right, left_look, right_look):
        if self.last == 0:
            for text, look in ((left, left_look), (right, right_look)):
                if text:
                    self._across(text, align="center", **WRAPPED, **look)
            return
        self._span(self.row, 0, half, left, align="center", **WRAPPED, **left_look)
        self._span(self.row, half + 1, self.last, right, align="center", **WRAPPED, **right_look)
        rooms = (sum(self.widths[: half + 1]), sum(self.widths[half + 1 :]))
        self._height(max(_lines(text, room) for text, room in zip((left, right), rooms, strict=True)))

    def _across(self, text, **look):
        self._span(self.row, 0, self.last, text, **look)
        size = look.get("font_size", 12) / 12
        self._height(_lines(text, sum(self.widths) / size), size)

    def _span(self, row, first, last, text, *, below=0, **look):
        form = self._form(text, **look)
        if first == last and not below:
            self._text(row, first, text, form)
        else:
            self.sheet.merge_range(row, first, row + below, last, "", form)
            self._text(row, first, text, form)

    def _height(self, lines, size=1.0):
        self.sheet.set_row(self.row, min(LINE * size * lines, HIGHEST))
        self.row += 1

    def _form(self, text, **look):
        # Without the mark, whoever edits the cell and leaves it would turn the text into a formula.
        return self.formats(**look, **({"quote_prefix": True} if text.startswith(LOOKS_LIKE_FORMULA) else {}))

    def _text(self, row, column, text, form):
        held = text if len(text) <= MOST_TEXT else text[: MOST_TEXT - len(CUT)] + CUT
        self.sheet.write_string(row, column, held, form)

    def _columns(self):
        head, look = self.table.head, {"bold": True, "align": "center", "bg_color": "#E7E6E6", **GRID}
        taken = set()
        for level, cells in enumerate(head):
            place, lines = 0, 1
            for each in cells:
                while (level, place) in taken:
                    place += 1
                last = place + each.columns - 1
                for further in range(1, each.rows):
                    taken.update((level + further, column) for column in range(place, last + 1))
                self._span(self.row + level, place, last, each.text, below=each.rows - 1, **look)
                room = sum(self.widths[place : last + 1])
                lines = max(lines, ceil(_lines(each.text, room) / each.rows))
                place = last + 1
            self.sheet.set_row(self.row + level, LINE * lines)
        self.row += len(head)

    def _line(self, row: Row):
        if row.kind == "group":
            self._across(row.cells[0].text, bold=True, align="left", **GRID)
            return
        for place, (each, column) in enumerate(zip(row.cells, self.table.columns, strict=True)):
            look = {"align": each.align or column.align, **GRID}
            if row.kind == "total" or each.strong:
                look["bold"] = True
            if row.kind == "sub" and column.heads_row:
                look["indent"] = 1
            self._cell(place, each, look)
        # Not every program finds the height of a row by itself.
        self._height(max(_lines(each.text, room) for each, room in zip(row.cells, self.widths, strict=True)))

    def _cell(self, place, each: Cell, look):
        value = each.value
        if value is not None:
            look = {**look, "text_wrap": False}
        elif look["align"] == "right":
            look = {**look, "indent": 1}
        if isinstance(value, date) and value >= FIRST_DAY:
            self.sheet.write_datetime(self.row, place, value, self.formats(**look, num_format="dd/mm/yyyy"))
        elif isinstance(value, int | Decimal):
            self.sheet.write_number(self.row, place, value, self.formats(**look, num_format=_number_format(each)))
        else:
            self._text(self.row, place, each.text, self._form(each.text, **look))

    def _print(self, head, below):
        sheet, table = self.sheet, self.table
        (sheet.set_landscape if table.landscape else sheet.set_portrait)()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.79, right=0.59, top=0.79, bottom=0.79)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.repeat_rows(head, below - 1)
        sheet.set_footer(f'&L&"{FONT}"&10{self.book.notice}&R&"{FONT}"&10Trang &P/&N')
        sheet.freeze_panes(below, self._frozen())
        sheet.hide_gridlines(1)
        if not table.total and len(table.head) == 1 and all(row.kind == "plain" for row in table.rows):
            sheet.autofilter(head, 0, max(self.row - 1, head), self.last)

    def _frozen(self):
        """A wide table keeps the columns that say whose row it is."""
        heads = [place for place, column in enumerate(self.table.columns) if column.heads_row]
        return heads[0] + 1 if heads and heads[0] <= 1 and self.last >= 6 else 0


def _widths(table: Table) -> list[float]:
    room, whole = LYING if table.landscape else UPRIGHT, sum(column.width for column in table.columns)
    return [max(LEAST_WIDTH, round(room * column.width / whole, 1)) for column in table.columns]


def _lines(text: str, room: float) -> int:
    """How many lines a text takes in a cell as wide as `room` digits; capitals are as wide, letters narrower."""
    room *= 1 if text.isupper() else LETTERS
    if len(text) < room and "\n" not in text:
        return 1
    return max(1, sum(len(wrap(part, max(1, int(room)))) or 1 for part in text.splitlines()))


def _number_format(each: Cell) -> str:
    """Thousands and decimals as the reader's own computer writes them; a sign where the paper has one."""
    if isinstance(each.value, int) and each.value >= 1000 and each.text == str(each.value):
        return "0"  # a year, which has no thousands
    places = max(0, -each.value.as_tuple().exponent) if isinstance(each.value, Decimal) else 0
    # "_)" leaves as much room before the line as an indent does; some programs forget indents of numbers.
    plain = "#,##0" + ("." + "0" * places if places else "") + "_)"
    return f"+{plain};-{plain};0_)" if each.text.startswith("+") else plain
