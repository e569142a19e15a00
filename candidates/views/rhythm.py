"""How often the cells of a unit remark on the people they help."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from branches.models import Organization
from branches.permissions import Permission
from candidates import actions
from candidates.clock import rhythm_of
from candidates.forms.remarks import RhythmForm
from candidates.models import RemarkRhythm
from candidates.rules.rhythm import months_between
from partydev.decorators import requires
from partydev.submit import answer


@requires(Permission.DOSSIER_CHECK)
@require_http_methods(["GET", "POST"])
def rhythm(request, code):
    """What is asked now, what was set when and on what ground, and a new setting."""
    today = timezone.localdate()
    units = Organization.objects.existing(today).within(request.user.scope(Permission.DOSSIER_CHECK))
    unit = get_object_or_404(units, code=code)
    months = months_between(rhythm_of(unit), today.replace(day=1))
    form = RhythmForm(request.POST or None, month=today.replace(day=1), initial={"months": months})

    def act(data):
        row = actions.set_rhythm(organization=unit, by=request.user, **data)
        messages.success(request, f"Đã ghi kỳ nhận xét của {unit}: {str(row)[0].lower()}{str(row)[1:]}.")
        return reverse("candidates:rhythm", args=[unit.code])

    places = [pk for pk in unit.ancestors() if pk]
    rows = RemarkRhythm.objects.filter(organization__in=places).select_related("organization", "recorded_by")
    context = {
        "unit": unit,
        "now": dict(RemarkRhythm.EVERY)[months],
        "rows": rows.order_by("-valid_from", "-pk"),
        "back_url": reverse("branches:organization", args=[unit.code]),
    }
    return answer(request, form, act, "candidates/remarks/rhythm.html", context)
