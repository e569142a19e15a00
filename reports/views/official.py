"""The statistical forms "Biểu số N-BTCTW" of a unit and a period: their list, and each as a page or a file."""

from dataclasses import replace

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
from reports import life
from reports.links import to_list
from reports.official.forms import forms_of
from reports.official.making import make
from reports.views import _scope
from reports.views.sheets import file_key


def _asked(request, code, key):
    """The unit and the period as far as it has come; 404 outside the reader's scope and for what is none."""
    today = timezone.localdate()
    organization = _scope.organization_or_404(request.user, code)
    return organization, _scope.period_or_404(organization, key, today), today


def _was_sent(organization, period):
    """Whether the report of the period was sent: its numbers stay as they were, a form counts as it is now."""
    report = life.find(organization, period)
    return bool(report and report.revision)


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
    made = make(asked.code, organization, period, link=to_list, on=today)
    context = {
        "organization": organization,
        "period": period,
        "form": asked,
        "fragment": as_fragment(replace(made.document, opening=())),  # the page says the notices above the paper
        "notices": made.notices,
        "pdf_url": _url("form_pdf", organization, period, asked),
        "sheet_url": _url("form_xlsx", organization, period, asked),
        "others": [
            (each, _url("form", organization, period, each))
            for each in forms_of(organization).values()
            if each != asked
        ],
        "running": period.is_running(today),
        "sent": _was_sent(organization, period),
    }
    return render(request, "reports/form.html", context)


@require_GET
@requires(Permission.REPORT_VIEW)
def form_pdf(request, code, key, bieu):
    """The form to be printed and signed; taking it is logged."""
    organization, period, today = _asked(request, code, key)
    asked = _form_or_404(bieu, organization)
    content = as_pdf(make(asked.code, organization, period, on=today).document)
    return _file(request, organization, period, asked, content, "pdf", "application/pdf")


@require_GET
@requires(Permission.REPORT_VIEW)
def form_xlsx(request, code, key, bieu):
    """The form as a spreadsheet; taking it is logged."""
    organization, period, today = _asked(request, code, key)
    asked = _form_or_404(bieu, organization)
    content = as_xlsx(book_of(make(asked.code, organization, period, on=today).document))
    return _file(request, organization, period, asked, content, "xlsx", XLSX)


def _file(request, organization, period, form, content, ending, content_type):
    record(AccessRecord.Kind.REPORT_DOWNLOADED, request.user, organization, about=f"{form.name}, {period.label}",
           address=client_address(request))  # fmt: skip
    return download(content, f"bieu-{form.code}-{organization.code}-{file_key(period)}.{ending}", content_type)


def _url(name, organization, period, form):
    return reverse(f"reports:{name}", args=[organization.code, period.key, form.code])
