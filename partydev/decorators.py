"""What every view says about itself: which permission it takes, or that it takes none."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied

from partydev.htmx import redirect
from partydev.once import first_answer


def requires(*permissions):
    """The signed-in user holds at least one of `permissions` somewhere: else 403.

    Where they hold it is asked of the object, by the queryset's `visible_to` (404) and by the
    action (403). A form that was sent and answered before goes where it went then, whatever has
    become of its object. A test walks the URLconf and fails on a view without this mark.
    """

    def decorate(view):
        @wraps(view)
        def checked(request, *args, **kwargs):
            if not any(request.user.holds(permission) for permission in permissions):
                raise PermissionDenied
            return _at_most_once(view, request, *args, **kwargs)

        checked.access = tuple(permissions)
        return checked

    return decorate


def signed_in(view):
    """Any signed-in user with an appointment in force; a form answered before goes where it went, as above."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        return _at_most_once(view, request, *args, **kwargs)

    checked.access = "signed_in"
    return checked


def _at_most_once(view, request, *args, **kwargs):
    if request.method == "POST" and (answered := first_answer(request)):
        return redirect(request, answered)
    return view(request, *args, **kwargs)


def public(view):
    """Anyone."""
    view = login_not_required(view)
    view.access = "public"
    return view
