"""What was asked to be completed: the letter, and the reasons for which dossiers are sent back."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import AccessRecord
from branches.models import Organization
from branches.permissions import Permission
from candidates import actions, reasons
from candidates.desk import letter
from candidates.forms.desk import PeriodForm, ReasonForm
from candidates.models import CompletionReason, CompletionRequest
from candidates.opening import log_opening
from candidates.rules.completion import shipped_reasons
from candidates.views._case import acting_case
from partydev.decorators import requires
from partydev.downloads import download, gives_file
from partydev.forms import Form
from partydev.once import new_token
from partydev.papers import rendering
from partydev.submit import answer


@require_GET
@requires(Permission.CANDIDATE_VIEW)
@gives_file
def letter_pdf(request, pk, asked):
    """The letter with all points, for the cell and for the desk."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_VIEW)
    rows = CompletionRequest.objects.filter(candidate=candidate, issuer__isnull=False)
    found = get_object_or_404(rows.select_related("issuer__parent", "event__organization"), pk=asked)
    content = rendering.as_pdf(letter.completion_letter(found))
    log_opening(request, candidate, AccessRecord.Kind.DOSSIER_PRINTED)
    return download(content, letter.filename(found))


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_CHECK)
def reason_list(request):
    """How often each reason was given, and the reasons that the reader's committee added."""
    scope = request.user.scope(Permission.DOSSIER_CHECK)
    asked, since, until = _period(request)
    desk = Organization.objects.filter(pk__in=[pk for pk, _, _ in scope.tops]).order_by("depth", "pk").first()
    form = ReasonForm(request.POST or None)

    def act(data):
        added = actions.add_reason(organization=desk, by=request.user, label=data["label"])
        messages.success(request, f"Đã thêm lý do “{added}” vào danh mục của {desk}.")
        return reverse("desk:reasons")

    context = {
        "asked": asked,
        "since": since,
        "until": until,
        "rows": reasons.counted(request.user, scope, since, until),
        "units": reasons.by_unit(request.user, scope, since, until),
        "desk": desk,
        "shipped": shipped_reasons().values(),
        "added": [(reason, new_token(request.user)) for reason in _added(request.user)],
    }
    return answer(request, form, act, "desk/reasons.html", context)


@require_GET
@requires(Permission.REPORT_VIEW)
def returns(request):
    """For leaders: how often dossiers were sent back and why, unit by unit; numbers, nobody's name."""
    scope = request.user.scope(Permission.REPORT_VIEW)
    asked, since, until = _period(request)
    units = reasons.returns_by_unit(request.user, scope, since, until)
    context = {"asked": asked, "since": since, "until": until, "units": units}
    context["requests"], context["points"] = sum(row[2] for row in units), sum(row[3] for row in units)
    return render(request, "desk/returns.html", context)


@require_POST
@requires(Permission.DOSSIER_CHECK)
def end_reason(request, pk):
    """Offer a reason no more; points that carry it keep it."""
    reason = get_object_or_404(_added(request.user), pk=pk)

    def act(data):
        actions.end_reason(reason=reason, by=request.user)
        messages.success(request, f"Từ hôm nay không dùng lý do “{reason}” nữa.")
        return reverse("desk:reasons")

    return answer(request, Form(request.POST), act, "desk/reasons.html", {"desk": reason.organization})


def _added(user):
    return CompletionReason.objects.visible_to(user).filter(ended_on=None).select_related("organization")


def _period(request):
    """(the form, first day, last day) of the time that the address asks for; this year where it asks for none."""
    today = timezone.localdate()
    since, until = date(today.year, 1, 1), today
    given = request.GET if request.GET.keys() & {"tu", "den"} else None
    asked = PeriodForm(given, initial={"tu": since, "den": until})
    if asked.is_bound and asked.is_valid():
        since, until = asked.cleaned_data["tu"] or since, asked.cleaned_data["den"] or until
    return asked, since, until
