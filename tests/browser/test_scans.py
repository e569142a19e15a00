"""A paper is photographed on a phone over a link that breaks, and arrives whole. U20, R13."""

import re

import pikepdf
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from candidates import actions
from candidates.models import CompletionPoint, Scan
from candidates.scans import store
from partydev.gate import BUSY, prepared
from tests.access.world import with_relatives as with_scans
from tests.browser.pages import Screen
from tests.candidates.desk_cases import submitted
from tests.candidates.pages import browser_of
from tests.candidates.scan_files import pdf, photo
from tests.candidates.scan_pages import CODE, a_dossier, scans_url, send_files
from tests.factories import days_ago, make_cast

pytestmark = pytest.mark.browser
EDGE = 22  # what the canvas leaves around the picture


@pytest.mark.once
def test_photos_are_looked_over_and_sent_in_parts_through_a_broken_link(live, phone_page, tmp_path, settings):
    settings.VAR_DIR = tmp_path
    with with_scans():
        dossier = a_dossier(make_cast())
        screen = Screen(phone_page, live.url).sign_in("sec_A1").open(scans_url(dossier))
        pages = phone_page.locator("[data-scan-pages] li")
        phone_page.get_by_role("button", name="Gửi bản chụp").click()
        screen.says("Chưa có tệp nào")
        phone_page.set_input_files("#id_camera", picked("1.jpg", photo(located=True), "image/jpeg"))
        pages.nth(0).wait_for()
        assert "Chưa có tệp nào" not in screen.main.inner_text()
        dark = picked("2.jpg", photo(background="#181818"), "image/jpeg")
        phone_page.set_input_files("#id_files", [dark, picked("don.pdf", pdf(), "application/pdf")])
        pages.nth(2).wait_for()
        assert "Ảnh tối" in pages.nth(1).inner_text()
        assert "Đã chọn 3 tệp" in screen.main.inner_text()
        assert "còn gửi thêm được" in screen.main.inner_text()
        phone_page.get_by_role("button", name="Bỏ: tệp 2").click()
        phone_page.get_by_role("button", name="Xoay: tệp 1").click()
        phone_page.get_by_role("button", name="Lên trước: tệp 2").click()
        cut(phone_page, "tệp 2", left=0.2, right=0.7, bottom=0.6)
        expect(pages.nth(1)).to_contain_text("Ảnh đã cắt viền")

        asked = []

        def break_now_and_then(route):
            asked.append(route)
            if len(asked) in (1, 3):
                route.abort()
            elif len(asked) == 2:
                told_to_come_again(route)
            else:
                route.continue_()

        phone_page.route("**/ban-chup/phan/", break_now_and_then)
        phone_page.get_by_role("button", name="Gửi bản chụp").click()
        phone_page.get_by_text("3 trang").first.wait_for()
        assert "Đã nhận “Đơn xin vào Đảng”: 3 trang" in screen.main.inner_text()
        assert len(asked) >= 5
        kept = Scan.objects.get()
        assert (kept.pages, store.settle(store.path_of(kept.stored_name))) == (3, (kept.sha256, kept.size))
        assert len(store.left()) == 1
        [width, height] = size_of_photo(store.path_of(kept.stored_name))
        assert (width, height) == (pytest.approx(1200 * 0.5, abs=25), pytest.approx(900 * 0.6, abs=25))


def cut(page, name, *, left, right, bottom):
    """Think better of it once, then cut: the left side by the keyboard, the right and lower corner by a finger."""
    box = page.get_by_role("dialog", name="Cắt viền ảnh")
    page.get_by_role("button", name=f"Cắt viền: {name}").click()
    expect(box).to_be_visible()  # the photo is drawn first: keys pressed before are the page's
    page.get_by_label("Bớt phía trên").press("End")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=f"Cắt viền: {name}")).to_be_focused()
    assert "đã cắt viền" not in page.locator("[data-scan-pages]").inner_text()

    page.get_by_role("button", name=f"Cắt viền: {name}").dblclick()
    expect(box).to_be_visible()
    for _ in range(round(100 * left)):
        page.get_by_label("Bớt bên trái").press("ArrowRight")
    page.get_by_label("Bớt phía trên").press("Home")
    shown = box.locator("canvas").bounding_box()
    wide, high = shown["width"] - 2 * EDGE, shown["height"] - 2 * EDGE
    page.mouse.move(shown["x"] + EDGE + wide - 4, shown["y"] + EDGE + high - 4)
    page.mouse.down()
    page.mouse.move(shown["x"] + EDGE + right * wide, shown["y"] + EDGE + bottom * high, steps=4)
    page.mouse.up()
    box.get_by_role("button", name="Cắt theo khung").click()
    expect(box).to_be_hidden()


