"""What stands at a committee of the world: its meeting with somebody from below, its class."""

from candidates import actions
from candidates.models import Candidate, Certificate, ClassUnit, TrainingClass
from tests.access.places import add, canary, person_of
from tests.factories import (
    days_ago,
    make_candidate,
    today,
)


def hold_meeting(world, cast, place, organization):
    """A meeting planned, with someone from below on its agenda."""
    officer = {"A": cast["head_A"], "B": None, "X": cast["head_X"]}[place]
    body, size = (
        ("standing", organization.standing_size) if place == "X" else ("executive", organization.committee_size)
    )
    planned = actions.plan_meeting(by=officer, organization=organization, body=body, held_on=today(), eligible=size)
    add(world, "meeting", place, pk=planned.pk)
    added = actions.add_reason(organization=organization, by=officer, label=f"Lý do riêng của {organization}")
    add(world, "own_reason", place, pk=added.pk)
    add(world, "meeting_paper", place, pk=planned.pk, paper="to-trinh")
    cell = {"A": "A1", "B": "B1", "X": "A2"}[place]
    case = planned.cases.create(
        candidate=_at_the_meeting(cast, cell), order=1, transition="decide" if place == "X" else "committee_vote"
    )
    add(world, "agenda", place, pk=case.pk)


def _at_the_meeting(cast, cell):
    candidate = actions.take_over(
        by=None,
        organization=getattr(cast, cell),
        person=person_of(cell, 3),
        stage="pending_decision" if cell == "A2" else "appraised",
        entered_on=days_ago(400),
        note=canary(cell, "DOSSIER13"),
    )
    return Candidate.objects.get(pk=candidate.pk)


def hold_class(world, cast, place, attending):
    convened = actions.create_class(
        by=None,
        organization=getattr(cast, place),
        kind=TrainingClass.Kind.AWARENESS,
        name=canary(place, "CLASS"),
        starts_on=days_ago(10),
        ends_on=today(),
    )
    pupil = actions.enter_pool(
        by=None, organization=getattr(cast, attending), person=person_of(attending, 4), on=days_ago(80), source="cell"
    )
    actions.nominate(candidate=pupil, kind="awareness", by=None, on=days_ago(20))
    nomination = pupil.nominations.get()
    actions.assign_to_class(nominations=[nomination], training_class=convened, by=None)
    add(world, "class", place, seen_from=(attending,), pk=convened.pk)
    add(world, "class_paper", place, seen_from=(attending,), pk=convened.pk, paper="mo-lop")
    session = actions.add_session(
        training_class=convened, by=None, held_on=days_ago(9), part="1_morning", topic=canary(place, "CLASS")
    )
    add(world, "class_session", place, seen_from=(attending,), pk=convened.pk, session=session.pk)
    _certificate(world, convened, place, attending)
    # Asked by the top, whose name everyone below may read.
    asked = ClassUnit(training_class=_asking(cast)).place(getattr(cast, place))
    asked.save()
    add(world, "class_unit", place, pk=asked.training_class_id, unit=asked.pk)
    add(world, "issuer", place, code=getattr(cast, place).code)
    add(world, "class_row", place, seen_from=(attending,), pk=convened.pk, nomination=nomination.pk)


def _certificate(world, convened, place, attending):
    """Somebody of the class has finished it already."""
    pupil = make_candidate(getattr(world.cast, attending), person=person_of(attending, 9))
    nomination = actions.nominate(candidate=pupil, kind="awareness", by=None, on=days_ago(20))
    actions.assign_to_class(nominations=[nomination], training_class=convened, by=None)
    actions.record_results(
        training_class=convened, by=None, completed={nomination: "01/GCN"}, absent=[], completed_on=today()
    )
    line = Certificate.objects.get(nomination=nomination)
    add(world, "certificate", place, seen_from=(attending,), pk=line.pk)


def _asking(cast):
    """A class that asks units to take part."""
    days = {"starts_on": today(), "ends_on": today()}
    return actions.create_class(by=None, organization=cast.X, kind="awareness", name="Lớp liên xã", **days)
