"""Cells that have admitted nobody for years (T7), and the members of each cell."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max, Sum

from branches.models import MemberEvent, Organization
from candidates.models import StageEvent
from reports import catalogue
from reports.reading import once_a_reading
from reports.states.answers import Question
from reports.tree import TreeOn

DORMANT_CELLS = "dormant_cells"  # the key of their list
LEAST_YEARS = 2  # from so many on a report names them
FEW = 100  # cells whose members are counted by themselves; of more all facts of the unit are read at once
# What is read of each cell and its parent: there may be thousands.
_READ = ("name", "code", "area_type", "founded_on", "last_admission_on", "parent")


@dataclass(frozen=True)
class DormantCell:
    cell: Organization
    last_on: date | None
    years: int
    name: str  # with the committee above it, where that is not the report's own
    full_members: int | None = None  # None: not counted
    exempt: int | None = None


@once_a_reading
def dormant_cells(organization, on, least):
    """The `dormant_without_members` with the numbers of their members."""
    return with_members(dormant_without_members(organization, on, least), organization, on)


def with_members(rows, organization, on):
    """Such `rows` of the organization with the numbers of their members on the day."""
    few = [row.cell.pk for row in rows] if len(rows) < FEW else None
    numbers, found = members_by_cell(organization, on, few), []
    for row in rows:
        full, exempt = numbers.get(row.cell.pk, (0, 0))
        found.append(replace(row, full_members=full, exempt=exempt))
    return found


@once_a_reading
def dormant_without_members(organization, on, least):
    """`without_admission` with their names, longest first. Members are not counted: that reads all facts of a unit."""
    return _named(without_admission(organization, on, least), organization)


@dataclass(frozen=True)
class Longest:
    """How many cells have admitted nobody for years, and the first of `dormant_without_members`."""

    number: int
    first: DormantCell | None = None

    def __bool__(self):
        return self.number > 0


@once_a_reading
def longest_dormant(organization, on):
    """The `Longest` of a unit, from `LEAST_YEARS` on."""
    found = dormant_by_unit(organization, on).values()
    if not found:
        return Longest(0)
    first = min(row.first for row in found)
    return Longest(sum(row.number for row in found), _named([first.since(on)], organization)[0])


@dataclass(frozen=True, order=True)
class First:
    """The first of some cells without admission: the longest, by name."""

    minus_years: int  # so that the longest comes first
    name: str
    cell: int
    last_on: str  # ISO; "" for a cell that never admitted anybody

    def since(self, on):
        return Since(
            self.cell, self.cell, date.fromisoformat(self.last_on) if self.last_on else None, -self.minus_years
        )


@dataclass(frozen=True)
class DormantUnit:
    """How many cells of a unit have admitted nobody for years."""

    number: int
    first: First

    @property
    def years(self):
        """Of the longest of them."""
        return -self.first.minus_years


@once_a_reading
def dormant_by_unit(organization, on):
    """`DormantUnit` by child id, of those that have any cell without admission for `LEAST_YEARS`."""
    found = WITHOUT_ADMISSION.by_unit(organization, on)
    return {pk: DormantUnit(number, First(*first)) for pk, (number, *first) in found.items()}


@dataclass(frozen=True)
class Since:
    """A cell that has admitted nobody for `years`; `unit` is that of its tree to which it belongs."""

    cell: int
    unit: int
    last_on: date | None
    years: int


@once_a_reading
def without_admission(organization, on, least):
    """`Since` of each cell with at least `least` full calendar years without admission on `on`, in no order.

    Cells younger than two years, and those with nobody left outside the Party, are left out.
    """
    return _without_admission(TreeOn(organization, on), least)


def _without_admission(tree, least):
    on = tree.on
    before = last_day_before(least, on)
    cells = tree.organizations().cells().filter(no_source_left=False)
    cells = cells.exclude(last_admission_on__gt=before, last_admission_on__lte=on).order_by()
    last, column, found = _last_admissions(tree), tree.unit_column, []
    place = "pk" if column == "organization_id" else column
    for pk, kept, founded, above in cells.values_list("pk", "last_admission_on", "founded_on", place):
        last_on = max((day for day in (last.get(pk), kept) if day and day <= on), default=None)
        begun = last_on or founded
        if begun and begun <= before:
            found.append(Since(pk, tree.unit_in(above, column), last_on, full_years_after(begun, on)))
    return found


def _named(found, organization):
    cells = Organization.objects.only(*_READ).in_bulk([row.cell for row in found])
    parents = Organization.objects.only("name", "code").in_bulk({cell.parent_id for cell in cells.values()} - {None})
    for cell in cells.values():
        cell.parent = parents.get(cell.parent_id)
    rows = [
        DormantCell(cells[row.cell], row.last_on, row.years, _name(cells[row.cell], organization)) for row in found
    ]
    return sorted(rows, key=lambda row: (-row.years, row.cell.name, row.cell.pk))


def _count(tree):
    """unit's id -> number of its cells without admission for `LEAST_YEARS`, and the fields of the `First` of them."""
    units = defaultdict(list)
    for row in _without_admission(tree, LEAST_YEARS):
        units[row.unit].append(row)
    most = {pk: max(row.years for row in rows) for pk, rows in units.items()}
    longest = {pk: [row for row in rows if row.years == most[pk]] for pk, rows in units.items()}
    cells = [row.cell for rows in longest.values() for row in rows]
    names = dict(Organization.objects.filter(pk__in=cells).order_by().values_list("pk", "name"))
    return {pk: [len(rows), *min(_first(row, names) for row in longest[pk])] for pk, rows in units.items()}


