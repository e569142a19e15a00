"""What the files of lists share: whose list it is, how long it may be, the log of its taking."""

from dataclasses import replace

from django.db.models import QuerySet
from django.forms import BooleanField, ChoiceField, HiddenInput, ModelChoiceField
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


def place_of(user, *permissions):
    """The unit whose list it is: the uppermost where `user` holds one of `permissions`, else the one of the account.

    Who holds it in several units has the list of the lowest unit above them all; `parts` are they, for the log.
    """
    units = Organization.objects.select_related("parent")
    tops = _uppermost(units.filter(pk__in=[pk for each in permissions for pk, *_ in user.scope(each).tops]))
    place = tops[0] if len(tops) == 1 else units.get(pk=_common([top.path for top in tops]) or user.organization_id)
    place.parts = tops or [place]
    return place


def _uppermost(units):
    """Those of `units` that stand below no other of them."""
    units = list(units.order_by("path"))
    return [each for each in units if not any(each != one and each.path.startswith(one.path) for one in units)]


def _common(paths):
    """The id of the lowest unit that all `paths` go through; None where they have none."""
    common = None
    for steps in zip(*(path.rstrip("/").split("/") for path in paths), strict=False):
        if len(set(steps)) > 1:
            break
        common = int(steps[0])
    return common


def asked_words(form):
    """What a list was narrowed by, in the words of its form: "Lọc: Tình trạng: Đã kết thúc"; "" for the whole list."""
    form.is_valid()
    chosen = getattr(form, "cleaned_data", {})
    words = [_said(form.fields[name], chosen.get(name)) for name in form.fields if name != "order"]
    return f"Lọc: {'; '.join(filter(None, words))}" if any(words) else ""


def _said(field, value):
    if not value or isinstance(field.widget, HiddenInput):
        return ""
    if isinstance(field, BooleanField):
        return field.label
    if isinstance(field, ModelChoiceField):
        value = getattr(value, "name", value)
    elif isinstance(field, ChoiceField):
        value = dict(_flat(field.choices)).get(value, value)
    return f"{field.label}: {value}"


def _flat(choices):
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label


def listed(place, rows, book, about, name, back, *, asked="", of_people=True):
    """The order of the list `about` (a name, nobody's data) of `place`: `rows`, which `book()` puts on a sheet.

    `rows` is a queryset or a list.

    `asked` says on the sheet what was left out. Its taking is logged in each of the place's parts. More than
    `MOST_ROWS` are refused, with the way `back` to the list; a long list of people is given for a reason, after
    the password.
    """
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)

    def taken(request, note=""):
        kind, address = AccessRecord.Kind.LIST_TAKEN, client_address(request)
        for part in getattr(place, "parts", [place]):
            record(kind, request.user, part, about=about, address=address, note=note)

    def made():
        found = book()
        return as_xlsx(replace(found, subject=f"{found.subject}. {asked}") if asked else found)

    return sheet(
        count,
        make=made,
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
