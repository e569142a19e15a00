"""Introductions by members and mass organizations, and the receipt of a decision."""

from django.db import transaction

from branches import actions as branch_actions
from branches.models import Person
from branches.permissions import Permission
from candidates.actions._common import build_event, check_day, locked, side_act, touch
from candidates.actions.entry import enter_pool
from candidates.gather import present_introductions
from candidates.models import Candidate, Introduction
from candidates.pipeline import SIDE_ACTS
from partydev.refusals import Conflict, Invalid, require

SAME_PERSON = (
    "Đã có người trùng họ tên và ngày sinh. Hãy hỏi chi bộ hoặc cán bộ tổ chức; "
    "nếu chắc chắn là người khác thì đánh dấu vào ô này."
)


@transaction.atomic
def introduce(*, candidate, by, on, member=None, union="", union_name="", paper_number=""):
    """Record a full member or a union's committee that introduces the person; returns it. Locks the candidate.

    A mass organization's officer may record the own organization's introduction (PERSON_INTRODUCE).
    """
    candidate = locked(candidate)
    if union and by is not None and by.can(Permission.PERSON_INTRODUCE, candidate):
        # The officer opens no dossier: the refusal does not say where the case stands.
        if candidate.stage not in SIDE_ACTS["introduce"].stages:
            raise Conflict("Người này không còn ở bước nhận giới thiệu của đoàn thể.")
    else:
        side_act("introduce", candidate, by)
    check_day(on, field="introduced_on")
    if (member is None) == (not union):
        raise Invalid({"member": "Chọn một đảng viên, hoặc một đoàn thể giới thiệu."})
    if member and not member.is_full_on(on):
        raise Invalid({"member": "Người giới thiệu phải là đảng viên chính thức."})
    if member and member.person_id == candidate.person_id:
        raise Invalid({"member": "Không thể tự giới thiệu."})
    if member and any(each.member_id == member.pk for each in present_introductions(candidate)):
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
def introduce_new(
    *, by, organization, full_name, birth_date, sex, union, union_name, on, paper_number, evidence="", another=False
):
    """Put someone a union's committee introduces into the pool of a cell; returns (introduction, is new).

    Who is already followed in that very cell gets the introduction and no second case. Otherwise
    someone of the same name and birth date anywhere raises `Invalid` at `another`, which says
    nothing of them, until `another` confirms that it is not the same human being.
    """
    require(by, Permission.PERSON_INTRODUCE, organization)
    same = Person.objects.same_as(full_name, birth_date)
    candidate = Candidate.objects.open().filter(organization=organization, person__in=same).first()
    if candidate is None and not another and same.exists():
        raise Invalid({"another": SAME_PERSON})
    is_new = candidate is None
    if is_new:
        person = branch_actions.register_person(by=by, full_name=full_name, birth_date=birth_date, sex=sex)
        candidate = enter_pool(
            by=by,
            organization=organization,
            person=person,
            on=on,
            source=union,
            source_name=union_name,
            evidence=evidence,
        )
    introduction = introduce(
        candidate=candidate, by=by, on=on, union=union, union_name=union_name, paper_number=paper_number
    )
    return introduction, is_new


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
