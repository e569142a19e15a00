"""A committee's meeting as its page shows it: who is on it, who could be, and what comes next."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from branches.authority import deciding_authorities
from branches.permissions import Permission
from candidates.desk.numbers import paper_of
from candidates.desk.queue import FORKS
from candidates.gather import Units, load, straight_to_decision, unload
from candidates.judging import findings_for, votes_from
from candidates.models import Candidate, CommitteeMeeting, MeetingCase, StageEvent
from candidates.pipeline import BASE, TRANSITIONS

BODIES = CommitteeMeeting.Body
VOTED_AT = (
    "appraised",
    "pending_decision",
    "recognition_cell_resolved",
    "recognition_committee_resolved",
    "strike_off_cell_resolved",
    "strike_off_committee_resolved",
    "reported_upward",
)
# What the meeting is asked to do, as its papers say it.
MATTERS = {
    "committee_vote": "Xét, đề nghị kết nạp đảng viên",
    "decide": "Xét, quyết định kết nạp đảng viên",
    "recognition_committee_vote": "Xét, đề nghị công nhận đảng viên chính thức",
    "recognize": "Xét, quyết định công nhận đảng viên chính thức",
    "strike_off_committee_vote": "Xét, đề nghị xóa tên đảng viên dự bị",
    "strike_off": "Xét, quyết định xóa tên đảng viên dự bị",
}
PLACES = {key: place for place, key in enumerate(MATTERS)}


@dataclass(frozen=True)
class Waiting:
    """Someone whom a body of the committee is to vote on: `step` by `body`."""

    candidate: Candidate
    step: object
    body: str

    @property
    def matter(self):
        return MATTERS[self.step.key]

    @property
    def key(self):
        """How a form names it: who was reported upward may be put to either vote."""
        return f"{self.candidate.pk}-{self.step.key}" if self.step.key == "strike_off" else str(self.candidate.pk)

    @property
    def body_label(self):
        return BODIES(self.body).label


def agenda(meeting, user):
    """The cases on the meeting's agenda that `user` may see, by what is asked (`MATTERS`), then in their order.

    So the page, the tờ trình, the list and the minutes count them alike.
    """
    cases = (
        meeting.cases.filter(candidate__in=Candidate.objects.visible_to(user))
        .select_related(
            "candidate__person",
            "candidate__organization",
            "candidate__member",
            "event__vote__organization",
            "event__vote__event",
            "event__organization",
            "meeting",
            "event__recorded_by",
        )
        .order_by("order")
    )
    for case in cases:
        case.matter, case.step = MATTERS[case.transition], TRANSITIONS[case.transition]
        case.vote = getattr(case.event, "vote", None) if case.event_id else None
        case.paper = paper_of(case.vote) if case.vote else ""
    return sorted(cases, key=lambda case: PLACES[case.transition])


def before_the_vote(meeting, cases):
    """What the rules say on the meeting's day of each case that is still to be voted on: case's pk -> findings.

    As many queries for many as for one. Which body decides was asked when the case came onto the agenda.
    """
    still = [case for case in cases if case.is_open and case.candidate.stage in case.step.sources]
    candidates = [case.candidate for case in still]
    load(candidates)
    units = Units([candidate.organization for candidate in candidates], meeting.held_on)
    found = {case.pk: findings_for(case.candidate, case.step, meeting.held_on, units=units) for case in still}
    unload(candidates)
    return found


def waiting(meeting, user):
    """(those this meeting's body is to vote on, those another body is, those not yet sent on); constant queries."""
    on_an_agenda = MeetingCase.objects.filter(
        candidate=OuterRef("pk"), event__isnull=True, left_at__isnull=True, meeting__closed_at__isnull=True
    )
    cases = list(
        Candidate.objects.visible_to(user)
        .filter(~Exists(on_an_agenda), waits_at=meeting.organization_id, stage__in=VOTED_AT)
        .exclude(pk__in=meeting.cases.values("candidate_id"))
        .select_related("person", "organization")
        .order_by("stage_on", "pk")
    )
    units = {candidate.organization for candidate in cases}
    straight = straight_to_decision({c.organization for c in cases if c.stage in FORKS}, meeting.held_on)
    authorities = deciding_authorities(units, meeting.held_on)
    ours, others, unsent = [], [], []
    for candidate in cases:
        steps = votes_from(candidate.stage, straight=candidate.organization_id in straight)
        if not steps and candidate.stage == "appraised":
            unsent.append(candidate)
        for step in steps:
            body = BODIES.EXECUTIVE if step.ballot.body == BASE else authorities[candidate.organization_id].body
            (ours if body == meeting.body else others).append(Waiting(candidate, step, body))
    return ours, others, unsent


def next_open(cases, after=None):
    """The first case without a result, beginning behind `after`."""
    place = next((place for place, case in enumerate(cases) if after is not None and case.pk == after.pk), len(cases))
    return next((case for case in [*cases[place:], *cases] if case.is_open), None)


def to_forward(meeting, user):
    """Candidates whom this meeting voted to propose and who still wait to be sent on."""
    passed = StageEvent.objects.filter(case__meeting=meeting, kind="committee_vote")
    return (
        Candidate.objects.visible_to(user)
        .filter(stage="committee_resolved", events__in=passed)
        .select_related("person", "organization")
        .order_by("person__sort_key", "pk")
    )


def meetings_seen(user):
    """The meetings that the user prepares, each with how many people it has and of how many a result is recorded."""
    return (
        CommitteeMeeting.objects.within(user.scope(Permission.MEETING_PREPARE))
        .select_related("organization")
        .annotate(people=Count("cases"), recorded=Count("cases", filter=Q(cases__event__isnull=False)))
        .order_by("-held_on", "-pk")
    )
