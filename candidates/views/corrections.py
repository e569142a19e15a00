"""Taking back what was recorded by mistake."""

from django.http import Http404
from django.views.decorators.http import require_http_methods

from branches.permissions import Permission
from candidates import actions
from candidates.actions.correct import hindrance, last_step, step_of
from candidates.forms.transitions import TakeBackForm
from candidates.models import Candidate
from candidates.opening import ask_first
from candidates.overview import story
from candidates.views._case import NOT_HERE, act_page, page_of, say, visible_case
from partydev.decorators import requires
from partydev.refusals import NotAllowed
from partydev.submit import answer

LEAD = (
    "Chỉ dùng khi đã ghi nhầm. Việc đã ghi vẫn còn trong diễn biến, kèm lý do, nhưng không tính vào số liệu. "
    "Rút lại xong, hãy ghi lại cho đúng."
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CANDIDATE_ADVANCE, Permission.DOSSIER_CHECK, Permission.DECISION_RECORD)
def take_back(request, pk, event):
    """Show what was recorded and ask why it was wrong; on POST take it back."""
    candidate = visible_case(request, pk)
    found = next((each for each in story.events_of(candidate) if each.pk == event), None)
    if found is None:
        raise Http404
    step = step_of(found)
    if step is None or not request.user.can(step.permission, candidate):
        raise NotAllowed(NOT_HERE)
    ask_first(request, candidate)
    form = TakeBackForm(request.POST or None)

    def act(data):
        actions.take_back(candidate=candidate, event=found, by=request.user, reason=data["reason"])
        stage = Candidate.objects.get(pk=candidate.pk).stage_label
        say(request, f"Đã rút lại việc ghi nhầm “{found.label}”. Hồ sơ trở lại bước “{stage}”.", form)
        return page_of(candidate)

    page = act_page(candidate, "Rút lại việc ghi nhầm", "Rút lại", lead=LEAD, part="timeline")
    page["events"] = story.timeline([found])
    if request.method != "POST":
        page["conflict"] = hindrance(candidate, found, last_step(candidate.events.all()))
    return answer(request, form, act, "candidates/take_back.html", page)
