"""What was recorded against the rules: the committee's list, and its answer to one of them."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches.permissions import Permission
from candidates import actions
from candidates.actions.remedies import can_annul, kinds_for
from candidates.desk import irregular
from candidates.forms.remedies import RemedyForm
from candidates.models import Candidate, Remedy
from candidates.opening import ask_first
from candidates.overview import story, wrong
from candidates.pipeline import EVENT_LABELS
from candidates.views._case import NOT_HERE, act_page, page_of, say, visible_case
from partydev.decorators import requires
from partydev.refusals import NotAllowed
from partydev.submit import answer

PAGE = 50
LEAD = (
    "Việc đã ghi không sửa, không xóa. Kết quả khắc phục hoặc hủy được ghi bên cạnh, kèm văn bản của cấp ủy. "
    "Nếu chỉ là ghi nhầm thì rút lại việc đó."
)


@require_GET
@requires(Permission.CANDIDATE_VIEW)
def listed(request):
    """Irregular steps by what became of them, and warnings that were passed with a reason: to answer for a
    committee, to read for whoever else may open the dossiers.
    """
    events, tab, kind, rows = irregular_asked(request)
    counts = irregular.counts(events)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [wrong.row(event, request.user) for event in page],
        "tab": tab,
        "kind": kind and EVENT_LABELS[kind],
        "kinds": irregular.by_kind(events, tab),
        "tabs": [
            {"label": label, "url": f"?tab={key}", "current": key == tab, "count": counts[key]}
            for key, label in irregular.TABS.items()
        ],
    }
    return render(request, "desk/irregular.html", context)


def irregular_asked(request):
    """(all events, the tab, the kind they are narrowed to or "", the events that are left)."""
    events = irregular.recorded(request.user)
    tab = request.GET.get("tab") if request.GET.get("tab") in irregular.TABS else irregular.OPEN
    kind = request.GET.get("viec") if request.GET.get("viec") in EVENT_LABELS else ""
    return events, tab, kind, irregular.of_tab(events.filter(kind=kind) if kind else events, tab)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DOSSIER_CHECK, Permission.DECISION_RECORD)
def remedy(request, pk, event):
    """Show what was irregular and ask what became of it; on POST record it."""
    candidate = visible_case(request, pk)
    if not wrong.may_answer(request.user, candidate):
        raise NotAllowed(NOT_HERE)
    ask_first(request, candidate)
    found = next((each for each in story.events_of(candidate) if each.pk == event and each.irregular), None)
    if found is None:
        raise Http404
    kinds = kinds_for(candidate, found, request.user)
    form = RemedyForm(request.POST or None, event=found, kinds=kinds, initial={"on": timezone.localdate()})

    def act(data):
        made = actions.record_remedy(event=found, by=request.user, **data)
        say(request, _said(candidate, made), form)
        return page_of(candidate, "timeline")

    page = act_page(candidate, "Khắc phục việc chưa đúng quy định", "Ghi kết quả", lead=LEAD, part="timeline")
    page["events"] = story.timeline([found])
    page["offers"] = wrong.papers(candidate, found, annul=can_annul(candidate, found))
    if hasattr(found, "corrected_by"):
        page["conflict"] = "Việc này đã được rút lại vì ghi nhầm."
    elif wrong.state(found) == irregular.ANNULLED:
        page["conflict"] = "Quyết định về việc này đã bị hủy."
    return answer(request, form, act, "candidates/remedy.html", page)


def _said(candidate, remedy):
    if remedy.kind != Remedy.Kind.ANNULLED:
        return f"Đã ghi: {remedy.get_kind_display()[0].lower()}{remedy.get_kind_display()[1:]}."
    stage = Candidate.objects.get(pk=candidate.pk).stage_label
    return f"Đã ghi hủy quyết định theo văn bản số {remedy.number}. Hồ sơ nay ở bước “{stage}”."
