"""A Document as plain text, for terminals and for reading with grep."""

from collections.abc import Iterator
from textwrap import wrap

from .document import Document, Numbered, Table

WIDTH = 100


def as_text(document: Document) -> str:
    """Everything the paper says, charts as their description; ends with a line break."""
    return "\n".join(_lines(document)).rstrip("\n") + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield from _head(document)
    yield from _body(document)
    yield from _foot(document)
    for place, annex in enumerate(document.annexes, 1):
        heading = f"PHỤ LỤC {place}" if len(document.annexes) > 1 else "PHỤ LỤC"
        yield from ("", heading, annex.title, document.annex_line)
        yield from _blocks(annex)
    for line in filter(None, (document.foot_mark, document.notice)):
        yield from ("", line)


def _body(document: Document) -> Iterator[str]:
    if document.addressee:
        yield from (f"Kính trình: {document.addressee}", "")
    if document.addressees:
        yield from ("Kính gửi:", *(f"- {each}" for each in document.addressees), "")
    for line in (*document.base_lines, *(paragraph.text for paragraph in document.opening)):
        yield from _wrapped(line)
    if document.resolves:
        yield from ("", document.resolves, "")
    for paragraph in document.article_paragraphs:
        yield from _wrapped(paragraph.text)
    for table in document.tables:
        yield from ("", *_table(table), "")
    for numbered in document.outline:
        yield from _section(numbered)


def _foot(document: Document) -> Iterator[str]:
    if document.letterhead.dated_below and document.has_foot:
        yield from ("", *filter(None, [document.number_below]), document.date_line)
    for signature in filter(None, (document.beside, document.signature)):
        lines = (signature.capacity, signature.post, *filter(None, [signature.hint]), "", signature.name)
        yield from ("", *(line for line in lines if line is not None))
    if document.recipients:
        yield from ("", "Nơi nhận:", *document.recipient_lines)


def _head(document: Document) -> Iterator[str]:
    head = document.letterhead
    above = not head.dated_below
    yield from filter(None, [document.guide])
    yield from (name.upper() for name in (document.upper_name, document.issuer_name) if name)
    yield from filter(None, [head.mark, above and document.number_line])
    if document.is_draft:
        yield document.draft_line
    yield from ("", head.heading, *filter(None, [head.motto, above and document.date_line]), "")
    yield from filter(None, [document.kind_line, *document.subject, document.attached_to, head.dashes])
    yield ""


def _section(numbered: Numbered) -> Iterator[str]:
    yield from ("", numbered.heading)
    for paragraph in numbered.section.paragraphs:
        yield from _wrapped(paragraph.text)
    yield from _blocks(numbered.section)
    for child in numbered.children:
        yield from _section(child)
    if signer := numbered.section.signature:
        yield from ("", *filter(None, (numbered.section.signed_on, signer.capacity, signer.post, signer.name)))


def _wrapped(text: str) -> Iterator[str]:
    for line in text.splitlines() or [""]:
        yield from wrap(line, WIDTH, break_long_words=False) or [""]


def _blocks(holder) -> Iterator[str]:
    for table in holder.tables:
        yield from ("", *_table(table), "")
    for chart in holder.charts:
        yield from _wrapped(f"Biểu đồ: {chart.title}. {chart.description}")


def _table(table: Table) -> Iterator[str]:
    yield table.title
    if table.unit:
        yield f"({table.unit})"
    rows = [[column.label for column in table.columns]]
    rows += [[cell.text for cell in row.cells] for row in table.all_rows if row.kind != "group"]
    rooms = [max(len(row[place]) for row in rows) for place in range(len(table.columns))]
    aligns = [column.align for column in table.columns]
    yield _row(rows[0], rooms, aligns)
    yield "-+-".join("-" * room for room in rooms)
    for row in table.all_rows:
        if row.kind == "group":
            yield row.cells[0].text
        else:
            yield _row([cell.text for cell in row.cells], rooms, aligns)
    yield from table.notes


def _row(texts: list[str], rooms: list[int], aligns: list[str]) -> str:
    signs = {"left": "<", "center": "^", "right": ">"}
    cells = (f"{text:{signs[align]}{room}}" for text, room, align in zip(texts, rooms, aligns, strict=True))
    return " | ".join(cells).rstrip()
