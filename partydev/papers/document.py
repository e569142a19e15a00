"""What a paper says, before anyone decides how it is shown.

Frozen dataclasses only: an app builds a `Document`; rendering turns the same one into a page
fragment, a PDF and text. Nothing here queries, and nothing here knows HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from partydev import dates

from .letterheads import CERTIFICATE, COMMITTEE, Letterhead
from .lettering import balance
from .tables import NOTHING, Cell, Column, HeadCell, Placed, Row, Table, cell, change_cell, percent_cell

__all__ = [
    "NOTHING",
    "NO_PLACE",
    "Annex",
    "Article",
    "Cell",
    "Chart",
    "Column",
    "Document",
    "HeadCell",
    "Numbered",
    "Paragraph",
    "Placed",
    "Row",
    "Section",
    "Signature",
    "Table",
    "article",
    "cell",
    "change_cell",
    "number",
    "paragraph",
    "percent_cell",
]

# 70 mm in points, and a tenth more: capitals of the serif are that much narrower than lettering reckons.
NAME_ROOM = 220
WIDE_NAME_ROOM = 330  # on a lying page
NO_PLACE = "…………"  # room to write the place by hand
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
LETTERS = "abcdđeghiklmnopqrstuvxy"


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

    Paragraphs may be given as strings. Sections of a form that counts its parts itself carry their own `mark`
    ("15. "; "" for none), and the heading stays as it is written. `own_page` begins on a new page, `room`
    leaves space to write by hand, and `signature` is signed there, below the line `signed_on`.
    """

    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    children: tuple["Section", ...] = ()
    mark: str | None = None
    own_page: bool = False
    room: bool = False
    signature: "Signature | None" = None
    signed_on: str = ""

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
        counted = section.mark is None
        heading = section.heading.upper() if depth == 0 and counted else section.heading
        marks = (f"{_mark(ROMAN, index)}- ", f"{index + 1}. ", f"{_mark(LETTERS, index)}) ")
        mark = (marks[depth] if depth < len(marks) else "- ") if counted else section.mark
        numbered.append(Numbered(mark + heading, depth, section, number(section.children, depth + 1)))
    return tuple(numbered)


def _mark(marks: Sequence[str], index: int) -> str:
    return marks[index] if index < len(marks) else str(index + 1)


@dataclass(frozen=True)
class Article:
    """An article of a decision; "Điều 1." is set before its first paragraph by its place."""

    paragraphs: tuple[Paragraph, ...]


