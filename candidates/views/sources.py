"""The list of the year of each cell, its review, and what speaks for a person in the pool."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches.models import Organization
from branches.permissions import Permission
from candidates import actions
from candidates.forms.sources import EvidenceChangeForm, EvidenceForm, ReviewForm, SourceListForm
from candidates.models import Candidate, SourceList
from candidates.pipeline import BEFORE_ADMISSION
from candidates.views._case import act_page, acting_case, page_of, say
from candidates.whereabouts import may_be_listed, of_cell_since
from partydev.decorators import requires
from partydev.numbers import row_id
from partydev.submit import answer
from partydev.text import natural_key

FORM = ["GET", "HEAD", "POST"]
VIEW, ADVANCE = Permission.CANDIDATE_VIEW, Permission.CANDIDATE_ADVANCE


@require_GET
@requires(VIEW)
def sources(request):
    """The cells that the reader sees, with their list of the year: how many, why nobody, or not filed yet."""
    today = timezone.localdate()
    year, cells, missing, only_missing = cells_asked(request, today)
    page = Paginator(missing if only_missing else cells, 50).get_page(request.GET.get("page"))
    lists = lists_of(page.object_list, year)
    tabs = [
        {"label": "Tất cả chi bộ", "url": f"?nam={year}", "current": not only_missing, "count": len(cells)},
        {"label": "Chưa lập", "url": f"?nam={year}&chua=1", "current": only_missing, "count": len(missing)},
    ]
    years = [number for number in (year - 1, year, year + 1) if number <= today.year + 1]
    rows = [{"cell": cell, "list": lists.get(cell.pk)} for cell in page.object_list]
    return render(
        request,
        "candidates/sources/cells.html",
        {"page": page, "rows": rows, "tabs": tabs, "year": year, "years": years},
    )


def cells_asked(request, today):
    """(year, the cells in sight, those without a list of that year, whether only these are asked for)."""
    asked = row_id(request.GET.get("nam") or "")
    year = asked if asked in range(1990, today.year + 2) else today.year
    cells = Organization.objects.cells().existing(today).visible_to(request.user.scope(VIEW)).select_related("parent")
    cells = sorted(cells, key=_in_order)
    filed = dict(SourceList.objects.visible_to(request.user).filter(year=year).values_list("organization_id", "pk"))
    return year, cells, [cell for cell in cells if cell.pk not in filed], request.GET.get("chua") == "1"


def lists_of(cells, year):
    """cell's id -> its list of the year."""
    return {row.organization_id: row for row in SourceList.objects.filter(organization__in=cells, year=year)}


def _in_order(cell):
    return natural_key(cell.parent.name if cell.parent else ""), natural_key(cell.name)


def cell_of_year(user, pk, year):
    """The cell, visible (404), for a year that a list can be of."""
    if year not in range(1990, timezone.localdate().year + 2):
        raise Http404
    cells = Organization.objects.cells().visible_to(user.scope(VIEW)).select_related("parent")
    return get_object_or_404(cells, pk=pk)


@require_http_methods(FORM)
@requires(VIEW)
def source_list(request, cell, year):
    """The list of one cell: read by who opens its dossiers, drawn up by the cell itself."""
    unit = cell_of_year(request.user, cell, year)
    may_write = request.user.can(ADVANCE, unit)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    row = SourceList.objects.filter(organization=unit, year=year).first()
    entries = entries_of(row, request.user)
    chosen = [entry.candidate_id for entry in entries]
    cases = Candidate.objects.visible_to(request.user).filter(organization=unit, stage__in=BEFORE_ADMISSION)
    cases = cases.open().filter(member__isnull=True).select_related("person")
    initial = {"people": chosen, "version": row.version if row else 0}
    initial["empty_because"] = row.empty_because if row else ""
    stay = [entry for entry in entries if not may_be_listed(entry.candidate, unit)]
    form = SourceListForm(request.POST or None, cases=cases, initial=initial, stay=bool(stay))

    def act(data):
        done = actions.file_source_list(
            by=request.user,
            organization=unit,
            year=year,
            candidates=list(data["people"]),
            empty_because=data.get("empty_because", ""),
            version=data["version"],
        )
        words = f"{done.size} người" if done.size else "chưa có ai, đã ghi lý do"
        messages.success(request, f"Đã lập danh sách nguồn năm {year}: {words}.")
        return _list_url(unit, year)

    reviews = reviews_of(row)
    context = {
        "unit": unit,
        "year": year,
        "list": row,
        "entries": with_marks(entries, reviews),
        "stay": stay,
        "reviews": reviews,
        "may_write": may_write,
    }
    return answer(request, form, act, "candidates/sources/list.html", context)


