"""Running a class: its facts, the units it is open to, sessions, attendance, papers, certificates issued again."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from branches.permissions import Permission
from candidates.actions._common import check_day, locked, register_paper
from candidates.actions.classes import CERTIFICATE_PAPERS, check_days
from candidates.models import Certificate, ClassNomination, ClassSession, ClassUnit, TrainingClass
from candidates.teaching import series
from candidates.teaching.seats import allotted, shares, units_of
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require


def _locked(training_class, by):
    require(by, Permission.CLASS_MANAGE, training_class)
    rows = under_lock(TrainingClass.objects).select_related("organization")
    return rows.get(pk=training_class.pk)


# The class itself


@transaction.atomic
def change_class(*, training_class, by, name, starts_on, ends_on, venue, seats, least_attendance):
    """Correct what is known of a class; `Invalid` where its roster, sessions or results would no longer fit."""
    row = _locked(training_class, by)
    check_days(starts_on, ends_on)
    if (starts_on, ends_on) != (row.starts_on, row.ends_on):
        _check_fits(row, starts_on, ends_on)
    if seats is not None:
        _check_seats(row, seats)
    row.name, row.starts_on, row.ends_on, row.venue = name, starts_on, ends_on, venue
    row.seats, row.least_attendance = seats, least_attendance
    row.save()
    return row


def _check_fits(row, starts_on, ends_on):
    if row.nominations.exclude(result=ClassNomination.Result.WAITING).exists():
        raise Invalid({"starts_on": "Lớp đã có kết quả, không đổi ngày học được nữa."})
    outside = row.sessions.exclude(held_on__range=(starts_on, ends_on)).first()
    if outside:
        raise Invalid({"ends_on": f"Còn buổi học ngày {outside.held_on:%d/%m/%Y} nằm ngoài thời gian này."})


def _check_seats(row, seats):
    people, given = row.nominations.count(), allotted(row.units.all())
    if seats < people:
        raise Invalid({"seats": f"Lớp đã có {people} học viên, không giảm xuống {seats} được."})
    if seats < given:
        raise Invalid({"seats": f"Đã phân bổ {given} chỗ cho các đơn vị. Hãy giảm số phân bổ trước."})


# Units


@transaction.atomic
def allot(*, training_class, by, seats):
    """Give seats to units: `seats` maps an organization below the convener, or a unit of the class, to a number.

    None takes a unit's number away. Raises `Invalid` with the organization's id as the key of each fault;
    the sum may not pass the seats of the class, nor a number fall below who is on the roster already.
    """
    row = _locked(training_class, by)
    held = {share.unit.organization_id: share for share in shares(row)}
    errors = {}
    for organization, number in seats.items():
        share = held.get(organization.pk)
        if number is not None and share and number < share.taken:
            errors[str(organization.pk)] = f"Đã có {share.taken} học viên trong lớp."
        elif share is None and not organization.path.startswith(row.organization.path):
            errors[str(organization.pk)] = "Đơn vị này chưa được mời vào lớp."
    if errors:
        raise Invalid(errors)
    for organization, number in seats.items():
        _set_seats(row, by, organization, number, held.get(organization.pk))
    _check_sum(row)
    return row


def _set_seats(row, by, organization, number, share):
    own = organization.path.startswith(row.organization.path)
    if share is None:
        if number is not None:
            _open(row, by, organization, number, agreed=True)
    elif number is None and own:
        share.unit.delete()
    elif share.unit.seats != number:
        share.unit.seats = number
        share.unit.save()


def _open(row, by, organization, number, *, agreed):
    at = {"agreed_at": timezone.now(), "agreed_by": by} if agreed else {}
    unit = ClassUnit(training_class=row, seats=number, **at).place(organization)
    unit.save()
    return unit


def _check_sum(row):
    given = allotted(row.units.all())
    if row.seats is not None and given > row.seats:
        raise Invalid(f"Tổng số đã phân bổ là {given}, lớp chỉ có {row.seats} chỗ: thừa {given - row.seats}.")


@transaction.atomic
def invite(*, training_class, by, organization, seats=None):
    """Open a class to a unit; one outside the convener's part of the tree is asked, and answers itself."""
    row = _locked(training_class, by)
    if row.organization.path.startswith(organization.path):
        raise Invalid({"organization": "Lớp đã mở ở đơn vị này hoặc đơn vị trực thuộc của nó."})
    for unit in units_of(row):
        one, other = unit.organization.path, organization.path
        if one.startswith(other) or other.startswith(one):
            raise Invalid({"organization": f"{unit} đã có trong danh sách đơn vị của lớp."})
    own = organization.path.startswith(row.organization.path)
    unit = _open(row, by, organization, seats, agreed=own)
    _check_sum(row)
    return unit


