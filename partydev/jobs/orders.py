"""What a file is: said by the view at its address, for the one who asks, by what they may see at that moment."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone

from partydev.downloads import XLSX
from partydev.jobs import limits
from partydev.papers.xlsx import tables_of

MOST_ADDRESS = 2_000


@dataclass(frozen=True)
class Asking:
    """Who asks for a file and with which questions in its address; where an order is read it stands for a request."""

    user: object
    GET: QueryDict


@dataclass(frozen=True)
class Order:
    """A file as it is asked for. `make()` gives its bytes; `taken(address, note)` logs that it was given away.

    `rows` is what it weighs, `at_once` and `most` the limits of its kind. `instead`: (words, address) of smaller
    choices, for who asked for too much. `asks_why`: it is given only for a written reason and after the password.
    """

    words: str
    name: str
    content_type: str
    rows: int
    at_once: int
    most: int
    make: Callable[[], bytes]
    taken: Callable[..., None]
    instead: tuple[tuple[str, str], ...] = ()
    asks_why: bool = False

    @property
    def comes_at_once(self):
        return self.rows <= self.at_once and not self.asks_why and not self.is_too_large

    @property
    def kind(self):
        return "Bảng" if self.content_type == XLSX else "Báo cáo"

    @property
    def is_too_large(self):
        return self.rows > self.most


def paper(document, *, make, **more):
    """The order of a PDF of `document`, which `make()` lays out."""
    return Order(content_type="application/pdf", rows=weight(document), make=make,
                 at_once=limits.PAPER_AT_ONCE, most=limits.MOST_OF_A_PAPER, **more)  # fmt: skip


def sheet(rows, *, make, most=None, **more):
    """The order of a spreadsheet of so many rows."""
    return Order(content_type=XLSX, rows=rows, make=make,
                 at_once=limits.SHEET_AT_ONCE, most=most or limits.MOST_OF_A_SHEET, **more)  # fmt: skip


def weight(document):
    """How many rows a document's tables have; what is written besides counts by its length."""
    rows = sum(len(table.all_rows) for table in tables_of(document))
    return rows + _letters(document.opening, document.sections) // limits.LETTERS_OF_A_ROW


def _letters(paragraphs, sections):
    return sum(len(each.text) for each in paragraphs) + sum(
        _letters(section.paragraphs, section.children) for section in sections
    )


def makes_file(order):
    """Mark a view: the file at its address is the one that `order(asking, **kwargs)` says. Innermost decorator."""

    def mark(view):
        @wraps(view)
        def asked(request, *args, **kwargs):
            return view(request, *args, **kwargs)

        asked.order = order
        return asked

    return mark


def order_at(address, user):
    """The file at `address` of this application, as `user` may have it now. Raises Http404 and PermissionDenied."""
    if len(address) > MOST_ADDRESS or not address.isascii():  # no link of ours, and too much for an index
        raise Http404
    try:
        parts = urlsplit(address)
        found = resolve(parts.path)
    except (Resolver404, ValueError) as fault:
        raise Http404 from fault
    order = getattr(found.func, "order", None)
    if order is None or parts.scheme or parts.netloc:
        raise Http404
    if not any(user.holds(permission) for permission in found.func.access):
        raise PermissionDenied
    return order(Asking(user, QueryDict(parts.query)), *found.args, **found.kwargs)


def rights_at(address, user):
    """A digest of where `user` holds today what the file at `address` asks for: another one, another file.

    Names in a list may rest on other permissions than the list itself, so every appointment in force counts.
    """
    tops = [sorted(user.scope(permission).tops) for permission in resolve(urlsplit(address).path).func.access]
    held = sorted(user.appointments.in_force(timezone.localdate()).values_list("pk", "organization", "role"))
    return hashlib.sha256(repr((tops, held)).encode()).hexdigest()
