"""The cell's meeting of a month: agenda, attendance, what came of it, and the end of its minutes."""

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from branches.models import Organization
from branches.permissions import Permission
from candidates.actions.minutes import check_not_closed
from candidates.cell_meetings import series
from candidates.cell_meetings.agenda import due_items
from candidates.cell_meetings.attendance import everyone
from candidates.cell_meetings.missing import missing
from candidates.cell_meetings.told import told
from candidates.models import AgendaItem, CellAttendance, CellMeeting
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require

OTHERS = "Đồng chí khác vừa ghi buổi họp này trong lúc bạn nhập nên chưa ghi đè. Mở lại trang để xem, rồi ghi tiếp."
CHANGED = "Danh sách đảng viên của ngày họp đã thay đổi từ khi bạn mở trang. Mở lại trang rồi ghi lại."


@transaction.atomic
def fill_agenda(*, organization, month, by, keys, text=""):
    """Put what is due under `keys` (`agenda.Due.key`) onto the agenda, and an item in the cell's own words.

    Returns how many were added. What is no longer due, or stands there already, is left out. Locks the cell.
    """
    cell = _locked_cell(organization, month, by)
    last = AgendaItem.objects.filter(organization=cell, month=month).order_by("order").last()
    order = last.order if last else 0
    due = [each for each in due_items(cell, month, timezone.localdate()) if each.key in keys]
    rows = [AgendaItem(kind=each.kind, candidate=each.candidate, text=each.text) for each in due]
    if text:
        rows.append(AgendaItem(kind=AgendaItem.Kind.OTHER, text=text))
    if not rows:
        raise Invalid("Chọn ít nhất một việc, hoặc viết một nội dung.")
    for number, row in enumerate(rows, order + 1):
        row.month, row.order, row.added_by = month, number, by
        row.place(cell).save()
    return len(rows)


@transaction.atomic
def change_item(*, item, by, text):
    """Say an item of the agenda in other words; returns it."""
    item = _locked_item(item, by)
    item.text = text
    item.save()
    return item


@transaction.atomic
def raise_item(*, item, by):
    """Put an item before the one that stands before it; the first stays where it is."""
    item = _locked_item(item, by)
    before = AgendaItem.objects.filter(organization=item.organization, month=item.month, order__lt=item.order).last()
    if before:
        before.order, item.order = item.order, before.order
        before.save()
        item.save()
    return item


@transaction.atomic
def remove_item(*, item, by):
    """Take an item off the agenda; what is due is offered again."""
    _locked_item(item, by).delete()


@transaction.atomic
def record_cell_attendance(*, meeting, by, people, chair="", minutes_by="", version=None):
    """Record who was there: `people` maps the id of each member of that day to (absence, reason).

    No more and no fewer members than the cell had on the day, else `Invalid`. `version`: of the meeting that the
    page was opened with; a newer one raises `Conflict`. Locks the meeting.
    """
    meeting = _open_meeting(meeting, by, version)
    known = everyone(meeting)
    if sorted(people) != sorted(each.key for each in known):
        raise Invalid(CHANGED)
    rows = []
    for each in known:
        absence, reason = people[each.key]
        rows.append(
            CellAttendance(
                meeting=meeting,
                member_id=each.key,
                full_name=each.name,
                is_full=each.is_full,
                absence=absence,
                reason=reason if absence else "",
            )
        )
    there = {row.full_name for row in rows if not row.absence}
    for field, name in (("chair", chair), ("minutes_by", minutes_by)):
        if name and name not in there:
            raise Invalid({field: f"Đồng chí {name} đang ghi là vắng mặt. Chọn người khác, hoặc ghi có mặt."})
    meeting.attendance.all().delete()
    bulk_create_with_history(rows, CellAttendance)
    meeting.chair, meeting.minutes_by = chair, minutes_by
    meeting.save()
    return meeting


