"""Where scans may be kept and where not, and what integrity sees of their files."""

import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from candidates.models import DossierVersion, Scan
from candidates.scans import integrity as checks
from candidates.scans import store
from candidates.scans.profile import ScansClosedError
from candidates.sent import keep as keep_version
from tests.access.world import with_relatives as with_scans
from tests.candidates.pages import browser_of, case_url
from tests.candidates.scan_pages import CODE, a_dossier, file_url, keep, register, scans_url
from tests.factories import make_candidate, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_profile(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    with with_scans():
        yield


@pytest.fixture
def dossier(cast):
    return a_dossier(cast)


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


# The profile


def test_where_the_profile_is_closed_no_address_of_a_scan_is_there_for_anyone(cast, dossier, client, settings):
    scan = keep(dossier, cast["sec_A1"])
    settings.INSTALLATION = {**settings.INSTALLATION, "profile": "register"}
    urls = [
        scans_url(dossier),
        *(scans_url(dossier, f"scan_{name}") for name in ("part", "set_aside")),
        file_url(scan),
        reverse("candidates:scan_page", kwargs={"pk": dossier.pk, "scan": scan.pk, "number": 1}),
    ]
    for browser in (client, browser_of(cast["sec_A1"]), browser_of(cast["head_X"])):
        for url in urls:
            assert (browser.get(url).status_code, browser.post(url).status_code) == (404, 404)
    page = browser_of(cast["sec_A1"]).get(case_url("detail", dossier)).text
    assert "ản chụp" not in page
    with pytest.raises(ScansClosedError):
        Scan.objects.create(candidate=dossier, code=CODE, version=2)


def test_once_closed_integrity_names_what_is_left_and_clearing_leaves_nothing(cast, dossier, settings):
    keep(dossier, cast["sec_A1"])
    store.Sending(store.new_sending(cast["sec_A1"])).add(0, 0, b"dang gui")
    with pytest.raises(CommandError):
        call_command("clear_scans")
    settings.INSTALLATION = {**settings.INSTALLATION, "profile": "register"}
    assert "Còn 1 dòng và 2 tệp" in "".join(checks.profile())
    call_command("clear_scans", stdout=StringIO())
    assert (list(checks.profile()), store.left(), Scan.objects.count()) == ([], [], 0)


def test_scans_may_be_kept_again_after_everything_was_cleared(cast, settings):
    """What was sent up named its scans; cleared, it names none, and the registers are whole on both profiles."""
    case = make_candidate(cast.A1, "dossier_opened", person=make_person("Lò Thị Pán"))
    register(case, cast["sec_A1"])
    scan = keep(case, cast["sec_A1"])
    version = keep_version(case, case.events.last(), cast["sec_A1"])
    assert version.rows[0]["scans"] == [scan.sha256]
    settings.INSTALLATION = {**settings.INSTALLATION, "profile": "register"}
    assert "1 lần gửi hồ sơ còn nói tới" in "".join(checks.profile())
    call_command("clear_scans", stdout=StringIO())
    assert list(checks.profile()) == []
    settings.INSTALLATION = {**settings.INSTALLATION, "profile": "independent-lan"}
    assert [fault for check in checks.CHECKS for fault in check()] == []
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        DossierVersion.objects.update(rows=[])


@pytest.mark.once
def test_the_page_shows_by_what_the_profile_was_opened(dossier, secretary, settings):
    settings.INSTALLATION = {**settings.INSTALLATION, "basis": "Công văn số 12-CV/ĐU ngày 05/01/2026"}
    assert "Công văn số 12-CV/ĐU ngày 05/01/2026" in secretary.get(scans_url(dossier)).text


# Integrity


def test_integrity_sees_a_changed_a_lost_and_a_stray_file(cast, dossier):
    scan, other = keep(dossier, cast["sec_A1"]), keep(dossier, cast["sec_A1"], 1)
    assert list(checks.files()) == []
    path = store.path_of(scan.stored_name)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"x")
    assert "khác với tệp đã nhận" in "".join(checks.files())
    path.write_bytes(content)
    store.path_of(other.stored_name).unlink()
    assert "không còn tệp" in "".join(checks.files())
    stray = store.path_of("0" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")
    assert list(checks.rows()) == []  # it may be on its way to its row
    os.utime(stray, (0, 0))
    assert "không thuộc hồ sơ nào" in "".join(checks.rows())
