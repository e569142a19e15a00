"""Figures of large units: the folded half months, and live what was written since, what a cut half month needs,
and what belonged elsewhere on the day. To the last number what the facts say; None where only they can say it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from branches.models import MemberEvent, Organization, OrganizationState
from branches.placed import ANCESTOR_FIELDS
from reports import catalogue
from reports.models_tally import FoldedUnit
from reports.reading import asks_the_present, once_a_reading, one_reading
from reports.sending.moments import one_moment
from reports.tally import keys, marks
from reports.tally.buckets import DAY, cover
from reports.tally.kept import FOLDED, kept, part_today
from reports.tally.then import below_on, difference
from reports.tree import anything_moved, elsewhere_on


@dataclass(frozen=True)
class Line:
    """A number asked for: `entry` from `start` (None: from the first) to `end`; those of one `label` are added."""

    label: str
    entry: keys.Entry
    start: date | None
    end: date


@one_reading
@once_a_reading
def figures(organization, period):
    """The catalogue's figures of `organization` and its setting, and `keys.AGES`, `keys.AGED`: key -> int.

    None where not all of them are folded.
    """
    if not keys.may_be_folded(organization):
        return None
    return numbers({key for key, _ in keys.entries(organization.counted_by, 0)}, organization, period)


@one_reading
def numbers(wanted, organization, period):
    """Of the keys `wanted` those that are kept added up: key -> int; None where the unit is not folded."""
    if not _may_ask(organization):
        return None
    # Once something has moved, the depth that a transfer carries tells of another tree: then both ends are looked for.
    moved = anything_moved()
    depth = organization.depth
    entries = keys.of_figures(organization.counted_by, depth, 0 if moved else depth)
    lines = _lines([each for each in entries if each[0] in wanted], period)
    with one_moment():
        found = _answer(organization, lines, period.end)
        if found is not None and moved and wanted.intersection(keys.MOVES):
            for key, number in _inner_moves(organization, period).items():
                found[key] = found.get(key, 0) + number
    return found


def _lines(entries, period):
    """What is asked of each (label, `Entry`, which days) over `period`."""
    ends = {keys.AT_START: period.start - DAY}
    return [
        Line(label, entry, period.start if entry.is_flow else None, ends.get(when, period.end))
        for label, entry, when in entries
    ]


@one_reading
def stocks(wanted, organization, on):
    """The stocks `wanted` on a day: key -> int; None where the unit is not folded."""
    if not _may_ask(organization):
        return None
    entries = keys.of_figures(organization.counted_by, organization.depth, 0)
    return _answer(organization, [Line(key, entry, None, on) for key, entry, _ in entries if key in wanted], on)


@one_reading
def flow(key, organization, spans, on):
    """The flow `key`, one of `keys.OF_UNITS` told by one table, in each of the (first day, last day) `spans`, in the
    tree of `on`: a list; None where the unit is not folded.
    """
    if not _may_ask(organization):
        return None
    entry = keys.entry_of(key, organization.counted_by)
    lines = [Line(f"{place}", entry, start, end) for place, (start, end) in enumerate(spans)]
    found = _answer(organization, lines, on)
    return found and [found[line.label] for line in lines]


@one_reading
def flow_by_child(key, organization, start, end):
    """The flow `key` by child as on `end`, its own facts under its own id: id -> int, none that is 0.

    None where no child is folded, or where one stood elsewhere on that day.
    """
    if not _may_ask_children(organization, end):
        return None
    line = Line(key, keys.entry_of(key, organization.counted_by), start, end)
    with one_moment():
        found = _by_child([line], organization)
    return found and {pk: numbers[key] for pk, numbers in found.items() if numbers[key]}


@one_reading
@once_a_reading
def of_children(organization, period):
    """What the tables ask of each child as on the period's end, by `keys.entries_of_units`: id -> {label: number}.

    What happened in the unit itself is under its own id. None as for `flow_by_child`.
    """
    if not _may_ask_children(organization, period.end):
        return None
    moved = anything_moved()
    entries = keys.entries_of_units(organization.counted_by, 0 if moved else organization.depth + 1)
    lines = _lines(entries, period)
    with one_moment():
        found = _by_child(lines, organization)
        if found and moved:
            _add_moves_between_children(found, organization, period)
    return found


def _by_child(lines, organization):
    children = _children_of(organization)
    found = _answers(children, lines)
    if not found:
        return None
    others = [child for child in children if child.pk not in found]
    found |= {unit.pk: dict.fromkeys((line.label for line in lines), 0) for unit in (organization, *others)}
    for facts, model in keys.MODELS.items():
        held = [(line, _days(line.start, line.end)) for line in lines if line.entry.facts == facts]
        if not held:
            continue
        rows = model.objects.filter(on__lte=max(line.end for line, _ in held))
        if _has_own(model, organization):
            _add(found, 1, rows.filter(organization=organization), "organization_id", held)
        if others:
            column, condition = _place(others)
            _add(found, 1, rows.filter(condition), column, held)
    return found


def _may_ask(organization):
    """What was known earlier is asked of the facts: tallies know what stands now."""
    return asks_the_present() and organization.depth <= keys.DEEPEST and _is_folded(organization.pk)


def _may_ask_children(organization, on):
    if not asks_the_present() or organization.depth + 1 > keys.DEEPEST:
        return False
    return bool(_folded_at(organization) - {organization.pk}) and not elsewhere_on(on)


@once_a_reading
def _is_folded(pk):
    """Asked of every report first; building the same by the ORM takes longer than the answer."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {FOLDED} WHERE organization_id = %s AND is_folded", [pk])  # noqa: S608
        return cursor.fetchone() is not None


