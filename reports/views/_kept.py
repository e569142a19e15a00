"""The page of a report that was sent: drawn from its snapshot, with what was recorded since beside it."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.log import client_address, record
from accounts.models import AccessRecord
from branches.permissions import Permission
from partydev.papers.rendering import as_fragment
from reports.meanings import meanings_of
from reports.models import ReportRevision
from reports.sending.pending import LateFacts, changed_figures
from reports.sending.snapshots import document_of
from reports.sheets import links_to


def allowed(user, organization):
    """What the reader may do here, whatever state the report is in."""
    above = organization.parent
    return {
        "submit": user.can(Permission.REPORT_SUBMIT, organization),
        "issue": user.can(Permission.REPORT_ISSUE, organization),
        "receive": above is not None and user.can(Permission.REPORT_ISSUE, above),
    }


def page(request, report, revision, period):
    """One revision of a report, with its history; acts only beside the one that counts."""
    organization = report.organization
    record(AccessRecord.Kind.REPORT_READ, request.user, organization, about=f"Báo cáo {period.label}",
           address=client_address(request))  # fmt: skip
    document = document_of(revision)
    is_newest = revision.pk == report.revision_id
    revisions = ReportRevision.objects.filter(report=report).select_related("issue", "taken_by")
    revisions = revisions.defer("document", "pdf", "enclosed", "issue__pdf", "issue__copy_pdf")
    context = {
        "organization": organization,
        "period": period,
        "report": report,
        "revision": revision,
        "issue": getattr(revision, "issue", None),
        "revisions": revisions.order_by("-ordinal"),
        "is_newest": is_newest,
        "fragment": as_fragment(document),
        "sheets": links_to(document, _sheet_url(revision)),
        "document": document,
        "meanings": meanings_of(revision),
        "may": allowed(request.user, organization),
        "acts": timeline(report.acts.select_related("by", "revision")),
        # One main button: the next act, and the paper where nothing waits to be done.
        "pdf_tone": "main" if report.state == report.State.LOCKED or not is_newest else "",
        "last_act": report.acts.select_related("by").last(),
    }
    if is_newest and revision.document:
        context |= {"late": LateFacts(revision).count(), "changed": changed_figures(revision)}
    return render(request, "reports/kept.html", context)


def _sheet_url(revision):
    report = revision.report
    return reverse("reports:revision_xlsx", args=[report.organization.code, report.period, revision.ordinal])


def timeline(acts):
    """The acts for the timeline component."""
    acts = acts.defer("revision__document", "revision__pdf", "revision__enclosed")
    return [
        {
            "when": f"{timezone.localtime(act.at):%H:%M ngày %d/%m/%Y}",
            "title": f"{act.get_kind_display()} (lần {act.revision.ordinal})",
            "actor": act.by.full_name if act.by else "",
            "note": act.note,
            "state": "stop" if act.kind in (act.Kind.SENT_BACK, act.Kind.TAKEN_BACK) else "done",
        }
        for act in acts
    ]
