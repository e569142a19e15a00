"""Nobody steps over a step, and nobody checks what they entered: S10, S11."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import AccessRecord, User
from candidates import actions
from candidates.actions.advance import Paper
from candidates.judging import entered_by_same_person
from candidates.models import Candidate, StageEvent
from candidates.overview.progress import DESK_STEPS
from candidates.pipeline import STAGES, TRANSITIONS
from partydev.once import new_token
from partydev.refusals import Conflict, Invalid, NotAllowed, Refused
from tests.candidates.desk_cases import vote
from tests.factories import days_ago, make_member, make_person, make_user, sign_in
from tests.security.sent import day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def undone(world):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def case(world):
    return Candidate.objects.get(pk=world.thing("fresh", "A1").kwargs["pk"])


@pytest.fixture(scope="module")
def head(world):
    return sign_in(Client(), world.cast["head_X"])


def at(case, stage):
    Candidate.objects.filter(pk=case.pk).update(stage=stage, resume_stage="listed")
    return Candidate.objects.get(pk=case.pk)


@pytest.mark.once
@pytest.mark.parametrize("stage", STAGES)
def test_only_the_tables_cells_lead_on(world, case, stage):
    """Each transition from each stage: the way to the rules is open exactly where the table says so."""
    case, came = at(case, stage), {}
    for key, step in TRANSITIONS.items():
        before = StageEvent.objects.count()
        try:
            with transaction.atomic():
                actions.advance(
                    candidate=case,
                    transition=key,
                    by=world.cast["head_X"],
                    on=days_ago(0),
                    paper=Paper("1"),
                    ballot=vote(5, 5) if step.ballot else None,
                    card_number="12345678",
                )
                transaction.set_rollback(True)
            came[key] = "done"
        except Conflict:
            came[key] = "conflict"
            assert StageEvent.objects.count() == before
        except (Refused, Invalid):
            came[key] = "rules"
        except AttributeError:
            came[key] = "done"  # past every check: this person has no membership to change
    assert {key for key, how in came.items() if how != "conflict"} == {
        key for key, step in TRANSITIONS.items() if stage in step.sources
    }


@pytest.mark.once
@pytest.mark.parametrize("key", TRANSITIONS)
def test_a_page_of_a_step_that_is_not_due_records_nothing(world, head, case, key):
    wrong = next(stage for stage in STAGES if stage not in TRANSITIONS[key].sources)
    case = at(case, wrong)
    counts = {"eligible": "5", "present": "5", "votes_for": "5", "votes_against": "0", "votes_other": "0"}
    data = {"form_token": new_token(None), "on": day(0), "paper_number": "1", "card_number": "12345678", **counts}
    response = head.post(reverse("candidates:step", args=[case.pk, key]), data)
    assert response.status_code == (404 if key in DESK_STEPS else 409)
    assert not StageEvent.objects.filter(candidate=case, kind=key).exists()
    assert Candidate.objects.get(pk=case.pk).stage == wrong


def test_who_entered_it_does_not_decide_it_also_under_another_name(world):
    """One person, two accounts: the secretary's, and one that records decisions."""
    case = Candidate.objects.get(pk=world.thing("sent", "A1").kwargs["pk"])
    secretary = world.cast["sec_A1"]
    person = make_member(world.cast.A1).person
    User.objects.filter(pk=secretary.pk).update(person=person)
    other = make_user("cung_mot_nguoi", ("org_head", world.cast.X), person=person)
    at(case, "pending_decision")
    with pytest.raises(NotAllowed):
        actions.advance(
            candidate=case, transition="decide", by=other, on=days_ago(0), paper=Paper("1"), ballot=vote(5, 5)
        )
    data = {"form_token": new_token(None), "on": day(0), "paper_number": "1"} | {
        key: str(value) for key, value in vote(5, 5).items()
    }
    response = sign_in(Client(), other).post(reverse("candidates:step", args=[case.pk, "decide"]), data)
    assert response.status_code == 403
    assert AccessRecord.objects.filter(kind="refused", user=other, about__startswith=case.code).exists()
    assert not case.events.filter(kind="decide").exists()


def test_who_took_a_dossier_over_does_not_appraise_or_decide_it(world):
    head = world.cast["head_A"]
    case = actions.take_over(
        by=head, organization=world.cast.A1, person=make_person(), stage="submitted", entered_on=days_ago(200)
    )
    assert entered_by_same_person(case, head)
    assert not entered_by_same_person(case, world.cast["head_X"])
    with pytest.raises(NotAllowed):
        actions.advance(candidate=case, transition="appraise", by=head, on=days_ago(0), reason="x")
    caught_up = actions.catch_up(
        by=head,
        candidate=Candidate.objects.get(pk=world.thing("fresh", "A1").kwargs["pk"]),
        stage="pending_decision",
        note="Nhập bù",
    )
    with pytest.raises(NotAllowed):
        actions.advance(
            candidate=caught_up, transition="decide", by=head, on=days_ago(0), paper=Paper("1"), ballot=vote(5, 5)
        )