def article(*paragraphs: Paragraph | str) -> Article:
    return Article(_paragraphs(paragraphs))


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
    """`capacity` T/M ĐẢNG ỦY, `post` BÍ THƯ, `name` without title or degree; empty until known.

    `hint` says below the post how to sign: "(Ký, đóng dấu, ghi rõ họ và tên)".
    """

    capacity: str
    post: str
    name: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Document:
    """A Party paper in the form of Hướng dẫn 05-HD/VPTW. Opening paragraphs may be given as strings.

    `symbol` is what follows the number: "BC/ĐU"; a list that goes with another paper has none, and
    says so in `attached_to`. `addressee` is whom a tờ trình is laid before. `tables` follow the opening.
    `beside` signs on the left, in place of the recipients (minutes). `landscape`: every page lies.
    `number_as_typed`, "12-TTr/BXDĐ", is printed as it stands in place of number and symbol.
    `withheld` keeps the draft mark though number and date are known. `notice` stands at the foot of
    every page (the demonstration's data).

    Official forms: `letterhead` says whose paper it is; `addressees` are the "Kính gửi" of a form or a letter;
    an empty `kind` makes a letter (công văn), whose `subject` ("về việc …") stands below its number.
    A decision has `bases` (without hyphens and marks at the end), the line `resolves` ("QUYẾT ĐỊNH") and `articles`.
    `draft_turn`: None leaves the draft mark to number and date; 0 is a paper to be signed, without any mark;
    from 1 on it is "Dự thảo lần thứ …", and `draft_mark` (form and edition) stands small at the foot of its pages.
    `guide` says above the heading that the paper is to be copied by hand, so it is nobody's draft; `photo` leaves
    room for a picture. `copy_mark` stands at the foot of the copy that the system keeps of a numbered paper.
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
    letterhead: Letterhead = COMMITTEE
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    resolves: str = ""
    articles: tuple[Article, ...] = ()
    draft_turn: int | None = None
    draft_mark: str = ""
    guide: str = ""
    photo: bool = False
    copy_mark: str = ""

    def __post_init__(self):
        object.__setattr__(self, "opening", _paragraphs(self.opening))

    @property
    def is_draft(self) -> bool:
        """What `draft_turn` says; else true until it has a number and a date and nobody withholds it."""
        if self.guide:
            return False
        if self.draft_turn is not None:
            return self.draft_turn > 0
        return self.withheld or not (self.number_as_typed or self.number is not None) or self.issued_on is None

    @property
    def draft_line(self) -> str:
        return f"Dự thảo lần thứ {self.draft_turn}" if self.draft_turn else "DỰ THẢO"

    @property
    def foot_mark(self) -> str:
        """The small mark of a draft, a guide or a system's own copy; a paper to be signed carries none."""
        return self.draft_mark if self.is_draft or self.guide else self.copy_mark

    @property
    def has_foot(self) -> bool:
        """Whether anybody signs at the end; a paper signed within its sections has no foot."""
        signer = self.signature
        return bool(signer.capacity or signer.post or signer.name or self.beside or self.recipients)

    @property
    def is_letter(self) -> bool:
        """A letter has no name of its type: its subject stands below its number."""
        return not self.kind

    @property
    def about_lines(self) -> list[str]:
        """A letter's subject, in lines that fit below its number."""
        return balance(" ".join(self.subject), 12, NAME_ROOM)

    @property
    def head_template(self) -> str:
        return f"papers/_head_{self.letterhead.style}.html"

    @property
    def number_below(self) -> str:
        """The number beside the signature, where the head has none (a certificate)."""
        return self.number_line if self.letterhead.dated_below else ""

    @property
    def kind_line(self) -> str:
        """The paper's type in capitals; one that names the Party is given as "Đơn xin vào Đảng"."""
        return self.kind.upper()

    @property
    def author(self) -> str:
        """For the file's metadata: who issues it."""
        return self.issuer_name or self.signature.name

    @property
    def _name_room(self) -> int:
        return WIDE_NAME_ROOM if self.landscape or self.letterhead == CERTIFICATE else NAME_ROOM

    @property
    def upper_lines(self) -> list[str]:
        """The upper organisation's name in capitals, in lines of about the same length."""
        return balance(self.upper_name.upper(), 14, self._name_room)

    @property
    def issuer_lines(self) -> list[str]:
        """The issuing organisation's name, likewise."""
        return balance(self.issuer_name.upper(), 14, self._name_room)

    @property
    def number_line(self) -> str:
        """ "Số 05-BC/ĐU"; with room to write while there is no number; empty without a symbol."""
        if not self.symbol:
            return ""
        word = self.letterhead.number_word
        if self.number_as_typed:
            return f"{word} {self.number_as_typed}"
        written = " " * 5 if self.number is None else f"{self.number:02}"
        return f"{word} {written}-{self.symbol}"

    @property
    def date_line(self) -> str:
        """ "Lào Cai, ngày 05 tháng 02 năm 2026"; with room to write while there is no date."""
        room = " " * 6
        blank = (
            f"ngày{room}tháng{room}năm{room}"
            if self.draft_turn == 0 or self.guide
            else f"ngày{room}tháng{room}năm 20…"
        )
        day = dates.in_words(self.issued_on) if self.issued_on else blank
        return f"{self.place}, {day}" if self.place else day

    @property
    def title(self) -> str:
        """One line for the window, the file's metadata and the bookmark."""
        kind = self.kind.capitalize() if self.kind.isupper() else self.kind
        return " ".join((kind or "Công văn", *self.subject))

    @property
    def base_lines(self) -> list[str]:
        """Each base with its hyphen, ";" after it and a comma after the last, before the resolving line."""
        bare = [base.rstrip(" ,;.") for base in self.bases]
        last = "," if self.resolves else "."
        return [f"- {base}{';' if index < len(bare) else last}" for index, base in enumerate(bare, 1)]

    @property
    def article_paragraphs(self) -> tuple[Paragraph, ...]:
        """The articles' text, each beginning with its number in bold: "Điều 1"."""
        numbered = []
        for place, each in enumerate(self.articles, 1):
            first, *rest = each.paragraphs
            numbered += [Paragraph((Cell(f"Điều {place}. ", strong=True), *first.runs)), *rest]
        return tuple(numbered)

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
