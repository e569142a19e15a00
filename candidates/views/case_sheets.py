"""Lists of people beside their way, and of those who work here, as spreadsheets."""

from django.urls import reverse
from django.utils import timezone

from accounts.views._common import refusals_logged
from accounts.views.log import log_asked, tell
from accounts.views.users import users_asked, with_roles
from branches.permissions import Permission
from candidates import accounts_sheet, cases_sheet
from candidates.models import SourceList
from candidates.views._sheet import asked_words, list_file, listed, place_of
from candidates.views.comments import mentions_seen
from candidates.views.sources import cell_of_year, entries_of, reviews_of, with_marks
from candidates.views.transfers import offers_seen

MANAGE = (Permission.ACCOUNT_MANAGE, Permission.APPOINTMENT_MANAGE)


def _offers(asking):
    """Offers to and from the user's cells, open or done."""
    rows, today = offers_seen(asking.user), timezone.localdate()
    place = place_of(asking.user, Permission.CANDIDATE_ADVANCE)
    return listed(place, rows, lambda: cases_sheet.offers_book(rows, place, today), "Đề nghị chuyển chi bộ",
                  "chuyen-chi-bo", reverse("candidates:transfers"))  # fmt: skip


def _source_list(asking, cell, year):
    """The people of a cell's list of the year; where they stand today is for who may open them there."""
    unit, today = cell_of_year(asking.user, cell, year), timezone.localdate()
    row = SourceList.objects.filter(organization=unit, year=year).first()
    entries = with_marks(entries_of(row, asking.user), reviews_of(row))
    return listed(unit, entries, lambda: cases_sheet.source_book(entries, year, unit, today), "Danh sách nguồn",
                  f"danh-sach-nguon-{year}", reverse("candidates:source_list", args=[cell, year]))  # fmt: skip


def _mentions(asking):
    """Dossiers where somebody asks for a role that the user holds."""
    rows, today = mentions_seen(asking.user), timezone.localdate()
    place = place_of(asking.user, Permission.CANDIDATE_VIEW)
    return listed(place, rows, lambda: cases_sheet.mentions_book(rows, place, today), "Ý kiến chờ tôi",
                  "y-kien-cho", reverse("candidates:mentions"))  # fmt: skip


def _accounts(asking):
    """Accounts and what their people are appointed to, as far as the user manages them."""
    (form, rows), today = users_asked(asking), timezone.localdate()
    place = place_of(asking.user, *MANAGE)

    def book():
        accounts = list(rows)
        with_roles(asking.user, accounts, rows.order_by().values("pk"))
        return accounts_sheet.accounts_book(accounts, place, today)

    return listed(place, rows, book, "Tài khoản, phân công", "tai-khoan", reverse("accounts:users"),
                  asked=asked_words(form))  # fmt: skip


def _log(asking):
    """The rows of the log that the filters leave."""
    (form, rows), today = log_asked(asking), timezone.localdate()
    place = place_of(asking.user, Permission.LOG_VIEW)
    return listed(place, rows, lambda: accounts_sheet.log_book(map(tell, rows), place, today), "Nhật ký",
                  "nhat-ky", reverse("accounts:log"), asked=asked_words(form))  # fmt: skip


offers = list_file(_offers, Permission.CANDIDATE_ADVANCE)
source_list = list_file(_source_list, Permission.CANDIDATE_VIEW)
mentions = list_file(_mentions, Permission.CANDIDATE_VIEW)
accounts = refusals_logged(list_file(_accounts, *MANAGE))
log = refusals_logged(list_file(_log, Permission.LOG_VIEW))
