"""What of reports waits for whom on the first page, and no longer than it waits."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.actions import move
from reports.periods import CALENDAR, DAY_15, label_of
from reports.sending.waiting import last_quarter
from tests.factories import days_ago, make_organization, sign_in, today
from tests.reports.reporting import LAST, SIGNED, act, bring, lock, quick_papers, url

pytestmark = pytest.mark.django_db
QUARTER = last_quarter(today(), CALENDAR).key


@pytest.fixture(autouse=True)
def papers(monkeypatch):
    quick_papers(monkeypatch)


@pytest.fixture
def first_page(client, cast):
    """The words of the first page of somebody of the cast."""
    return lambda name: sign_in(client, cast[name]).get("/").content.decode()


@pytest.mark.parametrize(("calendar", "on", "key"), [
    (CALENDAR, date(2026, 9, 30), "2026-Q2"),
    (CALENDAR, date(2026, 10, 1), "2026-Q3"),
    (CALENDAR, date(2026, 10, 2), "2026-Q3"),
    (CALENDAR, date(2027, 1, 1), "2026-Q4"),
    (DAY_15, date(2026, 9, 14), "2026-Q2"),
    (DAY_15, date(2026, 9, 15), "2026-Q3"),
    (DAY_15, date(2026, 9, 16), "2026-Q3"),
])  # fmt: skip
def test_the_quarter_that_ended_last(calendar, on, key):
    assert last_quarter(on, calendar).key == key


def test_what_is_given_back_stands_first_with_its_reason_until_it_is_sent_again(client, cast, first_page):
    assert act(sign_in(client, cast["sec_A1"]), "submit", "a1").status_code == 302
    assert "trả lại báo cáo" not in first_page("sec_A1")
    assert act(sign_in(client, cast["staff_A"]), "send_back", "a1", reason="Thiếu mục ưu điểm").status_code == 302

    page = first_page("sec_A1")
    assert page.index("Cấp trên trả lại báo cáo") < page.index("Người vào Đảng theo bước")
    assert "lý do: Thiếu mục ưu điểm" in page
    assert f'href="{url("report", "a1")}"' in page
    assert "lý do: Thiếu mục ưu điểm" in sign_in(client, cast["sec_A1"]).get(reverse("reports:list")).content.decode()
    for other in ("staff_A", "sec_A2", "head_X"):
        assert "Thiếu mục ưu điểm" not in first_page(other)

    act(sign_in(client, cast["sec_A1"]), "submit", "a1")
    assert "Cấp trên trả lại báo cáo" not in first_page("sec_A1")


def test_a_correction_that_is_given_back_waits_too(client, cast, first_page):
    lock(cast.A1, LAST)
    act(sign_in(client, cast["sec_A1"]), "submit", "a1", reason="Bổ sung")
    act(sign_in(client, cast["staff_A"]), "send_back", "a1", reason="Sai số")
    assert "lý do: Sai số" in first_page("sec_A1")


def test_who_receives_is_told_how_many_wait_and_where(client, cast, first_page):
    bring(cast.A1, LAST, "submitted")
    bring(cast.A2, LAST, "received")
    page = first_page("staff_A")
    assert page.index("chờ nhận</p>") < page.index("đã nhận, chờ khóa số liệu</p>")
    for code in ("a1", "a2"):
        assert f'href="{url("report", code)}"' in page
    assert "Báo cáo chờ nhận" not in first_page("head_X")  # two levels below

    staff = sign_in(client, cast["staff_A"])
    signed = {**SIGNED, "signer_capacity": "T/M CHI BỘ"}
    for name, code, more in (("receive", "a1", {}), ("issue", "a1", signed), ("issue", "a2", signed)):
        assert act(staff, name, code, **more).status_code == 302
    assert "chờ khóa số liệu" not in first_page("staff_A")


def test_of_many_the_number_is_told_and_the_list_has_them_though_they_came_later(client, cast, first_page):
    cells = [cast.A1, cast.A2, cast.B1]
    for cell in cells:
        bring(cell, LAST, "submitted")
    move(by=None, organization=cast.B1, parent=cast.A, on=today(), decision="77-QĐ/TU")
    assert "3 báo cáo chờ nhận" in first_page("staff_A")
    listed = sign_in(client, cast["staff_A"]).get(url("standing", "a")).content.decode()
    assert all(f'href="{url("report", cell.code)}"' in listed for cell in cells)


def test_where_the_unit_above_counts_otherwise_each_report_has_its_line(cast, first_page):
    cells = [cast.A1, cast.A2, make_organization("Chi bộ thứ ba", "cell", cast.A, code="a3")]
    for cell in cells:
        cell.term_starts_on = days_ago(1000)
        cell.save()
        bring(cell, f"TERM-{LAST}", "submitted")
    page = first_page("staff_A")
    assert all(f'href="{url("report", cell.code, f"TERM-{LAST}")}"' in page for cell in cells)
    assert "báo cáo chờ nhận" not in page


def test_a_units_own_report_that_was_received_waits_to_be_locked(cast, first_page):
    bring(cast.A, LAST, "submitted")
    assert "Báo cáo chờ nhận, chờ khóa" in first_page("head_X")
    assert "Báo cáo chờ nhận, chờ khóa" not in first_page("staff_A")
    bring(cast.A, LAST, "received")
    page = first_page("staff_A")
    assert page.index("Báo cáo chờ nhận, chờ khóa") < page.index(f'href="{url("report", "a")}"')


def test_the_last_quarter_waits_until_it_is_sent(client, cast, first_page):
    words = f"Báo cáo {label_of(QUARTER)}"
    page = first_page("sec_A1")
    assert page.index("Báo cáo chưa gửi") < page.index(words)
    above = first_page("staff_A")
    assert f'href="{url("report", "a", QUARTER)}"' in above
    assert "2 đơn vị trực thuộc chưa gửi" in above
    assert words not in first_page("helper_A1")

    bring(cast.A1, QUARTER, "submitted")
    assert words not in first_page("sec_A1")
    assert "1 đơn vị trực thuộc chưa gửi" in first_page("staff_A")

    assert act(sign_in(client, cast["sec_A1"]), "take_back", "a1", QUARTER).status_code == 302
    assert words in first_page("sec_A1")


def test_a_unit_founded_after_the_quarter_owes_no_report_of_it(cast, first_page):
    end = last_quarter(today(), CALENDAR).end
    for founded, is_owed in ((end, True), (end + timedelta(days=1), False)):
        cast.A1.founded_on = founded
        cast.A1.save()
        assert ("Báo cáo chưa gửi" in first_page("sec_A1")) is is_owed


@pytest.mark.once
def test_as_many_questions_for_many_reports_as_for_one(client, cast):
    def questions():
        browser = sign_in(client, cast["staff_A"])
        with CaptureQueriesContext(connection) as asked:
            assert browser.get("/").status_code == 200
        return len(asked)

    bring(cast.A1, LAST, "submitted")
    questions()
    one = questions()
    for key in (f"{LAST}-Q1", f"{LAST}-Q2", f"{LAST}-Q3"):
        bring(cast.A1, key, "submitted")
        bring(cast.A2, key, "received")
    assert questions() == one
