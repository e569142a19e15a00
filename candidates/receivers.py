"""What happens to cases when the tree or the roster changes below them."""

from django.dispatch import receiver
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from branches.signals import card_issued, member_gone, member_left, member_restored, places_changed
from candidates import obligations
from candidates.actions._common import build_event, end_mentors, locked, locked_all, stand_at
from candidates.gather import Units
from candidates.going import last_day
from candidates.models import Candidate, MentorAssignment
from candidates.pipeline import LEAVE, RESTORE, TRANSITIONS

AT_ONCE = 500  # how many cases are held in memory together


@receiver(places_changed)
def let_cases_wait_where_they_belong(sender, organization, **kwargs):
    """The open cases of a unit that moved, or whose deciding body changed, wait at the right place again.

    Locked in the order of their keys, as whoever else locks several, and written in few statements.
    """
    ids = list(Candidate.objects.under(organization).open().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        _let_wait(list(locked_all(ids[start : start + AT_ONCE]).values()), timezone.localdate())


def _let_wait(candidates, today):
    units, changed = Units([candidate.organization for candidate in candidates], today), []
    for candidate in candidates:
        waits_at = units.turn_at(candidate.organization, candidate.stage)
        if waits_at.pk != candidate.waits_at_id:
            candidate.waits_at = waits_at
            changed.append(candidate)
    if changed:
        bulk_update_with_history(changed, Candidate, ["waits_at"])
    obligations.sync_all(candidates, today)


@receiver(member_left)
def close_the_case_of_who_left(sender, member, on, by, **kwargs):
    """A probationer who died leaves no open case behind; the membership's own event counts it."""
    found = Candidate.objects.open().filter(member=member).first()
    if found is None:
        return
    candidate = locked(found)
    on = max(on, last_day(candidate))
    build_event(candidate, LEAVE, by=by, on=on, to_stage="left", note=member.get_left_by_display()).save()
    end_mentors(candidate, on)
    stand_at(candidate, "left", on)


@receiver(member_gone)
def end_the_help_of_who_is_gone(sender, member, on, because, **kwargs):
    """Whoever is no longer of the cell helps nobody there; the cell is asked to assign somebody else."""
    open_ones = MentorAssignment.objects.filter(mentor=member, ends_on__isnull=True)
    held = locked_all(list(open_ones.order_by("candidate_id").values_list("candidate_id", flat=True)))
    if not held:
        return
    for assignment in open_ones.filter(candidate__in=held):
        assignment.ends_on, assignment.ended_because = max(on, assignment.starts_on), because
        assignment.save()
    obligations.sync_all(list(held.values()), timezone.localdate())


@receiver(member_restored)
def go_on_with_who_was_restored(sender, member, on, by, paper_number, **kwargs):
    """The case of a probationer whose striking-off was wrong goes on: probation runs from the ceremony as before.

    The membership's own event counts them again, so the case's changes no number.
    """
    closed = Candidate.objects.filter(member=member, stage="struck_off").first()
    if closed is None or Candidate.objects.open().filter(person=member.person_id).exists():
        return
    candidate = locked(closed)
    paper = {"paper": "Quyết định phục hồi đảng tịch", "paper_number": paper_number, "paper_on": on}
    event = build_event(candidate, RESTORE, by=by, on=on, to_stage="probationary", **paper)
    event.probationary_delta = 0
    event.save()
    stand_at(candidate, "probationary", on)


@receiver(card_issued)
def end_the_way_with_the_card(sender, member, on, by, **kwargs):
    """A card recorded on the member's page is the last step of their case; nobody records it twice."""
    step = TRANSITIONS["issue_card"]
    found = Candidate.objects.open().filter(member=member, stage__in=step.sources).first()
    if found is None:
        return
    candidate = locked(found)
    if candidate.stage not in step.sources:
        return
    build_event(candidate, step.key, by=by, on=on, to_stage=step.target, irregular=on < candidate.stage_on).save()
    stand_at(candidate, step.target, on)
