"""What of reports waits for whom on the first page, and no longer than it waits."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.periods import CALENDAR, DAY_15, label_of
from reports.sending.waiting import last_quarter
from tests.factories import sign_in, today
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
    assert "1 báo cáo chờ nhận, 1 báo cáo đã nhận, chờ khóa số liệu" in page
    assert f'href="{url("standing", "a")}"' in page
    assert "báo cáo chờ nhận" not in first_page("head_X")  # two levels below

    staff = sign_in(client, cast["staff_A"])
    signed = {**SIGNED, "signer_capacity": "T/M CHI BỘ"}
    for name, code, more in (("receive", "a1", {}), ("issue", "a1", signed), ("issue", "a2", signed)):
        assert act(staff, name, code, **more).status_code == 302
    assert "chờ khóa số liệu" not in first_page("staff_A")


def test_a_units_own_report_that_was_received_waits_to_be_locked(cast, first_page):
    bring(cast.A, LAST, "submitted")
    assert "1 báo cáo chờ nhận" in first_page("head_X")
    assert "Báo cáo chờ nhận, chờ khóa" not in first_page("staff_A")
    bring(cast.A, LAST, "received")
    page = first_page("staff_A")
    assert page.index("Báo cáo chờ nhận, chờ khóa") < page.index(f'href="{url("report", "a")}"')


def test_the_last_quarter_waits_until_it_is_sent(cast, first_page):
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
