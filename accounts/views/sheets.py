"""Accounts and the log of access as spreadsheets."""

from django.urls import reverse
from django.utils import timezone

from accounts.list_files import asked_words, list_file, listed, place_of
from accounts.sheets import accounts_book, log_book
from accounts.views._common import refusals_logged
from accounts.views.log import log_asked, tell
from accounts.views.users import MANAGE, users_asked, with_roles
from branches.permissions import Permission


def _users(asking):
    """Accounts and what their people are appointed to, as far as the user manages them."""
    (form, rows), today = users_asked(asking), timezone.localdate()
    place = place_of(asking.user, *MANAGE)

    def book():
        accounts = list(rows)
        with_roles(asking.user, accounts, rows.order_by().values("pk"))
        return accounts_book(accounts, place, today)

    return listed(place, rows, book, "Tài khoản, phân công", "tai-khoan", reverse("accounts:users"),
                  asked=asked_words(form))  # fmt: skip


def _log(asking):
    """The rows of the log that the filters leave."""
    (form, rows), today = log_asked(asking), timezone.localdate()
    place = place_of(asking.user, Permission.LOG_VIEW)
    return listed(place, rows, lambda: log_book(map(tell, rows), place, today), "Nhật ký", "nhat-ky",
                  reverse("accounts:log"), asked=asked_words(form))  # fmt: skip


users = refusals_logged(list_file(_users, *MANAGE))
log = refusals_logged(list_file(_log, Permission.LOG_VIEW))
