"""What is taken as a scan and what is not: each file of the corpus, sent through the page. S15, S18, P15."""

import subprocess
import time
from importlib import import_module
from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageFile

from candidates.models import Scan
from candidates.scans import limited, limits, receive, store, worker
from tests.access.world import with_relatives as with_scans
from tests.candidates.pages import browser_of
from tests.candidates.scan_files import BAD, GOOD, TURNED_RIGHT, pdf, pdf_with_photo, photo, signed_pdf
from tests.candidates.scan_pages import a_dossier, scans_url, send_files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_profile(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    with with_scans():
        yield


@pytest.fixture
def in_this_process(monkeypatch):
    """A process of its own for each of forty files takes a minute; what limits it is tested by itself."""
    import_module("weasyprint")  # turns the next on, in this process, once
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    monkeypatch.setattr(receive, "_worked", lambda target, paths: worker.work(str(target), [*map(str, paths)]))


@pytest.fixture
def dossier(cast):
    return a_dossier(cast)


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


@pytest.mark.once
def test_every_bad_file_is_refused_in_words_and_nothing_is_left(dossier, secretary, in_this_process):
    page = secretary.get(scans_url(dossier))
    for name, content, reason in BAD:
        began = time.monotonic()
        answer = send_files(secretary, dossier, (name, content()), page=page)
        assert time.monotonic() - began < 5, (name, reason)
        assert answer.status_code == 422, (name, reason)
        assert reason in str(answer.context["form"].errors), (name, reason, answer.context["form"].errors)
        assert name not in answer.text
        assert not Scan.objects.exists()
        assert store.left() == [], (name, reason)


@pytest.mark.once
def test_every_good_file_is_taken_as_a_pdf_of_its_pages(dossier, secretary, in_this_process):
    for version, (name, content, pages) in enumerate(GOOD, 1):
        answer = send_files(secretary, dossier, (name, content()))
        assert answer.status_code == 302, (name, answer.context["form"].errors)
        scan = Scan.objects.get(version=version)
        assert scan.pages == pages
        with pikepdf.open(store.path_of(scan.stored_name)) as document:
            assert len(document.pages) == pages
    assert len(store.left()) == len(GOOD)


def test_photos_become_one_document_upright_and_say_nothing_of_where_they_were_taken(dossier, secretary):
    taken = photo(size=(1200, 900), located=True, turned=TURNED_RIGHT)
    sent = (("1.jpg", taken), ("2.pdf", pdf_with_photo()), ("3.pdf", pdf_with_photo(packed=True)))
    assert send_files(secretary, dossier, *sent).status_code == 302
    path = store.path_of(Scan.objects.get().stored_name)
    content = path.read_bytes()
    with pikepdf.open(path) as document:
        assert [_tall(page) for page in document.pages] == [True, True, True]
        images = [image.read_raw_bytes() for page in document.pages for image in page.get_images().values()]
        assert not document.docinfo
    assert len(images) == 3
    for image in images:
        assert not dict(Image.open(BytesIO(image)).getexif())
        content += image
    assert b"CANARY" not in content
    assert b"Exif" not in content


def _tall(page):
    _, _, width, height = page.mediabox
    return height > width


def test_a_signed_pdf_stays_as_it_is(dossier, secretary):
    content = signed_pdf()
    assert send_files(secretary, dossier, ("ky.pdf", content)).status_code == 302
    assert store.path_of(Scan.objects.get().stored_name).read_bytes() == content


@pytest.mark.once
@pytest.mark.parametrize("change", ["elsewhere", "added_to", "no_field"])
def test_what_only_looks_signed_is_made_anew(dossier, secretary, in_this_process, change):
    """Else whatever stands in a file would be kept by writing two words into it."""

    def put(document):
        value = pikepdf.Dictionary(ByteRange=[0, 1, 2, 3], Contents=pikepdf.String("x"))
        document.Root.Signed = document.make_indirect(value)
        document.docinfo["/Author"] = "CANARY-AUTHOR"

    content = {
        "elsewhere": lambda: pdf(1, put),
        "added_to": lambda: signed_pdf().replace(b"startxref", b"% more\nstartxref"),
        "no_field": lambda: signed_pdf().replace(b"/FT /Sig", b"/FT /Btn"),
    }[change]()
    assert send_files(secretary, dossier, ("ky.pdf", content)).status_code == 302
    kept = store.path_of(Scan.objects.get().stored_name).read_bytes()
    assert kept != content
    assert b"CANARY" not in kept


@pytest.mark.once
@pytest.mark.parametrize(("limit", "value"), [("MEMORY", 60 * limits.MB), ("SECONDS", 0)])
def test_whatever_a_file_does_to_the_process_that_opens_it_is_refused(dossier, secretary, limit, value, monkeypatch):
    """The limits are set in that process by itself: here it is told others."""
    told = f"from candidates.scans import limits, worker; limits.{limit} = {value}; import sys; worker.limit(); "
    run = subprocess.run

    def told_so(command, **more):
        code = told + "sys.argv.pop(0); import json; print(json.dumps(worker.work(sys.argv[1], sys.argv[2:])))"
        return run([*command[:3], "-c", code, "", *command[5:]], **more)

    monkeypatch.setattr(limited.subprocess, "run", told_so)
    answer = send_files(secretary, dossier, ("1.png", photo("PNG", size=(4000, 5000))))
    assert "quá phức tạp" in answer.text
    assert (store.left(), Scan.objects.count()) == ([], 0)


@pytest.mark.once
def test_of_several_files_the_bad_one_is_named_by_its_place(dossier, secretary):
    answer = send_files(secretary, dossier, ("1.jpg", photo()), ("2.jpg", photo()[:-9000]))
    assert "Tệp thứ 2 bị thiếu một phần" in answer.text
    assert store.left() == []


@pytest.mark.once
def test_a_dark_photo_is_taken_and_the_answer_says_so(dossier, secretary):
    sent = (("1.jpg", photo()), ("2.jpg", photo(background="#181818")))
    answer = send_files(secretary, dossier, *sent, follow=True)
    assert "2 trang" in answer.text
    assert "Trang 2 tối hoặc mờ" in answer.text


@pytest.mark.once
def test_too_many_files_and_too_heavy_a_request_are_refused(dossier, secretary, settings):
    answer = send_files(secretary, dossier, *[("1.jpg", photo(size=(30, 30)))] * 31)
    assert "nhiều nhất 30 tệp" in answer.text
    settings.UPLOAD_MOST_BYTES = 20_000
    answer = send_files(secretary, dossier, ("1.jpg", photo()))
    assert answer.status_code == 422
    assert "nhiều nhất 40 MB" in answer.text
    assert (store.left(), Scan.objects.count()) == ([], 0)


@pytest.mark.once
def test_nothing_chosen_says_so(dossier, secretary):
    assert "Chưa có tệp nào" in send_files(secretary, dossier).text
