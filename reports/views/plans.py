"""A unit's year: its plans, the target on its way up and down, and the cascade below with who has not filed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches import actions
from branches.models import Target, TargetRegistration, UnitPlan
from branches.permissions import Permission
from branches.views.leading import documents_for
from partydev.decorators import requires
from partydev.numbers import row_id
from partydev.refusals import Conflict
from partydev.submit import answer
from reports import forms_plans as forms
from reports import planning
from reports.links import to_list
from reports.periods import dates
from reports.reading import one_reading
from reports.tables import targets_table
from reports.views import _scope

CHANGE = Permission.TARGET_CHANGE
KINDS = {"phat-trien": UnitPlan.Kind.YEAR, "tao-nguon": UnitPlan.Kind.SOURCE}
TONES = {"draft": "", "submitted": "info", "returned": "warn", "accepted": "info", "assigned": "good"}


@require_GET
@requires(Permission.REPORT_VIEW)
def home(request):
    """The year of the unit asked for by `don_vi`, else of the first at the top of the reader's part."""
    return year(request, code=_scope.chosen(request).code)


@require_GET
@requires(Permission.REPORT_VIEW)
@one_reading
def year(request, code):
    unit, today = _scope.organization_or_404(request.user, code), timezone.localdate()
    which, children, missing, only_missing = below_asked(request, unit, today)
    page = Paginator(missing if only_missing else children, 50).get_page(request.GET.get("page"))
    registration = TargetRegistration.objects.filter(organization=unit, year=which).first()
    base = f"?nam={which}"
    context = {
        "organization": unit,
        "year": which,
        "years": [number for number in (which - 1, which, which + 1) if number <= today.year + 1],
        "above": _scope.above(request.user, unit),
        "plans": _plans(request, unit, which),
        "registration": registration,
        "tone": tone_of(registration),
        "may_write": request.user.can(CHANGE, unit),
        "may_answer": _may_answer(request.user, unit, registration),
        "answer_label": "Giao lại chỉ tiêu" if tone_of(registration) == "good" else "Trả lời đăng ký",
        "targets": _targets(unit, which, today),
        "allotment": planning.allotment(unit, children, which),
        "registered": planning.registered_below(children, which),
        "before": planning.years_before(unit, which),
        "pool": planning.in_pool(unit, today),
        "upper": UnitPlan.objects.filter(organization=unit.parent_id, year=which, kind=UnitPlan.Kind.YEAR).first(),
        "page": page,
        "rows": planning.cascade(list(page.object_list), which),
        "tabs": [
            {"label": "Tất cả", "url": base, "current": not only_missing, "count": len(children)},
            {"label": "Chưa có kế hoạch", "url": f"{base}&chua=1", "current": only_missing, "count": len(missing)},
        ],
    }
    return render(request, "plans/year.html", context)


def below_asked(request, unit, today):
    """(the year, the units below that plan, those without a plan of it, whether only these were asked for)."""
    which, children = _year(request.GET.get("nam"), today), planning.children_of(unit, today)
    return which, children, planning.not_filed(children, which), request.GET.get("chua") == "1"


def _year(text, today):
    asked = row_id(text or "")
    return asked if asked in range(1990, today.year + 2) else today.year


def _plans(request, unit, which):
    """Both kinds, each with its row or None and where it is written."""
    known = {row.kind: row for row in UnitPlan.objects.filter(organization=unit, year=which)}
    may = request.user.can(CHANGE, unit)
    return [
        {
            "label": kind.label,
            "row": known.get(kind),
            "url": reverse("plans:plan", args=[unit.code, which, slug]) if may else "",
        }
        for slug, kind in KINDS.items()
    ]


def _targets(unit, which, today):
    """All targets that touch the year side by side (T10); of a year to come there is no result yet."""
    year_days = planning.days(which)
    period = dates(year_days["starts_on"], year_days["ends_on"])
    if period.is_future(today):
        return None
    return targets_table(unit, period.up_to(today), to_list)


def tone_of(registration):
    return TONES[registration.state] if registration else ""


def _may_answer(user, unit, registration):
    return registration is not None and registration.state in forms.ANSWERS and user.can(CHANGE, unit.parent)


def _url(unit, which):
    return f"{reverse('plans:year', args=[unit.code])}?nam={which}"


def _unit_to_plan(request, code, which):
    """The unit for somebody who plans there; a year that nobody plans is not there."""
    unit = _scope.organization_or_404(request.user, code)
    if not request.user.can(CHANGE, unit):
        raise PermissionDenied
    if which not in range(1990, timezone.localdate().year + 2):
        raise Http404
    return unit


