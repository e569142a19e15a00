"""Classes: who was sent and waits, rosters, results. A roster shows name, birth year and unit, no more."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches.models import Organization
from branches.permissions import Permission
from candidates import actions
from candidates.forms.classes import ChangeClassForm, ClassForm, ResultsForm, RosterForm, filled
from candidates.models import ClassNomination, ClassPaper, TrainingClass
from candidates.series import written
from candidates.teaching import need
from candidates.teaching.attendance import attendance_of
from candidates.teaching.papers import SYMBOLS
from candidates.teaching.seats import assignable as assignable_to
from candidates.teaching.seats import shares
from candidates.teaching.series import next_number
from candidates.views._class import managed_class, roster_of, visible_class
from partydev.decorators import requires
from partydev.forms import Form
from partydev.numbers import row_id
from partydev.once import new_token
from partydev.refusals import Invalid
from partydev.submit import answer

PER_PAGE = 50
MOST_AT_ONCE = 200  # the largest roster that one form holds


@requires(Permission.CLASS_VIEW)
@require_GET
def class_list(request):
    """Classes in sight, and how many wait for the next one of each kind."""
    visible = TrainingClass.objects.visible_to(request.user).select_related("organization")
    page = Paginator(visible, PER_PAGE).get_page(request.GET.get("page"))
    rows = ClassNomination.objects.visible_to(request.user)
    on_roster = {
        pk: (people, pending)
        for pk, people, pending in rows.filter(training_class__in=[each.pk for each in page])
        .order_by()
        .values_list("training_class")
        .annotate(people=Count("pk"), pending=Count("pk", filter=Q(result="")))
    }
    context = {
        "page": page,
        "classes": [(each, *on_roster.get(each.pk, (0, 0)), _state(each)) for each in page],
        "waiting": _waiting_by_kind(rows),
        "may_create": bool(request.user.scope(Permission.CLASS_MANAGE)),
    }
    return render(request, "classes/list.html", context)


def _state(training_class):
    today = timezone.localdate()
    if today < training_class.starts_on:
        return "todo", "Sắp khai giảng"
    return ("doing", "Đang học") if today <= training_class.ends_on else ("check", "Đã bế giảng")


def _waiting_by_kind(rows):
    counts = dict(rows.waiting().order_by().values_list("kind").annotate(Count("pk")))
    return [(kind, kind.label, counts.get(kind.value, 0)) for kind in TrainingClass.Kind]


@requires(Permission.CLASS_VIEW)
@require_GET
def detail(request, pk):
    """A class and the part of its roster that the user may see."""
    training_class = visible_class(request, pk)
    roster = roster_of(request.user, training_class)
    page = Paginator(roster, PER_PAGE).get_page(request.GET.get("page"))
    counts = dict(roster.order_by().values_list("result").annotate(Count("pk")))
    attendance, whole = attendance_of(training_class), request.user.can(Permission.CLASS_VIEW, training_class)
    context = {
        "class": training_class,
        "state": _state(training_class),
        "over": training_class.ends_on <= timezone.localdate(),
        "page": page,
        "rows": [
            (each, request.user.can(Permission.CANDIDATE_VIEW, each.candidate), attendance.words(each))
            for each in page
        ],
        "attendance": attendance,
        "sessions": training_class.sessions.count(),
        "shares": shares(training_class) if whole else [],
        "papers": _papers(training_class) if whole else [],
        "recognized": training_class.papers.filter(kind=ClassPaper.Kind.RECOGNITION).exclude(number="").exists(),
        "certificates": whole and counts.get(ClassNomination.Result.COMPLETED, 0),
        "asked": [unit for unit in _asked(training_class) if request.user.can(Permission.CLASS_MANAGE, unit)],
        "total": sum(counts.values()),
        "pending": counts.get("", 0),
        "completed": counts.get(ClassNomination.Result.COMPLETED, 0),
        "absent": counts.get(ClassNomination.Result.ABSENT, 0),
        "whole": whole,
        "manages": request.user.can(Permission.CLASS_MANAGE, training_class),
        "waiting": assignable_to(request.user, training_class).waiting().count(),
    }
    return render(request, "classes/detail.html", context)


def _papers(training_class):
    """(kind, label, the paper as far as its number and day are recorded) of every paper that is issued by number."""
    recorded = {each.kind: each for each in training_class.papers.all()}
    for each in recorded.values():
        each.whole = written(training_class.organization, SYMBOLS.get(each.kind, ""), each.number)
    return [(kind.value, kind.label, recorded.get(kind.value)) for kind in ClassPaper.Kind]


def _asked(training_class):
    """Units that were asked and have not answered."""
    return training_class.units.filter(agreed_at=None).select_related("organization")


@requires(Permission.CLASS_MANAGE)
@require_http_methods(["GET", "POST"])
def create(request):
    """Convene a class at an organization where the user is appointed."""
    tops = [pk for pk, _, _ in request.user.scope(Permission.CLASS_MANAGE).tops]
    organizations = Organization.objects.filter(pk__in=tops).existing(timezone.localdate())

    def act(data):
        training_class = actions.create_class(by=request.user, **data)
        messages.success(request, f"Đã mở {training_class}. Việc tiếp theo: đưa người vào danh sách lớp.")
        return reverse("classes:detail", args=[training_class.pk])

    kind = request.GET.get("loai", "")
    initial = {"kind": kind if kind in TrainingClass.Kind.values else TrainingClass.Kind.AWARENESS}
    form = ClassForm(request.POST or None, organizations=organizations, initial=initial)
    return answer(request, form, act, "classes/create.html", {"back_url": reverse("classes:list")})


FACTS = ("name", "starts_on", "ends_on", "venue", "seats", "least_attendance")


@requires(Permission.CLASS_MANAGE)
@require_http_methods(["GET", "POST"])
def change(request, pk):
    """Correct the facts of a class."""
    training_class = managed_class(request, pk)
    back_url = reverse("classes:detail", args=[pk])

    def act(data):
        actions.change_class(training_class=training_class, by=request.user, **data)
        messages.success(request, "Đã sửa thông tin lớp.")
        return back_url

    form = ChangeClassForm(request.POST or None, initial={name: getattr(training_class, name) for name in FACTS})
    return answer(request, form, act, "classes/change.html", {"class": training_class, "back_url": back_url})


@requires(Permission.CLASS_MANAGE)
@require_http_methods(["GET", "POST"])
def assign(request, pk):
    """Put people who wait on the roster; who was taken elsewhere meanwhile is told, the rest goes through."""
    training_class = managed_class(request, pk)
    assignable = assignable_to(request.user, training_class)
    back_url = reverse("classes:detail", args=[pk])

    def act(data):
        chosen = list(data["people"])
        count = actions.assign_to_class(nominations=chosen, training_class=training_class, by=request.user)
        _tell_assigned(request, count, len(chosen) - count)
        return back_url

    today = timezone.localdate()
    waiting = need.by_need(assignable.waiting(), training_class.kind, today).select_related(
        "candidate__person", "candidate__organization"
    )
    form = RosterForm(request.POST or None, nominations=assignable)
    picked = set(request.POST.getlist("people"))
    everyone = request.GET.get("chon") == "tat-ca" and request.method == "GET"
    rows = [
        (each, everyone or str(each.pk) in picked, reason_of(request.user, each, today))
        for each in waiting[:MOST_AT_ONCE]
    ]
    context = {
        "class": training_class,
        "rows": rows,
        "total": assignable.waiting().count(),
        "shares": shares(training_class),
        "on_roster": training_class.nominations.count(),
        "order": need.ORDER_IN_WORDS[training_class.kind],
        "back_url": back_url,
    }
    return answer(request, form, act, "classes/assign.html", context)


def waiting_asked(request):
    """(kind of class, who waits for it and needs it first at first, today)."""
    kind, today = request.GET.get("loai", ""), timezone.localdate()
    kind = TrainingClass.Kind(kind if kind in TrainingClass.Kind.values else TrainingClass.Kind.AWARENESS)
    waiting = ClassNomination.objects.visible_to(request.user).waiting().filter(kind=kind)
    return (
        kind,
        need.by_need(waiting, kind, today).select_related("candidate__person", "candidate__organization"),
        today,
    )


def reason_of(user, nomination, today):
    return need.reason(nomination, today, opens=user.can(Permission.CANDIDATE_VIEW, nomination.candidate))


def _tell_assigned(request, count, left):
    if not left:
        messages.success(request, f"Đã đưa {count} người vào danh sách lớp.")
        return
    text = f"Đã đưa {count} người vào danh sách lớp. {left} người không đưa vào được vì đã ở lớp khác hoặc có kết quả."
    messages.warning(request, text)


@requires(Permission.CLASS_MANAGE)
@require_http_methods(["GET", "POST"])
def leave(request, pk, nomination):
    """Take someone without a result off the roster, back to those who wait."""
    training_class = managed_class(request, pk)
    row = get_object_or_404(roster_of(request.user, training_class), pk=nomination)
    back_url = reverse("classes:detail", args=[pk])

    def act(data):
        actions.leave_class(nomination=row, by=request.user)
        messages.success(request, f"Đã đưa {row.candidate} về danh sách chờ học.")
        return back_url

    context = {"class": training_class, "row": row, "back_url": back_url}
    return answer(request, Form(request.POST or None), act, "classes/leave.html", context)


@requires(Permission.CLASS_MANAGE)
@require_http_methods(["GET", "POST"])
def results(request, pk):
    """The results of the roster in one act: all that is filled in is recorded, or nothing."""
    training_class = managed_class(request, pk)
    roster = roster_of(request.user, training_class)
    # What was shown stays shown: who got a result meanwhile must be told of, not dropped.
    sent = [row_id(each) for each in request.POST.getlist("row")]
    pending = roster.filter(pk__in=sent) if request.method == "POST" else roster.filter(result="")
    nominations = list(pending[:MOST_AT_ONCE])
    back_url = reverse("classes:detail", args=[pk])
    context = {"class": training_class, "back_url": back_url}
    attendance = attendance_of(training_class)
    if "fill" in request.POST:
        initial = filled(request.POST, nominations, attendance)
        form = ResultsForm(nominations=nominations, attendance=attendance, initial=initial)
        return render(
            request, "classes/results.html", {**context, "form": form, "form_token": new_token(request.user)}
        )

    def act(data):
        count = _record(request.user, training_class, form)
        messages.success(request, f"Đã ghi kết quả của {count} người.")
        return back_url

    ended = training_class.ends_on <= timezone.localdate()
    initial = {
        "completed_on": training_class.ends_on if ended else None,
        "first_number": next_number(training_class.organization_id, training_class.kind, timezone.localdate().year),
    }
    form = ResultsForm(request.POST or None, nominations=nominations, attendance=attendance, initial=initial)
    return answer(request, form, act, "classes/results.html", context)


def _record(user, training_class, form):
    completed, absent = form.results()
    if not completed and not absent:
        raise Invalid("Chưa chọn kết quả của người nào.")
    try:
        return actions.record_results(
            training_class=training_class,
            by=user,
            completed=completed,
            absent=absent,
            completed_on=form.cleaned_data["completed_on"],
            certificate_on=form.cleaned_data["certificate_on"],
        )
    except Invalid as invalid:
        errors = {f"number_{key}" if key.isdigit() else key: text for key, text in invalid.errors.items()}
        raise Invalid(errors) from invalid


@requires(Permission.CLASS_VIEW)
@require_GET
def nominations(request):
    """Who was sent and waits for a class, kind by kind, who needs it first at first."""
    rows = ClassNomination.objects.visible_to(request.user)
    kind, waiting, today = waiting_asked(request)
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    tabs = [
        {
            "label": label,
            "url": f"{reverse('classes:nominations')}?loai={each.value}",
            "current": each == kind,
            "count": count,
        }
        for each, label, count in _waiting_by_kind(rows)
    ]
    context = {
        "page": page,
        "rows": [
            (each, request.user.can(Permission.CANDIDATE_VIEW, each.candidate), reason_of(request.user, each, today))
            for each in page
        ],
        "tabs": tabs,
        "kind": kind,
        "order": need.ORDER_IN_WORDS[kind],
        "may_create": bool(request.user.scope(Permission.CLASS_MANAGE)),
    }
    return render(request, "classes/nominations.html", context)
