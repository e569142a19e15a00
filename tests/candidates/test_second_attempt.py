"""A case taken up again after it was closed: its steps, papers and introductions are those of the new attempt."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.models import Member
from candidates import actions, obligations
from candidates.clock import Clock
from candidates.desk import review, told
from candidates.gather import facts_for
from candidates.going import present_papers
from candidates.judging import findings_for
from candidates.models import Candidate, CommitteeMeeting, DossierItem, MeetingCase
from candidates.pipeline import TRANSITIONS
from partydev.refusals import Conflict, Refused
from tests.candidates.desk_cases import appraised, step, vote
from tests.candidates.pages import browser_of, case_url
from tests.factories import days_ago, make_candidate, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(cast):
    """A case that the base committee did not propose, and that the cell took up again."""
    return taken_up_again(cast)


def taken_up_again(cast):
    case = appraised(cast, days_ago(300))
    step(case, "committee_vote", cast["rec_A"], days_ago(270), "", ballot=vote(3, 9))
    case = Candidate.objects.get(pk=case.pk)
    step(case, "reconsider", cast["sec_A1"], days_ago(200), number="30-NQ/CB")
    return Candidate.objects.get(pk=case.pk)


def rules_of(case, key, on):
    return {finding.rule for finding in findings_for(case, TRANSITIONS[key], on)}


def to_the_vote(case, cast, *, number="2"):
    """The steps of the second attempt up to where the cell votes."""
    sec, members = cast["sec_A1"], list(Member.objects.filter(organization=cast.A1))
    actions.assign_mentor(candidate=case, mentor=members[0], by=sec, on=days_ago(199), resolution_number="31")
    for days, key in ((190, "open_dossier"), (189, "apply"), (188, "declare_cv"), (187, "start_verification")):
        step(case, key, sec, days_ago(days), number)
    step(case, "complete_verification", sec, days_ago(180), number)
    for member in members[1:3]:
        actions.introduce(candidate=case, by=sec, on=days_ago(179), member=member, since_together=days_ago(900))
    step(case, "collect_opinions", sec, days_ago(178), number)
    return Candidate.objects.get(pk=case.pk)


def test_a_vote_that_ends_the_case_ends_the_help(again):
    assert not again.mentors.filter(ends_on__isnull=True).exists()
    assert {each.ends_on for each in again.mentors.all()} == {days_ago(270)}


def test_steps_and_introductions_of_the_first_attempt_satisfy_no_rule(again):
    assert {"cv_is_verified", "has_introducers"} <= rules_of(again, "cell_vote", days_ago(100))
    facts = facts_for(again, days_ago(100))
    assert "cell_vote" not in facts.dates
    assert facts.certificate_on  # the class was finished once and for all


def test_an_irregular_vote_of_the_first_attempt_is_not_held_against_the_second(cast):
    case, sec = make_candidate(cast.A1, "opinions_collected", entered_on=days_ago(90)), cast["sec_A1"]
    voted = step(case, "cell_vote", sec, days_ago(80), ballot=vote(5, 5), reason="Đã họp", as_happened=True)
    assert voted.irregular
    assert "cell_vote_was_regular" in rules_of(Candidate.objects.get(pk=case.pk), "submit", days_ago(70))
    step(case, "withdraw", sec, days_ago(60))
    step(case, "reconsider", sec, days_ago(50))
    assert "cell_vote_was_regular" not in rules_of(Candidate.objects.get(pk=case.pk), "submit", days_ago(40))


def test_a_meetings_list_tells_nothing_of_the_first_attempt(again, cast):
    first = MeetingCase(meeting=CommitteeMeeting(held_on=days_ago(270)), transition="committee_vote")
    first.event = again.votes.get(body="base").event
    now = MeetingCase(meeting=CommitteeMeeting(held_on=today()), transition="committee_vote")
    helper, introducer = str(again.mentors.get().mentor), str(again.introductions.filter(member__isnull=False)[0])
    lines = []
    for case in (first, now):
        case.candidate = again
        lines.append(" ".join(str(words) for words in told.line(case, told.people([case])[again.pk])))
    assert "4/5" in lines[0]
    assert helper in lines[0]
    assert introducer in lines[0]
    for words in ("4/5", helper, introducer):
        assert words not in lines[1]


def test_papers_of_the_first_attempt_are_missing_again(again, cast):
    assert {paper.code for paper in present_papers(again)} == {"38"}
    page = browser_of(cast["sec_A1"]).get(case_url("detail", again)).text
    assert "Chưa có" in page


def test_a_paper_entered_for_this_attempt_counts_whatever_day_it_bears(again):
    kept = {"issued_on": days_ago(250), "number": "5", "state": DossierItem.State.ENTERED}
    again.papers.create(code="02", **kept)
    assert "02" in {paper.code for paper in present_papers(again)}
    assert Clock([again], today()).facts_of(again, set()).has_member_cv


def test_what_is_due_is_found_in_as_many_queries_for_many_cases_taken_up_again(again, cast):
    cases = [again, taken_up_again(cast), taken_up_again(cast)]
    obligations.sync_all(cases, today())
    counts = []
    for some in (cases[:1], cases):
        with CaptureQueriesContext(connection) as asked:
            obligations.sync_all(some, today())
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_desk_reads_no_paper_of_the_first_attempt(
    again, cast, django_assert_num_queries, django_assert_max_num_queries
):
    case = to_the_vote(again, cast)
    step(case, "cell_vote", cast["sec_A1"], days_ago(170), "77-NQ/CB", ballot=vote(4, 5))
    fresh = {"candidate": case, "by": cast["sec_A1"], "code": "39", "issued_on": days_ago(169)}
    actions.enter_paper(**fresh, number="8-MỚI", ordinal=1)
    case = Candidate.objects.get(pk=case.pk)
    held = {line.paper.pk for line in review.register(case) if line.paper}
    assert held == {paper.pk for paper in present_papers(case)}
    assert case.papers.get(code="40").pk not in held  # the union's resolution was of the first attempt
    assert "8-MỚI" in {line.paper.number for line in review.register(case) if line.paper}
    with django_assert_max_num_queries(10) as few:
        review.register(Candidate.objects.get(pk=case.pk))
    actions.enter_paper(**fresh, number="9", ordinal=2)
    with django_assert_num_queries(len(few)):
        review.register(Candidate.objects.get(pk=case.pk))


def test_the_newer_paper_takes_the_place_in_the_register(again, cast):
    first = again.papers.get(code="43").number
    case = to_the_vote(again, cast)
    step(case, "cell_vote", cast["sec_A1"], days_ago(170), "77-NQ/CB", ballot=vote(4, 5))
    paper = case.papers.get(code="43")
    assert (paper.number, paper.issued_on, paper.state) == ("77-NQ/CB", days_ago(170), DossierItem.State.ENTERED)
    assert paper.checked_by is None
    assert first in paper.history.values_list("number", flat=True)  # the first resolution stays on record


def test_an_accepted_paper_of_the_first_attempt_can_be_replaced_that_of_this_one_cannot(again, cast):
    case = to_the_vote(again, cast)
    step(case, "cell_vote", cast["sec_A1"], days_ago(170), "77-NQ/CB", ballot=vote(4, 5))
    with pytest.raises(Refused, match="giấy tờ"):
        step(case, "submit", cast["sec_A1"], days_ago(169))
    for ordinal in (1, 2):
        actions.enter_paper(
            candidate=case, by=cast["sec_A1"], code="39", issued_on=days_ago(169), number="8", ordinal=ordinal
        )
    step(case, "submit", cast["sec_A1"], days_ago(168))
    case = Candidate.objects.get(pk=case.pk)
    actions.accept_papers(candidate=case, by=cast["staff_A"], papers=list(case.papers.all()))
    with pytest.raises(Conflict):
        actions.enter_paper(candidate=case, by=cast["sec_A1"], code="39", issued_on=days_ago(1), number="9")


def test_the_same_member_may_introduce_again_but_not_twice(again, cast):
    case = to_the_vote(again, cast)
    member = case.introductions.filter(member__isnull=False).order_by("pk").first().member
    assert case.introductions.filter(member=member).count() == 2
    with pytest.raises(Conflict):
        actions.introduce(
            candidate=case, by=cast["sec_A1"], on=days_ago(100), member=member, since_together=days_ago(900)
        )


def test_votes_are_counted_through_all_attempts(again, cast):
    case = to_the_vote(again, cast)
    step(case, "cell_vote", cast["sec_A1"], days_ago(170), "", ballot=vote(2, 5))
    case = Candidate.objects.get(pk=case.pk)
    assert [each.attempt for each in case.votes.filter(body="cell").order_by("pk")] == [1, 2]
