"""What the tables by unit share: names as they were, and the row for what happened above the units."""

from branches.models import OrganizationState
from reports.tree import TreeOn


def named_units(organization, period, *keyed):
    """(unit, its name on the period's last day) of the children of `organization`, by the tree's order.

    `keyed` are maps by unit id: where one holds something under `organization` itself, beside its
    children, it stands last as "Trực tiếp tại …", so that the rows add up to the whole.
    """
    units = TreeOn(organization, period.end).units()
    names = dict(
        OrganizationState.objects.filter(organization__in=units, valid_from__lte=period.end)
        .order_by("valid_from")
        .values_list("organization", "name")
    )
    rows = [(unit, names.get(unit.pk, unit.name)) for unit in units]
    if units != [organization] and any(organization.pk in values for values in keyed):
        rows.append((organization, f"Trực tiếp tại {organization.name_on(period.end)}"))
    return rows


def signed(change):
    """+3, -2, 0: the change against last year."""
    return f"+{change}" if change > 0 else str(change)
