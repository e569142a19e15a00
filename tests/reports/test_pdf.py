"""The PDF: what it may read, what it embeds, and that the same report is the same file."""

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from partydev.papers import pdf, rendering
from partydev.papers.document import Annex, Column, Row, Section, Table

from . import sample

STATIC = Path(settings.BASE_DIR, "static").resolve()
CANARY = "bi-mat-khong-duoc-lo"


@pytest.fixture(scope="module")
def draft():
    return rendering.as_pdf(sample.DRAFT)


def text_of(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def test_draft_says_everything_in_vietnamese(draft):
    pages = text_of(draft)
    whole = " ".join(pages)

    for said in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "ĐẢNG BỘ ĐẠI HỌC ĐỒI GIÓ",
        "BÁO CÁO kết quả công tác phát triển đảng viên quý III và 9 tháng đầu năm 2018; phương hướng",
        "I- ĐẶC ĐIỂM, TÌNH HÌNH",
        "1. Kết nạp đảng viên",
        "a) Nữ, dân tộc thiểu số",
        "Chi bộ tổ dân phố Hưởng Ứng – Ghềnh Quýt",
        "T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ Lò Thị Ưng",
        "- Lưu Đảng ủy.",
        "120,6",
        "PHỤ LỤC",
        "107/100",
        "Năm 2017",
    ):
        assert said in whole
    assert whole.count("DỰ THẢO") == 1
    assert "DỰ THẢO" in pages[0]
    assert all("DỮ LIỆU MINH HỌA" in page for page in pages)


def test_issued_report_has_number_and_date_and_no_draft_mark():
    first = text_of(rendering.as_pdf(sample.issued()))[0]

    assert "Số 05-BC/ĐU" in first
    assert "Ghềnh Quýt, ngày 08 tháng 10 năm 2018" in first
    assert "DỰ THẢO" not in first


def test_pages_are_numbered_from_the_second_and_annexes_lie(draft):
    pages = PdfReader(BytesIO(draft)).pages
    texts = text_of(draft)

    # Margins are drawn after the text: the number, then the notice at the foot.
    ends = [text.removesuffix(" DỮ LIỆU MINH HỌA").split()[-1] for text in texts]
    assert ends[1:] == [str(number) for number in range(2, len(pages) + 1)]
    assert not ends[0].isdigit()
    shapes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages]
    assert shapes == [(595, 842)] * (len(pages) - 1) + [(842, 595)]


def test_long_table_repeats_its_head_and_keeps_the_signature_together(draft):
    pages = text_of(draft)
    with_rows = [page for page in pages if "Chi bộ Trạm Y tế –" in page or "120,6" in page]

    assert len(with_rows) >= 3
    assert all("Lũy kế từ đầu năm" in page for page in with_rows)
    assert sum("T/M BAN THƯỜNG VỤ" in page and "Lò Thị Ưng" in page and "Nơi nhận:" in page for page in pages) == 1


@pytest.mark.once
def test_no_page_holds_the_end_of_a_table_alone():
    """Whatever its length: the sum never stands with a row or two on the last page."""
    for count in range(33, 38):
        rows = tuple(Row.of(f"Chi bộ số {number}", number) for number in range(count))
        total = Row.of("Tổng cộng", 1, kind="total")
        table = Table("t", "BẢNG", (Column("Đơn vị", 30, "left", heads_row=True), Column("Số")), rows, total)
        document = replace(sample.DRAFT, sections=(), opening=(), annexes=(Annex("Một", (table,)),))
        last = text_of(rendering.as_pdf(document))[-1]
        assert "Tổng cộng" in last
        assert last.count("Chi bộ số") >= 3, count


def test_every_font_is_ours_and_embedded(draft):
    fonts = {}
    for page in PdfReader(BytesIO(draft)).pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[descendant["/BaseFont"].split("+")[1]] = "/FontFile2" in descendant["/FontDescriptor"]

    assert fonts == {
        "Liberation-Serif": True,
        "Liberation-Serif-Bold": True,
        "Liberation-Serif-Italic": True,
        "Liberation-Serif-Bold-Italic": True,
    }


