"""Appointing and dismissing, opening and closing accounts, one-time codes: one verb each, atomic."""

import secrets
from datetime import timedelta
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Permission as PermissionRow
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.access import forget
from accounts.doubts import doubts_about
from accounts.log import record
from accounts.models import AccessRecord, Appointment, Grant, OneTimeCode, User
from accounts.permissions import ROLES
from branches.permissions import Permission
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, NotAllowed, require

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 O 1 I L: it is read from paper
CODE_VALID_FOR = timedelta(days=7)


@transaction.atomic
def open_account(*, by, organization, username, full_name, person=None):
    """Open an account that no password opens yet; returns the user. Needs ACCOUNT_MANAGE there."""
    require(by, Permission.ACCOUNT_MANAGE, organization)
    if User.objects.filter(username=username.strip().lower()).exists():
        raise Invalid({"username": "Tên đăng nhập này đã có người dùng. Hãy chọn tên khác."})
    user = User(username=username, full_name=full_name, organization=organization, person=person)
    user.set_unusable_password()
    user.save()
    record(AccessRecord.Kind.ACCOUNT_OPENED, by, organization, about=user.username)
    return user


@transaction.atomic
def close_account(*, by, user):
    """Close an account at once: its sessions end with their next request."""
    require(by, Permission.ACCOUNT_MANAGE, user.organization)
    user = under_lock(User.objects).get(pk=user.pk)
    if by is not None and by.pk == user.pk:
        raise NotAllowed("Không thể tự khóa tài khoản của mình.")
    user.is_active = False
    user.save()
    _end_sessions(user)
    record(AccessRecord.Kind.ACCOUNT_CLOSED, by, user.organization, about=user.username)
    return user


@transaction.atomic
def reopen_account(*, by, user):
    """Open a closed account again; its appointments hold as they stand."""
    require(by, Permission.ACCOUNT_MANAGE, user.organization)
    user = under_lock(User.objects).get(pk=user.pk)
    if by is not None and by.is_same_person(user):
        raise NotAllowed("Không thể tự mở lại tài khoản của mình.")
    user.is_active = True
    user.save()
    record(AccessRecord.Kind.ACCOUNT_OPENED, by, user.organization, about=user.username)
    return user


@transaction.atomic
def appoint(*, by, user, organization, role, starts_on, ends_on=None, basis="", stands_in_for=None, passed=()):
    """Give `user` a role on `organization`; returns the appointment.

    `by` must hold APPOINTMENT_MANAGE there and every permission of the role: nobody grants what
    they do not hold, outside their own part of the tree, or to themselves (`NotAllowed`).
    `passed` are the keys of the doubts (`accounts.doubts`) that `by` has looked at; others are
    `Invalid` at the role. `stands_in_for`: the user whom this one stands in for until `ends_on`. Locks the account,
    and that of whom it stands in for.
    """
    _lock(user, *filter(None, [stands_in_for]))
    _check_may_give(by, user, organization, role)
    _check_substitute(user, organization, role, starts_on, ends_on, stands_in_for)
    if ends_on and ends_on < starts_on:
        raise Invalid({"ends_on": "Ngày kết thúc không thể trước ngày bắt đầu."})
    if organization.dissolved_on and starts_on >= organization.dissolved_on:
        raise Invalid({"organization": f"Đơn vị này đã giải thể ngày {organization.dissolved_on:%d/%m/%Y}."})
    if ROLES[role].own_only and user.person_id is None:
        raise Invalid({"role": "Nhiệm vụ này chỉ giao cho tài khoản đã gắn với một đảng viên trong danh sách."})
    same = user.appointments.filter(organization=organization, role=role)
    if ends_on:
        same = same.filter(starts_on__lte=ends_on)
    if same.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)).exists():
        raise Conflict("Người này đã giữ nhiệm vụ đó ở đơn vị này trong khoảng thời gian đã nhập.")
    days = {"starts_on": starts_on, "ends_on": ends_on, "stands_in_for": stands_in_for}
    doubts = doubts_about(by=by, user=user, organization=organization, role=role, **days) if by else []
    if open_ones := [doubt.text for doubt in doubts if doubt.key not in passed]:
        raise Invalid({"role": " ".join(open_ones)})
    appointment = Appointment(user=user, organization=organization, role=role, basis=basis, created_by=by, **days)
    if doubts:
        appointment._change_reason = f"Đã xem lại trước khi phân công: {' '.join(each.text for each in doubts)}"[:100]
    appointment.save()
    sync_grants(user)
    _forget_codes_from_elsewhere(user, organization)
    record(AccessRecord.Kind.APPOINTED, by, organization, about=f"{user.username}: {ROLES[role].label}")
    return appointment


