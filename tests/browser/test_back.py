"""The browser's own Back button: after a refused form it shows a page again, never the browser's own error."""

import pytest

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