def reviews_of(row):
    """The reviews of a list, if there is one, the newest first."""
    return list(row.reviews.prefetch_related("marks__candidate__person")) if row else []


def entries_of(row, user):
    """The people of the list; `is_seen`: whether the reader sees where the person stands today, and may go there."""
    if row is None:
        return []
    entries = list(row.entries.select_related("candidate__person", "candidate__organization"))
    seen = Candidate.objects.visible_to(user).filter(source_entries__source_list=row)
    seen = set(seen.values_list("pk", flat=True))
    for entry in entries:
        entry.is_seen = entry.candidate_id in seen
    return entries


def with_marks(entries, reviews):
    """Each entry with the mark of the newest review that classes the person."""
    newest = {mark.candidate_id: mark for review in reversed(reviews) for mark in review.marks.all()}
    by_pk = {review.pk: review for review in reviews}
    for entry in entries:
        entry.mark = newest.get(entry.candidate_id)
        entry.review = by_pk[entry.mark.review_id] if entry.mark else None
    return entries


def _list_url(unit, year):
    return reverse("candidates:source_list", args=[unit.pk, year])


@require_http_methods(FORM)
@requires(ADVANCE)
def source_review(request, cell, year):
    """What the minutes of the cell's review conclude of each person of the list."""
    unit = cell_of_year(request.user, cell, year)
    if not request.user.can(ADVANCE, unit):
        raise PermissionDenied
    row = get_object_or_404(SourceList, organization=unit, year=year)
    cases = [entry.candidate for entry in entries_of(row, request.user)]
    cases = of_cell_since(cases, unit, date(year, 1, 1))  # minutes of before somebody left may be entered late
    form = ReviewForm(request.POST or None, cases=cases)

    def act(data):
        done = actions.record_source_review(
            by=request.user,
            source_list=row,
            minutes_number=data["minutes_number"],
            minutes_on=data["minutes_on"],
            marks=form.marks(),
        )
        messages.success(request, f"Đã ghi rà soát theo biên bản số {done.minutes_number}.")
        return _list_url(unit, year)

    context = {"unit": unit, "year": year, "cases": cases, "back": _list_url(unit, year)}
    return answer(request, form, act, "candidates/sources/review.html", context)


@require_http_methods(FORM)
@requires(ADVANCE)
def evidence(request, pk):
    candidate = acting_case(request, pk, ADVANCE)
    form = EvidenceForm(request.POST or None, initial={"on": timezone.localdate()})

    def act(data):
        actions.record_evidence(candidate=candidate, by=request.user, **data)
        say(request, f"Đã ghi cho {candidate}.", form)
        return page_of(candidate, "evidence")

    page = act_page(candidate, "Ghi phong trào, nhiệm vụ, khen thưởng", "Ghi lại", part="evidence")
    return answer(request, form, act, "candidates/act.html", page)


@require_http_methods(FORM)
@requires(ADVANCE)
def evidence_change(request, pk, row):
    candidate = acting_case(request, pk, ADVANCE)
    row = get_object_or_404(candidate.evidences, pk=row)
    initial = {name: getattr(row, name) for name in ("kind", "on", "what", "source")}
    form = EvidenceChangeForm(request.POST or None, initial=initial)

    def act(data):
        if data.pop("mistaken"):
            actions.remove_evidence(evidence=row, by=request.user)
            say(request, "Đã bỏ dòng ghi nhầm; lịch sử vẫn giữ lại.")
        else:
            actions.record_evidence(candidate=candidate, by=request.user, evidence=row, **data)
            say(request, "Đã sửa.", form)
        return page_of(candidate, "evidence")

    page = act_page(candidate, "Sửa phong trào, nhiệm vụ, khen thưởng", "Lưu", part="evidence")
    return answer(request, form, act, "candidates/act.html", page)
