"""Keeping the list of what is due in step with the rules: the only writer of `Obligation`.

`sync_all` is for cases under lock, `refresh` for all of the installation, `due_in` reads without writing.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from branches.models import Organization
from branches.placed import ANCESTOR_FIELDS
from candidates.clock import Clock, last_checks
from candidates.gather import Units, facts_for, load_plainly, unload
from candidates.handing import duties_of_asked, duty_of_offering, open_on
from candidates.models import Candidate, Explanation, Obligation, UnitCheck
from candidates.pipeline import STAGES
from candidates.rulebook import one_book, rule_set
from candidates.rules.duties import duties
from candidates.rules.duties_base import KINDS, TURN_WORDS, Duty
from candidates.rules.duties_units import unit_duties
from partydev.locks import under_lock

AT_ONCE = 200  # how many cases are locked and held in memory together
MOST_EXTENDED = Obligation._meta.get_field("extended").max_length
# What is derived of an obligation, and rewritten when it differs.
DERIVED = (
    "text",
    "opens_on",
    "due_on",
    "reminds_on",
    "unsure",
    "turn",
    "acts_at_id",
    "organization_id",
    "rule",
    "citation",
    "confidence",
    "extended",
    "explanation_id",
)
WRITTEN = [name.removesuffix("_id") for name in DERIVED]


def sync(candidate, on):
    """Make the open obligations of `candidate` those that the rules ask on `on`.

    What is no longer asked is closed with `on`; a deadline that moved is rewritten. Sets the
    candidate's `next_due`. Call under the candidate's lock.
    """
    sync_all([candidate], on)


def sync_all(candidates, on):
    """`sync` of many, with as many queries as for one; returns how many days moved. Call under all their locks."""
    load_plainly(candidates, "remarks")
    units, clock = Units([candidate.organization for candidate in candidates], on), Clock(candidates, on)
    held = {candidate.pk: {} for candidate in candidates}
    for row in Obligation.objects.open().filter(candidate__in=list(held)):
        held[row.candidate_id][(row.kind, row.key)] = row
    fresh, changed, gone, moved, deadlines = [], [], [], [], 0
    for candidate in candidates:
        wanted = {(duty.kind, duty.key): duty for duty in duties_of(candidate, on, units, clock)}
        gone += [row.pk for key, row in held[candidate.pk].items() if key not in wanted]
        for key, duty in wanted.items():
            row = held[candidate.pk].get(key)
            acts_at = units.in_turn(candidate.organization, duty.turn)
            explained = clock.explanations.get((candidate.pk, *key))
            if row is None:
                row = Obligation(candidate=candidate, kind=duty.kind, key=duty.key)
                fresh.append(_derive(row, duty, candidate.organization, acts_at, clock, explained))
                continue
            before, due = _values(row), row.due_on
            row.candidate = candidate
            if _values(_derive(row, duty, candidate.organization, acts_at, clock, explained)) != before:
                changed.append(row)
                deadlines += row.due_on != due
        due = min((duty.due_on for duty in wanted.values() if duty.due_on), default=None)
        if due != candidate.next_due:
            candidate.next_due = due
            moved.append(candidate)
    _write(fresh, changed, gone, on)
    if moved:
        Candidate.objects.bulk_update(moved, ["next_due"])  # derived: leaves no history row
    unload(candidates)
    return deadlines


def duties_of(candidate, on, units, clock):
    """The `Duty` list of a case on `on`; `units` and `clock` may know many. A closed case has none."""
    if not candidate.is_open:
        return []
    facts = facts_for(candidate, on, units=units)
    if facts.joined_on and facts.joined_on > on:
        facts = replace(facts, joined_on=None)
    known = clock.facts_of(candidate, units.months_without_meeting[candidate.organization_id])
    offer = clock.offers.get(candidate.pk)
    return duties(facts, units.law, known) + ([duty_of_offering(offer, units.law)] if offer else [])


def _derive(row, duty, organization, acts_at, clock, explained):
    """Make `row` say what `duty` does."""
    row.text, row.opens_on, row.due_on, row.unsure = duty.text, duty.opens_on, duty.due_on, duty.unsure
    row.rule, row.citation, row.confidence = duty.rule, duty.citation, duty.confidence
    row.extended = duty.extended[:MOST_EXTENDED]
    row.turn, row.acts_at = duty.turn, acts_at
    row.reminds_on = duty.due_on and duty.due_on - timedelta(days=max(clock.reminders(acts_at)))
    stands = explained and duty.due_on and explained.on > duty.due_on
    row.explanation = explained if stands else None
    return row.place(organization)


def _write(fresh, changed, gone, on):
    if gone:
        Obligation.objects.filter(pk__in=gone).update(done_on=on)
    if fresh:
        Obligation.objects.bulk_create(fresh)
    if changed:
        Obligation.objects.bulk_update(changed, [*WRITTEN, *ANCESTOR_FIELDS], batch_size=AT_ONCE)


def _values(row):
    return [getattr(row, name) for name in DERIVED]


# The checks of units


def sync_units(organizations, on):
    """As `sync_all`, for what `organizations` check every month or year without a person. Call under their locks."""
    ids = [organization.pk for organization in organizations]
    law, clock, checks = rule_set(on), Clock([], on), last_checks(ids, on)
    rows = Obligation.objects.open().filter(organization__in=ids, candidate__isnull=True)
    held = {(row.organization_id, row.kind, row.key): row for row in rows}
    offers = duties_of_asked(ids, on, law)
    told = Explanation.objects.filter(organization__in=ids, candidate__isnull=True).order_by("on", "pk")
    explained = {(row.organization_id, row.kind, row.key): row for row in told}
    fresh, changed, wanted, deadlines = [], [], set(), 0
    for organization in organizations:
        asked = [] if organization.dissolved_on else unit_duties(checks.get(organization.pk, {}), law)
        for duty in [*asked, *offers.get(organization.pk, ())]:
            key = (organization.pk, duty.kind, duty.key)
            wanted.add(key)
            row = held.get(key)
            parts = duty, organization, organization, clock, explained.get(key)
            if row is None:
                fresh.append(_derive(Obligation(kind=duty.kind, key=duty.key), *parts))
                continue
            before, due = _values(row), row.due_on
            if _values(_derive(row, *parts)) != before:
                changed.append(row)
                deadlines += row.due_on != due
    _write(fresh, changed, [row.pk for key, row in held.items() if key not in wanted], on)
    return deadlines


def close_of_unit(organization, kind, key, on):
    """A duty of the unit (its id) that was met: closed at once, without the unit's lock."""
    rows = Obligation.objects.open().filter(organization=organization, candidate__isnull=True, kind=kind, key=key)
    rows.update(done_on=on)


