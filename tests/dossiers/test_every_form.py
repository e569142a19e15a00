"""Every official form on paper: nothing is lost, nothing leaves the page, and every letter can be printed."""

import re
from collections import Counter

import pytest

from dossiers.catalogue_table import BY_SLUG, FORMS
from partydev.papers.document import Document
from tests.dossiers.every_form import papers, printed, tool
from tests.dossiers.papers import letters_missing_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
A4 = (210, 297)
# Left, top, right, bottom of the text in millimetres: of a standing page, a lying one.
MARGINS = {"standing": (30, 20, 15, 20), "lying": (30, 20, 15, 20)}
SLACK = 0.6  # a letter's slant, or the room above a capital
NOT_WHOLE = ("\N{REPLACEMENT CHARACTER}", "□", "None", "[", "{", "…")


@pytest.fixture(scope="module", params=["full", "bare", "longest"])
def printing(request, cases, tmp_path_factory, django_db_blocker):
    """(kind, papers, the PDF of all of them, each paper's pages)."""
    with django_db_blocker.unblock():
        found = papers(cases, request.param)
    return request.param, found, *printed(found, tmp_path_factory.mktemp(request.param))


def squeezed(text):
    """Without white space: lines break where they must."""
    return re.sub(r"\s|\u200b", "", text)


def texts_of(document):
    """What must stand on the paper: (paragraphs, which stay in one piece; words of what stands in columns)."""
    paragraphs = [each.text for each in (*document.opening, *document.article_paragraphs)] + document.base_lines
    columns = [*document.upper_lines, *document.issuer_lines, document.number_line, document.date_line]
    columns += [document.signature.capacity, document.signature.post, document.signature.name]
    columns += document.recipient_lines
    columns += [document.letterhead.heading, document.letterhead.motto, document.kind_line, *document.subject]
    columns += document.addressees
    tables = list(document.tables)
    sections = list(document.outline)
    while sections:
        numbered = sections.pop()
        paragraphs += [numbered.heading, *[each.text for each in numbered.section.paragraphs]]
        tables += numbered.section.tables
        sections += numbered.children
    for table in tables:
        columns += [each.cell.text or "" for _, cells in table.lines for each in cells]
    return paragraphs, columns


def test_every_form_is_printed_and_the_full_person_leaves_none_unsigned(printing):
    kind, found, *_ = printing
    assert {each.slug for each in found} == set(BY_SLUG)
    if kind != "bare":
        assert {each.slug for each in found if each.is_whole} == {form.slug for form in FORMS if not form.guide}


def test_all_text_is_there_letter_by_letter(printing):
    _, found, _, pages = printing
    for each, own in zip(found, pages, strict=True):
        whole = squeezed("".join(page.text for page in own))
        paragraphs, columns = texts_of(each.document)
        for text in paragraphs:
            assert squeezed(text) in whole, (each.slug, text[:80])
        letters, wanted = Counter(whole), Counter(squeezed("".join(columns) + "".join(paragraphs)))
        assert not wanted - letters, (each.slug, wanted - letters)


def test_nothing_leaves_the_page(printing):
    _, found, _, pages = printing
    for each, own in zip(found, pages, strict=True):
        lying = each.document.landscape
        left, top, right, bottom = MARGINS["lying" if lying else "standing"]
        for page in own:
            assert (round(page.width), round(page.height)) == (A4[::-1] if lying else A4), each.slug
            for word in page.words:
                assert word.left >= left - SLACK, (each.slug, word)
                assert word.top >= top - SLACK, (each.slug, word)
                assert word.right <= page.width - right + SLACK, (each.slug, word)
                assert word.bottom <= page.height - bottom + SLACK, (each.slug, word)


def test_pages_are_numbered_from_the_second_on_and_the_foot_is_one_line_each(printing):
    _, found, _, pages = printing
    for each, own in zip(found, pages, strict=True):
        assert [page.above for page in own] == ["", *[str(number) for number in range(2, len(own) + 1)]], each.slug
        for page in own:
            below = " ".join(filter(None, (each.document.notice, each.document.foot_mark)))
            assert squeezed(page.below) == squeezed(below), each.slug


def test_every_letter_can_be_printed_and_every_font_is_inside(printing):
    _, found, file, _ = printing
    fonts = [line.split() for line in tool("pdffonts", str(file)).splitlines()[2:]]
    assert fonts
    for font in fonts:
        name, embedded = font[0], font[-5]
        assert re.fullmatch(r"[A-Z]{6}\+Liberation-Serif(-Bold)?(-Italic)?", name), font
        assert embedded == "yes", font
    for each in found:
        assert not letters_missing_of(each.document), each.slug


def test_a_paper_to_be_signed_has_no_blank_no_mark_and_its_signer_on_one_page(printing):
    _, found, _, pages = printing
    for each, own in zip(found, pages, strict=True):
        text = " ".join(page.text for page in own)
        if not each.is_whole:
            assert ("Dự thảo lần thứ 1" in text) is not BY_SLUG[each.slug].guide, each.slug
            continue
        assert [mark for mark in NOT_WHOLE if mark in text] == [], each.slug
        assert "Dự thảo" not in text, each.slug
        assert "chưa có " not in text, each.slug
        signer = each.document.signature
        together = [squeezed(signer.capacity or signer.post), squeezed(signer.name)]
        held = [squeezed(page.text) for page in own]
        assert any(all(part in page for part in together) for page in held) or _beside(each.document), each.slug


def _beside(document: Document):
    """Beside a long list of recipients the lines of both columns come mixed."""
    return len(document.signature.name) > 100
