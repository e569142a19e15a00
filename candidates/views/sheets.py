"""Lists as spreadsheets, each with what its page shows under the same filters, for the page's own readers."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from accounts.list_files import asked_words, list_file, listed, place_of
from branches.forms.members import MemberFilter
from branches.forms.targets import PeriodForm
from branches.models import Organization, Target
from branches.permissions import Permission
from branches.roster import roster
from branches.views._common import organization_for
from branches.views.targets import period_words, planned_below, targets_set
from branches.views.tree import kind_words, units_asked
from candidates import classes_sheet, due_sheet, members_sheet, tree_sheet
from candidates.desk.queue import Queue, with_what_a_row_shows
from candidates.models import ClassNomination, TrainingClass
from candidates.overview.due import in_full
from candidates.views._class import roster_of, visible_class
from candidates.views.clock import due_asked
from candidates.views.desk import chosen_cases
from candidates.views.introductions import introduced_asked
from partydev.refusals import require


def _members(asking, code):
    """The roster of an organization and all below it."""
    seen = Organization.objects.visible_to(asking.user.scope(Permission.ORGANIZATION_VIEW))
    unit = get_object_or_404(seen.select_related("parent"), code=code)
    require(asking.user, Permission.MEMBER_VIEW, unit)
    form, today = MemberFilter(asking.GET), timezone.localdate()
    rows = roster(unit, form.cleaned_data if form.is_valid() else {})
    back = reverse("branches:members", args=[unit.code])
    return listed(unit, rows, lambda: members_sheet.book(rows, unit, today), "Đảng viên", "dang-vien", back,
                  asked=asked_words(form))  # fmt: skip


def _tree(asking):
    """The units in sight that exist, or what a search found, with the targets of the year."""
    (form, found), today = units_asked(asking), timezone.localdate()
    if found is None:
        seen = Organization.objects.visible_to(asking.user.scope(Permission.ORGANIZATION_VIEW))
        found = seen.existing(today).select_related("parent")
    place = place_of(asking.user, Permission.ORGANIZATION_VIEW)
    return listed(place, found, lambda: tree_sheet.tree_book(found, place, today, kind_words),
                  "Tổ chức đảng và chỉ tiêu", "to-chuc-dang", reverse("branches:tree"), of_people=False,
                  asked=asked_words(form))  # fmt: skip


def _targets(asking, code):
    """The targets of a unit and of those directly below it, for the source and the period asked for."""
    unit, today = organization_for(asking, code, Permission.TARGET_CHANGE), timezone.localdate()
    source, starts_on, ends_on = PeriodForm(asking.GET).period()
    known = targets_set(unit, {"source": source, "starts_on": starts_on, "ends_on": ends_on})
    children, words = planned_below(unit), period_words(starts_on, ends_on)

    def book():
        return tree_sheet.targets_book(unit, children, known, words, Target.Source(source).label, today)

    return listed(unit, children, book, f"Chỉ tiêu {words}", "chi-tieu",
                  reverse("branches:unit_targets", args=[code]), of_people=False)  # fmt: skip


def _due(asking):
    """What is due; the page shows several remarks of a unit as one line, here each has its own."""
    form, rows, _, today = due_asked(asking)
    place = form.values.get("don_vi") or place_of(asking.user, Permission.CANDIDATE_VIEW)
    rows, back = in_full(rows, form.values), reverse("candidates:due")
    return listed(place, rows, lambda: due_sheet.book(rows, place, today), "Việc đến hạn", "viec-den-han", back,
                  asked=asked_words(form))  # fmt: skip


def _queue(asking):
    """The dossiers of one tab of the desk."""
    today = timezone.localdate()
    cases, tab, form = chosen_cases(asking, Queue(asking.user, today))
    place, rows = place_of(asking.user, Permission.DOSSIER_CHECK), with_what_a_row_shows(cases)
    return listed(place, rows, lambda: due_sheet.queue_book(rows, tab.label, place, today), "Thẩm định hồ sơ",
                  "tham-dinh-ho-so", reverse("desk:queue"), asked=asked_words(form))  # fmt: skip


def _introduced(asking):
    """People introduced within the user's scope."""
    (rows, form, _), today = introduced_asked(asking), timezone.localdate()
    place, back = place_of(asking.user, Permission.PERSON_INTRODUCE), reverse("candidates:introduced")
    return listed(place, rows, lambda: members_sheet.introduced_book(rows, place, today), "Người được giới thiệu",
                  "gioi-thieu", back, asked=asked_words(form))  # fmt: skip


def _classes(asking):
    """Classes in sight."""
    visible = TrainingClass.objects.visible_to(asking.user).select_related("organization")
    people, today = ClassNomination.objects.visible_to(asking.user), timezone.localdate()
    place = place_of(asking.user, Permission.CLASS_VIEW)
    return listed(place, visible, lambda: classes_sheet.classes_book(visible, people, place, today),
                  "Lớp bồi dưỡng", "lop-boi-duong", reverse("classes:list"), of_people=False)  # fmt: skip


def _class_roster(asking, pk):
    """The part of a class's roster that the user may see."""
    training_class, today = visible_class(asking, pk), timezone.localdate()
    rows, place = roster_of(asking.user, training_class), place_of(asking.user, Permission.CLASS_VIEW)
    return listed(place, rows, lambda: classes_sheet.roster_book(training_class, rows, place, today),
                  "Danh sách lớp bồi dưỡng", f"lop-{pk}", reverse("classes:detail", args=[pk]))  # fmt: skip


tree = list_file(_tree, Permission.ORGANIZATION_VIEW)
targets = list_file(_targets, Permission.TARGET_CHANGE)
members = list_file(_members, Permission.MEMBER_VIEW)
due = list_file(_due, Permission.CANDIDATE_VIEW)
queue = list_file(_queue, Permission.DOSSIER_CHECK)
introduced = list_file(_introduced, Permission.PERSON_INTRODUCE)
classes = list_file(_classes, Permission.CLASS_VIEW)
class_roster = list_file(_class_roster, Permission.CLASS_VIEW)
