"""Targets of a unit and of those below it, for one period and source, on one page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from branches import actions
from branches.actions.targets import who_sets
from branches.forms.targets import PeriodForm, TargetsForm
from branches.models import Organization, Target
from branches.permissions import Permission
from branches.views._common import by_name, crumbs_to, organization_for
from partydev.dates import format_date
from partydev.decorators import requires
from partydev.submit import answer

CHANGE = Permission.TARGET_CHANGE


@requires(CHANGE)
@require_GET
def targets(request):
    """The units whose targets the user sets: straight to the page of the only one, else a choice."""
    tops = Organization.objects.filter(pk__in=[pk for pk, _, _ in request.user.scope(CHANGE).tops]).order_by("path")
    if len(tops) == 1:
        return unit_targets(request, code=tops[0].code)
    return render(request, "branches/targets_of.html", {"tops": tops})


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def unit_targets(request, code):
    """The table of one unit and its children, fifty at a time; everything on the page is saved, or nothing."""
    unit = organization_for(request, code, CHANGE)
    asked = PeriodForm(request.GET)
    source, starts_on, ends_on = asked.period()
    period = {"source": source, "starts_on": starts_on, "ends_on": ends_on}
    known, children = targets_set(unit, period), planned_below(unit)
    page = Paginator(children, 50).get_page(request.GET.get("page"))
    rows, form = _table(request, unit, page, source, known)
    address = _address(unit, source, starts_on, ends_on, page.number)

    def act(data):
        changed = actions.set_targets(
            by=request.user,
            **period,
            values=form.values(),
            document=data["document"],
        )
        messages.success(request, f"Đã lưu chỉ tiêu của {changed} đơn vị." if changed else "Không có gì thay đổi.")
        return address

    given = [known[each.pk].value for each in children if each.pk in known]
    context = {
        "organization": unit,
        "asked": _shown(source, starts_on, ends_on) if asked.is_valid() else asked,
        "source": Target.Source(source).label,
        "period": period_words(starts_on, ends_on),
        "action": address,
        "rows": rows,
        "page": page,
        "own": known[unit.pk].value if unit.pk in known else None,
        "given": len(given),
        "sum": sum(given),
        "short": _short(known.get(unit.pk), given),
        "over": max(sum(given) - known[unit.pk].value, 0) if unit.pk in known else 0,
        "others": _other_periods(unit),
        "crumbs_line": crumbs_to(request, unit),
    }
    return answer(request, form, act, "branches/targets.html", context)


def _short(own, given):
    """How many of the unit's own target were given to nobody yet; 0 where all were, or where nothing is given on."""
    return max(own.value - sum(given), 0) if own and given else 0


def planned_below(unit):
    """The units directly below that exist today, by name."""
    return by_name(unit.children.existing(timezone.localdate()))


def _is_year(starts_on, ends_on):
    return (starts_on.month, starts_on.day, ends_on) == (1, 1, starts_on.replace(month=12, day=31))


def period_words(starts_on, ends_on):
    if _is_year(starts_on, ends_on):
        return f"năm {starts_on.year}"
    return f"từ {starts_on:%d/%m/%Y} đến {ends_on:%d/%m/%Y}"


def _shown(source, starts_on, ends_on):
    whole_year = _is_year(starts_on, ends_on)
    days = {} if whole_year else {"starts_on": starts_on, "ends_on": ends_on}
    return PeriodForm(initial={"source": source, "year": starts_on.year if whole_year else None, **days})


def _address(unit, source, starts_on, ends_on, page=1):
    query = {"source": source, "starts_on": format_date(starts_on), "ends_on": format_date(ends_on)}
    if page > 1:
        query["page"] = page
    return f"{reverse('branches:unit_targets', args=[unit.code])}?{urlencode(query)}"


def targets_set(unit, period):
    """organization's id -> the target of the unit or a child for that source and period."""
    both = Q(organization=unit.pk) | Q(organization__parent=unit.pk)
    return {row.organization_id: row for row in Target.objects.filter(both, **period)}


def _table(request, unit, page, source, known):
    """Rows of the unit (on the first page) and the page's children, and the form over those the user may set."""
    for each in page.object_list:
        each.parent = unit
    units = [*([unit] if page.number == 1 else []), *page.object_list]
    open_to = [each for each in units if request.user.can(CHANGE, who_sets(each, source))]
    initial = {f"unit_{pk}": row.value for pk, row in known.items()}
    initial["document"] = next((row.document for row in known.values() if row.document), "")
    form = TargetsForm(request.POST or None, organizations=open_to, initial=initial)
    rows = [
        {
            "unit": each,
            "whole": each == unit,
            "value": known[each.pk].value if each.pk in known else None,
            "field": form[f"unit_{each.pk}"] if each in open_to else None,
        }
        for each in units
    ]
    return rows, form


def _other_periods(unit):
    """Periods and sources for which the unit has a target, newest first, as links."""
    rows = Target.objects.filter(organization=unit).order_by("-starts_on", "source")[:12]
    return [{"row": row, "url": _address(unit, row.source, row.starts_on, row.ends_on)} for row in rows]
