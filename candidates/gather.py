"""Rows -> facts: the one bridge from models to rules.

A case may be taken up again after it was closed (`reconsider`): the steps then have to be gone once
more, so the rules know of steps, votes, papers and introductions only what belongs to the present
attempt. What is not asked anew stays: the person, the class and its certificate, the mentors in force.
"""

from functools import cached_property

from django.db.models import Q, Sum, prefetch_related_objects

from branches.authority import base_committee_of, deciding_authorities, deciding_authority
from branches.models import MemberEvent, Organization, OrganizationUnion
from branches.placed import ANCESTOR_FIELDS, DEPTHS
from candidates import loading
from candidates.attempts import failed, votes_of_probation
from candidates.backing import extensions_of, formal_unions, grounds_in_force, introducers_of
from candidates.checklist import missing_papers, needed
from candidates.going import attempt_of, loaded, present_attempt, present_papers, read_entered, step_before
from candidates.letters import lacking
from candidates.models import CellMeeting, ClassNomination, DossierItem, StageEvent, TrainingClass
from candidates.pipeline import BASE, BASE_OR_DECIDING, CELL, DECIDING, ENTER, STAGES
from candidates.rulebook import rulebook
from candidates.rules.facts import CandidateFacts
from candidates.rules.grounds import Ground
from candidates.rules.papers import paper_names
from candidates.verifying import verifications_of

SPECIAL_AREAS = {"remote", "border_island"}
ANNULLED = "annulled"
# Introductions of members, of unions, and the summary of opinions: made anew when they are a year old.
OPINIONS = ("39", "40", "41", "42")
YOUTH_UNION = "youth_union"
NO_RELIGION = ("", "00")


def last_event(candidate, kind):
    """The newest event of `kind` in the present attempt; None where there is none."""
    after = present_attempt(candidate).after
    events = loaded(candidate, "events")
    if events is None:
        return candidate.events.filter(kind=kind, pk__gt=after).order_by("on", "pk").last()
    found = [event for event in events if event.kind == kind and event.pk > after]
    return max(found, key=lambda event: (event.on, event.pk), default=None)


def present_introductions(candidate, attempt=None):
    """Who introduces the person in the present attempt."""
    attempt = attempt or present_attempt(candidate)
    found = loaded(candidate, "introductions")
    if found is None:
        found = candidate.introductions.select_related("member__person", "replaced_by").prefetch_related(
            "member__events"
        )
    return [each for each in found if attempt.is_first or each.introduced_on >= attempt.began_on]


# What the rules read of a case; `load` brings it for many in as many queries as for one.
PARTS = (
    "events",
    "papers",
    "introductions__member__person",
    "introductions__member__events",
    "introductions__replaced_by",
    "grounds__withdrawal",
    "nominations",
    "mentors",
    "votes",
    "requests__points",
    "extensions",
    "verifications",
    "person__candidates",
)


def load(candidates, *more):
    """Read what `facts_for` needs of `candidates`, anew and at once. What is written afterwards they do not know."""
    unload(candidates)
    prefetch_related_objects(candidates, *PARTS, *more)
    read_entered(candidates)


def load_plainly(candidates, *more):
    """As `load`, in the manner of `candidates.loading`, for who only goes through very many."""
    loading.load_plainly(candidates, (*PARTS, *more))
    read_entered(candidates)


def unload(candidates):
    """Let them read from the database again."""
    for candidate in candidates:
        candidate._prefetched_objects_cache = {}
        candidate.person._prefetched_objects_cache = {}


