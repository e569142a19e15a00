"""The statistical forms "Biểu số N-BTCTW" of a unit and a period: their list, and each as a page or a file."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.log import client_address, record
from accounts.models import AccessRecord
from branches.permissions import Permission
from partydev.decorators import requires
from partydev.downloads import XLSX, download
from partydev.papers.rendering import as_fragment, as_pdf
from partydev.papers.xlsx import as_xlsx, book_of
from reports.links import KEPT, nowhere, to_list
from reports.official.forms import forms_of
from reports.official.making import Notice, make
from reports.sending import enclosed, life
from reports.views import _scope
from reports.views.reports import NOW
from reports.views.sheets import file_key


def _asked(request, code, key):
    """The unit and the period as far as it has come; 404 outside the reader's scope and for what is none."""
    today = timezone.localdate()
    organization = _scope.organization_or_404(request.user, code)
    return organization, _scope.period_or_404(organization, key, today), today


def _revision(request, organization, period):
    """The snapshot to which the forms asked for belong: the one named, else what the report of the period shows."""
    if named := _scope.kept_or_404(request):
        report = named.report
        if (report.organization_id, report.period) != (organization.pk, period.key):
            raise Http404
        return named
    report = life.find(organization, period)
    return report.revision if report else None


def _document(request, asked, organization, period, revision, today, link=nowhere):
    """(document, notices, whether it was kept with the report) of a form: once the report was sent, as it was."""
    kept = enclosed.form_of(revision, asked.code) if revision and NOW not in request.GET else None
    if kept:
        return kept, tuple(Notice(paragraph.text) for paragraph in kept.opening), True
    made = make(asked.code, organization, period, link=link, on=today)
    return made.document, made.notices, False


def _form_or_404(code, organization):
    offered = forms_of(organization)
    if code not in offered:
        raise Http404
    return offered[code]


@require_GET
@requires(Permission.REPORT_VIEW)
def forms(request, code, key):
    """Every form that the unit can have for the period."""
    organization, period, today = _asked(request, code, key)
    rows = [(form, _url("form", organization, period, form), _url("form_pdf", organization, period, form))
            for form in forms_of(organization).values()]  # fmt: skip
    context = {"organization": organization, "period": period, "rows": rows, "running": period.is_running(today)}
    return render(request, "reports/forms.html", context)


@require_GET
@requires(Permission.REPORT_VIEW)
def form(request, code, key, bieu):
    """One form; every number leads to its list."""
    organization, period, today = _asked(request, code, key)
    asked = _form_or_404(bieu, organization)
    revision = _revision(request, organization, period)
    document, notices, is_kept = _document(request, asked, organization, period, revision, today, to_list)
    context = {
        "organization": organization,
        "period": period,
        "form": asked,
        "fragment": as_fragment(replace(document, opening=())),  # the page says the notices above the paper
        "notices": notices,
        "pdf_url": _file_url(request, "form_pdf", organization, period, asked),
        "sheet_url": _file_url(request, "form_xlsx", organization, period, asked),
        "others": [
            (each, _url("form", organization, period, each))
            for each in forms_of(organization).values()
            if each != asked
        ],
        "running": period.is_running(today) and not is_kept,
        "revision": revision,
        "is_kept": is_kept,
        "now_url": f"{_url('form', organization, period, asked)}?{NOW}=1",
        "kept_url": _url("form", organization, period, asked),
    }
    return render(request, "reports/form.html", context)


@require_GET
@requires(Permission.REPORT_VIEW)
def form_pdf(request, code, key, bieu):
    """The form to be printed and signed; taking it is logged."""
    organization, period, today = _asked(request, code, key)
    asked = _form_or_404(bieu, organization)
    revision = _revision(request, organization, period)
    content = as_pdf(_document(request, asked, organization, period, revision, today)[0])
    return _file(request, organization, period, asked, content, "pdf", "application/pdf")


@require_GET
@requires(Permission.REPORT_VIEW)
def form_xlsx(request, code, key, bieu):
    """The form as a spreadsheet; taking it is logged."""
    organization, period, today = _asked(request, code, key)
    asked = _form_or_404(bieu, organization)
    revision = _revision(request, organization, period)
    content = as_xlsx(book_of(_document(request, asked, organization, period, revision, today)[0]))
    return _file(request, organization, period, asked, content, "xlsx", XLSX)


def _file(request, organization, period, form, content, ending, content_type):
    record(AccessRecord.Kind.REPORT_DOWNLOADED, request.user, organization, about=f"{form.name}, {period.label}",
           address=client_address(request))  # fmt: skip
    return download(content, f"bieu-{form.code}-{organization.code}-{file_key(period)}.{ending}", content_type)


def _file_url(request, name, organization, period, form):
    """The address of the form's file as the page shows it: kept, of a named snapshot, or of now."""
    query = {key: request.GET[key] for key in (NOW, KEPT) if request.GET.get(key)}
    url = _url(name, organization, period, form)
    return f"{url}?{urlencode(query)}" if query else url


def _url(name, organization, period, form):
    return reverse(f"reports:{name}", args=[organization.code, period.key, form.code])
