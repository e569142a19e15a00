"""Figures of large units: the folded half months, and live what was written since, what a cut half month needs,
and what belonged elsewhere on the day. To the last number what the facts say; None where only they can say it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, Max, OuterRef, Q, Sum, Value
from django.utils import timezone

from branches.models import MemberEvent, Organization, OrganizationState
from branches.placed import ANCESTOR_FIELDS
from reports import catalogue
from reports.models_tally import FoldedUnit, Tally
from reports.reading import asks_the_present, once_a_reading, one_reading
from reports.sending.moments import one_moment
from reports.tally import keys, marks
from reports.tally.buckets import cover
from reports.tally.then import below_on, difference
from reports.tree import anything_moved, elsewhere_on

STAGE_MARK, MEMBER_MARK = "#stage", "#member"


@dataclass(frozen=True)
class Line:
    """A number asked for: `entry` from `start` (None: from the first) to `end`; those of one `label` are added."""

    label: str
    entry: keys.Entry
    start: date | None
    end: date


@one_reading
def figures(organization, period):
    """The catalogue's figures of `organization` and its setting: key -> int; None where it is not folded."""
    if not _may_ask(organization):
        return None
    # Once something has moved, the depth that a transfer carries tells of another tree: then both ends are looked for.
    moved = anything_moved()
    entries = keys.entries(organization.counted_by, 0 if moved else organization.depth)
    lines = [Line(key, entry, period.start if entry.is_flow else None, period.end) for key, entry in entries]
    with one_moment():
        found = _answer(organization, lines, period.end)
        if found is not None and moved:
            for key, number in _inner_moves(organization, period).items():
                found[key] += number
    return found


@one_reading
def stocks(wanted, organization, on):
    """The stocks `wanted` on a day: key -> int; None where the unit is not folded."""
    if not _may_ask(organization):
        return None
    entries = keys.entries(organization.counted_by, organization.depth)
    return _answer(organization, [Line(key, entry, None, on) for key, entry in entries if key in wanted], on)


@one_reading
def flow(key, organization, spans, on):
    """The flow `key`, told by one table, in each of the (first day, last day) `spans`, in the tree of `on`: a list."""
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
    if not asks_the_present() or organization.depth + 1 > keys.DEEPEST:
        return None
    if not _has_folded_children(organization) or elsewhere_on(end):
        return None
    with one_moment():
        return _by_child(Line(key, keys.entry_of(key, organization.counted_by), start, end), organization)


def _by_child(line, organization):
    children = list(Organization.objects.filter(parent=organization).order_by())
    found = _answers(children, [line])
    if not found:
        return None
    others = [child for child in children if child.pk not in found]
    found |= {unit.pk: defaultdict(int) for unit in (organization, *others)}
    facts = keys.MODELS[line.entry.facts].objects.filter(on__range=(line.start, line.end))
    _add(found, 1, facts.filter(organization=organization), "organization_id", [(line, None)])
    if others:
        column, condition = _place(others)
        _add(found, 1, facts.filter(condition), column, [(line, None)])
    return {pk: numbers[line.label] for pk, numbers in found.items() if numbers[line.label]}


def _may_ask(organization):
    """What was known earlier is asked of the facts: tallies know what stands now."""
    return asks_the_present() and keys.may_be_folded(organization) and _is_folded(organization)


@once_a_reading
def _has_folded_children(organization):
    return FoldedUnit.objects.filter(organization__parent=organization, is_folded=True).exists()


@once_a_reading
def _is_folded(organization):
    return FoldedUnit.objects.filter(pk=organization.pk, is_folded=True).exists()


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
    covers = [(line, cover(line.start, line.end, today)) for line in lines]
    found, folded = _kept([unit.pk for unit in units], covers)
    groups = defaultdict(list)
    for unit in units:
        if unit.pk in folded:
            groups[folded[unit.pk]].append(unit)
    for mark, group in groups.items():
        _add_tail(found, group, mark, covers)
    if folded:
        _add_cuts(found, [unit for unit in units if unit.pk in folded], covers)
    return {pk: found[pk] for pk in folded}


