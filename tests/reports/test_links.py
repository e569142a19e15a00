"""Each number of a report opens a list of its length: in a running period, of units counted otherwise, kept."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from candidates import actions
from candidates.actions.entry import Milestone
from reports.models import ReportRevision
from reports.periods import parse
from tests.factories import make_person, sign_in, today
from tests.reports.reporting import LAST, act, lock, quick_papers, url

pytestmark = pytest.mark.django_db
YEAR = int(LAST)
NUMBER = re.compile(r'<a href="([^"]*/bao-cao/danh-sach/[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def admitted(cell, decided, held=None):
    milestones = [Milestone("decide", decided), Milestone("admit", held or decided)]
    actions.take_over(by=None, organization=cell, person=make_person(), stage="probationary",
                      entered_on=decided.replace(month=1, day=2), milestones=milestones)  # fmt: skip


def opened(client, page):
    """(address, number, length of its list) of every number of a page that leads to a list."""
    found = {(href.replace("&amp;", "&"), strip_tags(text).strip()) for href, text in NUMBER.findall(page.text)}
    assert len(found) > 10
    for href, text in sorted(found):
        answer = client.get(href)
        assert answer.status_code == 200, href
        yield href, int(text.replace(".", "")), answer.context["page"].paginator.count


def test_last_years_numbers_of_a_running_period_lead_to_the_same_days(client, cast):
    admitted(cast.A1, date(YEAR, 12, 31))
    client = sign_in(client, cast["staff_A"])
    for href, number, length in opened(client, client.get(url("report", "a", str(today().year)))):
        assert number == length, href


def test_a_day_of_last_year_gives_a_cut_period_its_own_name():
    last = parse("2026-Q4").up_to(date(2026, 11, 23)).same_period_last_year()
    assert (parse(last.key).start, parse(last.key).end) == (date(2025, 10, 1), date(2025, 11, 23))


@pytest.mark.parametrize("key", [f"{LAST}-Q3", f"{LAST}-Q4", f"TERM-{LAST}"])
def test_rows_of_units_that_count_otherwise_lead_to_lists_counted_as_the_paper(client, cast, monkeypatch, key):
    quick_papers(monkeypatch)
    cast.A.term_starts_on = date(YEAR - 2, 1, 1)
    cast.A.save()
    cast.A1.counted_by, cast.A1.reporting_calendar = "decision", "day_15"
    cast.A1.save()
    admitted(cast.A1, date(YEAR, 9, 20), date(YEAR, 10, 8))
    admitted(cast.A1, date(YEAR, 9, 20))
    client = sign_in(client, cast["staff_A"])
    for href, number, length in opened(client, client.get(url("report", "a", key))):
        assert number == length, href
    lock(cast.A, key)
    for href, number, length in opened(client, client.get(url("report", "a", key))):
        assert ReportRevision.objects.get().code in href
        assert number == length, href


def test_the_unit_that_a_list_is_counted_like_is_one_the_reader_sees(client, cast):
    query = {"don_vi": "a1", "ky": LAST, "chi_tieu": "admitted"}
    client = sign_in(client, cast["sec_A1"])
    answers = [client.get("/bao-cao/danh-sach/", query | {"theo": code}).status_code for code in ("a1", "a", "\0")]
    assert answers == [200, 404, 404]


def test_a_report_of_a_term_that_is_over_counts_from_its_own_first_day(client, cast):
    for starts_on in (date(YEAR - 9, 7, 1), date(YEAR - 4, 8, 15), date(YEAR - 4, 8, 1), date(YEAR + 1, 1, 1)):
        cast.A.term_starts_on = starts_on  # the second was typed wrongly
        cast.A.save()
    client = sign_in(client, cast["staff_A"])
    starts = {key: client.get(url("report", "a", key)).context["period"].start
              for key in (f"TERM-{LAST}", f"TERM-{YEAR - 6}")}  # fmt: skip
    assert list(starts.values()) == [date(YEAR - 4, 8, 1), date(YEAR - 9, 7, 1)]
    assert client.get(url("report", "a", f"TERM-{YEAR - 12}")).status_code == 422


def test_a_report_of_the_last_term_stays_open_after_the_congress(client, cast, monkeypatch):
    quick_papers(monkeypatch)
    key, before, congress = f"TERM-{LAST}", date(YEAR - 4, 8, 15), date(YEAR + 1, 1, 1)
    cast.A.term_starts_on = before
    cast.A.save()
    lock(cast.A, key)
    for starts_on in (congress, date(YEAR, 8, 15), None):
        cast.A.term_starts_on = starts_on
        cast.A.save()
        client = sign_in(client, cast["staff_A"])
        for name in ("report", "pdf", "xlsx", "late", "submit"):
            page = client.get(url(name, "a", key))
            assert page.status_code == 200, (name, starts_on)
            assert name in ("pdf", "xlsx") or page.context["period"].start == before
        leader = sign_in(client, cast["lead_X"])
        for name in ("unread", "signals"):
            assert leader.get(reverse(f"reports:{name}")).status_code == 200
    assert act(sign_in(client, cast["staff_A"]), "submit", "a", key, reason="Bổ sung").status_code == 302
    assert ReportRevision.objects.last().basis["term_starts_on"] == before.isoformat()
    assert sign_in(client, cast["staff_A"]).get(url("report", "a", key)).context["period"].start == before
