"""Filters of lists kept under a name: what a list shows of them, and saving, changing and removing one.

A view keeps the words of a filter only. Opened, it is an address like any other: the page's own form takes
from it what it understands, and shows what the reader may see.
"""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from partydev.locks import under_lock
from partydev.models import SavedView
from partydev.once import new_token
from partydev.refusals import Conflict, Invalid, NotAllowed

MOST, QUERY_LENGTH, MOST_FIELDS = 30, 500, 50
OPENED = "xem"  # which view an address opens; 0 for none, where the reader has one that opens by itself


@dataclass(frozen=True)
class Page:
    """A list whose filters can be saved: its address, who reads it, the names its filter understands.

    `usual`: values that a filter has without being chosen.
    """

    address: str
    label: str
    permissions: tuple
    fields: tuple
    usual: tuple = ()


# key -> Page; each application adds its own when it starts.
PAGES = {}


def filter_of(page, pairs):
    """The filter among (name, value) `pairs`, in one canonical form; what the page does not know is left out."""
    kept = {name: value.strip() for name, value in pairs if name in page.fields}
    return urlencode(sorted((n, v) for n, v in kept.items() if v and (n, v) not in page.usual))


def address_of(view):
    """The list as the view shows it."""
    return f"{reverse(PAGES[view.page].address)}?{view.query}&{OPENED}={view.pk}"


class Shelf:
    """The saved views of a list, as its page shows them to the reader of `request`."""

    def __init__(self, request, key):
        self.key, self.page, self.user = key, PAGES[key], request.user
        self.query = filter_of(self.page, request.GET.items())
        self._asked, self._opened = not request.GET, request.GET.get(OPENED, "")

    @cached_property
    def views(self):
        found = SavedView.objects.visible_to(self.user).filter(page=self.key)
        return list(found.select_related("owner", "shared_with"))

    @cached_property
    def current(self):
        """The view that was opened; None where none was, or one that is not the reader's to open."""
        return next((each for each in self.views if str(each.pk) == self._opened), None)

    @property
    def is_changed(self):
        return self.current is not None and self.current.query != self.query

    @property
    def is_own(self):
        return self.current is not None and self.current.owner_id == self.user.pk

    @cached_property
    def default_address(self):
        """Where the list begins for this reader when nothing is asked for; "" for the list itself."""
        if not self._asked:
            return ""
        own = next((each for each in self.views if each.is_default and each.owner_id == self.user.pk), None)
        return address_of(own) if own else ""

    @property
    def plain_address(self):
        """The list without any filter, also where the reader has a view that opens by itself."""
        return f"{reverse(self.page.address)}?{OPENED}=0"

    @property
    def links(self):
        """The views as tabs."""
        return [
            {"label": _label(each, self.user), "url": address_of(each), "current": each == self.current}
            for each in self.views
        ]

    @cached_property
    def token(self):
        return new_token(self.user)

    @property
    def save_query(self):
        """What the page that saves the present filter is asked for."""
        return urlencode({"key": self.key, "query": self.query})

    @property
    def reset(self):
        return address_of(self.current)


def _label(view, user):
    return view.name if view.owner_id == user.pk else f"{view.name} (dùng chung)"


def units_of(user):
    """Ids of the units at which the user has an appointment in force: with them a view can be shared."""
    return user.appointments.in_force(timezone.localdate()).values_list("organization", flat=True)


@transaction.atomic
def save_view(*, by, key, name, query, shared_with=None, is_default=False):
    """Keep a filter under a name; returns the view."""
    page = PAGES.get(key)
    if page is None or not any(by.holds(permission) for permission in page.permissions):
        raise NotAllowed("Bạn không mở được danh sách này.")
    own = under_lock(SavedView.objects).filter(owner=by)
    if len(own) >= MOST:
        raise Conflict(f"Mỗi người lưu được tối đa {MOST} bộ lọc. Hãy xóa bớt bộ lọc không dùng nữa.")
    view = SavedView(owner=by, page=key, query=_checked(page, query))
    return _saved(view, by, name, shared_with, is_default)


@transaction.atomic
def change_view(*, view, by, name, shared_with=None, is_default=False):
    """Rename an own view, share it or not, let it open by itself or not."""
    return _saved(_locked(view, by), by, name, shared_with, is_default)


@transaction.atomic
def update_view(*, view, by, query):
    """Put the present filter into an own view."""
    view = _locked(view, by)
    view.query = _checked(PAGES[view.page], query)
    view.save(update_fields=["query"])
    return view


@transaction.atomic
def remove_view(*, view, by):
    """Remove an own view; returns what `save_view` needs to make it anew."""
    view = _locked(view, by)
    kept = {"key": view.page, "name": view.name, "query": view.query, "is_default": view.is_default}
    kept["shared_with"] = view.shared_with_id
    view.delete()
    return kept


def _locked(view, by):
    own = under_lock(SavedView.objects).filter(owner=by, pk=view.pk).first()
    if own is None:
        raise Conflict("Bộ lọc này không còn.")
    return own


def _checked(page, query):
    too_long = Invalid("Điều kiện lọc quá dài. Hãy viết ngắn lại.")
    if len(query) > 4 * QUERY_LENGTH:
        raise too_long
    try:
        query = filter_of(page, parse_qsl(query, max_num_fields=MOST_FIELDS))
    except ValueError:  # more fields than any list has
        raise too_long from None
    if len(query) > QUERY_LENGTH:
        raise too_long
    if not query:
        raise Invalid("Chưa có điều kiện lọc nào để lưu. Hãy lọc danh sách trước.")
    return query


def _saved(view, by, name, shared_with, is_default):
    if shared_with is not None and shared_with not in set(units_of(by)):
        raise Invalid({"shared_with": "Chỉ chia sẻ được với đơn vị nơi bạn được phân công."})
    others = SavedView.objects.filter(owner=by, page=view.page).exclude(pk=view.pk)
    if others.filter(name=name).exists():
        raise Invalid({"name": "Bạn đã có bộ lọc tên này ở danh sách này. Hãy chọn tên khác."})
    if is_default:
        others.filter(is_default=True).update(is_default=False)
    view.name, view.shared_with_id, view.is_default = name, shared_with, is_default
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        raise Conflict("Trong lúc bạn gửi, bộ lọc đã thay đổi. Hãy mở lại trang để xem.") from None
    return view
