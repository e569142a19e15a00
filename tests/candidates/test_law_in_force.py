"""Through the actions: by which law, and by which clause, a case is judged."""

from dataclasses import replace
from datetime import timedelta

import pytest

from branches.models import Member, OrganizationUnion
from candidates import actions
from candidates.actions.effects import recognized_from
from candidates.judging import findings_for
from candidates.models import Candidate, Obligation
from candidates.overview.links import duty_act
from candidates.pipeline import TRANSITIONS
from candidates.rulebook import judged_by, rule_set, rulebook
from dossiers.gather import case_of
from partydev.dates import add_months
from reports.figures.probation import overdue_recognitions
from tests.candidates.desk_cases import step, vote
from tests.candidates.pages import case_url
from tests.factories import days_ago, make_candidate, make_cast, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)


def test_a_wrong_total_of_the_committee_is_cited_by_the_clause_of_striking_off(cast):
    case = make_candidate(cast.A1, "recognition_prepared")
    ballot = vote(4, 5)
    step(case, "strike_off_cell_vote", cast["sec_A1"], days_ago(30), "9-NQ/CB", ballot=ballot, reason="Xét muộn")
    event = step(
        Candidate.objects.get(pk=case.pk),
        "strike_off_committee_vote",
        cast["rec_A"],
        days_ago(20),
        "9-NQ/ĐU",
        ballot=vote(8, 8),
        reason="Một đồng chí đã chuyển đi",
    )
    found = {each["rule"]: each["citation"] for each in event.findings}
    law = rule_set(days_ago(20))
    assert found["vote_counts_all_committee_members"] == str(law["committee_recognition_majority"].citation)


def test_probation_is_as_long_as_the_law_of_the_ceremony_says_wherever_it_is_asked(cast):
    """What holds since ten days ago does not reach back to a ceremony before that."""
    case = make_candidate(cast.A1, "recognition_prepared")
    joined, row = case.member.joined_on, rule_set(today())["probation_months"]
    later = rulebook().revised(replace(row, value=18, valid_from=days_ago(10), valid_to=None))
    end = add_months(joined, 12)
    with judged_by(later):
        assert recognized_from(case) == end
        assert case_of(case, today()).probation_ends_on == end
        listed = overdue_recognitions(cast.A1, end + timedelta(days=90))
        assert [each.person_id for each in listed] == [case.person_id]


def prepared(cast):
    """A case of someone of 28 years before the cell's vote, introduced by two members."""
    case = make_candidate(cast.A1, "verified")
    members = Member.objects.filter(organization=cast.A1, status=Member.Status.FULL)[:2]
    for member in members:
        actions.introduce(
            candidate=case, by=cast["sec_A1"], on=days_ago(30), member=member, since_together=days_ago(900)
        )
    return case


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [(900, None, True), (900, 100, False), (900, 2, True), (1, None, False), (None, None, False)],
    ids=["there is one", "there was one", "there was one that day", "there is one since", "none"],
)
def test_a_youth_union_of_the_unit_introduces_who_is_of_its_age(cast, since, until, told):
    case = prepared(cast)
    if since:
        ends = until and days_ago(until)
        OrganizationUnion.objects.create(
            organization=cast.A1, union="youth_union", valid_from=days_ago(since), valid_to=ends
        )
    found = {each.rule: each.level for each in findings_for(case, TRANSITIONS["cell_vote"], days_ago(5))}
    assert found.get("youth_union_introduces_its_age") == ("warn" if told else None)


def test_once_the_youth_union_introduces_nothing_is_said(cast):
    case = prepared(cast)
    OrganizationUnion.objects.create(organization=cast.A1, union="youth_union", valid_from=days_ago(900))
    actions.introduce(candidate=case, by=cast["sec_A1"], on=days_ago(20), union="youth_union", union_name="Đoàn xã")
    found = {each.rule for each in findings_for(case, TRANSITIONS["cell_vote"], days_ago(5))}
    assert "youth_union_introduces_its_age" not in found


def test_what_is_pressed_for_a_ceremony_without_receipt_is_the_receipt(cast):
    case = make_candidate(cast.A1, "decided")
    duty = Obligation(candidate=case, kind="ceremony", text="Ghi ngày chi bộ nhận quyết định, …", due_on=today())
    assert duty_act(duty, cast["sec_A1"])[0] == case_url("receive_decision", case)
