"""Further lists as spreadsheets: who waits for a class, the register, the months, what is wrong or unanswered."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from accounts.list_files import asked_words, list_file, listed, place_of
from branches.permissions import Permission
from candidates import classes_sheet, desk_sheet, monthly, months_sheet
from candidates.desk.irregular import TABS
from candidates.models import Candidate
from candidates.pipeline import EVENT_LABELS
from candidates.rulebook import rule_set
from candidates.views.certificates import register_asked
from candidates.views.classes import reason_of, waiting_asked
from candidates.views.irregular import irregular_asked
from candidates.views.remarks import cells_of, is_own, months_asked
from candidates.views.verification import unanswered_asked
from partydev.numbers import row_id


def _nominations(asking):
    """Who was sent and waits for a class of one kind."""
    kind, rows, today = waiting_asked(asking)
    place = place_of(asking.user, Permission.CLASS_VIEW)

    def book():
        found = list(rows)
        reasons = [reason_of(asking.user, each, today) for each in found]
        return classes_sheet.waiting_book(kind, found, reasons, place, today)

    return listed(place, rows, book, "Chờ lớp bồi dưỡng", "cho-lop", reverse("classes:nominations"))


def _register(asking):
    """The register of a kind and a year, as far as the user sees it."""
    kind, year, rows = register_asked(asking)
    place, today = place_of(asking.user, Permission.CLASS_VIEW), timezone.localdate()
    return listed(place, rows, lambda: classes_sheet.register_book(kind, year, rows, place, today),
                  "Sổ cấp giấy chứng nhận", f"so-giay-chung-nhan-{year}", reverse("classes:register"))  # fmt: skip


def _irregular(asking):
    """One tab of what was recorded against the rules."""
    _, tab, kind, rows = irregular_asked(asking)
    place, today = place_of(asking.user, Permission.CANDIDATE_VIEW), timezone.localdate()
    return listed(place, rows, lambda: desk_sheet.irregular_book(rows, asking.user, TABS[tab], place, today),
                  "Việc chưa đúng quy định", "chua-dung-quy-dinh", reverse("desk:irregular"),
                  asked=f"Lọc: {EVENT_LABELS[kind]}" if kind else "")  # fmt: skip


def _unanswered(asking):
    """Letters about CVs without an answer."""
    form, rows, _, today = unanswered_asked(asking)
    place = form.values.get("don_vi") or place_of(asking.user, Permission.CANDIDATE_VIEW)
    calendar, back = rule_set(today).calendar, reverse("candidates:verifications_unanswered")
    return listed(place, rows, lambda: desk_sheet.unanswered_book(rows, calendar, place, today),
                  "Thẩm tra chưa trả lời", "tham-tra-chua-tra-loi", back, asked=asked_words(form))  # fmt: skip


def _months(asking):
    """The remarks of the cell asked for, else of the first; who helps whom is said to the cell itself only."""
    cells, chosen = cells_of(asking.user), asking.GET.get("chi_bo", "")
    cell = get_object_or_404(cells, pk=row_id(chosen)) if chosen else cells.order_by("path").first()
    if cell is None:
        raise Http404
    months, today = months_asked(asking), timezone.localdate()

    def book():
        everyone = monthly.person_rows(cell, months, monthly.meetings_of(cell, months), today)
        followed = [row for row in everyone if row.is_followed]
        return months_sheet.matrix_book(followed, months, cell, today, named=is_own(asking.user, cell))

    people = Candidate.objects.open().filter(organization=cell)
    back = f"{reverse('candidates:remarks')}?chi_bo={cell.pk}"
    return listed(cell, people, book, "Nhận xét hằng tháng", "nhan-xet", back)


nominations = list_file(_nominations, Permission.CLASS_VIEW)
register = list_file(_register, Permission.CLASS_VIEW)
irregular = list_file(_irregular, Permission.CANDIDATE_VIEW)
unanswered = list_file(_unanswered, Permission.CANDIDATE_VIEW)
months = list_file(_months, Permission.CANDIDATE_ADVANCE)
