"""The list behind a number, and what is overdue."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from branches.permissions import Permission
from candidates.rules.duties_base import KINDS
from partydev.decorators import requires
from reports import catalogue, lists, lists_beside
from reports.links import KEPT, LIKE
from reports.overdue import due_lines, overdue_in
from reports.reading import as_known
from reports.sending import enclosed
from reports.sending.moments import Moment
from reports.sheets import MOST_PEOPLE
from reports.views import _scope

PAGE = 50
FEW = 3  # fewer than these are not shown by people or religion outside their unit
PRINTED = ("admitted", "members")  # what the forms print by people or religion alone


@require_GET
@requires(Permission.REPORT_VIEW)
def people(request):
    return page(request, *asked(request))


def asked(request):
    """(organization, period, kind, facts) that `don_vi`, `ky` and `chi_tieu` name, counted as the number was.

    Links carry no others, so anything else is not there.
    """
    organization = _scope.organization_or_404(request.user, request.GET.get("don_vi", ""))
    kind = lists.kind_of(request.GET.get("chi_tieu", ""))
    if kind is None:
        raise Http404
    kept = _scope.kept_or_404(request)
    organization, period = _scope.counted_or_404(request, organization, kept, timezone.localdate())
    facts = enclosed.list_of(kept, organization, period, kind.key) if kept else None
    if facts is None:
        with as_known(Moment.of(kept) if kept else None):
            facts = lists.facts_behind(kind.key, organization, period)
    if _tells_of_a_person(request.user, kind.key, organization, facts):
        raise Http404
    return organization, period, kind, facts


def _tells_of_a_person(user, text, organization, facts):
    """Whether so few people stand in a cell by people or religion and something else that they are known by it.

    What a statistical form prints (people or religion alone) is sent upward as it is; one's own unit is known anyhow.
    Codes counted together are refused: less one of them, they would tell of a small cell.
    """
    key = catalogue.key_of(text) or lists_beside.pool_key(text)
    parts = key.parts if key else ()
    if not any(dimension.sensitive for dimension, _ in parts) or (len(parts) == 1 and key.base in PRINTED):
        return False
    tops = user.scope(Permission.REPORT_VIEW).tops
    if any(path.startswith(organization.path) for _, _, path in tops):
        return False
    # Nobody is answered like one or two: that a list is there must not tell them apart.
    return any(map(_is_several, parts)) or Paginator(facts, PAGE).count < FEW


def _is_several(part):
    """Whether a part of a key counts several codes together, be it by a code that sums others."""
    dimension, codes = part
    return len(codes) > 1 or codes[0] not in dict(dimension.partition())


def page(request, organization, period, kind, facts, status=200):
    """The list's page; 422 where it was asked for as a spreadsheet and is too long."""
    page = Paginator(facts, PAGE).get_page(request.GET.get("page"))
    kept = _scope.kept_or_404(request)
    with as_known(Moment.of(kept) if kept else None):
        rows = lists.lines(kind.key, page.object_list, request.user, organization, period)
    query = {"don_vi": organization.code, "ky": period.key, "chi_tieu": kind.key}
    query |= {name: request.GET[name] for name in (KEPT, LIKE) if request.GET.get(name)}
    context = {
        "organization": organization,
        "period": period,
        "kept": kept,
        "frozen": isinstance(facts, enclosed.Rows) or lists.is_of_facts_alone(kind.key),
        "kind": kind,
        "definition": catalogue.as_counted_by(organization.counted_by, kind.definition),
        "page": page,
        "rows": rows,
        "hidden": any(not row.name for row in rows),
        "papers": any(row.paper for row in rows),
        "too_long": page.paginator.count > MOST_PEOPLE,
        "refused": status == 422,
        "most": MOST_PEOPLE,
        "sheet_url": f"{reverse('reports:people_xlsx')}?{urlencode(query)}",
    }
    return render(request, "reports/people.html", context, status=status)


@require_GET
@requires(Permission.REPORT_VIEW)
def overdue(request):
    """Everything overdue in a unit today, the longest first; `loai` narrows it to one kind."""
    organization, today, counts, kind, found = overdue_asked(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    base = f"?don_vi={organization.code}"
    tabs = [{"label": "Tất cả", "url": base, "current": not kind, "count": sum(counts.values())}]
    tabs += [
        {"label": label, "url": f"{base}&loai={key}", "current": key == kind, "count": counts[key]}
        for key, label in KINDS.items()
        if key in counts
    ]
    rows = due_lines(page.object_list, request.user, today)
    context = {"organization": organization, "page": page, "rows": rows, "tabs": tabs, "today": today}
    return render(request, "reports/overdue.html", context)


def overdue_asked(request):
    """(unit, today, how many of each kind are overdue, the kind asked for or "", what is left of them)."""
    organization, today = _scope.chosen(request), timezone.localdate()
    found = overdue_in(organization, today)
    counts = dict(found.order_by().values_list("kind").annotate(Count("pk")))
    kind = request.GET.get("loai", "")
    kind = kind if kind in counts else ""
    return organization, today, counts, kind, found.filter(kind=kind) if kind else found
