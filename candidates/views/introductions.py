"""What mass organizations introduce into the pool, and what became of it; opens no dossier."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
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
from candidates.overview.unions import turns
from partydev.asking import asked
from partydev.decorators import requires
from partydev.submit import answer

PER_PAGE = 50


@requires(Permission.PERSON_INTRODUCE)
@require_GET
def introduced(request):
    """People introduced within the user's scope: unit, day, what became of them; counts by unit and quarter above.

    Who speaks for one mass organization sees its people first; "Tất cả" shows those of the others too.
    The list has who is in the scope today; the counts are of what was introduced there, wherever the person is now.
    """
    rows, form, own = introduced_asked(request)
    chosen = getattr(form, "cleaned_data", {})
    year = chosen.get("nam") or timezone.localdate().year
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": form,
        "page": page,
        "rows": [(each, outcome(each.candidate.stage, has_certificate=each.has_certificate)) for each in page],
        "year": year,
        "query": asked(request, "doan_the nam"),
        "figures": turns(request.user.scope(Permission.PERSON_INTRODUCE), year, chosen.get("doan_the")),
        "narrowed": bool(chosen.get("nam") or chosen.get("doan_the") not in (own, "", None)),
    }
    return render(request, "introductions/introduced.html", context)


def introduced_asked(request):
    """(the rows that the filter leaves, the filter, the one mass organization that the user speaks for)."""
    asked, own = request.GET.copy(), only(request.user.unions())
    asked.setdefault("doan_the", own or "")
    form = IntroducedFilter(asked)
    form.is_valid()
    chosen = getattr(form, "cleaned_data", {})
    visible = Introduction.objects.visible_to(request.user)
    if chosen.get("doan_the"):
        visible = visible.filter(union=chosen["doan_the"])
    return _listed(visible, chosen.get("nam")), form, own


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
