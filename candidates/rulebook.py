"""The rulebook of this installation: what is shipped, with what was confirmed, corrected and added here.

The one bridge from the rows to `candidates.rules.values.Rulebook`. Nothing outside a request is kept
longer than the stamp in the database says, so that every process judges by the same book.
"""

import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from candidates.models import Holiday, RulebookStamp, RuleRevision
from candidates.rules import shipped_rulebook
from candidates.rules.calendar import calendar_of
from candidates.rules.keys import KEYS
from candidates.rules.law import Citation, Document
from candidates.rules.values import Rulebook, RuleValue
from partydev.locks import under_lock

# The book of the request that is being answered: a holder of at most one, filled on first use.
_of_request: ContextVar[list | None] = ContextVar("rulebook_of_request", default=None)


def rulebook():
    """The `Rulebook` in force here."""
    held = _of_request.get()
    if held:
        return held[0]
    token = RulebookStamp.objects.values_list("token", flat=True).first()
    book = _book(token) if token else shipped_rulebook()
    if held is not None:
        held.append(book)
    return book


def rule_set(on):
    """The `RuleSet` of the day `on`."""
    return rulebook().on(on)


def work_calendar():
    """The calendar of working days in force here."""
    return rulebook().calendar


def changed():
    """Let every process read anew; call in the transaction that writes a revision or a holiday."""
    RulebookStamp.objects.update_or_create(pk=1, defaults={"token": secrets.token_hex(16)})
    held = _of_request.get()
    if held:
        held.clear()


def locked_book():
    """The book as it stands now, which nobody else changes before the transaction ends."""
    RulebookStamp.objects.get_or_create(pk=1, defaults={"token": secrets.token_hex(16)})
    under_lock(RulebookStamp.objects).get(pk=1)
    held = _of_request.get()
    if held:
        held.clear()
    return rulebook()


@contextmanager
def judged_by(book):
    """Inside, everything is judged by `book`: for trying out what is not in force."""
    token = _of_request.set([book])
    try:
        yield
    finally:
        _of_request.reset(token)


@contextmanager
def one_book():
    """Inside, the book is read once: a request is judged by one."""
    token = _of_request.set([])
    try:
        yield
    finally:
        _of_request.reset(token)


@lru_cache(maxsize=4)
def _book(token):
    """The book as the rows say; `token` never comes again with other rows."""
    days = calendar_of((row.day, row.effect) for row in Holiday.objects.all())
    book = Rulebook(shipped_rulebook().rows, days)
    for revision in RuleRevision.objects.filter(key__in=KEYS).order_by("pk"):
        book = book.replayed(as_value(revision))
    return book


def as_value(revision):
    """A `RuleRevision` (saved or not) as the `RuleValue` that it puts into the book."""
    value = tuple(revision.value) if isinstance(revision.value, list) else revision.value
    # A number alone is not enough: 01-HD/TW exists three times.
    dated = "" if " ngày " in revision.document else f" ngày {_as_cited(revision.issued_on)}"
    document = Document(
        f"revision-{revision.pk}", revision.document + dated, revision.issuer, revision.issued_on, revision.valid_from
    )
    return RuleValue(
        revision.key,
        value,
        KEYS[revision.key].unit,
        Citation(document, revision.article),
        revision.confidence,
        revision.valid_from,
        revision.valid_to,
        revised=True,
    )


def _as_cited(day):
    """As documents are cited: a zero before days 1 to 9, and before months 1 and 2 only."""
    month = f"{day.month:02}" if day.month <= 2 else day.month
    return f"{day.day:02}/{month}/{day.year}"
