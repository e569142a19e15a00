"""What the actions share: the lock, the event, the checks of days. Not called from outside."""

from django.db.models import Q
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from branches.models import Member
from candidates import obligations
from candidates.gather import turn_at
from candidates.going import present_papers
from candidates.models import Candidate, DossierItem, StageEvent, TransferOffer
from candidates.pipeline import BEFORE_ADMISSION, IN_PROBATION, RESTORE, SIDE_ACTS, STAGES, TAKE_OVER
from candidates.scans.aside import ANOTHER, leave_no_scan
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require

# Where a probationer's leaving is a fact of the membership (`branches.MemberEvent`), counted there.
BY_MEMBERSHIP = ("transferred_out", "left")
# Where the cell's papers wait for, or were accepted by, who checks them.
WITH_THE_COMMITTEE = ("submitted", "appraised", "committee_resolved", "pending_decision")
RELATED = ("person", "organization", "member", "member__organization", "waits_at")
# What entering a paper writes.
ENTERED = ["number", "issued_on", "issuer", "note", "state", "entered_by", "checked_by", "checked_at"]


def locked(candidate):
    """The candidate's row under lock, with person, organization and member.

    Locked first and read afterwards: PostgreSQL, having waited for a lock, joins the fresh row to its
    partners of before, and would find none where the turn has passed to another unit meanwhile.

    A membership is locked before its case: an act on the member's own page holds it already when its
    case hears of it (`candidates.receivers`), and two acts that take both in the two orders would wait
    for each other without end.
    """
    hold([candidate.pk])
    return Candidate.objects.select_related(*RELATED).get(pk=candidate.pk)


def hold(ids):
    """Lock many cases that are then read one by one with `locked`: their memberships first, each in one order."""
    held = Candidate.objects.filter(pk__in=ids).values("member")
    list(under_lock(Member.objects).filter(pk__in=held).order_by("pk").values_list("pk"))
    list(under_lock(Candidate.objects).filter(pk__in=ids).order_by("pk").values_list("pk"))


def locked_all(ids):
    """`locked` of many, in the order of their keys: id -> candidate. For what touches no membership."""
    list(under_lock(Candidate.objects).filter(pk__in=ids).order_by("pk").values_list("pk"))
    return Candidate.objects.select_related(*RELATED).in_bulk(ids)


def check_day(on, *, not_before=None, field="on"):
    """A fact's day is not in the future, nor before the day of what it follows."""
    if on > timezone.localdate():
        raise Invalid({field: "Ngày này chưa đến. Chỉ ghi nhận việc đã xảy ra."})
    if not_before and on < not_before:
        raise Invalid({field: f"Ngày này trước việc đã ghi gần nhất (ngày {not_before:%d/%m/%Y})."})


# What a stage event changes; see `deltas`.
NUMBERS = ("pool_delta", "pending_delta", "probationary_delta", "full_delta")


def check_counted(candidate, to_stage, on):
    """Raise `Invalid` for a day before the case began, or before what the step counts out was counted in.

    A unit's number on a day is the sum of what its events changed up to that day, so whoever is counted
    out before being counted in would leave it one short (a decision before the dossier was before the
    deciding body, a striking-off before the ceremony, anything counted before a move to this cell).
    Any other order of days is possible, and is the rules' to judge.
    """
    if on < candidate.entered_on:
        raise Invalid({"on": f"Ngày này trước ngày đưa vào nguồn ({candidate.entered_on:%d/%m/%Y})."})
    last = _last_counted(candidate, to_stage)
    if last and on < last.on:
        raise Invalid(
            {
                "on": f"Ngày này trước việc “{last.label}” ngày {last.on:%d/%m/%Y}, là việc phải có trước. "
                f"{_way_out(last)}"
            }
        )


def _way_out(last):
    """What to do with a day before `last`, as a sentence."""
    if last.kind == "move_cell":
        return "Nếu việc này đã làm ở chi bộ cũ: mở “Diễn biến”, rút lại việc chuyển, ghi việc này rồi ghi chuyển lại."
    return "Nếu ngày đó ghi nhầm, hãy rút lại và ghi lại việc đó trước."