@require_http_methods(["GET", "POST"])
@requires(CHANGE)
def plan(request, code, which, kind):
    if kind not in KINDS:
        raise Http404
    unit = _unit_to_plan(request, code, which)
    known = UnitPlan.objects.filter(organization=unit, year=which, kind=KINDS[kind]).first()
    names = (*planning.WRITTEN, "version") if known else ()
    form = forms.PlanForm(
        request.POST or None, initial={"version": 0} | {name: getattr(known, name) for name in names}
    )
    context = _form_page(unit, which, f"{KINDS[kind].label} năm {which}", "Ghi kế hoạch")

    def act(data):
        try:
            done = actions.file_plan(by=request.user, organization=unit, year=which, kind=KINDS[kind], **data)
        except Conflict:
            clash = planning.PlanClash(unit, which, KINDS[kind], data)
            context["clash"] = clash if clash.rows else None
            # Saving again lies on top of what the page now shows.
            form.data = form.data.copy()
            form.data["version"] = str(clash.version)
            raise Conflict(clash.words) from None
        messages.success(request, f"Đã ghi {done.get_kind_display().lower()} năm {which}, số {done.number}.")
        return _url(unit, which)

    context["documents"] = documents_for(request.user, unit)[:10]
    return answer(request, form, act, "plans/form.html", context)


@require_http_methods(["GET", "POST"])
@requires(CHANGE)
def register(request, code, which):
    """The number that the unit registers, with the years before and the pool beside it."""
    unit, today = _unit_to_plan(request, code, which), timezone.localdate()
    known = TargetRegistration.objects.filter(organization=unit, year=which).first()
    initial = {"value": known.value, "basis": known.basis, "version": known.version} if known else {"version": 0}
    form = forms.RegistrationForm(request.POST or None, initial=initial)

    def act(data):
        submit = "draft" not in request.POST
        done = actions.register_target(by=request.user, organization=unit, year=which, submit=submit, **data)
        next_words = f"đã gửi {unit.parent.committee_name}" if submit else "đã lưu nháp, chưa gửi cấp trên"
        messages.success(request, f"Đăng ký chỉ tiêu năm {which}: {done.value}; {next_words}.")
        return _url(unit, which)

    context = _form_page(unit, which, f"Đăng ký chỉ tiêu năm {which}", "Gửi cấp trên")
    context |= {
        "second": "Lưu nháp",
        "second_name": "draft",
        "before": planning.years_before(unit, which),
        "pool": planning.in_pool(unit, today),
        "said": planning.pool_beside(planning.in_pool(unit, today), known.value if known else None),
        "below": planning.registered_below(planning.children_of(unit, today), which),
        "returned": known.returned_because if known and known.state == "returned" else "",
        "given": Target.objects.filter(organization=unit, source="assigned", **planning.days(which)).first(),
        "beside": True,
        "closed": known is not None and not known.is_open,
        "registration": known if known and not known.is_open else None,
    }
    return answer(request, form, act, "plans/form.html", context)


@require_http_methods(["GET", "POST"])
@requires(CHANGE)
def respond(request, code, which):
    """Somebody of the committee above accepts what a unit registered, returns it, or assigns the target."""
    unit, today = _scope.organization_or_404(request.user, code), timezone.localdate()
    row = get_object_or_404(TargetRegistration.objects.select_related("organization"), organization=unit, year=which)
    if not request.user.can(CHANGE, unit.parent):
        raise PermissionDenied
    form = forms.AnswerForm(request.POST or None, registration=row)

    def act(data):
        messages.success(request, _answer(request.user, row, data))
        return _url(unit.parent, which)

    title = f"Trả lời đăng ký chỉ tiêu năm {which}"
    context = _form_page(unit, which, title, "Ghi trả lời") | {
        "registration": row,
        "before": planning.years_before(unit, which),
        "pool": planning.in_pool(unit, today),
        "said": planning.pool_beside(planning.in_pool(unit, today), row.value),
        "beside": True,
        "closed": row.state not in forms.ANSWERS,
    }
    return answer(request, form, act, "plans/form.html", context)


def _answer(user, row, data):
    """Do what was chosen; the sentence for the next page."""
    same = {"by": user, "registration": row, "version": data["version"]}
    name = row.organization.name
    if data["answer"] == forms.ACCEPT:
        actions.accept_registration(**same)
        return f"Đã nhận đăng ký của {name}. Khi có văn bản, ghi giao chỉ tiêu."
    if data["answer"] == forms.RETURN:
        actions.return_registration(because=data["because"], **same)
        return f"Đã trả lại đăng ký của {name} kèm lý do."
    done = actions.assign_registered(value=data["value"], document=data["document"], **same)
    return f"Đã giao {name} chỉ tiêu năm {row.year}: {done.assigned}."


def _form_page(unit, which, title, submit):
    return {"organization": unit, "year": which, "title": title, "submit": submit, "back": _url(unit, which)}
