"""The members of an organization and all below it, as the list and its file show them."""

from django.utils import timezone

from branches.models import Member
from partydev.text import fold


def roster(unit, wanted):
    """Memberships by name; `wanted`: what the filter of the list asks for, "q" and "status"."""
    status = wanted.get("status")
    rows = Member.objects.under(unit).filter(left_on__isnull=status != "left")
    if status in Member.Status.values:
        rows = rows.filter(status=status)
    if status == "exempt":
        rows = rows.filter(exempt_from__lte=timezone.localdate())
    if wanted.get("q"):
        rows = rows.filter(person__search__contains=fold(wanted["q"]))
    return rows.select_related("person", "organization").order_by("person__sort_key", "pk")
