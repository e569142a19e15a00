"""The summary before a meeting: one page with the six numbers, targets, the forecast, and where to urge.

It names units, never persons, and is a working paper: no number, nobody signs it.
"""

from dataclasses import dataclass
from functools import partial

from django.conf import settings

from branches.models.organization import committee_of
from partydev.dates import format_date
from partydev.numbers import integer, percent_in_prose, two_digits
from partydev.papers.document import (
    NO_PLACE,
    Cell,
    Column,
    Document,
    Row,
    Section,
    Signature,
    Table,
    cell,
    change_cell,
)
from partydev.papers.letterheads import BRIEF
from partydev.papers.rendering import as_pdf_on_one_page
from reports.leading.aims import Aim, aims
from reports.leading.attention import Unit, units_in_need
from reports.leading.forecasting import Outlook, outlook
from reports.leading.outside import Compared, beside_outside
from reports.leading.six import Number, six
from reports.links import nowhere
from reports.periods import dates, year_of

NAME, CAUSE = 90, 150  # letters of a unit's name, of one cause


@dataclass(frozen=True)
class Room:
    """How much of what may be long is shown; what is left out is counted in words."""

    units: int
    aims: int
    outside: int


# The fullest first; the last fits under the longest names, with everything cut.
ROOMS = (
    *(Room(units, 8, 4) for units in (14, 11, 9)),
    *(Room(units, 6, 3) for units in (9, 8, 7, 6)),
    *(Room(units, 5, 2) for units in (6, 5, 4)),
    *(Room(units, 4, 1) for units in (4, 3, 2)),
    *(Room(units, 3, 0) for units in (2, 1)),
    Room(0, 2, 0),
)


@dataclass(frozen=True)
class Brief:
    """What the summary says, read once."""

    organization: object
    year: object  # the reporting year so far
    numbers: list[Number]
    aims: list[Aim]
    outlook: Outlook
    outside: list[Compared]
    in_need: list[Unit]


def brief_of(organization, year):
    """`Brief` as of the last day of `year`, the reporting year so far."""
    today, whole = year.end, year_of(year.end, year.calendar)
    return Brief(
        organization=organization,
        year=year,
        numbers=six(organization, year, whole.year),
        aims=aims(organization, year),
        outlook=outlook(organization, year, whole.end),
        outside=beside_outside(organization, today, year.calendar),
        in_need=units_in_need(organization, year, today),
    )


def as_document(brief, room=ROOMS[0], link=nowhere):
    """The summary as a `Document`."""
    organization, on = brief.organization, brief.year.end
    parts = (
        ("Kết quả từ đầu năm", (), (_numbers(brief, link),)),
        ("Chỉ tiêu của năm và của cả nhiệm kỳ", *_aims(brief, room, link)),
        (f"Dự báo đến hết năm {brief.outlook.year}", _outlook(brief.outlook), ()),
        ("So với số liệu ngoài đơn vị", _outside(brief.outside, room), ()),
        ("Đơn vị cần quan tâm, đôn đốc", *_in_need(brief.in_need, room)),
    )
    kept = [part for part in parts if part[1] or part[2]]
    return Document(
        upper_name=cut(committee_of(organization.parent.name_on(on)), NAME) if organization.parent else "",
        issuer_name=cut(committee_of(organization.name_on(on)), NAME),
        place=cut(organization.place_or_named, 30) or NO_PLACE,
        symbol="",
        kind="TÓM TẮT TRƯỚC CUỘC HỌP",
        subject=("Công tác phát triển đảng viên", f"Số liệu đến hết ngày {format_date(on)}"),
        sections=tuple(
            Section(heading, paragraphs, tables, mark=f"{place}. ")
            for place, (heading, paragraphs, tables) in enumerate(kept, 1)
        ),
        signature=Signature("", ""),
        issued_on=on,
        letterhead=BRIEF,
        draft_turn=0,
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
    )


def as_one_page(brief):
    """The PDF of exactly one page."""
    return as_pdf_on_one_page([partial(as_document, brief, room) for room in ROOMS])


