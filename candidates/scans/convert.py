"""Photos and PDFs made into one PDF that holds their pages and nothing else. Runs in the limited process only."""

import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image, ImageFilter, ImageOps, ImageStat

from candidates.scans.judge import PHOTO, PHOTO_FORMATS, Unfit

A4 = (595, 842)  # points
MARGIN = 14
LONG_SIDE = 2340  # pixels: A4 at 200 to the inch, where handwriting stays readable
QUALITY = 80
# Below: a photo of which one reads little. Measured on a picture of 500 pixels.
DARK, BLURRED = 70, 18
# What a digital signature in a PDF is called, and the byte with which it begins.
SIGNATURES = {"/adbe.pkcs7.detached", "/adbe.pkcs7.sha1", "/ETSI.CAdES.detached", "/ETSI.RFC3161"}
DER = b"\x30"
FIELDS_DEEP = 20


def join(files, target):
    """Write the pages of `files`, (path, kind) in order, to `target`; returns (pages, numbers of pages hard to read).

    A single PDF that bears a digital signature stays as it is, byte by byte: rewritten, the signature were void.
    """
    if len(files) == 1 and files[0][1] != PHOTO and _is_signed(files[0][0]):
        with pikepdf.open(files[0][0]) as document:
            pages = len(document.pages)
        shutil.copyfile(files[0][0], target)
        return pages, []
    unclear = []
    with pikepdf.Pdf.new() as whole:
        for number, (path, kind) in enumerate(files, 1):
            try:
                if kind != PHOTO:
                    _add_pages(whole, path)
                elif _add_photo(whole, path):
                    unclear.append(len(whole.pages))
            except Unfit as unfit:
                raise Unfit(unfit.code, number) from None
        whole.remove_unreferenced_resources()
        whole.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
        return len(whole.pages), unclear


def _is_signed(path):
    """Whether a signature of the form's own fields covers the file as it stands, to its last byte."""
    size = Path(path).stat().st_size
    with pikepdf.open(path) as document:
        form = document.Root.get("/AcroForm")
        fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
        return isinstance(fields, pikepdf.Array) and any(_covers(field, size) for field in _leaves(fields, 0))


def _leaves(fields, depth):
    for field in fields:
        kids = field.get("/Kids") if isinstance(field, pikepdf.Dictionary) else None
        if isinstance(kids, pikepdf.Array) and depth < FIELDS_DEEP:
            yield from _leaves(kids, depth + 1)
        yield field


def _covers(field, size):
    if not isinstance(field, pikepdf.Dictionary) or field.get("/FT") != "/Sig":
        return False
    signature = field.get("/V")
    if not isinstance(signature, pikepdf.Dictionary) or str(signature.get("/SubFilter", "")) not in SIGNATURES:
        return False
    try:
        start, first, second, rest = [int(number) for number in signature.get("/ByteRange", ())]
        content = bytes(signature.Contents)
    except (TypeError, ValueError, AttributeError):
        return False
    # Only the signature itself, in its hexadecimal digits and brackets, lies outside of what it covers.
    between = second - first
    is_whole = start == 0 and first > 0 and second + rest == size and between >= 2 * len(content)
    return is_whole and between <= 2 * len(content) + 2 and content[:1] == DER


def _add_pages(whole, path):
    """Pages alone: what the document says of itself, its author and its forms stay behind."""
    with pikepdf.open(path, attempt_recovery=False) as document:
        for page in document.pages:
            for key in ("/Metadata", "/PieceInfo", "/LastModified"):
                if key in page:
                    del page[key]
        for part in document.objects:
            if isinstance(part, pikepdf.Stream) and part.get("/Subtype") == "/Image":
                _forget_where(part)
        whole.pages.extend(document.pages)


