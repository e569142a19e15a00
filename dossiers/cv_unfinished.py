"""CVs that were begun and are not finished: where declaring is difficult (P3)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from candidates.models import Candidate
from candidates.pipeline import MAIN_WAY
from candidates.rulebook import one_book
from dossiers.cv.profile import stores_relatives
from dossiers.cv_gather import record_of
from dossiers.models import CurriculumVitae

# From the dossier's opening to the cell's vote the CV is the applicant's to declare.
DECLARING = MAIN_WAY[MAIN_WAY.index("dossier_opened") : MAIN_WAY.index("cell_resolved")]
# Written by others once the applicant is done: verified, remarked on, certified.
BY_OTHERS = ("pledge", "verified", "cell_remark", "certified")


@dataclass(frozen=True)
class Unfinished:
    """One CV: since when it is declared, how many of the applicant's own parts are done, what is open first."""

    candidate: Candidate
    since: date
    days: int
    done: int
    total: int
    first_open: str


def unfinished(scope, on, *, under=None):
    """The unfinished CVs in `scope` that were begun more than `CV_UNFINISHED_DAYS` days before `on`, oldest first.

    Begun is the day on which somebody first entered something of it, or the day of handing it in, where that is
    earlier. A case of which nothing was entered is not among them: its CV is written by hand alone.
    """
    cases = Candidate.objects.within(scope).open().filter(stage__in=DECLARING, cv__isnull=False)
    if under:
        cases = cases.under(under)
    relations = ["papers", "events", "cv__entries", *(["cv__relatives"] if stores_relatives() else [])]
    cases = list(cases.select_related("person", "organization", "cv").prefetch_related(*relations))
    begun = _begun([case.cv.pk for case in cases])
    limit = on - timedelta(days=settings.CV_UNFINISHED_DAYS)
    with one_book():
        found = [_judged(case, begun[case.cv.pk], on) for case in cases]
    return sorted(
        (each for each in found if each.done < each.total and each.since < limit),
        key=lambda each: (each.since, each.candidate.pk),
    )


def how_many(scope, on, *, under, most):
    """How many `unfinished` gives; None where more than `most` CVs would have to be read through for that."""
    begun = Candidate.objects.within(scope).open().filter(stage__in=DECLARING, cv__isnull=False).under(under)
    return None if begun.count() > most else len(unfinished(scope, on, under=under))


def _begun(ids):
    """CV's id -> the day on which something was first entered."""
    rows = CurriculumVitae.history.filter(id__in=ids).order_by().values_list("id").annotate(first=Min("history_date"))
    return {pk: timezone.localtime(first).date() for pk, first in rows}


def _judged(case, begun, on):
    declared = [event.on for event in case.events.all() if event.kind == "declare_cv"]
    since = min([begun, *declared])
    record = record_of(case, on, case.cv)
    own = [part for part in record.edition.parts if part.key not in BY_OTHERS]
    left = [part for part in own if not record.is_done(part)]
    return Unfinished(
        candidate=case,
        since=since,
        days=(on - since).days,
        done=len(own) - len(left),
        total=len(own),
        first_open=f"{record.edition.number(left[0])}. {left[0].label}" if left else "",
    )