@once_a_reading
def _children_of(organization):
    return list(Organization.objects.filter(parent=organization).order_by().only("pk", "depth"))


@once_a_reading
def _has_own(model, organization):
    """Whether any fact is of the unit itself: a large one has hardly any."""
    return model._base_manager.filter(organization=organization).exists()


@once_a_reading
def _folded_at(organization):
    """The ids of those that are folded, of the unit and its children."""
    below = Organization.objects.filter(parent=organization).values("pk")
    here = Q(pk=organization.pk) | Q(pk__in=below)
    return set(FoldedUnit.objects.filter(here, is_folded=True).order_by().values_list("pk", flat=True))


def _answer(organization, lines, on):
    """label -> int in the tree of `on`, all of one moment; None where the unit is not folded."""
    with one_moment():
        numbers = _answers([organization], lines).get(organization.pk)
        if numbers is not None:
            _add_difference(numbers, difference(organization, on), lines)
    return numbers


def _answers(units, lines):
    """unit's id -> {label: number} in today's tree, of those of `units` (all at one depth) that are folded."""
    if not units:
        return {}
    today = timezone.localdate()
    for part in (part_today(), None):
        covers = [(line, cover(line.start, line.end, today, part)) for line in lines]
        held = kept(units, covers, today, part)
        if held.has_part or not any(span.part for _, span in covers):
            break
    found, groups = {pk: held.numbers[pk] for pk in held.marks}, defaultdict(list)
    for unit in units:
        if unit.pk in found:
            groups[held.marks[unit.pk]].append(unit)
    for mark, group in groups.items():
        _add_tail(found, group, mark, covers, held.unfolded)
    if found:
        later = frozenset(keys.MODELS) if anything_moved() else held.later
        _add_cuts(found, [unit for unit in units if unit.pk in found], covers, today, later)
    return found


# What the facts add


def _add_tail(found, units, mark, covers, unfolded):
    """What was written since the mark, taking back included."""
    column = f"organization__{ANCESTOR_FIELDS[units[0].depth]}"
    for facts, model in keys.MODELS.items():
        asked = [(line, span) for line, span in covers if span.is_kept and line.entry.facts == facts]
        if not asked or facts not in unfolded:
            continue
        held = [(line, _days(span.first, span.end)) for line, span in asked]
        last = max(span.end for _, span in asked)
        for sign, rows in marks.changes(model, mark.of(model)):
            rows = rows.filter(on__lte=last, **{f"{column}__in": [unit.pk for unit in units]})
            _add(found, sign, rows, column, held)