class Units:
    """What the rules ask of units on a day: each question is put once, for all `organizations` together.

    For one unit the functions below ask it here too, so that each rule is said once.
    """

    def __init__(self, organizations, on):
        self.organizations, self.on = {each.pk: each for each in organizations}, on

    @cached_property
    def book(self):
        """The rulebook, read once."""
        return rulebook()

    @cached_property
    def law(self):
        """The rules of the day."""
        return self.book.on(self.on)

    @cached_property
    def authorities(self):
        return deciding_authorities(list(self.organizations.values()), self.on)

    @cached_property
    def _bases(self):
        above = {pk for each in self.organizations.values() for pk in each.ancestors() if pk}
        return Organization.objects.filter(pk__in=above, kind="grassroots_committee").in_bulk()

    @cached_property
    def with_youth_union(self):
        """The ids of the organizations in which there is a Youth Union on the day."""
        rows = OrganizationUnion.objects.filter(organization__in=list(self.organizations), union=YOUTH_UNION)
        held = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=self.on), valid_from__lte=self.on)
        return set(held.values_list("organization", flat=True))

    def base_committee(self, organization):
        """As `branches.authority.base_committee_of`."""
        return next((self._bases[pk] for pk in reversed(organization.ancestors()) if pk in self._bases), None)

    def needs_base_resolution(self, organization):
        """Whether a resolution of the base committee stands between the cell and the decision."""
        return self.authorities[organization.pk].needs_base_resolution and bool(self.base_committee(organization))

    def in_turn(self, organization, turn):
        """Whose turn it is: `turn` is one of "cell", "base", "deciding"."""
        if turn == CELL:
            return organization
        decides = self.authorities[organization.pk].decided_by
        return (self.base_committee(organization) or decides) if turn == BASE else decides

    def turn_at(self, organization, stage):
        """The organization whose turn it is when a case of `organization` stands at `stage`."""
        turn = STAGES[stage].turn
        if skips_the_base(stage) and not self.needs_base_resolution(organization):
            turn = DECIDING
        return self.in_turn(organization, turn)

    @cached_property
    def _full_members(self):
        """organization's id -> [full members, those of them who are exempt]."""
        found = {pk: [0, 0] for pk in self.organizations}
        full, exempt = Sum("full_delta"), Sum("exempt_delta")
        for depth in {each.depth for each in self.organizations.values()}:
            units = [each for each in self.organizations.values() if each.depth == depth]
            for model, changes in ((MemberEvent, {"full": full, "exempt": exempt}), (StageEvent, {"full": full})):
                facts = model.objects.filter(on__lte=self.on).order_by()
                for pk, *numbers in _by_unit(facts, units, depth, changes):
                    for place, number in enumerate(numbers):
                        found[pk][place] += number or 0
        return found

    def full_members(self, organization):
        """How many full members the unit had for a vote on the day, from recorded facts.

        Those exempt are left out, and those who have left or were not yet recognized (regulations (c.1)).
        """
        full, exempt = self._full_members[organization.pk]
        return full - exempt

    def official_members(self, organization):
        """How many full members the unit had on the day; who is exempt from its work is still one of them."""
        return self._full_members[organization.pk][0]

    @cached_property
    def months_without_meeting(self):
        """organization's id -> the months in which its cell did not meet."""
        found = {pk: set() for pk in self.organizations}
        rows = CellMeeting.objects.filter(organization__in=list(self.organizations), held_on__isnull=True)
        for pk, month in rows.values_list("organization", "month"):
            found[pk].add(month)
        return found


def _by_unit(facts, units, depth, changes):
    """(unit's id, each of the `changes` of its facts) of units that stand at one depth of the tree."""
    if depth >= DEPTHS:
        return [(each.pk, *facts.under(each).aggregate(**changes).values()) for each in units]
    column = ANCESTOR_FIELDS[depth]
    found = facts.filter(**{f"{column}__in": [each.pk for each in units]})
    return found.values_list(column).annotate(**changes)


def facts_for(candidate, on, *, ballot=None, held_by=None, units=None):
    """Everything the rules may know of `candidate` on `on`, as `CandidateFacts`.

    `held_by` is the committee's meeting that decided, where one did. `units` may be given where many
    cases are asked about on one day.
    """
    units = units or Units([candidate.organization], on)
    every = sorted(candidate.events.all(), key=lambda event: (event.on, event.pk))
    attempt = attempt_of(every)
    events = [event for event in every if event.on <= on and event.pk > attempt.after]
    dates = {event.kind: event.on for event in events}
    papers = present_papers(candidate, attempt)
    introductions = [each for each in present_introductions(candidate, attempt) if each.introduced_on <= on]
    unions = formal_unions(introductions)
    introducers = introducers_of(introductions, on)
    admission, recognition = (
        needed(candidate, purpose, unions, on, units.book) for purpose in ("admission", "recognition")
    )
    points = _open_points(candidate, attempt.after)
    nominations = list(candidate.nominations.all())
    certificate = _certificate(nominations, TrainingClass.Kind.AWARENESS, on)
    new_member = _certificate(nominations, TrainingClass.Kind.NEW_MEMBER, on)
    return CandidateFacts(
        on=on,
        stage=candidate.stage,
        birth_date=candidate.person.birth_date,
        education=candidate.person.education,
        special_area=candidate.organization.area_type in SPECIAL_AREAS,
        is_readmission=candidate.is_readmission,
        earlier_readmissions=sum(
            each.is_readmission and each.member_id is not None and each.pk != candidate.pk and each.stage != ANNULLED
            for each in candidate.person.candidates.all()
        ),
        left_party_on=candidate.left_party_on,
        left_party_because=candidate.left_party_because,
        conviction_cleared_on=candidate.conviction_cleared_on,
        engaged_as=candidate.engaged_as,
        engaged_since=candidate.engaged_since,
        political_issue=candidate.political_issue,
        religious=candidate.person.religion not in NO_RELIGION,
        foreign_tie=candidate.foreign_tie,
        grounds=tuple(Ground(each.kind, each.number, each.issued_on) for each in grounds_in_force(candidate)),
        lacks_diploma=candidate.lacks_diploma,
        respected_elder=candidate.respected_elder,
        certificate_on=certificate and certificate.certificate_on,
        mentors=sum(each.is_in_force(on) for each in candidate.mentors.all()),
        introducing_members=sum(not each.gone for each in introducers),
        introducers=introducers,
        taken_over=attempt.is_first and any(event.kind == ENTER and event.taken_over for event in every),
        opinions_on=tuple(
            each.issued_on for each in papers if each.code in OPINIONS and each.is_there and each.issued_on <= on
        ),
        introducing_unions=len(unions),
        youth_union_here=_asks_the_union(introducers, unions, dates)
        and candidate.organization_id in units.with_youth_union,
        youth_union_introduces=YOUTH_UNION in unions,
        dates=dates,
        irregular={event.kind: event.findings for event in events if event.irregular and not event.is_answered},
        cell_full_members=units.official_members(candidate.organization),
        missing_papers=missing_papers(papers, admission, {(each.paper_code, each.paper_ordinal) for each in points}),
        missing_recognition_papers=missing_papers(papers, recognition),
        papers_not_accepted=tuple(
            paper_names()[paper.code]
            for paper in papers
            if paper.state not in (DossierItem.State.ACCEPTED, DossierItem.State.NOT_NEEDED)
            and paper.code in {need.code for need in admission}
        ),
        open_points=len(points),
        needs_base_resolution=units.needs_base_resolution(candidate.organization),
        joined_on=candidate.member and candidate.member.joined_on,
        decided_on=dates.get("decide") or (candidate.member and candidate.member.decided_on),
        decision_received_on=dates.get("receive_decision"),
        new_member_class_on=new_member and new_member.certificate_on,
        ballot=ballot,
        extensions=extensions_of(candidate, on),
        verifications=verifications_of(candidate, on, attempt),
        **step_before(candidate, every),
        moved_without_letter=lacking(candidate.stage, events),
        **failed(votes_of_probation(candidate, every), on),
        **_deciding_body(candidate, held_by),
    )