# All of the installation


def refresh(on):
    """Bring every open case up to date, and to where its turn is by now; returns how many. Run once a day."""
    return _refresh(on)[0]


def refresh_moved(on):
    """`refresh` after a day off or a value of the rulebook changed: how many open obligations have another day now."""
    return _refresh(on)[1]


def _refresh(on):
    ids = list(Candidate.objects.open().order_by("pk").values_list("pk", flat=True))
    with one_book():
        deadlines = _refresh_units(on)
        for start in range(0, len(ids), AT_ONCE):
            deadlines += _refresh_some(ids[start : start + AT_ONCE], on)
    return len(ids), deadlines


@transaction.atomic
def _refresh_units(on):
    checked = UnitCheck.objects.order_by().values("organization").distinct()
    # The units before the cases, as whoever moves a unit locks them.
    asked = open_on(on).order_by().values("organization")
    units = under_lock(Organization.objects).filter(Q(pk__in=checked) | Q(pk__in=asked)).order_by("pk")
    return sync_units(list(units), on)


@transaction.atomic
def _refresh_some(ids, on):
    # Locked first and read afterwards: see `candidates.actions._common.locked`.
    list(under_lock(Candidate.objects).filter(pk__in=ids).order_by("pk").values_list("pk"))
    cases = list(Candidate.objects.open().filter(pk__in=ids).select_related("person", "organization", "member"))
    units, changed = Units([case.organization for case in cases], on), []
    for case in cases:
        waits_at = units.turn_at(case.organization, case.stage)
        if waits_at.pk != case.waits_at_id:
            case.waits_at = waits_at
            changed.append(case)
    if changed:
        Candidate.objects.bulk_update(changed, ["waits_at"])  # derived: leaves no history row
    return sync_all(cases, on)


