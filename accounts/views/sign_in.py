"""Signing in and out, and setting a password: the pages that someone without a session may open."""

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts import actions
from accounts.access import roles_in_force
from accounts.backends import TOO_MANY, WINDOW, forgive, is_throttled, note_failure
from accounts.forms import NO_APPOINTMENT, WRONG_CODE, WRONG_SIGN_IN, ChangePasswordForm, SetPasswordForm, SignInForm
from accounts.log import client_address, record
from accounts.middleware import stamp
from accounts.models import AccessRecord, User
from branches.models import Organization
from partydev.decorators import public, signed_in
from partydev.held import is_brought_back
from partydev.htmx import is_partial


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request):
    """Open a session. Wrong name, wrong password, closed account: one answer, and the same work."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    if is_partial(request):  # a fragment's request met the end of its session: the whole page goes to sign in
        return HttpResponseClientRedirect(resolve_url("accounts:sign_in"))
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = _try(request, form) or 422
            if status == 302:
                return redirect(_next(request))
    return _shown(request, "accounts/sign_in.html", form, status)


def _try(request, form):
    """Try the name and password of `form`; returns the status, 302 once the session is open."""
    username, address = form.cleaned_data["username"].lower(), client_address(request)
    if is_throttled(username, address):
        form.add_error(None, TOO_MANY)
        return 429
    user = authenticate(request, username=username, password=form.cleaned_data["password"])
    if user is None:
        note_failure(username, address)
        _log_failure(username, address)
        form.add_error(None, WRONG_SIGN_IN)
        return 422
    forgive(username, address)
    if not roles_in_force(user):
        _log_failure(username, address)
        form.add_error(None, NO_APPOINTMENT)
        return 422
    _open_session(request, user)
    record(AccessRecord.Kind.SIGN_IN, user, user.organization, about=user.username, address=address)
    return 302


def _open_session(request, user):
    user.skip_history_when_saving = True  # `login` saves the time of it: nothing that the history keeps
    login(request, user)
    del user.skip_history_when_saving
    stamp(request.session, user)


def _log_failure(username, address):
    """One row either way; a name that no account has is not kept, for it may be a mistyped password."""
    user = User.objects.filter(username=username).select_related("organization").first()
    place = user.organization if user else Organization.objects.filter(parent=None).order_by("pk").first()
    if place:
        about = user.username if user else ""
        record(AccessRecord.Kind.SIGN_IN_FAILED, user, place, about=about, address=address)


def _next(request):
    """Where to go after signing in: an address of this site, else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else resolve_url("home")


def _shown(request, template, form, status):
    wanted = request.POST.get("next") or request.GET.get("next", "")
    context = {"form": form, "next": wanted, "kept": is_brought_back(wanted)}
    response = render(request, template, context, status=status)
    if status == 429:
        response["Retry-After"] = str(int(WINDOW.total_seconds()))
    return response


@signed_in
@require_POST
def sign_out(request):
    """End the session, and ask the browser to forget what it kept of it."""
    user = request.user
    record(AccessRecord.Kind.SIGN_OUT, user, user.organization, about=user.username, address=client_address(request))
    logout(request)
    messages.success(request, "Đã đăng xuất.")
    response = redirect("accounts:sign_in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def set_password(request):
    """Set a password with the one-time code on paper. Slowed as signing in is."""
    form = SetPasswordForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = _try_code(request, form)
            if status == 302:
                messages.success(request, "Đã đặt mật khẩu. Hãy đăng nhập bằng mật khẩu mới.")
                return redirect("accounts:sign_in")
    return _shown(request, "accounts/set_password.html", form, status)


def _try_code(request, form):
    data, address = form.cleaned_data, client_address(request)
    username = data["username"].lower()
    if is_throttled(username, address):
        form.add_error(None, TOO_MANY)
        return 429
    user = actions.set_password_with_code(username=username, code=data["code"], password=data["new_password"])
    if user is None:
        note_failure(username, address)
        _log_failure(username, address)
        form.add_error(None, WRONG_CODE)
        return 422
    forgive(username, address)
    if request.user.is_authenticated:
        logout(request)
    return 302


@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request):
    """Change one's own password; every other session of the account ends, this one goes on under a new key."""
    form = ChangePasswordForm(request.POST or None, user=request.user)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = _try_change(request, form)
            if status == 302:
                messages.success(request, "Đã đổi mật khẩu. Các máy khác đang mở tài khoản này đã bị đăng xuất.")
                return redirect("home")
    return _shown(request, "accounts/change_password.html", form, status)


def _try_change(request, form):
    user, address = request.user, client_address(request)
    if is_throttled(user.username, address):
        form.add_error("old_password", TOO_MANY)
        return 429
    if not user.check_password(form.cleaned_data["old_password"]):
        note_failure(user.username, address)
        form.add_error("old_password", "Mật khẩu đang dùng chưa đúng.")
        return 422
    forgive(user.username, address)
    changed = actions.change_password(user=user, password=form.cleaned_data["new_password"])
    update_session_auth_hash(request, changed)
    stamp(request.session, changed)
    return 302
