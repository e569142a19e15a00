"""A day that is due is put off by a document only, once, up to the rule's limit."""

from datetime import timedelta

import pytest
from django.urls import reverse

from candidates.judging import findings_for
from candidates.models import Candidate
from candidates.pipeline import TRANSITIONS
from candidates.rulebook import rule_set
from candidates.rules.deadlines import latest_extension
from tests.candidates.desk_cases import taken_over
from tests.candidates.pages import browser_of, send
from tests.factories import days_ago, today

pytestmark = pytest.mark.django_db


# A day is put off by a document only


def voted_case(cast, days=100):
    return taken_over(cast, "submitted", "Bế Thị Hoãn", ("cell_vote", days_ago(days)), ("submit", days_ago(days - 5)))


def extend(cast, case, until, user="head_A", number="12-CV/ĐU", on=None):
    url = reverse("candidates:extend", kwargs={"pk": case.pk})
    data = {"number": number, "issued_on": on or days_ago(1), "issuer": "Đảng ủy A", "until": until}
    return send(browser_of(cast[user]), url, **data)


def test_a_decision_is_put_off_up_to_the_limit_and_not_a_day_longer(cast):
    case = voted_case(cast)
    limit = latest_extension("admission", days_ago(100), rule_set(days_ago(1))).day
    refused = extend(cast, case, limit + timedelta(days=1))
    assert refused.status_code == 422
    assert "nhiều nhất 30 ngày làm việc" in refused.text
    assert "điểm 4.3.1" in refused.text
    assert f"{limit:%d/%m/%Y}" in refused.text
    assert extend(cast, case, limit).status_code == 302
    duty = case.obligations.open().get(kind="decide")
    assert duty.due_on == limit
    page = browser_of(cast["staff_A"]).get(reverse("candidates:detail", kwargs={"pk": case.pk})).text
    assert f"gia hạn đến {limit:%d/%m/%Y} theo văn bản số 12-CV/ĐU" in page


def test_a_nearer_day_or_another_hand_does_not_put_it_off(cast):
    case = voted_case(cast)
    due_on = case.obligations.open().get(kind="decide").due_on
    assert extend(cast, case, due_on).status_code == 422
    assert extend(cast, case, due_on + timedelta(days=1), user="staff_A").status_code == 403
    assert case.obligations.open().get(kind="decide").due_on == due_on


def test_a_late_ceremony_is_put_off_as_long_as_the_committee_above_consents(cast):
    case = taken_over(cast, "decided", "Lý Văn Lễ", ("decide", days_ago(60)))
    until = today() + timedelta(days=40)
    assert extend(cast, case, until).status_code == 302
    assert case.obligations.open().get(kind="ceremony").due_on == until
    late = TRANSITIONS["admit"]
    assert "ceremony_in_time" in {each.rule for each in findings_for(case, late, until + timedelta(days=1))}
    assert "ceremony_in_time" not in {each.rule for each in findings_for(case, late, until)}


def test_one_document_puts_a_day_off_once_and_a_later_one_follows_it(cast):
    case = voted_case(cast, 70)
    first = latest_extension("admission", days_ago(70), rule_set(days_ago(1))).day - timedelta(days=20)
    assert extend(cast, case, first, on=days_ago(2)).status_code == 302
    again = extend(cast, case, first + timedelta(days=5), number="12 - cv/đu")
    assert again.status_code == 422
    assert f"Văn bản này đã ghi: gia hạn đến hết ngày {first:%d/%m/%Y} theo văn bản số 12-CV/ĐU" in again.text
    assert "12 - cv/đu" in again.text
    older = extend(cast, case, first + timedelta(days=5), number="11-CV/ĐU", on=days_ago(3))
    assert (older.status_code, "trước văn bản gia hạn đã ghi gần nhất" in older.text) == (422, True)
    assert extend(cast, case, first, number="13-CV/ĐU").status_code == 422
    assert case.extensions.count() == 1
    assert extend(cast, case, first + timedelta(days=5), number="13-CV/ĐU").status_code == 302
    assert case.obligations.open().get(kind="decide").due_on == first + timedelta(days=5)


@pytest.mark.parametrize("late", [0, 1])
def test_what_is_put_off_when_its_days_were_over_is_marked_so_with_the_clause(cast, late):
    case = voted_case(cast, 100)
    due_on = case.obligations.open().get(kind="decide").due_on
    page = browser_of(cast["head_A"]).get(reverse("candidates:extend", kwargs={"pk": case.pk})).text
    assert f"Thời hạn đã hết ngày {due_on:%d/%m/%Y}: văn bản có ngày sau đó vẫn ghi được" in page
    until = latest_extension("admission", days_ago(100), rule_set(days_ago(1))).day
    sent = extend(cast, case, until, on=due_on + timedelta(days=late))
    told = browser_of(cast["head_A"]).get(sent.url).text
    assert ("ban hành khi đã quá hạn" in told) is bool(late)
    case = Candidate.objects.get(pk=case.pk)
    found = [each for each in findings_for(case, TRANSITIONS["decide"], until) if each.rule == "decided_in_time"]
    assert [("trước khi được gia hạn" in each.text, "4.3.1" in each.citation) for each in found] == [
        (True, True)
    ] * late
