"""Setting targets in percent, and keeping figures that others published."""

from django.db import transaction

from branches.actions.targets import who_sets
from branches.models import Organization
from branches.permissions import Permission
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require
from reports.leading.measures import OF_TARGET, PUBLISHED, RATE, RATE_OF_TERM
from reports.leading.spans import calendar_year
from reports.models import OutsideFigure, ShareTarget
from reports.periods import Calendar, year_of

DAYS = "Ngày cuối kỳ không được trước ngày đầu kỳ."
CHANGED = "Chỉ tiêu này đã được người khác sửa hoặc bỏ. Hãy mở lại trang."
TO_COME = "Kỳ này chưa hết vào ngày văn bản; chỉ nhập số liệu của những ngày đã qua."


@transaction.atomic
def set_share_target(
    *, by, organization, measure, source, starts_on, ends_on, least, most=None, document="", row=None, version=None
):
    """Set the target in percent of one source and period, or mend `row`, which was shown at `version`; returns it.

    There is one of a measure, source and period: another is refused, what is there is mended. Needs TARGET_CHANGE,
    for a target assigned from above at the unit above. Locks the organization.
    """
    organization = under_lock(Organization.objects).get(pk=organization.pk)
    require(by, Permission.TARGET_CHANGE, who_sets(organization, source))
    if row:
        row = _as_shown(row, version)
        require(by, Permission.TARGET_CHANGE, who_sets(organization, row.source))
    if ends_on < starts_on:
        raise Invalid({"ends_on": DAYS})
    same = {"measure": measure, "source": source, "starts_on": starts_on, "ends_on": ends_on}
    others = ShareTarget.objects.filter(organization=organization, **same).exclude(pk=row.pk if row else None)
    if others.exists():
        raise Invalid({"measure": "Chỉ tiêu này của cùng nguồn và cùng kỳ đã ghi; hãy bấm “Sửa” ở dòng đó."})
    if not 0 < least <= 100:
        raise Invalid({"least": "Tỷ lệ phải lớn hơn 0 và không quá 100."})
    if most is not None and not least < most <= 100:
        raise Invalid({"most": "Đầu trên của khoảng phải lớn hơn đầu dưới và không quá 100."})
    if measure == RATE_OF_TERM and organization.term_starts_on is None:
        raise Invalid(
            {"measure": "Chưa ghi ngày bắt đầu nhiệm kỳ của đơn vị; ghi ở trang “Sửa thông tin” của đơn vị."}
        )
    row = row or ShareTarget().place(organization)
    for name, value in {**same, "least": least, "most": most, "document": document}.items():
        setattr(row, name, value)
    row.save()
    return row


@transaction.atomic
def take_away_share_target(*, by, row, version):
    """Take away a target in percent, which was shown at `version`; its history stays. Locks the organization."""
    organization = under_lock(Organization.objects).get(pk=row.organization_id)
    row = _as_shown(row, version)
    require(by, Permission.TARGET_CHANGE, who_sets(organization, row.source))
    row.delete()


def version_of(row):
    """What tells a target in percent from itself after anybody mended it."""
    return row.history.latest().pk


def _as_shown(row, version):
    row = ShareTarget.objects.filter(pk=row.pk).first()
    if row is None or version_of(row) != version:
        raise Conflict(CHANGED)
    return row


@transaction.atomic
def enter_outside(*, by, organization, area, measure, starts_on, ends_on, value, document, document_on):
    """Keep a figure that others published, for the unit and those below it; returns the row.

    Needs REPORT_ISSUE there. One that is known for the same area and days is corrected instead. Locks the
    organization.
    """
    organization = under_lock(Organization.objects).get(pk=organization.pk)
    require(by, Permission.REPORT_ISSUE, organization)
    if ends_on < starts_on:
        raise Invalid({"ends_on": DAYS})
    if ends_on > document_on:
        raise Invalid({"year" if calendar_year(starts_on, ends_on) else "ends_on": TO_COME})
    if measure in OF_ONE_YEAR and not _within_one_year(starts_on, ends_on):
        raise Invalid({"ends_on": "Chỉ số này tính trong một năm; hãy nhập từng năm một."})
    check_value(measure, value)
    same = {"area": area, "measure": measure, "starts_on": starts_on, "ends_on": ends_on}
    if OutsideFigure.objects.filter(organization=organization, **same).exists():
        words = "Số liệu này của cùng phạm vi và cùng kỳ đã nhập; nếu khác thì bấm “Đính chính” ở dòng đó."
        raise Invalid({"measure": words})
    above = OutsideFigure.objects.for_unit(organization).standing().filter(**same).select_related("organization")
    if area != OutsideFigure.Area.ABOVE and (known := above.first()):
        raise Invalid({"measure": f"{known.organization.name} đã nhập số liệu này cho các đơn vị trực thuộc."})
    row = OutsideFigure(organization=organization, value=value, document=document, document_on=document_on,
                        entered_by=by, **same)  # fmt: skip
    row.save()
    return row


@transaction.atomic
def correct_outside(*, by, row, value, document, document_on, because):
    """Put another value in the place of `row`'s, or none to withdraw it; returns the new row. The old one stays.

    Needs REPORT_ISSUE at its unit. A row that was corrected meanwhile is a conflict. Locks the organization.
    """
    organization = under_lock(Organization.objects).get(pk=row.organization_id)
    require(by, Permission.REPORT_ISSUE, organization)
    if OutsideFigure.objects.filter(corrects=row).exists():
        raise Conflict("Số liệu này đã được người khác đính chính. Hãy mở lại danh sách.")
    if value is None and row.value is None:
        raise Invalid({"value": "Số liệu này đã rút; hãy điền giá trị để nhập lại."})
    if row.ends_on > document_on:
        raise Invalid({"document_on": TO_COME})
    if value is not None:
        check_value(row.measure, value)
    names = ("area", "measure", "starts_on", "ends_on")
    made = OutsideFigure(organization=organization, value=value, document=document, document_on=document_on,
                         because=because, corrects=row, entered_by=by,
                         **{name: getattr(row, name) for name in names})  # fmt: skip
    made.save()
    return made


def check_value(measure, value):
    """Raise `Invalid` for a value that the measure cannot have."""
    asked = PUBLISHED[measure]
    if not asked.is_percent and value != int(value):
        raise Invalid({"value": "Số lượng phải là số nguyên."})
    if measure in _SHARES_OF_A_WHOLE and value > 100:
        raise Invalid({"value": "Tỷ lệ này không quá 100%."})
    if asked.is_percent and value > 1000:
        raise Invalid({"value": "Tỷ lệ này không quá 1.000%. Nếu là số lượng, hãy chọn chỉ số có chữ “số lượng”."})


def _within_one_year(starts_on, ends_on):
    """Of one year by either way of counting it."""
    return any(year_of(starts_on, calendar) == year_of(ends_on, calendar) for calendar in Calendar)


OF_ONE_YEAR = (RATE, OF_TARGET)
_SHARES_OF_A_WHOLE = {key for key, measure in PUBLISHED.items() if measure.whole == "admitted"}
