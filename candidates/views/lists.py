"""The list of people on their way."""

from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts import list_files
from accounts.list_files import asked_words, list_file, listed, place_of
from branches.models import Organization
from branches.permissions import Permission
from candidates.forms.cases import ALL, CLOSED, ListFilter
from candidates.models import Candidate
from candidates.overview.due import duties_seen
from candidates.people_sheet import people_book
from candidates.pipeline import STAGES
from partydev.decorators import requires
from partydev.numbers import integer
from partydev.saved import Shelf

PER_PAGE = 50
URGENT = (F("next_due").asc(nulls_last=True), "person__sort_key", "pk")


@require_GET
@requires(Permission.CANDIDATE_VIEW, Permission.REMARK_WRITE)
def candidates(request):
    """The people whom the user may open, filtered; every number elsewhere opens this list."""
    shelf = Shelf(request, "people")
    if shelf.default_address:
        return redirect(shelf.default_address)
    return _page(request, shelf, *_asked(request))


def _file(asking):
    form, people, today = _asked(asking)
    place = form.values.get("cell") or place_of(asking.user, Permission.CANDIDATE_VIEW)
    return listed(place, people, lambda: people_book(people, place, today), "Người vào Đảng", "nguoi-vao-dang",
                  reverse("candidates:list"), asked=asked_words(form))  # fmt: skip


candidates_xlsx = list_file(_file, Permission.CANDIDATE_VIEW, Permission.REMARK_WRITE)


def _asked(request):
    """(filters, the people they leave, today)."""
    today = timezone.localdate()
    units = Organization.objects.existing(today).within(request.user.scope(Permission.CANDIDATE_VIEW))
    form = ListFilter(request.GET, units=units.order_by("path"))
    people = _narrowed(request.user, Candidate.objects.visible_to(request.user), form.values, today)
    return form, people.select_related("person", "organization", "waits_at"), today


def _page(request, shelf, form, people, today):
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "shelf": shelf,
        "page": page,
        "today": today,
        "result": f"{integer(page.paginator.count)} người" if page.paginator.count else "Không có người nào",
        "clear_url": shelf.plain_address if any(form.values.values()) else "",
        "can_enter": bool(request.user.scope(Permission.CANDIDATE_ENTER)),
        "too_long": page.paginator.count > list_files.MOST_ROWS,
        "sheet_url": f"{reverse('candidates:list_xlsx')}?{shelf.query}",
    }
    return render(request, "candidates/list.html", context)


def _narrowed(user, people, values, today):
    state = values.get("state")
    if state != ALL:
        people = people.filter(closed_on__isnull=state != CLOSED)
    if values.get("stage"):
        people = people.filter(stage__in=_stages(values["stage"]))
    if values.get("cell"):
        people = people.under(values["cell"])
    if values.get("q"):
        people = people.named(values["q"])
    if values.get("overdue"):
        late = duties_seen(user.scope(Permission.CANDIDATE_VIEW), today).open().filter(due_on__lt=today)
        people = people.filter(pk__in=late.values("candidate"))
    return people.order_by("person__sort_key", "pk") if values.get("order") == "name" else people.order_by(*URGENT)


def _stages(value):
    """A stage's key, or all stages of "phase-2"."""
    if value.startswith("phase-"):
        return [key for key, stage in STAGES.items() if stage.phase == int(value.removeprefix("phase-"))]
    return [value]
