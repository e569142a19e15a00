"""Lists as spreadsheets, each with what its page shows under the same filters, for the page's own readers."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from branches.forms.members import MemberFilter
from branches.models import Organization
from branches.permissions import Permission
from branches.roster import roster
from candidates import classes_sheet, due_sheet, members_sheet
from candidates.desk.queue import Queue, with_what_a_row_shows
from candidates.models import ClassNomination, TrainingClass
from candidates.overview.due import in_full
from candidates.views._class import roster_of, visible_class
from candidates.views._sheet import give, place_of, too_long
from candidates.views.clock import due_asked
from candidates.views.desk import chosen_cases
from candidates.views.introductions import introduced_asked
from partydev.decorators import requires
from partydev.refusals import require


@require_GET
@requires(Permission.MEMBER_VIEW)
def members(request, code):
    """The roster of an organization and all below it."""
    seen = Organization.objects.visible_to(request.user.scope(Permission.ORGANIZATION_VIEW))
    unit = get_object_or_404(seen.select_related("parent"), code=code)
    require(request.user, Permission.MEMBER_VIEW, unit)
    form = MemberFilter(request.GET)
    rows = roster(unit, form.cleaned_data if form.is_valid() else {})
    back = reverse("branches:members", args=[unit.code])
    return too_long(request, rows, back) or give(
        request, unit, members_sheet.book(rows, unit, timezone.localdate()), "Đảng viên", "dang-vien"
    )


@require_GET
@requires(Permission.CANDIDATE_VIEW)
def due(request):
    """What is due; the page shows several remarks of a unit as one line, here each has its own."""
    form, rows, _, today = due_asked(request)
    place = form.values.get("don_vi") or place_of(request.user, Permission.CANDIDATE_VIEW)
    rows = in_full(rows, form.values)
    return too_long(request, rows, reverse("candidates:due")) or give(
        request, place, due_sheet.book(rows, place, today), "Việc đến hạn", "viec-den-han"
    )


@require_GET
@requires(Permission.DOSSIER_CHECK)
def queue(request):
    """The dossiers of one tab of the desk."""
    today = timezone.localdate()
    cases, tab, _ = chosen_cases(request, Queue(request.user, today))
    place, rows = place_of(request.user, Permission.DOSSIER_CHECK), with_what_a_row_shows(cases)
    return too_long(request, rows, reverse("desk:queue")) or give(
        request, place, due_sheet.queue_book(rows, tab.label, place, today), "Thẩm định hồ sơ", "tham-dinh-ho-so"
    )


@require_GET
@requires(Permission.PERSON_INTRODUCE)
def introduced(request):
    """People introduced within the user's scope."""
    rows, _, _ = introduced_asked(request)
    place = place_of(request.user, Permission.PERSON_INTRODUCE)
    return too_long(request, rows, reverse("candidates:introduced")) or give(
        request, place, members_sheet.introduced_book(rows, place, timezone.localdate()), "Người được giới thiệu",
        "gioi-thieu",
    )  # fmt: skip


@require_GET
@requires(Permission.CLASS_VIEW)
def classes(request):
    """Classes in sight."""
    visible = TrainingClass.objects.visible_to(request.user).select_related("organization")
    people = ClassNomination.objects.visible_to(request.user)
    place = place_of(request.user, Permission.CLASS_VIEW)
    return too_long(request, visible, reverse("classes:list")) or give(
        request, place, classes_sheet.classes_book(visible, people, place, timezone.localdate()), "Lớp bồi dưỡng",
        "lop-boi-duong",
    )  # fmt: skip


@require_GET
@requires(Permission.CLASS_VIEW)
def class_roster(request, pk):
    """The part of a class's roster that the user may see."""
    training_class = visible_class(request, pk)
    rows = roster_of(request.user, training_class)
    place = place_of(request.user, Permission.CLASS_VIEW)
    return too_long(request, rows, reverse("classes:detail", args=[pk])) or give(
        request, place, classes_sheet.roster_book(training_class, rows, place, timezone.localdate()),
        "Danh sách lớp bồi dưỡng", f"lop-{pk}",
    )  # fmt: skip