@transaction.atomic
def dismiss(*, by, appointment, on):
    """End an appointment with the end of `on` (a day before today ends it now). The sessions end at once.

    Who stands in for its holder there stands in no longer than that: their days end too, and those still to
    come fall away. Locks the accounts, as `appoint` does, and then the appointment: the grants are the union of
    all appointments, and two who change these at once must each see what the other did.
    """
    _lock(appointment.user, *(each.user for each in _resting_on(appointment, on)))
    appointment = under_lock(Appointment.objects).select_related("user", "organization").get(pk=appointment.pk)
    _check_may_give(by, appointment.user, appointment.organization, appointment.role)
    if appointment.ends_on and appointment.ends_on <= on:
        raise Conflict(f"Nhiệm vụ này đã kết thúc ngày {appointment.ends_on:%d/%m/%Y}.")
    if on < appointment.starts_on:
        raise Invalid({"ends_on": "Ngày kết thúc không thể trước ngày bắt đầu."})
    resting = list(_resting_on(appointment, on))
    appointment.ends_on = on
    appointment.save()
    sync_grants(appointment.user)
    record(
        AccessRecord.Kind.DISMISSED,
        by,
        appointment.organization,
        about=f"{appointment.user.username}: {ROLES[appointment.role].label}",
    )
    for substitution in resting:
        _end_substitution(substitution, by, on)
    return appointment


def _resting_on(appointment, on):
    """The substitutions that live on the appointment and last longer than `on`."""
    if appointment.stands_in_for_id:
        return Appointment.objects.none()
    same = {"organization": appointment.organization_id, "role": appointment.role}
    days = {"starts_on__gte": appointment.starts_on, "ends_on__gt": on}
    if appointment.ends_on:
        days["starts_on__lte"] = appointment.ends_on
    found = Appointment.objects.filter(stands_in_for=appointment.user_id, **same, **days)
    return found.select_related("user", "organization").order_by("pk")


def _end_substitution(substitution, by, on):
    """Whom it stands in for holds the post no longer: it ends with `on`, or never begins. The history keeps it."""
    about = f"{substitution.user.username}: {ROLES[substitution.role].label} (làm thay)"
    if substitution.starts_on > on:
        substitution.delete()
    else:
        substitution.ends_on = on
        substitution.save()
    sync_grants(substitution.user)
    record(AccessRecord.Kind.DISMISSED, by, substitution.organization, about=about)


def _lock(*users):
    """The accounts under lock, in one order for everybody."""
    list(under_lock(User.objects).filter(pk__in=[each.pk for each in users]).order_by("pk"))


def _forget_codes_from_elsewhere(user, organization):
    """Unused codes die whose issuers manage no accounts at `organization`: they would open more than was theirs."""
    for code in user.codes.filter(used_at__isnull=True, created_by__isnull=False).select_related("created_by"):
        if not code.created_by.can(Permission.ACCOUNT_MANAGE, organization):
            code.delete()


def _check_substitute(user, organization, role, starts_on, ends_on, whom):
    """Who stands in does so for another who holds that very role all those days in their own right."""
    if whom is None:
        return
    if user.is_same_person(whom):
        raise Invalid({"stands_in_for": "Người làm thay phải là người khác."})
    if ends_on is None:
        raise Invalid({"ends_on": "Làm thay thì phải có ngày kết thúc; hết ngày đó nhiệm vụ tự hết."})
    own = whom.appointments.in_force(starts_on).filter(organization=organization, role=role, stands_in_for=None)
    held = own.order_by(F("ends_on").desc(nulls_first=True)).first()
    if held is None:
        raise Invalid({"stands_in_for": f"Người này không giữ nhiệm vụ “{ROLES[role].label}” ở đơn vị đã chọn."})
    if held.ends_on and held.ends_on < ends_on:
        until = f"{held.ends_on:%d/%m/%Y}"
        raise Invalid(
            {"ends_on": f"Người được làm thay giữ nhiệm vụ này đến ngày {until}. Chọn ngày đó trở về trước."}
        )


def _check_may_give(by, user, organization, role):
    if by is None:
        return
    require(by, Permission.APPOINTMENT_MANAGE, organization)
    if by.is_same_person(user):
        raise NotAllowed("Không thể tự phân công nhiệm vụ cho mình.")
    if not all(by.can(permission, organization) for permission in ROLES[role].permissions):
        raise NotAllowed("Bạn chỉ phân công được nhiệm vụ có các quyền mà bạn đang có ở đơn vị này.")


def sync_grants(user):
    """Make the user's grants the union of their appointments that have not ended, and end their sessions."""
    wanted = _due_grants(user)
    rows = {
        (grant.content_object_id, grant.permission.codename): grant
        for grant in user.grant_set.select_related("permission")
    }
    Grant.objects.filter(pk__in=[row.pk for key, row in rows.items() if key not in wanted]).delete()
    ids = permission_ids()
    Grant.objects.bulk_create(
        Grant(user=user, content_object_id=pk, permission_id=ids[codename]) for pk, codename in wanted - rows.keys()
    )
    _end_sessions(user)


