"""Classes: convening, nominating, results and certificates."""

from django.db import transaction

from branches.permissions import Permission
from candidates.actions._common import build_event, check_day, locked, side_act, touch
from candidates.models import ClassNomination, DossierItem, TrainingClass
from partydev.refusals import Conflict, Invalid, require

ACTS = {
    TrainingClass.Kind.AWARENESS: ("nominate", "complete_class"),
    TrainingClass.Kind.NEW_MEMBER: ("nominate_new_member", "complete_new_member_class"),
}
CERTIFICATE_PAPERS = {TrainingClass.Kind.AWARENESS: "38", TrainingClass.Kind.NEW_MEMBER: "46"}


@transaction.atomic
def create_class(*, by, organization, kind, name, starts_on, ends_on, place="", decision=""):
    """Convene a class at `organization`; returns it. Needs CLASS_MANAGE there."""
    require(by, Permission.CLASS_MANAGE, organization)
    if ends_on < starts_on:
        raise Invalid({"ends_on": "Ngày bế giảng phải sau ngày khai giảng."})
    training_class = TrainingClass(
        kind=kind, name=name, starts_on=starts_on, ends_on=ends_on, place=place, decision=decision
    ).place(organization)
    training_class.save()
    return training_class


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

    Those that meanwhile have a result, or are of another kind, stay as they are.
    """
    require(by, Permission.CLASS_MANAGE, training_class)
    count = 0
    waiting = ClassNomination.objects.select_for_update().filter(
        pk__in=[each.pk for each in nominations], kind=training_class.kind, result=ClassNomination.Result.WAITING
    )
    for nomination in waiting:
        nomination.training_class = training_class
        nomination.save()
        count += 1
    return count


@transaction.atomic
def complete_class(*, nomination, by, on, certificate_number, certificate_on=None):
    """Record that a person finished the class and got a certificate; returns the nomination.

    The certificate also stands in the dossier's register. Locks the candidate.
    """
    candidate = locked(nomination.candidate)
    _check_class_right(by, nomination, candidate)
    nomination = ClassNomination.objects.select_for_update().get(pk=nomination.pk)
    if nomination.result:
        raise Conflict("Kết quả của người này đã được ghi.")
    certificate_on = certificate_on or on
    check_day(on, not_before=nomination.nominated_on)
    check_day(certificate_on, not_before=on, field="certificate_on")
    if not certificate_number.strip():
        raise Invalid({"certificate_number": "Nhập số giấy chứng nhận."})
    nomination.result, nomination.completed_on = ClassNomination.Result.COMPLETED, on
    nomination.certificate_number, nomination.certificate_on = certificate_number.strip(), certificate_on
    nomination.save()
    build_event(
        candidate,
        ACTS[nomination.kind][1],
        by=by,
        on=on,
        to_stage=candidate.stage,
        paper="Giấy chứng nhận",
        paper_number=certificate_number,
        paper_on=certificate_on,
    ).save()
    DossierItem.objects.update_or_create(
        candidate=candidate,
        code=CERTIFICATE_PAPERS[nomination.kind],
        ordinal=1,
        defaults={
            "number": certificate_number.strip(),
            "issued_on": certificate_on,
            "entered_by": by,
            "state": DossierItem.State.ENTERED,
        },
    )
    touch(candidate)
    return nomination


@transaction.atomic
def mark_absent(*, nomination, by):
    """Record that a person did not attend; they can be nominated again."""
    candidate = locked(nomination.candidate)
    _check_class_right(by, nomination, candidate)
    nomination = ClassNomination.objects.select_for_update().get(pk=nomination.pk)
    if nomination.result:
        raise Conflict("Kết quả của người này đã được ghi.")
    nomination.result = ClassNomination.Result.ABSENT
    nomination.save()
    return nomination


def _check_class_right(by, nomination, candidate):
    """Results are given where the class is convened; without a class, where the person is."""
    require(by, Permission.CLASS_MANAGE, nomination.training_class or candidate)
