"""What the tables by unit share: names as they were, and the row for what happened above the units."""

from branches.models import Organization, OrganizationState
from partydev.dates import format_date
from reports.reading import once_a_reading
from reports.tree import TreeOn


@once_a_reading
def named_units(organization, period, *keyed):
    """(unit, its name on the period's last day) of the children of `organization`, by the tree's order.

    Children that did not exist in the period are left out. `keyed` are maps by unit id: whatever
    they hold has a row, so that the rows add up to the whole: a unit that has meanwhile left, and
    last what happened at `organization` itself ("Trực tiếp tại …").
    """
    held = {pk for values in keyed for pk in values}
    children = TreeOn(organization, period.end).units()
    if children == [organization]:
        return [(organization, organization.name_on(period.end))]
    units = [unit for unit in children if unit.pk in held or _existed(unit, period)]
    gone = held - {organization.pk} - {unit.pk for unit in units}
    left = list(Organization.objects.filter(pk__in=gone).order_by("pk")) if gone else []
    names = _names_on([unit.pk for unit in children], period.end)
    names = {**names, **_names_on([unit.pk for unit in left], period.end)} if left else names
    rows = [(unit, names.get(unit.pk, unit.name)) for unit in units]
    rows += [(unit, f"{names.get(unit.pk, unit.name)} (không còn trực thuộc)") for unit in left]
    if organization.pk in held:
        rows.append((organization, f"Trực tiếp tại {organization.name_on(period.end)}"))
    return rows


@once_a_reading
def _names_on(ids, on):
    """organization's id -> its name on the day."""
    states = OrganizationState.objects.filter(organization__in=ids, valid_from__lte=on).order_by("valid_from")
    return dict(states.values_list("organization", "name"))


def _existed(unit, period):
    founded, dissolved = unit.founded_on, unit.dissolved_on
    return (founded is None or founded <= period.end) and (dissolved is None or dissolved >= period.start)


def what_changed(unit, period):
    """What the remark column says of a unit that was founded or dissolved within the period."""
    if unit.dissolved_on and period.contains(unit.dissolved_on):
        return f"Giải thể ngày {format_date(unit.dissolved_on)}"
    if unit.founded_on and period.contains(unit.founded_on):
        return f"Thành lập ngày {format_date(unit.founded_on)}"
    return ""
