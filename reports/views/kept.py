"""What was kept of reports: revisions and their papers, what changed since, the record behind a code, who has sent."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from branches.permissions import Permission
from partydev.decorators import requires
from partydev.htmx import is_partial
from partydev.jobs.orders import makes_file
from partydev.jobs.views import deliver
from reports.meanings import meanings, meanings_of
from reports.models import DraftPrint, Report, ReportRevision
from reports.periods import PeriodError
from reports.quarterly import build
from reports.reading import one_reading
from reports.sending import life, pending, snapshots
from reports.sending.standing import standings
from reports.views import _kept, _scope
from reports.views.reports import label_of, pdf_answer, url_of
from reports.views.sheets import tables_of

PAGE = 50


def _revision_or_404(request, code, key, ordinal):
    organization = _scope.organization_or_404(request.user, code)
    if not key.isprintable():
        raise Http404
    rows = ReportRevision.objects.filter(report__in=Report.objects.visible_to(request.user))
    rows = rows.select_related("report__organization__parent", "issue", "taken_by")
    return get_object_or_404(rows, report__organization=organization, report__period=key, ordinal=ordinal)


def _period(revision):
    """The report's period by the calendar it was counted on."""
    return pending.counted(revision)[1]


@require_GET
@requires(Permission.REPORT_VIEW)
def revision(request, code, key, ordinal):
    """One revision as it was sent; earlier ones stay readable for ever."""
    row = _revision_or_404(request, code, key, ordinal)
    return _kept.page(request, row.report, row, _period(row))


@require_GET
@requires(Permission.REPORT_VIEW)
def revision_pdf(request, code, key, ordinal):
    row = _revision_or_404(request, code, key, ordinal)
    content = snapshots.pdf_of(row)
    if content is None:
        raise Http404
    return pdf_answer(request, row.report.organization, _period(row), content, f"-lan-{row.ordinal}")


def _tables(asking, code, key, ordinal):
    row = _revision_or_404(asking, code, key, ordinal)
    document = snapshots.document_of(row)
    return tables_of(asking, row.report.organization, _period(row), document, f"-lan-{row.ordinal}")


@require_GET
@requires(Permission.REPORT_VIEW)
@makes_file(_tables)
def revision_xlsx(request, code, key, ordinal):
    """The tables of one revision, as they were sent."""
    return deliver(request)


@require_GET
@requires(Permission.REPORT_VIEW)
def system_copy(request, code, key, ordinal):
    """The system's own copy of a locked paper, with the code that leads to its record."""
    row = _revision_or_404(request, code, key, ordinal)
    issue = getattr(row, "issue", None)
    if issue is None or issue.copy_pdf is None:
        raise Http404
    return pdf_answer(
        request, row.report.organization, _period(row), bytes(issue.copy_pdf), f"-lan-{row.ordinal}-ban-luu"
    )


@require_GET
@requires(Permission.REPORT_VIEW)
@one_reading
def late(request, code, key):
    """What was recorded after the snapshot for its days, and what would be different if it were counted now."""
    organization = _scope.organization_or_404(request.user, code)
    period = _scope.period_or_404(organization, key, timezone.localdate())
    row = life.find(organization, period)
    kept = row.revision if row else None
    context = {"organization": organization, "period": period, "report": row, "revision": kept,
               "back": url_of("report", organization, key=key)}  # fmt: skip
    if kept and kept.document:
        found = pending.LateFacts(kept)
        page = Paginator(found.rows(), PAGE).get_page(request.GET.get("page"))
        then, counted = pending.counted(kept)
        now = build(then, counted, texts={})
        context |= {
            "page": page,
            "rows": found.lines(page.object_list, request.user),
            "changed": pending.changed_figures(kept),
            "cells": pending.changed_cells(snapshots.document_of(kept), now),
            "may": _kept.allowed(request.user, organization),
        }
        context["differing"] = len(context["changed"]) + len(context["cells"])
        if is_partial(request):  # the report's page asks, once it is shown
            context |= {"late": page.paginator.count, "compared": True}
            return render(request, "reports/_pending.html", context)
    return render(request, "reports/late.html", context)


