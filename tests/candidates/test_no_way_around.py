"""What the rules stop cannot be passed by another number, another page or another order of things."""

import pytest

from branches import actions as branch_actions
from branches.models import Member
from candidates import actions
from candidates.gather import facts_for, voting_base
from candidates.judging import findings_for
from candidates.models import Candidate
from candidates.pipeline import TRANSITIONS
from partydev.refusals import Refused
from tests.candidates.desk_cases import appraised, step, vote
from tests.candidates.pages import browser_of, send, step_url
from tests.candidates.test_special_cases import ready, record, rules_of, set_facts, stands
from tests.factories import days_ago, make_candidate, make_member, make_organization, make_person, today

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


# Who counts, and what was there on the day


def test_a_member_who_is_exempt_is_still_one_of_three(cast, secretary):
    cell = make_organization("Chi bộ ba người", "cell", cast.A)
    members = [make_member(cell, f"Đảng viên ba {number}") for number in range(3)]
    branch_actions.exempt_member(by=None, member=members[0], on=days_ago(100))
    case = ready(cast, cell)
    assert "cell_has_three_full_members" not in rules_of(case)
    assert voting_base(case, "cell", today()) == 2
    branch_actions.transfer_out(by=None, member=members[1], on=days_ago(1), other_place="Đảng bộ khác", check=False)
    assert "cell_has_three_full_members" in rules_of(case)


def test_a_renewed_certificate_neither_counts_before_its_day_nor_hides_the_older_one(cast):
    case = ready(cast)
    nomination = actions.nominate(candidate=case, kind="awareness", by=None, on=days_ago(10))
    actions.complete_class(nomination=nomination, by=None, on=days_ago(5), certificate_number="16")
    assert facts_for(case, days_ago(15)).certificate_on == days_ago(190)
    assert facts_for(case, today()).certificate_on == days_ago(5)
    assert facts_for(case, days_ago(191)).certificate_on is None


def test_who_introduces_later_does_not_introduce_on_the_day_of_the_vote(cast):
    case = ready(cast)
    assert "has_introducers" in rules_of(case, on=days_ago(26))
    assert "has_introducers" not in rules_of(case, on=days_ago(25))
    first, second = case.introductions.all()
    new = Member.objects.filter(organization=cast.A1).exclude(introductions__candidate=case).first()
    change = {"replaces": first, "replaces_because": "moved", "since_together": days_ago(800)}
    actions.introduce(candidate=case, by=None, on=days_ago(2), member=new, **change)
    case = Candidate.objects.get(pk=case.pk)
    assert [each.key for each in facts_for(case, days_ago(10)).introducers] == [first.pk, second.pk]
    assert first.pk not in [each.key for each in facts_for(case, today()).introducers]


def test_opinions_that_were_written_later_are_not_those_of_the_day(cast):
    case = ready(cast)
    for code, days in (("39", 20), ("42", 5)):
        actions.enter_paper(candidate=case, by=None, code=code, issued_on=days_ago(days), number="1")
    assert facts_for(case, days_ago(10)).opinions_on == (days_ago(20),)


def test_a_readmission_that_was_annulled_is_none(cast):
    person = make_person()
    earlier = make_candidate(cast.A1, "probationary", person=person, is_readmission=True, left_party_on=days_ago(4000))
    step(earlier, "annul_admission", cast["head_X"], days_ago(20), "11-QĐ/ĐU", reason="Không đúng quy định")
    again = actions.enter_pool(
        by=None,
        organization=cast.A1,
        person=person,
        on=days_ago(10),
        source="cell",
        is_readmission=True,
        left_party_on=days_ago(4000),
    )
    assert facts_for(again, today()).earlier_readmissions == 0
    assert "readmitted_once_only" not in rules_of(again)


def test_a_day_left_blank_stops_unless_the_case_was_taken_over(cast):
    taken_over = ready(cast, together=0)
    assert facts_for(taken_over, today()).taken_over
    entered = actions.enter_pool(by=None, organization=cast.A1, person=make_person(), on=days_ago(100), source="cell")
    for member in Member.objects.filter(organization=cast.A1)[:2]:
        actions.introduce(candidate=entered, by=None, on=days_ago(20), member=member)
    levels = [
        found.level
        for case in (taken_over, Candidate.objects.get(pk=entered.pk))
        for found in findings_for(case, TRANSITIONS["cell_vote"], today())
        if found.rule == "introducers_know_the_person"
    ]
    assert levels == ["warn", "block"]


# Recognition before probation is over


def test_nobody_is_recognized_before_the_twelfth_month_by_way_of_a_report(cast):
    case = make_candidate(cast.A1, "probationary")
    Candidate.objects.filter(pk=case.pk).update(stage="reported_upward")
    Member.objects.filter(pk=case.member_id).update(joined_on=days_ago(200))
    with pytest.raises(Refused, match="Chưa hết 12 tháng dự bị"):
        step(case, "recognize", cast["head_X"], days_ago(1), "07-QĐ", ballot=vote(5, 5), reason="Đặc biệt")
