"""Accounts and appointments: the list, one account, and every act on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import actions
from accounts.forms import AccountForm, AppointForm, DismissForm, LinkForm, UserFilter, visible_member
from accounts.models import Appointment
from accounts.permissions import ROLES
from accounts.views._common import managed_scope, refusals_logged, visible_users
from branches.changes import changes
from branches.models import Organization
from branches.permissions import Permission
from partydev.decorators import requires
from partydev.numbers import integer
from partydev.refusals import require
from partydev.submit import answer
from partydev.text import fold

MANAGE = (Permission.ACCOUNT_MANAGE, Permission.APPOINTMENT_MANAGE)


@refusals_logged
@requires(*MANAGE)
@require_GET
def users(request):
    """Accounts kept or appointed in the part of the tree that the user manages."""
    form, found = users_asked(request)
    filters = form.cleaned_data if form.is_valid() else {}
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    with_roles(request.user, page.object_list, [account.pk for account in page.object_list])
    context = {
        "page": page,
        "filters": form,
        "clear_url": reverse("accounts:users") if any(filters.values()) else "",
        "result": f"{integer(page.paginator.count)} tài khoản",
        "can_open": request.user.holds(Permission.ACCOUNT_MANAGE),
    }
    return render(request, "accounts/users.html", context)


def users_asked(request):
    """(form, the accounts that it leaves)."""
    form = UserFilter(request.GET)
    found = visible_users(request.user).select_related("organization").order_by("full_name", "pk")
    filters = form.cleaned_data if form.is_valid() else {}
    if filters.get("state"):
        found = found.filter(is_active=filters["state"] == "active")
    if filters.get("q"):
        found = found.filter(pk__in=_named(found, filters["q"]))
    return form, found


def _named(found, words):
    """Ids of the accounts whose name or user name holds `words`, marks and capitals aside."""
    wanted = fold(words)
    return [
        pk
        for pk, full_name, username in found.values_list("pk", "full_name", "username")
        if wanted in fold(full_name) or wanted in username
    ]


def with_roles(by, accounts, among):
    """Hang each account's appointments in force, as far as `by` sees them, on it: `roles`. `among`: their ids."""
    today = timezone.localdate()
    of = {account.pk: account for account in accounts}
    for account in accounts:
        account.roles = []
    places = Organization.objects.visible_to(managed_scope(by)).values("pk")
    rows = Appointment.objects.in_force(today).filter(user__in=among, organization__in=places)
    for appointment in rows.select_related("organization"):
        if account := of.get(appointment.user_id):  # one that begins to match between the two questions is not listed
            account.roles.append(appointment)


@refusals_logged
@requires(*MANAGE)
@require_GET
def user(request, pk):
    """One account: appointments, what may be done with it, what was changed."""
    account = _visible(request, pk)
    return render(request, "accounts/user.html", _user_page(request, account))


def _visible(request, pk):
    accounts = visible_users(request.user).select_related("organization", "person")
    return get_object_or_404(accounts, pk=pk)


def _user_page(request, account):
    scope, today = managed_scope(request.user), timezone.localdate()
    every = list(account.appointments.select_related("organization", "stands_in_for"))
    shown = [each for each in every if scope.covers(each.organization)]
    for each in shown:
        each.in_force = each.starts_on <= today and (each.ends_on is None or each.ends_on >= today)
        each.over = each.ends_on is not None and each.ends_on < today
        each.can_end = not each.over and request.user.can(Permission.APPOINTMENT_MANAGE, each.organization)
    manages = request.user.can(Permission.ACCOUNT_MANAGE, account.organization)
    own = account.pk == request.user.pk
    return {
        "account": account,
        "appointments": sorted(shown, key=lambda each: each.over),
        "elsewhere": len(every) - len(shown),
        "can_manage": manages and not own,
        "can_link": manages and not own and request.user.holds(Permission.MEMBER_VIEW),
        "can_appoint": request.user.holds(Permission.APPOINTMENT_MANAGE) and not request.user.is_same_person(account),
        "history": changes(account.history),
    }


