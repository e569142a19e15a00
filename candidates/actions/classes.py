"""Classes: convening, nominating, results and certificates."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from branches.permissions import Permission
from candidates.actions._common import (
    build_event,
    check_day,
    locked,
    locked_all,
    register_papers,
    side_act,
    touch,
    touch_all,
)
from candidates.actions.class_papers import issue_paper
from candidates.desk import numbers
from candidates.models import Certificate, ClassNomination, ClassPaper, StageEvent, TrainingClass
from candidates.pipeline import SIDE_ACTS
from candidates.teaching import series
from candidates.teaching.attendance import attendance_of
from candidates.teaching.seats import agreed_units, check_room
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require

ACTS = {
    TrainingClass.Kind.AWARENESS: ("nominate", "complete_class"),
    TrainingClass.Kind.NEW_MEMBER: ("nominate_new_member", "complete_new_member_class"),
}
CERTIFICATE_PAPERS = {TrainingClass.Kind.AWARENESS: "38", TrainingClass.Kind.NEW_MEMBER: "46"}


@transaction.atomic
def create_class(*, by, organization, kind, name, starts_on, ends_on, decision_number="", decision_on=None, **details):
    """Convene a class at `organization`; returns it. Needs CLASS_MANAGE there.

    `decision_number`, `decision_on`: the decision that opens it, recorded as a paper of the class (`issue_paper`).
    `details`: venue, seats, least_attendance.
    """
    require(by, Permission.CLASS_MANAGE, organization)
    check_days(starts_on, ends_on)
    training_class = TrainingClass(kind=kind, name=name, starts_on=starts_on, ends_on=ends_on, **details)
    if decision_number or decision_on:
        numbers.hold(organization)  # before any other lock
    training_class.place(organization).save()
    if decision_number or decision_on:
        _open_by(training_class, by, decision_number, decision_on)
    return training_class


def _open_by(training_class, by, number, on):
    opening = {"kind": ClassPaper.Kind.OPENING, "number": number, "issued_on": on}
    try:
        issue_paper(training_class=training_class, by=by, **opening)
    except Invalid as invalid:
        fields = {"number": "decision_number", "issued_on": "decision_on"}
        raise Invalid({fields[key]: text for key, text in invalid.errors.items()}) from invalid


def check_days(starts_on, ends_on):
    if ends_on < starts_on:
        raise Invalid({"ends_on": "Ngày bế giảng phải sau ngày khai giảng."})


@transaction.atomic
def nominate(*, candidate, kind, by, on, paper_number=""):
    """Send a person to a class of `kind` ("cử đi học"); returns the nomination, which waits for a class."""
    candidate = locked(candidate)
    act = ACTS[kind][0]
    side_act(act, candidate, by)
    check_day(on, not_before=candidate.entered_on)
    if candidate.nominations.filter(kind=kind, result=ClassNomination.Result.WAITING).exists():
        raise Conflict("Người này đã được cử đi học và chưa có kết quả.")
    nomination = ClassNomination.objects.create(
        candidate=candidate, kind=kind, nominated_on=on, paper_number=paper_number
    )
    build_event(
        candidate,
        act,
        by=by,
        on=on,
        to_stage=candidate.stage,
        paper="Danh sách cử đi học",
        paper_number=paper_number,
        paper_on=on,
    ).save()
    touch(candidate)
    return nomination


@transaction.atomic
def assign_to_class(*, nominations, training_class, by):
    """Put waiting nominations on the roster of a class; returns how many were put there.

    Those that meanwhile have a result or stand on a roster, who stood on this one before, or are of another
    kind, stay as they are; `Invalid` where the rest are more than there are seats. Needs CLASS_MANAGE where
    the class is convened, and where each person is, unless the person's unit agreed to the class.
    """
    require(by, Permission.CLASS_MANAGE, training_class)
    training_class = under_lock(TrainingClass.objects).get(pk=training_class.pk)
    waiting = list(
        under_lock(ClassNomination.objects)
        .filter(
            pk__in=[each.pk for each in nominations],
            kind=training_class.kind,
            result=ClassNomination.Result.WAITING,
            training_class=None,
        )
        .exclude(candidate__in=training_class.nominations.values("candidate"))
        .select_related("candidate__organization")
    )
    agreed = [unit.organization.path for unit in agreed_units(training_class)]
    for nomination in waiting:
        if not any(nomination.candidate.organization.path.startswith(path) for path in agreed):
            require(by, Permission.CLASS_MANAGE, nomination.candidate)
        nomination.training_class = training_class
    check_room(training_class, waiting)
    bulk_update_with_history(waiting, ClassNomination, ["training_class"])
    return len(waiting)


@transaction.atomic
def leave_class(*, nomination, by):
    """Take someone without a result off a class's roster; they wait for the next class."""
    require(by, Permission.CLASS_MANAGE, nomination.training_class)
    # The class first, as who ticks its sheets or records its results does.
    under_lock(TrainingClass.objects).filter(pk=nomination.training_class_id).first()
    nomination = under_lock(ClassNomination.objects).get(pk=nomination.pk)
    if nomination.result or nomination.training_class is None:
        raise Conflict("Người này đã có kết quả hoặc không còn trong danh sách lớp.")
    nomination.sessions.clear()
    nomination.training_class = None
    nomination.save()
    return nomination


