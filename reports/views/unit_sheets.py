"""The lists of units as spreadsheets, each with what its page shows under the same questions, for the same readers."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.list_files import list_file, listed
from branches.permissions import Permission
from reports import planning, units_sheet
from reports.reading import one_reading
from reports.sending.standing import standings
from reports.signals import cells, leading, people, register
from reports.views import _scope, plans
from reports.views._files import file_key
from reports.views.signals import CELLS, leading_asked, signal_rows

ONLY_MINE = "Lọc: Tôi phụ trách"
WITHOUT_PLAN = "Lọc: Chưa có kế hoạch"


def _chosen(asking):
    return _scope.chosen(asking), timezone.localdate()


def _file(organization, rows, book, about, name, back, **more):
    """Nobody on their way stands in these lists, so they are given without a reason."""
    return listed(organization, rows, book, about, name, back, of_people=False, **more)


def _back(name, organization, *args):
    return f"{reverse(name, args=args)}?don_vi={organization.code}"


@one_reading
def _signals(asking):
    """Each signal with what stands in the unit today."""
    organization, today = _chosen(asking)
    rows = signal_rows(asking.user, organization, today)
    return _file(organization, rows, lambda: units_sheet.signals_book(rows, organization, today),
                 "Cần quan tâm, đôn đốc", "can-quan-tam", _back("reports:signals", organization))  # fmt: skip


@one_reading
def _signal(asking, key):
    """The lines of one signal that is counted here."""
    if key not in register.OWN:
        raise Http404
    organization, today = _chosen(asking)
    rows, book, asked = (_of_cells if key in CELLS else _OTHERS[key])(asking, key, organization, today)
    return _file(organization, rows, book, register.BY_KEY[key].title, key, _back("reports:signal", organization, key),
                 asked=asked)  # fmt: skip


def _of_cells(asking, key, organization, today):
    lines_of, note_of = CELLS[key]
    lines, note = lines_of(organization, today), note_of(organization, today)
    title, shows_last = register.BY_KEY[key].title, key == register.DORMANT
    apart = cells.without_source(organization, today) if shows_last else []

    def book():
        return units_sheet.cells_book(title, lines, apart, note, organization, today, shows_last=shows_last)

    return lines, book, ""


def _of_leading(asking, key, organization, today):
    lines, own, mine, _ = leading_asked(asking, organization, today)
    shown, title = own if mine else lines, "Đơn vị cần đôn đốc"
    return shown, lambda: units_sheet.leading_book(title, shown, organization, today), ONLY_MINE if mine else ""


def _of_groups(asking, key, organization, today):
    lines, period = people.group_lines(organization, today), people.last_years(today)
    title = register.BY_KEY[key].title
    return lines, lambda: units_sheet.groups_book(title, lines, period, organization, today), ""


def _of_new_members(asking, key, organization, today):
    lines, title = people.grade_lines(organization, today), register.BY_KEY[key].title
    return lines, lambda: units_sheet.grades_book(title, lines, organization, today), ""


_OTHERS = {register.LEADING: _of_leading, register.GROUPS: _of_groups, register.NEW_MEMBERS: _of_new_members}


def _unread(asking):
    """The issued reports below that the reader has not opened; taking this list opens none of them."""
    organization, today = _chosen(asking)
    rows = leading.unread_reports(asking.user, organization, today)
    return _file(organization, rows, lambda: units_sheet.unread_book(rows, organization, today),
                 "Báo cáo chưa mở đọc", "bao-cao-chua-doc", _back("reports:unread", organization))  # fmt: skip


def _standing(asking, code, key):
    """Which units below have sent their report of the period, and who is missing."""
    organization, today = _scope.organization_or_404(asking.user, code), timezone.localdate()
    period = _scope.period_or_404(organization, key, today)
    rows = standings(organization, period)
    return _file(organization, rows, lambda: units_sheet.standing_book(rows, period, organization, today),
                 f"Tình hình gửi báo cáo {period.label}", f"tinh-hinh-gui-{file_key(period)}",
                 reverse("reports:standing", args=[code, key]))  # fmt: skip


def _year(asking, code):
    """Plan, registration and target of each unit below in a year."""
    organization, today = _scope.organization_or_404(asking.user, code), timezone.localdate()
    which, children, missing, only_missing = plans.below_asked(asking, organization, today)
    units = missing if only_missing else children

    def book():
        return units_sheet.year_book(planning.cascade(units, which), which, organization, today)

    return _file(organization, units, book, f"Kế hoạch, chỉ tiêu năm {which}", f"ke-hoach-{which}",
                 reverse("plans:year", args=[code]), asked=WITHOUT_PLAN if only_missing else "")  # fmt: skip


signals = list_file(_signals, Permission.REPORT_VIEW)
signal = list_file(_signal, Permission.REPORT_VIEW)
unread = list_file(_unread, Permission.REPORT_VIEW)
standing = list_file(_standing, Permission.REPORT_VIEW)
year = list_file(_year, Permission.REPORT_VIEW)
