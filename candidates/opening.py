"""What a dossier is opened for: asked once a day of staff from outside its cell, and kept with every reading.

The one rule (docs/decisions/0015). Whoever belongs to the cell works for it; at whose desk the case lies
reads it for that desk's work; who recorded a meeting's result on the person has that day its papers to print;
everyone else says it at the first opening of the day. A form that is sent is never held up; refused, its page shows
the dossier and asks like any other.
"""

from dataclasses import dataclass
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone

from accounts.log import client_address, record_each
from accounts.models import AccessRecord
from branches.permissions import Permission
from candidates.desk.queue import AT_DESK
from candidates.models import Candidate, MeetingCase

Kind, Purpose = AccessRecord.Kind, AccessRecord.Purpose
# What is asked, in the order of the page.
ASKED = [choice for choice in Purpose.choices if choice[0] != Purpose.OWN_CELL]


@dataclass(frozen=True)
class Told:
    """What a user opens a dossier for today; `note` says it where no purpose of the list fits."""

    purpose: str = ""
    note: str = ""

    def __bool__(self):
        return bool(self.purpose)


class PurposeUnknownError(Exception):
    """Nobody has said yet what the dossier is opened for: `candidates.middleware` asks.

    `wanted`: the address to go on to, where it is not the one that was asked for.
    """

    def __init__(self, candidate, wanted=""):
        self.candidate, self.wanted = candidate, wanted
        super().__init__(candidate.code)


def purpose_of(user, candidate):
    """What `user` opens the dossier for today, by their work or by what they said; an empty `Told` if unknown."""
    given = _given_by_the_work(user, candidate)
    if given:
        return Told(given)
    rows = AccessRecord.objects.filter(user=user, dossier=candidate.code, at__gte=_start_of_today())
    rows = rows.exclude(
        about=about_in_meeting(candidate)
    )  # who opened a list of thirty has not said why they open one
    said = rows.exclude(purpose__in=("", Purpose.OWN_CELL)).order_by("-at", "-pk").values_list("purpose", "note")
    return Told(*(said.first() or ()))


def ask_first(request, candidate):
    """Let nobody see a page of the dossier before it is known what for: `PurposeUnknownError`."""
    candidate.opened_for = purpose_of(request.user, candidate)
    if not candidate.opened_for and request.method in ("GET", "HEAD"):
        raise PurposeUnknownError(candidate)
    request.dossier_unlogged = candidate


def tell(*, user, candidate, purpose, note="", address=None):
    """Keep what `user` opens the dossier for, until the end of today."""
    about = [(candidate.organization, candidate.code)]
    record_each(Kind.PURPOSE_TOLD, user, about, address=address, purpose=purpose, note=note)


def log_opening(request, candidate, kind=Kind.DOSSIER_READ, *parts):
    """A row of the log for the dossier, or for each of its `parts` (codes), with what it was opened for."""
    request.dossier_unlogged = None
    told = getattr(candidate, "opened_for", None) or purpose_of(request.user, candidate)
    code, unit = candidate.code, candidate.organization
    rows = [(unit, f"{code}: {part}") for part in parts] or [(unit, code)]
    record_each(kind, request.user, rows, address=client_address(request), purpose=told.purpose, note=told.note)


def readers_urls(user, codes):
    """code -> address of the page of who read it, of those dossiers whose readers `user` may see."""
    cases = Candidate.objects.within(user.scope(Permission.READERS_VIEW)).filter(code__in=codes)
    return {code: reverse("candidates:readers", kwargs={"pk": pk}) for pk, code in cases.values_list("pk", "code")}


def shown_untold(request):
    """The dossier whose page a refused form shows to somebody who has not said what it is opened for; None else."""
    candidate = getattr(request, "dossier_unlogged", None)
    return candidate if candidate and not candidate.opened_for else None


def log_what_was_not(request):
    """A row for a page of a dossier that was shown and whose view left none: forms hold what is recorded as well."""
    if candidate := getattr(request, "dossier_unlogged", None):
        log_opening(request, candidate)


def about_in_meeting(candidate):
    """What a row of the log is about that tells of the dossier among others, in a paper of a meeting."""
    return f"{candidate.code}: giấy tờ của phiên họp"


def _given_by_the_work(user, candidate):
    """The purpose that needs no question, or ""."""

    def sits_at(pk, *permissions):
        return any(pk == top for permission in permissions for top, _, _ in user.scope(permission).tops)

    if sits_at(candidate.organization_id, Permission.CANDIDATE_VIEW):
        return Purpose.OWN_CELL
    if candidate.stage in AT_DESK:
        if candidate.stage == "submitted" and sits_at(candidate.waits_at_id, Permission.DOSSIER_CHECK):
            return Purpose.CHECK
        if sits_at(candidate.waits_at_id, Permission.MEETING_PREPARE, Permission.DECISION_RECORD):
            return Purpose.MEETING
    elif user.can(Permission.DECISION_RECORD, candidate) and _recorded_today(user, candidate, sits_at):
        return Purpose.MEETING
    return ""


def _recorded_today(user, candidate, sits_at):
    """Whether `user` today recorded what a meeting of their own committee decided on the person: they print it now."""
    results = MeetingCase.objects.filter(
        candidate=candidate, event__recorded_by=user, event__recorded_at__gte=_start_of_today()
    )
    units = results.values_list("meeting__organization", flat=True)
    return any(sits_at(pk, Permission.DECISION_RECORD) for pk in units)


def _start_of_today():
    return timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
