"""Plans of a year, and a target on its way: registered below, answered above."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from branches.actions.targets import set_target
from branches.models import Organization, Target, TargetRegistration, UnitPlan
from branches.permissions import Permission
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require

STATES = TargetRegistration.State
YEARS = range(1990, 2101)
CHANGED = "Trong lúc bạn nhập, người khác đã ghi vào đăng ký này. Hãy mở lại trang để xem."
PLAN_CHANGED = "Trong lúc bạn nhập, người khác đã ghi kế hoạch này."


@transaction.atomic
def file_plan(*, by, organization, year, kind, number, issued_on, based_on="", content="", version=0):
    """File or correct the unit's plan of `kind` for the year; returns it. Needs TARGET_CHANGE there.

    `version` is what the form was filled from, 0 for none: `Conflict` where another was filed since. Locks the
    organization, so that two filings at once make one plan.
    """
    organization = under_lock(Organization.objects).get(pk=organization.pk)
    require(by, Permission.TARGET_CHANGE, organization)
    _check_year(year)
    if issued_on > timezone.localdate():
        raise Invalid({"issued_on": "Ngày này chưa đến. Chỉ ghi kế hoạch đã ban hành."})
    if not year - 1 <= issued_on.year <= year:
        raise Invalid({"issued_on": f"Kế hoạch năm {year} ban hành trong năm {year - 1} hoặc {year}."})
    plan = UnitPlan.objects.filter(organization=organization, year=year, kind=kind).first()
    if (plan.version if plan else 0) != version:
        raise Conflict(PLAN_CHANGED)
    plan = plan or UnitPlan(year=year, kind=kind, version=0).place(organization)
    plan.number, plan.issued_on, plan.based_on, plan.content = number, issued_on, based_on, content
    plan.filed_by = by
    plan.version += 1
    plan.save()
    return plan


@transaction.atomic
def register_target(*, by, organization, year, value, basis="", submit=False, version=0):
    """Write the unit's registration as a draft, or `submit` it to the committee above; returns it.

    Needs TARGET_CHANGE at the unit. Only a draft or one that was returned may be written. `version` is what
    the form was filled from, 0 for none. Locks the organization.
    """
    locked = under_lock(Organization.objects).select_related("parent")
    organization = locked.get(pk=organization.pk)
    require(by, Permission.TARGET_CHANGE, organization)
    _check_year(year)
    if submit and organization.parent is None:
        raise Invalid("Đơn vị này không có cấp trên trên hệ thống để đăng ký. Hãy ghi chỉ tiêu ở trang “Chỉ tiêu”.")
    known = TargetRegistration.objects.filter(organization=organization, year=year).first()
    if (known.version if known else 0) != version:
        raise Conflict(CHANGED)
    if known and not known.is_open:
        raise Conflict("Đăng ký này đã gửi cấp trên. Muốn sửa, đề nghị cấp trên trả lại.")
    row = known or TargetRegistration(year=year, version=0).place(organization)
    row.value, row.basis, row.recorded_by = value, basis, by
    if submit:
        row.state, row.submitted_on = STATES.SUBMITTED, timezone.localdate()
    row.version += 1
    row.save()
    return row


@transaction.atomic
def accept_registration(*, by, registration, version):
    """Accept what was registered: it becomes the unit's own target. Needs TARGET_CHANGE above the unit."""
    row = _answering(by, registration, version, STATES.SUBMITTED)
    set_target(by=None, organization=row.organization, source=Target.Source.REGISTERED, value=row.value, **_days(row))
    return _answer(row, by, STATES.ACCEPTED)


@transaction.atomic
def return_registration(*, by, registration, because, version):
    """Send the registration back with the reason. Needs TARGET_CHANGE above the unit."""
    row = _answering(by, registration, version, STATES.SUBMITTED, STATES.ACCEPTED)
    if not because:
        raise Invalid({"because": "Hãy ghi lý do trả lại để đơn vị biết phải sửa gì."})
    if row.state == STATES.ACCEPTED:
        _take_back_target(row)
    row.returned_because = because
    return _answer(row, by, STATES.RETURNED)


@transaction.atomic
def assign_registered(*, by, registration, value, document, version):
    """Give the unit its target for the year, as registered or another number; again, to correct what was given.

    Needs TARGET_CHANGE above the unit.
    """
    row = _answering(by, registration, version, STATES.ACCEPTED, STATES.ASSIGNED)
    if not document:
        raise Invalid({"document": "Hãy ghi văn bản giao chỉ tiêu (số, ngày)."})
    given = {"source": Target.Source.ASSIGNED, "value": value, "document": document}
    set_target(by=by, organization=row.organization, **given, **_days(row))
    row.refresh_from_db()  # it followed the target where one was given before
    row.assigned = value
    return _answer(row, by, STATES.ASSIGNED)


def _take_back_target(row):
    """Undo what accepting wrote: what the unit had set itself stands again, also what it has set since."""
    own = Target.objects.filter(organization=row.organization, source=Target.Source.REGISTERED, **_days(row)).first()
    if own is None or (own.value, own.document) != (row.value, ""):
        return
    before = list(own.history.order_by("-history_id")[1:2])
    if before:
        own.value, own.document = before[0].value, before[0].document
        own.save()
    else:
        own.delete()


def _answering(by, registration, version, *states):
    """The registration, locked, for somebody above its unit, in one of `states`."""
    rows = under_lock(TargetRegistration.objects).select_related("organization__parent")
    row = rows.get(pk=registration.pk)
    require(by, Permission.TARGET_CHANGE, row.organization.parent)
    if row.version != version or row.state not in states:
        raise Conflict(CHANGED)
    return row


def _answer(row, by, state):
    row.state, row.answered_by, row.answered_on = state, by, timezone.localdate()
    if state != STATES.RETURNED:
        row.returned_because = ""
    row.version += 1
    row.save()
    return row


def _days(row):
    return {"starts_on": date(row.year, 1, 1), "ends_on": date(row.year, 12, 31)}


def _check_year(year):
    if year not in YEARS:
        raise Invalid({"year": f"Năm phải từ {YEARS[0]} đến {YEARS[-1]}."})