def test_same_report_is_the_same_file_and_carries_no_time(draft):
    assert rendering.as_pdf(sample.DRAFT) == draft

    metadata = PdfReader(BytesIO(draft)).metadata
    assert metadata.title == sample.DRAFT.title
    assert "/CreationDate" not in metadata
    assert "/ModDate" not in metadata


def test_style_of_the_renderer_without_notes_gives_the_same_bytes(monkeypatch):
    """Of a page with markers too; the library in its next release may say something else."""
    page = "<p>Một</p><ul><li>Hai</li></ul><ol><li>Ba</li></ol><details open><summary>Bốn</summary></details>"
    page = f"{page}<table><tr><td>Năm</td></tr></table>"
    made = pdf.render(page)
    assert "_ua_stylesheets" in vars(pdf.HTML)  # else the library asks for its style in another way now
    monkeypatch.setattr(pdf, "Paper", pdf.HTML)
    assert made == pdf.render(page)
    assert not {line.split()[0] for line in pdf.without_notes().splitlines() if line.startswith("::")}


# One of each that the tags ask more of than a plain box: spans, heads, lists, links, pictures, boxes out of the flow.
KINDS = """<html lang="vi"><body><h1 id="dau">Một</h1><p>Hai <a href="#dau">về đầu</a> <a href="https://x.vn/">ra
ngoài</a></p><ul><li>Ba<ol><li>Bốn</li></ol></li></ul><ul style="list-style: none"><li>Năm</li></ul>
<dl><dt>Sáu</dt><dd>Bảy</dd></dl><svg width="9" height="9"><title>Hình</title><rect width="9" height="9"/></svg>
<table><caption>Tám</caption><thead><tr><th colspan="2" scope="col">A</th><th scope="col">B</th></tr></thead>
<tbody><tr><th rowspan="2" scope="row">C</th><td>D</td><td>E</td></tr><tr><td colspan="2">F</td></tr></tbody></table>
<p style="position: relative">Chín <span style="position: absolute; top: 0; right: 0">mười</span></p>
<p style="position: fixed; bottom: 0">Chân trang</p><p style="float: left">Trái</p><span style="display: inline-block">
Trong</span><p style="break-before: page; opacity: 0.5; transform: rotate(3deg)">Trang sau</p>{long}</body></html>"""
# Its head and foot are painted on every page, and told by tags once.
LONG = (
    "<table><thead><tr><th scope='col'>Đầu</th></tr></thead><tfoot><tr><td>Cuối</td></tr></tfoot><tbody>"
    + "<tr><td>Dòng</td></tr>" * 120
    + "</tbody></table>"
)


@pytest.mark.parametrize("page", ["kinds", "draft"])
def test_pages_that_forget_give_the_same_bytes(page, monkeypatch):
    """The library in its next release may ask for more when it writes the tags, or paint elsewhere."""
    html = KINDS.format(long=LONG) if page == "kinds" else rendering.as_page(sample.DRAFT)
    sheets = []

    class Watched(pdf.Sheet):
        def __init__(self, laid_out):
            super().__init__(laid_out)
            sheets.append(self)

    monkeypatch.setattr(pdf, "MANY", 0)
    monkeypatch.setattr(pdf, "Sheet", Watched)
    made = pdf.render(html)
    boxes = [box for sheet in sheets for box in sheet._page_box.descendants() if type(box).__name__ == "TextBox"]
    assert boxes
    assert all(vars(box).keys() <= pdf.TOLD_BY_TAGS for box in boxes)
    monkeypatch.setattr(pdf, "Sheet", lambda laid_out: laid_out)
    assert made == pdf.render(html)


def test_pdf_is_tagged_and_says_its_language(draft):
    root = PdfReader(BytesIO(draft)).root_object

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert root["/StructTreeRoot"]


