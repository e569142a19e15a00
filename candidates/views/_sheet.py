"""What the files of lists share: whose list it is, how long it may be, the log of its taking."""

from django.shortcuts import render

from accounts.log import client_address, record
from accounts.models import AccessRecord
from branches.models import Organization
from partydev.downloads import XLSX, download
from partydev.papers.xlsx import as_xlsx

MOST_ROWS = 5_000


def place_of(user, permission):
    """The uppermost unit where `user` holds `permission`, else the one the account belongs to."""
    tops = user.scope(permission).tops
    return Organization.objects.select_related("parent").get(pk=tops[0][0] if tops else user.organization_id)


def give(request, place, book, about, name):
    """The file of the list `about` (a name, nobody's data) of `place`; its taking is logged."""
    record(AccessRecord.Kind.LIST_TAKEN, request.user, place, about=about, address=client_address(request))
    return download(as_xlsx(book), f"{name}-{place.code}.xlsx", XLSX)


def too_long(request, rows, back):
    """The page that refuses a list of more than `MOST_ROWS`, in words; None for one that is short enough."""
    if rows.count() <= MOST_ROWS:
        return None
    return render(request, "candidates/list_too_long.html", {"back": back, "most": MOST_ROWS}, status=422)
