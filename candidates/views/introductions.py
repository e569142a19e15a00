"""What mass organizations introduce into the pool, and what became of it; opens no dossier."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import ExtractQuarter
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches.models import Organization
from branches.permissions import Permission
from candidates import actions
from candidates.forms.introductions import IntroducedFilter, PersonIntroducedForm
from candidates.models import ClassNomination, Introduction, TrainingClass
from candidates.outcomes import outcome
from partydev.decorators import requires
from partydev.submit import answer

PER_PAGE = 50


@requires(Permission.PERSON_INTRODUCE)
@require_GET
def introduced(request):
    """People introduced within the user's scope: unit, day, what became of them; counts by unit and quarter above."""
    form = IntroducedFilter(request.GET)
    form.is_valid()
    chosen = getattr(form, "cleaned_data", {})
    year = chosen.get("nam") or timezone.localdate().year
    visible = Introduction.objects.visible_to(request.user)
    if chosen.get("doan_the"):
        visible = visible.filter(union=chosen["doan_the"])
    page = Paginator(_listed(visible, chosen.get("nam")), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": form,
        "page": page,
        "rows": [(each, outcome(each.candidate.stage, has_certificate=each.has_certificate)) for each in page],
        "year": year,
        "figures": _by_unit_and_quarter(request.user, visible, year),
        "narrowed": bool(chosen.get("doan_the") or chosen.get("nam")),
    }
    return render(request, "introductions/introduced.html", context)


def _listed(visible, year):
    certificates = ClassNomination.objects.filter(
        candidate=OuterRef("candidate"),
        kind=TrainingClass.Kind.AWARENESS,
        result=ClassNomination.Result.COMPLETED,
    )
    rows = visible.select_related("candidate__person", "candidate__organization").annotate(
        has_certificate=Exists(certificates)
    )
    return (rows.filter(introduced_on__year=year) if year else rows).order_by(
        "-introduced_on", "candidate__person__sort_key", "pk"
    )


def _by_unit_and_quarter(user, visible, year):
    """Rows (unit, four counts, sum) of `year`, the units being those directly below the user's; the sum last."""
    counted = (
        visible.filter(introduced_on__year=year)
        .order_by()
        .annotate(quarter=ExtractQuarter("introduced_on"))
        .values_list("candidate__organization", "quarter")
        .annotate(Count("pk"))
    )
    cells = {}
    for cell, quarter, count in counted:
        cells.setdefault(cell, Counter())[quarter] += count
    by_unit, whole = {}, Counter()
    for unit, cell in _units(user, cells):
        by_unit.setdefault(unit, Counter()).update(cells[cell])
        whole.update(cells[cell])
    names = dict(Organization.objects.filter(pk__in=by_unit).values_list("pk", "name"))
    rows = sorted((names[unit], [count[q] for q in range(1, 5)], count.total()) for unit, count in by_unit.items())
    return [*rows, ("Cộng", [whole[q] for q in range(1, 5)], whole.total())] if rows else []


def _units(user, cells):
    """(unit, cell) for each of `cells`: the organization right below the user's own that the cell belongs to."""
    tops = {pk: depth for pk, depth, _ in user.scope(Permission.PERSON_INTRODUCE).tops}
    for pk, path in Organization.objects.filter(pk__in=cells).values_list("pk", "path"):
        steps = [int(step) for step in path.rstrip("/").split("/")]
        depth = next(tops[step] for step in steps if step in tops)
        yield steps[min(depth + 1, len(steps) - 1)], pk


@requires(Permission.PERSON_INTRODUCE)
@require_http_methods(["GET", "POST"])
def introduce_person(request):
    """Put someone into the pool of a cell, introduced by the committee of a mass organization."""
    scope = request.user.scope(Permission.PERSON_INTRODUCE)
    cells = Organization.objects.visible_to(scope).cells().existing(timezone.localdate()).order_by("name", "pk")

    def act(data):
        introduction, is_new = actions.introduce_new(by=request.user, **data)
        candidate = introduction.candidate
        if is_new:
            text = f"Đã đưa {candidate} vào nguồn của {candidate.organization}. Chi bộ sẽ xem xét, bồi dưỡng."
        else:
            text = f"{candidate} đã có trong nguồn của {candidate.organization}; đã ghi thêm giới thiệu này."
        messages.success(request, text)
        return reverse("candidates:introduced")

    unions = request.user.unions()
    initial = _initial(request.user, cells, unions)
    form = PersonIntroducedForm(request.POST or None, cells=cells, unions=unions, initial=initial)
    return answer(
        request,
        form,
        act,
        "introductions/introduce_person.html",
        {"back_url": reverse("candidates:introduced")},
    )


def only(unions):
    """The one mass organization that a user speaks for; None where there are several."""
    return next(iter(unions)) if unions and len(unions) == 1 else None


def _initial(user, cells, unions):
    """What the user recorded last serves again; the only cell and the only union are chosen already."""
    last = Introduction.objects.exclude(union="").filter(recorded_by=user).order_by("-pk").first()
    first_two = list(cells[:2])
    return {
        "union": last.union if last else only(unions),
        "union_name": last.union_name if last else "",
        "total": last.total if last else None,
        "share": "half",
        "organization": first_two[0].pk if len(first_two) == 1 else None,
    }