@transaction.atomic
def record_outcome(*, meeting, by, outcomes, conclusion, venue="", began_at=None, ended_at=None, version=None):
    """Record what came of each item (`outcomes`: id -> words), what the meeting concluded, where and when.

    Items that the page did not know stay as they are. `version` as in `record_cell_attendance`. Locks the meeting.
    """
    meeting = _open_meeting(meeting, by, version)
    if began_at and ended_at and ended_at <= began_at:
        raise Invalid({"ended_at": "Giờ kết thúc phải sau giờ bắt đầu."})
    items = under_lock(AgendaItem.objects).filter(organization=meeting.organization, month=meeting.month)
    for item in items.filter(pk__in=list(outcomes)):
        if item.outcome != outcomes[item.pk]:
            item.outcome = outcomes[item.pk]
            item.save()
    meeting.conclusion, meeting.venue = conclusion, venue
    meeting.began_at, meeting.ended_at = began_at, ended_at
    meeting.save()
    return meeting


@transaction.atomic
def close_cell_meeting(*, meeting, by, minutes_number, resolution_number=""):
    """Give the minutes, and the resolution where there is one, their numbers; after that nothing of it changes.

    Raises `Invalid` for a number that another meeting of the term bears or that is given to a resolution of nothing,
    and while something that the minutes must say is not recorded.
    """
    meeting = _open_meeting(meeting, by)
    if lacking := missing(meeting):
        raise Invalid(f"Trước khi hoàn thành biên bản: {'; '.join(each.text for each in lacking)}.")
    if resolution_number and not any(told(meeting, resolved=True)):
        words = "Buổi họp không có nội dung biểu quyết, quyết nghị nên không ra nghị quyết. Để trống số này."
        raise Invalid({series.RESOLUTION: words})
    for kind, number in ((series.MINUTES, minutes_number), (series.RESOLUTION, resolution_number)):
        if number and series.is_taken(meeting.organization, kind, number, meeting.held_on, but=meeting):
            raise Invalid({kind: series.taken_words(meeting.organization, kind, number, meeting.held_on, but=meeting)})
    meeting.minutes_number, meeting.resolution_number = minutes_number, resolution_number
    meeting.closed_at = timezone.now()
    meeting.save()
    return meeting


@transaction.atomic
def reopen_cell_meeting(*, meeting, by):
    """Let the minutes of a meeting be mended; its numbers stay."""
    meeting = _locked_meeting(meeting, by)
    if not meeting.closed_at:
        raise Conflict("Buổi họp đang mở, sửa được.")
    meeting.closed_at = None
    meeting.save()
    return meeting


def _locked_meeting(meeting, by):
    require(by, Permission.CANDIDATE_ADVANCE, meeting.organization)
    under_lock(Organization.objects).get(pk=meeting.organization_id)  # numbers and agenda are the cell's
    return under_lock(CellMeeting.objects).select_related("organization").get(pk=meeting.pk)


def _open_meeting(meeting, by, version=None):
    """The meeting under lock, its minutes not done; a version counted on where `version` is the one that stands."""
    meeting = _locked_meeting(meeting, by)
    check_not_closed(meeting)
    if version is not None and version != meeting.version:
        raise Conflict(OTHERS)
    meeting.version += 1
    if not meeting.held_on:
        raise Conflict(f"Đã ghi chi bộ không họp: {meeting.not_held_because}")
    return meeting


def _locked_cell(organization, month, by):
    """The cell under lock, so that two who make its agenda at once come one after the other."""
    require(by, Permission.CANDIDATE_ADVANCE, organization)
    under_lock(Organization.objects).get(pk=organization.pk)
    if month.day != 1 or month > timezone.localdate():
        raise Invalid({"month": "Tháng này chưa đến."})
    meeting = CellMeeting.objects.filter(organization=organization, month=month).first()
    if meeting:
        check_not_closed(meeting)
    return organization


def _locked_item(item, by):
    _locked_cell(item.organization, item.month, by)
    found = AgendaItem.objects.select_related("organization").filter(pk=item.pk).first()
    if found is None:
        raise Conflict("Nội dung này không còn trong chương trình.")
    return found
