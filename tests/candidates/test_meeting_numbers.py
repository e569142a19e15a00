"""Numbers of a meeting agree: who attended, who voted, what the papers are called, also after it was closed."""

import pytest
from django.urls import reverse

from candidates import actions
from candidates.desk.faults import numbers
from candidates.models import Candidate, StageEvent
from candidates.series import NUMBER_AGAIN
from partydev.once import new_token
from partydev.refusals import Conflict, Invalid
from tests.candidates.desk_cases import appraised, step, vote
from tests.candidates.meeting_pages import SIGNED
from tests.candidates.pages import browser_of, send, step_url
from tests.factories import days_ago, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast):
    """A meeting of the base committee that has recorded one result, 8 of 9 present."""
    case = appraised(cast, days_ago(100))
    meeting = actions.plan_meeting(
        by=cast["head_A"], organization=cast.A, body="executive", held_on=days_ago(50), eligible=9
    )
    item = actions.add_case(meeting=meeting, candidate=case, by=cast["head_A"])
    actions.record_attendance(meeting=meeting, by=cast["rec_A"], present=8, **SIGNED)
    votes = {"present": 8, "votes_for": 8, "votes_against": 0, "votes_other": 0}
    actions.record_result(case=item, by=cast["rec_A"], votes=votes, paper=actions.Paper("45-NQ/ĐU"))
    return meeting


def test_no_fewer_attended_than_voted(cast, held):
    with pytest.raises(Invalid) as refusal:
        actions.record_attendance(meeting=held, by=cast["rec_A"], present=7)
    assert "nhiều hơn 7" in refusal.value.errors["present"]
    actions.record_attendance(meeting=held, by=cast["rec_A"], present=8)


def test_a_closed_meeting_takes_the_missing_numbers_once(cast, held, client):
    actions.close_meeting(meeting=held, by=cast["rec_A"])
    sign_in(client, cast["rec_A"])
    page = client.get(reverse("desk:meeting", args=[held.pk])).content.decode()
    address = reverse("desk:meeting_attendance", args=[held.pk])
    assert address in page
    data = {"present": "8", "minutes_number": "05-BB/ĐU", "form_token": new_token(None)}
    assert client.post(address, data).status_code == 302
    actions.issue_submission(meeting=held, by=cast["head_A"], number="12", on=days_ago(52))
    held.refresh_from_db()
    assert (held.minutes_number, held.submission_number) == ("05-BB/ĐU", "12")
    assert address not in client.get(reverse("desk:meeting", args=[held.pk])).content.decode()
    with pytest.raises(Conflict):
        actions.record_attendance(meeting=held, by=cast["rec_A"], present=8, minutes_number="06-BB/ĐU")
    with pytest.raises(Conflict):
        actions.issue_submission(meeting=held, by=cast["head_A"], number="13", on=days_ago(52))


def test_a_closed_meeting_keeps_who_attended(cast, held):
    actions.close_meeting(meeting=held, by=cast["rec_A"])
    with pytest.raises(Conflict):
        actions.record_attendance(meeting=held, by=cast["rec_A"], present=9, minutes_number="05-BB/ĐU")


def test_a_vote_that_does_not_carry_brings_no_number(cast):
    case = appraised(cast, days_ago(100))
    with pytest.raises(Invalid) as refusal:
        step(case, "committee_vote", cast["rec_A"], days_ago(50), "45-NQ/ĐU", ballot=vote(2, 9))
    assert "Không đủ số phiếu nên không có nghị quyết" in refusal.value.errors["paper_number"]
    assert Candidate.objects.get(pk=case.pk).stage == "appraised"
    event = step(case, "committee_vote", cast["rec_A"], days_ago(50), "", ballot=vote(2, 9))
    assert (event.paper, event.paper_number, event.paper_on) == ("", "", None)


def test_the_persons_own_page_asks_about_a_number_that_the_committee_has_given(cast, held):
    """Asked at the number; a tick records it, and only what is no common paper of one meeting is kept as a finding."""
    recorder = browser_of(cast["rec_A"])
    elsewhere, together, third = (appraised(cast, days_ago(100 - days)) for days in (1, 2, 3))
    said = {**vote(8, 9), "on": days_ago(40), "paper_number": "45 -nq/đu"}
    shown = recorder.get(step_url(elsewhere, "committee_vote")).content.decode()
    assert "number_again" not in shown
    asked = send(recorder, step_url(elsewhere, "committee_vote"), **said, version=elsewhere.version)
    shown = asked.content.decode()
    assert asked.status_code == 422
    assert f"đã dùng cho nghị quyết khác ngày {days_ago(50):%d/%m/%Y}" in shown
    assert "Số tiếp theo chưa dùng: 46-NQ/" in shown
    assert 'name="number_again"' in shown
    assert shown.index("đã dùng cho nghị quyết") < shown.index("Nếu số trên văn bản đúng như vậy")
    assert Candidate.objects.get(pk=elsewhere.pk).stage == "appraised"
    # The reason that passes a warning of the rules does not pass the number.
    reasoned = send(recorder, step_url(elsewhere, "committee_vote"), **said, reason="Ghi bù", as_happened="on")
    assert reasoned.status_code == 422

    done = send(recorder, step_url(elsewhere, "committee_vote"), **said, number_again="on")
    assert done.status_code == 302
    (found,) = StageEvent.objects.get(candidate=elsewhere, kind="committee_vote").findings
    assert found["rule"] == NUMBER_AGAIN
    assert list(numbers()) == []

    event = step(together, "committee_vote", cast["rec_A"], days_ago(50), "46-NQ/ĐU", ballot=vote(8, 9))
    assert event.findings == []
    with pytest.raises(Invalid):
        step(third, "committee_vote", cast["rec_A"], days_ago(50), "46-NQ/ĐU", ballot=vote(8, 9))
    event = step(
        third, "committee_vote", cast["rec_A"], days_ago(50), "46-NQ/ĐU", ballot=vote(8, 9), number_again=True
    )
    assert event.findings == []
    assert list(numbers()) == []
