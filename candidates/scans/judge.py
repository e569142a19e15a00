"""What a file is, by its content alone; nothing of its name or of what the browser says of it is asked.

Runs in the limited process only. `Unfit` carries a code; the words to it stand in `reasons`.
"""

import re
import warnings
from pathlib import Path

import pikepdf
from PIL import Image

from candidates.scans import limits

PHOTO, PDF = "photo", "pdf"
PHOTO_FORMATS = ("JPEG", "PNG")

_HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1", b"ftypavif")
_OFFICE = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_PROGRAM = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")
# A web page anywhere in the file; a second document in a picture; an archive's directory at the end.
_MARKUP = re.compile(rb"<(?:script|html|!doctype\s+html|iframe|svg)[\s>]", re.IGNORECASE)
_ZIP_END = b"PK\x05\x06"
_END_OF_PDF = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")

# Names of what a PDF may do by itself, or carry along.
_ACTS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
    "/RichMediaExecute", "/GoTo3DView", "/Trans", "/Hide", "/ResetForm",
}  # fmt: skip
_SCRIPTS = ("/JS", "/XFA", "/AA", "/RichMediaContent")
_CARRIED = ("/EmbeddedFiles", "/EF")


class Unfit(Exception):  # noqa: N818 - it is an answer, not a fault
    """A file is not taken; `code` says why, `file` which of several (from 1), where one alone is at fault."""

    def __init__(self, code, file=None):
        self.code, self.file = code, file
        super().__init__(code)


def judge(path):
    """PHOTO or PDF; raises `Unfit`. A PDF is opened and walked through, a photo only measured."""
    size = Path(path).stat().st_size
    if size == 0:
        raise Unfit("empty")
    if size > limits.MOST_BYTES:
        raise Unfit("too_heavy")
    content = Path(path).read_bytes()
    kind = _kind_of(content)
    _is_one_thing(content, kind)
    if kind == PHOTO:
        _measure(path)
    else:
        _walk(path, content)
    return kind


def _kind_of(content):
    head = content[:16]
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return PHOTO
    if head.startswith(b"%PDF-"):
        return PDF
    if head[4:12] in _HEIC:
        raise Unfit("heic")
    if head.startswith(_OFFICE):
        raise Unfit("office")
    if head.startswith(_PROGRAM):
        raise Unfit("program")
    raise Unfit("other_kind")


def _is_one_thing(content, kind):
    """A file that is a second thing besides is refused, though rewriting it would leave that out."""
    second = kind == PHOTO and b"%PDF-" in content
    if second or _ZIP_END in content[-66_000:] or _MARKUP.search(content):
        raise Unfit("two_things")


def _measure(path):
    """The size that the head of the picture states, before any of it is decoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=PHOTO_FORMATS) as image:
                width, height = image.size
        except Image.DecompressionBombError:
            raise Unfit("pixels") from None
        except (OSError, SyntaxError, ValueError):
            raise Unfit("cut_photo") from None
    if width * height > limits.MOST_PIXELS:
        raise Unfit("pixels")


def _walk(path, content):
    if not _END_OF_PDF.search(content[-2048:]):
        raise Unfit("cut_pdf")
    try:
        with pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as document:
            if document.is_encrypted:
                raise Unfit("locked")
            if len(document.objects) > limits.MOST_OBJECTS:
                raise Unfit("complex")
            _does_nothing(document)
            _is_readable(document)
    except pikepdf.PasswordError:
        raise Unfit("locked") from None
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, RecursionError):
        raise Unfit("cut_pdf") from None


def _does_nothing(document):
    """Neither a script nor an act that starts by itself, nor another file inside."""
    for part in document.objects:
        _look_at(part, 0)
    opens = document.Root.get("/OpenAction")
    if isinstance(opens, pikepdf.Dictionary) and str(opens.get("/S", "")) not in ("", "/GoTo"):
        raise Unfit("acts")


def _look_at(part, depth):
    """One part of a PDF and what stands directly in it; what it refers to is a part of its own."""
    if depth > limits.DEEPEST:
        raise Unfit("complex")
    if isinstance(part, pikepdf.Array):
        inside = list(part)
    elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
        _says_nothing_odd(part)
        inside = [value for _, value in part.items()]
    else:
        return
    for each in inside:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            _look_at(each, depth + 1)


def _says_nothing_odd(part):
    if any(key in part for key in _CARRIED) or part.get("/Type") == "/EmbeddedFile":
        raise Unfit("carries")
    if any(key in part for key in _SCRIPTS) or str(part.get("/S", "")) in _ACTS:
        raise Unfit("acts")
    if part.get("/Subtype") == "/Image" and int(part.get("/Width", 0)) * int(part.get("/Height", 0)) > (
        limits.MOST_PIXELS
    ):
        raise Unfit("pixels")


def _is_readable(document):
    count = len(document.pages)
    if count == 0:
        raise Unfit("no_page")
    if count > limits.MOST_PAGES:
        raise Unfit("pages")
