"""Enrolling, recognizing, moving members and recording why one left."""

from django.db import transaction
from django.utils import timezone

from branches.models import Member, MemberEvent, Person, Position
from branches.permissions import Permission
from branches.signals import card_issued, member_gone, member_left, member_restored
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require

DEPARTURES = {
    MemberEvent.Kind.DECEASED: Member.Left.DECEASED,
    MemberEvent.Kind.EXPELLED: Member.Left.EXPELLED,
    MemberEvent.Kind.RESIGNED: Member.Left.RESIGNED,
    MemberEvent.Kind.STRUCK_OFF: Member.Left.STRUCK_OFF,
}

# What a membership takes over from the one before it, of someone who went elsewhere and came back.
CARRIED = ("decided_on", "joined_on", "recognized_on", "exempt_from", "card_number", "card_issued_on")


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
    _check_cell(by, organization)
    _check_day(on)
    member = new_member(
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
    if exempt_from and exempt_from > on:
        # Not yet exempt on the roster's day, and so not counted by that fact.
        _exempted(by, member, exempt_from).save()
    return member


@transaction.atomic
def transfer_in(
    *, by, person, organization, status, on, other_place, other_province=None, paper_number="", paper_on=None, **dates
):
    """Record a member who came from an organization outside this tree; returns the member.

    Who was on a roster here before begins a new membership, which takes over what is left blank:
    the days, the card, the exemption. Locks the person.
    """
    require(by, Permission.MEMBER_CHANGE, organization)
    _check_cell(by, organization)
    _check_day(on)
    under_lock(Person.objects).get(pk=person.pk)
    member = new_member(person, organization, **_carried_on(person, status, on, dates))
    member_event(
        by=by,
        member=member,
        kind=MemberEvent.Kind.TRANSFER_IN,
        on=on,
        other_place=other_place,
        other_province=other_province,
        paper_number=paper_number,
        paper_on=paper_on,
    ).save()
    return member


@transaction.atomic
def transfer_out(*, by, member, on, other_place, other_province=None, paper_number="", paper_on=None, check=True):
    """Record that `member` went to an organization outside this tree. Locks the member.

    A probationer's way goes through their own case, which calls this with `check=False`.
    """
    member = locked_present(member)
    require(by, Permission.MEMBER_CHANGE, member)
    _check_day(on, member)
    if check:
        _check_not_probationer(by, member)
    member_event(
        by=by,
        member=member,
        kind=MemberEvent.Kind.TRANSFER_OUT,
        on=on,
        sign=-1,
        other_place=other_place,
        other_province=other_province,
        paper_number=paper_number,
        paper_on=paper_on,
    ).save()
    return leave(member, on, Member.Left.TRANSFERRED)


@transaction.atomic
def transfer_member(*, by, member, to, on, paper_number="", paper_on=None, check=True):
    """Move `member` to the cell `to` in the same tree: two facts, which cancel above both. Locks the member."""
    member = locked_present(member)
    if check:
        require(by, Permission.MEMBER_CHANGE, member)
        require(by, Permission.MEMBER_CHANGE, to)
        _check_not_probationer(by, member)
    _check_day(on, member)
    if not to.is_cell or to.dissolved_on:
        raise Invalid({"to": "Chọn chi bộ tiếp nhận."})
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
    member_gone.send(Member, member=member, on=on, because="moved")
    return member


@transaction.atomic
def record_departure(*, by, member, kind, on, paper_number="", paper_on=None):
    """Record death, expulsion, resignation or striking off of a full member. Locks the member."""
    member = locked_present(member)
    require(by, Permission.MEMBER_CHANGE, member)
    _check_day(on, member)
    if kind != MemberEvent.Kind.DECEASED:
        _check_not_probationer(by, member)
    member_event(by=by, member=member, kind=kind, on=on, sign=-1, paper_number=paper_number, paper_on=paper_on).save()
    leave(member, on, DEPARTURES[kind])
    member_left.send(Member, member=member, on=on, by=by)
    return member


@transaction.atomic
def restore_member(*, by, member, on, paper_number="", paper_on=None):
    """Restore the membership of someone who had left. Locks the member."""
    member = under_lock(Member.objects).get(pk=member.pk)
    require(by, Permission.MEMBER_CHANGE, member)
    if not member.left_on:
        raise Conflict("Người này đang trong danh sách đảng viên.")
    if member.left_by in (Member.Left.DECEASED, Member.Left.TRANSFERRED):
        raise Conflict("Chỉ phục hồi đảng tịch cho người đã bị khai trừ, xóa tên hoặc đã xin ra khỏi Đảng.")
    _check_day(on, member)
    if on < member.left_on:
        raise Invalid({"on": f"Ngày phục hồi không thể trước ngày ra khỏi danh sách ({member.left_on:%d/%m/%Y})."})
    if Member.objects.filter(person=member.person_id).present().exists():
        raise Conflict("Người này đang có tên trong danh sách đảng viên.")
    member.left_on, member.left_by = None, ""
    member.save()
    member_event(
        by=by, member=member, kind=MemberEvent.Kind.RESTORED, on=on, paper_number=paper_number, paper_on=paper_on
    ).save()
    member_restored.send(Member, member=member, on=on, by=by, paper_number=paper_number)
    return member


@transaction.atomic
def exempt_member(*, by, member, on, paper_number="", paper_on=None):
    """Record that `member` is exempt from work and meetings from `on` (Điều 7). Locks the member."""
    member = locked_present(member)
    require(by, Permission.MEMBER_CHANGE, member)
    if member.exempt_from:
        raise Conflict(f"Đã ghi miễn công tác và sinh hoạt đảng từ ngày {member.exempt_from:%d/%m/%Y}.")
    _check_day(on, member)
    member.exempt_from = on
    member.save()
    _exempted(by, member, on, paper_number=paper_number, paper_on=paper_on).save()
    return member


def _exempted(by, member, on, **paper):
    kind = MemberEvent.Kind.EXEMPTED
    return member_event(by=by, member=member, kind=kind, on=on, sign=0, exempt_delta=1, **paper)


@transaction.atomic
def issue_card(*, by, member, number, on, tell=True):
    """Record the card handed to `member`: the one fact that counts cards. Locks the member.

    `tell=False`: the person's own case records it, and need not be told.
    """
    member = locked_present(member)
    require(by, Permission.MEMBER_CHANGE, member)
    if member.card_issued_on:
        raise Conflict(f"Đã ghi phát thẻ ngày {member.card_issued_on:%d/%m/%Y}.")
    _check_day(on, member)
    member.card_number, member.card_issued_on = number, on
    member.save()
    event = member_event(by=by, member=member, kind=MemberEvent.Kind.CARD, on=on)
    event.full_delta = event.probationary_delta = event.exempt_delta = 0
    event.save()
    if tell:
        card_issued.send(Member, member=member, on=on, by=by)
    return member


@transaction.atomic
def set_party_group(*, by, member, group):
    """Put `member` into a party group (tổ đảng) of their cell; None takes them out of it. Locks the member."""
    member = locked_present(member)
    require(by, Permission.MEMBER_CHANGE, member)
    if group is not None and (group.parent_id != member.organization_id or group.dissolved_on):
        raise Invalid({"group": "Chọn một tổ đảng của chi bộ này."})
    member.party_group = group
    member.save()
    return member


def _check_day(on, member=None, field="on"):
    """A fact's day is not in the future, nor before the member joined."""
    if on > timezone.localdate():
        raise Invalid({field: "Ngày này chưa đến. Chỉ ghi nhận việc đã xảy ra."})
    if member and member.joined_on and on < member.joined_on:
        raise Invalid({field: f"Ngày này trước ngày vào Đảng ({member.joined_on:%d/%m/%Y})."})


def _check_cell(by, organization):
    """Members belong to a cell; only the server's commands may enter a bare number at a committee."""
    if by is not None and (not organization.is_cell or organization.dissolved_on):
        raise Invalid("Đảng viên phải thuộc một chi bộ đang hoạt động. Hãy mở trang của chi bộ đó.")


def _check_not_probationer(by, member):
    """What ends or moves a probation belongs to the person's case, where its clocks are kept."""
    if by is not None and member.status == Member.Status.PROBATIONARY:
        raise Conflict("Đảng viên dự bị: hãy ghi việc này ở trang hồ sơ vào Đảng của người đó.")


def _check_order(status, decided_on=None, joined_on=None, recognized_on=None, exempt_from=None, **fields):
    if exempt_from:
        _check_day(exempt_from, field="exempt_from")
    if status == Member.Status.PROBATIONARY and recognized_on:
        raise Invalid({"recognized_on": "Đảng viên dự bị chưa có ngày công nhận chính thức. Hãy để trống."})
    for field, day, earlier, words in (
        ("decided_on", decided_on, None, ""),
        ("joined_on", joined_on, decided_on, "Ngày vào Đảng không thể trước ngày quyết định kết nạp."),
        ("recognized_on", recognized_on, joined_on, "Ngày công nhận chính thức không thể trước ngày vào Đảng."),
    ):
        if day:
            _check_day(day, field=field)
        if day and earlier and day < earlier:
            raise Invalid({field: words})


def new_member(person, organization, in_order=True, **fields):
    if Member.objects.filter(person=person).present().exists():
        raise Conflict("Người này đang có tên trong danh sách đảng viên.")
    if in_order:
        _check_order(**fields)
    member = Member(person=person, **fields).place(organization)
    member.save()
    return member


def _carried_on(person, status, on, dates):
    """The fields of the membership with which someone comes, possibly back."""
    fields = {"status": status, **dates}
    before = Member.objects.filter(person=person, left_on__isnull=False).order_by("-left_on", "-pk").first()
    if before is None:
        return fields
    gone = f"{before.left_on:%d/%m/%Y}"
    if before.left_by == Member.Left.DECEASED:
        raise Conflict(f"Đã ghi người này từ trần ngày {gone}.")
    if on < before.left_on:
        raise Invalid({"on": f"Ngày tiếp nhận không thể trước ngày ra khỏi danh sách lần trước ({gone})."})
    if before.left_by != Member.Left.TRANSFERRED:
        if not (fields.get("joined_on") and fields["joined_on"] >= before.left_on):
            words = "Ghi ngày vào Đảng của lần kết nạp lại, hoặc ghi phục hồi đảng tịch ở trang của người đó."
            raise Invalid({"joined_on": f"Người này đã ra khỏi Đảng ngày {gone}. {words}"})
        return fields
    if before.status == Member.Status.FULL and status != Member.Status.FULL:
        raise Invalid({"status": "Người này đã là đảng viên chính thức khi chuyển đi."})
    return fields | {name: getattr(before, name) for name in CARRIED if not fields.get(name)}


def leave(member, on, reason):
    member.left_on, member.left_by = on, reason
    member.save()
    for position in Position.objects.filter(member=member, ends_on__isnull=True):
        position.ends_on = max(on, position.starts_on)
        position.save()
    member_gone.send(Member, member=member, on=on, because=reason)
    return member


def locked_present(member):
    # Locked first and read afterwards: see `candidates.actions._common.locked`.
    under_lock(Member.objects).get(pk=member.pk)
    member = Member.objects.select_related("person", "organization").get(pk=member.pk)
    if member.left_on:
        raise Conflict(f"Người này đã ra khỏi danh sách đảng viên ngày {member.left_on:%d/%m/%Y}.")
    return member


def _common_depth(one, other):
    ids = [(a, b) for a, b in zip(one.ancestors(), other.ancestors(), strict=True) if a is not None and a == b]
    return len(ids) - 1
