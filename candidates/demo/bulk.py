"""Thousands of histories in seconds: the rows that the actions would write, written together.

`Ledger` has a verb for each action that the demonstration's histories need, with the same
effects; a test proves that both write the same rows. It asks no rules and no permissions: who
tells a history keeps to them. Nothing is in the database before `write()`.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from branches.actions.members import member_event
from branches.models import Member, MemberEvent, PersonGroup
from candidates.actions._common import build_event
from candidates.actions.classes import ACTS, CERTIFICATE_PAPERS
from candidates.actions.effects import counts_from
from candidates.demo.places import Places
from candidates.demo.writing import ORDER, write_rows
from candidates.gather import Units
from candidates.judging import asked_ballot, needed_votes
from candidates.models import (
    Candidate,
    CellMeeting,
    ClassNomination,
    DossierItem,
    Introduction,
    MentorAssignment,
    MonthlyRemark,
    Vote,
)
from candidates.pipeline import CELL, ENTER, FAILED_SUFFIX, IN_PROBATION, STAGES, TRANSITIONS
from candidates.rulebook import rule_set
from candidates.rules.probation import probation_ends_on


@dataclass(frozen=True)
class Hands:
    """The accounts that record: the cell's, the officer's who checks, the decision's, the class's."""

    cell: object = None
    officer: object = None
    decider: object = None
    centre: object = None


class Ledger:
    """Rows kept in memory until `write()`; `hands` records from now on and may be changed."""

    def __init__(self, hands=None):
        self.hands = hands or Hands()
        self.rows = {model: [] for model in ORDER}
        self.members = defaultdict(list)  # cell id -> [(since, member)]
        self.last_admission = {}
        self._places = Places()
        self._new_people = set()

    def groups(self, person, *names):
        """The focus groups of a person, as `register_person` writes them."""
        self._add_person(person)
        for name in names:
            self._add(PersonGroup(person=person, group=name))

    # Members

    def roster(self, organization, person, on, *, status=Member.Status.FULL, group=None, **dates):
        """As `branches.actions.record_roster`."""
        member = self._new_member(person, organization, status=status, party_group=group, **dates)
        self._add(member_event(by=self.hands.cell, member=member, kind=MemberEvent.Kind.ROSTER, on=on))
        self.members[organization.pk].append((date.min, member))
        return member

    def transfer_in(self, organization, person, on, other_place, number, *, group=None, **dates):
        """As `branches.actions.transfer_in`, for a full member."""
        member = self._new_member(person, organization, status=Member.Status.FULL, party_group=group, **dates)
        event = member_event(
            by=self.hands.cell,
            member=member,
            kind=MemberEvent.Kind.TRANSFER_IN,
            on=on,
            other_place=other_place,
            paper_number=number,
            paper_on=on,
        )
        self._add(event)
        self.members[organization.pk].append((on, member))
        return member

    def _new_member(self, person, organization, **fields):
        self._add_person(person)
        member = Member(person=person, **fields).place(organization)
        self._add(member)
        return member

    def full_members(self, cell, on):
        """Those who vote in `cell` on `on`, the longest there first."""
        return [
            member
            for since, member in self.members[cell.pk]
            if since <= on and member.is_full_on(on) and not (member.exempt_from and member.exempt_from <= on)
        ]

    # The way

    def enter_pool(self, cell, person, on, *, source="cell", source_name="", evidence=""):
        """As the action of that name; `person` may be new."""
        self._add_person(person)
        candidate = Candidate(
            person=person,
            stage="pool",
            stage_on=on,
            entered_on=on,
            waits_at=cell,
            source=source,
            source_name=source_name,
            evidence=evidence,
        ).place(cell)
        candidate.code = f"new{len(self.rows[Candidate])}"
        self._add(candidate)
        self._event(candidate, ENTER, by=self.hands.cell, on=on, from_stage="", to_stage="pool")
        self._stand_at(candidate, "pool", on)
        return candidate

    def advance(self, candidate, key, on, *, number="", against=0, card_number="", note=""):
        """As `advance` for a step that no rule objects to. All who may vote do; `against` of them against."""
        step = TRANSITIONS[key]
        by = self._hand(step)
        votes = self._count(candidate, step, on, against) if asked_ballot(step) else None
        carried = votes is None or votes["carried"]
        target = step.target if carried else step.ballot.failed_target or candidate.stage
        event = self._event(
            candidate,
            step.key if carried else step.key + FAILED_SUFFIX,
            by=by,
            on=on,
            to_stage=target,
            paper=step.paper if carried or number else "",
            paper_number=number,
            paper_on=on if carried or number else None,
            note=note,
        )
        if votes:
            self._add(Vote(candidate=candidate, event=event, met_on=on, recorded_by=by, **votes))
        if carried:
            self._effects(candidate, step, event, card_number)
            if step.paper_code and step.paper_code != "97":
                self._register(candidate, step.paper_code, on, number, by)
        self._stand_at(candidate, target, candidate.stage_on if target == candidate.stage else on)
        return event

    def _hand(self, step):
        if (step.ballot and step.ballot.body != CELL) or step.permission == "decision_record":
            return self.hands.decider
        return self.hands.officer if step.permission == "dossier_check" else self.hands.cell

    def _count(self, candidate, step, on, against):
        cell, place = candidate.organization, self._places.of(candidate.organization, on)
        body = step.ballot.body
        base = len(self.full_members(cell, on)) if body == CELL else place.size(body)
        key = (step.key, base)
        if key not in place.needed:
            place.needed[key] = needed_votes(candidate, step, base, on)[0]
        return {
            "purpose": step.ballot.purpose,
            "body": body,
            "organization": place.voter(cell, body),
            "attempt": 1,
            "eligible": base,
            "present": base,
            "votes_for": base - against,
            "votes_against": against,
            "votes_other": 0,
            "needed": place.needed[key],
            "carried": base - against >= place.needed[key],
        }

    def needs_base_resolution(self, cell, on):
        place = self._places.of(cell, on)
        return place.authority.needs_base_resolution and place.base is not None

    def _effects(self, candidate, step, event, card_number):
        on = event.on
        if step.key == "decide":
            candidate.demo_decided_on = on
        elif step.key == "admit":
            member = self._new_member(
                candidate.person,
                candidate.organization,
                status=Member.Status.PROBATIONARY,
                decided_on=candidate.demo_decided_on,
                joined_on=on,
            )
            candidate.member = member
            self.members[member.organization_id].append((on, member))
            pk = member.organization_id
            self.last_admission[pk] = max(on, self.last_admission.get(pk, on))
        elif step.key == "recognize":
            member = candidate.member
            member.status = Member.Status.FULL
            member.recognized_on = probation_ends_on(member.joined_on, rule_set(member.joined_on))
            event.note = counts_from(member.recognized_on)
        elif step.key == "issue_card":
            candidate.member.card_number, candidate.member.card_issued_on = card_number, on
            card = member_event(by=event.recorded_by, member=candidate.member, kind=MemberEvent.Kind.CARD, on=on)
            card.full_delta = card.probationary_delta = card.exempt_delta = 0
            self._add(card)
        if step.key in ("admit", "recognize", "withdraw", "transfer_out"):
            self._end_mentors(candidate, on)

    def _end_mentors(self, candidate, on):
        for assignment in self._of(candidate).mentors:
            if assignment.ends_on is None:
                assignment.ends_on = max(on, assignment.starts_on)

    # Beside the way

    def assign_mentor(self, candidate, mentor, on, number):
        """As the action of that name."""
        probation = candidate.stage in IN_PROBATION
        phase = MentorAssignment.Phase.PROBATION if probation else MentorAssignment.Phase.CANDIDATE
        assignment = MentorAssignment(
            candidate=candidate,
            mentor=mentor,
            phase=phase,
            starts_on=on,
            resolution_number=number,
            resolution_on=on,
        )
        self._add(assignment)
        self._of(candidate).mentors.append(assignment)
        self._side(
            candidate,
            "assign_mentor",
            on,
            paper="Nghị quyết chi bộ",
            paper_number=number,
            paper_on=on,
            note=f"Phân công: {mentor}",
        )
        return assignment

    def mentors_of(self, candidate):
        """The assignments told of `candidate`, the first one first."""
        return list(self._of(candidate).mentors)

    def nominate(self, candidate, kind, on, number):
        """As the action of that name."""
        nomination = ClassNomination(candidate=candidate, kind=kind, nominated_on=on, paper_number=number)
        self._add(nomination)
        self._side(candidate, ACTS[kind][0], on, paper="Danh sách cử đi học", paper_number=number, paper_on=on)
        return nomination

    def complete_class(self, nomination, on, certificate_number):
        """As the action of that name."""
        nomination.result, nomination.completed_on = ClassNomination.Result.COMPLETED, on
        nomination.certificate_number, nomination.certificate_on = certificate_number, on
        candidate, by = nomination.candidate, self.hands.centre
        self._side(
            candidate,
            ACTS[nomination.kind][1],
            on,
            by=by,
            paper="Giấy chứng nhận",
            paper_number=certificate_number,
            paper_on=on,
        )
        self._register(candidate, CERTIFICATE_PAPERS[nomination.kind], on, certificate_number, by)

    def introduce(self, candidate, on, *, member=None, union="", union_name="", number="", since_together=None):
        """As the action of that name."""
        self._add(
            Introduction(
                candidate=candidate,
                member=member,
                union=union,
                union_name=union_name,
                introduced_on=on,
                paper_number=number,
                attempt=0 if union else None,
                since_together=since_together,
                recorded_by=self.hands.cell,
            )
        )

    def enter_paper(self, candidate, code, on, number, *, ordinal=1):
        """As the action of that name, for a new paper."""
        self._register(candidate, code, on, number, self.hands.cell, ordinal)

    def accept_papers(self, candidate):
        """As the action of that name, for all papers."""
        for paper in self._of(candidate).papers.values():
            paper.state, paper.checked_by = DossierItem.State.ACCEPTED, self.hands.officer
            paper.checked_at = timezone.now()

    # The cell's months

    def hold_meeting(self, cell, month, held_on, number):
        """As the action of that name."""
        meeting = CellMeeting(month=month, held_on=held_on, minutes_number=number, recorded_by=self.hands.cell).place(
            cell
        )
        self._add(meeting)
        return meeting

    def remark(self, candidate, month, strengths, shortcomings, *, by, meeting=None, conclusion=""):
        """As `write_remark` and, with a `meeting`, `conclude_month`."""
        self._add(
            MonthlyRemark(
                candidate=candidate,
                month=month,
                strengths=strengths,
                shortcomings=shortcomings,
                written_by=by,
                meeting=meeting,
                conclusion=conclusion,
                version=2 if meeting else 1,
            )
        )

    # Underneath

    def _add(self, row):
        self.rows[type(row)].append(row)

    def _add_person(self, person):
        if person.pk is None and id(person) not in self._new_people:
            self._new_people.add(id(person))
            person.set_keys()
            self._add(person)

    def _of(self, candidate):
        """What belongs to a candidate: an object with `papers` by code and ordinal, and `mentors`."""
        if not hasattr(candidate, "demo_things"):
            candidate.demo_things = _Things({}, [])
        return candidate.demo_things

    def _register(self, candidate, code, on, number, by, ordinal=1):
        papers, key = self._of(candidate).papers, (code, ordinal)
        if key not in papers:
            papers[key] = DossierItem(
                candidate=candidate, code=code, ordinal=ordinal, number=number, issued_on=on, entered_by=by
            )
            self._add(papers[key])

    def _event(self, candidate, kind, **fields):
        event = build_event(candidate, kind, **fields)
        self._add(event)
        return event

    def _side(self, candidate, kind, on, *, by=None, **fields):
        self._event(candidate, kind, by=by or self.hands.cell, on=on, to_stage=candidate.stage, **fields)

    def _stand_at(self, candidate, stage, on):
        candidate.stage, candidate.stage_on = stage, on
        candidate.closed_on = None if STAGES[stage].open else on
        candidate.version += 1

    # Writing

    @transaction.atomic
    def write(self):
        """Write everything, with one row of history for each row that keeps one."""
        cases = self.rows[Candidate]
        units = Units([candidate.organization for candidate in cases], timezone.localdate())
        for candidate in cases:
            candidate.waits_at = units.turn_at(candidate.organization, candidate.stage)
        write_rows(self.rows, self.last_admission)
        self.rows, self._new_people = {model: [] for model in ORDER}, set()


@dataclass
class _Things:
    papers: dict
    mentors: list