def _forget_where(image):
    """A photo inside a PDF keeps its pixels and loses what the camera wrote beside them."""
    if "/Metadata" in image:
        del image["/Metadata"]
    filters, settings = _filters(image)
    if not filters or filters[-1] != "/DCTDecode":
        return
    jpeg = image.read_raw_bytes()
    if filters[:-1]:  # packed once more around the photo
        jpeg = _unpacked(jpeg, filters[:-1], settings[:-1])
    image.write(without_notes(jpeg), filter=pikepdf.Name.DCTDecode, decode_parms=settings[-1])


def _filters(image):
    """The names of a stream's filters, the outermost first, and the settings of each (None where it has none)."""
    filters = image.get("/Filter")
    filters = list(filters) if isinstance(filters, pikepdf.Array) else [filters] if filters is not None else []
    settings = image.get("/DecodeParms")
    settings = list(settings) if isinstance(settings, pikepdf.Array) else [settings]
    settings = [each if isinstance(each, pikepdf.Dictionary) else None for each in settings]
    return filters, settings + [None] * (len(filters) - len(settings))


def _unpacked(content, filters, settings):
    with pikepdf.Pdf.new() as document:
        packed = pikepdf.Stream(document, content)
        packed.Filter = pikepdf.Array(filters)
        if any(settings):
            packed.DecodeParms = pikepdf.Array([each or pikepdf.Dictionary() for each in settings])
        try:
            return packed.read_bytes()
        except pikepdf.PdfError:
            raise Unfit("cut_pdf") from None


def without_notes(jpeg):
    """A JPEG without the segments of camera and programs (EXIF, GPS, XMP, comments); pixels and colours stay."""
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4])
        is_note = (0xE0 <= marker <= 0xEF and marker not in (0xE0, 0xE2, 0xEE)) or marker == 0xFE
        if not is_note:
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length
    return b"".join([*kept, jpeg[at:]])


def _add_photo(whole, path):
    """Add a page with the photo, upright; returns whether it is hard to read."""
    image = _upright(path)
    content = BytesIO()
    image.save(content, "JPEG", quality=QUALITY, optimize=True)
    stream = pikepdf.Stream(whole, content.getvalue())
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = image.size
    stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    stream.Filter = pikepdf.Name.DCTDecode
    page_width, page_height = A4 if image.height >= image.width else A4[::-1]
    scale = min((page_width - 2 * MARGIN) / image.width, (page_height - 2 * MARGIN) / image.height)
    width, height = image.width * scale, image.height * scale
    left, bottom = (page_width - width) / 2, (page_height - height) / 2
    drawn = f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm /Photo Do Q".encode()
    whole.add_blank_page(page_size=(page_width, page_height))
    page = whole.pages[-1]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=whole.make_indirect(stream)))
    page.Contents = whole.make_stream(drawn)
    return is_unclear(image)


def _upright(path):
    """The photo's pixels alone, turned as the camera was held, no larger than a page needs."""
    try:
        with Image.open(path, formats=PHOTO_FORMATS) as image:
            turned = image.getexif().get(0x0112, 1)
            image.draft("RGB", (LONG_SIDE, LONG_SIDE))
            image.load()
            image.thumbnail((LONG_SIDE, LONG_SIDE))
            image = _on_white(image)
            image.getexif()[0x0112] = turned
            return ImageOps.exif_transpose(image)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        raise Unfit("cut_photo") from None


def _on_white(image):
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        page = Image.new("RGB", image.size, "white")
        page.paste(image, mask=image.convert("RGBA").getchannel("A"))
        return page
    # A new picture: nothing that was read beside the pixels goes along.
    page = Image.new("RGB", image.size)
    page.paste(image.convert("RGB"))
    return page


def is_unclear(image):
    """Whether a photo is so dark, or so blurred, that one reads little of it."""
    small = image.convert("L")
    small.thumbnail((500, 500))
    if ImageStat.Stat(small).mean[0] < DARK:
        return True
    edges = small.filter(ImageFilter.FIND_EDGES).crop((2, 2, small.width - 2, small.height - 2))
    return edges.width > 0 and edges.height > 0 and edges.getextrema()[1] < BLURRED
