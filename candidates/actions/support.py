"""Introductions by members and mass organizations, and the receipt of a decision."""

from django.db import transaction

from branches.permissions import Permission
from candidates.actions._common import build_event, check_day, locked, side_act, touch
from candidates.models import Introduction
from partydev.refusals import Conflict, Invalid


@transaction.atomic
def introduce(*, candidate, by, on, member=None, union="", union_name="", paper_number=""):
    """Record a full member or a union's committee that introduces the person; returns it. Locks the candidate.

    A mass organization's officer may record the own organization's introduction (PERSON_INTRODUCE).
    """
    candidate = locked(candidate)
    if not (union and by is not None and by.can(Permission.PERSON_INTRODUCE, candidate)):
        side_act("introduce", candidate, by)
    check_day(on, field="introduced_on")
    if (member is None) == (not union):
        raise Invalid({"member": "Chọn một đảng viên, hoặc một đoàn thể giới thiệu."})
    if member and not member.is_full_on(on):
        raise Invalid({"member": "Người giới thiệu phải là đảng viên chính thức."})
    if member and member.person_id == candidate.person_id:
        raise Invalid({"member": "Không thể tự giới thiệu."})
    if member and candidate.introductions.filter(member=member).exists():
        raise Conflict("Đồng chí này đã giới thiệu người này.")
    introduction = Introduction.objects.create(
        candidate=candidate,
        member=member,
        union=union,
        union_name=union_name,
        introduced_on=on,
        paper_number=paper_number,
        recorded_by=by,
    )
    touch(candidate)
    return introduction


@transaction.atomic
def receive_decision(*, candidate, by, on):
    """Record the day the cell received the decision, from which days ran before 26/7/2026. Locks the candidate."""
    candidate = locked(candidate)
    side_act("receive_decision", candidate, by)
    check_day(on, not_before=candidate.stage_on)
    if candidate.events.filter(kind="receive_decision", on__gte=candidate.stage_on).exists():
        raise Conflict("Ngày nhận quyết định đã được ghi.")
    event = build_event(candidate, "receive_decision", by=by, on=on, to_stage=candidate.stage)
    event.save()
    touch(candidate)
    return event
