"""Writing the log of who did and read what."""

import ipaddress

from django.conf import settings
from django.utils import timezone

from accounts.models import AccessRecord

# What the codes in `about` mean, in words; each application adds its own when it starts.
NAMES = {}
# Each gives, of dossiers' codes, the addresses of those whose readers the user may see: (user, codes) -> dict.
READERS = []


# Rows of these tell of one dossier, whose code opens `about`.
OF_A_DOSSIER = {
    AccessRecord.Kind.DOSSIER_READ,
    AccessRecord.Kind.DOSSIER_PRINTED,
    AccessRecord.Kind.PURPOSE_TOLD,
    AccessRecord.Kind.NUMBER_SHOWN,
}


def record(kind, user, organization, *, about="", address=None, purpose="", note=""):
    """Add a row to the log. `about` is a code or a user name, never a person's name or matter."""
    record_each(kind, user, [(organization, about)], address=address, purpose=purpose, note=note)


def record_each(kind, user, rows, *, address=None, purpose="", note=""):
    """Add a row for each (organization, about) of `rows`, in one question to the database."""
    AccessRecord.objects.bulk_create(
        AccessRecord(
            kind=kind,
            user=user,
            about=about[:80],
            dossier=about.partition(":")[0][:20] if kind in OF_A_DOSSIER else "",
            address=address,
            purpose=purpose,
            note=note,
        ).place(organization)
        for organization, about in rows
    )


def who(row):
    """(name, roles that were in force that day) of whoever did it; prefetch `user__appointments__organization`."""
    if row.user is None:
        return ("Chưa đăng nhập" if row.kind == AccessRecord.Kind.SIGN_IN_FAILED else "Hệ thống"), []
    day = timezone.localdate(row.at)
    held = [
        f"{each.get_role_display()}, {each.organization}"
        for each in row.user.appointments.all()
        if each.starts_on <= day and (each.ends_on is None or day <= each.ends_on)
    ]
    return row.user.full_name, held


def part_of(row):
    """Which part of the dossier a row tells of, in words; "" where it is the dossier as a whole."""
    key = row.about.partition(": ")[2]
    return NAMES.get(key, key)


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
