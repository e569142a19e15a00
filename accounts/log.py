"""Writing the log of who did and read what."""

import ipaddress

from django.conf import settings

from accounts.models import AccessRecord

# What the codes in `about` mean, in words; each application adds its own when it starts.
NAMES = {}


def record(kind, user, organization, *, about="", address=None):
    """Add a row to the log. `about` is a code or a user name, never a person's name or matter."""
    record_each(kind, user, [(organization, about)], address=address)


def record_each(kind, user, rows, *, address=None):
    """Add a row for each (organization, about) of `rows`, in one question to the database."""
    AccessRecord.objects.bulk_create(
        AccessRecord(kind=kind, user=user, about=about[:80], address=address).place(organization)
        for organization, about in rows
    )


def client_address(request):
    """The client's address: the connection's, unless the settings say how many proxies to believe.

    None where there is none that can be read as an address (a socket file, a damaged header).
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if len(hops) >= settings.TRUSTED_PROXIES:
            address = hops[-settings.TRUSTED_PROXIES]
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None
