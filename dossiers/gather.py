"""Rows -> `Case`: all that a paper of one person may know, read in a number of queries that does not grow.

Only what stands is there (nothing that was taken back), and only what belongs to the present attempt:
a resolution of an attempt that ended is never printed into a new one. Builders query nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from branches.authority import Authority, deciding_authority
from branches.models import Member, Organization, Person, Position
from branches.models.organization import committee_of
from candidates.gather import load, present_introductions
from candidates.going import Attempt, present_attempt, present_papers
from candidates.models import Candidate, ClassNomination, MentorAssignment, TrainingClass, Vote, VoteRoster
from candidates.rulebook import rule_set
from candidates.rules.probation import probation_ends_on
from candidates.rules.verification import last_day
from candidates.verifying import rows_of
from dossiers.cv.record import Record
from dossiers.cv_gather import record_of
from dossiers.models import FormText, Phrase

ADMISSION, RECOGNITION = Vote.Purpose.ADMISSION, Vote.Purpose.RECOGNITION
# The step that decides, by what is decided.
DECISIONS = {ADMISSION: "decide", RECOGNITION: "recognize"}
SIGNERS = ("secretary", "deputy_secretary", "standing_deputy_secretary")


@dataclass(frozen=True)
class Case:
    """One person's case as its papers see it, on the day `on`.

    `events` are the newest of each kind, `votes` the newest of each (purpose, body), `papers` of the register
    by their code. `units` holds every organization that may head a paper, by its id. `texts` are what was
    typed into the forms of this attempt, by (slug, part). `cv` is the applicant's CV.
    """

    on: date
    candidate: Candidate
    person: Person
    member: Member | None
    attempt: Attempt
    cell: Organization
    units: Mapping[int, Organization]
    authorities: Mapping[str, Authority]
    events: Mapping[str, object] = field(default_factory=dict)
    votes: Mapping[tuple, Vote] = field(default_factory=dict)
    rosters: Mapping[int, VoteRoster] = field(default_factory=dict)
    papers: Mapping[str, tuple] = field(default_factory=dict)
    mentors: tuple[MentorAssignment, ...] = ()
    introductions: tuple = ()
    verifications: tuple = ()  # the places asked about the CV, each with `answer_by`
    certificate: ClassNomination | None = None
    new_member_certificate: ClassNomination | None = None
    probation_ends_on: date | None = None
    posts: tuple[Position, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    texts: Mapping[tuple, FormText] = field(default_factory=dict)
    cv: Record | None = None

    # What happened

    def event(self, kind):
        """The newest event of `kind`; None where there is none."""
        return self.events.get(kind)

    def day(self, kind):
        """The day of the newest event of `kind`, as its paper says it; None where it did not happen."""
        event = self.events.get(kind)
        return event and (event.paper_on or event.on)

    def vote(self, purpose, body):
        return self.votes.get((purpose, body))

    def roster(self, purpose, body=Vote.Body.CELL):
        """Who had the right to vote, where the cell kept the list of that vote; else None."""
        vote = self.vote(purpose, body)
        return vote and self.rosters.get(vote.pk)

    def paper(self, code, ordinal=1):
        """The register's paper of this code; None where it was not entered, or has no day yet."""
        held = (each for each in self.papers.get(code, ()) if each.ordinal == ordinal and each.issued_on)
        return next(held, None)

    # Units

    def cell_at(self, kind):
        """The cell where the event of `kind` happened; before it happens, the person's cell of today."""
        event = self.events.get(kind)
        return self.units[event.organization_id] if event else self.cell

    @cached_property
    def base(self):
        """The base committee (đảng ủy cơ sở) above the cell; None for a cell directly under a higher one."""
        return self._above("grassroots_committee")

    @cached_property
    def section(self):
        """The part-committee (đảng ủy bộ phận) between cell and base committee, if there is one."""
        return self._above("section", "affiliated")

    def _above(self, *kinds):
        chain = (self.units[pk] for pk in reversed(self.cell.ancestors()) if pk)
        return next((each for each in chain if each.kind in kinds), None)

    def authority(self, purpose=ADMISSION):
        """Who decides: on the day of the decision, or today while it is not taken."""
        return self.authorities[purpose]

    def needs_base(self, purpose=ADMISSION):
        """Whether a resolution of the base committee stands between the cell and the decision."""
        return bool(self.base) and self.authorities[purpose].needs_base_resolution

    def proposed_to(self, purpose=ADMISSION):
        """The organization whose committee the cell's resolution is laid before."""
        return self.base if self.needs_base(purpose) else self.authorities[purpose].decided_by

    def name(self, organization, day=None):
        """What `organization` was called on `day`."""
        day = day or self.on
        states = [each for each in self.units[organization.pk].states.all() if each.valid_from <= day]
        return states[-1].name if states else organization.name

    def committee(self, organization, day=None):
        """The name of the committee that issued the organization's papers on `day`; a cell's own name."""
        name = self.name(organization, day)
        return name if organization.is_cell else committee_of(name)

    def upper(self, organization, day=None):
        """The name of the committee above `organization`, "" above the root."""
        parent = self.units.get(organization.parent_id)
        return self.committee(parent, day) if parent else ""

    def holder(self, organization, day=None, titles=("secretary",)):
        """The name of who held one of the posts `titles` on `day`; "" where nobody is entered."""
        day = day or self.on
        found = [
            each
            for each in self.posts
            if each.organization_id == organization.pk and each.title in titles and each.is_held_on(day)
        ]
        return str(found[-1].member) if found else ""

    # People

    def helpers(self, phase):
        """Assignments of a phase (`MentorAssignment.Phase`), those in force first."""
        return sorted((each for each in self.mentors if each.phase == phase), key=lambda each: bool(each.ends_on))

    @property
    def joined_on(self):
        """The day of the ceremony; None before it."""
        return self.member.joined_on if self.member else self.day("admit")

    def phrase_of(self, key, organization):
        """The words of the nearest organization, from `organization` upward, that has its own; None without."""
        own = {(each.organization_id, each.key): each for each in self.phrases}
        return next(
            (own[pk, key] for pk in reversed(organization.ancestors()) if (pk, key) in own),
            None,
        )


