"""Spreadsheets: a report's tables, and the list behind a number."""

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.log import client_address, record
from accounts.models import AccessRecord
from branches.permissions import Permission
from partydev.decorators import requires
from partydev.downloads import XLSX, download
from partydev.papers.xlsx import as_xlsx
from reports import life, sheets, snapshots
from reports.forms import DecimalsForm
from reports.quarterly import build
from reports.views import _scope, people
from reports.views.reports import NOW


@require_GET
@requires(Permission.REPORT_VIEW)
def report(request, code, key):
    """All tables of the report, or with `bang` one of them: as it was sent, else as it is counted now."""
    today = timezone.localdate()
    organization = _scope.organization_or_404(request.user, code)
    period = _scope.period_or_404(organization, key, today)
    row = None if NOW in request.GET else life.find(organization, period)
    if row and row.revision:
        document = snapshots.document_of(row.revision)
    else:
        document = build(organization, period, places=DecimalsForm(request.GET).places, on=today)
    return tables_answer(request, organization, period, document)


def tables_answer(request, organization, period, document, suffix=""):
    """The file of all tables or of the one that `bang` names, and the log of its taking."""
    table = request.GET.get("bang", "")
    book = sheets.report_book(document, table)
    if book is None:
        raise Http404
    about = f"Báo cáo {period.label}, bảng Excel"
    record(AccessRecord.Kind.REPORT_DOWNLOADED, request.user, organization, about=about,
           address=client_address(request))  # fmt: skip
    suffix += f"-{table.lower()}" if table else ""
    return download(as_xlsx(book), f"bao-cao-{organization.code}-{file_key(period)}{suffix}.xlsx", XLSX)


def file_key(period):
    return period.key.replace("..", "-den-")


@require_GET
@requires(Permission.REPORT_VIEW)
def people_list(request):
    """The whole list behind a figure, its taking logged; too long a list is refused in words, on its page."""
    organization, period, kind, facts = people.asked(request)
    if Paginator(facts, people.PAGE).count > sheets.MOST_PEOPLE:
        return people.page(request, organization, period, kind, facts, status=422)
    book = sheets.people_book(kind, facts, request.user, organization, period)
    record(AccessRecord.Kind.LIST_TAKEN, request.user, organization, about=f"{kind.label}, {period.label}",
           address=client_address(request), purpose=AccessRecord.Purpose.FIGURES)  # fmt: skip
    return download(as_xlsx(book), f"danh-sach-{organization.code}-{file_key(period)}.xlsx", XLSX)
