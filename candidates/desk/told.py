"""What the papers of a committee's meeting tell of each person on its agenda."""

from django.db.models import Prefetch

from branches import codelists
from candidates.gather import present_introductions
from candidates.models import (
    Candidate,
    ClassNomination,
    CommitteeMeeting,
    Introduction,
    MentorAssignment,
    TrainingClass,
    Vote,
)
from candidates.pipeline import TRANSITIONS
from partydev.dates import format_date


def addressee(meeting):
    """The body that meets, with whose it is."""
    if meeting.body == CommitteeMeeting.Body.EXECUTIVE:
        return f"Ban Chấp hành {meeting.organization.name}"
    return f"{meeting.get_body_display()} {meeting.organization.committee_name}"


def purpose(transition):
    """What the vote is for: one of `Vote.Purpose`."""
    return TRANSITIONS[transition].ballot.purpose


def people(cases):
    """The people of `cases` with all that is told of them: id -> candidate; a constant number of queries."""
    certificates = ClassNomination.objects.filter(
        result=ClassNomination.Result.COMPLETED, certificate_on__isnull=False
    ).order_by("certificate_on")
    found = Candidate.objects.filter(pk__in=[case.candidate_id for case in cases]).select_related(
        "person", "organization"
    )
    found = found.prefetch_related(
        Prefetch("nominations", queryset=certificates),
        Prefetch("votes", queryset=Vote.objects.select_related("event").order_by("pk")),
        Prefetch("mentors", queryset=MentorAssignment.objects.select_related("mentor__person")),
        Prefetch("introductions", queryset=Introduction.objects.select_related("member__person")),
    )
    return {candidate.pk: candidate for candidate in found}


def line(candidate, transition):
    """The cells of a person's line in the danh sách trích ngang."""
    person, asked = candidate.person, purpose(transition)
    recognition = asked != Vote.Purpose.ADMISSION
    return (
        person.full_name,
        format_date(person.birth_date) if person.birth_date else "",
        codelists.label("genders", person.sex),
        codelists.label("ethnic_groups", person.ethnicity),
        codelists.label("religions", person.religion),
        person.home_place,
        _joined(
            [codelists.label("occupation_groups", person.occupation), person.workplace, str(candidate.organization)],
            mark="; ",
        ),
        _joined(
            [
                codelists.label("education_levels", person.education),
                codelists.label("professional_levels", person.professional_level),
            ],
            mark="; ",
        ),
        _certificate(candidate, recognition),
        voted(candidate, Vote.Body.CELL, asked),
        voted(candidate, Vote.Body.BASE, asked),
        _helpers(candidate, recognition),
    )


def _joined(parts, mark=", "):
    return mark.join(part for part in parts if part)


def _certificate(candidate, recognition):
    kind = TrainingClass.Kind.NEW_MEMBER if recognition else TrainingClass.Kind.AWARENESS
    held = [each for each in candidate.nominations.all() if each.kind == kind]
    return format_date(held[-1].certificate_on) if held else None


def voted(candidate, body, purpose):
    """The number, day and count of what `body` resolved; None where it has not."""
    votes = [vote for vote in candidate.votes.all() if (vote.body, vote.purpose) == (body, purpose) and vote.carried]
    if not votes:
        return None
    vote = votes[-1]
    number = f"Số {vote.event.paper_number}, " if vote.event.paper_number else ""
    return f"{number}ngày {format_date(vote.met_on)} ({vote})"


def _helpers(candidate, recognition):
    phase = MentorAssignment.Phase.PROBATION if recognition else MentorAssignment.Phase.CANDIDATE
    helping = dict.fromkeys(str(each.mentor) for each in candidate.mentors.all() if each.phase == phase)
    said = [f"Giúp đỡ: {_joined(helping)}"] if helping else []
    introducers = [str(each) for each in present_introductions(candidate)]
    if introducers and not recognition:
        said.append(f"Giới thiệu: {_joined(introducers)}")
    return _joined(said, "; ")