def _first(row, names):
    return [-row.years, names[row.cell], row.cell, row.last_on.isoformat() if row.last_on else ""]


def _join(parts):
    return [sum(numbers[0] for numbers in parts), *min(numbers[1:] for numbers in parts)]


WITHOUT_ADMISSION = Question("without_admission", "chi bộ chưa kết nạp", _count, join=_join, by_basis=True)


def _last_admissions(tree):
    """organization's id -> the day of its last admission by the day of the tree."""
    # Also a ceremony that was found on taking over: it happened in this cell.
    kind = "admit" if tree.organization.counted_by == catalogue.CEREMONY else "decide"
    facts = tree.facts(StageEvent).filter(kind=kind, on__lte=tree.on).order_by()
    return dict(facts.values_list("organization_id").annotate(Max("on")))


def _name(cell, organization):
    if cell.pk == organization.pk or cell.parent_id in (None, organization.pk):
        return cell.name
    return f"{cell.name}, {cell.parent.name}"


def full_years_after(since, on):
    """Whole calendar years between the year of `since` and `on`: 2011 -> 31/12/2016 is five."""
    return max(0, _complete(on) - since.year)


def last_day_before(years, on):
    """The last day from which at least so many full calendar years have passed on `on`."""
    return date(max(1, _complete(on) - years), 12, 31)


def _complete(on):
    return on.year if (on.month, on.day) == (12, 31) else on.year - 1


def members_by_cell(organization, on, among=None):
    """(full members, exempt members) on `on` by the organization they belong to itself.

    `among` are the ids of the cells that are asked about, where not all are.
    """
    tree, asked = TreeOn(organization, on), {"on__lte": on}
    if among is not None:
        asked["organization__in"] = among
    stage = dict(
        tree.facts(StageEvent).filter(**asked).order_by().values_list("organization_id").annotate(Sum("full_delta"))
    )
    found = {}
    rows = (
        tree.facts(MemberEvent)
        .filter(**asked)
        .order_by()
        .values_list("organization_id")
        .annotate(Sum("full_delta"), Sum("exempt_delta"))
    )
    for pk, full, exempt in rows:
        found[pk] = (full + stage.pop(pk, 0), exempt)
    return {**{pk: (full, 0) for pk, full in stage.items()}, **found}
