"""What is folded of some units, by one statement: so all of it, and how far it goes, is of one moment."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from branches.placed import ANCESTOR_FIELDS
from reports.models_tally import FoldedUnit, Tally
from reports.periods import year_before
from reports.tally import keys, marks
from reports.tally.buckets import bucket_of

MARKS = "#marks"
MARK_COLUMNS = 7  # columns that tell of a unit how far it is folded
TALLIES, FOLDED = Tally._meta.db_table, FoldedUnit._meta.db_table


def part_today():
    """The day at which the comparison of what is under way with the year before ends: its half month is kept up to
    then by itself.
    """
    return year_before(timezone.localdate())


@dataclass(frozen=True)
class Kept:
    """`numbers`: unit's id -> {label: number}; `marks`: unit's id -> how far it is folded, of the folded ones.
    `has_part` tells whether all of these hold the part of a half month that was asked for.

    `unfolded` and `later` name the tables in which something was written since the oldest mark, and those with facts
    of these units after today.
    """

    numbers: dict
    marks: dict
    has_part: bool
    unfolded: frozenset
    later: frozenset


def kept(units, covers, today, part=None):
    """`Kept` of `units`, all at one depth; `covers` are lines, each with the `Cover` of its days, with that `part`."""
    asked, spans = defaultdict(set), {}
    for line, span in covers:
        if span.is_kept:
            place = spans.setdefault((line.entry.is_flow, span.first, span.last, span.part), len(spans))
            asked[line.entry.name].add((line.label, place))
    numbers = {unit.pk: dict.fromkeys((line.label for line, _ in covers), 0) for unit in units}
    found, with_part, newest, later = {}, set(), {}, set()
    for unit, key, *values in _rows(units, asked, list(spans), today, part):
        if key == MARKS:
            stage, member, newest[keys.STAGE], newest[keys.MEMBER], has_part, *after = (
                int(value or 0) for value in values[:MARK_COLUMNS]
            )
            found[unit] = marks.Marks(stage, member)
            with_part |= {unit} if has_part else set()
            later |= {name for name, is_any in zip(keys.MODELS, after, strict=True) if is_any}
            continue
        for label, place in asked[key]:
            numbers[unit][label] += int(values[place])
    unfolded = {
        name for name, model in keys.MODELS.items() if any(newest[name] >= each.of(model) for each in found.values())
    }
    return Kept(numbers, found, with_part == set(found), frozenset(unfolded), frozenset(later))


def _rows(units, asked, spans, today, part):
    """(unit, key, sum of each of `spans`), and one row a folded unit with its marks in their place."""
    ids, width = [unit.pk for unit in units], max(len(spans), MARK_COLUMNS)
    parts = [_marks(units, ids, width, today, part)]
    for is_flow in (True, False):
        names = sorted(name for name, rows in asked.items() if any(spans[place][0] is is_flow for _, place in rows))
        if names:
            parts.append(_sums(ids, names, is_flow, spans, width))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql for sql, _ in parts), [value for _, values in parts for value in values])
        return cursor.fetchall()


def _marks(units, ids, width, today, part):
    column, tables = ANCESTOR_FIELDS[units[0].depth], [model._meta.db_table for model in keys.MODELS.values()]
    after = f'{column} IN ({_places(ids)}) AND "on" > %s'
    newest = [f"(SELECT max({marks.column()}) FROM {table})" for table in tables]  # noqa: S608
    later = [f"CASE WHEN EXISTS (SELECT 1 FROM {table} WHERE {after}) THEN 1 ELSE 0 END" for table in tables]  # noqa: S608
    has_part = "CASE WHEN part_until = %s THEN 1 ELSE 0 END"
    held = ["stage_mark", "member_mark", *newest, has_part, *later, *["0"] * (width - MARK_COLUMNS)]
    sql = (
        f"SELECT organization_id, %s, {', '.join(held)} FROM {FOLDED} "  # noqa: S608 - names of our own
        f"WHERE organization_id IN ({_places(ids)}) AND is_folded AND definition = %s AND source = %s"
    )
    days = [*ids, _day(today)] * len(tables)
    return sql, [MARKS, part and _day(part), *days, *ids, keys.definition(), marks.source()]


def _sums(ids, names, is_flow, spans, width):
    """Each key's sums over those of `spans` that are of its kind."""
    columns, values, lasts, firsts = [], [], [], []
    for kind, first, last, part in spans:
        if kind is not is_flow:
            columns.append("0")
            continue
        within, days = _within(is_flow, first, last, part)
        columns.append(f"COALESCE(sum(number) FILTER (WHERE {within}), 0)")
        values += days
        lasts.append(bucket_of(part) if part else last)
        firsts.append(first)
    columns += ["0"] * (width - len(columns))
    within, days = ("BETWEEN %s AND %s", [min(firsts), max(lasts)]) if is_flow else ("<= %s", [max(lasts)])
    sql = (
        f"SELECT unit_id, key, {', '.join(columns)} FROM {TALLIES} WHERE unit_id IN ({_places(ids)}) "  # noqa: S608
        f"AND key IN ({_places(names)}) AND bucket {within} GROUP BY unit_id, key"
    )
    return sql, [*map(_day, values), *ids, *names, *map(_day, days)]


def _within(is_flow, first, last, part):
    """(condition, days) of the tallies that make up a span: half months, and the part of one."""
    asked, days = [], []
    if last is not None:
        asked.append("NOT part AND bucket BETWEEN %s AND %s" if is_flow else "NOT part AND bucket <= %s")
        days += [first, last] if is_flow else [last]
    if part is not None:
        asked.append("part AND bucket = %s")
        days.append(bucket_of(part))
    return " OR ".join(asked), days


def _places(values):
    return ", ".join(["%s"] * len(values))


def _day(day):
    return connection.ops.adapt_datefield_value(day)
