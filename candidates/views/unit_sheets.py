"""Lists of what units did as spreadsheets: lists of the year, months, meetings, hand-overs, mass organizations."""

from django.urls import reverse
from django.utils import timezone

from accounts.list_files import asked_words, list_file, listed, place_of
from branches.permissions import Permission
from candidates import monthly, units_sheet
from candidates.desk.agenda import meetings_seen
from candidates.models import SourceList
from candidates.overview import unions
from candidates.views.handing_over import hand_overs_seen
from candidates.views.remarks import cells_asked, cells_of
from candidates.views.sources import cells_asked as source_cells_asked
from candidates.views.union_counts import counts_asked

COUNT = (Permission.PERSON_INTRODUCE, Permission.REPORT_VIEW)


def _sources(asking):
    """Every cell in sight with its list of the year, or those without one."""
    today = timezone.localdate()
    year, cells, missing, only_missing = source_cells_asked(asking, today)
    rows, place = missing if only_missing else cells, place_of(asking.user, Permission.CANDIDATE_VIEW)
    filed = SourceList.objects.visible_to(asking.user).filter(year=year)

    def book():
        return units_sheet.sources_book(rows, {each.organization_id: each for each in filed}, year, place, today)

    return listed(place, rows, book, "Danh sách nguồn các chi bộ", f"danh-sach-nguon-{year}",
                  f"{reverse('candidates:sources')}?nam={year}", of_people=False,
                  asked="Lọc: Chưa lập" if only_missing else "")  # fmt: skip


def _months(asking):
    """Each cell of the user with its month: who is followed, what lacks, whether it met."""
    today, place = timezone.localdate(), place_of(asking.user, Permission.CANDIDATE_ADVANCE)
    form, _, cells = cells_asked(asking, cells_of(asking.user))

    def book():
        rows = monthly.cell_rows(cells, cells.order_by().values("pk"), today)
        return units_sheet.months_book(rows, place, today)

    return listed(place, cells, book, "Họp và nhận xét tháng các chi bộ", "hop-va-nhan-xet",
                  reverse("candidates:remarks"), of_people=False, asked=asked_words(form))  # fmt: skip


def _meetings(asking):
    """The committee's meetings."""
    rows, today = meetings_seen(asking.user), timezone.localdate()
    place = place_of(asking.user, Permission.MEETING_PREPARE)
    return listed(place, rows, lambda: units_sheet.meetings_book(rows, place, today), "Phiên họp xét",
                  "phien-hop-xet", reverse("desk:meetings"), of_people=False)  # fmt: skip


def _hand_overs(asking):
    """Hand-overs of the user's cells."""
    rows, today = hand_overs_seen(asking.user), timezone.localdate()
    place = place_of(asking.user, Permission.CANDIDATE_ADVANCE)
    return listed(place, rows, lambda: units_sheet.hand_overs_book(rows, place, today), "Bàn giao công việc chi bộ",
                  "ban-giao", reverse("candidates:hand_overs"), of_people=False)  # fmt: skip


def _counts(asking):
    """How many people mass organizations introduced, by unit and quarter."""
    today = timezone.localdate()
    form, scope, unit, year = counts_asked(asking, today)
    rows, place = unions.counts(scope, year), unit or place_of(asking.user, *COUNT)
    return listed(place, rows, lambda: units_sheet.counts_book(rows, year, place, today),
                  "Đoàn thể giới thiệu theo quý", f"doan-the-gioi-thieu-{year}", reverse("candidates:union_counts"),
                  of_people=False, asked=asked_words(form) if unit else "")  # fmt: skip


def _quiet(asking):
    """All units to care for: they have the union, and it introduced nobody for two quarters."""
    today = timezone.localdate()
    form, scope, unit, _ = counts_asked(asking, today)
    rows, place = unions.quiet(scope, today), unit or place_of(asking.user, *COUNT)
    return listed(place, rows, lambda: units_sheet.quiet_book(rows, unions.quiet_words(today), place, today),
                  "Nơi đoàn thể chưa giới thiệu ai", "chua-gioi-thieu", reverse("candidates:quiet_unions"),
                  of_people=False, asked=asked_words(form) if unit else "")  # fmt: skip


def _without_union(asking):
    """The cells that have no Youth Union, and who introduces there instead."""
    today = timezone.localdate()
    form, scope, unit, _ = counts_asked(asking, today)
    rows, place = unions.without_youth_union(scope, today), unit or place_of(asking.user, *COUNT)

    def book():
        cells = unions.who_introduces_instead(list(rows.select_related("parent")), today)
        return units_sheet.without_union_book(cells, place, today)

    return listed(place, rows, book, "Chi bộ chưa có tổ chức Đoàn", "chua-co-doan", reverse("candidates:union_counts"),
                  of_people=False, asked=asked_words(form) if unit else "")  # fmt: skip


sources = list_file(_sources, Permission.CANDIDATE_VIEW)
months = list_file(_months, Permission.CANDIDATE_ADVANCE)
meetings = list_file(_meetings, Permission.MEETING_PREPARE)
hand_overs = list_file(_hand_overs, Permission.CANDIDATE_ADVANCE)
union_counts = list_file(_counts, *COUNT)
quiet_unions = list_file(_quiet, *COUNT)
without_union = list_file(_without_union, *COUNT)
