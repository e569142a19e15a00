"""Who has opened some dossiers of the first cell, and what for: the page of readers and the log show something."""

from accounts.log import record_each
from accounts.models import AccessRecord, User
from branches.permissions import Permission
from candidates.models import Candidate

CELL = "01"
DOSSIERS = 6  # those that came to their step last; the others still ask what they are opened for
Kind, Purpose = AccessRecord.Kind, AccessRecord.Purpose
# The account, what it did, what for, the note where no purpose of the list fits.
OPENINGS = (
    ("bithu", Kind.DOSSIER_READ, Purpose.OWN_CELL, ""),
    ("canbo", Kind.DOSSIER_READ, Purpose.CHECK, ""),
    ("truongban", Kind.DOSSIER_READ, Purpose.MEETING, ""),
    ("truongban", Kind.DOSSIER_PRINTED, Purpose.MEETING, ""),
    ("lanhdao", Kind.DOSSIER_READ, Purpose.SUPERVISE, ""),
    ("canbo", Kind.DOSSIER_READ, Purpose.OTHER, "Trả lời chi bộ về giấy tờ còn thiếu"),
)


def write_readings(commune):
    """Log the openings, dossier by dossier one fewer, of who may open it; after the accounts are there."""
    users = User.objects.in_bulk({name for name, *_ in OPENINGS}, field_name="username")
    cases = Candidate.objects.open().filter(organization=commune.cells[CELL]).select_related("organization")
    for number, case in enumerate(cases.order_by("-stage_on", "pk")[:DOSSIERS]):
        for name, kind, purpose, note in OPENINGS[: len(OPENINGS) - number]:
            user = users.get(name)
            if user and user.can(Permission.CANDIDATE_VIEW, case):
                record_each(kind, user, [(case.organization, case.code)], purpose=purpose, note=note)
