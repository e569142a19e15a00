"""Classes: who was sent and waits, rosters, results. A roster shows name, birth year and unit, no more."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches.models import Organization
from branches.permissions import Permission
from candidates import actions
from candidates.forms.classes import ClassForm, ResultsForm, RosterForm, filled
from candidates.models import Candidate, ClassNomination, TrainingClass
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


def _roster(user, training_class):
    return (
        ClassNomination.objects.visible_to(user)
        .filter(training_class=training_class)
        .select_related("candidate__person", "candidate__organization")
        .order_by("candidate__person__sort_key", "pk")
    )


def _visible_class(request, pk):
    visible = TrainingClass.objects.visible_to(request.user).select_related("organization")
    return get_object_or_404(visible, pk=pk)


def _managed_class(request, pk):
    """The class, for who may manage it: 404 when it is out of sight, 403 when it is only seen."""
    training_class = _visible_class(request, pk)
    if not request.user.can(Permission.CLASS_MANAGE, training_class):
        raise PermissionDenied
    return training_class


@requires(Permission.CLASS_VIEW)
@require_GET
def detail(request, pk):
    """A class and the part of its roster that the user may see."""
    training_class = _visible_class(request, pk)
    roster = _roster(request.user, training_class)
    page = Paginator(roster, PER_PAGE).get_page(request.GET.get("page"))
    counts = dict(roster.order_by().values_list("result").annotate(Count("pk")))
    context = {
        "class": training_class,
        "state": _state(training_class),
        "page": page,
        "rows": [(each, request.user.can(Permission.CANDIDATE_VIEW, each.candidate)) for each in page],
        "total": sum(counts.values()),
        "pending": counts.get("", 0),
        "completed": counts.get(ClassNomination.Result.COMPLETED, 0),
        "absent": counts.get(ClassNomination.Result.ABSENT, 0),
        "whole": request.user.can(Permission.CLASS_VIEW, training_class),
        "manages": request.user.can(Permission.CLASS_MANAGE, training_class),
        "waiting": _assignable(request.user, training_class).waiting().count(),
    }
    return render(request, "classes/detail.html", context)


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


def _assignable(user, training_class):
    """Nominations of the class's kind, of people where the user manages classes."""
    people = Candidate.objects.within(user.scope(Permission.CLASS_MANAGE))
    return ClassNomination.objects.filter(kind=training_class.kind, candidate__in=people)


@requires(Permission.CLASS_MANAGE)
@require_http_methods(["GET", "POST"])
def assign(request, pk):
    """Put people who wait on the roster; who was taken elsewhere meanwhile is told, the rest goes through."""
    training_class = _managed_class(request, pk)
    assignable = _assignable(request.user, training_class)
    back_url = reverse("classes:detail", args=[pk])

    def act(data):
        chosen = list(data["people"])
        count = actions.assign_to_class(nominations=chosen, training_class=training_class, by=request.user)
        _tell_assigned(request, count, len(chosen) - count)
        return back_url

    waiting = (
        assignable.waiting()
        .select_related("candidate__person", "candidate__organization")
        .order_by("candidate__person__sort_key", "pk")
    )
    form = RosterForm(request.POST or None, nominations=assignable)
    picked = set(request.POST.getlist("people"))
    everyone = request.GET.get("chon") == "tat-ca" and request.method == "GET"
    rows = [(each, everyone or str(each.pk) in picked) for each in waiting[:MOST_AT_ONCE]]
    context = {"class": training_class, "rows": rows, "total": waiting.count(), "back_url": back_url}
    return answer(request, form, act, "classes/assign.html", context)


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
    training_class = _managed_class(request, pk)
    row = get_object_or_404(_roster(request.user, training_class), pk=nomination)
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
    training_class = _managed_class(request, pk)
    roster = _roster(request.user, training_class)
    # What was shown stays shown: who got a result meanwhile must be told of, not dropped.
    sent = [row_id(each) for each in request.POST.getlist("row")]
    pending = roster.filter(pk__in=sent) if request.method == "POST" else roster.filter(result="")
    nominations = list(pending[:MOST_AT_ONCE])
    back_url = reverse("classes:detail", args=[pk])
    context = {"class": training_class, "back_url": back_url}
    if "fill" in request.POST:
        form = ResultsForm(nominations=nominations, initial=filled(request.POST, nominations))
        return render(request, "classes/results.html", {**context, "form": form, "form_token": new_token()})

    def act(data):
        count = _record(request.user, training_class, form)
        messages.success(request, f"Đã ghi kết quả của {count} người.")
        return back_url

    ended = training_class.ends_on <= timezone.localdate()
    initial = {"completed_on": training_class.ends_on if ended else None}
    form = ResultsForm(request.POST or None, nominations=nominations, initial=initial)
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
        raise Invalid({f"number_{key}": text for key, text in invalid.errors.items()}) from invalid


@requires(Permission.CLASS_VIEW)
@require_GET
def nominations(request):
    """Who was sent and waits for a class, kind by kind, the longest waiting first."""
    rows = ClassNomination.objects.visible_to(request.user)
    kind = request.GET.get("loai", "")
    kind = kind if kind in TrainingClass.Kind.values else TrainingClass.Kind.AWARENESS
    waiting = (
        rows.waiting()
        .filter(kind=kind)
        .select_related("candidate__person", "candidate__organization")
        .order_by("nominated_on", "candidate__person__sort_key", "pk")
    )
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
        "rows": [(each, request.user.can(Permission.CANDIDATE_VIEW, each.candidate)) for each in page],
        "tabs": tabs,
        "kind": kind,
        "may_create": bool(request.user.scope(Permission.CLASS_MANAGE)),
    }
    return render(request, "classes/nominations.html", context)
