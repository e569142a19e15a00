"""How each kind of paper is headed, signed and marked, against the layout rules of Hướng dẫn 05-HD/VPTW."""

from dataclasses import replace
from datetime import date

import pytest

from partydev.papers import rendering
from partydev.papers.document import Document, Signature, article, paragraph
from partydev.papers.letterheads import CERTIFICATE, PERSONAL, TRADE_UNION, YOUTH_UNION
from tests.dossiers.papers import SERIF, fonts_of, pages_of, sizes_of

LONG = "Đồng chí luôn gương mẫu, tận tụy với công việc, được nhân dân tin tưởng. " * 9

PERSONAL_PAPER = Document(
    upper_name="",
    issuer_name="",
    place="Suối Đá",
    symbol="",
    kind="ĐƠN XIN VÀO ĐẢNG",
    subject=(),
    addressees=("Chi ủy Chi bộ thôn Suối Đá", "Đảng ủy xã Ghềnh Quýt"),
    opening=("Tôi là Lò Thị Ưng.", LONG),
    sections=(),
    signature=Signature("NGƯỜI LÀM ĐƠN", "", "Lò Thị Ưng"),
    issued_on=date(2026, 8, 3),
    letterhead=PERSONAL,
    draft_turn=0,
)
LETTER = Document(
    upper_name="Đảng bộ tỉnh Đồi Gió",
    issuer_name="Đảng ủy xã Ghềnh Quýt",
    place="Ghềnh Quýt",
    symbol="CV/ĐU",
    number=7,
    issued_on=date(2026, 8, 3),
    kind="",
    subject=("về việc thẩm tra lý lịch người vào Đảng",),
    addressees=("Đảng ủy phường Hưởng Ứng",),
    opening=(LONG,),
    sections=(),
    signature=Signature("T/M ĐẢNG ỦY", "BÍ THƯ", "Hà Văn Mận"),
    recipients=("Như trên", "Lưu Đảng ủy"),
    draft_turn=0,
)
DECISION = replace(
    LETTER,
    symbol="QĐ/ĐU",
    kind="QUYẾT ĐỊNH",
    subject=("kết nạp đảng viên",),
    addressees=(),
    opening=(),
    bases=("Căn cứ Điều lệ Đảng", "Căn cứ Quy định số 208-QĐ/TW;", "Xét đề nghị của Chi bộ thôn Suối Đá."),
    resolves="BAN THƯỜNG VỤ ĐẢNG ỦY QUYẾT ĐỊNH",
    articles=(
        article("Kết nạp quần chúng Lò Thị Ưng vào Đảng.", "Sinh ngày 05/02/2001."),
        article("Chi bộ tổ chức lễ kết nạp."),
    ),
)
YOUTH_PAPER = replace(
    LETTER,
    upper_name="Đoàn TNCS Hồ Chí Minh tỉnh Đồi Gió",
    issuer_name="Ban Chấp hành Đoàn xã Ghềnh Quýt",
    symbol="NQ/ĐTN",
    kind="NGHỊ QUYẾT",
    subject=("giới thiệu đoàn viên ưu tú vào Đảng",),
    signature=Signature("TM. BAN CHẤP HÀNH", "BÍ THƯ", ""),
    letterhead=YOUTH_UNION,
)
TRADE_PAPER = replace(YOUTH_PAPER, issuer_name="Công đoàn cơ sở", symbol="NQ-CĐ", letterhead=TRADE_UNION)
CERTIFICATE_PAPER = replace(
    DECISION,
    kind="GIẤY CHỨNG NHẬN",
    subject=("học lớp bồi dưỡng nhận thức về Đảng",),
    bases=(),
    resolves="",
    articles=(),
    recipients=(),
    opening=("Chứng nhận Lò Thị Ưng đã học xong.",),
    letterhead=CERTIFICATE,
)
ALL = {
    "personal": PERSONAL_PAPER,
    "letter": LETTER,
    "decision": DECISION,
    "youth": YOUTH_PAPER,
    "trade": TRADE_PAPER,
    "certificate": CERTIFICATE_PAPER,
}


def size(document, text):
    """Size and boldness of the first piece of text that says `text`."""
    return next((points, "Bold" in font) for said, points, font in sizes_of(document) if text in said)


@pytest.mark.parametrize("document", ALL.values(), ids=ALL)
def test_fonts_are_embedded_and_text_is_the_same_everywhere(document):
    text = " ".join(pages_of(document))

    fonts = fonts_of(document)
    assert fonts
    assert set(fonts) <= SERIF
    assert all(fonts.values())
    for said in (*document.subject, *document.addressees, document.date_line, document.signature.capacity):
        assert " ".join(said.split()) in text
        assert " ".join(said.split()) in " ".join(rendering.as_text(document).split())
    assert "…" not in text
    assert ".." not in text


def test_personal_paper_has_the_partys_name_no_number_and_its_date_at_the_signature():
    (page,) = pages_of(PERSONAL_PAPER)

    assert page.startswith("ĐẢNG CỘNG SẢN VIỆT NAM ĐƠN XIN VÀO ĐẢNG Kính gửi: - Chi ủy Chi bộ thôn Suối Đá;")
    assert page.endswith("Suối Đá, ngày 03 tháng 8 năm 2026 NGƯỜI LÀM ĐƠN Lò Thị Ưng")
    assert "Số" not in page
    assert "*" not in page
    assert "-----" not in page
    assert size(PERSONAL_PAPER, "ĐƠN XIN") == (16, True)
    assert size(PERSONAL_PAPER, "ĐẢNG CỘNG SẢN") == (15, True)
    assert size(PERSONAL_PAPER, "NGƯỜI LÀM ĐƠN") == (14, True)
    assert size(PERSONAL_PAPER, "Tôi là") == (14, False)