@require_GET
@requires(Permission.REPORT_VIEW)
def differences(request, code, key, ordinal):
    """What a correction changed, figure by figure, against the revision before it."""
    row = _revision_or_404(request, code, key, ordinal)
    before = row.report.revisions.filter(ordinal__lt=row.ordinal, issue__isnull=False).select_related("issue").last()
    before = before or row.report.revisions.filter(ordinal__lt=row.ordinal).last()
    context = {"organization": row.report.organization, "period": _period(row), "revision": row, "before": before,
               "back": reverse("reports:revision", args=[code, key, ordinal])}  # fmt: skip
    if before and before.document and row.document:
        old, new = snapshots.document_of(before), snapshots.document_of(row)
        context |= {
            "changed": pending.between(before.figures, row.figures),
            "cells": pending.changed_cells(old, new),
            "texts": pending.changed_texts(old, new),
        }
    return render(request, "reports/differences.html", context)


@require_GET
@requires(Permission.REPORT_VIEW)
def standing(request, code, key):
    """Which units below have sent, whose report was received or locked, and who is missing."""
    organization = _scope.organization_or_404(request.user, code)
    period = _scope.period_or_404(organization, key, timezone.localdate())
    rows = standings(organization, period)
    counts = [
        (label, sum(row.state == state for row in rows))
        for state, label in (("locked", "Đã khóa số liệu"), ("received", "Đã nhận"), ("submitted", "Đã gửi, chờ nhận"),
                             ("draft", "Chưa gửi"))
    ]  # fmt: skip
    context = {
        "organization": organization,
        "period": period,
        "rows": [(row, url_of("report", row.unit, key=period.key)) for row in rows],
        "counts": counts,
        "missing": [row for row in rows if row.is_missing],
        "may": _kept.allowed(request.user, organization),
    }
    return render(request, "reports/standing.html", context)


@require_GET
@requires(Permission.REPORT_VIEW)
def record_of(request, lookup):
    """The record behind the code on a draft or on the system's copy; outside the reader's scope it does not exist."""
    rows = ReportRevision.objects.filter(report__in=Report.objects.visible_to(request.user))
    rows = rows.select_related("report__organization", "issue__issued_by", "taken_by")
    row = rows.filter(code=lookup.upper()).first()
    if row is None:
        return _draft_record(request, lookup.upper())
    organization, label = row.report.organization, label_of(row.report)
    context = {
        "organization": organization,
        "label": label,
        "revision": row,
        "issue": getattr(row, "issue", None),
        "url": reverse("reports:revision", args=[organization.code, row.report.period, row.ordinal]),
        "basis": _basis_words(row),
        "meanings": meanings_of(row),
    }
    return render(request, "reports/record.html", context)


def _draft_record(request, lookup):
    """What is known of a draft that was taken before the report was sent, and the way to the report as it is now."""
    rows = DraftPrint.objects.visible_to(request.user).select_related("organization", "taken_by")
    draft = get_object_or_404(rows, code=lookup)
    report = Report.objects.filter(organization=draft.organization, period=draft.period).first()
    context = {
        "draft": draft,
        "organization": draft.organization,
        "label": label_of(draft),
        "report": report,
        "url": url_of("report", draft.organization, key=draft.period),
        "meanings": meanings(draft.organization),
    }
    return render(request, "reports/draft_record.html", context)


def _basis_words(row):
    then = snapshots.as_counted(row.report.organization, row.basis)
    try:
        end = pending.counted(row)[1].end
    except PeriodError:
        end = None
    return [
        ("Kết nạp tính theo", then.get_counted_by_display()),
        ("Kỳ báo cáo", then.get_reporting_calendar_display()),
        ("Số liệu đến hết ngày", f"{end:%d/%m/%Y}" if end else ""),
        ("Nhiệm kỳ tính từ ngày", f"{then.term_starts_on:%d/%m/%Y}" if then.term_starts_on else "Chưa ghi"),
    ]