def size_of_photo(path):
    """Width and height, in pixels, of the only photo of a PDF."""
    with pikepdf.open(path) as document:
        [image] = [image for page in document.pages for image in page.get_images().values()]
        return int(image.Width), int(image.Height)


@pytest.mark.once
def test_without_javascript_a_closed_gate_says_so_and_back_leads_to_the_form(live, open_page, tmp_path, settings):
    settings.VAR_DIR = tmp_path
    with with_scans():
        dossier = a_dossier(make_cast())
        page = open_page(java_script_enabled=False)
        screen = Screen(page, live.url).sign_in("sec_A1").open(scans_url(dossier))
        page.route("**/ban-chup/", lambda route: route.fallback() if is_asked(route) else told_to_come_again(route))
        page.set_input_files("#id_files", picked("1.jpg", photo(), "image/jpeg"))
        page.get_by_role("button", name="Gửi bản chụp").click()
        screen.says(BUSY, "Quay lại", "chọn lại tệp")

        page.go_back()

        screen.says("Ảnh JPEG, PNG hoặc tệp PDF")
        page.unroute_all()
        page.set_input_files("#id_files", picked("1.jpg", photo(), "image/jpeg"))
        page.get_by_role("button", name="Gửi bản chụp").click()
        screen.says("Đã nhận “Đơn xin vào Đảng”: 1 trang")


@pytest.mark.once
def test_a_picture_that_the_server_was_too_busy_for_is_asked_for_again(live, browser_page, tmp_path, settings):
    settings.VAR_DIR = tmp_path
    with with_scans():
        cast = make_cast()
        case = submitted(cast, days_ago(40), "Lò Thị Mẫu")
        points = [(CODE, "Đơn mờ", "04")]
        actions.request_completion(candidate=case, by=cast["staff_A"], on=days_ago(3), points=points)
        sent = send_files(browser_of(cast["sec_A1"]), case, ("1.jpg", photo()))
        assert sent.status_code == 302
        asked = []

        def busy_at_first(route):
            asked.append(route)
            if len(asked) == 1:
                route.fulfill(status=503)
            else:
                route.fallback()

        browser_page.route(re.compile(r"/trang/1/"), busy_at_first)
        Screen(browser_page, live.url).sign_in("staff_A").open(reverse("desk:review", args=[case.pk]))
        browser_page.get_by_role("button", name="Thẩm định hồ sơ").click()
        browser_page.get_by_text("Xem bản chụp, 1 trang").click()
        picture = browser_page.get_by_alt_text("Trang 1 của bản chụp")
        expect(picture).to_have_js_property("naturalWidth", 900)
        assert len(asked) == 2


@pytest.mark.once
def test_the_key_for_what_is_missing_opens_its_box_and_not_the_scan(live, browser_page, tmp_path, settings):
    settings.VAR_DIR = tmp_path
    with with_scans():
        cast = make_cast()
        case = submitted(cast, days_ago(40), "Lò Thị Mẫu")
        others = list(case.papers.exclude(code=CODE))
        actions.accept_papers(candidate=case, by=cast["staff_A"], papers=others)
        actions.request_completion(candidate=case, by=cast["staff_A"], on=days_ago(3), points=[(CODE, "Đơn mờ", "04")])
        assert send_files(browser_of(cast["sec_A1"]), case, ("1.jpg", photo())).status_code == 302
        actions.answer_point(point=CompletionPoint.objects.get(), by=cast["sec_A1"], answer="Đã chụp lại")
        actions.advance(candidate=case, transition="resubmit", by=cast["sec_A1"], on=days_ago(0))
        Screen(browser_page, live.url).sign_in("staff_A").open(reverse("desk:review", args=[case.pk]))
        row = browser_page.locator(".desk-papers > li[data-waits]").filter(has_text="Xem bản chụp")

        browser_page.keyboard.press("r")

        expect(row.get_by_label("Nội dung cần bổ sung")).to_be_focused()
        expect(row.locator(".scan-view[open]")).to_have_count(0)


def is_asked(route):
    return route.request.method == "GET"


def told_to_come_again(route):
    headers, page = prepared()
    route.fulfill(status=503, headers=dict(headers), body=page)


def picked(name, content, kind):
    return {"name": name, "mimeType": kind, "buffer": content}
