"""Sessions end when an appointment does."""

from django.contrib.auth import logout
from django.utils import timezone

from accounts import access

VERSION_KEY, DAY_KEY = "access_version", "access_valid_until"


def stamp(session, user):
    """Write into a new session under which appointments it was opened, and until which day they all hold."""
    session[VERSION_KEY] = user.access_version
    ends = [appointment.ends_on for appointment in access.roles_in_force(user) if appointment.ends_on]
    session[DAY_KEY] = min(ends).isoformat() if ends else ""


class AppointmentSessionMiddleware:
    """Ends a session whose appointments changed, or one of whose appointments ended, since it was opened."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if user.is_authenticated:
            until = request.session.get(DAY_KEY, "")
            stale = request.session.get(VERSION_KEY) != user.access_version
            if stale or (until and timezone.localdate().isoformat() > until) or not access.roles_in_force(user):
                logout(request)
        return self.get_response(request)
