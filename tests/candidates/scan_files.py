"""Good and bad files for the tests of scans, each made here: no file of anybody's is needed."""

import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
from PIL import Image, ImageDraw

from candidates.scans import limits

GPS = 0x8825
TURNED_RIGHT = 6  # how a phone says that it was held upright


def photo(kind="JPEG", size=(900, 1200), *, located=False, turned=1, background="white"):
    """A page of text, as a camera gives it."""
    image = Image.new("RGB", size, background)
    draw = ImageDraw.Draw(image)
    for row in range(20, size[1], 40):
        draw.text((30, row), "Đơn xin vào Đảng " * 12, fill="black")
    exif = image.getexif()
    exif[0x0112] = turned
    exif[0x010F] = "CANARY-CAMERA"
    if located:
        place = exif.get_ifd(GPS)
        place.update({1: "N", 2: (21.0, 2.0, 3.0), 3: "E", 4: (105.0, 50.0, 1.0)})
    return _bytes(image, kind, **({"exif": exif} if kind == "JPEG" else {}))


def _bytes(image, kind, **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def pdf(pages=2, change=None, **options):
    """A plain PDF; `change` is done to the document first."""
    document = pikepdf.Pdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    if change:
        change(document)
    out = BytesIO()
    document.save(out, **options)
    return out.getvalue()


def pdf_with_photo(packed=False):
    """A PDF as phone programs make it: the photo goes in as it is, with what the camera wrote."""

    def put(document):
        content = photo(located=True)
        image = pikepdf.Stream(document, zlib.compress(content) if packed else content)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = 900, 1200, 8
        image.ColorSpace, image.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
        if packed:
            image.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])
        page = document.pages[0]
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
        page.Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /Im Do Q")
        document.docinfo["/Author"] = "CANARY-AUTHOR"

    return pdf(1, put)


def signed_pdf():
    """A PDF whose signature covers all of it but the signature's own digits. What it says is not asked here."""

    def sign(document):
        value = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig,
            Filter=pikepdf.Name("/Adobe.PPKLite"),
            SubFilter=pikepdf.Name("/adbe.pkcs7.detached"),
            ByteRange=[0, 1111111111, 2222222222, 3333333333],
            Contents=pikepdf.String(b"\x30\x82" + bytes(300)),
        )
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="ky", V=document.make_indirect(value))
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[document.make_indirect(field)], SigFlags=3)

    content = pdf(1, sign, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    begins = content.index(b"<3082")
    ends = content.index(b">", begins) + 1
    for held, number in ((b"1111111111", begins), (b"2222222222", ends), (b"3333333333", len(content) - ends)):
        content = content.replace(held, str(number).rjust(10).encode(), 1)
    return content


def _acts(action):
    def put(document):
        document.Root.OpenAction = document.make_indirect(pikepdf.Dictionary(action))

    return put


def _with_annotation(annotation):
    def put(document):
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(pikepdf.Dictionary(annotation))])

    return put


def _attached(document):
    document.attachments["thu.txt"] = b"noi dung"


def _deep(document):
    inner = pikepdf.Array()
    for _ in range(400):
        inner = pikepdf.Array([inner])
    document.Root.Deep = inner


def _huge_image(document):
    document.Root.Hidden = document.make_indirect(
        pikepdf.Stream(
            document, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=30_000, Height=30_000
        )
    )


def bomb_png(side=12_000):
    """Some kilobytes that become gigabytes: a picture of one colour."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    packer = zlib.compressobj(9)
    row = b"\0" * (side + 1)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def archive():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("xl/vbaProject.bin", b"macro")
    return out.getvalue()


def _locked(**passwords):
    return pdf(encryption=pikepdf.Encryption(R=6, **passwords))


JS = {"/S": pikepdf.Name.JavaScript, "/JS": "app.alert(1)"}
LAUNCH = {"/S": pikepdf.Name.Launch, "/F": "cmd.exe"}
LINK = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Link, "/Rect": [0, 0, 9, 9]}

# name that the client gives, content, pages
GOOD = (
    ("anh.jpg", photo, 1),
    ("anh.png", lambda: photo("PNG"), 1),
    ("anh.gif", lambda: photo(turned=TURNED_RIGHT), 1),  # named wrongly: content decides
    ("anh.jpg", lambda: photo() + b"\0" * 500, 1),  # phones leave something behind
    ("don.pdf", pdf, 2),
    ("chup.pdf", pdf_with_photo, 1),
    ("chup.pdf", lambda: pdf_with_photo(packed=True), 1),
    ("don.html", lambda: pdf(3), 3),
)
# name that the client gives, content, a part of the reason
BAD = (
    ("rong.jpg", lambda: b"", "không có nội dung"),
    ("anh.png", lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "không phải ảnh JPEG"),
    ("don.pdf", lambda: b"<!doctype html><script>alert(1)</script>", "không phải ảnh JPEG"),
    ("anh.gif", lambda: b"GIF89a" + b"\0" * 99, "không phải ảnh JPEG"),
    ("bang.xlsx", archive, "Word, Excel"),
    ("don.doc", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 99, "Word, Excel"),
    ("an\u202efdp.exe", lambda: b"MZ" + b"\0" * 99, "tệp chương trình"),
    ("anh.heic", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 99, "HEIC"),
    ("don.pdf", lambda: pdf() + b"<html><script>alert(1)</script></html>", "nội dung lạ ghép"),
    ("don.pdf", lambda: pdf() + archive(), "nội dung lạ ghép"),
    ("anh.jpg", lambda: photo() + archive(), "nội dung lạ ghép"),
    ("anh.jpg", lambda: photo() + pdf(), "nội dung lạ ghép"),
    ("anh.png", lambda: photo("PNG") + b"<script>alert(1)</script>", "nội dung lạ ghép"),
    ("anh.jpg", lambda: photo()[:-9000], "bị thiếu một phần"),
    ("anh.jpg", lambda: photo()[:30], "bị thiếu một phần"),
    ("anh.png", lambda: photo("PNG")[:-3000], "bị thiếu một phần"),
    ("don.pdf", lambda: pdf()[:-60], "hỏng hoặc thiếu"),
    ("don.pdf", lambda: pdf()[:200] + pdf()[300:], "hỏng hoặc thiếu"),
    ("don.pdf", lambda: _locked(owner="a", user="b"), "có mật khẩu"),
    ("don.pdf", lambda: _locked(owner="a", user=""), "có mật khẩu"),
    ("don.pdf", lambda: pdf(change=_acts(JS)), "lệnh tự chạy"),
    ("don.pdf", lambda: pdf(change=_acts(LAUNCH)), "lệnh tự chạy"),
    ("don.pdf", lambda: pdf(change=_with_annotation({**LINK, "/A": pikepdf.Dictionary(JS)})), "lệnh tự chạy"),
    ("don.pdf", lambda: pdf(change=_with_annotation({**LINK, "/AA": pikepdf.Dictionary()})), "lệnh tự chạy"),
    ("don.pdf", lambda: pdf(change=_attached), "tệp khác đính kèm"),
    ("don.pdf", lambda: pdf(0), "không có trang nào"),
    ("don.pdf", lambda: pdf(limits.MOST_PAGES + 1), "nhiều hơn 100 trang"),
    ("don.pdf", lambda: pdf(change=_deep), "quá phức tạp"),
    ("don.pdf", lambda: pdf(change=_huge_image), "triệu điểm ảnh"),
    ("anh.png", bomb_png, "triệu điểm ảnh"),
    ("anh.jpg", lambda: photo() + b"\0" * limits.MOST_BYTES, "nặng hơn 20 MB"),
)
