"""What the papers of a committee's meeting tell of each person on its agenda.

A paper printed later tells what it told before the vote: nothing that came after it, or of another attempt.
"""

from django.db.models import Prefetch

from branches import codelists
from candidates.desk import numbers
from candidates.gather import present_introductions
from candidates.going import RECONSIDER, attempt_of
from candidates.models import (
    Candidate,
    ClassNomination,
    CommitteeMeeting,
    Introduction,
    MentorAssignment,
    StageEvent,
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
        Prefetch("votes", queryset=Vote.objects.select_related("event", "organization").order_by("event_id")),
        Prefetch("events", queryset=StageEvent.objects.filter(kind=RECONSIDER), to_attr="taken_up_again"),
        Prefetch("mentors", queryset=MentorAssignment.objects.select_related("mentor__person")),
        Prefetch("introductions", queryset=Introduction.objects.select_related("member__person")),
    )
    return {candidate.pk: candidate for candidate in found}


def _attempt(case, candidate):
    """The attempt of `candidate` that the meeting considers, or considered."""
    return attempt_of(
        [event for event in candidate.taken_up_again if case.event_id is None or event.pk < case.event_id]
    )


def cell_of(case, candidate):
    """The cell that `candidate` was of when the meeting voted; before that, today's."""
    return case.event.organization if case.event_id else candidate.organization


def line(case, candidate):
    """The cells of the line of `case` in the danh sách trích ngang; `candidate` as `people` brings it."""
    person = candidate.person
    recognition = purpose(case.transition) != Vote.Purpose.ADMISSION
    return (
        person.full_name,
        format_date(person.birth_date) if person.birth_date else "",
        codelists.label("genders", person.sex),
        codelists.label("ethnic_groups", person.ethnicity),
        codelists.label("religions", person.religion),
        person.home_place,
        _joined(
            [
                codelists.label("occupation_groups", person.occupation),
                person.workplace,
                str(cell_of(case, candidate)),
            ],
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
        voted(case, candidate, Vote.Body.CELL),
        voted(case, candidate, Vote.Body.BASE),
        _helpers(candidate, recognition, _attempt(case, candidate)),
    )


def _joined(parts, mark=", "):
    return mark.join(part for part in parts if part)


def _certificate(candidate, recognition):
    kind = TrainingClass.Kind.NEW_MEMBER if recognition else TrainingClass.Kind.AWARENESS
    held = [each for each in candidate.nominations.all() if each.kind == kind]
    return format_date(held[-1].certificate_on) if held else None


def voted(case, candidate, body):
    """The number, day and count of what `body` resolved before the meeting; None where it had not."""
    asked, after, on = purpose(case.transition), _attempt(case, candidate).after, case.meeting.held_on
    votes = [
        vote
        for vote in candidate.votes.all()
        if (vote.body, vote.purpose, vote.carried) == (body, asked, True)
        and after < vote.event_id
        and (case.event_id is None or vote.event_id < case.event_id)
        and vote.met_on <= on
    ]
    if not votes:
        return None
    vote = votes[-1]
    number = numbers.whole(vote)
    number = f"Số {number}, " if number else ""
    return f"{number}ngày {format_date(vote.met_on)} ({vote})"


def _helpers(candidate, recognition, attempt):
    phase = MentorAssignment.Phase.PROBATION if recognition else MentorAssignment.Phase.CANDIDATE
    began = attempt.began_on
    helping = dict.fromkeys(
        str(each.mentor)
        for each in candidate.mentors.all()
        if each.phase == phase and (began is None or each.ends_on is None or each.ends_on > began)
    )
    said = [f"Giúp đỡ: {_joined(helping)}"] if helping else []
    introducers = [str(each) for each in present_introductions(candidate, attempt)]
    if introducers and not recognition:
        said.append(f"Giới thiệu: {_joined(introducers)}")
    return _joined(said, "; ")