def test_letter_has_its_subject_below_the_number_and_no_title():
    (page,) = pages_of(LETTER)

    assert "Số 07-CV/ĐU về việc thẩm tra lý lịch người vào Đảng" in page
    assert "Kính gửi: Đảng ủy phường Hưởng Ứng Đồng chí" in page
    assert "-----" not in page
    assert size(LETTER, "về việc") == (12, False)
    assert size(LETTER, "Kính gửi") == (14, False)
    assert size(LETTER, "BÍ THƯ") == (14, False)
    assert size(LETTER, "T/M ĐẢNG ỦY") == (14, True)
    assert size(LETTER, "- Như trên") == (12, False)
    assert LETTER.title == "Công văn về việc thẩm tra lý lịch người vào Đảng"


def test_decision_has_its_bases_the_resolving_line_and_numbered_articles():
    (page,) = pages_of(DECISION)

    assert "- Căn cứ Điều lệ Đảng; - Căn cứ Quy định số 208-QĐ/TW; - Xét đề nghị của Chi bộ thôn Suối Đá," in page
    assert "BAN THƯỜNG VỤ ĐẢNG ỦY QUYẾT ĐỊNH Điều 1. Kết nạp quần chúng Lò Thị Ưng vào Đảng. Sinh ngày" in page
    assert "Điều 2. Chi bộ tổ chức lễ kết nạp." in page
    assert size(DECISION, "Điều 1.") == (14, True)
    assert size(DECISION, "Kết nạp quần chúng") == (14, False)


def test_unions_have_their_own_heads():
    youth, trade = pages_of(YOUTH_PAPER)[0], pages_of(TRADE_PAPER)[0]

    assert "ĐẢNG CỘNG SẢN" not in youth + trade
    assert "ĐOÀN TNCS HỒ CHÍ MINH" in youth
    assert "*** Số 07-NQ/ĐTN" in youth
    assert "----------" in youth
    assert "TM. BAN CHẤP HÀNH BÍ THƯ" in youth
    assert "Độc lập - Tự do - Hạnh phúc" in trade
    assert "Số: 07-NQ-CĐ" in trade


def test_certificate_is_one_lying_page_with_its_number_beside_the_signature():
    pages = pages_of(CERTIFICATE_PAPER)

    assert len(pages) == 1
    assert pages[0].index("đã học xong") < pages[0].index("Số: 07-QĐ/ĐU") < pages[0].index("T/M ĐẢNG ỦY")


def test_draft_says_its_turn_below_the_number_and_a_paper_to_be_signed_carries_nothing():
    draft = replace(LETTER, draft_turn=3, draft_mark="Mẫu 20-KNĐ, Hướng dẫn 38-HD/BTCTW", issued_on=None)
    signed = replace(draft, draft_turn=0)
    said, clean = pages_of(draft)[0], pages_of(signed)[0]

    assert "Dự thảo lần thứ 3" in said
    assert said.index("Số 07-CV/ĐU") < said.index("Dự thảo lần thứ 3")
    assert "Mẫu 20-KNĐ" in said
    assert "Dự thảo" not in clean
    assert "DỰ THẢO" not in clean
    assert "Mẫu 20-KNĐ" not in clean
    assert "…" not in clean
    assert size(draft, "Mẫu 20-KNĐ") == (9, False)


@pytest.mark.parametrize("lines", range(24, 34))
def test_signature_stays_together_wherever_the_text_ends(lines):
    document = replace(DECISION, opening=tuple(f"Dòng {line}." for line in range(lines)))

    pages = pages_of(document)

    assert sum("T/M ĐẢNG ỦY" in page and "Hà Văn Mận" in page and "Nơi nhận:" in page for page in pages) == 1


def test_guide_says_so_above_the_heading_and_is_nobodys_draft():
    document = replace(
        PERSONAL_PAPER, guide="Bản gợi ý để người vào Đảng tự viết", draft_turn=1, draft_mark="Mẫu 1-KNĐ"
    )
    said = pages_of(replace(document, issued_on=None))[0]

    assert said.startswith("Bản gợi ý để người vào Đảng tự viết ĐẢNG CỘNG SẢN")
    assert said.endswith("Mẫu 1-KNĐ")
    assert "Dự thảo" not in said
    assert "…" not in said


def test_the_mark_of_form_and_edition_stays_on_one_line_beside_the_notice():
    mark = "Giấy chứng nhận người vào Đảng đang trong thời gian được giúp đỡ, xem xét, Hướng dẫn 38-HD/BTCTW"
    draft = replace(LETTER, draft_turn=3, draft_mark=mark, notice="DỮ LIỆU MINH HỌA")

    assert [text for text, size, _ in sizes_of(draft) if size == 9] == [mark]


def test_existing_paragraphs_may_be_given_to_an_article():
    assert article(paragraph("Một")) == article("Một")
