"""What changes below a case: the tree, the deciding body, the roster, the mentor, the days of the rules."""

from datetime import date

import pytest

from branches import actions as branch_actions
from branches.models import MemberEvent
from candidates import actions
from candidates.actions.entry import Milestone
from candidates.gather import full_members_on
from candidates.models import Candidate
from candidates.rulebook import rule_set
from candidates.rules.admission import ceremony_deadline
from candidates.rules.facts import CandidateFacts
from partydev.refusals import Conflict, Invalid, NotAllowed
from tests.candidates.test_way import reach_submitted, step
from tests.factories import days_ago, make_candidate, make_cast, make_person, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)


def test_a_case_waits_where_its_cell_moved(cast):
    candidate, _ = reach_submitted(cast, start=60)
    branch_actions.move(by=None, organization=cast.A1, parent=cast.B, on=today())
    candidate.refresh_from_db()
    assert candidate.waits_at == cast.B


def test_a_probationer_who_died_leaves_no_open_case(cast):
    candidate = make_candidate(cast.A1, "probationary")
    branch_actions.record_departure(
        by=cast["sec_A1"], member=candidate.member, kind=MemberEvent.Kind.DECEASED, on=days_ago(1)
    )
    candidate.refresh_from_db()
    assert (candidate.stage, candidate.is_open) == ("left", False)
    assert not candidate.obligations.open().exists()


def test_a_mentor_who_left_the_party_keeps_no_dossier(cast):
    candidate = make_candidate(cast.A1, "listed")
    actions.assign_mentor(
        candidate=candidate, mentor=cast.mentor_member, by=cast["sec_A1"], on=days_ago(5), resolution_number="2"
    )
    assert candidate in Candidate.objects.visible_to(cast["helper_A1"])
    branch_actions.record_departure(by=None, member=cast.mentor_member, kind=MemberEvent.Kind.EXPELLED, on=days_ago(1))
    assert candidate not in Candidate.objects.visible_to(cast["helper_A1"])


def test_a_vote_counts_the_roster_of_its_day(cast):
    branch_actions.transfer_out(by=None, member=cast.mentor_member, on=days_ago(3), other_place="Nơi khác")
    assert full_members_on(cast.A1, days_ago(30)) == 5
    assert full_members_on(cast.A1, today()) == 4


def test_a_secretary_cannot_catch_up_past_the_committees(cast):
    candidate, _ = reach_submitted(cast, start=60)
    days = [Milestone("decide", days_ago(20)), Milestone("admit", days_ago(10))]
    with pytest.raises(NotAllowed):
        actions.catch_up(
            by=cast["sec_A1"], candidate=candidate, stage="probationary", milestones=days, note="Đã kết nạp"
        )


def test_catching_up_asks_only_for_what_is_ahead(cast):
    candidate = make_candidate(cast.A1, "decided")
    actions.catch_up(
        by=cast["sec_A1"], candidate=candidate, stage="probationary", note="Đã tổ chức lễ",
        milestones=[Milestone("admit", days_ago(20))],
    )  # fmt: skip
    candidate.refresh_from_db()
    assert candidate.member.decided_on == candidate.events.get(kind="decide").on
    with pytest.raises(Invalid):
        actions.catch_up(by=None, candidate=candidate, stage="recognized", note="Đã công nhận")


def test_a_member_is_not_taken_over_into_the_pool(cast):
    with pytest.raises(Invalid):
        actions.take_over(
            by=None, organization=cast.A1, person=cast.mentor_member.person, stage="listed", entered_on=days_ago(9)
        )


def test_a_second_run_stops_reconsidering_the_first(cast):
    person = make_person()
    first = make_candidate(cast.A1, "pool", person=person)
    step(first, "withdraw", cast["sec_A1"], days_ago(5))
    make_candidate(cast.A2, "pool", person=person)
    with pytest.raises(Conflict):
        step(first, "reconsider", cast["sec_A1"], days_ago(1))


def test_the_ceremony_is_judged_by_the_rules_of_the_decisions_day():
    facts = CandidateFacts(
        on=date(2026, 8, 20), stage="decided", decided_on=date(2026, 7, 20), decision_received_on=date(2026, 8, 3)
    )
    assert ceremony_deadline(facts, rule_set(facts.on))[0].day == date(2026, 9, 16)