def case_of(candidate, on):
    """The `Case` of `candidate` on the day `on`."""
    load(
        [candidate], "mentors__mentor__person", "mentors__mentor__organization", "introductions__member__organization"
    )
    attempt = present_attempt(candidate)
    events = _newest(each for each in candidate.events.all() if each.pk > attempt.after)
    votes = {
        (each.purpose, each.body): each
        for each in candidate.votes.select_related("event").order_by("met_on", "pk")
        if each.event_id > attempt.after
    }
    authorities = _authorities(candidate, votes, events, on)
    units = _units(candidate, events, authorities)
    nominations = list(candidate.nominations.select_related("training_class__organization__parent"))
    return Case(
        on=on,
        candidate=candidate,
        person=candidate.person,
        member=candidate.member,
        attempt=attempt,
        cell=units[candidate.organization_id],
        units=units,
        authorities=authorities,
        events=events,
        votes=votes,
        rosters={
            each.vote_id: each
            for each in VoteRoster.objects.filter(vote__in=list(votes.values())).prefetch_related("voters")
        },
        papers=_by_code(present_papers(candidate, attempt)),
        mentors=tuple(candidate.mentors.all()),
        introductions=tuple(present_introductions(candidate, attempt)),
        verifications=_verifications(candidate, attempt, on),
        certificate=_certificate(nominations, TrainingClass.Kind.AWARENESS),
        new_member_certificate=_certificate(nominations, TrainingClass.Kind.NEW_MEMBER),
        probation_ends_on=_probation_end(candidate, events),
        posts=tuple(
            Position.objects.filter(organization__in=list(units), title__in=SIGNERS).select_related("member__person")
        ),
        phrases=tuple(Phrase.objects.filter(organization__in=list(units))),
        texts={(each.form, each.part): each for each in candidate.form_texts.filter(attempt=attempt.after)},
        cv=record_of(candidate, on),
    )


def _verifications(candidate, attempt, on):
    """The places asked about the CV, each with the last day by rule of an answer to a letter of its day."""
    rows, law = tuple(rows_of(candidate, attempt)), rule_set(on)
    for row in rows:
        deadline = last_day(replace(row.facts, sent_on=row.sent_on or on), law)
        row.answer_by = deadline and deadline[0].day
    return rows


def _probation_end(candidate, events):
    """When the months of probation are complete; None before the ceremony."""
    ceremony = events.get("admit")
    joined_on = (candidate.member and candidate.member.joined_on) or (ceremony and ceremony.on)
    return joined_on and probation_ends_on(joined_on, rule_set(joined_on))


def _newest(events):
    """kind -> its newest event."""
    return {event.kind: event for event in sorted(events, key=lambda event: (event.on, event.pk))}


def _by_code(papers):
    found = {}
    for paper in papers:
        found.setdefault(paper.code, []).append(paper)
    return {code: tuple(each) for code, each in found.items()}


def _authorities(candidate, votes, events, on):
    """purpose -> who decided it on its day, or would today."""
    asked = {}
    for purpose, kind in DECISIONS.items():
        vote, event = votes.get((purpose, Vote.Body.DECIDING)), events.get(kind)
        asked[purpose] = vote.met_on if vote else event.on if event else on
    found = {day: deciding_authority(candidate.organization, day) for day in set(asked.values())}
    return {purpose: found[day] for purpose, day in asked.items()}


def _units(candidate, events, authorities):
    """Every organization that may stand on a paper: those of the events, of the deciding bodies, and all above."""
    ids = {candidate.organization_id, *candidate.organization.ancestors()}
    for event in events.values():
        ids |= {event.organization_id, *(getattr(event, f"ancestor_{depth}") for depth in range(6))}
    for authority in authorities.values():
        ids |= set(authority.decided_by.ancestors())
    found = Organization.objects.filter(pk__in=ids - {None}).prefetch_related("states")
    return {each.pk: each for each in found}


def _certificate(nominations, kind):
    completed = [each for each in nominations if each.kind == kind and each.certificate_on]
    return max(completed, key=lambda each: each.certificate_on, default=None)
