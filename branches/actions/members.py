"""Enrolling, recognizing, moving members and recording why one left."""

from django.db import transaction

from branches.models import Member, MemberEvent, Organization, Position
from branches.permissions import Permission
from partydev.refusals import Conflict, Invalid, require

DEPARTURES = {
    MemberEvent.Kind.DECEASED: Member.Left.DECEASED,
    MemberEvent.Kind.EXPELLED: Member.Left.EXPELLED,
    MemberEvent.Kind.RESIGNED: Member.Left.RESIGNED,
    MemberEvent.Kind.STRUCK_OFF: Member.Left.STRUCK_OFF,
}


def member_event(*, by, member, kind, on, organization=None, sign=1, **fields):
    """Build (not save) a fact about `member`; `sign` is what it does to the unit's number of members."""
    organization = organization or member.organization
    full = member.status == Member.Status.FULL
    event = MemberEvent(
        member=member,
        kind=kind,
        on=on,
        recorded_by=by,
        full_delta=sign if full else 0,
        probationary_delta=0 if full else sign,
        exempt_delta=sign if member.exempt_from and member.exempt_from <= on else 0,
    )
    event.copy_facts(member.person, organization, on).place(organization)
    for name, value in fields.items():
        setattr(event, name, value)
    return event


@transaction.atomic
def record_roster(
    *,
    by,
    person,
    organization,
    status,
    on,
    decided_on=None,
    joined_on=None,
    recognized_on=None,
    card_number="",
    exempt_from=None,
    party_group=None,
):
    """Enter a member whom the unit already has when it begins to keep its roster here; returns the member."""
    require(by, Permission.MEMBER_CHANGE, organization)
    member = _new_member(
        person,
        organization,
        status=status,
        decided_on=decided_on,
        joined_on=joined_on,
        recognized_on=recognized_on,
        card_number=card_number,
        exempt_from=exempt_from,
        party_group=party_group,
    )
    member_event(by=by, member=member, kind=MemberEvent.Kind.ROSTER, on=on).save()
    return member


@transaction.atomic
def transfer_in(*, by, person, organization, status, on, other_place, paper_number="", paper_on=None, **dates):
    """Record a member who came from an organization outside this tree; returns the member."""
    require(by, Permission.MEMBER_CHANGE, organization)
    member = _new_member(person, organization, status=status, **dates)
    member_event(
        by=by,
        member=member,
        kind=MemberEvent.Kind.TRANSFER_IN,
        on=on,
        other_place=other_place,
        paper_number=paper_number,
        paper_on=paper_on,
    ).save()
    return member


@transaction.atomic
def transfer_out(*, by, member, on, other_place, paper_number="", paper_on=None):
    """Record that `member` went to an organization outside this tree. Locks the member."""
    member = _locked_present(member)
    require(by, Permission.MEMBER_CHANGE, member)
    member_event(
        by=by,
        member=member,
        kind=MemberEvent.Kind.TRANSFER_OUT,
        on=on,
        sign=-1,
        other_place=other_place,
        paper_number=paper_number,
        paper_on=paper_on,
    ).save()
    return _leave(member, on, Member.Left.TRANSFERRED)


@transaction.atomic
def transfer_member(*, by, member, to, on, paper_number="", paper_on=None, check=True):
    """Move `member` to the cell `to` in the same tree: two facts, which cancel above both. Locks the member."""
    member = _locked_present(member)
    if check:
        require(by, Permission.MEMBER_CHANGE, member)
        require(by, Permission.MEMBER_CHANGE, to)
    if member.organization_id == to.pk:
        raise Invalid({"to": "Người này đang sinh hoạt tại đơn vị đã chọn."})
    origin = member.organization
    common = _common_depth(origin, to)
    paper = {"paper_number": paper_number, "paper_on": paper_on, "common_depth": common}
    member_event(
        by=by, member=member, kind=MemberEvent.Kind.TRANSFER_OUT, on=on, sign=-1, other_place=to.name, **paper
    ).save()
    member.place(to)
    member.party_group = None
    member.save()
    member_event(
        by=by, member=member, kind=MemberEvent.Kind.TRANSFER_IN, on=on, other_place=origin.name, **paper
    ).save()
    return member


@transaction.atomic
def record_departure(*, by, member, kind, on, paper_number="", paper_on=None):
    """Record death, expulsion, resignation or striking off of a full member. Locks the member."""
    member = _locked_present(member)
    require(by, Permission.MEMBER_CHANGE, member)
    member_event(by=by, member=member, kind=kind, on=on, sign=-1, paper_number=paper_number, paper_on=paper_on).save()
    return _leave(member, on, DEPARTURES[kind])


