"""The browser's own Back button shows a page again, and nothing of a session that ended; a number hides itself."""

import pytest
from playwright.sync_api import expect

from dossiers import cv_actions
from tests.browser.pages import Screen
from tests.factories import today

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_back_after_a_refused_form_shows_the_form_and_not_the_browsers_error(live, cast, open_page):
    screen = Screen(open_page(), live.url).sign_in("sec_A1")
    address = f"/ho-so/{cast.candidates['a1'].pk}/buoc/list/"
    screen.open(address)
    screen.press("Ghi nghị quyết đưa vào danh sách").says("Có lỗi cần sửa")
    screen.open("/ho-so/")

    screen.page.go_back()

    assert screen.page.url == live.url + address
    screen.says("Ghi nghị quyết đưa vào danh sách")


def test_back_after_a_form_that_was_refused_once_and_then_recorded_says_where_the_case_stands(live, cast, open_page):
    screen = Screen(open_page(), live.url).sign_in("sec_A1")
    screen.open(f"/ho-so/{cast.candidates['a1'].pk}/buoc/list/")
    screen.press("Ghi nghị quyết đưa vào danh sách").says("Có lỗi cần sửa")
    screen.fill("Số nghị quyết chi bộ", "01-NQ/CB").fill("Ngày họp chi bộ", today())
    screen.press("Ghi nghị quyết đưa vào danh sách").says("Đã ghi")

    screen.page.go_back()

    screen.says("chưa ghi được việc này ở đây")


def test_back_after_signing_out_shows_the_sign_in_page_and_nobodys_dossier(live, cast, open_page):
    screen = Screen(open_page(), live.url).sign_in("sec_A1")
    case = cast.candidates["a1"]
    screen.open(f"/ho-so/{case.pk}/").says(case.person.full_name)
    screen.page.get_by_role("button", name="Đăng xuất").click()
    expect(screen.page.get_by_role("heading", level=1, name="Đăng nhập")).to_be_visible()

    screen.page.go_back()

    expect(screen.page.get_by_role("heading", level=1, name="Đăng nhập")).to_be_visible()
    assert case.person.full_name not in screen.page.content()


def test_a_citizen_number_hides_itself_after_a_minute(live, cast, open_page):
    case = cast.candidates["a1"]
    cv_actions.answer_cv(candidate=case, by=None, version=0, values={"citizen_id": "001198004545"})
    screen = Screen(open_page(), live.url).sign_in("sec_A1")
    screen.page.clock.install()
    screen.open(f"/ho-so/{case.pk}/ly-lich/").says("0011******45")
    screen.main.get_by_role("button", name="Hiện đủ số căn cước").click()
    screen.says("001198004545", "sau 60 giây")
    screen.page.clock.fast_forward(61_000)
    screen.says("0011******45")
    assert "001198004545" not in screen.page.content()


def test_without_javascript_the_number_stands_on_a_page_of_its_own(live, cast, open_page):
    case = cast.candidates["a1"]
    cv_actions.answer_cv(candidate=case, by=None, version=0, values={"citizen_id": "001198004545"})
    screen = Screen(open_page(width=360, java_script_enabled=False), live.url).sign_in("sec_A1")
    screen.open(f"/ho-so/{case.pk}/ly-lich/").press("Hiện đủ số căn cước")
    screen.is_headed("Số căn cước").says("001198004545").follow("Che số, về lý lịch").says("0011******45")


def test_an_address_that_names_nothing_leaves_the_page_whole(live, open_page):
    page = open_page()
    page.goto(f"{live.url}/tai-khoan/dang-nhap/#50%")
    assert page.locator("[data-reveal]").first.is_visible()
