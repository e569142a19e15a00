"""The list of CVs that were begun long ago and are not finished (P3)."""

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from branches.models import Organization
from branches.permissions import Permission
from dossiers.cv_unfinished import unfinished
from partydev.decorators import requires
from partydev.forms import Form
from partydev.numbers import integer

PER_PAGE = 50


class UnitFilter(Form):
    """Which unit; what is unknown is ignored."""

    don_vi = forms.ModelChoiceField(label="Đơn vị", required=False, queryset=None, empty_label="Tất cả đơn vị")

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].queryset = units

    @property
    def unit(self):
        """The unit that was chosen; None for all."""
        self.is_valid()
        return self.cleaned_data.get("don_vi")


@require_GET
@requires(Permission.CANDIDATE_VIEW)
def cv_unfinished(request):
    """Whose CV is not finished long after it was begun, the oldest first: a list to help by, no measure of anyone."""
    today, scope = timezone.localdate(), request.user.scope(Permission.CANDIDATE_VIEW)
    units = Organization.objects.existing(today).within(scope).order_by("path")
    form = UnitFilter(request.GET, units=units)
    rows = unfinished(scope, today, under=form.unit)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form if len(units[:2]) > 1 else None,
        "page": page,
        "days": settings.CV_UNFINISHED_DAYS,
        "result": f"{integer(len(rows))} người" if rows else "Không có người nào",
        "clear_url": reverse("dossiers:cv_unfinished") if form.unit else "",
    }
    return render(request, "dossiers/cv_unfinished.html", context)
