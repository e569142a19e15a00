"""Rows -> what the clock knows: explanations, reminders, a unit's last checks.

`Clock` asks each of these questions once for many cases, as `candidates.gather.Units` does for units.
"""

from datetime import timedelta
from functools import cached_property

from django.conf import settings
from django.db.models import Max

from candidates.going import present_attempt, present_papers
from candidates.handing import offers_of
from candidates.helping import help_ended
from candidates.models import Explanation, RemarkRhythm, ReminderDays, UnitCheck
from candidates.pipeline import IN_PROBATION
from candidates.rulebook import work_calendar
from candidates.rules.duties_base import ClockFacts

MEMBER_CV, LETTERS = "02", ("54", "55", "59")


class Clock:
    """What is recorded about the deadlines of `candidates`, as it stands on `on`."""

    def __init__(self, candidates, on):
        self.ids, self.on = [candidate.pk for candidate in candidates], on

    @cached_property
    def explanations(self):
        """(candidate's id, kind, key) -> the newest explanation."""
        rows = Explanation.objects.filter(candidate__in=self.ids).order_by("on", "pk")
        return {(row.candidate_id, row.kind, row.key): row for row in rows}

    @cached_property
    def offers(self):
        """candidate's id -> the offer to another cell that waits for its answer."""
        return offers_of(self.ids, self.on) if self.ids else {}

    @cached_property
    def _reminders(self):
        return {row.organization_id: row.days for row in ReminderDays.objects.all()}

    def reminders(self, organization):
        """The days before a last day on which `organization` is reminded: its own, else those from above."""
        if not self._reminders:
            return settings.REMINDER_DAYS
        places = (organization.pk, *(pk for pk in reversed(organization.ancestors()) if pk))
        return next((self._reminders[pk] for pk in places if pk in self._reminders), settings.REMINDER_DAYS)

    @cached_property
    def _rhythms(self):
        found = {}
        for row in RemarkRhythm.objects.order_by("pk"):
            found.setdefault(row.organization_id, []).append((row.valid_from, row.months))
        return found

    def rhythm(self, organization):
        """How often `organization` is asked for remarks, as the chain that `rules.rhythm` reads."""
        places = [organization.pk, *(pk for pk in reversed(organization.ancestors()) if pk and pk != organization.pk)]
        return tuple(tuple(self._rhythms[pk]) for pk in places if pk in self._rhythms)

    def facts_of(self, candidate, no_meeting):
        """The `ClockFacts` of one; `no_meeting`: the months in which its cell did not meet."""
        helping = [each.starts_on for each in candidate.mentors.all() if not each.ends_on or each.ends_on > self.on]
        remarked = {
            each.month for each in candidate.remarks.all() if each.strengths or each.shortcomings or each.conclusion
        }
        papers, events = self._present(candidate)
        moves = [event for event in events if event.kind == "move_cell" and event.to_stage in IN_PROBATION]
        return ClockFacts(
            months_remarked=frozenset(remarked | no_meeting),
            mentored_since=min((day for day in helping if day <= self.on), default=None),
            help_ended=help_ended(candidate.stage, candidate.mentors.all(), candidate.events.all(), self.on),
            admitted_here=any(event.kind == "admit" and not event.taken_over for event in events),
            has_member_cv=any(paper.code == MEMBER_CV for paper in papers),
            moved_on=moves[-1].on if moves else None,
            has_letter=bool(moves) and _has_letter(moves, papers),
            rhythm=self.rhythm(candidate.organization),
        )

    def _present(self, candidate):
        """The papers and events of the present attempt, up to the day, in their order."""
        attempt = present_attempt(candidate)
        events = [each for each in candidate.events.all() if each.on <= self.on and each.pk > attempt.after]
        return present_papers(candidate, attempt), sorted(events, key=lambda event: (event.on, event.pk))


def _has_letter(moves, papers):
    """Whether the last move named its letter, or one that is newer than the move before is in the register."""
    last = moves[-1]
    before = max((move.on for move in moves if move.on < last.on), default=None)
    letters = [each for each in papers if each.code in LETTERS and each.is_there]
    letters = [each for each in letters if before is None or each.issued_on > before]
    return bool(last.paper_number or letters)


def last_checks(organizations, on):
    """organization's id -> kind -> the day of the last check up to `on`."""
    rows = UnitCheck.objects.filter(organization__in=organizations, on__lte=on).order_by()
    found = {}
    for pk, kind, last in rows.values_list("organization", "kind").annotate(last=Max("on")):
        found.setdefault(pk, {})[kind] = last
    return found


def rhythm_of(organization):
    """The chain of `rules.rhythm` that holds for `organization`."""
    return Clock([], None).rhythm(organization)


def reminder_days(organization):
    """The reminders in force at `organization`."""
    return Clock([], None).reminders(organization)


def explained_by(on):
    """The first last day whose unit still has time to explain on `on`: what was due before is told above."""
    calendar, days = work_calendar(), settings.EXPLAIN_WORKING_DAYS
    day = on - timedelta(days=1)
    while calendar.add_working_days(day, days).day >= on:
        day -= timedelta(days=1)
    return day + timedelta(days=1)
