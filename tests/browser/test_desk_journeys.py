"""The committee's desk in front of a browser: twenty dossiers by keyboard, and a completion that comes back."""

import pytest
from playwright.sync_api import expect

from candidates import actions
from candidates.models import Candidate, DossierItem
from tests.browser.pages import Screen, prove_integrity
from tests.candidates.desk_cases import submitted
from tests.factories import days_ago, make_cast, make_person

pytestmark = [pytest.mark.browser, pytest.mark.once]

PAPERS = (("38", 1), ("37", 1), ("01", 1), ("39", 1), ("39", 2), ("42", 1), ("43", 1))
MANY, RETURNED, SKIPPED = 20, 3, 5


# Twenty dossiers, and no mouse


@pytest.fixture
def twenty(live):
    """Twenty dossiers sent up by one cell, the oldest first."""
    cast = make_cast()
    for place in range(MANY):
        _sent_up(cast, f"Lò Thị Số {place:02}", days_ago(100 - place))
    return cast


def _sent_up(cast, name, on):
    by = cast["sec_A1"]
    candidate = actions.take_over(
        by=by,
        organization=cast.A1,
        person=make_person(name),
        stage="cell_resolved",
        entered_on=days_ago(800),
        milestones=[actions.Milestone("cell_vote", days_ago(120), actions.Paper("07-NQ/CB"))],
    )
    for code, ordinal in PAPERS:
        number = f"{code}/{ordinal}"
        actions.enter_paper(
            candidate=candidate, by=by, code=code, ordinal=ordinal, number=number, issued_on=days_ago(130)
        )
    actions.advance(candidate=candidate, transition="submit", by=by, on=on)


class Keyboard:
    """Hands that never leave the keyboard."""

    def __init__(self, page):
        self.page = page

    def tap(self, *keys, goes=False):
        if goes:
            with self.page.expect_navigation():
                self.tap(*keys)
            return self
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def tab_to(self, words, limit=120):
        """Go on by Tab until what has the focus says `words`, by its text or by its label."""
        said = "e => [e.innerText, e.labels && e.labels[0] && e.labels[0].innerText].join(' ')"
        for _ in range(limit):
            self.page.keyboard.press("Tab")
            if words in self.page.evaluate(f"({said})(document.activeElement)"):
                return self
        raise AssertionError(f"No way by Tab to {words}.")


def test_twenty_dossiers_are_cleared_by_keyboard_alone(live, twenty, open_page):
    screen = Screen(open_page(), live.url).sign_in("staff_A").menu("Thẩm định hồ sơ").says("20 hồ sơ")
    keys = Keyboard(screen.page)
    keys.tab_to("Chờ thẩm định").tap("Enter", goes=True)
    keys.tab_to("Lò Thị Số 00").tap("Enter", goes=True)
    keys.tap("?")
    expect(screen.page.get_by_role("dialog")).to_be_visible()
    keys.tap("Enter")
    expect(screen.page.get_by_role("dialog")).to_be_hidden()
    for place in range(MANY):
        expect(screen.page.locator("main h1")).to_contain_text(f"Lò Thị Số {place:02}")
        if place == SKIPPED:
            keys.tap("n", goes=True)
        elif place == RETURNED:
            ask(keys)
        elif place == 0:
            one_by_one(screen, keys)
        else:
            keys.tap("Shift+A", goes=True).tap("a").tap("Enter", goes=True)
    screen.is_headed("Thẩm định hồ sơ").says("Đây là hồ sơ cuối của danh sách: đã hết lượt.")
    keys.tab_to(f"Lò Thị Số {SKIPPED:02}").tap("Enter", goes=True)
    keys.tap("Shift+A", goes=True).tap("a").tap("Enter", goes=True)
    screen.is_headed("Thẩm định hồ sơ").says("Không có hồ sơ nào")

    cases = Candidate.objects.filter(person__full_name__startswith="Lò Thị Số").order_by("person__full_name")
    stages = [case.stage for case in cases]
    assert stages == ["returned" if place == RETURNED else "appraised" for place in range(MANY)]
    papers = DossierItem.objects.filter(candidate__in=cases)
    assert papers.filter(state="accepted").count() == MANY * len(PAPERS) - 1
    [point] = cases[RETURNED].requests.get().points.all()
    assert point.text == "Thiếu chữ ký ở trang cuối."
    assert not cases.filter(events__irregular=True).exists()
    prove_integrity()


def one_by_one(screen, keys):
    """The first dossier paper by paper: looked at, ticked, and each tap takes the next one that waits."""
    keys.tap("v", goes=True).tap("v", goes=True)
    screen.says(f"Đã xem 2/{len(PAPERS)}")
    for left in range(len(PAPERS), 0, -1):
        expect(screen.page.locator(".desk-papers > li[data-waits]")).to_have_count(left)
        keys.tap("a", goes=True)
    keys.tap("a").tap("Enter", goes=True)


def ask(keys):
    """Write what the first paper lacks, look at the rest, and send it back with a reason."""
    keys.tap("r")
    keys.page.keyboard.type("Thiếu chữ ký ở trang cuối.")
    keys.tab_to("Ghi cần bổ sung", 3).tap("Enter", goes=True)
    keys.tap("Shift+A", goes=True).tap("r").tap("Enter", goes=True)
    keys.tab_to("Lý do").tap("ArrowDown", "ArrowDown")
    keys.tab_to("Gửi và mở hồ sơ kế tiếp").tap("Enter", goes=True)