def test_endless_word_is_given_places_to_break():
    """Without them one word of 100.000 letters took a minute and a half to lay out."""
    document = replace(sample.DRAFT, sections=(Section("Một", ("đ" * 20_000,)),), annexes=())

    content = rendering.as_pdf(document)

    assert "đ" * 1_000 not in rendering.as_page(document)
    assert "".join(text_of(content)).replace(" ", "").count("đ") >= 20_000


# What it may read


@pytest.fixture
def listener():
    """A web server on this machine that counts who asks; yields its address and what was asked for."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(CANARY.encode())

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.fixture
def canary(tmp_path):
    path = tmp_path / "canary.txt"
    path.write_text(CANARY)
    return path


PAYLOADS = [
    '<img src="{url}">',
    "<style>@import '{url}';</style>",
    '<p style="background: url({url})">x</p>',
    "<style>@font-face {{ font-family: x; src: url({url}) }} p {{ font-family: x }}</style><p>x</p>",
    '<svg width="10" height="10"><image href="{url}" width="10" height="10"/></svg>',
    '<svg width="10" height="10"><use href="{url}#x"/></svg>',
    '<object data="{url}"></object>',
    '<embed src="{url}">',
    '<link rel="stylesheet" href="{url}">',
    '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>',
    '<base href="{url}"><img src="x.png">',
    '<p style="list-style-image: url({url}); display: list-item">x</p>',
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_document_reaches_neither_the_network_nor_other_files(payload, listener, canary):
    address, asked = listener
    inside = STATIC / "css" / "document.css"
    targets = [
        f"{address}/x.png",
        canary.as_uri(),
        "file:///etc/passwd",
        f"{STATIC.as_uri()}/../manage.py",
        f"{STATIC.as_uri()}/%2e%2e/manage.py",
        "static/../manage.py",
        f"{STATIC.as_uri()}/css/../../../..{canary}",
        "data:text/css,p{color:red}",
        inside.as_uri(),  # may be read, never attached
    ]
    html = "".join(payload.format(url=target) for target in targets)

    content = pdf.render(f"<html><body>{html}<p>Hết.</p></body></html>")

    assert asked == []
    reader = PdfReader(BytesIO(content))
    assert dict(reader.attachments) == {}
    assert CANARY not in "".join(page.extract_text() for page in reader.pages)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.css",
        "https://127.0.0.1/x.css",
        "ftp://127.0.0.1/x.css",
        "data:text/css,p{}",
        f"file://127.0.0.1{STATIC}/css/document.css",
        f"{STATIC.as_uri()}/../partydev/settings.py",
        f"{STATIC.as_uri()}/%2e%2e/%2e%2e/etc/passwd",
        f"{STATIC.as_uri()}-other/x.css",
        f"{STATIC.as_uri()}/fonts/README.md",
        f"{STATIC.as_uri()}/css",
        f"{STATIC.as_uri()}/css/none.css",
        f"{STATIC.as_uri()}/css/document.css%00.png",
        "document.css",
        "",
    ],
)
def test_fetcher_refuses(url):
    with pytest.raises(pdf.ForbiddenError):
        pdf.StaticFetcher(STATIC).fetch(url)


def test_fetcher_refuses_a_link_that_leads_out(tmp_path, canary):
    root = tmp_path / "static"
    root.mkdir()
    (root / "inside.css").write_text("p { color: red }")
    (root / "out.css").symlink_to(canary.rename(canary.with_suffix(".css")))
    fetcher = pdf.StaticFetcher(root)

    assert fetcher.fetch((root / "inside.css").as_uri()).read() == b"p { color: red }"
    with pytest.raises(pdf.ForbiddenError):
        fetcher.fetch((root / "out.css").as_uri())


def test_fetcher_refuses_all_once_closed():
    fetcher = pdf.StaticFetcher(STATIC)
    url = (STATIC / "css" / "document.css").as_uri()
    assert fetcher.fetch(url).content_type == "text/css"
    fetcher.close()
    with pytest.raises(pdf.ForbiddenError):
        fetcher.fetch(url)
