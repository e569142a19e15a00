"""The same Document as a fragment of a page, a page of its own, a PDF, and text for the terminal."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from . import pdf
from .document import Document
from .text import as_text
from .xlsx import as_xlsx, book_of

__all__ = [
    "as_archive",
    "as_ballots",
    "as_fragment",
    "as_one_pdf",
    "as_page",
    "as_pdf",
    "as_pdf_on_one_page",
    "as_text",
]


def as_fragment(document: Document, *, linked: bool = True) -> SafeString:
    """The paper inside a page that has its own heading and links `css/document.css`."""
    return render_to_string("papers/_document.html", {"document": document, "linked": linked, "level": 2})


def as_page(document: Document) -> SafeString:
    """The whole HTML that the PDF is made of: no links, its style given by the renderer."""
    return render_to_string("papers/page.html", {"document": document, "linked": False, "level": 1})


def as_pdf(document: Document) -> bytes:
    """The PDF; the same document gives the same bytes."""
    return pdf.render(as_page(document))


def as_archive(document: Document, made: datetime) -> bytes:
    """The PDF to be kept for good: it holds its tables as a spreadsheet made at `made`, so that one file is enough.

    The same document and time give the same bytes.
    """
    book = book_of(document)
    sheets = [pdf.Held("so-lieu.xlsx", as_xlsx(book), "Các bảng số liệu của văn bản này", made)] if book.tables else []
    return pdf.render(as_page(document), sheets)


def as_pdf_on_one_page(makers: Sequence[Callable[[], Document]]) -> bytes:
    """The PDF of the fullest document that takes one page; `makers` make each less full than the one before."""
    return pdf.render_on_one_page([lambda make=make: as_page(make()) for make in makers])


def as_one_pdf(documents: Sequence[Document]) -> bytes:
    """Several documents one after the other, each from a page of its own."""
    return pdf.render_together([as_page(document) for document in documents])


def as_ballots(documents: Sequence[Document], copies: int) -> bytes:
    """Each document `copies` times, A5, two of a kind to a lying A4 sheet that is cut in the middle."""
    whole, odd = divmod(copies, 2)
    sheets = [sheet for each in documents for sheet in [[each, each]] * whole + [[each]] * odd]
    return pdf.render(render_to_string("papers/ballots.html", {"sheets": sheets}))
