"""Reports: choosing one, reading it, taking the PDF, recording its number and day."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.log import client_address, record
from accounts.models import AccessRecord
from branches.permissions import Permission
from partydev.decorators import requires
from partydev.downloads import download
from partydev.papers.rendering import as_fragment, as_pdf
from partydev.submit import answer
from reports import actions
from reports.forms import DecimalsForm, IssueForm, ReportForm
from reports.links import to_list
from reports.models import IssuedReport
from reports.periods import PeriodError, quarter_of
from reports.quarterly import build, period_of
from reports.views import _scope


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
        return redirect(_url("report", form.cleaned_data["don_vi"], form.cleaned_data["period"]))
    issued = IssuedReport.objects.within(request.user.scope(Permission.REPORT_VIEW)).select_related("organization")
    recent = [(each, _url("report", each.organization, key=each.period), _label(each)) for each in
              issued.order_by("-issued_on", "-number")[:10]]  # fmt: skip
    page = {"form": form, "recent": recent}
    return render(request, "reports/list.html", page, status=422 if form.errors else 200)


def _label(issued):
    return period_of(issued.organization, issued.period).label


@require_GET
@requires(Permission.REPORT_VIEW)
def report(request, code, key):
    today = timezone.localdate()
    organization = _scope.organization_or_404(request.user, code)
    try:
        period = period_of(organization, key)
    except PeriodError:
        period = None
    if period is None or period.is_future(today):
        return _not_a_period(request, organization, period, today)
    _note_reading(request, organization, period)
    decimals = DecimalsForm(request.GET)
    document = build(organization, period, link=to_list, places=decimals.places, on=today)
    context = {
        "organization": organization,
        "period": period.up_to(today),
        "fragment": as_fragment(document),
        "document": document,
        "decimals": decimals,
        "pdf_url": _url("pdf", organization, period, decimals.places),
        "issue_url": _url("issue", organization, period),
        "may_issue": request.user.can(Permission.REPORT_ISSUE, organization),
        "running": period.is_running(today),
        "today": today,
    }
    return render(request, "reports/report.html", context)


def _note_reading(request, organization, period):
    """An issued report that is opened is no unread one for this reader."""
    if IssuedReport.objects.filter(organization=organization, period=period.key).exists():
        record(AccessRecord.Kind.REPORT_READ, request.user, organization, about=f"Báo cáo {period.label}",
               address=client_address(request))  # fmt: skip


def _not_a_period(request, organization, period, today):
    """The choosing page with what is wrong with the period asked for."""
    data = {"don_vi": organization.code, "loai": "", "nam": today.year}
    form = ReportForm(data, organizations=_scope.organizations(request.user), today=today)
    form.errors.pop("loai", None)
    words = f"Kỳ “{period.label}” chưa đến. Hãy chọn kỳ đã bắt đầu." if period else "Hãy chọn kỳ báo cáo."
    form.add_error("loai", words)
    return render(request, "reports/list.html", {"form": form, "recent": []}, status=422)


@require_GET
@requires(Permission.REPORT_VIEW)
def pdf(request, code, key):
    today = timezone.localdate()
    organization = _scope.organization_or_404(request.user, code)
    period = _scope.period_or_404(organization, key, today)
    document = build(organization, period, places=DecimalsForm(request.GET).places, on=today)
    content = as_pdf(document)
    about = f"Báo cáo {period.label}"
    record(AccessRecord.Kind.REPORT_DOWNLOADED, request.user, organization, about=about,
           address=client_address(request))  # fmt: skip
    name = f"bao-cao-{organization.code}-{period.key.replace('..', '-den-')}.pdf"
    return download(content, name)


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_ISSUE)
def issue(request, code, key):
    today = timezone.localdate()
    organization = _scope.organization_or_404(request.user, code)
    period = _scope.period_or_404(organization, key, today)
    if not request.user.can(Permission.REPORT_ISSUE, organization):
        raise PermissionDenied
    issued = IssuedReport.objects.filter(organization=organization, period=period.key).first()
    form = IssueForm(request.POST or None, organization=organization, initial=_known(issued))
    back = _url("report", organization, period)

    def act(data):
        done = actions.issue_report(by=request.user, organization=organization, period=period, **data)
        messages.success(
            request,
            f"Đã ghi báo cáo số {done.number:02} ngày {done.issued_on:%d/%m/%Y}. Bản PDF không còn chữ “DỰ THẢO”.",
        )
        return back

    context = {"organization": organization, "period": period, "back": back, "issued": issued}
    return answer(request, form, act, "reports/issue.html", context)


def _known(issued):
    fields = ("number", "issued_on", "signer_capacity", "signer_post", "signer_name")
    return {field: getattr(issued, field) for field in fields} if issued else {}


def _url(name, organization, period=None, places=1, *, key=""):
    url = reverse(f"reports:{name}", args=[organization.code, key or period.key])
    return url if places == 1 else f"{url}?{urlencode({'thap_phan': places})}"
