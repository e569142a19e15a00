"""Many at once, on a database in a file: exactly one wins, and who lost is told: R9, R11."""

import time
from threading import Event

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.access import roles_in_force
from accounts.models import User
from accounts.permissions import ROLES
from candidates import actions as candidate_actions
from candidates.cell_meetings.attendance import everyone
from candidates.desk.numbers import hold
from candidates.models import Candidate, CellMeeting, Introduction, StageEvent, Vote
from partydev.models import FormToken
from partydev.once import new_token
from partydev.refusals import Conflict
from tests.at_once import at_once
from tests.candidates.desk_cases import appraised, cast_decided_above, step, submitted, vote
from tests.candidates.meeting_pages import planned, result
from tests.factories import days_ago, make_candidate, make_user, sign_in, today
from tests.security.sent import day

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20


@pytest.fixture
def cast():
    return cast_decided_above()


def sent_at_once(sends):
    """(status, page, place) of each of `sends`, all sent at the same moment."""
    return [(each.status_code, each.content.decode(), each.headers.get("Location")) for each in at_once(*sends)]


def statuses(answers):
    return sorted(status for status, *_ in answers)


def test_of_twenty_who_record_a_decision_one_wins_and_the_others_learn_who(cast):
    case = submitted(cast, days_ago(60))
    Candidate.objects.filter(pk=case.pk).update(stage="pending_decision")
    people = [make_user(f"ghi{number}", ("org_head", cast.X)) for number in range(MANY)]
    clients = [sign_in(Client(), user) for user in people]
    url = reverse("candidates:step", args=[case.pk, "decide"])
    data = {"on": day(0), "paper_number": "15-QĐ/ĐU", "reason": "Đã họp", "as_happened": "on"}
    votes = {"eligible": "5", "present": "5", "votes_for": "5", "votes_against": "0", "votes_other": "0"}

    def send(client):
        return lambda: client.post(url, {**data, **votes, "form_token": new_token(None)})

    answers = sent_at_once([send(client) for client in clients])

    assert statuses(answers) == [302] + [409] * (MANY - 1)
    event = StageEvent.objects.get(candidate=case, kind="decide")
    assert Vote.objects.filter(candidate=case, body="deciding").count() == 1
    assert Candidate.objects.get(pk=case.pk).stage == "decided"
    for status, page, _ in answers:
        assert status == 302 or f"{event.recorded_by} đã ghi" in page
    # The stage was set by hand above; everything else must fit.
    call_of_integrity_names_only(case)


def call_of_integrity_names_only(case):
    from candidates import integrity

    assert [line for line in integrity.faults() if case.code not in line] == []


def test_one_form_sent_many_times_at_once_makes_one_record(cast):
    client = sign_in(Client(), cast["sec_A1"])
    token = new_token(None)
    person = {"full_name": "Người Gửi Nhiều Lần", "birth_date": "02/03/1999", "sex": "female"}
    data = {**person, "ethnicity": "01", "religion": "00", "on": day(0), "source": "cell", "form_token": token}

    def send():
        other = Client()
        other.cookies = client.cookies.copy()
        return other.post(reverse("candidates:enter"), data)

    answers = sent_at_once([send] * MANY)

    assert statuses(answers) == [302] * MANY
    assert len({place for *_, place in answers}) == 1
    assert Candidate.objects.filter(person__full_name="Người Gửi Nhiều Lần").count() == 1
    assert FormToken.objects.filter(token=token).count() == 1
    later = client.post(reverse("candidates:enter"), data)
    assert later["Location"] == answers[0][2]
    otherwise = client.post(reverse("candidates:enter"), data | {"full_name": "Người Khác"})
    assert otherwise.status_code == 409
    assert not Candidate.objects.filter(person__full_name="Người Khác").exists()
    call_command("integrity")


def test_a_form_that_got_in_between_two_looks_is_no_fault_of_its_second_sending(cast, monkeypatch):
    client = sign_in(Client(), cast["sec_A1"])
    person = {"full_name": "Người Gửi Hai Lần", "birth_date": "02/03/1999", "sex": "female"}
    data = {
        **person,
        "ethnicity": "01",
        "religion": "00",
        "on": day(0),
        "source": "cell",
        "form_token": new_token(None),
    }
    first = client.post(reverse("candidates:enter"), data)
    # As the second sending sees it whose first look came before the first sending had ended.
    monkeypatch.setattr("partydev.decorators.first_answer", lambda request: "")
    second = client.post(reverse("candidates:enter"), data)
    assert (second.status_code, second.headers.get("Location")) == (302, first["Location"])


def test_of_those_who_record_one_persons_result_at_once_exactly_one_is_first(cast):
    case = appraised(cast, days_ago(40))
    place = planned(cast, case).cases.get()
    clients = [sign_in(Client(), cast[name]) for name in ("head_A", "rec_A") * 3]
    url = reverse("desk:meeting_result", args=[place.pk])

    def send(client, votes_for):
        return lambda: client.post(url, {**result(votes_for), "form_token": new_token(None)})

    answers = sent_at_once([send(client, 9 - number % 3) for number, client in enumerate(clients)])

    assert statuses(answers) == [302] + [409] * 5
    assert all("đã ghi" in page for status, page, _ in answers if status == 409)
    assert StageEvent.objects.filter(candidate=case, kind__startswith="committee_vote").count() == 1
    assert Vote.objects.filter(candidate=case, body="base").count() == 1


