"""Running a class: seats of units, invitations, sessions and attendance, papers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from branches.models import Organization
from branches.permissions import Permission
from candidates import actions
from candidates.forms.class_work import (
    AttendanceForm,
    InvitationForm,
    InviteForm,
    PaperForm,
    SeatsForm,
    SessionForm,
)
from candidates.models import ClassPaper, ClassUnit
from candidates.teaching import papers
from candidates.teaching.seats import allotted, shares, taken_by, units_of
from candidates.views._class import managed_class, roster_of, visible_class
from partydev.decorators import requires
from partydev.downloads import download
from partydev.forms import Form
from partydev.papers import rendering
from partydev.refusals import Invalid
from partydev.submit import answer


def _page(name, training_class, *more):
    return reverse(f"classes:{name}", args=[training_class.pk, *more])


# Units and seats


@requires(Permission.CLASS_MANAGE)
@require_http_methods(["GET", "POST"])
def seats(request, pk):
    """A number of seats for each unit next below the convener, and for each unit the class was opened to."""
    training_class = managed_class(request, pk)
    held = {share.unit.organization_id: share for share in shares(training_class)}
    organizations = _offered(training_class, held)
    form = SeatsForm(
        request.POST or None,
        organizations=organizations,
        initial={f"seats_{key}": share.unit.seats for key, share in held.items()},
    )

    def act(data):
        try:
            actions.allot(training_class=training_class, by=request.user, seats=form.seats())
        except Invalid as invalid:
            raise Invalid({f"seats_{key}" if key else "": text for key, text in invalid.errors.items()}) from invalid
        messages.success(request, "Đã ghi số học viên phân bổ cho các đơn vị.")
        return _page("detail", training_class)

    given = allotted([share.unit for share in held.values()])
    taken = taken_by(training_class, organizations)
    context = {
        "class": training_class,
        "rows": [(each, form[f"seats_{each.pk}"], held.get(each.pk), taken[each.pk]) for each in organizations],
        "given": given,
        "left": None if training_class.seats is None else training_class.seats - given,
        "back_url": _page("detail", training_class),
    }
    return answer(request, form, act, "classes/seats.html", context)


def _offered(training_class, held):
    below = Organization.objects.filter(parent=training_class.organization).existing(timezone.localdate())
    return list((below | Organization.objects.filter(pk__in=list(held))).order_by("path"))


@requires(Permission.CLASS_MANAGE)
@require_http_methods(["GET", "POST"])
def invite(request, pk):
    """Open the class to one more unit, by its code."""
    training_class = managed_class(request, pk)
    existing = Organization.objects.existing(timezone.localdate())
    form = InviteForm(request.POST or None, below=existing.under(training_class.organization), known=existing)

    def act(data):
        unit = actions.invite(training_class=training_class, by=request.user, **data)
        said = "đã tham gia lớp." if unit.agreed_at else "đã được hỏi. Khi đơn vị đồng ý, bạn đưa được người vào lớp."
        messages.success(request, f"{unit} {said}")
        return _page("seats", training_class)

    context = {"class": training_class, "back_url": _page("seats", training_class)}
    return answer(request, form, act, "classes/invite.html", context)


@requires(Permission.CLASS_MANAGE)
@require_http_methods(["GET", "POST"])
def invitation(request, pk, unit):
    """Answer for a unit that was asked to take part."""
    training_class = visible_class(request, pk)
    scope = request.user.scope(Permission.CLASS_MANAGE)
    asked = ClassUnit.objects.within(scope).filter(training_class=training_class, agreed_at=None)
    unit = get_object_or_404(asked.select_related("organization"), pk=unit)

    def act(data):
        agrees = data["answer"] == "yes"
        actions.answer_invitation(unit=unit, by=request.user, agrees=agrees)
        said = "Đơn vị tham gia lớp." if agrees else "Đã trả lời: đơn vị không tham gia lớp này."
        messages.success(request, said)
        return _page("detail", training_class) if agrees else reverse("classes:list")

    context = {"class": training_class, "unit": unit, "back_url": reverse("classes:list")}
    return answer(request, InvitationForm(request.POST or None), act, "classes/invitation.html", context)


# Sessions and attendance


@requires(Permission.CLASS_MANAGE)
@require_http_methods(["GET", "POST"])
def sessions(request, pk):
    """The plan of sessions, each leading to its attendance; and a form for one more."""
    training_class = managed_class(request, pk)

    def act(data):
        actions.add_session(training_class=training_class, by=request.user, **data)
        messages.success(request, "Đã thêm buổi học.")
        return _page("sessions", training_class)

    planned = training_class.sessions.annotate(people=Count("present")).order_by("held_on", "part")
    context = {
        "class": training_class,
        "sessions": planned,
        "people": training_class.nominations.count(),
        "today": timezone.localdate(),
        "back_url": _page("detail", training_class),
    }
    form = SessionForm(request.POST or None, initial={"held_on": training_class.starts_on})
    return answer(request, form, act, "classes/sessions.html", context)


def _session(request, pk, session):
    training_class = managed_class(request, pk)
    return training_class, get_object_or_404(training_class.sessions.select_related("taken_by"), pk=session)


@requires(Permission.CLASS_MANAGE)
@require_POST
def remove_session(request, pk, session):
    training_class, found = _session(request, pk, session)

    def act(data):
        actions.remove_session(session=found, by=request.user)
        messages.success(request, "Đã bỏ buổi học khỏi lịch.")
        return _page("sessions", training_class)

    back_url = _page("sessions", training_class)
    context = {"class": training_class, "session": found, "rows": [], "begun": True, "back_url": back_url}
    return answer(request, Form(request.POST), act, "classes/attendance.html", context)


@requires(Permission.CLASS_MANAGE)
@require_http_methods(["GET", "POST"])
def attendance(request, pk, session):
    """A sheet to tick: who of the roster is there."""
    training_class, found = _session(request, pk, session)
    roster = roster_of(request.user, training_class)

    def act(data):
        there = actions.take_attendance(session=found, by=request.user, present=list(data["people"]))
        messages.success(request, f"Đã ghi {there} người có mặt, {roster.count() - there} người vắng.")
        return _page("sessions", training_class)

    ticked = _ticked(request, found, roster)
    context = {
        "class": training_class,
        "session": found,
        "rows": [(each, str(each.pk) in ticked) for each in roster],
        "begun": found.held_on <= timezone.localdate(),
        "back_url": _page("sessions", training_class),
    }
    form = AttendanceForm(request.POST or None, roster=roster)
    return answer(request, form, act, "classes/attendance.html", context)


def _ticked(request, session, roster):
    """Keys of those ticked: as sent, as recorded; of a session not yet taken everybody, as on every other roll."""
    if request.method == "POST":
        return set(request.POST.getlist("people"))
    chosen = request.GET.get("chon", "")
    if chosen == "tat-ca" or (chosen != "khong-ai" and not session.taken_at):
        return {str(each.pk) for each in roster}
    return set() if chosen == "khong-ai" else {str(key) for key in session.present.values_list("pk", flat=True)}


# Papers

BUILDERS = {
    ClassPaper.Kind.OPENING: papers.opening,
    ClassPaper.Kind.CALL: papers.whole_list,
    ClassPaper.Kind.RECOGNITION: papers.recognition,
}


@requires(Permission.CLASS_MANAGE)
@require_http_methods(["GET", "POST"])
def paper(request, pk, paper):
    """Number, day and signer of a paper of the class."""
    if paper not in ClassPaper.Kind.values:
        raise Http404
    training_class = managed_class(request, pk)
    known = papers.paper_of(training_class, paper)
    names = ("number", "issued_on", "issuer", "signer_post", "signer_name")

    def act(data):
        actions.issue_paper(training_class=training_class, by=request.user, kind=paper, **data)
        messages.success(request, f"Đã ghi thông tin để in “{known}”.")
        return _page("detail", training_class)

    form = PaperForm(request.POST or None, kind=paper, initial={name: getattr(known, name) for name in names})
    if following := actions.next_decision_number(training_class, paper, timezone.localdate()):
        form.fields["number"].help_text += f" Số tiếp theo của cấp ủy trong nhiệm kỳ: {following}."
    context = {"class": training_class, "paper": known, "back_url": _page("detail", training_class)}
    return answer(request, form, act, "classes/paper.html", context)


@requires(Permission.CLASS_VIEW)
@require_GET
def paper_pdf(request, pk, paper):
    """A paper on the whole class; who sees only the own people gets their call letter instead."""
    if paper not in BUILDERS:
        raise Http404
    training_class = visible_class(request, pk)
    if not request.user.can(Permission.CLASS_VIEW, training_class):
        raise PermissionDenied
    groups = _groups(request.user, training_class)
    return download(rendering.as_pdf(BUILDERS[paper](training_class, groups)), papers.filename(paper, training_class))


@requires(Permission.CLASS_VIEW)
@require_GET
def calls_pdf(request, pk):
    """The call letters: of every unit for the convener, of the own people for a unit."""
    training_class = visible_class(request, pk)
    groups = _groups(request.user, training_class)
    wanted = request.GET.get("don_vi", "")
    if wanted:
        groups = [(unit, rows) for unit, rows in groups if unit.code == wanted]
    if not groups:
        raise Http404
    letters = papers.call_letters(training_class, groups)
    extra = f"-{wanted}" if wanted else ""
    return download(rendering.as_one_pdf(letters), papers.filename("trieu-tap-don-vi", training_class, extra))


def _groups(user, training_class):
    return papers.grouped(training_class, list(roster_of(user, training_class)), units_of(training_class))
