"""How mass organizations introduce people: counts beside what they registered, and where nobody was introduced.

Facts with their causes; no unit is ranked. Counted where the person was followed on the day of the introduction.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from branches.models import Organization, OrganizationUnion
from candidates.models import Candidate, Introduction, StageEvent, UnionRegistration
from candidates.pipeline import STAGES
from candidates.rules.calendar import month_later
from candidates.rules.introducers import FORMAL_UNIONS

Union = Introduction.Union
YOUTH, TRADE = Union.YOUTH.value, Union.TRADE.value
QUIET_QUARTERS = 2  # so many whole quarters without an introduction are told of
ROMAN = ("I", "II", "III", "IV")
IN_POOL = tuple(key for key, stage in STAGES.items() if stage.phase == 1)


@dataclass(frozen=True)
class Counts:
    """One mass organization: `rows` of (unit, four counts, sum, registered or None), the sum of all last."""

    union: str
    label: str
    rows: list


@dataclass(frozen=True)
class Quiet:
    """A unit's union that introduced nobody for two quarters, with what is known of the cause."""

    unit: str
    union: str
    causes: list


def counts(scope, year):
    """`Counts` of each mass organization that introduced somebody, or registered to, in `year` within `scope`.

    A person counts once in a quarter, at the cell where they were then. What the reader's own unit registered
    stands beside the sum; where it registered nothing, what the units below did.
    """
    people, registered = defaultdict(set), defaultdict(dict)
    for path, union, on, candidate in _introduced(scope, introduced_on__year=year):
        people[union, _below(scope, path), (on.month - 1) // 3].add(candidate)
    for (path, union), number in _registered(scope, year).items():
        registered[union][path] = number
    tops = {pk for pk, _, _ in scope.tops}
    units = defaultdict(set)
    for union, unit, _ in people:
        units[union].add(unit)
    for union, rows in registered.items():
        units[union] |= {_below(scope, path) for path in rows} - tops
    names = Organization.objects.in_bulk({pk for found in units.values() for pk in found})
    return [
        _of_union(union, [names[pk] for pk in units[union]], people, registered[union])
        for union in Union.values
        if units[union] or registered[union]
    ]


def turns(scope, year, union=""):
    """Rows (unit, four counts, sum) of what `union`, or any, introduced in `year`; the sum of all last.

    Each introduction counts, at the unit right below the reader's own that the person belonged to on its day.
    """
    asked = {"introduced_on__year": year} | ({"union": union} if union else {})
    by_unit, whole = defaultdict(Counter), Counter()
    for path, _, on, _ in _introduced(scope, **asked):
        quarter = (on.month - 1) // 3
        by_unit[_below(scope, path)][quarter] += 1
        whole[quarter] += 1
    names = Organization.objects.in_bulk(by_unit)
    rows = [(names[pk].name, by_unit[pk]) for pk in sorted(names, key=lambda pk: names[pk].name)]
    rows = [*rows, ("Cộng", whole)] if rows else []
    return [(name, [count[quarter] for quarter in range(4)], count.total()) for name, count in rows]


def _of_union(union, units, people, registered):
    rows = []
    for unit in sorted(units, key=lambda each: each.path):
        quarters = [len(people.get((union, unit.pk, quarter), ())) for quarter in range(4)]
        below = {path: number for path, number in registered.items() if path.startswith(unit.path)}
        rows.append((unit.name, quarters, sum(quarters), _topmost(below)))
    whole = [sum(row[1][quarter] for row in rows) for quarter in range(4)]
    return Counts(union, Union(union).label, [*rows, ("Cộng", whole, sum(whole), _topmost(registered))])


def _introduced(scope, **asked):
    """(path of the cell at that time, union, day, candidate's id) of what unions introduced within `scope`."""
    moved = StageEvent.objects.within(scope).filter(kind="move_cell").order_by().values("candidate")
    rows = Introduction.objects.exclude(union="").filter(**asked).order_by()
    fields = ("candidate__organization__path", "union", "introduced_on", "candidate")
    yield from rows.filter(candidate__in=Candidate.objects.within(scope).exclude(pk__in=moved)).values_list(*fields)
    left = defaultdict(list)
    events = StageEvent.objects.filter(kind="move_cell", candidate__in=moved).order_by("candidate", "on", "pk")
    for number, (candidate, on, path) in enumerate(events.values_list("candidate", "on", "organization__path")):
        if number % 2 == 0:  # each move is an event at the cell that was left, then one at the cell that took over
            left[candidate].append((on, path))
    for now, union, on, candidate in rows.filter(candidate__in=moved).values_list(*fields):
        path = next((path for day, path in left[candidate] if on < day), now)
        if any(path.startswith(top) for _, _, top in scope.tops):
            yield path, union, on, candidate


def _registered(scope, year):
    """(unit's path, union) -> the number recorded last for the year, whatever day it bears."""
    rows = UnionRegistration.objects.within(scope).filter(year=year).order_by("pk")
    return {(path, union): number for path, union, number in rows.values_list("organization__path", "union", "number")}


def _topmost(rows):
    """The sum of what the highest units of `rows` (path -> number) registered; None for nothing.

    A number of a unit covers those below it: they are not counted once more.
    """
    found, total = "", None
    for path, number in sorted(rows.items()):
        if not found or not path.startswith(found):
            found, total = path, (total or 0) + number
    return total


def _below(scope, path):
    """The id of the organization right below the reader's own that `path` belongs to."""
    tops = {pk: depth for pk, depth, _ in scope.tops}
    steps = _steps(path)
    depth = next(tops[step] for step in steps if step in tops)
    return steps[min(depth + 1, len(steps) - 1)]


def _steps(path):
    return [int(step) for step in path.rstrip("/").split("/")]


# Where nobody was introduced


def quiet_since(today):
    """The first day of the two whole quarters before that of `today`."""
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return month_later(quarter, -3 * QUIET_QUARTERS)


def quiet_words(today):
    """ "quý II và quý III năm 2026": the quarters that are looked at."""
    first, second = quiet_since(today), month_later(quiet_since(today), 3)
    names = [f"quý {ROMAN[(day.month - 1) // 3]}" for day in (first, second)]
    if first.year == second.year:
        return f"{names[0]} và {names[1]} năm {first.year}"
    return f"{names[0]} năm {first.year} và {names[1]} năm {second.year}"


def quiet(scope, today):
    """The `Quiet` units: they had the union through two whole quarters, and it introduced nobody in them or since."""
    since = quiet_since(today)
    held = _in_force(today).filter(union__in=FORMAL_UNIONS, valid_from__lte=since)
    rows = held.filter(organization__in=Organization.objects.visible_to(scope).existing(today))
    rows = list(rows.select_related("organization").order_by("organization__path", "union"))
    last, pool, registered = _last_days(scope), _in_pool(scope), _registered(scope, today.year)
    found = []
    for row in rows:
        day = last.get((row.organization_id, row.union))
        if day is None or day < since:
            number = registered.get((row.organization.path, row.union))
            causes = _causes(day, pool[row.organization_id], number, today.year)
            found.append(Quiet(row.organization.name, Union(row.union).label, causes))
    return found


def _causes(day, pool, registered, year):
    return [
        f"Lần giới thiệu gần nhất: ngày {day:%d/%m/%Y}." if day else "Chưa ghi lần giới thiệu nào.",
        f"Đơn vị đang có {pool} người trong nguồn." if pool else "Đơn vị chưa có ai trong nguồn.",
        f"Đã đăng ký giới thiệu {registered} người trong năm {year}."
        if registered is not None
        else f"Chưa đăng ký số người sẽ giới thiệu trong năm {year}.",
    ]


def _last_days(scope):
    """(unit's id, union) -> the day of the last introduction there or below."""
    last = {}
    for path, union, day, _ in _introduced(scope, union__in=FORMAL_UNIONS):
        for step in _steps(path):
            last[step, union] = max(day, last.get((step, union), day))
    return last


def _in_pool(scope):
    """unit's id -> how many people are in the pool there and below."""
    rows = Candidate.objects.within(scope).filter(stage__in=IN_POOL).order_by()
    number = Counter()
    for path, count in rows.values_list("organization__path").annotate(Count("pk")):
        for step in _steps(path):
            number[step] += count
    return number


def _in_force(today):
    return OrganizationUnion.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today), valid_from__lte=today)


def without_youth_union(scope, today):
    """The cells within `scope` that have no Youth Union on the day, in the order of the tree."""
    having = _in_force(today).filter(union=YOUTH).values("organization")
    cells = Organization.objects.cells().visible_to(scope).existing(today)
    return cells.exclude(pk__in=having).order_by("path")


def who_introduces_instead(cells, today):
    """(cell, words) for each: the trade union where there is one, else two full members; nothing is blocked."""
    having = _in_force(today).filter(union=TRADE, organization__in=[cell.pk for cell in cells])
    trade = set(having.values_list("organization", flat=True))
    for cell in cells:
        yield (
            cell,
            cell.pk in trade,
            "Công đoàn cơ sở giới thiệu, cùng một đảng viên chính thức."
            if cell.pk in trade
            else "Hai đảng viên chính thức giới thiệu.",
        )