def _add_cuts(found, units, covers, today, later):
    """The days of half months that a span cuts; by one statement a table, however many there are.

    Most are cut after today, where hardly anything lies: `later` names the tables where something may.
    """
    cuts = defaultdict(list)
    for line, span in covers:
        for sign, first, last in span.cuts:
            if first <= today or line.entry.facts in later:
                cuts[line.entry.facts].append((sign, line, first, last))
    for facts, held in cuts.items():
        column, condition = _place(units)
        days = Q()
        for first, last in {(first, last) for _, _, first, last in held}:
            days |= Q(on__range=(first, last))
        rows = keys.MODELS[facts].objects.filter(condition, days)
        for sign in (1, -1):
            asked = [(line, Q(on__range=(first, last))) for each, line, first, last in held if each == sign]
            if asked:
                _add(found, sign, rows, column, asked)


def _add(found, sign, rows, column, held):
    """Add what `rows` come to, unit by unit; `held` are lines with the days of each."""
    aggregates = {f"n{place}": line.entry.aggregate(days) for place, (line, days) in enumerate(held)}
    for row in rows.order_by().values(column).annotate(**aggregates):
        for place, (line, _) in enumerate(held):
            found[row[column]][line.label] += sign * row[f"n{place}"]


def _place(units):
    """(the column of a fact that tells its unit, condition for the facts of `units`): in today's tree.

    Before any move the facts' own ancestors tell; afterwards their root still finds them by an index.
    """
    field, ids = ANCESTOR_FIELDS[units[0].depth], [unit.pk for unit in units]
    if not anything_moved():
        return field, Q(**{f"{field}__in": ids})
    return f"organization__{field}", Q(**{f"organization__{field}__in": ids}, ancestor_0__in=_roots())


def _roots():
    """Every organization that is or was a root."""
    was = OrganizationState.objects.filter(parent=None).values_list("organization", flat=True)
    return {*was, *Organization.objects.filter(parent=None).values_list("pk", flat=True)}


def _add_difference(numbers, differing, lines):
    """What belonged to the unit on the day and does no more, and the reverse, from its facts."""
    for sign, parts in ((1, differing.added), (-1, differing.left_out)):
        if not parts:
            continue
        for facts, model in keys.MODELS.items():
            held = [line for line in lines if line.entry.facts == facts]
            aggregates = {f"n{n}": each.entry.aggregate(_days(each.start, each.end)) for n, each in enumerate(held)}
            rows = model.objects.filter(organization__in=differing.organizations(parts))
            row = rows.filter(on__lte=max(line.end for line in lines)).aggregate(**aggregates) if held else {}
            for place, line in enumerate(held):
                numbers[line.label] += sign * row[f"n{place}"]


def _inner_moves(organization, period):
    """Transfers between the unit and the rest of the tree, by both their ends: as `TreeOn.crossing` asks."""
    if not organization.depth and len(_roots()) == 1:
        return {}  # the whole tree: no transfer inside it leaves it
    below = below_on(organization, period.end)
    moves = MemberEvent.objects.filter(below, common_depth__gte=0)
    ends = moves.filter(member=OuterRef("member"), on=OuterRef("on")).exclude(kind=OuterRef("kind"))
    moves = moves.filter(on__range=(period.start, period.end), ancestor_0__in=_roots())
    crossing = Q(~Exists(ends))
    return {key: moves.filter(catalogue.flow_condition(key, crossing=crossing)).count() for key in keys.MOVES}


def _add_moves_between_children(found, organization, period):
    """Transfers inside the unit that lead from one child to another, as `TreeOn.crossing_units` asks."""
    depth = organization.depth
    moves = MemberEvent.objects.filter(common_depth__gte=0, on__range=(period.start, period.end))
    moves = moves.filter(ancestor_0__in=_roots(), **{f"organization__{ANCESTOR_FIELDS[depth]}": organization.pk})
    ends = defaultdict(list)
    rows = moves.order_by().values_list("member", "on", f"organization__{ANCESTOR_FIELDS[depth + 1]}", "kind")
    for member, on, unit, kind in rows:
        ends[member, on, unit or organization.pk].append(kind)
    for (_, _, unit), kinds in ends.items():
        if len(set(kinds)) == 1:
            for key in keys.MOVES:
                found[unit][key] += len(kinds) if catalogue.TRANSFERS[key] == kinds[0] else 0


def _days(start, end):
    return Q(on__lte=end) if start is None else Q(on__range=(start, end))
