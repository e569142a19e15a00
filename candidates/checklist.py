"""Which papers the dossier of a case must hold, and which of them it lacks.

Until the dossier goes up, the list is that of today's rules. What was sent is judged by the list of the day it
was first sent on: a rule that changes while the committee has the dossier, or while the cell completes it, asks
no further paper of it.
"""

from django.utils import timezone

from candidates.going import RECONSIDER, attempt_of, loaded
from candidates.models import DossierItem
from candidates.pipeline import IN_PROBATION
from candidates.rulebook import rulebook
from candidates.rules.papers import Profile, admission_papers, recognition_papers

# What first sends the papers of admission, and those of recognition.
SENDING = {"admission": "submit", "recognition": "recognition_cell_vote"}
AFTER_ADMISSION = (*IN_PROBATION, "recognized", "card_issued")


def needed(candidate, purpose, unions, today=None, book=None):
    """The papers of `purpose` ("admission", "recognition") that the present attempt needs, in the official order.

    `unions` are those that introduce the person. `book` may be given where many cases are asked about.
    """
    law = (book or rulebook()).on(judged_on(candidate, purpose, today))
    if purpose == "recognition":
        return recognition_papers(law)
    return admission_papers(Profile(introducing_unions=tuple(unions), is_readmission=candidate.is_readmission), law)


def judged_on(candidate, purpose, today=None):
    """The day whose rules say which papers of `purpose` are needed: of sending, else `today` or the case's end."""
    sent = first_sent(candidate, purpose)
    return sent.on if sent else today or candidate.closed_on or timezone.localdate()


def first_sent(candidate, purpose):
    """The event of the present attempt that first sent the papers of `purpose`; None where none did yet."""
    kind, events = SENDING[purpose], loaded(candidate, "events")
    if events is None:
        events = candidate.events.filter(kind__in=(RECONSIDER, kind))
    attempt = attempt_of(events)
    found = [event for event in events if event.kind == kind and event.pk > attempt.after]
    return min(found, key=lambda event: (event.on, event.pk), default=None)


def needed_now(candidate, unions):
    """The papers that the case's page lists: those of admission, and after it those of recognition too."""
    of_recognition = needed(candidate, "recognition", unions) if candidate.stage in AFTER_ADMISSION else []
    return [*needed(candidate, "admission", unions), *of_recognition]


def needed_for_desk(candidate, unions):
    """The papers that the committee checks at the case's stage."""
    of_recognition = candidate.stage.startswith("recognition_") or candidate.stage == "probationary"
    return needed(candidate, "recognition" if of_recognition else "admission", unions)


def missing_papers(papers, wanted, asked=()):
    """Names of the papers of `wanted` that are not among `papers`, with how many where several are asked.

    Of those that somebody `asked` to complete, (code, ordinal), another sentence tells: they are here.
    """
    have = {}
    for paper in papers:
        if paper.is_there or (paper.code, paper.ordinal) in asked:
            have[paper.code] = have.get(paper.code, 0) + 1
    return tuple(
        need.name if need.count == 1 else f"{need.name} ({need.count - have.get(need.code, 0)} bản)"
        for need in wanted
        if have.get(need.code, 0) < need.count
        and not any(paper.code == need.code and paper.state == DossierItem.State.NOT_NEEDED for paper in papers)
    )
