"""The main pages for every eye and hand: axe finds nothing serious, nothing scrolls sideways, forms need no script."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from candidates.models import Candidate
from partydev.models import Job
from tests.browser.pages import Screen
from tests.factories import days_ago, make_candidate, make_person, today

pytestmark = [pytest.mark.browser, pytest.mark.once]

# Whose pages, and where; {A1}: someone in the pool, {full}: submitted, {ready}: before the vote.
PAGES = {
    "sec_A1": (
        "/",
        "/ho-so/",
        "/ho-so/dua-vao-nguon/",
        "/ho-so/tiep-nhan-hien-trang/",
        "/ho-so/{A1}/",
        "/ho-so/{A1}/buoc/list/",
        "/ho-so/{A1}/thong-tin/",
        "/ho-so/{ready}/buoc/cell_vote/",
        "/ho-so/nhan-xet/",
        "/lop-boi-duong/",
        "/to-chuc/",
        "/bao-cao/",
    ),
    "staff_A": (
        *("/", "/tham-dinh/", "/tham-dinh/{full}/", "/tham-dinh/{full}/bo-sung/", "/tham-dinh/phien-hop/lap/"),
        *("/bao-cao/chi-tieu-ty-le/a/", "/bao-cao/so-lieu-ngoai/a/them/"),
    ),
    "lead_X": (
        "/",
        "/bao-cao/ket-qua/",
        "/bao-cao/tom-tat/?don_vi=a",
        "/tep/",
        "/bao-cao/so-lieu-ngoai/a/",
        "/bao-cao/x/{year}/",
        "/bao-cao/danh-sach/?don_vi=x&ky={year}&chi_tieu=admitted",
    ),
    "youth_A": ("/", "/ho-so/doan-the/", "/ho-so/doan-the/gioi-thieu/"),
    "sysadmin": ("/", "/tai-khoan/", "/tai-khoan/lap/"),
    "auditor_X": ("/tai-khoan/nhat-ky/",),
}


def files_under_way(owner):
    """A file in each of the states in which its page has something else to press."""
    for number, more in enumerate((
        {"state": "waiting"},
        {"state": "running", "beat_at": timezone.now() + timedelta(hours=1), "step": 3, "steps": 9},
        {"state": "failed", "fault": "stopped"},
        {"state": "failed", "fault": "too_large", "instead": [["Chọn kỳ ngắn hơn", "/bao-cao/"]]},
    )):  # fmt: skip
        address = reverse("reports:xlsx", args=["x", str(today().year - number)])
        Job.objects.create(owner=owner, address=address, words=f"Báo cáo {number}", asked_at=timezone.now(), **more)


@pytest.mark.parametrize("username", PAGES)
def test_main_pages_are_accessible_and_fit_a_phone_and_a_desktop(live, cast, open_page, username):
    ids = {
        "year": today().year - 1,
        "A1": cast.candidates["a1"].pk,
        "full": make_candidate(cast.A1, "submitted", person=make_person("Hồ Thị Sao Mai")).pk,
        "ready": make_candidate(cast.A1, "opinions_collected", person=make_person("Y Moan Êban")).pk,
    }
    files_under_way(cast["lead_X"])
    faults = []
    for width in (360, 1280):
        screen = Screen(open_page(width=width), live.url).sign_in(username)
        for pattern in PAGES[username]:
            address = pattern.format(**ids)
            response = screen.page.goto(live.url + address)
            assert response.status == 200, address
            screen.fits()
            found = Axe().run(screen.page).response["violations"]
            faults += [
                (width, address, fault["id"], fault["nodes"][0]["html"])
                for fault in found
                if fault["impact"] in ("serious", "critical")
            ]
    assert faults == []


def test_a_step_is_recorded_without_javascript(live, cast, open_page):
    screen = Screen(open_page(width=360, java_script_enabled=False), live.url).sign_in("sec_A1")
    candidate = cast.candidates["a1"]
    screen.open(f"/ho-so/{candidate.pk}/").follow("Ghi nghị quyết đưa vào danh sách")
    screen.fill("Ngày họp chi bộ", days_ago(10)).press("Ghi nghị quyết đưa vào danh sách")
    screen.complains("Số nghị quyết chi bộ", "Hãy điền").holds("Ngày họp chi bộ", f"{days_ago(10):%d/%m/%Y}")
    screen.fill("Số nghị quyết chi bộ", "05-NQ/CB").press("Ghi nghị quyết đưa vào danh sách").says("Đã ghi")
    assert Candidate.objects.get(pk=candidate.pk).stage == "listed"


@pytest.mark.parametrize("scripted", [True, False])
def test_a_fold_that_an_address_names_is_in_sight(live, cast, open_page, scripted):
    """Opened by the script; without it, also in a browser that opens nothing itself, its heading is there to press."""
    screen = Screen(open_page(width=360, java_script_enabled=scripted), live.url).sign_in("sec_A1")
    for part in ("papers", "timeline"):
        screen.open(f"/ho-so/{cast.candidates['a1'].pk}/#{part}")
        expect(screen.page.locator(f"details#{part} > summary")).to_be_in_viewport()
        if scripted:
            expect(screen.page.locator(f"details#{part}[open]")).to_have_count(1)
