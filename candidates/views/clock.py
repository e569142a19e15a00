"""What is due: the list, and what is recorded about a deadline."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches.models import Organization
from branches.permissions import Permission
from candidates.actions import clock as actions
from candidates.clock import last_checks, reminder_days
from candidates.forms.clock import CheckForm, DueFilter, ExplainForm, ExtendForm, ReminderForm
from candidates.models import Obligation
from candidates.overview.due import duties_seen, in_order, lines, narrowed
from candidates.rulebook import rule_set
from candidates.rules.duties_base import DECIDED, KINDS, UNIT_KINDS
from candidates.rules.duties_units import unit_duties
from candidates.views._case import NOT_HERE, acting_case, page_of, say
from partydev.decorators import requires
from partydev.doubts import spelled
from partydev.numbers import integer
from partydev.saved import Shelf
from partydev.submit import answer

FORM = ["GET", "HEAD", "POST"]
TEMPLATE = "candidates/clock_form.html"
PER_PAGE = 50
EXPLAINING = (Permission.CANDIDATE_ADVANCE, Permission.DOSSIER_CHECK, Permission.DECISION_RECORD)


@require_GET
@requires(Permission.CANDIDATE_VIEW)
def due(request):
    """Everything that is due in the user's part of the tree, the most urgent first."""
    shelf = Shelf(request, "due")
    if shelf.default_address:
        return redirect(shelf.default_address)
    form, rows, scope, today = due_asked(request)
    page = Paginator(in_order(rows, form.values, today), PER_PAGE).get_page(request.GET.get("page"))
    acting = request.user.scope(Permission.CANDIDATE_ADVANCE).tops
    own = Organization.objects.filter(pk=acting[0][0]).first() if acting else None
    context = {
        "form": form,
        "shelf": shelf,
        "page": page,
        "lines": lines(list(page.object_list), request.user, today, rows),
        "today": today,
        "result": _counted(rows, form.values, today),
        "of_one_cell": len(scope.tops) == 1 and own is not None and own.pk == scope.tops[0][0] and own.is_cell,
        "clear_url": shelf.plain_address if any(form.values.values()) else "",
        "sheet_url": f"{reverse('candidates:due_xlsx')}?{shelf.query}",
        "own": own,
        "sets_rhythm": own is not None and request.user.can(Permission.DOSSIER_CHECK, own),
    }
    return render(request, "candidates/due.html", context)


def due_asked(request):
    """(filter, the duties it leaves, the user's part of the tree, today)."""
    today, scope = timezone.localdate(), request.user.scope(Permission.CANDIDATE_VIEW)
    units = Organization.objects.existing(today).within(scope)
    form = DueFilter(request.GET, units=units.order_by("path"))
    return form, narrowed(duties_seen(scope, today), form.values, scope, today), scope, today