def test_a_held_key_acts_once_caps_lock_is_no_shift_and_nothing_out_of_sight_is_accepted(live, open_page):
    _sent_up(make_cast(), "Lò Thị Số 00", days_ago(100))
    screen = Screen(open_page(), live.url).sign_in("staff_A").menu("Thẩm định hồ sơ").follow("Lò Thị Số 00")
    page, waits = screen.page, screen.page.locator(".desk-papers > li[data-waits]")
    page.locator(".desk-papers [type=checkbox]").first.check()  # the keys work on
    with page.expect_navigation():
        page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'A', bubbles: true}))")
    expect(waits).to_have_count(len(PAPERS) - 1)
    page.keyboard.down("a")  # taken by the page that then goes
    expect(waits).to_have_count(len(PAPERS) - 2)
    page.keyboard.down("a")  # repeated, as long as the key is not let go
    page.keyboard.up("a")
    page.set_viewport_size({"width": 800, "height": 300})
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(waits.first).not_to_be_in_viewport()
    page.keyboard.press("a")
    expect(waits.first).to_be_in_viewport()
    expect(page.locator("#desk-said")).to_contain_text("Bấm a lần nữa để ghi đạt yêu cầu")
    expect(waits).to_have_count(len(PAPERS) - 2)
    page.locator(".desk-papers [type=checkbox]").first.focus()
    with page.expect_navigation():
        page.keyboard.press("a")
    expect(waits).to_have_count(len(PAPERS) - 3)


def test_enter_in_the_note_of_what_is_lacking_never_accepts_the_paper(live, open_page):
    _sent_up(make_cast(), "Lò Thị Số 00", days_ago(100))
    screen = Screen(open_page(), live.url).sign_in("staff_A").menu("Thẩm định hồ sơ").follow("Lò Thị Số 00")
    keys = Keyboard(screen.page).tap("r")
    screen.page.keyboard.type("Thiếu chữ ký ở trang cuối.")
    keys.tap("Enter", goes=True)
    [paper] = DossierItem.objects.exclude(note="")
    assert (paper.state, paper.note) == ("completion", "Thiếu chữ ký ở trang cuối.")
    assert not DossierItem.objects.filter(state="accepted").exists()
    screen.says("cần bổ sung, chưa gửi chi bộ")
    keys.tap("Shift+A", goes=True).tap("a")
    expect(screen.page.locator("#ket-qua a:focus")).to_have_text("Đề nghị bổ sung")


# There and back


@pytest.fixture
def case(live):
    cast = make_cast()
    return submitted(cast, days_ago(60), name="Lò Thị Bổ Sung")


def test_two_points_come_back_to_the_cell_alone_and_stand_first_at_the_desk(live, case, open_page, phone_page):
    officer = Screen(open_page(), live.url).sign_in("staff_A").menu("Thẩm định hồ sơ").follow("Lò Thị Bổ Sung")
    names = [line.locator("strong").first.inner_text() for line in officer.main.locator(".desk-papers > li").all()]
    wanted = {name: f"Thiếu nội dung {place}." for place, name in enumerate(dict.fromkeys(names[:2]), 1)}
    assert len(wanted) == 2
    send_back(officer, wanted)

    secretary = Screen(phone_page, live.url).sign_in("sec_A1").menu("Người vào Đảng").follow("Lò Thị Bổ Sung")
    points = secretary.part("points")
    expect(points.get_by_role("button", name="Ghi đã bổ sung")).to_have_count(2)
    expect(points).to_contain_text("2 nội dung")
    for answered, text in enumerate(wanted.values(), 1):
        secretary.fits()
        box = points.locator("article").filter(has_text=text)
        box.get_by_label("Đã bổ sung").fill(f"Đã sửa {text}")
        secretary.press("Ghi đã bổ sung", within=box)
        expect(points.get_by_role("button", name="Ghi đã bổ sung")).to_have_count(2 - answered)
    secretary.follow("Gửi lại hồ sơ").press("Gửi hồ sơ của Lò Thị Bổ Sung")

    officer.menu("Thẩm định hồ sơ").says("Đã đề nghị bổ sung 1 lần").follow("Lò Thị Bổ Sung")
    news = officer.part("moi")
    for name, text in wanted.items():
        expect(news).to_contain_text(name)
        officer.says(f"Đã sửa {text}")
    assert officer.main.locator("section[id]").first.get_attribute("id") == "moi"
    marked = officer.main.locator(".desk-papers > li").filter(has_text="Chi bộ đã bổ sung")
    expect(marked).to_have_count(2)
    assert Candidate.objects.get(pk=case.pk).stage == "submitted"
    prove_integrity()


def send_back(officer, wanted):
    """One letter with both points, a reason code each."""
    officer.page.goto(officer.page.url.split("?")[0].rstrip("/") + "/bo-sung/")
    officer.is_headed("Đề nghị bổ sung hồ sơ")
    for code, (name, text) in enumerate(wanted.items(), 2):
        box = officer.main.locator("details").filter(has=officer.page.get_by_text(name, exact=True)).first
        box.locator("summary").first.click()
        box.get_by_label("Lý do").select_option(index=code)
        box.locator("textarea").fill(text)
    officer.press("Gửi đề nghị bổ sung").says("Đã đề nghị Chi bộ A1 bổ sung")
