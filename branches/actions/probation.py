"""What the way of a candidate does to a membership, and undoes where it was recorded by mistake.

Called within the transaction, and beside the fact, of the step on the way (`candidates.actions`).
"""

from django.db.models import ProtectedError

from branches.actions.members import leave, locked_present, new_member
from branches.models import Member, Organization, Position
from partydev.locks import under_lock
from partydev.refusals import Conflict

MORE_IS_RECORDED = "Sau đó, ở danh sách đảng viên đã ghi việc khác của người này, nên chưa rút lại được."


def enroll_probationer(*, person, organization, decided_on, joined_on):
    """The membership that an admission begins.

    A ceremony held before the decision is against the rules, yet has happened: the case says so.
    """
    _touch_last_admission(organization, joined_on)
    days = {"decided_on": decided_on, "joined_on": joined_on}
    return new_member(person, organization, in_order=False, status=Member.Status.PROBATIONARY, **days)


def withdraw_enrollment(*, member, last_admission_on):
    """Undo `enroll_probationer`; `last_admission_on` is the cell's newest other ceremony.

    Raises `Conflict` where something else was recorded of the membership meanwhile.
    """
    member = locked_present(member)
    if member.events.exists() or Position.objects.filter(member=member).exists():
        raise Conflict(MORE_IS_RECORDED)
    Organization.objects.filter(pk=member.organization_id).update(last_admission_on=last_admission_on)
    try:
        member.delete()
    except ProtectedError:
        raise Conflict(MORE_IS_RECORDED) from None


def recognize_member(*, member, recognized_on):
    """Make a probationer a full member as of `recognized_on`."""
    member = locked_present(member)
    member.status, member.recognized_on = Member.Status.FULL, recognized_on
    member.save()
    return member


def withdraw_recognition(*, member, recorded_at):
    """Undo `recognize_member`, which was recorded at `recorded_at`.

    Raises `Conflict` where something was recorded of the full member since: it was counted as one.
    """
    member = locked_present(member)
    if member.events.filter(recorded_at__gt=recorded_at).exists():
        raise Conflict(MORE_IS_RECORDED)
    member.status, member.recognized_on = Member.Status.PROBATIONARY, None
    member.save()
    return member


def leave_probation(*, member, on, reason):
    """End the membership of a probationer (struck off), or of anybody whose admission was annulled."""
    return leave(locked_present(member), on, reason)


def withdraw_striking_off(*, member):
    """Undo `leave_probation`. Raises `Conflict` where the person has another membership by now."""
    member = under_lock(Member.objects).get(pk=member.pk)
    if Member.objects.filter(person=member.person_id).present().exists():
        raise Conflict("Người này đang có tên trong danh sách đảng viên.")
    member.left_on, member.left_by = None, ""
    member.save()
    return member


def annul_recognition(*, member):
    """Make a full member whose recognition was annulled a probationer again; a card issued meanwhile is void."""
    member = locked_present(member)
    member.status, member.recognized_on = Member.Status.PROBATIONARY, None
    member.card_number, member.card_issued_on = "", None
    member.save()
    return member


def withdraw_annulled_recognition(*, member, recorded_at):
    """Undo `annul_recognition`, which was recorded at `recorded_at`: recognition and card are as before."""
    member = locked_present(member)
    if member.events.filter(recorded_at__gt=recorded_at).exists():
        raise Conflict(MORE_IS_RECORDED)
    before = member.history.filter(status=Member.Status.FULL).order_by("-history_id").first()
    for name in ("status", "recognized_on", "card_number", "card_issued_on"):
        setattr(member, name, getattr(before, name))
    member.save()
    return member


def _touch_last_admission(organization, on):
    Organization.objects.filter(pk=organization.pk).exclude(last_admission_on__gte=on).update(last_admission_on=on)
