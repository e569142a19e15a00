"""Composing a table: its page, its spreadsheet, its PDF. All three take the same questions."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from branches.permissions import Permission
from partydev.decorators import requires
from partydev.jobs.orders import makes_file
from partydev.jobs.views import deliver
from partydev.papers.rendering import as_fragment, as_pdf
from partydev.papers.xlsx import book_of
from reports.cross import TooWideError, cross_document, cross_table
from reports.forms_cross import DEFAULTS, CrossForm
from reports.links import lists_of, nowhere
from reports.periods import year_of
from reports.reading import one_reading
from reports.views import _files, _scope


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


def _sheet(form, document):
    return _files.of_tables(form.cleaned_data["don_vi"], book_of(document), **_named(form))


def _paper(form, document):
    organization = form.cleaned_data["don_vi"]
    return _files.of_paper(organization, document, make=lambda: as_pdf(document), **_named(form))


def _named(form):
    period = form.cleaned_data["period"]
    name = f"bang-so-lieu-{form.cleaned_data['don_vi'].code}-{_files.file_key(period)}"
    return {"about": f"Bảng số liệu {period.label}", "name": name}


def _order(kind):
    """What the file of a kind is; questions that cannot be answered have none."""

    @one_reading
    def order(asking):
        form, document = _asked(asking)
        if document is None:
            raise Http404
        return kind(form, document)

    return order


@require_GET
@requires(Permission.REPORT_VIEW)
@makes_file(_order(_sheet))
@one_reading
def cross_xlsx(request):
    return _file(request, _sheet)


@require_GET
@requires(Permission.REPORT_VIEW)
@makes_file(_order(_paper))
@one_reading
def cross_pdf(request):
    return _file(request, _paper)


def _file(request, kind):
    form, document = _asked(request)
    if document is None:
        return _page(request, form, status=422)
    return deliver(request, kind(form, document))


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
