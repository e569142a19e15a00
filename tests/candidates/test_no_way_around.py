"""What the rules stop cannot be passed by another number, another page or another order of things."""

from datetime import timedelta

import pytest

from branches import actions as branch_actions
from branches.models import Member
from candidates import actions
from candidates.models import Candidate
from partydev.refusals import Refused
from tests.candidates.desk_cases import appraised, step, vote
from tests.candidates.pages import browser_of, send, step_url
from tests.candidates.test_special_cases import ready, record, rules_of, set_facts, stands
from tests.factories import days_ago, make_candidate, make_member, make_person, today

pytestmark = pytest.mark.django_db
HAPPENED = {"as_happened": "on", "reason": "Theo biên bản"}


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


# The mark of a political issue


def test_the_cell_does_not_take_the_mark_of_a_political_issue_away(cast, secretary):
    case = ready(cast)
    assert set_facts(secretary, case, political_issue="on").status_code == 302
    refused = set_facts(secretary, case)
    assert refused.status_code == 422
    assert "kết luận của cấp ủy có thẩm quyền" in refused.text
    case.refresh_from_db()
    assert case.political_issue
    assert set_facts(secretary, case, political_issue="on", foreign_tie="on").status_code == 302


def test_a_recorded_conclusion_or_who_checks_the_dossier_takes_it_away(cast, secretary):
    case, other = ready(cast), ready(cast)
    for each in (case, other):
        set_facts(secretary, each, political_issue="on")
    assert record(browser_of(cast["staff_A"]), case, "political_conclusion").status_code == 302
    assert set_facts(secretary, case).status_code == 302
    assert set_facts(browser_of(cast["head_A"]), other).status_code == 302
    assert not Candidate.objects.filter(political_issue=True).exists()


# Votes over a total that is too small


def counts(of, votes_for):
    return {"eligible": of, "present": of, "votes_for": votes_for, "votes_against": of - votes_for, "votes_other": 0}


def test_a_vote_that_carries_over_too_few_only_is_not_regular(cast, secretary):
    for number in range(4):
        make_member(cast.A1, f"Đảng viên thêm {number}")
    case = ready(cast)
    data = {"on": today(), "paper_number": "9-NQ/CB", **counts(6, 4)}
    refused = send(secretary, step_url(case, "cell_vote"), **data, reason="Vắng ba đồng chí")
    assert refused.status_code == 422
    assert "Trên tổng số 9 cần ít nhất 6 phiếu tán thành, mới có 4." in refused.text
    assert stands(case) == "opinions_collected"
    assert send(secretary, step_url(case, "cell_vote"), **data, **HAPPENED).status_code == 302
    assert case.events.get(kind="cell_vote").irregular


def test_a_wrong_total_over_which_all_would_carry_it_too_is_noted(cast, secretary):
    case = ready(cast)
    data = {"on": today(), "paper_number": "9-NQ/CB", **counts(4, 4)}
    assert send(secretary, step_url(case, "cell_vote"), **data, reason="Theo biên bản").status_code == 302
    assert not case.events.get(kind="cell_vote").irregular


def test_the_deciding_body_counts_all_its_members_too(cast):
    """The standing committee of X has five members; more than half are three."""
    case = appraised(cast, days_ago(80))
    actions.advance(
        candidate=case,
        transition="committee_vote",
        by=cast["rec_A"],
        on=days_ago(60),
        ballot=vote(8, 9),
        paper=actions.Paper("08-NQ/ĐU"),
    )
    step(case, "forward", cast["staff_A"], days_ago(59))
    with pytest.raises(Refused, match="Trên tổng số 5 cần ít nhất 3 phiếu") as refusal:
        step(case, "decide", cast["head_X"], days_ago(40), "05-QĐ", ballot=vote(2, 3), reason="Theo biên bản")
    assert "vote_counts_all_committee_members" in [found.rule for found in refusal.value.findings if found.blocks]
    assert not step(case, "decide", cast["head_X"], days_ago(40), "05-QĐ", ballot=vote(3, 5)).irregular


# Recognition before probation is over


def test_nobody_is_recognized_before_the_twelfth_month_by_way_of_a_report(cast):
    case = make_candidate(cast.A1, "probationary")
    Candidate.objects.filter(pk=case.pk).update(stage="reported_upward")
    Member.objects.filter(pk=case.member_id).update(joined_on=days_ago(200))
    with pytest.raises(Refused, match="Chưa hết 12 tháng dự bị"):
        step(case, "recognize", cast["head_X"], days_ago(1), "07-QĐ", ballot=vote(5, 5), reason="Đặc biệt")
