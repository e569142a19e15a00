"""What the law asks, as its readers meet it: why a case cannot go on, and what is due by when, in whose list."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from candidates import actions, obligations
from candidates.models import Candidate, ClassNomination
from candidates.rulebook import work_calendar
from candidates.rules.calendar import month_later
from tests.browser.pages import Screen
from tests.factories import days_ago, make_candidate, make_person, today

pytestmark = [pytest.mark.browser, pytest.mark.once]

WHY = "Cần hai đảng viên chính thức giới thiệu"
ACT = "Ghi đã có giới thiệu và ý kiến"


def test_a_secretary_sees_why_a_case_cannot_go_on_mends_it_and_goes_on(live, cast, phone_page):
    case = make_candidate(cast.A1, "verified", person=make_person("Lò Thị Mai Anh"))
    screen = Screen(phone_page, live.url).sign_in("sec_A1").open(f"/ho-so/{case.pk}/")
    finding = screen.part("next").locator(".finding").filter(has_text=WHY)
    expect(finding).to_contain_text("Theo ")
    expect(finding).to_contain_text("Người thực hiện: Chi bộ")
    screen.follow(ACT).fill("Ngày tổng hợp", today()).press(ACT).says(WHY).fits()
    assert Candidate.objects.get(pk=case.pk).stage == "verified"

    screen.follow("Bổ sung", within=screen.main.locator(".finding").filter(has_text=WHY))
    introduce(screen, "Đảng viên A1 số 1")
    screen.open(f"/ho-so/{case.pk}/").says(f"{WHY}", "hiện có 1 đảng viên")
    screen.follow("Bổ sung", within=screen.part("next").locator(".finding").filter(has_text=WHY))
    introduce(screen, "Đảng viên A1 số 2")

    screen.open(f"/ho-so/{case.pk}/")
    expect(screen.part("next")).not_to_contain_text(WHY)
    screen.follow(ACT).fill("Ngày tổng hợp", today()).press(ACT).says("Đã ghi: ")
    case = Candidate.objects.get(pk=case.pk)
    assert case.stage == "opinions_collected"
    assert not case.events.filter(irregular=True).exists()


def introduce(screen, member):
    screen.choose("Đảng viên chính thức giới thiệu", member)
    screen.fill("Cùng công tác, học tập hoặc cư trú với người vào Đảng từ ngày", days_ago(900))
    screen.press("Ghi giới thiệu").says("Đã ghi")


@pytest.fixture
def near(cast):
    """A certificate near its 60 months, a ceremony near its last day, a recognition past its window: person -> day."""
    ending = make_candidate(cast.A1, "listed", person=make_person("Hoàng Thị Chứng"))
    granted = month_later(today() + timedelta(days=20), -60)
    ClassNomination.objects.create(
        candidate=ending,
        kind="awareness",
        nominated_on=granted,
        result="completed",
        certificate_number="7",
        certificate_on=granted,
    )
    obligations.sync(Candidate.objects.get(pk=ending.pk), today())
    calendar, joined, decided = work_calendar(), days_ago(480), days_ago(38)
    for stage, name, milestones in (
        ("decided", "Lý Văn Lễ", {"decide": decided}),
        ("probationary", "Đỗ Thị Muộn", {"decide": days_ago(500), "admit": joined}),
    ):
        actions.take_over(
            by=None,
            organization=cast.A1,
            person=make_person(name),
            stage=stage,
            entered_on=days_ago(900),
            milestones=[actions.Milestone(key, on) for key, on in milestones.items()],
        )
    return {
        "Hoàng Thị Chứng": month_later(granted, 60),
        "Lý Văn Lễ": calendar.add_working_days(decided, 30).day,
        "Đỗ Thị Muộn": calendar.add_working_days(month_later(joined, 12), 30).day,
    }


def test_what_is_near_or_past_its_day_stands_in_the_right_lists_with_its_day(live, cast, near, phone_page, open_page):
    secretary = Screen(phone_page, live.url).sign_in("sec_A1")
    officer = Screen(open_page(), live.url).sign_in("staff_A")
    for screen in (secretary, officer):
        screen.menu("Việc đến hạn").fits()
        for who, on in near.items():
            line = screen.main.locator("tbody tr").filter(has_text=who).filter(has_text=f"({on:%d/%m/%Y})")
            expect(line.first).to_be_visible()
    # Of the cell's own people, and of nobody else's.
    other = Screen(open_page(), live.url).sign_in("sec_A2").menu("Việc đến hạn")
    for who in near:
        expect(other.main).not_to_contain_text(who)
    # From the line to the form in one tap, the most urgent first.
    secretary.menu("Việc của tôi")
    first = secretary.main.inner_text()
    assert first.index("Quá hạn") < first.index("Đỗ Thị Muộn") < first.index("Lý Văn Lễ")
    line = secretary.main.locator("li").filter(has_text="Lý Văn Lễ").filter(has_text=f"{near['Lý Văn Lễ']:%d/%m/%Y}")
    with secretary.page.expect_navigation():
        line.get_by_role("link").first.click()
    secretary.says("Lý Văn Lễ", "Ghi")
