"""Long pages on a phone: short rows, the first twenty of them, the rest one tap away."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from candidates import actions
from tests.browser.pages import Screen
from tests.factories import days_ago, make_candidate, make_cast, make_person

pytestmark = [pytest.mark.browser, pytest.mark.once]
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


def test_what_waits_without_a_day_is_folded_on_a_phone_and_what_is_urgent_is_not(live, many, phone_page):
    late = make_candidate(many.A1, "listed", person=make_person("Lò Thị Muộn"))
    given = {"by": None, "on": days_ago(70), "resolution_number": "902-NQ/CB"}
    actions.assign_mentor(candidate=late, mentor=many.mentor_member, **given)
    page = Screen(phone_page, live.url).sign_in("sec_A1").page
    later = page.locator("section", has=page.get_by_role("heading", name="Tiếp theo"))
    expect(
        page.locator("section", has=page.get_by_role("heading", name="Quá hạn")).locator("li").first
    ).to_be_visible()
    expect(later.locator("li:visible")).to_have_count(0)
    later.locator(".phone-fold > summary").click()
    expect(later.locator("li").first).to_be_visible()