def _last_counted(candidate, to_stage):
    """The newest event that changed a number which going to `to_stage` changes too; None where there is none."""
    changed = {name for name, change in deltas(candidate.stage, to_stage).items() if change}
    if candidate.stage in IN_PROBATION and to_stage in BY_MEMBERSHIP:
        changed.add("probationary_delta")
    if not changed:
        return None
    # A move counts at both cells; a restoration is counted by the membership's own event of that day.
    counted = Q(kind="move_cell") | Q(kind=RESTORE)
    for name in changed:
        counted |= ~Q(**{name: 0})
    if to_stage != "probationary":
        counted |= Q(kind="decide")  # where a unit counts from the decision on, that is what counted them in
    # A case taken over without the day of what it counts was counted in on the day of taking over.
    known = candidate.events.exclude(kind=TAKE_OVER, on__gt=candidate.stage_on)
    return known.filter(counted).order_by("on", "pk").last()


def side_act(key, candidate, by):
    """Check that the side act `key` is allowed to `by` and fits the stage."""
    act = SIDE_ACTS[key]
    require(by, act.permission, candidate)
    if candidate.stage not in act.stages:
        raise already(candidate, f"“{act.label}” không ghi được ở bước “{candidate.stage_label}”.")


def already(candidate, text):
    """A `Conflict` that says who recorded the last thing on this case, and when."""
    last = StageEvent.every.filter(candidate=candidate).select_related("recorded_by").order_by("pk").last()
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
        "probationary_delta": 0 if to_stage in BY_MEMBERSHIP else change(lambda stage: stage in IN_PROBATION),
        "full_delta": change(lambda stage: bool(stage) and STAGES[stage].phase == 5),
    }


def stand_at(candidate, stage, on):
    """Put the candidate at `stage` since `on`, and the turn where it belongs today; saves and syncs what is due."""
    candidate.stage, candidate.stage_on = stage, on
    candidate.closed_on = None if STAGES[stage].open else on
    candidate.waits_at = turn_at(candidate, stage, timezone.localdate())
    candidate.version += 1
    candidate.save()
    if candidate.closed_on:
        end_offers(candidate, TransferOffer.State.TAKEN_BACK, None, on, f"Hồ sơ đã kết thúc: {candidate.stage_label}.")
    obligations.sync(candidate, timezone.localdate())


def end_offers(candidate, state, by, on, answer):
    """The open offer to another cell, if there is one, is answered by what happened to the case."""
    for offer in under_lock(candidate.offers).filter(state=TransferOffer.State.OFFERED):
        offer.state, offer.answered_by, offer.answer = state, by, answer
        offer.answered_on = max(on, offer.offered_on)
        offer.save()
        obligations.close_of_unit(offer.organization_id, "transfer", str(offer.pk), timezone.localdate())


def touch(candidate):
    """After a side act: bring what is due up to date.

    The version stays: a paper entered meanwhile does not make an open form of the next step stale.
    """
    touch_all([candidate])


def touch_all(candidates):
    """`touch` of many."""
    obligations.sync_all(candidates, timezone.localdate())


def register_paper(candidate, code, by, number, on, issuer=""):
    """Put a paper that a step brought into the dossier's register, so that nobody types it twice.

    A newer paper takes the place of the former one, whose row the history keeps, and waits to be
    checked. What was entered for the present attempt already, and says the same, stays as it stands.
    """
    register_papers({candidate: number}, code, by, on, issuer)


def register_papers(numbers, code, by, on, issuer=""):
    """`register_paper` of many, each with a number of its own: candidate -> number."""
    held = under_lock(DossierItem.objects).filter(candidate__in=list(numbers), code=code, ordinal=1)
    rows = {row.candidate_id: row for row in held.order_by("pk")}
    fresh, changed, others = [], [], []
    for candidate, number in numbers.items():
        row = rows.get(candidate.pk)
        if row and _says_the_same(row, number, on) and row in present_papers(candidate):
            continue
        if row and row.issued_on and (row.number, row.issued_on) != (number, on):
            others.append(row)
        (changed if row else fresh).append(row := row or DossierItem(candidate=candidate, code=code, ordinal=1))
        row.number, row.issued_on, row.issuer, row.note = number, on, issuer, ""
        row.state, row.entered_by = DossierItem.State.ENTERED, by
        row.checked_by = row.checked_at = None
    leave_no_scan(others, by, ANOTHER)
    if fresh:
        bulk_create_with_history(fresh, DossierItem)
    if changed:
        bulk_update_with_history(changed, DossierItem, ENTERED)


def _says_the_same(row, number, on):
    """A step without a number of its own brings nothing new to a paper that was entered beforehand."""
    return not number or (row.number, row.issued_on) == (number, on)


def end_mentors(candidate, on):
    """Assignments still open end on `on`: nobody is left to be helped."""
    for assignment in candidate.mentors.filter(ends_on__isnull=True):
        assignment.ends_on = max(on, assignment.starts_on)
        assignment.save()
