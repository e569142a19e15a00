"""What makes an appointment unlikely to be meant: told before it is made, and passed by whoever is sure."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Appointment
from accounts.permissions import ROLES, why_apart
from branches.models import Member, Organization
from branches.permissions import Permission


@dataclass(frozen=True)
class Doubt:
    """`key` names the doubt, so that who passed one has not passed another."""

    key: str
    text: str


def doubts_about(*, by, user, organization, role, starts_on, ends_on=None, stands_in_for=None):
    """The `Doubt`s about giving `user` this role; of other roles only those at places where `by` appoints."""
    return [
        *_membership(user, organization, ROLES[role]),
        *_same_post(by, user, organization, role, starts_on, ends_on, stands_in_for),
        *_other_roles(by, user, organization, role, starts_on, ends_on),
    ]


def _membership(user, organization, role):
    if not role.of_member:
        return
    if not organization.is_cell:
        yield Doubt("not_cell", f"{organization} không phải chi bộ. “{role.label}” thường chỉ giao ở một chi bộ.")
    if user.person_id is None and role.own_only:
        return  # not a doubt: the action refuses it
    if user.person_id is None:
        yield Doubt(
            "unknown_member",
            "Tài khoản này chưa gắn với đảng viên nào, nên chưa biết có phải đảng viên của chi bộ hay không.",
        )
    elif not Member.objects.present().under(organization).filter(person=user.person_id).exists():
        yield Doubt("not_member", f"Người này không có tên trong danh sách đảng viên của {organization}.")


def _same_post(by, user, organization, role, starts_on, ends_on, stands_in_for):
    if not (ROLES[role].of_cell and organization.is_cell):
        return
    holders = _lasting(by, starts_on, ends_on).filter(organization=organization, role=role)
    if stands_in_for:
        holders = holders.exclude(_same_person(stands_in_for))
    for other in holders.exclude(_same_person(user)):
        words = (
            f"{organization} đang có {other.user} giữ nhiệm vụ này. Nếu thay người, hãy kết thúc việc của người trước."
        )
        yield Doubt(f"held_{other.pk}", words)


def _other_roles(by, user, organization, role, starts_on, ends_on):
    for other in _lasting(by, starts_on, ends_on).filter(_same_person(user)):
        here, there = organization.path, other.organization.path
        if not (here.startswith(there) or there.startswith(here)):
            continue
        label, place = other.get_role_display(), other.organization
        if why := why_apart(role, other.role):
            yield Doubt(
                f"apart_{other.pk}", f"Người này đang là “{label}” ({place}), không nên giữ cả hai nhiệm vụ: {why}."
            )


def _lasting(by, starts_on, ends_on):
    """Appointments that overlap those days, at places where `by` appoints."""
    places = Organization.objects.visible_to(by.scope(Permission.APPOINTMENT_MANAGE)).values("pk")
    rows = Appointment.objects.filter(organization__in=places).select_related("organization", "user").order_by("pk")
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
    return rows.filter(starts_on__lte=ends_on) if ends_on else rows


def _same_person(user):
    """The account's own appointments and those of other accounts of the same human being."""
    own = Q(user=user.pk)
    return own | Q(user__person=user.person_id) if user.person_id else own