@transaction.atomic
def record_results(*, training_class, by, completed, absent, completed_on, certificate_on=None):
    """Record the results of a class in one act: all of them or none; returns how many.

    `completed` maps a nomination of the class to the number of its certificate, `absent` lists
    those who did not attend; they wait again at once. Raises `Invalid` with the nomination's id as the key
    of each fault, `Conflict` where somebody stands on the class no more. Locks the class, then its people.
    """
    training_class = under_lock(TrainingClass.objects).get(pk=training_class.pk)
    require(by, Permission.CLASS_MANAGE, training_class)
    if training_class.ends_on > timezone.localdate():
        raise Invalid({"completed_on": _not_over(training_class)})
    errors = _doubled_numbers(training_class, completed, certificate_on or completed_on)
    fresh, attendance = _locked([*completed, *absent]), attendance_of(training_class)
    finished, away = [], []
    for asked in sorted([*completed, *absent], key=lambda each: each.candidate_id):
        if str(asked.pk) in errors:
            continue
        nomination = fresh[asked.pk]
        if nomination.training_class_id != training_class.pk:
            raise Conflict(f"{nomination.candidate} không còn trong danh sách lớp này. Mở lại trang rồi ghi lại.")
        try:
            _check_waiting(by, nomination)
            if asked in completed:
                _check_attended(nomination, attendance)
                _finish(nomination, completed_on, completed[asked], certificate_on)
                finished.append(nomination)
            else:
                away.append(_miss(nomination))
        except Invalid as invalid:
            errors[str(asked.pk)] = " ".join(invalid.errors.values())
        except Conflict as conflict:
            raise Conflict(f"{nomination.candidate}: {conflict}") from conflict
    if errors:
        raise Invalid(errors)
    _record(by, finished, away)
    return len(finished) + len(away)


def _not_over(training_class):
    return f"Lớp bế giảng ngày {training_class.ends_on:%d/%m/%Y}, chưa ghi được kết quả."


def _check_attended(nomination, attendance):
    if not attendance.is_enough(nomination):
        raise Invalid(
            f"Mới dự {attendance.of(nomination)}/{attendance.held} buổi; lớp này phải dự ít nhất "
            f"{attendance.needed} buổi mới được ghi hoàn thành."
        )


def _doubled_numbers(training_class, completed, on):
    """Certificate numbers given twice, here or earlier in the issuer's series of that year: the sentence by id."""
    numbers = {nomination: number.strip() for nomination, number in completed.items() if number.strip()}
    lines = series.taken(training_class.organization_id, training_class.kind, on.year, set(numbers.values()))
    owners, errors = {number: line.nomination for number, line in lines.items()}, {}
    for nomination, number in numbers.items():
        owner = owners.setdefault(number, nomination)
        if owner.pk != nomination.pk:
            errors[str(nomination.pk)] = f"Số {number} đã dùng cho {owner.candidate}."
    return errors


@transaction.atomic
def complete_class(*, nomination, by, on, certificate_number, certificate_on=None):
    """Record that a person finished the class and got a certificate; returns the nomination.

    The certificate also stands in the dossier's register; one checked already stays checked. Locks the candidate.
    """
    nomination = _locked([nomination])[nomination.pk]
    _check_waiting(by, nomination)
    if nomination.training_class:
        errors = _doubled_numbers(nomination.training_class, {nomination: certificate_number}, certificate_on or on)
        if errors:
            raise Invalid({"certificate_number": errors[str(nomination.pk)]})
        _check_attended(nomination, attendance_of(nomination.training_class))
    _record(by, [_finish(nomination, on, certificate_number, certificate_on)], [])
    return nomination


