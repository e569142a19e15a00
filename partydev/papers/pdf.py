"""HTML to PDF; the only importer of weasyprint.

The renderer reads the fonts and drawings of our static folder and nothing else: no network, no
other file, no data URL, and nothing at all once the pages are laid out, so no link can attach a file.
"""

import ctypes
import gc
import logging
import re
import threading
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import weasyprint
from django.conf import settings
from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import Box, ReplacedBox
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from . import aside

# Archive and accessibility tags at once. Without dates in the metadata the same report gives the same bytes.
VARIANT = "pdf/a-3a"
TYPES = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml", ".png": "image/png"}

# What the tags are made of, when all pages are painted: the library asks for nothing else of a box but a picture's.
TOLD_BY_TAGS = frozenset(
    ("element", "element_tag", "style", "children", "colspan", "rowspan", "is_table_wrapper",
     "link_annotation", "widget_annotation")
)  # fmt: skip
MANY = 20  # pages whose memory is worth a second's search

logger = logging.getLogger(__name__)

# Pango and fontconfig keep state in the process: one rendering at a time.
_rendering = threading.Lock()


class ForbiddenError(ValueError):
    """The document asked for something outside our static folder."""


class StaticFetcher(URLFetcher):
    """Opens files below the static folder, judged by where their resolved path leads; refuses all else."""

    def __init__(self, root: Path):
        super().__init__(allowed_protocols=["file"], allow_redirects=False)
        self._root = root.resolve(strict=True)
        self._closed = False

    def close(self):
        """Refuse everything from now on."""
        self._closed = True

    def fetch(self, url, headers=None):
        """The file's bytes, read here: what was judged is what is given. Raises ForbiddenError."""
        path = None if self._closed else self._allowed(url)
        if path is None:
            raise ForbiddenError("Not a file of the static folder.")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})

    def _allowed(self, url: str) -> Path | None:
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc or "\0" in unquote(parts.path):
            return None
        path = Path(unquote(parts.path)).resolve()
        inside = path.is_relative_to(self._root) and path.suffix in TYPES and path.is_file()
        return path if inside else None


class Paper(HTML):
    """A page that knows no notes: the library gives every element, each cell of a long list too, six styles for its
    footnotes and markers, a third of all its memory. The same bytes as `HTML` gives.
    """

    def _ua_stylesheets(self, forms=False):
        return [_plain_style()]


@cache
def _plain_style():
    return CSS(string=without_notes())


def without_notes():
    """The library's own style without rules for notes, and markers for list items only."""
    text = (Path(weasyprint.__file__).parent / "css/html5_ua.css").read_text()
    text = re.sub(r"(?m)^::(?:footnote|note)-[^\n]*$", "", text)
    return text.replace("\n::marker {", "\n:is(li, summary)::marker {")


class Sheet(Page):
    """A page laid out that, once painted, forgets where its boxes stood and holds its drawing in one piece: of a long
    list a quarter of all memory. It is painted once. The same bytes as `Page` gives.
    """

    def __init__(self, page: Page):
        vars(self).update(vars(page))

    def paint(self, stream, scale=1):
        super().paint(stream, scale)
        stream.stream[:] = [b"\n".join(map(_bytes_of, stream.stream))]
        for box in list(self._page_box.descendants()):
            if isinstance(box, Box) and not isinstance(box, ReplacedBox):
                box.__dict__ = {name: value for name, value in vars(box).items() if name in TOLD_BY_TAGS}


def _bytes_of(piece):
    said = getattr(piece, "data", piece)  # of an object of the file
    return said if isinstance(said, bytes) else str(said).encode("ascii")


def _give_back(document, _written=None):
    """What a long paper needs no more goes back to the system, so that the next step does not come on top of it.

    The boxes as they were before the layout refer to each other in a circle, and glibc keeps holes for itself.
    """
    if len(document.pages) > MANY:
        gc.collect()
        if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):  # of glibc alone
            trim(0)


@dataclass(frozen=True)
class Held:
    """A file inside the PDF, given as bytes; `about` says what it is, `made` when."""

    name: str
    content: bytes
    about: str
    made: datetime


def render(html: str, held: Sequence[Held] = ()) -> bytes:
    """The PDF of a page styled by `static/css/document.css`; the same page and files give the same bytes."""
    return render_together([html], held)


def render_together(htmls: Sequence[str], held: Sequence[Held] = ()) -> bytes:
    """One PDF of several pages, each laid out by itself: every paper begins its own numbers of pages.

    Long ones by a process of their own, which raises `aside.TooLargeError` at its limits.
    """
    if aside.is_asked(htmls):
        return aside.render_together(htmls, held)
    static = settings.BASE_DIR / "static"
    fetcher, fonts = StaticFetcher(static), FontConfiguration()
    with _rendering:
        style = CSS(filename=static / "css/document.css", font_config=fonts, url_fetcher=fetcher)
        first, *more = [
            Paper(string=html, url_fetcher=fetcher).render(font_config=fonts, stylesheets=[style], pdf_variant=VARIANT)
            for html in htmls
        ]
        # Links that attach files are followed only now, at writing.
        fetcher.close()
        whole = first.copy([Sheet(page) for each in (first, *more) for page in each.pages])
        _give_back(whole)
        files = [_attachment(each, fetcher) for each in held]
        return whole.write_pdf(pdf_variant=VARIANT, attachments=files, finisher=_give_back)


def render_on_one_page(pages: Sequence[Callable[[], str]]) -> bytes:
    """The PDF of the fullest of `pages` that takes one page; of the last if none does.

    Each makes its HTML and is less full than the one before, so that a few have to be laid out and not all.
    """
    static = settings.BASE_DIR / "static"
    fetcher, fonts, made = StaticFetcher(static), FontConfiguration(), {}
    with _rendering:
        style = CSS(filename=static / "css/document.css", font_config=fonts, url_fetcher=fetcher)

        def laid_out(place):
            if place not in made:
                html = Paper(string=pages[place](), url_fetcher=fetcher)
                made[place] = html.render(font_config=fonts, stylesheets=[style], pdf_variant=VARIANT)
            return made[place]

        first = bisect_left(range(len(pages) - 1), 1, key=lambda place: len(laid_out(place).pages) == 1)
        whole = laid_out(first)
        fetcher.close()
        if len(whole.pages) > 1:
            logger.warning("A paper of one page takes %d, however much is left out.", len(whole.pages))
        return whole.write_pdf(pdf_variant=VARIANT)


def _attachment(held, fetcher):
    made = held.made.astimezone(UTC)
    return Attachment(string=held.content, name=held.name, description=held.about, created=made, modified=made,
                      relationship="Data", url_fetcher=fetcher)  # fmt: skip
