"""How mass organizations introduce people: counts beside what they registered, and where nobody was introduced.

Facts with their causes; no unit is ranked. Counted where the person is followed today.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.db.models.functions import ExtractQuarter

from branches.models import Organization, OrganizationUnion
from candidates.models import Candidate, Introduction, UnionRegistration
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
    """`Counts` of each mass organization that introduced somebody, or registered to, in `year` within `scope`."""
    introduced = (
        Introduction.objects.exclude(union="")
        .filter(candidate__in=Candidate.objects.within(scope), introduced_on__year=year)
        .order_by()
        .annotate(quarter=ExtractQuarter("introduced_on"))
        .values_list("candidate__organization__path", "union", "quarter")
        .annotate(Count("pk"))
    )
    found, registered = {}, _registered(scope, year)
    for path, union, quarter, number in introduced:
        found.setdefault((_below(scope, path), union), Counter())[quarter] += number
    for (path, union), number in registered.items():
        found.setdefault((_below(scope, path), union), Counter())
        key = (_below(scope, path), union, "registered")
        found.setdefault(key, []).append((path, number))
    names = Organization.objects.in_bulk({key[0] for key in found})
    return [each for union in Union.values if (each := _of_union(union, found, names))]


def _of_union(union, found, names):
    rows = []
    units = sorted({key[0] for key in found if key[1] == union and len(key) == 2}, key=lambda pk: names[pk].path)
    whole, total_registered = Counter(), None
    for pk in units:
        quarters = found[pk, union]
        registered = _own_or_sum(found.get((pk, union, "registered"), []), names[pk].path)
        rows.append((names[pk].name, [quarters[q] for q in range(1, 5)], quarters.total(), registered))
        whole.update(quarters)
        if registered is not None:
            total_registered = (total_registered or 0) + registered
    if not rows:
        return None
    total = ("Cộng", [whole[q] for q in range(1, 5)], whole.total(), total_registered)
    return Counts(union, Union(union).label, [*rows, total])


def _registered(scope, year):
    """(unit's path, union) -> the newest number registered for the year."""
    rows = UnionRegistration.objects.within(scope).filter(year=year).order_by("registered_on", "pk")
    return {(path, union): number for path, union, number in rows.values_list("organization__path", "union", "number")}


def _own_or_sum(rows, path):
    """What the unit itself registered; else what its own units registered together; None for nothing."""
    if not rows:
        return None
    own = dict(rows).get(path)
    return own if own is not None else sum(number for _, number in rows)


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
    rows = Introduction.objects.filter(union__in=FORMAL_UNIONS, candidate__in=Candidate.objects.within(scope))
    rows = rows.order_by().values_list("candidate__organization__path", "union").annotate(Max("introduced_on"))
    last = {}
    for path, union, day in rows:
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
