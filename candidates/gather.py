"""Rows -> facts: the one bridge from models to rules."""

from django.db.models import Sum

from branches.authority import base_committee_of, deciding_authorities, deciding_authority
from branches.models import MemberEvent, Organization
from candidates.models import ClassNomination, DossierItem, MentorAssignment, StageEvent, TrainingClass
from candidates.pipeline import BASE, CELL
from candidates.rules.facts import CandidateFacts
from candidates.rules.papers import Profile, admission_papers, recognition_papers

SPECIAL_AREAS = {"remote", "border_island"}


def facts_for(candidate, on, *, ballot=None):
    """Everything the rules may know of `candidate` on `on`, as `CandidateFacts`."""
    events = list(candidate.events.filter(on__lte=on).order_by("on", "pk"))
    dates = {event.kind: event.on for event in events}
    papers = list(candidate.papers.all())
    introductions = list(candidate.introductions.select_related("member"))
    unions = tuple(sorted({each.union for each in introductions if each.union}))
    certificate = _certificate(candidate, TrainingClass.Kind.AWARENESS)
    new_member = _certificate(candidate, TrainingClass.Kind.NEW_MEMBER)
    return CandidateFacts(
        on=on,
        stage=candidate.stage,
        birth_date=candidate.person.birth_date,
        education=candidate.person.education,
        special_area=candidate.organization.area_type in SPECIAL_AREAS,
        is_readmission=candidate.is_readmission,
        earlier_readmissions=candidate.person.candidates.filter(is_readmission=True, member__isnull=False)
        .exclude(pk=candidate.pk)
        .count(),
        left_party_on=candidate.left_party_on,
        certificate_on=certificate and certificate.certificate_on,
        mentors=MentorAssignment.objects.in_force(on).filter(candidate=candidate).count(),
        introducing_members=sum(1 for each in introductions if each.member and each.member.is_full_on(on)),
        introducing_unions=len(unions),
        dates=dates,
        irregular=frozenset(event.kind for event in events if event.irregular),
        cell_full_members=full_members_on(candidate.organization, on),
        missing_papers=missing_papers(papers, admission_papers(profile_of(candidate, unions))),
        missing_recognition_papers=missing_papers(papers, recognition_papers()),
        papers_not_accepted=tuple(
            paper.get_code_display()
            for paper in papers
            if paper.state not in (DossierItem.State.ACCEPTED, DossierItem.State.NOT_NEEDED)
            and paper.code in {needed.code for needed in admission_papers(profile_of(candidate, unions))}
        ),
        open_points=candidate.requests.filter(points__answered_at__isnull=True).values("points").count(),
        needs_base_resolution=needs_base_resolution(candidate, on),
        over_60_consent=bool(candidate.over_60_consent),
        joined_on=candidate.member and candidate.member.joined_on,
        decided_on=dates.get("decide") or (candidate.member and candidate.member.decided_on),
        decision_received_on=dates.get("receive_decision"),
        new_member_class_on=new_member and new_member.certificate_on,
        ballot=ballot,
    )


def _certificate(candidate, kind):
    return (
        candidate.nominations.filter(kind=kind, result=ClassNomination.Result.COMPLETED, certificate_on__isnull=False)
        .order_by("certificate_on")
        .last()
    )


def profile_of(candidate, unions=None):
    """The `Profile` that decides which papers the dossier needs."""
    if unions is None:
        unions = tuple(sorted({each.union for each in candidate.introductions.all() if each.union}))
    return Profile(introducing_unions=unions, is_readmission=candidate.is_readmission)


def missing_papers(papers, needed):
    """Names of the papers of `needed` that are not among `papers`, with how many where several are asked."""
    have = {}
    for paper in papers:
        if paper.state != DossierItem.State.COMPLETION:
            have[paper.code] = have.get(paper.code, 0) + 1
    return tuple(
        need.name if need.count == 1 else f"{need.name} ({need.count - have.get(need.code, 0)} bản)"
        for need in needed
        if have.get(need.code, 0) < need.count
        and not any(paper.code == need.code and paper.state == DossierItem.State.NOT_NEEDED for paper in papers)
    )


def full_members_on(organization, on):
    """How many full members the cell had for a vote on `on`, from recorded facts.

    Those exempt are left out, and those who have left or were not yet recognized (regulations (c.1)).
    """
    member = MemberEvent.objects.under(organization).filter(on__lte=on)
    found = member.aggregate(full=Sum("full_delta"), exempt=Sum("exempt_delta"))
    turned = StageEvent.objects.under(organization).filter(on__lte=on).aggregate(full=Sum("full_delta"))
    return (found["full"] or 0) + (turned["full"] or 0) - (found["exempt"] or 0)


def needs_base_resolution(candidate, on):
    """Whether a resolution of the base committee stands between the cell and the decision."""
    authority = deciding_authority(candidate.organization, on)
    return authority.needs_base_resolution and base_committee_of(candidate.organization) is not None


def straight_to_decision(organizations, on):
    """Ids of those of `organizations` whose cases need no resolution of a base committee, in few queries."""
    organizations = list(organizations)
    above = {pk for organization in organizations for pk in organization.ancestors() if pk}
    bases = set(Organization.objects.filter(pk__in=above, kind="grassroots_committee").values_list("pk", flat=True))
    authorities = deciding_authorities(organizations, on)
    return {
        organization.pk
        for organization in organizations
        if not authorities[organization.pk].needs_base_resolution or not bases & set(organization.ancestors())
    }


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