def _asks_the_union(introducers, unions, dates):
    """Whether a Youth Union of the unit matters: members introduce without it, and the cell has yet to vote."""
    return bool(introducers) and YOUTH_UNION not in unions and "cell_vote" not in dates


def _open_points(candidate, after):
    """What was asked to be completed since the event `after` and is not answered."""
    found = loaded(candidate, "requests")
    requests = candidate.requests.prefetch_related("points") if found is None else found
    every = [point for request in requests if request.event_id > after for point in request.points.all()]
    return [point for point in every if point.answered_at is None]


def _deciding_body(candidate, held_by):
    """Whether the body that met is the one that decides for this case on the meeting's day, and which does."""
    if held_by is None:
        return {}
    authority = deciding_authority(candidate.organization, held_by.held_on)
    is_it = (authority.decided_by.pk, authority.body) == (held_by.organization_id, held_by.body)
    return {} if is_it else {"deciding_body": authority.words, "met_body": _body_words(held_by)}


def _body_words(meeting):
    return f"{meeting.get_body_display()} {meeting.organization}"


def _certificate(nominations, kind, on):
    """The class whose certificate is the newest that was there on `on`; a later one does not hide it."""
    completed = ClassNomination.Result.COMPLETED
    done = [each for each in nominations if (each.kind, each.result) == (kind, completed)]
    found = [each for each in done if each.certificate_on and each.certificate_on <= on]
    return max(found, key=lambda each: each.certificate_on, default=None)


def present_unions(candidate):
    """The unions that introduce the person in the present attempt."""
    return formal_unions(present_introductions(candidate))


def full_members_on(organization, on):
    """`Units.full_members` of one unit."""
    return Units([organization], on).full_members(organization)


def needs_base_resolution(candidate, on):
    """`Units.needs_base_resolution` of the candidate's cell."""
    return Units([candidate.organization], on).needs_base_resolution(candidate.organization)


def straight_to_decision(organizations, on):
    """Ids of those of `organizations` whose cases need no resolution of a base committee, in few queries."""
    organizations = list(organizations)
    units = Units(organizations, on)
    return {each.pk for each in organizations if not units.needs_base_resolution(each)}


def organization_in_turn(organization, turn, on):
    """`Units.in_turn` of one unit."""
    return Units([organization], on).in_turn(organization, turn)


def turn_at(candidate, stage, on):
    """`Units.turn_at` of the candidate's cell."""
    return Units([candidate.organization], on).turn_at(candidate.organization, stage)


def skips_the_base(stage):
    """Whether the case goes straight to the deciding body at `stage` where no base committee resolves."""
    return stage in BASE_OR_DECIDING


def voting_base(candidate, body, on):
    """How many have the right to vote in `body` ("cell", "base", "deciding"); None where it is not known."""
    if body == CELL:
        return full_members_on(candidate.organization, on)
    if body == BASE:
        base = base_committee_of(candidate.organization)
        return base and base.committee_size
    return deciding_authority(candidate.organization, on).size


def voting_organization(candidate, body, on):
    """The organization whose body votes."""
    if body == CELL:
        return candidate.organization
    if body == BASE:
        return base_committee_of(candidate.organization) or candidate.organization
    return deciding_authority(candidate.organization, on).decided_by
