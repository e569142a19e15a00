"""Spreadsheets: a report's tables, and the list behind a number."""

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import AccessRecord
from branches.permissions import Permission
from partydev.decorators import requires
from partydev.jobs.orders import makes_file
from partydev.jobs.views import deliver
from partydev.papers.xlsx import as_xlsx
from reports import sheets
from reports.forms import DecimalsForm
from reports.overdue import due_lines
from reports.quarterly import build
from reports.sending import life, snapshots
from reports.views import _files, _scope, people
from reports.views._files import file_key
from reports.views.reports import NOW


def _report(asking, code, key):
    today = timezone.localdate()
    organization = _scope.organization_or_404(asking.user, code)
    period = _scope.period_or_404(organization, key, today)
    row = None if NOW in asking.GET else life.find(organization, period)
    if row and row.revision:
        document = snapshots.document_of(row.revision)
    else:
        document = build(organization, period, places=DecimalsForm(asking.GET).places, on=today)
    return tables_of(asking, organization, period, document)


def tables_of(asking, organization, period, document, suffix=""):
    """The order of all tables or of the one that `bang` names."""
    table = asking.GET.get("bang", "")
    book = sheets.report_book(document, table)
    if book is None:
        raise Http404
    suffix += f"-{table.lower()}" if table else ""
    name = f"bao-cao-{organization.code}-{file_key(period)}{suffix}"
    return _files.of_tables(organization, book, about=f"Báo cáo {period.label}, bảng Excel", name=name)


@require_GET
@requires(Permission.REPORT_VIEW)
@makes_file(_report)
def report(request, code, key):
    """All tables of the report, or with `bang` one of them: as it was sent, else as it is counted now."""
    return deliver(request)


def _people(asking):
    return _list_of(asking, *people.asked(asking))


def _list_of(asking, organization, period, kind, facts):
    def make():
        return as_xlsx(sheets.people_book(kind, facts, asking.user, organization, period))

    return _files.of_people(organization, Paginator(facts, people.PAGE).count, make=make,
                            about=f"{kind.label}, {period.label}", purpose=AccessRecord.Purpose.FIGURES,
                            name=f"danh-sach-{organization.code}-{file_key(period)}")  # fmt: skip


@require_GET
@requires(Permission.REPORT_VIEW)
@makes_file(_people)
def people_list(request):
    """The whole list behind a figure, its taking logged; too long a list is refused in words, on its page."""
    asked = people.asked(request)
    if Paginator(asked[-1], people.PAGE).count > sheets.MOST_PEOPLE:
        return people.page(request, *asked, status=422)
    return deliver(request)


def _overdue(asking):
    organization, today, _, kind, found = people.overdue_asked(asking)

    def make():
        return as_xlsx(sheets.overdue_book(due_lines(found, asking.user, today), kind, organization, today))

    return _files.of_people(organization, found.count(), make=make, about="Việc quá hạn",
                            name=f"qua-han-{organization.code}")  # fmt: skip


@require_GET
@requires(Permission.REPORT_VIEW)
@makes_file(_overdue)
def overdue_list(request):
    """Everything overdue in a unit today; people are named to who may open their dossiers."""
    return deliver(request)
