"""Making a report's snapshot, and drawing what was kept: the same page and the same bytes whenever it is asked for."""

import copy
import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, Q

from branches.models import Organization, OrganizationState
from partydev.papers.document import Document, Signature
from partydev.papers.keeping import as_kept, from_kept
from partydev.papers.rendering import as_archive, as_pdf
from reports.figures import figures
from reports.links import lists_of
from reports.meanings import meanings
from reports.models import ReportRevision
from reports.official.forms import forms_of
from reports.official.making import make
from reports.periods import EndBeforeStartError, TermStartMissingError
from reports.quarterly import build, period_of
from reports.reading import as_known, one_reading
from reports.sending import enclosed, moments
from reports.sending.outline import written
from reports.sending.standing import missing_units

# No letter that is read for another: 0 and O, 1 and I and L.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Snapshot:
    """What a `ReportRevision` keeps."""

    code: str
    basis: dict
    figures: dict
    document: str
    document_hash: str
    pdf: bytes
    pdf_hash: str
    enclosed: bytes
    taken_at: object


def take(organization, period, today):
    """The report of `period` as it is counted now; while the period is running, up to `today`.

    All of it is of one moment: what others record meanwhile is in none of its numbers and is shown as late.
    """
    with moments.one_moment():
        moment = moments.now()
        with as_known(moment):
            code, document, basis, counted, beside = _read(organization, period, today)
    kept, pdf = as_kept(document), as_pdf(document)
    return Snapshot(
        code=code,
        basis={**basis, "known": moment.as_data, "enclosed": hash_of(beside)},
        figures=counted,
        document=kept,
        document_hash=hash_of(kept.encode()),
        pdf=pdf,
        pdf_hash=hash_of(pdf),
        enclosed=beside,
        taken_at=moment.at,
    )


@one_reading
def _read(organization, period, today):
    """(code, document, basis, figures, what is enclosed) of a snapshot: all that it asks of the database."""
    code, text = new_code(), written(organization, period)
    link = enclosed.Asked(code)
    document = build(
        organization,
        period,
        link=link,
        on=today,
        texts=text.texts if text else {},
        final=True,
        missing=tuple(missing_units(organization, period)),
    )
    basis, counted = _basis(organization, period, today, text), figures(organization, period.up_to(today))
    forms = {each: make(each, organization, period, link=link.unkept, on=today).document
             for each in forms_of(organization)}  # fmt: skip
    beside = enclosed.pack(link, forms, lambda unit: as_counted(unit, basis))
    basis["meanings"] = meanings(as_counted(organization, basis))
    return code, with_code(document, code), basis, counted, beside


def still_holds(taken, organization, period, today):
    """Whether a snapshot says what holds now: the unit's text, settings and places are those that it was made of.

    Facts recorded since are no part of it, and those that it counted do not change: nothing is counted again, for
    this is asked under the lock of the unit.
    """
    now = _basis(organization, period, today, written(organization, period))
    return all(taken.basis.get(name) == value for name, value in now.items())


def _places(organization):
    """What changes as soon as anything below is founded, renamed, dissolved, moved away or moved here."""
    here = Organization.objects.under(organization).order_by().values("pk")
    states = OrganizationState.objects.filter(organization__in=here)
    # Who moved away stands elsewhere now and was below until then.
    past = OrganizationState.objects.filter(valid_to__isnull=False)
    past = past.filter(Q(organization__in=here) | Q(parent__in=here))
    return [states.order_by("-pk").values_list("pk", flat=True).first(), past.count()]


def _basis(organization, period, today, text):
    """How it was counted: what of the unit's settings the figures depend on, and up to which day."""
    # A correction counts the days of what it corrects, not those that were set since.
    starts_on = period.term_start or organization.term_starts_on
    return {
        "counted_by": organization.counted_by,
        "calendar": str(period.calendar),
        "term_starts_on": starts_on.isoformat() if starts_on else None,
        "up_to": period.up_to(today).end.isoformat(),
        "texts": text.version if text else 0,
        "places": _places(organization),
    }


def period_of_report(organization, key):
    """The period of the report `key`: once it was sent the days it counted, whatever was set since.

    Raises `PeriodError`.
    """
    try:
        known = period_of(organization, key).key
    except (EndBeforeStartError, TermStartMissingError):  # a congress since: the report was of the term before
        known = key.strip().upper()
    kept = ReportRevision.objects.filter(report__organization=organization, report__period=known)
    basis = kept.filter(report__revision=F("pk")).values_list("basis", flat=True).first()
    return period_of(as_counted(organization, basis) if basis else organization, key)


def new_code():
    """A code that nobody guesses, to be read off paper: "ABCD-2345"."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def with_code(document, code):
    """The draft with the code that leads to its record."""
    return replace(document, draft_mark=f"Mã tra cứu {code}")


def hash_of(content):
    return hashlib.sha256(content).hexdigest()


def as_counted(organization, basis):
    """The organization with the settings that a snapshot was counted by; it is not to be saved."""
    term_starts_on = date.fromisoformat(basis["term_starts_on"]) if basis["term_starts_on"] else None
    return _with_settings(organization, basis["counted_by"], basis["calendar"], term_starts_on)


def as_counted_in(organization, other):
    """The organization with the settings by which it is counted in a paper of `other`; it is not to be saved."""
    return _with_settings(organization, other.counted_by, other.reporting_calendar, other.term_starts_on)


def _with_settings(organization, counted_by, calendar, term_starts_on):
    then = copy.copy(organization)
    then.counted_by, then.reporting_calendar, then.term_starts_on = counted_by, calendar, term_starts_on
    return then


def document_of(revision) -> Document:
    """What the revision says, with number, day and signer once it has them. Asks nothing but the revision.

    A number given before snapshots were kept has nothing to draw: its report is counted now.
    """
    issue = getattr(revision, "issue", None)
    if revision.document:
        document = from_kept(revision.document)
    else:
        then = as_counted(revision.report.organization, revision.basis)
        document = build(then, period_of(then, revision.report.period), link=lists_of(then))
    return with_number(document, issue) if issue else document


def with_number(document, issue):
    """The paper to be signed: it has number, day and signer and no mark of the system."""
    signature = Signature(issue.signer_capacity, issue.signer_post, issue.signer_name)
    return replace(document, number=issue.number, issued_on=issue.issued_on, signature=signature, draft_mark="")


def papers_of(revision, issue):
    """(paper to be signed, the system's own copy of it) as PDFs, made once."""
    paper = with_number(from_kept(revision.document), issue)
    copy = replace(paper, copy_mark=f"Bản lưu trên hệ thống. Mã tra cứu {revision.code}")
    return as_pdf(paper), as_archive(copy, issue.issued_at)


def pdf_of(revision):
    """The PDF's bytes as they were stored; None where none were."""
    issue = getattr(revision, "issue", None)
    found = issue.pdf if issue else revision.pdf
    return bytes(found) if found is not None else None
