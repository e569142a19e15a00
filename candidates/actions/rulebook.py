"""Confirming and correcting the rulebook and its list of holidays: what holds for all is changed from the top only."""

import re

from django.db import transaction
from django.utils import timezone

from accounts.log import record_each
from accounts.models import AccessRecord
from branches.models import Organization
from branches.permissions import Permission
from candidates import obligations
from candidates.models import Candidate, Holiday, Obligation, RuleRevision
from candidates.rulebook import as_value, changed, locked_book
from candidates.rules.calendar import calendar_of
from candidates.rules.keys import KEYS
from candidates.rules.law import CONFIRMED
from candidates.rules.values import FIRST_DAY, OverlapError, Rulebook
from candidates.rules.words import fault
from partydev.dates import format_date
from partydev.refusals import Conflict, Invalid, NotAllowed
from partydev.text import uncapitalized

# With more open cases than this the worker works their deadlines out, so that nobody waits for a page.
AT_ONCE = 400
LONGEST_CITATION = Obligation._meta.get_field("citation").max_length
YEARS_AHEAD = 5
WEEKEND = (5, 6)


def tops():
    """The units above which there is none: who changes the rulebook changes it for everyone below them."""
    return list(Organization.objects.filter(parent=None).order_by("pk"))


def may_change(user):
    """Whether `user` may change what all units are judged by: RULEBOOK_CHANGE at the top of the tree."""
    units = tops()
    return bool(units) and all(user.can(Permission.RULEBOOK_CHANGE, unit) for unit in units)


def _check_may_change(user):
    if user is not None and not may_change(user):
        raise NotAllowed("Quy định và lịch nghỉ dùng chung; chỉ người được phân công ở đơn vị cao nhất được sửa.")


# Values


def trial(book, revision):
    """`book` with the unsaved `revision` in it; raises `Invalid` where it cannot be one."""
    errors = dict(_faults(revision))
    if errors:
        raise Invalid(errors)
    row = as_value(revision)
    try:
        tried = book.revised(row)
    except OverlapError as overlap:
        within = any(each.holds_on(row.valid_from) for each in book.versions(row.key))
        raise Invalid({"valid_to" if within else "valid_from": str(overlap)}) from overlap
    if not _is_new(book, row):
        raise Invalid(
            {"value": "Giá trị, căn cứ, thời gian áp dụng và độ tin cậy đều như đang ghi; không có gì để sửa."}
        )
    return tried


def _is_new(book, row):
    held = next(each for each in book.versions(row.key) if each.holds_on(row.valid_from))
    now, then = held.citation, row.citation
    return (held.value, held.confidence, held.valid_from, held.valid_to, now.article, str(now.document.name)) != (
        row.value,
        row.confidence,
        row.valid_from,
        row.valid_to,
        then.article,
        then.document.name,
    )


def _faults(revision):
    today = timezone.localdate()
    if revision.key not in KEYS:
        yield "key", "Không có mục này trong quy định."
        return
    if wrong := fault(revision.key, revision.value):
        yield "value", wrong
    for field, words in (
        ("document", "Ghi số, ký hiệu của văn bản làm căn cứ."),
        ("issuer", "Ghi cơ quan ban hành văn bản."),
        ("issued_on", "Ghi ngày ban hành văn bản."),
        ("reason", "Ghi lý do."),
    ):
        if not getattr(revision, field):
            yield field, words
    if revision.document and not re.search(r"\w", revision.document):
        yield "document", "Ghi số, ký hiệu của văn bản làm căn cứ."
    if revision.issued_on and revision.issued_on > today:
        yield "issued_on", "Ngày ban hành chưa đến; chỉ ghi văn bản đã ban hành."
    if revision.valid_from < FIRST_DAY:
        yield "valid_from", f"Chưa có bộ quy định nào trước ngày {format_date(FIRST_DAY)}."
    if revision.valid_to and revision.valid_to < revision.valid_from:
        yield "valid_to", "Ngày hết áp dụng không thể trước ngày bắt đầu."
    if revision.issued_on and len(str(as_value(revision).citation)) > LONGEST_CITATION:
        yield "document", f"Tên văn bản và điều khoản cộng lại dài quá {LONGEST_CITATION} ký tự; hãy viết gọn."


def last_revision(key):
    """The number of the newest revision of `key`; 0 where there is none. A form carries it to its sending."""
    return RuleRevision.objects.filter(key=key).order_by("-pk").values_list("pk", flat=True).first() or 0


@transaction.atomic
def revise(*, by, revision, seen=None):
    """Record the unsaved `revision`, which confirms or corrects a value; returns how many open deadlines moved.

    None where the worker counts them. Locks the rulebook. Needs RULEBOOK_CHANGE at the top. Raises
    `Conflict` when the value has been revised since `seen` (of `last_revision`), `Invalid`.
    """
    _check_may_change(by)
    book = locked_book()
    if seen is not None and seen != last_revision(revision.key):
        raise Conflict("Trong lúc bạn nhập, người khác đã sửa mục này. Hãy mở lại trang để xem giá trị mới.")
    trial(book, revision)
    revision.recorded_by = by
    revision.save()
    return _after_change(by, f"Quy định: {revision.key}")


