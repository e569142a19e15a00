"""Composing a table: its page, its spreadsheet, its PDF. All three take the same questions."""

from urllib.parse import urlencode

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
from reports.cross import TooWideError, cross_document, cross_table
from reports.forms_cross import DEFAULTS, CrossForm
from reports.links import lists_of, nowhere
from reports.periods import year_of
from reports.reading import one_reading
from reports.views import _scope
from reports.views.sheets import file_key


@require_GET
@requires(Permission.REPORT_VIEW)
@one_reading
def cross(request):
    form, document = _asked(request, lists_of)
    if document is None:
        return _page(request, form, status=422)
    # What the form asks, and nothing that only stood in the address.
    query = urlencode({name: form.data[name] for name in form.fields if name in form.data})
    files = {
        "sheet_url": f"{reverse('reports:cross_xlsx')}?{query}",
        "pdf_url": f"{reverse('reports:cross_pdf')}?{query}",
    }
    return _page(request, form, document=document, fragment=as_fragment(document), **files)


@require_GET
@requires(Permission.REPORT_VIEW)
@one_reading
def cross_xlsx(request):
    form, document = _asked(request)
    if document is None:
        return _page(request, form, status=422)
    return _file(request, form, as_xlsx(book_of(document)), "xlsx", XLSX)


@require_GET
@requires(Permission.REPORT_VIEW)
@one_reading
def cross_pdf(request):
    form, document = _asked(request)
    if document is None:
        return _page(request, form, status=422)
    return _file(request, form, as_pdf(document), "pdf", "application/pdf")


def _asked(request, links=lambda organization: nowhere):
    """(form, the table as a paper); no paper where the questions cannot be answered: the form says why."""
    today, user = timezone.localdate(), request.user
    form = CrossForm(_questions(request, today), organizations=_scope.organizations(user), today=today)
    if not form.is_valid():
        return form, None
    data = form.cleaned_data
    organization, period = data["don_vi"], data["period"].up_to(today)
    tops = user.scope(Permission.REPORT_VIEW).tops

    def owns(unit):
        return any(path.startswith(unit.path) for _, _, path in tops)

    try:
        table = cross_table(
            data["goc"], data["hang"], data["cot"], organization, period, link=links(organization), owns=owns
        )
    except TooWideError as fault:
        form.add_error("hang", str(fault))
        return form, None
    return form, cross_document(table, organization, period, today)


def _questions(request, today):
    """What was asked; where nothing was, a first table of the reader's own unit so far this year."""
    data = request.GET.copy()
    if "goc" not in data:
        unit = _scope.chosen(request)
        year = year_of(today, unit.reporting_calendar)
        for name, value in {"don_vi": unit.code, "loai": "Y", "nam": str(year.year), **DEFAULTS}.items():
            data[name] = value
    return data


def _page(request, form, status=200, **context):
    return render(request, "reports/cross.html", {"form": form, **context}, status=status)


def _file(request, form, content, ending, content_type):
    organization, period = form.cleaned_data["don_vi"], form.cleaned_data["period"]
    record(AccessRecord.Kind.REPORT_DOWNLOADED, request.user, organization, about=f"Bảng số liệu {period.label}",
           address=client_address(request))  # fmt: skip
    return download(content, f"bang-so-lieu-{organization.code}-{file_key(period)}.{ending}", content_type)
