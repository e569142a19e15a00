"""Reading a printed paper: its text, its pages and the fonts inside."""

from io import BytesIO

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
