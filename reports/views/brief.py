"""The summary before a meeting: its page, and the PDF of one page."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.log import client_address, record
from accounts.models import AccessRecord
from branches.permissions import Permission
from partydev.decorators import requires
from partydev.downloads import download, gives_file
from partydev.papers.rendering import as_fragment
from reports.leading.brief import as_document, as_one_page, brief_of
from reports.links import to_list
from reports.periods import so_far
from reports.reading import one_reading
from reports.views import _scope


@require_GET
@requires(Permission.REPORT_VIEW)
@one_reading
def brief(request):
    """The same paper on screen, as full as it goes; every number leads to its list."""
    organization, today = _scope.chosen(request), timezone.localdate()
    said = brief_of(organization, so_far(organization.reporting_calendar, today))
    asked = f"?don_vi={organization.code}"
    context = {
        "organization": organization,
        "fragment": as_fragment(as_document(said, link=to_list)),
        "pdf_url": f"{reverse('reports:brief_pdf')}{asked}",
    }
    return render(request, "reports/brief.html", context)


@gives_file
@require_GET
@requires(Permission.REPORT_VIEW)
def brief_pdf(request):
    """The page to take along; taking it is logged."""
    organization, today = _scope.chosen(request), timezone.localdate()
    content = as_one_page(_said(organization, today))
    record(AccessRecord.Kind.REPORT_DOWNLOADED, request.user, organization, about="Tóm tắt trước cuộc họp",
           address=client_address(request))  # fmt: skip
    return download(content, f"tom-tat-{organization.code}-{today}.pdf")


@one_reading
def _said(organization, today):
    return brief_of(organization, so_far(organization.reporting_calendar, today))