@transaction.atomic
def answer_invitation(*, unit, by, agrees):
    """The unit agrees that its people are put on the roster, or does not: then it is no longer a unit of the class."""
    require(by, Permission.CLASS_MANAGE, unit)
    unit = under_lock(ClassUnit.objects).filter(pk=unit.pk).first()
    if unit is None or unit.agreed_at:
        raise Conflict("Lời mời này đã được trả lời.")
    if not agrees:
        unit.delete()
        return None
    unit.agreed_at, unit.agreed_by = timezone.now(), by
    unit.save()
    return unit


# Sessions


@transaction.atomic
def add_session(*, training_class, by, held_on, part, topic=""):
    """Plan a session on a day of the class."""
    row = _locked(training_class, by)
    if not row.starts_on <= held_on <= row.ends_on:
        raise Invalid({"held_on": f"Lớp học từ {row.starts_on:%d/%m/%Y} đến {row.ends_on:%d/%m/%Y}."})
    if row.sessions.filter(held_on=held_on, part=part).exists():
        raise Invalid({"part": "Buổi này đã có trong lịch học."})
    return ClassSession.objects.create(training_class=row, held_on=held_on, part=part, topic=topic)


@transaction.atomic
def remove_session(*, session, by):
    """Take a session off the plan, as long as nobody's attendance was taken."""
    row = _locked(session.training_class, by)
    session = row.sessions.filter(pk=session.pk).first()
    if session is None or session.taken_at:
        raise Conflict("Buổi học này đã điểm danh hoặc không còn trong lịch học.")
    session.delete()


@transaction.atomic
def take_attendance(*, session, by, present):
    """Record who of the roster attended; taking it again replaces it, until the class has results."""
    row = _locked(session.training_class, by)
    check_day(session.held_on, field="present")
    roster = row.nominations
    if roster.exclude(result=ClassNomination.Result.WAITING).exists():
        raise Conflict("Lớp đã có kết quả, không sửa điểm danh được nữa.")
    session = under_lock(ClassSession.objects).get(pk=session.pk)
    there = list(roster.filter(pk__in=[each.pk for each in present]))
    session.present.set(there)
    session.taken_at, session.taken_by = timezone.now(), by
    session.save()
    return len(there)


# Certificates


@transaction.atomic
def reissue(*, certificate, by, on, why, number="", note=""):
    """Issue a certificate again, under a new `number`, or under the old one as "cấp lại lần …" where it is empty.

    It stays valid as long as the first. A new number also goes into the register of an open case's papers.
    """
    nomination = ClassNomination.objects.select_related("training_class").get(pk=certificate.nomination_id)
    require(by, Permission.CLASS_MANAGE, nomination.training_class)
    candidate = locked(nomination.candidate)
    nomination = under_lock(ClassNomination.objects).get(pk=nomination.pk)
    last = nomination.certificates.order_by("-turn").first()
    if last.pk != certificate.pk:
        raise Conflict("Giấy chứng nhận này đã được cấp lại.")
    check_day(on, not_before=last.issued_on)
    if number == last.number:
        number = ""
    year = on.year if number else last.year
    if number and series.taken(last.issuer_id, last.kind, year, [number]):
        raise Invalid({"number": f"Số {number} đã cấp trong năm {year}."})
    line = Certificate(
        issuer_id=last.issuer_id,
        nomination=nomination,
        kind=last.kind,
        year=year,
        serial=series.serial_of(number or last.number),
        number=number or last.number,
        issued_on=on,
        turn=last.turn + 1,
        keeps_number=not number,
        why=why,
        note=note,
        recorded_by=by,
    )
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError:
        # Between looking and writing somebody else was given that number.
        raise Invalid({"number": f"Số {number} vừa được cấp trong năm {year}."}) from None
    if number:
        nomination.certificate_number = number
        nomination.save()
        if candidate.is_open:
            register_paper(candidate, CERTIFICATE_PAPERS[last.kind], by, number, on)
    return line
