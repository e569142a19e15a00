"""What was recorded by mistake is taken back: nothing is erased, no figure keeps it, and it can be recorded anew."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from branches import actions as branch_actions
from branches.models import Member
from candidates import actions
from candidates.models import Candidate, StageEvent, Vote
from partydev.once import new_token
from partydev.refusals import Conflict, Invalid, NotAllowed
from reports import lists
from reports.figures import figures
from reports.quarterly import period_of
from tests.candidates.desk_cases import appraise, cast_decided_above, step, submitted, vote
from tests.candidates.meeting_pages import SIGNED
from tests.factories import days_ago, make_person, sign_in, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
WHY = "Ghi nhầm số phiếu"
AS_HAPPENED = {"reason": "Đã họp như vậy", "as_happened": True}


def fresh(candidate):
    return Candidate.objects.get(pk=candidate.pk)


def take_back(candidate, event, by, reason=WHY):
    return actions.take_back(candidate=candidate, event=event, by=by, reason=reason)


def this_year(organization):
    return figures(organization, period_of(organization, str(today().year)))


def cast_with_a_dossier():
    """The cast, and a dossier that was sent up."""
    cast = cast_decided_above()
    cast.candidates["sent"] = submitted(cast, days_ago(100))
    return cast


made_cast = once_a_module(cast_with_a_dossier)


def decide(cast, candidate, on):
    """The dossier that was `submitted` for `on` goes on to the decision."""
    case = appraise(cast, candidate, on)
    step(case, "committee_vote", cast["rec_A"], on_plus(on, 20), ballot=vote(8, 9))
    step(case, "forward", cast["staff_A"], on_plus(on, 21))
    step(case, "decide", cast["head_X"], on_plus(on, 22), "15-QĐ/ĐU", ballot=vote(5, 5))
    return fresh(case)


def on_plus(on, days):
    return days_ago((today() - on).days - days)


def test_a_vote_with_wrong_numbers_is_taken_back_and_recorded_anew(cast):
    case = appraise(cast, cast.candidates["sent"], days_ago(100))
    wrong = step(case, "committee_vote", cast["rec_A"], days_ago(50), "45-NQ/ĐU", ballot=vote(8, 9))
    take_back(case, wrong, cast["rec_A"])
    assert (fresh(case).stage, fresh(case).votes.filter(body="base").count()) == ("appraised", 0)

    right = step(case, "committee_vote", cast["rec_A"], days_ago(50), "45-NQ/ĐU", ballot=vote(9, 9))
    votes = list(Vote.every.filter(candidate=case, body="base").order_by("pk"))
    assert [each.votes_for for each in votes] == [8, 9]
    assert (votes[1].attempt, votes[1].corrects, votes[1].event) == (1, votes[0], right)
    call_command("integrity")


def test_a_vote_that_ended_the_case_is_taken_back_and_the_case_goes_on(cast):
    case = appraise(cast, cast.candidates["sent"], days_ago(100))
    helper = case.mentors.get()
    wrong = step(case, "committee_vote", cast["rec_A"], days_ago(50), "", ballot=vote(2, 9))
    assert fresh(case).stage == "not_admitted"
    take_back(case, wrong, cast["rec_A"])
    assert (fresh(case).stage, fresh(case).closed_on) == ("appraised", None)
    helper.refresh_from_db()
    assert helper.ends_on is None
    call_command("integrity")


def test_no_figure_and_no_list_of_any_day_keeps_what_was_taken_back(cast):
    case = decide(cast, cast.candidates["sent"], days_ago(100))
    before = {place: this_year(place) for place in (cast.A1, cast.A, cast.X)}
    roster = set(Member.objects.values_list("pk", flat=True))
    ceremony = step(case, "admit", cast["sec_A1"], days_ago(70))
    assert this_year(cast.X)["admitted"] == before[cast.X]["admitted"] + 1

    take_back(case, ceremony, cast["sec_A1"])

    assert {place: this_year(place) for place in before} == before
    period = period_of(cast.X, str(today().year))
    assert len(lists.facts_behind("admitted", cast.X, period)) == before[cast.X]["admitted"]
    assert (fresh(case).stage, fresh(case).member) == ("decided", None)
    assert set(Member.objects.values_list("pk", flat=True)) == roster
    call_command("integrity")
    step(case, "admit", cast["sec_A1"], days_ago(69))
    assert this_year(cast.X)["admitted"] == before[cast.X]["admitted"] + 1


def test_what_rests_on_the_membership_keeps_the_ceremony(cast):
    case = decide(cast, cast.candidates["sent"], days_ago(100))
    ceremony = step(case, "admit", cast["sec_A1"], days_ago(70))
    branch_actions.exempt_member(by=None, member=fresh(case).member, on=days_ago(1))
    with pytest.raises(Conflict, match="danh sách đảng viên"):
        take_back(case, ceremony, cast["sec_A1"])
    assert fresh(case).stage == "probationary"


def test_a_post_held_since_keeps_the_ceremony(cast):
    case = decide(cast, cast.candidates["sent"], days_ago(100))
    ceremony = step(case, "admit", cast["sec_A1"], days_ago(70))
    branch_actions.set_position(
        by=None, member=fresh(case).member, organization=cast.A1, title="deputy_secretary", starts_on=days_ago(5)
    )
    with pytest.raises(Conflict, match="danh sách đảng viên"):
        take_back(case, ceremony, cast["sec_A1"])
    assert fresh(case).member.positions.count() == 1


def recognized(cast):
    """A case recognized 40 days ago, with the event that says so."""
    milestones = [
        actions.Milestone("decide", days_ago(480)),
        actions.Milestone("admit", days_ago(470)),
        actions.Milestone("recognition_cell_vote", days_ago(90)),
    ]
    case = actions.take_over(
        by=None,
        organization=cast.A1,
        person=make_person(),
        stage="recognition_cell_resolved",
        entered_on=days_ago(900),
        milestones=milestones,
    )
    step(case, "recognition_committee_vote", cast["rec_A"], days_ago(60), ballot=vote(9, 9))
    event = step(case, "recognize", cast["head_X"], days_ago(40), "07-QĐ/ĐU", ballot=vote(5, 5), **AS_HAPPENED)
    return fresh(case), event


def test_a_recognition_is_taken_back_with_what_it_did_to_the_membership(cast):
    case, event = recognized(cast)
    before = figures(cast.X, period_of(cast.X, str(today().year)))
    take_back(case, event, cast["head_X"])
    member = fresh(case).member
    assert (fresh(case).stage, member.status, member.recognized_on) == (
        "recognition_committee_resolved",
        Member.Status.PROBATIONARY,
        None,
    )
    after = figures(cast.X, period_of(cast.X, str(today().year)))
    assert (before["full_members"] - after["full_members"], after["recognized"]) == (1, before["recognized"] - 1)
    assert not case.papers.filter(code="07").exists()
    call_command("integrity")


def test_what_was_recorded_of_the_full_member_since_keeps_the_recognition(cast):
    case, event = recognized(cast)
    branch_actions.transfer_member(by=None, member=case.member, to=cast.B1, on=days_ago(3))
    with pytest.raises(Conflict, match="danh sách đảng viên"):
        take_back(case, event, cast["head_X"])
    assert fresh(case).member.status == Member.Status.FULL


def test_who_is_followed_anew_is_not_taken_back_into_the_former_case(cast):
    case = cast.candidates["sent"]
    gone = step(case, "withdraw", cast["sec_A1"], days_ago(50))
    actions.enter_pool(by=None, organization=cast.A1, person=case.person, on=days_ago(20), source="cell")
    with pytest.raises(Conflict, match="một hồ sơ khác"):
        take_back(case, gone, cast["sec_A1"])


def test_the_paper_of_a_step_goes_with_it_and_its_history_stays(cast):
    case = cast.candidates["sent"]
    take_back(case, case.events.get(kind="submit"), cast["sec_A1"])
    resolution = case.papers.get(code="43")
    take_back(case, case.events.get(kind="cell_vote"), cast["sec_A1"])
    assert not case.papers.filter(code="43").exists()
    assert resolution.history.model.objects.filter(id=resolution.pk).count() >= 2


def test_who_comes_too_late_is_told_of_the_taking_back(cast):
    case = cast.candidates["sent"]
    take_back(case, case.events.get(kind="submit"), cast["sec_A1"])
    with pytest.raises(Conflict, match="Rút lại việc ghi nhầm"):
        actions.request_completion(candidate=case, by=cast["staff_A"], on=days_ago(5), points=[("37", "Thiếu")])


def test_a_result_of_a_meeting_returns_to_its_agenda(cast):
    case = appraise(cast, cast.candidates["sent"], days_ago(100))
    meeting = actions.plan_meeting(
        by=cast["head_A"], organization=cast.A, body="executive", held_on=days_ago(50), eligible=9
    )
    item = actions.add_case(meeting=meeting, candidate=case, by=cast["head_A"])
    actions.record_attendance(meeting=meeting, by=cast["rec_A"], present=9, **SIGNED)
    votes = {"present": 9, "votes_for": 8, "votes_against": 1, "votes_other": 0}
    event = actions.record_result(case=item, by=cast["rec_A"], votes=votes, paper=actions.Paper("45-NQ/ĐU"))
    actions.close_meeting(meeting=meeting, by=cast["rec_A"])

    take_back(case, event, cast["rec_A"])
    item.refresh_from_db()
    meeting.refresh_from_db()
    assert (item.event, meeting.closed_at) == (None, None)
    again = actions.record_result(
        case=item,
        by=cast["rec_A"],
        votes=votes | {"votes_for": 9, "votes_against": 0},
        paper=actions.Paper("45-NQ/ĐU"),
    )
    item.refresh_from_db()
    assert item.event == again


def test_only_the_last_step_and_only_by_who_may_record_it(cast):
    case = cast.candidates["sent"]
    sent = case.events.get(kind="submit")
    earlier = case.events.get(kind="cell_vote")
    with pytest.raises(Conflict, match="sau cùng"):
        take_back(case, earlier, cast["sec_A1"])
    with pytest.raises(NotAllowed):
        take_back(case, sent, cast["rec_A"])
    with pytest.raises(Invalid):
        take_back(case, sent, cast["sec_A1"], reason="  ")
    take_back(case, sent, cast["sec_A1"])
    with pytest.raises(Conflict):
        take_back(case, sent, cast["sec_A1"])
    take_back(case, earlier, cast["sec_A1"])
    assert fresh(case).stage == "opinions_collected"
    assert StageEvent.every.filter(candidate=case, kind="take_back").count() == 2


def test_deferred_again_it_goes_on_from_where_it_was(cast):
    case = cast.candidates["sent"]
    step(case, "defer", cast["sec_A1"], days_ago(60))
    resumed = step(case, "resume", cast["sec_A1"], days_ago(50))
    take_back(case, resumed, cast["sec_A1"])
    assert fresh(case).stage == "deferred"
    step(case, "resume", cast["sec_A1"], days_ago(40))
    assert fresh(case).stage == "submitted"


def test_a_letter_that_went_out_stays(cast):
    case = cast.candidates["sent"]
    actions.request_completion(candidate=case, by=cast["staff_A"], on=days_ago(50), points=[("37", "Thiếu chữ ký")])
    with pytest.raises(Conflict, match="đã gửi"):
        take_back(case, case.events.get(kind="request_completion"), cast["staff_A"])


def test_what_is_recorded_beside_the_way_neither_hinders_nor_is_taken_back(cast):
    case = cast.candidates["sent"]
    sent = case.events.get(kind="submit")
    actions.nominate(candidate=case, kind="awareness", by=cast["sec_A1"], on=days_ago(2))
    actions.end_mentor(assignment=case.mentors.get(), by=cast["sec_A1"], on=days_ago(1))
    for beside in case.events.filter(kind__in=["nominate", "assign_mentor", "end_mentor"]):
        with pytest.raises(Conflict):
            take_back(case, beside, cast["sec_A1"])
    take_back(case, sent, cast["sec_A1"])
    assert fresh(case).stage == "cell_resolved"


def test_a_past_day_added_to_a_case_taken_over_is_taken_back_alone(cast):
    milestones = [actions.Milestone("decide", days_ago(90)), actions.Milestone("admit", days_ago(80))]
    case = actions.take_over(
        by=None,
        organization=cast.A1,
        person=make_person(),
        stage="probationary",
        entered_on=days_ago(300),
        milestones=milestones,
    )
    with pytest.raises(Conflict):
        take_back(case, case.events.latest("pk"), cast["head_X"])
    past = [actions.Milestone("complete_verification", days_ago(150))]
    actions.catch_up(candidate=case, by=cast["head_X"], stage="probationary", milestones=past, note="Bổ sung ngày")
    take_back(case, case.events.get(kind="complete_verification"), cast["head_X"])
    assert (fresh(case).stage, fresh(case).stage_on, fresh(case).member) == ("probationary", days_ago(80), case.member)
    call_command("integrity")


def test_the_day_a_decision_came_is_taken_back_before_the_decision(cast):
    case = decide(cast, cast.candidates["sent"], days_ago(100))
    decision = case.events.get(kind="decide")
    received = actions.receive_decision(candidate=case, by=cast["sec_A1"], on=days_ago(75))
    with pytest.raises(Conflict):
        take_back(case, decision, cast["head_X"])
    take_back(case, received, cast["sec_A1"])
    take_back(case, decision, cast["head_X"])
    assert fresh(case).stage == "pending_decision"


# The page


def page(candidate, event):
    return reverse("candidates:take_back", kwargs={"pk": candidate.pk, "event": event.pk})


def test_the_page_shows_what_was_recorded_asks_why_and_tells_what_became_of_it(cast, client):
    case = cast.candidates["sent"]
    event = case.events.get(kind="submit")
    sign_in(client, cast["sec_A1"])
    detail = reverse("candidates:detail", kwargs={"pk": case.pk})
    assert page(case, event) in client.get(detail).content.decode()
    assert "Gửi hồ sơ" in client.get(page(case, event)).content.decode()

    bare = client.post(page(case, event), {"reason": "", "form_token": new_token(None)})
    assert bare.status_code == 422
    assert fresh(case).stage == "submitted"

    token = new_token(None)
    for _ in range(2):
        sent = client.post(page(case, event), {"reason": "Nhầm sang người khác", "form_token": token})
        assert (sent.status_code, sent["Location"]) == (302, detail)
    after = client.get(detail).content.decode()
    assert "ghi nhầm, đã rút lại" in after
    assert "Nhầm sang người khác" in after
    assert page(case, event) not in after
    assert "không còn là bước ghi sau cùng" in client.get(page(case, event)).content.decode()


def test_who_records_decisions_is_offered_no_taking_back_of_what_the_cell_recorded(cast, client):
    case = cast.candidates["sent"]
    event = case.events.get(kind="submit")
    sign_in(client, cast["rec_A"])
    assert page(case, event) not in client.get(reverse("candidates:detail", args=[case.pk])).content.decode()
    assert client.get(page(case, event)).status_code == 403
    assert client.get(page(case, StageEvent(pk=987654))).status_code == 404