@transaction.atomic
def restore_member(*, by, member, on, paper_number="", paper_on=None):
    """Restore the membership of someone who had left. Locks the member."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require(by, Permission.MEMBER_CHANGE, member)
    if not member.left_on:
        raise Conflict("Người này đang trong danh sách đảng viên.")
    member.left_on, member.left_by = None, ""
    member.save()
    member_event(
        by=by, member=member, kind=MemberEvent.Kind.RESTORED, on=on, paper_number=paper_number, paper_on=paper_on
    ).save()
    return member


@transaction.atomic
def exempt_member(*, by, member, on, paper_number="", paper_on=None):
    """Record that `member` is exempt from work and meetings from `on` (Điều 7). Locks the member."""
    member = _locked_present(member)
    require(by, Permission.MEMBER_CHANGE, member)
    if member.exempt_from:
        raise Conflict(f"Đã ghi miễn công tác và sinh hoạt đảng từ ngày {member.exempt_from:%d/%m/%Y}.")
    member.exempt_from = on
    member.save()
    member_event(
        by=by,
        member=member,
        kind=MemberEvent.Kind.EXEMPTED,
        on=on,
        sign=0,
        exempt_delta=1,
        paper_number=paper_number,
        paper_on=paper_on,
    ).save()
    return member


def enroll_probationer(*, person, organization, decided_on, joined_on):
    """The membership that an admission begins; called within the admission's own transaction and fact."""
    _touch_last_admission(organization, joined_on)
    return _new_member(
        person, organization, status=Member.Status.PROBATIONARY, decided_on=decided_on, joined_on=joined_on
    )


def recognize_member(*, member, recognized_on):
    """Make a probationer a full member as of `recognized_on`; within the recognition's own transaction."""
    member = _locked_present(member)
    member.status, member.recognized_on = Member.Status.FULL, recognized_on
    member.save()
    return member


def leave_probation(*, member, on, reason):
    """End the membership of a probationer (struck off, annulled); within the pipeline's own transaction."""
    return _leave(_locked_present(member), on, reason)


@transaction.atomic
def issue_card(*, by, member, number, on):
    """Record the card handed to `member`: the one fact that counts cards. Locks the member."""
    member = _locked_present(member)
    require(by, Permission.MEMBER_CHANGE, member)
    if member.card_issued_on:
        raise Conflict(f"Đã ghi phát thẻ ngày {member.card_issued_on:%d/%m/%Y}.")
    member.card_number, member.card_issued_on = number, on
    member.save()
    event = member_event(by=by, member=member, kind=MemberEvent.Kind.CARD, on=on)
    event.full_delta = event.probationary_delta = event.exempt_delta = 0
    event.save()
    return member


@transaction.atomic
def set_position(*, by, member, organization, title, starts_on, ends_on=None):
    """Record a post that `member` holds in `organization`."""
    require(by, Permission.MEMBER_CHANGE, organization)
    if ends_on and ends_on < starts_on:
        raise Invalid({"ends_on": "Ngày thôi giữ chức vụ phải sau ngày nhận chức vụ."})
    return Position.objects.create(
        member=member, organization=organization, title=title, starts_on=starts_on, ends_on=ends_on
    )


def _new_member(person, organization, **fields):
    if Member.objects.filter(person=person).present().exists():
        raise Conflict("Người này đang có tên trong danh sách đảng viên.")
    member = Member(person=person, **fields).place(organization)
    member.save()
    return member


def _leave(member, on, reason):
    member.left_on, member.left_by = on, reason
    member.save()
    for position in Position.objects.filter(member=member, ends_on__isnull=True):
        position.ends_on = max(on, position.starts_on)
        position.save()
    return member


def _locked_present(member):
    member = Member.objects.select_for_update(of=("self",)).select_related("person", "organization").get(pk=member.pk)
    if member.left_on:
        raise Conflict(f"Người này đã ra khỏi danh sách đảng viên ngày {member.left_on:%d/%m/%Y}.")
    return member


def _common_depth(one, other):
    ids = [(a, b) for a, b in zip(one.ancestors(), other.ancestors(), strict=True) if a is not None and a == b]
    return len(ids) - 1


def _touch_last_admission(organization, on):
    Organization.objects.filter(pk=organization.pk).exclude(last_admission_on__gte=on).update(last_admission_on=on)
