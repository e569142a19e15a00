"""The log of access, for those who check it."""

from datetime import datetime, time, timedelta

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.forms import LogFilter
from accounts.models import AccessRecord
from accounts.views._common import refusals_logged
from branches.permissions import Permission
from partydev.decorators import requires
from partydev.numbers import integer


@refusals_logged
@requires(Permission.LOG_VIEW)
@require_GET
def log(request):
    """Rows of the part of the tree whose log the user reads, newest first."""
    form = LogFilter(request.GET)
    rows = AccessRecord.objects.within(request.user.scope(Permission.LOG_VIEW)).select_related("user", "organization")
    if form.is_valid():
        rows = _narrowed(rows, form.cleaned_data)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(
        request,
        "accounts/log.html",
        {"page": page, "filters": form, "result": f"{integer(page.paginator.count)} dòng"},
    )


def _narrowed(rows, wanted):
    if wanted["kind"]:
        rows = rows.filter(kind=wanted["kind"])
    if wanted["user"]:
        rows = rows.filter(user__username=wanted["user"].lower())
    if wanted["about"]:
        rows = rows.filter(about__startswith=wanted["about"])
    if wanted["since"]:
        rows = rows.filter(at__gte=_start_of(wanted["since"]))
    if wanted["until"]:
        rows = rows.filter(at__lt=_start_of(wanted["until"] + timedelta(days=1)))
    return rows


def _start_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))
