"""Signing in by name and password, slowed per account and address."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from accounts.log import client_address
from accounts.models import SignInAttempt

FREE_ATTEMPTS = 5
WINDOW = timedelta(minutes=15)
TOO_MANY = "Đã nhập sai nhiều lần. Hãy đợi 15 phút rồi thử lại, hoặc nhờ người quản trị giúp."
NO_ADDRESS = "::"  # a connection through a socket file: all such clients are one


class ThrottledBackend(ModelBackend):
    """Django's backend for checking a password; permissions are not its business (`accounts.access`)."""

    def get_user_permissions(self, user_obj, obj=None):
        return set()

    def get_group_permissions(self, user_obj, obj=None):
        return set()

    def get_all_permissions(self, user_obj, obj=None):
        return set()

    def has_perm(self, user_obj, perm, obj=None):
        return False

    def has_module_perms(self, user_obj, app_label):
        return False


def is_throttled(username, address):
    """Whether this account has had too many wrong tries from this address lately.

    Counted for the pair: a stranger elsewhere can lock nobody out, and a right password
    from another address still opens.
    """
    return (
        SignInAttempt.objects.filter(
            name_hash=_name_hash(username), address=address or NO_ADDRESS, at__gt=timezone.now() - WINDOW
        ).count()
        >= FREE_ATTEMPTS
    )


def note_failure(username, address):
    """Count a wrong try."""
    SignInAttempt.objects.create(name_hash=_name_hash(username), address=address or NO_ADDRESS)


def forgive(username, address):
    """Forget the wrong tries after a right one, and all that are too old to count."""
    SignInAttempt.objects.filter(name_hash=_name_hash(username), address=address or NO_ADDRESS).delete()
    SignInAttempt.objects.filter(at__lt=timezone.now() - WINDOW).delete()


def password_fault(request, password):
    """What is wrong with the password of whoever is signed in, in words; wrong ones count as at signing in."""
    user, address = request.user, client_address(request)
    if is_throttled(user.username, address):
        return TOO_MANY
    if not user.check_password(password):
        note_failure(user.username, address)
        return "Mật khẩu chưa đúng."
    forgive(user.username, address)
    return ""


def _name_hash(username):
    return hashlib.sha256(f"{settings.SECRET_KEY}:{username.strip().lower()}".encode()).hexdigest()
