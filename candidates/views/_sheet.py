"""What the files of lists share: whose list it is, how long it may be, the log of its taking."""

from django.views.decorators.http import require_GET

from accounts.log import client_address, record
from accounts.models import AccessRecord
from branches.models import Organization
from partydev.decorators import requires
from partydev.jobs import limits
from partydev.jobs.orders import makes_file, sheet
from partydev.jobs.views import deliver
from partydev.papers.xlsx import as_xlsx

MOST_ROWS = 50_000


def place_of(user, permission):
    """The uppermost unit where `user` holds `permission`, else the one the account belongs to."""
    tops = user.scope(permission).tops
    return Organization.objects.select_related("parent").get(pk=tops[0][0] if tops else user.organization_id)


def listed(place, rows, book, about, name, back, *, of_people=True):
    """The order of the list `about` (a name, nobody's data) of `place`: `rows`, which `book()` puts on a sheet.

    Its taking is logged. More than `MOST_ROWS` are refused, with the way `back` to the list; a long list of people
    is given for a reason, after the password.
    """
    count = rows.count()

    def taken(request, note=""):
        kind, address = AccessRecord.Kind.LIST_TAKEN, client_address(request)
        record(kind, request.user, place, about=about, address=address, note=note)

    return sheet(
        count,
        make=lambda: as_xlsx(book()),
        words=f"{about}, {place.name} (Excel)",
        name=f"{name}-{place.code}.xlsx",
        taken=taken,
        most=MOST_ROWS,
        instead=(("Hãy lọc theo đơn vị, theo tình trạng hoặc theo thời gian cho ngắn hơn rồi tải lại.", back),),
        asks_why=of_people and count > limits.PEOPLE_AT_ONCE,
    )


def list_file(order, *permissions):
    """The view of a list's file, which `order(asking, …)` says."""

    @require_GET
    @requires(*permissions)
    @makes_file(order)
    def view(request, **kwargs):
        return deliver(request)

    return view
