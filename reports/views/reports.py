"""Reports: choosing one, reading it as it is counted now or as it was sent, taking the PDF."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from branches.permissions import Permission
from partydev.decorators import requires
from partydev.downloads import download
from partydev.jobs.orders import makes_file
from partydev.jobs.views import deliver
from partydev.papers.rendering import as_fragment, as_pdf
from reports import periods, sheets
from reports.forms import DecimalsForm, LookupForm, ReportForm, asked_as
from reports.links import lists_of
from reports.meanings import meanings
from reports.models import DraftPrint, Report, ReportIssue, ReportRevision
from reports.periods import PeriodError, quarter_of
from reports.quarterly import build
from reports.sending import drafts, life, snapshots
from reports.sending.waiting import waiting
from reports.views import _files, _kept, _scope

NOW = "hien_nay"  # asks for the report as it is counted now, though it was sent


@require_GET
@requires(Permission.REPORT_VIEW)
def choose(request):
    today = timezone.localdate()
    asked = "loai" in request.GET
    first = _scope.chosen(request) if not asked else None
    form = ReportForm(
        request.GET if asked else None,
        organizations=_scope.organizations(request.user),
        today=today,
        initial={"don_vi": first, "loai": f"Q{quarter_of(today).number}", "nam": today.year},
    )
    if asked and form.is_valid():
        return redirect(url_of("report", form.cleaned_data["don_vi"], form.cleaned_data["period"]))
    return _choosing(request, form)


def _choosing(request, form, lookup=None):
    page = {"form": form, "recent": _recent(request.user), "lookup": lookup or LookupForm()}
    page["waiting"] = waiting(request.user, timezone.localdate())
    faults = form.errors or (lookup and lookup.errors)
    return render(request, "reports/list.html", page, status=422 if faults else 200)


@require_GET
@requires(Permission.REPORT_VIEW)
def find_record(request):
    """From the code as it was typed to its record; a code outside the reader's scope is like one that is not there."""
    lookup = LookupForm(request.GET)
    if lookup.is_valid():
        code = lookup.cleaned_data["ma"]
        sent = ReportRevision.objects.filter(report__in=Report.objects.visible_to(request.user))
        if sent.filter(code=code).exists() or DraftPrint.objects.visible_to(request.user).filter(code=code).exists():
            return redirect("reports:record", code)
        lookup.add_error("ma", "Không tìm thấy mã này trong các đơn vị bạn được xem.")
    today = timezone.localdate()
    initial = {"don_vi": _scope.chosen(request), "loai": f"Q{quarter_of(today).number}", "nam": today.year}
    form = ReportForm(organizations=_scope.organizations(request.user), today=today, initial=initial)
    return _choosing(request, form, lookup)


def _recent(user):
    """The reports last sent, received or locked within the reader's scope: (report, issue, address, words)."""
    reports = Report.objects.visible_to(user).exclude(state=Report.State.DRAFT).select_related("organization")
    reports = list(reports.order_by("-revision__taken_at", "-pk")[:10])
    issues = ReportIssue.objects.filter(revision__in=[row.revision_id for row in reports]).defer("pdf", "copy_pdf")
    issues = {issue.revision_id: issue for issue in issues}
    return [
        (row, issues.get(row.revision_id), url_of("report", row.organization, key=row.period), label_of(row))
        for row in reports
    ]


def label_of(report):
    return periods.label_of(report.period)


@require_GET
@requires(Permission.REPORT_VIEW)
def report(request, code, key):
    today = timezone.localdate()
    organization = _scope.organization_or_404(request.user, code)
    try:
        period = snapshots.period_of_report(organization, key)
    except PeriodError:
        period = None
    if period is None or period.is_future(today):
        return _not_a_period(request, organization, key, period, today)
    row = life.find(organization, period)
    if row and row.revision and NOW not in request.GET:
        return _kept.page(request, row, row.revision, period)
    decimals = DecimalsForm(request.GET)
    document = build(organization, period, link=lists_of(organization), places=decimals.places, on=today)
    now = {NOW: 1} if row and row.revision else {}
    context = {
        "organization": organization,
        "period": period.up_to(today),
        "fragment": as_fragment(document),
        "document": document,
        "decimals": decimals,
        "report": row,
        "meanings": meanings(organization),
        "pdf_url": url_of("pdf", organization, period, decimals.places, **now),
        "sheets": sheets.links_to(document, url_of("xlsx", organization, period, decimals.places, **now)),
        "may": _kept.allowed(request.user, organization),
        "running": period.is_running(today),
        "today": today,
        "last_act": row and row.acts.select_related("by").last(),
    }
    return render(request, "reports/report.html", context)


def _not_a_period(request, organization, key, period, today):
    """The choosing page with what the address asked for as far as it is understood, and what is wrong with it."""
    data = {"don_vi": organization.code, "loai": "", "nam": today.year} | asked_as(key)
    form = ReportForm(data, organizations=_scope.organizations(request.user), today=today)
    if period or not data["loai"] or not form.errors:
        form.errors.pop("loai", None)
        words = f"Kỳ “{period.label}” chưa đến. Hãy chọn kỳ đã bắt đầu." if period else "Hãy chọn kỳ báo cáo."
        form.add_error("loai", words)
    return _choosing(request, form)


def _pdf(asking, code, key):
    """The bytes that were stored, once the report was sent; else the draft as it is counted now."""
    today = timezone.localdate()
    organization = _scope.organization_or_404(asking.user, code)
    period = _scope.period_or_404(organization, key, today)
    named = _named(organization, period)
    row = None if NOW in asking.GET else life.find(organization, period)
    kept = row.revision if row else None
    content = snapshots.pdf_of(kept) if kept else None
    if content is not None:
        return _files.stored(organization, content, **named)
    if kept:
        document = snapshots.document_of(kept)
        return _files.of_paper(organization, document, make=lambda: as_pdf(document), **named)
    document = build(organization, period, places=DecimalsForm(asking.GET).places, on=today)
    tables = ("Tải từng bảng số liệu (Excel) thay cho bản PDF", url_of("xlsx", organization, period))
    return _files.of_paper(organization, document, **named, instead=(tables,),
                           make=lambda: drafts.print_of(organization, period, document, asking.user))  # fmt: skip


def _named(organization, period, suffix=""):
    name = f"bao-cao-{organization.code}-{_files.file_key(period)}{suffix}"
    return {"about": f"Báo cáo {period.label}", "name": name}


@require_GET
@requires(Permission.REPORT_VIEW)
@makes_file(_pdf)
def pdf(request, code, key):
    return deliver(request)


def pdf_answer(request, organization, period, content, suffix=""):
    """A paper that was stored, and the log of its taking."""
    order = _files.stored(organization, content, **_named(organization, period, suffix))
    order.taken(request)
    return download(content, order.name)


def url_of(name, organization, period=None, places=1, *, key="", **query):
    url = reverse(f"reports:{name}", args=[organization.code, key or period.key])
    query |= {} if places == 1 else {"thap_phan": places}
    return f"{url}?{urlencode(query)}" if query else url