def cut(text, most):
    """At most `most` letters, at the end of a word where there is one, with an ellipsis for the rest."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return kept.rsplit(" ", 1)[0].rstrip(" ,;-–") + "…"


def _numbers(brief, link):
    columns = (Column("Số liệu", 40, "left", heads_row=True), Column("Đến nay", 12), Column("Cùng kỳ năm trước", 14),
               Column("Tăng (+), giảm (-)", 13), Column("So với chỉ tiêu năm", 21, "left"))  # fmt: skip
    rows = tuple(
        Row.of(
            number.label,
            cell(number.value, link(number.key, brief.organization, brief.year)),
            number.before,
            change_cell(number.change),
            f"{percent_in_prose(number.value, number.target)}% của {integer(number.target)}" if number.target else "–",
        )
        for number in brief.numbers
    )
    return Table("tom-tat-so-lieu", "Kết quả từ đầu năm", columns, rows)


def _aims(brief, room, link):
    if not brief.aims:
        return ("Chưa ghi chỉ tiêu.",), ()
    columns = (
        Column("Chỉ tiêu", 26, "left", heads_row=True),
        Column(f"Năm {brief.outlook.year}", 37, "left"),
        Column("Cả nhiệm kỳ", 37, "left"),
    )
    rows = [
        Row.of(aim.label, _column(aim.year, brief, link), _column(aim.term, brief, link))
        for aim in brief.aims[: room.aims]
    ]
    more = len(brief.aims) - room.aims
    notes = (f"và {two_digits(more)} chỉ tiêu khác.",) if more > 0 else ()
    return (), (Table("tom-tat-chi-tieu", "Chỉ tiêu của năm và của cả nhiệm kỳ", columns, tuple(rows), notes=notes),)


def _column(reached, brief, link):
    """What stands in one cell: the newest of each source, the rest counted; one that is alone leads to its list."""
    if not reached:
        return Cell("–")
    newest = {each.source: each for each in sorted(reached, key=lambda each: each.starts_on)}
    shown, more = [each for each in reached if each in newest.values()], len(reached) - len(newest)
    words = "; ".join(_said(each) for each in shown) + (f"; và {two_digits(more)} kết quả khác" if more else "")
    if len(reached) > 1:
        return Cell(words)
    counted = dates(reached[0].starts_on, reached[0].ends_on, brief.year.calendar)
    return Cell(words, link(reached[0].key, brief.organization, counted))


def _said(each):
    if each.whole is None:
        result = f"{integer(each.part)} {each.of}" if each.of == "đồng chí" else _small(each.lacks)
    else:
        result = f"{integer(each.part)}/{integer(each.whole)} = {each.percent}%"
    wanted = f" (chỉ tiêu {each.wanted})" if each.wanted.startswith("từ ") else ""
    judged = f", {_small(each.said)}" if each.said else ""
    return f"{each.source}, {each.span}: {result}{wanted}{judged}"


def _small(sentence):
    return sentence[0].lower() + sentence[1:]


def _outlook(outlook):
    return tuple(
        " ".join(filter(None, words))
        for words in ((outlook.headline, outlook.because, outlook.target), (outlook.tried, *outlook.beside))
        if any(words)
    )


def _outside(lines, room):
    said = [
        f"- {line.label}, {cut(_small(line.area), NAME)}, {line.span}: {line.value} ({_source(line)})."
        + (f" Của đơn vị, cùng thời gian: {line.own}." if line.own else "")
        for line in lines[: room.outside]
    ]
    more = len(lines) - len(said)
    return (*said, f"và {two_digits(more)} số liệu khác.") if said and more else tuple(said)


def _source(line):
    """A long name is cut, its day never."""
    return f"{cut(line.document, NAME)}, {format_date(line.document_on)}"


def _in_need(units, room):
    if not units:
        return ("Không có đơn vị nào.",), ()
    if not room.units:
        return (f"Có {two_digits(len(units))} đơn vị; xem danh sách trên hệ thống.",), ()
    columns = (Column("Đơn vị", 32, "left", heads_row=True), Column("Nguyên nhân", 68, "left"))
    rows = tuple(
        Row.of(cut(unit.name, NAME), " ".join(cut(cause, CAUSE) for cause in unit.causes))
        for unit in units[: room.units]
    )
    more = len(units) - room.units
    notes = (f"và {two_digits(more)} đơn vị khác.",) if more > 0 else ()
    return (), (Table("tom-tat-don-vi", "Đơn vị cần quan tâm, đôn đốc", columns, rows, notes=notes),)