# What is folded


def _kept(ids, covers):
    """(unit's id -> {label: number} of the half months, unit's id -> its marks), both of one moment."""
    found, asked = {pk: defaultdict(int) for pk in ids}, defaultdict(set)
    for line, span in covers:
        for numbers in found.values():
            numbers[line.label] += 0
        asked[line.entry.name].add((line.label, line.entry.is_flow, span.first, span.last))
    stage, member = {}, {}
    for unit, key, bucket, number in _rows(ids, asked):
        if key in (STAGE_MARK, MEMBER_MARK):
            (stage if key == STAGE_MARK else member)[unit] = int(number)
            continue
        for label, is_flow, first, last in asked[key]:
            if not is_flow or (last and first <= bucket <= last):
                found[unit][label] += int(number)
    return found, {pk: marks.Marks(stage[pk], member[pk]) for pk in stage}


def _rows(ids, asked):
    """(unit, key, bucket, number): flows by half month, stocks added up, and the marks; one statement, one moment."""
    spans = [(name, *row) for name, rows in asked.items() for row in rows]
    flows = [(name, first, last) for name, _, is_flow, first, last in spans if is_flow and last]
    stocks = {(name, last) for name, _, is_flow, _, last in spans if not is_flow}
    held = Tally.objects.filter(unit__in=ids).order_by()
    parts = []
    if flows:
        days = min(first for _, first, _ in flows), max(last for _, _, last in flows)
        rows = held.filter(key__in={name for name, _, _ in flows}, bucket__range=days)
        parts.append(rows.annotate(a=F("unit_id"), b=F("key"), c=F("bucket"), d=F("number")))
    if stocks:
        rows = held.filter(key__in={name for name, _ in stocks}, bucket__lte=max(last for _, last in stocks))
        rows = rows.values("unit_id", "key")
        parts.append(rows.annotate(a=F("unit_id"), b=F("key"), c=Max("bucket"), d=Sum("number")))
    units = FoldedUnit.objects.filter(
        pk__in=ids, is_folded=True, definition=keys.definition(), source=marks.source()
    ).order_by()
    for name, field in ((STAGE_MARK, "stage_mark"), (MEMBER_MARK, "member_mark")):
        parts.append(units.annotate(a=F("pk"), b=Value(name), c=Value(date.min), d=F(field)))
    first, *others = [part.values_list("a", "b", "c", "d") for part in parts]
    return first.union(*others, all=True)


# What the facts add


def _add_tail(found, units, mark, covers):
    """What was written since the mark, taking back included."""
    column = f"organization__{ANCESTOR_FIELDS[units[0].depth]}"
    for facts, model in keys.MODELS.items():
        asked = [(line, span) for line, span in covers if span.last and line.entry.facts == facts]
        if not asked or not marks.written(model, mark.of(model)).exists():
            continue
        held = [(line, _days(span.first, span.end)) for line, span in asked]
        last = max(span.end for _, span in asked)
        for sign, rows in marks.changes(model, mark.of(model)):
            rows = rows.filter(on__lte=last, **{f"{column}__in": [unit.pk for unit in units]})
            _add(found, sign, rows, column, held)


def _add_cuts(found, units, covers):
    """The days of half months that a span cuts."""
    cuts = defaultdict(list)
    for line, span in covers:
        for sign, first, last in span.cuts:
            cuts[sign, first, last, line.entry.facts].append((line, None))
    for (sign, first, last, facts), held in cuts.items():
        column, condition = _place(units)
        rows = keys.MODELS[facts].objects.filter(condition, on__range=(first, last))
        if rows.exists():  # nothing lies after today, where most spans are cut
            _add(found, sign, rows, column, held)


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


def _days(start, end):
    return Q(on__lte=end) if start is None else Q(on__range=(start, end))