@refusals_logged
@requires(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def open_account(request):
    """Open an account; with `?member=` for the person of that member."""
    member = visible_member(request.user, _number(request.GET.get("member")))
    initial = {"member": member.pk, "full_name": str(member)} if member else {}
    form = AccountForm(request.POST or None, by=request.user, initial=initial)

    def act(data):
        person = data["member"].person if data["member"] else None
        fields = {name: data[name] for name in ("organization", "username", "full_name")}
        account = actions.open_account(by=request.user, person=person, **fields)
        messages.success(request, f"Đã lập tài khoản {account.username}. Tiếp theo: phân công nhiệm vụ, rồi cấp mã.")
        return _url(account)

    return answer(request, form, act, "accounts/open.html", {"member": member})


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def _url(account):
    return reverse("accounts:user", args=[account.pk])


@refusals_logged
@requires(Permission.APPOINTMENT_MANAGE)
@require_http_methods(["GET", "POST"])
def appoint(request, pk):
    """Give the account a role on a unit."""
    account = _visible(request, pk)
    initial = {"starts_on": timezone.localdate(), "organization": account.organization.code}
    form = AppointForm(request.POST or None, by=request.user, account=account, initial=initial)

    def act(data):
        passed = [doubt.key for doubt in form.doubts]
        appointment = actions.appoint(by=request.user, user=account, passed=passed, **data)
        role, place = appointment.get_role_display(), appointment.organization
        whom, until = appointment.stands_in_for, appointment.ends_on
        instead = f", làm thay {whom.full_name} đến hết ngày {until:%d/%m/%Y}" if whom else ""
        messages.success(request, f"Đã phân công {account.full_name}: {role}, {place}{instead}.")
        return _url(account)

    return answer(request, form, act, "accounts/appoint.html", {"account": account})


@refusals_logged
@requires(Permission.APPOINTMENT_MANAGE)
@require_http_methods(["GET", "POST"])
def dismiss(request, pk, appointment_pk):
    """End one appointment of the account."""
    account = _visible(request, pk)
    places = Organization.objects.visible_to(managed_scope(request.user)).values("pk")
    appointments = account.appointments.filter(organization__in=places).select_related("organization")
    appointment = get_object_or_404(appointments, pk=appointment_pk)
    require(request.user, Permission.APPOINTMENT_MANAGE, appointment.organization)
    form = DismissForm(request.POST or None)

    def act(data):
        ended = actions.dismiss(by=request.user, appointment=appointment, on=data["on"])
        role, day = ended.get_role_display(), f"{ended.ends_on:%d/%m/%Y}"
        messages.success(request, f"Đã ghi: nhiệm vụ {role} của {account.full_name} đến hết ngày {day}.")
        return _url(account)

    return answer(request, form, act, "accounts/dismiss.html", {"account": account, "appointment": appointment})


@refusals_logged
@requires(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def link(request, pk):
    """Say which member the account belongs to."""
    account = _visible(request, pk)
    require(request.user, Permission.ACCOUNT_MANAGE, account.organization)
    form = LinkForm(request.POST or None, by=request.user)

    def act(data):
        actions.link_person(by=request.user, user=account, member=data["member"])
        messages.success(request, f"Đã gắn tài khoản {account.username} với đảng viên {data['member']}.")
        return _url(account)

    return answer(request, form, act, "accounts/link.html", {"account": account})


@refusals_logged
@requires(Permission.ACCOUNT_MANAGE)
@require_POST
def issue_code(request, pk):
    """Issue a one-time code and show it, this once, on a page to print."""
    account = _visible(request, pk)
    code = actions.issue_code(by=request.user, user=account)
    until = timezone.localtime() + actions.CODE_VALID_FOR
    return render(request, "accounts/code.html", {"account": account, "code": code, "until": until})


@refusals_logged
@requires(Permission.ACCOUNT_MANAGE)
@require_POST
def close_account(request, pk):
    """Close the account at once."""
    account = _visible(request, pk)
    actions.close_account(by=request.user, user=account)
    messages.success(request, f"Đã khóa tài khoản {account.username}. Người này bị đăng xuất ngay.")
    return redirect(_url(account))


@refusals_logged
@requires(Permission.ACCOUNT_MANAGE)
@require_POST
def reopen_account(request, pk):
    """Open the closed account again."""
    account = _visible(request, pk)
    actions.reopen_account(by=request.user, user=account)
    messages.success(request, f"Đã mở lại tài khoản {account.username}.")
    return redirect(_url(account))


@requires(*MANAGE)
@require_GET
def roles(request):
    """The table of roles and permissions, as it is."""
    context = {
        "by_role": [(role, [p for p in Permission if p in role.permissions]) for role in ROLES.values()],
        "by_permission": [(p, [role for role in ROLES.values() if p in role.permissions]) for p in Permission],
    }
    return render(request, "accounts/roles.html", context)