def has_all_grants(user):
    """Whether nothing is missing of what the user's appointments give."""
    return _due_grants(user) <= set(user.grant_set.values_list("content_object_id", "permission__codename"))


def _due_grants(user):
    """(organization's id, permission) of the user's appointments that have not ended."""
    today = timezone.localdate()
    return {
        (appointment.organization_id, str(permission))
        for appointment in user.appointments.all()
        if not (appointment.ends_on and appointment.ends_on < today) and not ROLES[appointment.role].own_only
        for permission in appointment.permissions
    }


def permission_ids():
    """codename -> id of the permissions declared on Organization."""
    return dict(
        PermissionRow.objects.filter(
            content_type__app_label="branches", content_type__model="organization"
        ).values_list("codename", "id")
    )


def _end_sessions(user):
    # Only this column, counted up in the database: a caller's older copy of the row must not undo
    # what somebody else saved meanwhile. The column is not part of the history.
    User.objects.filter(pk=user.pk).update(access_version=F("access_version") + 1)
    user.refresh_from_db(fields=["access_version"])
    forget(user)


@transaction.atomic
def issue_code(*, by, user):
    """Issue a one-time code for setting a password and return it in clear, this once.

    Earlier unused codes die. Needs ACCOUNT_MANAGE where the account is kept; nobody issues a code
    for an account that acts outside the part of the tree where they manage accounts. Locks the account.
    """
    _lock(user)
    require(by, Permission.ACCOUNT_MANAGE, user.organization)
    if by is not None:
        if by.pk == user.pk:
            raise NotAllowed("Mật khẩu của chính mình thì đổi ở trang “Đổi mật khẩu”.")
        _check_not_stronger(by, user)
    user.codes.filter(used_at__isnull=True).delete()
    code = "-".join("".join(secrets.choice(CODE_LETTERS) for _ in range(4)) for _ in range(3))
    OneTimeCode.objects.create(
        user=user, code_hash=make_password(_normal(code)), expires_at=timezone.now() + CODE_VALID_FOR, created_by=by
    )
    record(AccessRecord.Kind.CODE_ISSUED, by, user.organization, about=user.username)
    return code


def _check_not_stronger(by, user):
    """Whoever issues a code could walk in with it: no account that acts, or will act, where they manage none.

    Within their own part of the tree the log shows who issued the code.
    """
    lasting = user.appointments.exclude(ends_on__lt=timezone.localdate()).select_related("organization")
    if any(not by.can(Permission.ACCOUNT_MANAGE, appointment.organization) for appointment in lasting):
        raise NotAllowed("Người này giữ nhiệm vụ ở đơn vị ngoài phạm vi của bạn.")


@transaction.atomic
def set_password_with_code(*, username, code, password):
    """Set the password of `username` if `code` is theirs, unused and not expired; returns the user or None."""
    user = under_lock(User.objects).filter(username=username.strip().lower(), is_active=True).first()
    codes = under_lock(OneTimeCode.objects).filter(used_at__isnull=True, expires_at__gt=timezone.now())
    row = codes.filter(user_id=user.pk if user else None).first()
    # One verification whether the name or the code exists or not, so that the time tells nothing.
    matches = check_password(_normal(code), row.code_hash if row else _nobodys_hash())
    if not row or not matches:
        return None
    row.used_at = timezone.now()
    row.save()
    _set_password(user, password)
    return user


@transaction.atomic
def change_password(*, user, password):
    """Set the password of `user`, who has just proved the old one; every session ends. Locks the account."""
    user = under_lock(User.objects).get(pk=user.pk)
    _set_password(user, password)
    return user


def _set_password(user, password):
    user.codes.filter(used_at__isnull=True).delete()
    user.set_password(password)
    user.skip_history_when_saving = True  # nothing that the history keeps has changed
    user.save(update_fields=["password"])
    del user.skip_history_when_saving
    _end_sessions(user)
    record(AccessRecord.Kind.PASSWORD_SET, user, user.organization, about=user.username)


@transaction.atomic
def link_person(*, by, user, member):
    """Say that the account belongs to the person of `member`. Needs ACCOUNT_MANAGE at the account and
    MEMBER_VIEW at the member; not for oneself. Locks the account; its sessions end."""
    require(by, Permission.ACCOUNT_MANAGE, user.organization)
    require(by, Permission.MEMBER_VIEW, member)
    user = under_lock(User.objects).get(pk=user.pk)
    if by is not None and by.pk == user.pk:
        raise NotAllowed("Không thể tự gắn tài khoản của mình với một đảng viên.")
    if by is not None:
        _check_not_stronger(by, user)
    if user.person_id == member.person_id:
        raise Conflict("Tài khoản này đã gắn với đảng viên đó.")
    user.person = member.person
    user.save()
    _end_sessions(user)
    return user


@cache
def _nobodys_hash():
    return make_password(secrets.token_hex(8))


def _normal(code):
    return "".join(letter for letter in code.upper() if letter.isalnum())
