"""Cells that have admitted nobody for years (T7), and the members of each cell."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max, Q, Sum

from branches.models import MemberEvent, Organization
from candidates.models import StageEvent
from reports import catalogue
from reports.reading import once_a_reading
from reports.tree import TreeOn

DORMANT_CELLS = "dormant_cells"  # the key of their list
LEAST_YEARS = 2  # from so many on a report names them


@dataclass(frozen=True)
class DormantCell:
    cell: Organization
    last_on: date | None
    years: int
    name: str  # with the committee above it, where that is not the report's own
    full_members: int = 0
    exempt: int = 0


@once_a_reading
def dormant_cells(organization, on, least):
    """The `dormant_without_members` with the numbers of their members."""
    numbers = members_by_cell(organization, on)
    found = []
    for row in dormant_without_members(organization, on, least):
        full, exempt = numbers.get(row.cell.pk, (0, 0))
        found.append(replace(row, full_members=full, exempt=exempt))
    return found


@once_a_reading
def dormant_without_members(organization, on, least):
    """Cells with at least `least` full calendar years without admission on `on`, longest first.

    Cells younger than two years, and those with nobody left outside the Party, are left out.
    Members are not counted: that reads every fact of a unit.
    """
    tree = TreeOn(organization, on)
    cells = list(tree.organizations().cells().filter(no_source_left=False).select_related("parent"))
    # Also a ceremony that was found on taking over: it happened in this cell.
    condition = Q(kind="admit" if organization.counted_by == catalogue.CEREMONY else "decide")
    last = dict(
        tree.facts(StageEvent)
        .filter(condition, on__lte=on)
        .order_by()
        .values_list("organization_id")
        .annotate(Max("on"))
    )
    found = []
    for cell in cells:
        last_on = last.get(cell.pk)
        known = cell.last_admission_on if cell.last_admission_on and cell.last_admission_on <= on else None
        last_on = max(filter(None, (last_on, known)), default=None)
        since = last_on or cell.founded_on
        years = full_years_after(since, on) if since else 0
        if years >= least:
            found.append(DormantCell(cell, last_on, years, _name(cell, organization)))
    return sorted(found, key=lambda row: (-row.years, row.cell.name, row.cell.pk))


def _name(cell, organization):
    if cell.pk == organization.pk or cell.parent_id in (None, organization.pk):
        return cell.name
    return f"{cell.name}, {cell.parent.name}"


def full_years_after(since, on):
    """Whole calendar years between the year of `since` and `on`: 2011 -> 31/12/2016 is five."""
    complete = on.year if (on.month, on.day) == (12, 31) else on.year - 1
    return max(0, complete - since.year)


def members_by_cell(organization, on):
    """(full members, exempt members) on `on` by the organization they belong to itself."""
    tree = TreeOn(organization, on)
    stage = dict(
        tree.facts(StageEvent).filter(on__lte=on).order_by().values_list("organization_id").annotate(Sum("full_delta"))
    )
    found = {}
    rows = (
        tree.facts(MemberEvent)
        .filter(on__lte=on)
        .order_by()
        .values_list("organization_id")
        .annotate(Sum("full_delta"), Sum("exempt_delta"))
    )
    for pk, full, exempt in rows:
        found[pk] = (full + stage.pop(pk, 0), exempt)
    return {**{pk: (full, 0) for pk, full in stage.items()}, **found}
