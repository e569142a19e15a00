"""A report's files, to be signed, heard and kept: tags, fonts, archive marks, and the code at the foot.

No validator of PDF/A-3 is to be had for these tests: what the standard asks is asserted piece by piece.
"""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from partydev.papers.rendering import as_archive, as_pdf
from reports.models import DraftPrint
from reports.quarterly import period_of
from reports.sending import drafts, life, snapshots
from tests.factories import sign_in

from . import sample
from .reporting import LAST, quick_papers, text_of, url

MADE = datetime(2018, 10, 8, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The draft, the paper to be signed and the one to be kept, as files by name."""
    folder = tmp_path_factory.mktemp("pdf")
    kept = replace(sample.issued(), copy_mark="Bản lưu trên hệ thống. Mã tra cứu ABCD-2345")
    contents = {"draft": as_pdf(sample.DRAFT), "paper": as_pdf(sample.issued()), "kept": as_archive(kept, MADE)}
    for name, content in contents.items():
        (folder / f"{name}.pdf").write_bytes(content)
    return {name: folder / f"{name}.pdf" for name in contents}


KINDS = pytest.mark.parametrize("kind", ["draft", "paper", "kept"])


def said_by(tool, *arguments):
    """What a program of the PDF tools says of a file; raises where it finds a fault."""
    return subprocess.run([shutil.which(tool), *arguments], capture_output=True, text=True, check=True).stdout


def elements(node, found=None):
    """The kinds of the structure's elements with the elements, in the order of reading."""
    found = [] if found is None else found
    if isinstance(node, pikepdf.Array):
        for each in node:
            elements(each, found)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        found.append((str(node.S)[1:], node))
        elements(node.get("/K", pikepdf.Array()), found)
    return found


@pytest.mark.once
@KINDS
def test_the_file_is_whole_and_no_reader_has_to_find_letters_elsewhere(files, kind):
    assert "No syntax or stream encoding errors found" in said_by("qpdf", "--check", files[kind])

    fonts = said_by("pdffonts", files[kind])
    rows = [line.split() for line in fonts.splitlines()[2:]]
    assert rows
    assert {tuple(row[-5:-2]) for row in rows} == {("yes", "yes", "yes")}, fonts  # embedded, subset, Unicode map


@pytest.mark.once
@KINDS
def test_what_an_archive_asks_of_a_file(files, kind):
    with pikepdf.open(files[kind]) as pdf:
        assert not pdf.is_encrypted
        assert "/ID" in pdf.trailer
        xmp = pdf.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
        assert xmp["dc:title"] == sample.DRAFT.title == str(pdf.docinfo.Title)
        [intent] = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        profile = intent.DestOutputProfile
        assert (int(profile.N), profile.read_bytes()[36:40]) == (3, b"acsp")
        kinds = {str(each.get("/S")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each}
        assert not kinds & {"/JavaScript", "/Launch", "/URI", "/SubmitForm"}
        assert not {"/AA", "/OpenAction", "/AcroForm"} & set(pdf.Root.keys())
        assert "/JavaScript" not in pdf.Root.get("/Names", {})


@pytest.mark.once
@KINDS
def test_who_cannot_see_the_paper_hears_it_in_order(files, kind):
    with pikepdf.open(files[kind]) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "vi"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        found = elements(pdf.Root.StructTreeRoot.K)
        names = [name for name, _ in found]

        levels = [int(name[1]) for name in names if re.fullmatch("H[1-6]", name)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(lower - upper <= 1 for upper, lower in pairwise(levels)), levels

        heads = {str(element.ID) for name, element in found if name == "TH"}
        assert {"Table", "Caption", "TR"} < set(names)
        cells = [element for name, element in found if name == "TD"]
        assert cells
        assert all({str(head) for head in cell.A.Headers} & heads for cell in cells)

        said = [str(element.Alt) for name, element in found if name == "Figure"]
        charts = [*sample.CHARTS, *(chart for annex in sample.DRAFT.annexes for chart in annex.charts)]
        assert {f"{chart.title}. {chart.description}" for chart in charts} == set(said)


@pytest.mark.once
def test_the_kept_file_holds_its_numbers_and_is_the_same_whenever_it_is_made(files):
    kept = replace(sample.issued(), copy_mark="Bản lưu trên hệ thống. Mã tra cứu ABCD-2345")
    assert as_archive(kept, MADE) == files["kept"].read_bytes()

    with pikepdf.open(files["kept"]) as pdf:
        assert list(pdf.attachments) == ["so-lieu.xlsx"]
        held = pdf.attachments["so-lieu.xlsx"]
        assert held.relationship == "/Data"
        assert pdf.Root.AF
        file = held.get_file()
        assert file.mime_type.endswith("spreadsheetml.sheet")
        assert file.mod_date == MADE
        book = CalamineWorkbook.from_filelike(BytesIO(file.read_bytes()))
    assert 1193 in [each for row in book.get_sheet_by_index(0).to_python() for each in row]
    assert not pikepdf.open(files["paper"]).attachments


# The code at the foot


@pytest.mark.django_db
def test_a_draft_bears_a_code_that_leads_to_its_record(client, cast, monkeypatch):
    quick_papers(monkeypatch)
    monkeypatch.setattr(drafts, "as_pdf", snapshots.as_pdf)
    secretary = sign_in(client, cast["staff_A"])

    first = secretary.get(url("pdf")).content
    row = DraftPrint.objects.get()
    assert f"Mã tra cứu {row.code}" in text_of(first)
    assert secretary.get(url("pdf")).content == first  # the same draft is the same file, with the same code
    assert DraftPrint.objects.count() == 1
    assert snapshots.hash_of(first) == row.pdf_hash

    typed = secretary.get(reverse("reports:find_record"), {"ma": row.code.lower().replace("-", " ")})
    assert typed.status_code == 302
    said = secretary.get(typed["Location"]).content.decode()
    for each in (row.document_hash, row.pdf_hash, "Cách tính các số liệu", url("report"), "không được lưu lại"):
        assert each in said

    life.submit(by=None, organization=cast.A, period=period_of(cast.A, LAST), version=0)
    assert "đã được gửi sau khi in" in secretary.get(typed["Location"]).content.decode()
    assert row.code not in text_of(secretary.get(url("pdf")).content)  # what was sent has its own

    record = typed["Location"]
    client.logout()
    assert client.get(record).status_code == 302  # to the page of signing in
    outside = sign_in(client, cast["staff_B"])
    assert outside.get(record).status_code == 404
    assert outside.get(reverse("reports:find_record"), {"ma": row.code}).status_code == 422
