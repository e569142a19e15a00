"""Whose meeting it is: the body that decides by the unit's dated rows."""

import pytest
from django.test import Client
from django.urls import reverse

from candidates import actions
from candidates.models import Candidate, CommitteeMeeting, StageEvent, Vote
from tests.candidates.desk_cases import appraised, vote
from tests.candidates.meeting_pages import page, planned, post, result, shown
from tests.factories import days_ago, make_organization, sign_in

pytestmark = pytest.mark.django_db


def to_decide(cast, **kwargs):
    """A case that waits for the superior committee's standing committee."""
    case = appraised(cast, days_ago(100), **kwargs)
    actions.advance(
        candidate=case,
        transition="committee_vote",
        by=cast["rec_A"],
        on=days_ago(60),
        ballot=vote(8, 9),
        paper=actions.Paper("08-NQ/ĐU"),
    )
    actions.advance(candidate=case, transition="forward", by=cast["staff_A"], on=days_ago(59))
    return Candidate.objects.get(pk=case.pk)


def test_a_body_that_does_not_decide_is_told_which_one_does_and_since_when(client, cast):
    case, head = to_decide(cast), sign_in(client, cast["head_X"])
    meeting = planned(cast, case, body="executive", organization=cast.X, eligible=15, by="head_X", present=15)
    place, data = meeting.cases.get(), result(15, present=15, decided_on=shown(days_ago(2)))

    refused = post(head, "meeting_result", place.pk, **data)

    assert refused.status_code == 422
    assert "Phiên họp là của Ban Chấp hành Đảng bộ X" in page(refused)
    assert "do Ban Thường vụ Đảng ủy X (từ ngày 01/01/2010) quyết định" in page(refused)
    assert not StageEvent.objects.filter(kind="decide").exists()

    recorded = post(head, "meeting_result", place.pk, **data, as_happened="on", reason="Đã ký quyết định")

    assert recorded.status_code == 302
    assert StageEvent.objects.get(kind="decide").irregular


def test_the_body_is_that_of_the_meetings_day_not_of_the_decisions(client, cast):
    """From the day after the meeting the whole committee decides; the meeting was still the standing one's."""
    case, head = to_decide(cast), sign_in(client, cast["head_X"])
    row = cast.X.authorities.get()
    row.valid_to = days_ago(3)
    row.save()
    cast.X.authorities.create(decided_by=cast.X, body="executive", valid_from=days_ago(2), needs_base_resolution=True)
    meeting = planned(cast, case, body="standing", organization=cast.X, eligible=5, by="head_X", present=5)

    response = post(
        head, "meeting_result", meeting.cases.get().pk, **result(3, present=5, decided_on=shown(days_ago(1)))
    )

    assert response.status_code == 302
    counted = Vote.objects.get(candidate=case, body="deciding")
    assert (counted.needed, counted.carried, counted.organization) == (3, True, cast.X)
    assert not StageEvent.objects.get(kind="decide").irregular


def test_only_units_with_a_committee_plan_its_meeting_and_the_committee_is_what_others_wait_for(client, cast):
    cell = make_organization("Chi bộ Công an", "base_cell", cast.X, code="cong-an")
    case, head = to_decide(cast), sign_in(client, cast["head_X"])

    offered = head.get(reverse("desk:meeting_plan")).context["form"].fields["organization"].queryset
    refused = post(head, "meeting_plan", organization=cell.pk, body="standing", held_on=shown(days_ago(1)), eligible=5)

    assert set(offered) == {cast.X, cast.A, cast.B}
    assert refused.status_code == 422
    assert not CommitteeMeeting.objects.exists()
    assert "Đang chờ: Đảng ủy X" in page(sign_in(Client(), cast["staff_A"]).get(reverse("desk:queue") + "?tab=all"))
    assert case.votes.get(body="base").matter == "Đảng ủy cơ sở biểu quyết đề nghị kết nạp"
    assert case.votes.get(body="cell").matter == "Chi bộ biểu quyết đề nghị kết nạp"