def remind_anew(organization):
    """Put the reminders of what is open at `organization` and below it on the days that are set now."""
    rows = Obligation.objects.open().filter(due_on__isnull=False, acts_at__path__startswith=organization.path)
    clock, changed = Clock([], None), []
    for row in rows.select_related("acts_at"):
        reminds_on = row.due_on - timedelta(days=max(clock.reminders(row.acts_at)))
        if row.reminds_on != reminds_on:
            row.reminds_on = reminds_on
            changed.append(row)
    Obligation.objects.bulk_update(changed, ["reminds_on"], batch_size=AT_ONCE)


# Reading without writing


@dataclass(frozen=True)
class DueRow:
    """A duty of a day: whose it is (`candidate` None: of the unit itself), who must act, and the duty."""

    candidate: Candidate | None
    organization: Organization
    acts_at: Organization
    duty: Duty
    on: date

    @property
    def state(self):
        """ "overdue", "extended" or "open"."""
        if self.duty.due_on and self.duty.due_on < self.on:
            return "overdue"
        return "extended" if self.duty.extended else "open"

    def as_dict(self):
        duty = self.duty
        return {
            "kind": duty.kind,
            "key": duty.key,
            "label": KINDS[duty.kind],
            "text": duty.text,
            "case": self.candidate.code if self.candidate else "",
            "person": str(self.candidate) if self.candidate else "",
            "unit": self.organization.code,
            "acts_at": self.acts_at.code,
            "turn": duty.turn,
            "turn_words": TURN_WORDS[duty.turn],
            "opens_on": duty.opens_on,
            "due_on": duty.due_on,
            "rule": duty.rule,
            "citation": duty.citation,
            "confidence": duty.confidence,
            "unsure": duty.unsure,
            "extended": duty.extended,
            "state": self.state,
        }


def due_in(organization, on, *, unopened=False):
    """What is due at `organization` and below it on any day, as `DueRow`s by urgency: computed, nothing is written.

    For a past day a case stands where its events had led by then. `unopened`: also what opens later.
    """
    with one_book():
        cases = Candidate.objects.under(organization).filter(entered_on__lte=on)
        ids = list(cases.order_by("pk").values_list("pk", flat=True))
        found = []
        for start in range(0, len(ids), AT_ONCE):
            found += _due_of(cases.filter(pk__in=ids[start : start + AT_ONCE]), on)
        found += _due_of_units(Organization.objects.filter(path__startswith=organization.path), on)
    if not unopened:
        found = [row for row in found if row.duty.opens_on <= on]
    return sorted(found, key=lambda row: (row.duty.due_on or date.max, row.duty.opens_on, row.organization.path))


def _due_of(cases, on):
    cases = list(cases.select_related("person", "organization", "member"))
    load_plainly(cases, "remarks")
    cases = [case for case in cases if _stand_as_on(case, on)]
    units, clock = Units([case.organization for case in cases], on), Clock(cases, on)
    return [
        DueRow(case, case.organization, units.in_turn(case.organization, duty.turn), duty, on)
        for case in cases
        for duty in duties_of(case, on, units, clock)
    ]


def _stand_as_on(case, on):
    """Whether the case was on its way on `on`; lets it stand, in memory, where it stood then."""
    if all(event.on <= on for event in case.events.all()):
        return case.is_open
    known = [event for event in case.events.all() if event.on <= on]
    last = max(known, key=lambda event: (event.on, event.pk), default=None)
    if last is None or not STAGES[last.to_stage].open:
        return False
    case.stage, case.closed_on = last.to_stage, None
    return True


def _due_of_units(organizations, on):
    law, organizations = rule_set(on), organizations.existing(on).in_bulk()
    checks, offers = last_checks(list(organizations), on), duties_of_asked(list(organizations), on, law)
    return [
        DueRow(None, organization, organization, duty, on)
        for pk, organization in organizations.items()
        for duty in [*unit_duties(checks.get(pk, {}), law), *offers.get(pk, ())]
    ]
