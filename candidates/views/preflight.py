"""Before a dossier goes up: what to look at again, the papers side by side, and entering what they say."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches.permissions import Permission
from candidates import actions
from candidates.forms.readings import ReadingsForm
from candidates.opening import log_opening
from candidates.overview.preflight import preflight, recorded_rows
from candidates.preflight import papers_of, recorded_of, sheet_of
from candidates.views._case import act_page, acting_case, say
from partydev.decorators import requires
from partydev.submit import answer

WRITERS = (Permission.CANDIDATE_ADVANCE, Permission.DOSSIER_CHECK)


def _opened(request, candidate):
    """Opening what papers say of a person leaves a row, as opening the case does."""
    if request.method != "POST":
        log_opening(request, candidate)


@require_GET
@requires(Permission.CANDIDATE_VIEW)
def compare(request, pk):
    """What to look at again before sending, and the one-screen table of papers; the desk reads the same page."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_VIEW)
    _opened(request, candidate)
    findings, rows = preflight(candidate, timezone.localdate())
    context = {
        "candidate": candidate,
        "findings": findings,
        "rows": rows,
        "recorded": recorded_rows(candidate),
        "can_write": candidate.is_open and any(request.user.can(each, candidate) for each in WRITERS),
        "can_check": request.user.can(Permission.DOSSIER_CHECK, candidate) and candidate.stage == "submitted",
    }
    return render(request, "candidates/preflight.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*WRITERS)
def readings(request, pk):
    """Enter, for all papers on one form, the name, birth date and native place that each of them has."""
    candidate = acting_case(request, pk, *WRITERS)
    _opened(request, candidate)
    items = papers_of(candidate)
    versions = {item.pk: item.reading.version for item in items if getattr(item, "reading", None)}
    form = ReadingsForm(
        request.POST or None,
        sheets=[sheet_of(item) for item in items],
        recorded=recorded_of(candidate.person),
        versions=versions,
    )
    back = reverse("candidates:compare", kwargs={"pk": pk})

    def act(data):
        changed = actions.write_readings(
            candidate=candidate, by=request.user, readings=form.readings, versions=form.versions
        )
        say(request, f"Đã ghi nội dung đọc trên {changed} giấy tờ." if changed else "Không có gì thay đổi.", form)
        return back

    page = act_page(candidate, "Nhập theo giấy tờ", "Ghi và đối khớp", recorded=recorded_rows(candidate))
    return answer(request, form, act, "candidates/readings.html", page | {"back_url": back})
