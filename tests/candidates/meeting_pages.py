"""Meetings of committees, for the tests: planned, filled, voted on."""

import uuid

from django.urls import reverse

from candidates import actions
from candidates.models import Candidate
from tests.candidates.desk_cases import vote
from tests.factories import days_ago

# Who signs the minutes.
SIGNED = {"chair": "Lò Văn Chủ", "minutes_by": "Lò Thị Ghi"}


def page(response):
    return " ".join(response.content.decode().split())


def post(client, name, *args, **data):
    data.setdefault("form_token", str(uuid.uuid4()))
    return client.post(reverse(f"desk:{name}", args=args), data)


def shown(day):
    return f"{day:%d/%m/%Y}"


def planned(cast, *candidates, body="executive", organization=None, held_on=None, eligible=9, by="head_A", present=9):
    meeting = actions.plan_meeting(
        by=cast[by],
        organization=organization or cast.A,
        body=body,
        held_on=held_on or days_ago(3),
        eligible=eligible,
    )
    for candidate in candidates:
        actions.add_case(meeting=meeting, candidate=candidate, by=cast[by])
    if present:
        actions.record_attendance(meeting=meeting, by=cast[by], present=present)
    return meeting


def result(votes_for, present=9, **data):
    return {
        "present": present,
        "votes_for": votes_for,
        "votes_against": present - votes_for,
        "votes_other": 0,
        "paper_number": "08-NQ/ĐU",
        **data,
    }


def ballot(votes_for, present):
    return {"present": present, "votes_for": votes_for, "votes_against": present - votes_for, "votes_other": 0}


def at_recognition(cast):
    """A probationer whom the cell proposes to recognize; the base committee votes next."""
    from tests.factories import make_candidate

    case = make_candidate(cast.A1, "recognition_prepared")
    actions.advance(
        candidate=case,
        transition="recognition_cell_vote",
        by=cast["sec_A1"],
        on=days_ago(10),
        paper=actions.Paper("11-NQ/CB"),
        ballot=vote(5, 5),
        reason="Họp muộn do mưa lũ",
        as_happened=True,
    )
    return Candidate.objects.get(pk=case.pk)
