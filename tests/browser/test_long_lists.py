"""Long pages on a phone: short rows, the first twenty of them, the rest one tap away."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.pages import Screen
from tests.factories import make_candidate, make_cast, make_person

pytestmark = pytest.mark.browser
PEOPLE, FIRST = 25, 20
# A row of a list on a phone is a name and two or three lines.
ROW = 220


@pytest.fixture
def many(live):
    cast = make_cast()
    for place in range(PEOPLE):
        make_candidate(cast.A1, "listed", person=make_person(f"Lò Thị Số {place:02}"))
    return cast


def test_a_phone_shows_twenty_short_rows_and_the_rest_on_demand(live, many, phone_page):
    screen = Screen(phone_page, live.url).sign_in("sec_A1")
    page = screen.page
    page.goto(live.url + reverse("candidates:list"))
    rows = page.locator("main tbody > tr:visible")
    expect(rows).to_have_count(FIRST)
    assert max(row.bounding_box()["height"] for row in rows.all()) < ROW
    page.get_by_text("của trang này").click()
    expect(rows).to_have_count(PEOPLE + 1)  # the cast's own person of the cell
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_chapters_of_the_rulebook_open_one_by_one_on_a_phone(live, many, phone_page, open_page):
    phone, wide = phone_page, open_page()
    for page in (phone, wide):
        Screen(page, live.url).sign_in("sec_A1")
        page.goto(live.url + reverse("rulebook:page"))
    values = phone.locator("main .law > li:visible")
    expect(values).to_have_count(0)
    phone.get_by_text("Xem 9 quy định").first.click()
    expect(values).to_have_count(9)
    assert wide.locator("main .law > li:visible").count() > 9
