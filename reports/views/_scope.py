"""Whose figures the reader may ask for, and where a unit stands among the others they see."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from branches.models import Organization
from branches.permissions import Permission
from reports.links import KEPT, LIKE
from reports.models import Report, ReportRevision
from reports.periods import PeriodError
from reports.quarterly import period_of
from reports.sending.pending import as_kept
from reports.sending.snapshots import as_counted_in, period_of_report


def organizations(user):
    """The organizations whose reports `user` reads; party groups have none of their own."""
    return Organization.objects.visible_to(user.scope(Permission.REPORT_VIEW)).exclude(kind="group")


def organization_or_404(user, code):
    """The organization `code` in the reader's scope; what cannot be a code is nobody's."""
    if not code.isprintable():
        raise Http404
    return get_object_or_404(organizations(user).select_related("parent"), code=code)


def period_or_404(organization, key, today):
    """A period that has begun, as far as it has come, by the days of its report; links carry no other."""
    try:
        period = period_of_report(organization, key)
    except PeriodError as fault:
        raise Http404 from fault
    if period.is_future(today):
        raise Http404
    return period.up_to(today)


def counted_or_404(request, organization, kept, today):
    """(organization, period `ky`) of a list as its number was counted: in a snapshot, in another's paper."""
    key, like = request.GET.get("ky", ""), request.GET.get(LIKE)
    try:
        if kept:
            organization, period = as_kept(kept, organization, key)
        else:
            # The days are those of the paper: a former term is told by the history of the unit whose paper it is.
            paper_of = organization_or_404(request.user, like) if like else organization
            period = period_of(paper_of, key)
            if like:
                organization = as_counted_in(organization, paper_of)
    except PeriodError as fault:
        raise Http404 from fault
    if period.is_future(today):
        raise Http404
    return organization, period.up_to(today)


def kept_or_404(request):
    """The snapshot that a list belongs to, of those the reader sees; None where the address names none."""
    code = request.GET.get(KEPT)
    if not code:
        return None
    if not code.isprintable():  # no database holds it, PostgreSQL will not even look
        raise Http404
    rows = ReportRevision.objects.filter(report__in=Report.objects.visible_to(request.user))
    rows = rows.select_related("report__organization").defer("document", "pdf", "enclosed")
    return get_object_or_404(rows, code=code[:9])


def chosen(request):
    """The organization asked for by `don_vi`, else the first at the top of the reader's scope."""
    code = request.GET.get("don_vi")
    if code:
        return organization_or_404(request.user, code)
    first = request.user.scope(Permission.REPORT_VIEW).tops[0]
    return organizations(request.user).select_related("parent").get(pk=first[0])


def above(user, organization):
    """Those above `organization` that the reader sees too, the uppermost first."""
    return [each for each in Organization.objects.above(organization) if user.can(Permission.REPORT_VIEW, each)]
