"""Keeping the list of what is due in step with the rules: the only writer of `Obligation`."""

from django.db import transaction

from branches.authority import organization_in_turn
from candidates.gather import facts_for, turn_at
from candidates.models import Candidate, CellMeeting, Obligation
from candidates.rules import rule_set
from candidates.rules.duties import duties


def sync(candidate, on):
    """Make the open obligations of `candidate` those that the rules ask on `on`.

    What is no longer asked is closed with `on`; a deadline that moved is rewritten. Sets the
    candidate's `next_due`. Call under the candidate's lock.
    """
    wanted = {(duty.kind, duty.key): duty for duty in _duties(candidate, on)}
    held = {(row.kind, row.key): row for row in candidate.obligations.open()}
    gone = [row.pk for key, row in held.items() if key not in wanted]
    Obligation.objects.filter(pk__in=gone).update(done_on=on)
    fresh = []
    for key, duty in wanted.items():
        row = held.get(key) or Obligation(candidate=candidate, kind=duty.kind, key=duty.key)
        before = _values(row)
        row.text, row.opens_on, row.due_on, row.unsure = duty.text, duty.opens_on, duty.due_on, duty.unsure
        row.citation, row.confidence = duty.citation, duty.confidence
        row.acts_at = organization_in_turn(candidate.organization, duty.turn, on)
        row.place(candidate.organization)
        if row.pk is None:
            fresh.append(row)
        elif _values(row) != before:
            row.save()
    Obligation.objects.bulk_create(fresh)
    due = min((duty.due_on for duty in wanted.values() if duty.due_on), default=None)
    if due != candidate.next_due:
        candidate.next_due = due
        Candidate.objects.filter(pk=candidate.pk).update(next_due=due)  # derived: leaves no history row


def refresh(on):
    """Bring every open case up to date, and to where its turn is by now; returns how many. Run once a day."""
    count = 0
    for pk in Candidate.objects.open().values_list("pk", flat=True):
        with transaction.atomic():
            # Locked first and read afterwards: see `candidates.actions._common.locked`.
            Candidate.objects.select_for_update().get(pk=pk)
            candidate = Candidate.objects.select_related("person", "organization", "member").get(pk=pk)
            waits_at = turn_at(candidate, candidate.stage, on)
            if waits_at.pk != candidate.waits_at_id:
                Candidate.objects.filter(pk=pk).update(waits_at=waits_at)  # derived: leaves no history row
            sync(candidate, on)
        count += 1
    return count


def _values(row):
    return (row.text, row.opens_on, row.due_on, row.unsure, row.acts_at_id, row.organization_id, row.citation)


def _duties(candidate, on):
    if not candidate.is_open:
        return []
    assignment = candidate.mentors.filter(ends_on__isnull=True).order_by("starts_on").first()
    remarked = set(
        candidate.remarks.exclude(strengths="", shortcomings="", conclusion="").values_list("month", flat=True)
    )
    excused = CellMeeting.objects.filter(organization=candidate.organization, held_on__isnull=True)
    remarked |= set(excused.values_list("month", flat=True))
    return duties(
        facts_for(candidate, on),
        rule_set(on),
        months_remarked=remarked,
        mentored_since=assignment and assignment.starts_on,
    )
