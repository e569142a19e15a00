"""The figures of T2, T4 and T9 row by row, without the database's own counting: what it is compared with."""

from collections import defaultdict
from dataclasses import asdict
from datetime import timedelta

from candidates.clock import Clock
from candidates.models import Candidate, CellMeeting, ClassNomination, MentorAssignment, MonthlyRemark, StageEvent
from candidates.pipeline import SIDE_ACTS, TAKE_OVER
from candidates.rulebook import rule_set
from candidates.rules.duties import months_of_remarks
from candidates.rules.rhythm import is_asked
from partydev.dates import add_months
from reports.figures.pool import SENT_UP, VERIFYING, PoolState
from reports.reading import known
from reports.tree import TreeOn


class Pool:
    """The pool on a day: every fact, class and helper is read once, and what they come to is told for any unit."""

    def __init__(self, on):
        self.on, self.months = on, rule_set(on).value("awareness_certificate_months")
        self.facts = {fact.pk: fact for fact in known(StageEvent).filter(on__lte=on).order_by("pk")}
        self.classes, self.helps = defaultdict(list), defaultdict(list)
        for row in ClassNomination.objects.all():
            self.classes[row.candidate_id].append(row)
        for row in MentorAssignment.objects.all():
            self.helps[row.candidate_id].append(row)

    def of(self, organization):
        """child's id -> the fields of its `PoolState`, and column -> ids of the cases that it counts."""
        states, cases, tree = defaultdict(PoolState), defaultdict(set), TreeOn(organization, self.on)
        for (case, place), facts in self._cases(tree).items():
            if sum(fact.pool_delta for fact in facts) > 0:
                state = states[tree.unit_of(place)]
                for column in self._columns(case, facts):
                    setattr(state, column, getattr(state, column) + 1)
                    cases[column].add(case)
        return {pk: asdict(state) for pk, state in states.items()}, cases

    def _cases(self, tree):
        """(case, organization) -> its facts, as they were recorded."""
        found = defaultdict(list)
        for pk in sorted(tree.facts(StageEvent).filter(on__lte=self.on).values_list("pk", flat=True)):
            fact = self.facts[pk]
            found[fact.candidate_id, fact.organization_id].append(fact)
        return found

    def _columns(self, case, facts):
        led = [fact.to_stage for fact in facts if _leads(fact)]
        stage = led[-1] if led else None
        done = [row for row in self.classes[case] if _is_done(row, self.on)]
        certified = max((row.certificate_on for row in done if row.certificate_on), default=None)
        holds = {
            "in_pool": True,
            "class_done": bool(done),
            "certificate_valid": certified is not None and add_months(certified, self.months) >= self.on,
            "mentored": any(row.is_in_force(self.on) for row in self.helps[case]),
            "verifying": stage in VERIFYING,
            "sent_up": stage in SENT_UP,
        }
        return [column for column, is_so in holds.items() if is_so]


def _leads(fact):
    beside = fact.kind in SIDE_ACTS and fact.kind != "move_cell"
    added_later = fact.taken_over and fact.from_stage == fact.to_stage and fact.kind != TAKE_OVER
    return not beside and not added_later


def _is_done(row, on):
    done = row.kind == "awareness" and row.result == "completed" and row.completed_on and row.completed_on <= on
    return done and (row.certificate_on is None or row.certificate_on <= on)


class Remarks:
    """Who helps and what was remarked over a period: every row is read once, the sums are told for any unit."""

    def __init__(self, period):
        self.period, self.clock = period, Clock([], None)
        self.cases = Candidate.objects.select_related("organization").in_bulk()
        self.helps, self.written = defaultdict(list), defaultdict(set)
        for row in MentorAssignment.objects.all():
            self.helps[row.candidate_id].append(row)
        for row in MonthlyRemark.objects.all():
            if row.strengths or row.shortcomings or row.conclusion:
                self.written[row.candidate_id].add(row.month)
        self.not_met = set(CellMeeting.objects.filter(held_on=None).values_list("organization", "month"))

    def of(self, organization):
        """(child's id -> [how many help, remarks asked, remarks written], how many help altogether)."""
        found, helping, tree = defaultdict(lambda: [0, 0, 0]), defaultdict(set), TreeOn(organization, self.period.end)
        for pk in tree.facts(Candidate).values_list("pk", flat=True):
            unit, asked = tree.unit_of(self.cases[pk].organization_id), self._asked(self.cases[pk])
            found[unit][1] += len(asked)
            found[unit][2] += len(asked & self.written[pk])
            helping[unit] |= {row.mentor_id for row in self.helps[pk] if row.is_in_force(self.period.end)}
        for unit, mentors in helping.items():
            found[unit][0] = len(mentors)
        return {unit: row for unit, row in found.items() if any(row)}, len(set().union(*helping.values()))

    def _asked(self, case):
        end, found = self.period.end, set()
        for row in self.helps[case.pk]:
            # Who helps on does so at least to the end of the month in which the period ends.
            last = row.ends_on or add_months(end.replace(day=1), 2)
            found |= months_of_remarks(None, [(row.starts_on, last)], end)
        chain = self.clock.rhythm(case.organization)
        return {month for month in found if self._counts(case.organization_id, month) and is_asked(chain, month)}

    def _counts(self, place, month):
        last = add_months(month, 1) - timedelta(days=1)
        return self.period.start <= last <= self.period.end and (place, month) not in self.not_met


def classes_of(organization, period):
    """kind -> child's id -> ids of classes (None: no class yet) -> [sent, completed] over a period."""
    found, tree = (
        defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: [0, 0]))),
        TreeOn(organization, period.end),
    )
    own = set(tree.facts(Candidate).values_list("pk", flat=True))
    for row in ClassNomination.objects.select_related("candidate"):
        sent = row.missed_id is None and period.contains(row.nominated_on)
        done = row.result == "completed" and period.contains(row.completed_on)
        if row.candidate_id in own and (sent or done):
            numbers = found[row.kind][tree.unit_of(row.candidate.organization_id)][row.training_class_id]
            numbers[0], numbers[1] = numbers[0] + sent, numbers[1] + done
    return found