@transaction.atomic
def mark_absent(*, nomination, by):
    """Record that a person did not attend; they wait again at once, as long as since before."""
    nomination = _locked([nomination])[nomination.pk]
    _check_waiting(by, nomination)
    _record(by, [], [_miss(nomination)])
    return nomination


def _locked(nominations):
    """Those rows under lock, each with its candidate under lock: id -> nomination."""
    candidates = locked_all([each.candidate_id for each in nominations])
    rows = under_lock(ClassNomination.objects).filter(pk__in=[each.pk for each in nominations])
    found = {row.pk: row for row in rows.order_by("pk")}
    classes = TrainingClass.objects.in_bulk([row.training_class_id for row in found.values() if row.training_class_id])
    for row in found.values():
        row.candidate, row.training_class = candidates[row.candidate_id], classes.get(row.training_class_id)
    return found


def _check_waiting(by, nomination):
    """Results are given once, where the class is convened; without a class, where the person is."""
    require(by, Permission.CLASS_MANAGE, nomination.training_class or nomination.candidate)
    if nomination.result:
        raise Conflict("Kết quả của người này đã được ghi.")
    if nomination.training_class and nomination.training_class.ends_on > timezone.localdate():
        raise Invalid(_not_over(nomination.training_class))


def _finish(nomination, on, number, certificate_on):
    """Put the class's end and the certificate on the row; saves nothing."""
    certificate_on = certificate_on or on
    check_day(on, not_before=nomination.nominated_on)
    if nomination.training_class and on < nomination.training_class.ends_on:
        ended = f"{nomination.training_class.ends_on:%d/%m/%Y}"
        raise Invalid({"on": f"Lớp bế giảng ngày {ended}, chưa thể hoàn thành trước ngày đó."})
    check_day(certificate_on, not_before=on, field="certificate_on")
    if not number.strip():
        raise Invalid({"certificate_number": "Nhập số giấy chứng nhận."})
    nomination.result, nomination.completed_on = ClassNomination.Result.COMPLETED, on
    nomination.certificate_number, nomination.certificate_on = number.strip(), certificate_on
    return nomination


def _miss(nomination):
    nomination.result = ClassNomination.Result.ABSENT
    return nomination


def _record(by, finished, absent):
    """Save the rows with what follows from them: few statements, however many people."""
    fields = ["result", "completed_on", "certificate_number", "certificate_on"]
    bulk_update_with_history([*finished, *absent], ClassNomination, fields)
    _wait_again(absent)
    _register(by, finished)
    StageEvent.objects.bulk_create(_completed_event(by, each) for each in finished)
    numbers = {}
    for each in finished:
        numbers.setdefault((each.kind, each.certificate_on), {})[each.candidate] = each.certificate_number
    for (kind, certificate_on), of_people in numbers.items():
        register_papers(of_people, CERTIFICATE_PAPERS[kind], by, certificate_on)
    if finished:
        touch_all([each.candidate for each in finished])


def _wait_again(absent):
    """Who was absent stands among those who wait, from the day they were first sent, while the act fits their step."""
    returning = [
        each
        for each in absent
        if each.candidate.is_open and each.candidate.stage in SIDE_ACTS[ACTS[each.kind][0]].stages
    ]
    if returning:
        bulk_create_with_history(
            [
                ClassNomination(
                    candidate=each.candidate,
                    kind=each.kind,
                    nominated_on=each.nominated_on,
                    paper_number=each.paper_number,
                    missed=each,
                )
                for each in returning
            ],
            ClassNomination,
        )


def _register(by, finished):
    """Write the certificates of a class into its issuer's register."""
    lines = [
        Certificate(
            issuer_id=each.training_class.organization_id,
            nomination=each,
            kind=each.kind,
            year=each.certificate_on.year,
            serial=series.serial_of(each.certificate_number),
            number=each.certificate_number,
            issued_on=each.certificate_on,
            recorded_by=by,
        )
        for each in finished
        if each.training_class
    ]
    if not lines:
        return
    try:
        with transaction.atomic():
            Certificate.objects.bulk_create(lines)
    except IntegrityError as error:
        # Between looking and writing another class of this issuer was given such a number.
        raise Conflict("Một số giấy chứng nhận vừa được dùng ở lớp khác. Hãy điền lại số rồi ghi.") from error


def _completed_event(by, nomination):
    candidate = nomination.candidate
    return build_event(
        candidate,
        ACTS[nomination.kind][1],
        by=by,
        on=nomination.completed_on,
        to_stage=candidate.stage,
        paper="Giấy chứng nhận",
        paper_number=nomination.certificate_number,
        paper_on=nomination.certificate_on,
    )