def unsaved(*, key, value, valid_from, valid_to, document, issuer, issued_on, article, reason, confidence=CONFIRMED):
    """A `RuleRevision` of what was entered."""
    return RuleRevision(
        key=key,
        value=list(value) if isinstance(value, tuple) else value,
        valid_from=valid_from,
        valid_to=valid_to,
        document=document,
        issuer=issuer,
        issued_on=issued_on,
        article=article,
        reason=reason,
        confidence=confidence,
    )


# Holidays


def trial_with(book, holiday, **fields):
    """`book` with the day `holiday` (saved or not) as `fields` have it; raises `Invalid` where it cannot be so."""
    if holiday.pk is None:
        _check_free(holiday.day)
    _fill(holiday, fields)
    return _with_days(book, {holiday.day: holiday.effect})


def trial_without(book, holiday):
    """`book` with the day `holiday` off its list."""
    return _with_days(book, {holiday.day: None})


def _with_days(book, changes):
    days = {row.day: row.effect for row in Holiday.objects.all()} | changes
    return Rulebook(book.rows, calendar_of((day, effect) for day, effect in days.items() if effect))


def _check_free(day):
    if held := Holiday.objects.filter(day=day).first():
        raise Invalid({"day": f"Ngày này đã có trong lịch: {held.name} ({uncapitalized(held.get_kind_display())})."})


def _fill(holiday, fields):
    for name, value in fields.items():
        setattr(holiday, name, value)
    if errors := dict(_faults_of_day(holiday)):
        raise Invalid(errors)


@transaction.atomic
def add_holiday(*, by, day, name, kind, source):
    """Add a day to the list of holidays; returns how many open deadlines moved (None: the worker counts them)."""
    _check_may_change(by)
    locked_book()
    _check_free(day)
    return _save(Holiday(day=day), by, name=name, kind=kind, source=source)


@transaction.atomic
def change_holiday(*, by, holiday, name, kind, source, seen):
    """Change what is said of a day of the list; its history keeps what was.

    Raises `Conflict` when the day was changed since `seen` (of `last_change`) or taken off.
    """
    _check_may_change(by)
    return _save(_held(holiday, seen), by, name=name, kind=kind, source=source)


@transaction.atomic
def remove_holiday(*, by, holiday, reason, seen):
    """Take a day off the list; its history keeps it, with the reason. Raises `Conflict` as `change_holiday`."""
    _check_may_change(by)
    held = _held(holiday, seen)
    held._change_reason = reason[:100]
    held.delete()
    return _after_change(by, f"Lịch nghỉ: bỏ ngày {format_date(held.day)}")


def last_change(holiday):
    """The number of the newest change of a day of the list; 0 where it is as shipped. A form carries it."""
    newest = Holiday.history.filter(id=holiday.pk).order_by("-history_id")
    return newest.values_list("history_id", flat=True).first() or 0


def _held(holiday, seen):
    """The day as it stands, under the lock of the rulebook; `Conflict` where it is not as it was `seen`."""
    locked_book()
    held = Holiday.objects.filter(pk=holiday.pk).first()
    if held is None:
        raise Conflict("Ngày này vừa được người khác bỏ khỏi lịch.")
    if seen != last_change(held):
        raise Conflict("Trong lúc bạn nhập, người khác đã sửa ngày này. Hãy mở lại trang để xem.")
    return held


def _save(holiday, by, **fields):
    _fill(holiday, fields)
    holiday.save()
    return _after_change(by, f"Lịch nghỉ: ngày {format_date(holiday.day)}")


def _faults_of_day(holiday):
    day, last = holiday.day, timezone.localdate().year + YEARS_AHEAD
    weekend = day.weekday() in WEEKEND
    if not FIRST_DAY.year <= day.year <= last:
        yield "day", f"Ghi ngày trong các năm từ {FIRST_DAY.year} đến {last}."
    if holiday.kind == Holiday.Kind.MAKEUP and not weekend:
        yield "kind", "Ngày làm bù phải là thứ bảy hoặc chủ nhật."
    if holiday.kind in (Holiday.Kind.COMPENSATION, Holiday.Kind.SWAP) and weekend:
        yield "kind", "Ngày này là thứ bảy hoặc chủ nhật, vốn đã nghỉ; không ghi nghỉ bù, nghỉ hoán đổi."
    for field, words in (("name", "Ghi tên ngày nghỉ."), ("source", "Ghi văn bản làm căn cứ.")):
        if not getattr(holiday, field):
            yield field, words


# Afterwards


def _after_change(by, about):
    """Have everyone read the book anew, log who changed what, and move the open deadlines."""
    changed()
    log(by, about)
    if Candidate.objects.open().count() > AT_ONCE:
        from candidates.tasks import move_deadlines

        move_deadlines.enqueue()
        return None
    moved = obligations.refresh_moved(timezone.localdate())
    log_moved(by, moved)
    return moved


def log(by, about):
    """A row in the log of each top unit."""
    record_each(AccessRecord.Kind.RULEBOOK_CHANGED, by, [(unit, about) for unit in tops()])


def log_moved(by, moved):
    """How many open deadlines were moved, for who reads the log."""
    log(by, f"Đã tính lại hạn: {moved} hạn còn mở được dời")