def _counted(rows, values, today):
    """How many duties there are, and how many are overdue where the list holds others as well."""
    found = rows.aggregate(total=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
    if not found["total"]:
        return "Không có việc nào"
    late = 0 if values.get("state") else found["late"]
    return f"{integer(found['total'])} việc" + (f", trong đó {integer(late)} việc quá hạn" if late else "")


@require_http_methods(FORM)
@requires(*EXPLAINING)
def explain(request, pk):
    """The unit says why something is overdue before the level above hears of it; later on it may add to that."""
    seen = Obligation.objects.within(request.user.scope(Permission.CANDIDATE_VIEW))
    duty = get_object_or_404(
        seen.select_related("candidate__person", "candidate__organization", "organization", "acts_at"), pk=pk
    )
    if not request.user.can(actions.EXPLAINS[duty.turn], duty.acts_at):
        raise PermissionDenied(NOT_HERE)
    form = ExplainForm(request.POST or None)
    who = str(duty.candidate or duty.organization)
    back = page_of(duty.candidate) if duty.candidate else _checks_url(duty.organization)
    if duty.kind == "transfer":
        back = reverse("candidates:transfers")

    def act(data):
        actions.explain(obligation=duty, by=request.user, **data)
        say(request, f"Đã ghi giải trình về “{duty.text}”, {who}. Cấp trên xem được giải trình này.", form)
        return back

    until = f", hạn ngày {duty.due_on:%d/%m/%Y}" if duty.due_on else ""
    told = actions.explanations_of(duty)
    page = _page(
        "Giải trình việc quá hạn",
        "Ghi bổ sung giải trình" if told else "Ghi giải trình",
        back,
        about=f"{duty.text} · {who} · {duty.acts_at.name}{until}",
        lead="Ghi ngắn gọn vì sao quá hạn và sẽ làm gì. Không ghi nội dung thuộc lý lịch, bí mật.",
    )
    return answer(request, form, act, TEMPLATE, page | {"told": told})


@require_http_methods(FORM)
@requires(Permission.DECISION_RECORD)
def extend(request, pk):
    """A deadline is put off by a document only."""
    candidate = acting_case(request, pk, Permission.DECISION_RECORD)
    duty = actions.extendable(candidate)
    if duty is None and request.method != "POST":
        raise Http404
    form = ExtendForm(request.POST or None)

    def act(data):
        extension = actions.extend(candidate=candidate, by=request.user, **data)
        words = f"Đã ghi gia hạn đến hết ngày {extension.until:%d/%m/%Y} theo {extension}."
        say(request, words + _late(duty, extension.issued_on), form)
        return page_of(candidate)

    lead = f"Thời hạn không sửa bằng tay; chỉ gia hạn theo văn bản của cấp có thẩm quyền.{_present_day(duty)}"
    about = f"{duty.text if duty else candidate.stage_label} · {candidate} · {candidate.organization}"
    page = _page("Ghi văn bản gia hạn", "Ghi gia hạn", page_of(candidate), about=about, lead=lead)
    return answer(request, form, act, TEMPLATE, page)


def _present_day(duty):
    if duty is None:
        return ""
    extended = f", theo {duty.extended}" if duty.extended else ""
    return f" Hạn hiện nay: {duty.due_on:%d/%m/%Y}{extended}.{_late(duty, timezone.localdate())}"


def _late(duty, issued_on):
    """What a document of `issued_on` that puts a decision off when its days are over means; "" where they are not."""
    if duty.kind != DECIDED or issued_on <= duty.due_on:
        return ""
    row = rule_set(issued_on)["decision_extension_working_days"]
    return (
        f" Thời hạn đã hết ngày {duty.due_on:%d/%m/%Y}: văn bản có ngày sau đó vẫn ghi được, nhưng hồ sơ ghi rõ là "
        f"gia hạn khi đã quá hạn; cấp ủy xem xét trách nhiệm, theo {spelled(str(row.citation), row.confidence)}."
    )


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def checks(request, code):
    """What a unit checks every month or year: when it last did, when the next one is due."""
    organization, today = _unit(request, code), timezone.localdate()
    form = CheckForm(request.POST or None, initial={"on": today})

    def act(data):
        check = actions.record_check(organization=organization, by=request.user, **data)
        say(request, f"Đã ghi: {check.get_kind_display()} ngày {check.on:%d/%m/%Y}.", form)
        return _checks_url(organization)

    page = _page("Kiểm tra định kỳ", "Ghi đã thực hiện", reverse("candidates:due"), about=organization.name)
    return answer(request, form, act, TEMPLATE, page | {"checks": _checks(organization, today), "today": today})


def _checks(organization, today):
    held = last_checks([organization.pk], today).get(organization.pk, {})
    next_due = {duty.kind: duty.due_on for duty in unit_duties(held, rule_set(today))}
    return [{"label": KINDS[kind], "last": held.get(kind), "due": next_due.get(kind)} for kind in UNIT_KINDS]


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def reminders(request, code):
    organization = _unit(request, code)
    days = dict(zip(("first", "second", "third"), reminder_days(organization), strict=True))
    form = ReminderForm(request.POST or None, initial=days)
    back = reverse("candidates:due")

    def act(data):
        actions.set_reminders(organization=organization, by=request.user, **data)
        say(request, f"Đã đặt ngày nhắc việc cho {organization}.", form)
        return back

    lead = (
        "Việc được đưa lên trước và ghi “sắp đến hạn” khi đến ngày nhắc. "
        "Đơn vị trực thuộc dùng số ngày này nếu chưa tự đặt."
    )
    page = _page("Ngày nhắc việc", "Ghi ngày nhắc", back, about=organization.name, lead=lead)
    return answer(request, form, act, TEMPLATE, page)


def _unit(request, code):
    """The unit where the user records what is done; 404 outside."""
    units = Organization.objects.existing(timezone.localdate())
    return get_object_or_404(units.within(request.user.scope(Permission.CANDIDATE_ADVANCE)), code=code)


def _checks_url(organization):
    return reverse("candidates:checks", kwargs={"code": organization.code})


def _page(title, submit, back, *, about, lead=""):
    return {"title": title, "submit": submit, "back_url": back, "about": about, "lead": lead}
