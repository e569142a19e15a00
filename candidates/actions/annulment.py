"""What the annulment of a decision does (CV1361 items 11–13): new facts beside the old ones, which stay."""

from django.db.models import Exists, OuterRef

from branches import actions as branch_actions
from branches.models import Member
from candidates.models import Remedy
from candidates.pipeline import FAILED_SUFFIX

# What an annulment answers: the irregular steps of the procedure whose decision it annuls.
OF_ADMISSION = (
    "list",
    "open_dossier",
    "apply",
    "declare_cv",
    "start_verification",
    "complete_verification",
    "collect_opinions",
    "cell_vote",
    "committee_vote",
    "decide",
    "admit",
)
OF_RECOGNITION = ("recognition_cell_vote", "recognition_committee_vote", "recognize")
ANNULMENTS = {"annul_admission": (*OF_ADMISSION, *OF_RECOGNITION), "annul_recognition": OF_RECOGNITION}


def annulment_of(candidate, event):
    """The key of the transition that annuls the decision to which `event` led; "" where there is none to annul."""
    kind = event.kind.removesuffix(FAILED_SUFFIX)
    if kind in OF_RECOGNITION:
        return "annul_recognition"
    return "annul_admission" if kind in OF_ADMISSION else ""


def annul_admission(candidate, event):
    """The membership, if it began, ends with the decision's annulment; what was irregular is answered by it."""
    if candidate.member:
        branch_actions.leave_probation(member=candidate.member, on=event.on, reason=Member.Left.ANNULLED)
    _answer(candidate, event)


def annul_recognition(candidate, event):
    """The member is a probationer again; their case is followed where they are a member today."""
    candidate.member = branch_actions.annul_recognition(member=candidate.member)
    _answer(candidate, event)


def at_the_members_place(candidate):
    """Before an annulment: a full member may have moved since; the case goes with them and is counted there."""
    member = candidate.member
    if member and not member.left_on and member.organization_id != candidate.organization_id:
        candidate.place(member.organization)


def _answer(candidate, event):
    """Every irregular step of what is annulled, and not annulled before, gets its remedy."""
    kinds = ANNULMENTS[event.kind]
    wrong = candidate.events.filter(kind__in=[*kinds, *(kind + FAILED_SUFFIX for kind in kinds)], irregular=True)
    annulled = Remedy.objects.filter(event=OuterRef("pk"), kind=Remedy.Kind.ANNULLED)
    for each in wrong.filter(~Exists(annulled)):
        Remedy.objects.create(
            event=each,
            kind=Remedy.Kind.ANNULLED,
            number=event.paper_number,
            on=event.paper_on or event.on,
            issuer=event.paper_issuer,
            text=event.note,
            later_event=event,
            recorded_by=event.recorded_by,
        )
