"""What is typed in to stand beside a unit's own figures: its targets in percent, and figures from outside."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches.actions.targets import who_sets
from branches.permissions import Permission
from partydev.decorators import requires
from partydev.numbers import row_id
from partydev.refusals import Conflict
from partydev.submit import answer
from reports import actions_beside
from reports.forms_beside import SOURCES, OutsideCorrectionForm, OutsideForm, ShareTargetForm, TakeAwayForm
from reports.leading.aims import wanted_words
from reports.leading.measures import PUBLISHED
from reports.leading.outside import value_words
from reports.leading.spans import calendar_year, span_words
from reports.models import OutsideFigure, ShareTarget
from reports.views import _scope

CHANGE, ENTER = Permission.TARGET_CHANGE, Permission.REPORT_ISSUE
PAGE = 50


@require_http_methods(["GET", "POST"])
@requires(CHANGE)
def share_targets(request, code):
    """The unit's targets in percent, and the form that sets, mends or takes away one."""
    organization = _scope.organization_or_404(request.user, code)
    if not request.user.can(CHANGE, organization):
        raise PermissionDenied
    sources = [source for source in SOURCES if request.user.can(CHANGE, who_sets(organization, source))]
    known = list(ShareTarget.objects.filter(organization=organization).order_by("-ends_on", "measure", "source"))
    asked = row_id(request.GET.get("sua", ""))
    mended = next((row for row in known if row.pk == asked and row.source in sources), None)
    version = actions_beside.version_of(mended) if mended else None
    taking_away = "bo" in request.POST
    form = ShareTargetForm(request.POST or None, sources=sources, initial=_initial(mended), version=version)
    here = reverse("reports:share_targets", args=[organization.code])

    def act(data):
        if asked and mended is None:
            raise Conflict(actions_beside.CHANGED)
        row = actions_beside.set_share_target(by=request.user, organization=organization, row=mended, **data)
        messages.success(request, f"Đã ghi chỉ tiêu: {row.get_measure_display()}.")
        return here

    def take_away(data):
        if mended is None:
            raise Conflict(actions_beside.CHANGED)
        actions_beside.take_away_share_target(by=request.user, row=mended, **data)
        messages.success(request, "Đã bỏ chỉ tiêu.")
        return here

    rows = [
        {
            "row": row,
            "wanted": wanted_words(row.least, row.most),
            "span": span_words(row.starts_on, row.ends_on),
            "url": f"{here}?sua={row.pk}#ghi" if row.source in sources else "",
        }
        for row in known
    ]
    context = {
        "organization": organization,
        "rows": rows,
        "mended": mended,
        "version": version,
        "back": _results(organization),
    }
    if taking_away:
        form, act = TakeAwayForm(request.POST), take_away
    return answer(request, form, act, "reports/share_targets.html", context | {"taking_away": taking_away})


def _initial(row):
    if row is None:
        return {"year": timezone.localdate().year}
    year = calendar_year(row.starts_on, row.ends_on)
    span = {"year": year} if year else {"starts_on": row.starts_on, "ends_on": row.ends_on}
    return span | {name: getattr(row, name) for name in ("measure", "source", "least", "most", "document")}


@require_GET
@requires(Permission.REPORT_VIEW)
def outside(request, code):
    """Every figure from outside that holds for the unit, with its source, who entered it, and what it corrected."""
    organization = _scope.organization_or_404(request.user, code)
    rows = OutsideFigure.objects.for_unit(organization).select_related("organization", "corrects", "corrected_by")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.words, row.span = value_words(row.measure, row.value), span_words(row.starts_on, row.ends_on)
        row.before = value_words(row.measure, row.corrects.value) if row.corrects_id else ""
        row.is_past = hasattr(row, "corrected_by")
        row.may_correct = not row.is_past and request.user.can(ENTER, row.organization)
    context = {
        "organization": organization,
        "page": page,
        "may_enter": request.user.can(ENTER, organization),
        "back": _results(organization),
    }
    return render(request, "reports/outside.html", context)


@require_http_methods(["GET", "POST"])
@requires(ENTER)
def outside_add(request, code):
    """A figure that others published, with its source."""
    organization = _entering(request, code)
    form = OutsideForm(request.POST or None, initial={"year": timezone.localdate().year - 1})

    def act(data):
        row = actions_beside.enter_outside(by=request.user, organization=organization, **data)
        messages.success(request, f"Đã ghi: {row.get_area_display().lower()}, {value_words(row.measure, row.value)}.")
        return _list(organization)

    context = {"organization": organization, "back": _list(organization)}
    return answer(request, form, act, "reports/outside_add.html", context)


@require_http_methods(["GET", "POST"])
@requires(ENTER)
def outside_correct(request, code, pk):
    """Another value in the place of a figure that was entered wrongly; the wrong one stays in the list."""
    organization = _entering(request, code)
    row = get_object_or_404(OutsideFigure, pk=pk, organization=organization)
    form = OutsideCorrectionForm(request.POST or None, row=row)

    def act(data):
        made = actions_beside.correct_outside(by=request.user, row=row, **data)
        messages.success(request, "Đã đính chính." if made.value is not None else "Đã rút số liệu này.")
        return _list(organization)

    context = {
        "organization": organization,
        "row": row,
        "label": PUBLISHED[row.measure].label,
        "words": value_words(row.measure, row.value),
        "span": span_words(row.starts_on, row.ends_on),
        "back": _list(organization),
    }
    return answer(request, form, act, "reports/outside_correct.html", context)


def _entering(request, code):
    organization = _scope.organization_or_404(request.user, code)
    if not request.user.can(ENTER, organization):
        raise PermissionDenied
    return organization


def _list(organization):
    return reverse("reports:outside", args=[organization.code])


def _results(organization):
    return f"{reverse('reports:dashboard')}?don_vi={organization.code}"
