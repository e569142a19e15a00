"""Reading a printed paper: its text, its pages and the fonts inside."""

from io import BytesIO
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from partydev.papers import rendering

SERIF = {"Liberation-Serif", "Liberation-Serif-Bold", "Liberation-Serif-Italic", "Liberation-Serif-Bold-Italic"}


def pages_of(document):
    """The text of every page of the document's PDF, with single spaces."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(rendering.as_pdf(document))).pages]


def fonts_of(document):
    """Font name -> whether it is embedded."""
    found = {}
    for page in PdfReader(BytesIO(rendering.as_pdf(document))).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            found[descendant["/BaseFont"].split("+")[1]] = "/FontFile2" in descendant["/FontDescriptor"]
    return found


def sizes_of(document, page=0):
    """(text, size in points, font name) of every piece of text of a page."""
    found = []

    def visit(text, cm, tm, font, size):
        if text.strip() and font:
            found.append((text.strip(), round(abs(cm[0] * tm[0]) * size, 1), str(font["/BaseFont"]).split("+")[-1]))

    PdfReader(BytesIO(rendering.as_pdf(document))).pages[page].extract_text(visitor_text=visit)
    return found


def letters_missing_of(document):
    """The letters that our serif does not have: they would be printed as boxes."""
    font = TTFont(Path(settings.BASE_DIR, "static/fonts/LiberationSerif-Regular.ttf"))
    return {letter for letter in rendering.as_text(document) if ord(letter) not in font.getBestCmap()} - {
        "\n",
        "\u200b",
    }


def faults_of(document):
    """What a Party office would send back: a wrong font, a box, a dotted blank, code words, a torn signature."""
    pages, fonts = pages_of(document), fonts_of(document)
    text = " ".join(pages)
    signer = " ".join(document.signature.name.split())
    found = [f"font {name}" for name, embedded in fonts.items() if name not in SERIF or not embedded]
    found += [f"box for {letter}" for letter in letters_missing_of(document)]
    found += [f"says {mark!r}" for mark in ("…", "..", "None", "  ", "[", "]", ". .", ";.") if mark in text]
    role = document.signature.capacity or document.signature.post
    if not any(role in page and signer in page for page in pages):
        found.append("signature is torn")
    return found


def said_by(document):
    """The text of the whole PDF."""
    return " ".join(pages_of(document))
