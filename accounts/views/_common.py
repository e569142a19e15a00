"""What the pages of accounts share: whom one sees, and the log of what was refused."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from accounts.log import client_address, record
from accounts.models import AccessRecord, User
from branches.models import Organization
from branches.permissions import Permission
from branches.placed import Scope


def managed_scope(user):
    """Where `user` manages accounts or appoints."""
    return Scope(user.scope(Permission.ACCOUNT_MANAGE).tops + user.scope(Permission.APPOINTMENT_MANAGE).tops)


def visible_users(user):
    """Accounts kept in the part of the tree that `user` manages, and those appointed there from elsewhere."""
    places = Organization.objects.visible_to(managed_scope(user)).values("pk")
    return User.objects.filter(Q(organization__in=places) | Q(appointments__organization__in=places)).distinct()


def refusals_logged(view):
    """Write what a signed-in user was refused (403) into the log; stands above `@requires`.

    Outside the view's own transaction, which the refusal undoes.
    """

    @wraps(view)
    def logged(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            if request.user.is_authenticated:
                about = " ".join([request.resolver_match.view_name, *map(str, kwargs.values())])
                address = client_address(request)
                record(
                    AccessRecord.Kind.REFUSED, request.user, request.user.organization, about=about, address=address
                )
            raise

    return logged
