"""The posts that members hold."""

from django.db import transaction

from branches.models import Position
from branches.permissions import Permission
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require


@transaction.atomic
def set_position(*, by, member, organization, title, starts_on, ends_on=None):
    """Record a post that `member` holds in `organization`."""
    require(by, Permission.MEMBER_CHANGE, organization)
    if ends_on and ends_on < starts_on:
        raise Invalid({"ends_on": "Ngày thôi giữ chức vụ phải sau ngày nhận chức vụ."})
    if Position.objects.filter(member=member, organization=organization, title=title, ends_on__isnull=True).exists():
        raise Conflict("Đã ghi người này đang giữ chức vụ đó ở đơn vị này.")
    return Position.objects.create(
        member=member, organization=organization, title=title, starts_on=starts_on, ends_on=ends_on
    )


@transaction.atomic
def end_position(*, by, position, on):
    """Record the last day of a post. Locks the position."""
    position = under_lock(Position.objects).get(pk=position.pk)
    require(by, Permission.MEMBER_CHANGE, position.organization)
    if position.ends_on:
        raise Conflict(f"Đã ghi thôi giữ chức vụ này ngày {position.ends_on:%d/%m/%Y}.")
    if on < position.starts_on:
        raise Invalid({"on": "Ngày thôi giữ chức vụ phải sau ngày nhận chức vụ."})
    position.ends_on = on
    position.save()
    return position
