"""Keeping the list of what is due in step with the rules: the only writer of `Obligation`."""

from django.db import transaction

from branches.placed import ANCESTOR_FIELDS
from candidates.gather import Units, facts_for, load, turn_at, unload
from candidates.models import Candidate, Obligation
from candidates.rules.duties import duties

# What is derived of an obligation, and rewritten when it differs.
DERIVED = ("text", "opens_on", "due_on", "unsure", "acts_at_id", "organization_id", "citation", "confidence")


def sync(candidate, on):
    """Make the open obligations of `candidate` those that the rules ask on `on`.

    What is no longer asked is closed with `on`; a deadline that moved is rewritten. Sets the
    candidate's `next_due`. Call under the candidate's lock.
    """
    sync_all([candidate], on)


def sync_all(candidates, on):
    """`sync` of many, with as many queries as for one. Call under all their locks."""
    load(candidates, "remarks")
    units = Units([candidate.organization for candidate in candidates], on)
    held = {candidate.pk: {} for candidate in candidates}
    for row in Obligation.objects.open().filter(candidate__in=list(held)):
        held[row.candidate_id][(row.kind, row.key)] = row
    fresh, changed, gone, moved = [], [], [], []
    for candidate in candidates:
        wanted = {(duty.kind, duty.key): duty for duty in duties_of(candidate, on, units)}
        gone += [row.pk for key, row in held[candidate.pk].items() if key not in wanted]
        for key, duty in wanted.items():
            row = held[candidate.pk].get(key)
            if row is None:
                fresh.append(_derive(Obligation(candidate=candidate, kind=duty.kind, key=duty.key), duty, units))
                continue
            before = _values(row)
            row.candidate = candidate
            if _values(_derive(row, duty, units)) != before:
                changed.append(row)
        due = min((duty.due_on for duty in wanted.values() if duty.due_on), default=None)
        if due != candidate.next_due:
            candidate.next_due = due
            moved.append(candidate)
    _write(fresh, changed, gone, moved, on)
    unload(candidates)


def _derive(row, duty, units):
    """Make `row` say what `duty` does."""
    organization = row.candidate.organization
    row.text, row.opens_on, row.due_on, row.unsure = duty.text, duty.opens_on, duty.due_on, duty.unsure
    row.citation, row.confidence = duty.citation, duty.confidence
    row.acts_at = units.in_turn(organization, duty.turn)
    return row.place(organization)


def _write(fresh, changed, gone, moved, on):
    if gone:
        Obligation.objects.filter(pk__in=gone).update(done_on=on)
    if fresh:
        Obligation.objects.bulk_create(fresh)
    if changed:
        fields = ["text", "opens_on", "due_on", "unsure", "citation", "confidence", "acts_at", "organization"]
        Obligation.objects.bulk_update(changed, [*fields, *ANCESTOR_FIELDS])
    if moved:
        Candidate.objects.bulk_update(moved, ["next_due"])  # derived: leaves no history row


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
    return [getattr(row, name) for name in DERIVED]


def duties_of(candidate, on, units):
    """What the rules ask of `candidate` on `on`; writes nothing. After `load([…], "remarks")` it asks nothing more."""
    if not candidate.is_open:
        return []
    helping = [each.starts_on for each in candidate.mentors.all() if each.ends_on is None]
    remarked = {
        each.month for each in candidate.remarks.all() if each.strengths or each.shortcomings or each.conclusion
    }
    return duties(
        facts_for(candidate, on, units=units),
        units.law,
        months_remarked=remarked | units.months_without_meeting[candidate.organization_id],
        mentored_since=min(helping, default=None),
    )
