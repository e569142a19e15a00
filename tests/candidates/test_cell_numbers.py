"""Numbers of a cell's minutes and resolutions: they run on in the term, and one stands once in it."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from candidates import actions
from candidates.cell_meetings import series
from candidates.cell_meetings.faults import cell_meetings
from candidates.models import Candidate, CellMeeting, StageEvent
from candidates.series import NUMBER_AGAIN
from partydev.refusals import Invalid
from tests.candidates.cell_meeting_pages import attended, done, month, url
from tests.candidates.desk_cases import step, vote
from tests.candidates.pages import browser_of, case_url, send, step_url
from tests.factories import days_ago, make_candidate, make_cast, make_person, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


def test_numbers_run_on_in_the_term_and_no_two_minutes_bear_one(cast):
    cast.A1.term_starts_on = month(3)
    cast.A1.save()
    for back, number in ((5, "11-BB/CB"), (1, "01-BB/CB")):
        actions.hold_meeting(
            organization=cast.A1, month=month(back), by=None, held_on=month(back), minutes_number=number
        )
    meeting = attended(cast)
    meeting.organization.refresh_from_db()
    assert series.next_number(cast.A1, series.MINUTES, today(), but=meeting) == "02-BB/CB"
    with pytest.raises(Invalid) as refused:
        done(meeting, "01-bb/cb")
    assert "minutes_number" in refused.value.errors
    with pytest.raises(Invalid) as again:  # the ordinary page of the day asks the same
        actions.hold_meeting(organization=cast.A1, month=month(), by=None, held_on=today(), minutes_number="01-BB/CB")
    assert "Số tiếp theo chưa dùng: 02-BB/CB." in again.value.errors["minutes_number"]
    page = browser_of(cast["sec_A1"]).get(f"{url('meeting', cast)}?hop=1").text
    assert re.search(rf'href="{url("cell_meeting", cast)}"[^>]*>\s*(<span>)?Quay lại', page)
    helped = make_candidate(cast.A1, "listed", person=make_person("Lò Thị Pán"))
    CellMeeting.objects.filter(pk=meeting.pk).update(held_on=month())
    given = {"by": None, "on": today(), "resolution_number": "05-NQ/CB"}
    actions.assign_mentor(candidate=helped, mentor=cast.mentor_member, **given)
    assert series.is_taken(cast.A1, series.RESOLUTION, "05-NQ/CB", today() - timedelta(days=1))
    assert not series.is_taken(cast.A1, series.RESOLUTION, "05-NQ/CB", today())  # the resolution of that meeting
    CellMeeting.objects.filter(pk=meeting.pk).update(held_on=today())
    done(meeting, "11-BB/CB")  # of the term before


def test_damage_to_numbers_and_lists_of_meetings_is_found(cast):
    meeting = attended(cast)
    done(meeting, "02-BB/CB")
    earlier = actions.hold_meeting(organization=cast.A1, month=month(1), by=None, held_on=month(1))
    assert list(cell_meetings()) == []
    CellMeeting.objects.filter(pk=earlier.pk).update(minutes_number="02-BB/CB")
    assert ["số 02-BB/CB của biên bản chi bộ đứng ở cả" in each for each in cell_meetings()] == [True]
    CellMeeting.objects.filter(pk=earlier.pk).update(minutes_number="2-BB/CB")
    assert len(list(cell_meetings())) == 1
    CellMeeting.objects.filter(pk=earlier.pk).update(minutes_number="")
    with transaction.atomic():
        meeting.attendance.all().delete()
        assert ["không có người dự" in each for each in cell_meetings()] == [True]
        transaction.set_rollback(True)
    case = make_candidate(cast.A1, "opinions_collected")
    now = timezone.now()
    CellMeeting.objects.filter(pk=meeting.pk).update(closed_at=None)
    step(case, "cell_vote", None, today(), ballot=vote(5, 5), reason="Đã họp", as_happened=True)
    CellMeeting.objects.filter(pk=meeting.pk).update(closed_at=now)
    assert [f"{case.code} được ghi sau khi biên bản đã xong" in each for each in cell_meetings()] == [True]
    CellMeeting.objects.filter(pk=meeting.pk).update(closed_at=timezone.now())
    assert list(cell_meetings()) == []


HAPPENED = {"reason": "Đã họp", "as_happened": True, "ballot": vote(5, 5)}


def test_one_number_on_resolutions_of_two_days_is_found_and_of_one_day_is_not(cast, monkeypatch):
    first, second, third = (make_candidate(cast.A1, "opinions_collected") for _ in range(3))
    for case in (first, second):
        step(case, "cell_vote", cast["sec_A1"], days_ago(10), "05-NQ/CB", **HAPPENED)
    assert list(cell_meetings()) == []
    monkeypatch.setattr(series, "check_resolution", lambda *given, **more: [])
    step(third, "cell_vote", cast["sec_A1"], days_ago(9), "5-NQ/CB", **HAPPENED)
    found = list(cell_meetings())
    assert [f"hồ sơ {each.code}" in line for each, line in zip((first, second), found, strict=True)] == [True, True]
    assert all(line.startswith("a1: số 05-NQ/CB của nghị quyết chi bộ") and third.code in line for line in found)


def test_a_resolutions_number_of_another_day_is_asked_about_where_it_is_entered(cast, secretary):
    """At a vote and where somebody is to help; what is meant is ticked, kept as a finding and no fault."""
    first, second = (make_candidate(cast.A1, "opinions_collected") for _ in range(2))
    step(first, "cell_vote", cast["sec_A1"], days_ago(10), "05-NQ/CB", **HAPPENED)
    said = {**vote(5, 5), "on": days_ago(9), "paper_number": "5 -nq/cb", "reason": "Đã họp", "as_happened": "on"}
    address = step_url(second, "cell_vote")
    assert "number_again" not in secretary.get(address).text
    asked = send(secretary, address, **said)
    assert asked.status_code == 422
    assert "đã dùng cho nghị quyết ngày khác của chi bộ" in asked.text
    assert "Số tiếp theo chưa dùng: 06-NQ/CB." in asked.text
    assert 'name="number_again"' in asked.text
    assert Candidate.objects.get(pk=second.pk).stage == "opinions_collected"
    assert send(secretary, address, **said, number_again="on").status_code == 302
    assert NUMBER_AGAIN in {
        each["rule"] for each in StageEvent.objects.get(candidate=second, kind="cell_vote").findings
    }

    helped = make_candidate(cast.A1, "listed")
    given = {"mentor": cast.mentor_member.pk, "resolution_number": "05-NQ/CB", "not_disciplined": "on"}
    address = case_url("assign_mentor", helped)
    asked = send(secretary, address, **given, on=days_ago(8))
    assert asked.status_code == 422
    assert 'name="number_again"' in asked.text
    assert not helped.mentors.exists()
    assert send(secretary, address, **given, on=days_ago(10)).status_code == 302  # the resolution of that day
    other = make_candidate(cast.A1, "listed")
    address = case_url("assign_mentor", other)
    assert send(secretary, address, **given, on=days_ago(8), number_again="on").status_code == 302
    assert list(cell_meetings()) == []