def test_a_union_that_introduces_one_person_many_times_at_once_introduces_once(cast):
    case = make_candidate(cast.A1)
    said = {"candidate": case, "on": today(), "union": "youth_union", "union_name": "Ban Chấp hành Đoàn xã"}

    answers = at_once(*[lambda: candidate_actions.introduce(by=None, **said)] * 6)

    kept = Introduction.objects.get(candidate=case)
    assert [each for each in answers if not isinstance(each, Conflict)] == [kept]
    assert {str(each) for each in answers if isinstance(each, Conflict)} == {
        f"Đoàn TNCS Hồ Chí Minh đã giới thiệu người này ngày {day(0)}; không ghi lần thứ hai."
    }


MIDST = 0.6  # seconds in which the other act comes as far as it can


def records_a_vote(case, here, *, before=0, after=0):
    """Record the cell's vote in a transaction that lasts; `here` says when the other act may begin.

    `before`: it has got the first of its locks, the cell; `after`: it has done all that it does.
    """

    def act():
        with transaction.atomic():
            if before:
                hold(case.organization)
                here.set()
                time.sleep(before)
            happened = {"reason": "Đã họp", "as_happened": True}
            step(case, "cell_vote", None, today(), "7-NQ/CB", ballot=vote(5, 5), **happened)
            if after:
                here.set()
                time.sleep(after)
            return timezone.now()

    return act


def fills_the_agenda(cell, month, case):
    return candidate_actions.fill_agenda(
        organization=cell, month=month, by=None, keys=[f"vote-{case.pk}"], text="Việc khác"
    )


def holds_the_meeting(cell, month, case):
    return candidate_actions.hold_meeting(organization=cell, month=month, by=None, held_on=today())


def skips_the_meeting(cell, month, case):
    return candidate_actions.skip_meeting(organization=cell, month=month, by=None, because="Mưa lũ")


@pytest.mark.parametrize("other", [fills_the_agenda, holds_the_meeting, skips_the_meeting])
def test_a_vote_and_an_act_of_its_cells_meeting_never_wait_for_each_other_without_end(cast, other):
    case, month, here = make_candidate(cast.A1, "opinions_collected"), today().replace(day=1), Event()
    if other is not skips_the_meeting:
        holds_the_meeting(cast.A1, month, case)

    def act():
        here.wait(20)
        return other(cast.A1, month, case)

    answers = at_once(records_a_vote(case, here, before=MIDST), act)

    assert [each for each in answers if isinstance(each, Exception)] == []
    assert Vote.objects.filter(candidate=case, body="cell").count() == 1


def test_minutes_are_not_done_over_a_vote_that_is_being_recorded(cast):
    case, month, here = make_candidate(cast.A1, "opinions_collected"), today().replace(day=1), Event()
    meeting = holds_the_meeting(cast.A1, month, case)
    people = {each.key: ("", "") for each in everyone(meeting)}
    names = [each.name for each in everyone(meeting) if each.is_full]
    candidate_actions.record_cell_attendance(
        meeting=meeting, by=None, people=people, chair=names[0], minutes_by=names[1]
    )
    candidate_actions.record_outcome(meeting=meeting, by=None, outcomes={}, conclusion="Nhất trí.")

    def closes():
        here.wait(20)
        return candidate_actions.close_cell_meeting(meeting=meeting, by=None, minutes_number="11-BB/CB")

    answers = at_once(records_a_vote(case, here, after=MIDST), closes)

    assert [each for each in answers if isinstance(each, Exception)] == []
    recorded = next(each for each in answers if not isinstance(each, CellMeeting))
    assert CellMeeting.objects.get().closed_at > recorded


def test_appointing_and_dismissing_one_person_at_once_leaves_what_the_appointments_say(cast):
    user = cast["sec_A1"]
    ending = user.appointments.get()
    places = [cast.A, cast.A2, cast.B1]
    acts = [lambda: actions.dismiss(by=None, appointment=ending, on=days_ago(1))] * 2
    acts += [
        lambda place=place: actions.appoint(by=None, user=user, organization=place, role="leader", starts_on=today())
        for place in places
    ]

    answers = at_once(*acts)

    # Of the two dismissals the second comes too late.
    faults = [each for each in answers if isinstance(each, Exception) and not isinstance(each, Conflict)]
    assert faults == []
    user = User.objects.get(pk=user.pk)
    assert sorted(each.organization.code for each in roles_in_force(user)) == ["a", "a2", "b1"]
    grants = set(user.grant_set.values_list("content_object__code", "permission__codename"))
    assert grants == {(place.code, str(p)) for place in places for p in ROLES["leader"].permissions}
