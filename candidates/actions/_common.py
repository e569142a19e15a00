"""What the actions share: the lock, the event, the checks of days. Not called from outside."""

from django.utils import timezone

from branches.authority import organization_in_turn
from candidates import obligations
from candidates.gather import needs_base_resolution
from candidates.models import Candidate, StageEvent
from candidates.pipeline import BASE, BEFORE_ADMISSION, DECIDING, IN_PROBATION, SIDE_ACTS, STAGES
from partydev.refusals import Conflict, Invalid, require

# Where a probationer's leaving is a fact of the membership (`branches.MemberEvent`), counted there.
BY_MEMBERSHIP = ("transferred_out", "left")


def locked(candidate):
    """The candidate's row under lock, with person, organization and member.

    Locked first and read afterwards: PostgreSQL, having waited for a lock, joins the fresh row to its
    partners of before, and would find none where the turn has passed to another unit meanwhile.
    """
    Candidate.objects.select_for_update().get(pk=candidate.pk)
    related = ("person", "organization", "member", "member__organization", "waits_at")
    return Candidate.objects.select_related(*related).get(pk=candidate.pk)


def check_day(on, *, not_before=None, field="on"):
    """A fact's day is not in the future, nor before the day of what it follows."""
    if on > timezone.localdate():
        raise Invalid({field: "Ngày này chưa đến. Chỉ ghi nhận việc đã xảy ra."})
    if not_before and on < not_before:
        raise Invalid({field: f"Ngày này trước việc đã ghi gần nhất (ngày {not_before:%d/%m/%Y})."})


def side_act(key, candidate, by):
    """Check that the side act `key` is allowed to `by` and fits the stage."""
    act = SIDE_ACTS[key]
    require(by, act.permission, candidate)
    if candidate.stage not in act.stages:
        raise already(candidate, f"“{act.label}” không ghi được ở bước “{candidate.stage_label}”.")


def already(candidate, text):
    """A `Conflict` that says who recorded the last thing on this case, and when."""
    last = candidate.events.select_related("recorded_by").order_by("pk").last()
    if last is None:
        return Conflict(text)
    who = last.recorded_by or "hệ thống"
    at = timezone.localtime(last.recorded_at)
    return Conflict(f"{text} {who} đã ghi “{last.label}” lúc {at:%H:%M} ngày {at:%d/%m/%Y}.")


def build_event(candidate, kind, *, by, on, to_stage, from_stage=None, **fields):
    """A `StageEvent` with its copies of person and place and its deltas; not saved."""
    from_stage = candidate.stage if from_stage is None else from_stage
    event = StageEvent(
        candidate=candidate,
        kind=kind,
        on=on,
        from_stage=from_stage,
        to_stage=to_stage,
        recorded_by=by,
        is_readmission=candidate.is_readmission,
        **deltas(from_stage, to_stage),
        **fields,
    )
    return event.copy_facts(candidate.person, candidate.organization, on).place(candidate.organization)


def deltas(from_stage, to_stage):
    """What going from one stage to another does to the unit's numbers.

    A probationer who transfers out or leaves the roster is counted by the membership's own event.
    """

    def change(belongs):
        return belongs(to_stage) - belongs(from_stage)

    return {
        "pool_delta": change(lambda stage: stage in BEFORE_ADMISSION or stage == "deferred"),
        "pending_delta": change(lambda stage: stage == "pending_decision"),
        "probationary_delta": 0
        if to_stage in ("transferred_out", "left")
        else change(lambda stage: stage in IN_PROBATION),
        "full_delta": change(lambda stage: bool(stage) and STAGES[stage].phase == 5),
    }


def stand_at(candidate, stage, on):
    """Put the candidate at `stage` since `on`, and the turn where it belongs; saves and syncs what is due."""
    candidate.stage, candidate.stage_on = stage, on
    candidate.closed_on = None if STAGES[stage].open else on
    candidate.waits_at = turn_at(candidate, stage, on)
    candidate.version += 1
    candidate.save()
    obligations.sync(candidate, timezone.localdate())


def turn_at(candidate, stage, on):
    """The organization whose turn it is when the candidate stands at `stage`."""
    return organization_in_turn(candidate.organization, _turn(candidate, stage, on), on)


def _turn(candidate, stage, on):
    turn = STAGES[stage].turn
    if stage == "recognition_cell_resolved" and turn == BASE and not needs_base_resolution(candidate, on):
        return DECIDING
    return turn


def touch(candidate):
    """After a side act: bring what is due up to date.

    The version stays: a paper entered meanwhile does not make an open form of the next step stale.
    """
    obligations.sync(candidate, timezone.localdate())
