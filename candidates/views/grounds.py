"""Documents of higher organs that let a step pass which a rule stops: recorded, taken back."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from branches.permissions import Permission
from candidates import actions
from candidates.actions.grounds import permission_for
from candidates.forms.grounds import GroundForm, WithdrawGroundForm
from candidates.opening import ask_first
from candidates.rules.grounds import GROUND_KINDS
from candidates.views._case import NOT_HERE, act_page, page_of, say, visible_case
from partydev.decorators import requires
from partydev.submit import answer

FORM = ["GET", "HEAD", "POST"]
TEMPLATE = "candidates/act.html"


def _case_for(request, pk, kind):
    """The case where the user may record documents of `kind`: else 404, 403."""
    candidate = visible_case(request, pk)
    if not request.user.can(permission_for(kind), candidate):
        raise PermissionDenied(NOT_HERE)
    ask_first(request, candidate)
    return candidate


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ENTER, Permission.DOSSIER_CHECK)
def record_ground(request, pk, kind):
    """Record number, day and issuer of a document of the kind that the address names."""
    if kind not in GROUND_KINDS:
        raise Http404
    candidate, about = _case_for(request, pk, kind), GROUND_KINDS[kind]
    form = GroundForm(request.POST or None, kind=about)

    def act(data):
        actions.record_ground(candidate=candidate, by=request.user, kind=kind, **data)
        say(request, f"Đã ghi: {about.label[0].lower()}{about.label[1:]}, số {data['number']}.", form)
        return page_of(candidate, "grounds")

    page = act_page(candidate, about.label, "Ghi văn bản", lead=about.about, part="grounds")
    return answer(request, form, act, TEMPLATE, page)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ENTER, Permission.DOSSIER_CHECK)
def withdraw_ground(request, pk, ground):
    """Take a document back that was recorded by mistake; its row stays, crossed out."""
    ground = get_object_or_404(visible_case(request, pk).grounds.select_related("candidate"), pk=ground)
    candidate = _case_for(request, pk, ground.kind)
    form = WithdrawGroundForm(request.POST or None)

    def act(data):
        actions.withdraw_ground(ground=ground, by=request.user, reason=data["reason"])
        say(request, "Đã rút lại văn bản ghi nhầm. Văn bản vẫn còn trong hồ sơ, kèm lý do.", form)
        return page_of(candidate, "grounds")

    page = act_page(candidate, "Rút lại văn bản ghi nhầm", "Rút lại", lead=f"{ground}.", part="grounds")
    return answer(request, form, act, TEMPLATE, page)
