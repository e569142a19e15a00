"""How the mass organizations introduce: counts, what they registered, where nobody was introduced."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches.models import Organization
from branches.permissions import Permission
from branches.placed import Scope
from candidates import actions
from candidates.forms.introductions import CountsFilter, RegistrationForm
from candidates.models import UnionRegistration
from candidates.overview import unions
from candidates.views.introductions import only
from partydev.decorators import requires
from partydev.submit import answer

PER_PAGE = 50
FEW = 10  # so many of the units to care for stand beside the counts; a page of their own has all


@require_GET
@requires(Permission.PERSON_INTRODUCE, Permission.REPORT_VIEW)
def union_counts(request):
    """Counts by unit and quarter beside the registered number; units to care for; cells without a Youth Union."""
    today = timezone.localdate()
    form, scope, unit, year = counts_asked(request, today)
    quiet = unions.quiet(scope, today)
    page = Paginator(unions.without_youth_union(scope, today), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "clear_url": reverse("candidates:union_counts") if unit or year != today.year else "",
        "unit": unit,
        "year": year,
        "counts": unions.counts(scope, year),
        "quiet": quiet[:FEW],
        "quiet_count": len(quiet),
        "quiet_url": f"{reverse('candidates:quiet_unions')}{f'?don_vi={unit.code}' if unit else ''}",
        "quarters": unions.quiet_words(today),
        "page": page,
        "cells": list(unions.who_introduces_instead(page.object_list, today)),
        "can_register": request.user.holds(Permission.PERSON_INTRODUCE),
    }
    return render(request, "introductions/counts.html", context)


@require_GET
@requires(Permission.PERSON_INTRODUCE, Permission.REPORT_VIEW)
def quiet_unions(request):
    """All units to care for: they have the union, and it introduced nobody for two quarters (P6)."""
    today = timezone.localdate()
    _, scope, unit, _ = counts_asked(request, today)
    page = Paginator(unions.quiet(scope, today), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "unit": unit, "quarters": unions.quiet_words(today)}
    return render(request, "introductions/quiet.html", context)


def counts_asked(request, today):
    """(form, scope, unit or None, year) of the address: what the reader may see, narrowed to the unit asked for."""
    scope = request.user.scope(Permission.PERSON_INTRODUCE) | request.user.scope(Permission.REPORT_VIEW)
    form = CountsFilter(request.GET or None, units=Organization.objects.visible_to(scope).existing(today))
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    unit, year = chosen.get("don_vi"), chosen.get("nam") or today.year
    if unit:
        scope = Scope(((unit.pk, unit.depth, unit.path),))
    return form, scope, unit, year


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PERSON_INTRODUCE)
def union_register(request):
    """A mass organization's officer enters how many people it means to introduce in a year."""
    today, scope = timezone.localdate(), request.user.scope(Permission.PERSON_INTRODUCE)
    last = UnionRegistration.objects.filter(recorded_by=request.user).order_by("-pk").first()
    own = request.user.unions()
    initial = {"year": today.year, "on": today, "union": last.union if last else only(own)}
    if len(scope.tops) == 1:
        initial["organization"] = Organization.objects.get(pk=scope.tops[0][0]).code
    form = RegistrationForm(request.POST or None, scope=scope, unions=own, on=today, initial=initial)

    def act(data):
        row = actions.register_number(by=request.user, **data)
        said = f"Đã ghi: {row.get_union_display()} ({row.organization}) đăng ký giới thiệu {row.number} người"
        messages.success(request, f"{said} trong năm {row.year}.")
        return reverse("candidates:union_counts")

    context = {"back_url": reverse("candidates:union_counts")}
    return answer(request, form, act, "introductions/register.html", context)
