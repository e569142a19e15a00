"""Adding up: what was recorded since the last time is added to the tallies of each large unit; of one parent together.

Counting may take minutes and holds nothing; the marks change in the same transaction as the numbers, under the lock
of the units' rows, of those that nobody folded or unfolded meanwhile.
"""

import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from branches.models import Organization
from branches.placed import ANCESTOR_FIELDS
from reports.models_tally import FoldedUnit, Tally
from reports.tally import keys, marks
from reports.tally.buckets import MIDDLE, bucket_of
from reports.tally.kept import part_today

logger = logging.getLogger(__name__)

LEAST = 20_000  # facts of a unit from which on adding up is worth it: fewer are counted as fast as they are read
AT_ONCE = 5_000
ADD = """
INSERT INTO reports_tally (unit_id, key, bucket, part, number) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (unit_id, key, bucket, part) DO UPDATE SET number = reports_tally.number + excluded.number
"""


def fold(least=LEAST):
    """Fold every unit that is due: those folded already, others with at least `least` facts, and what stands directly
    below such a one, however small, because its tables are about them.

    Units of one parent are folded together; where that fails, one by one. One that cannot be folded is logged and
    read from its facts. Returns the units that failed.
    """
    try:
        adopt()
    except Exception:  # they are read from the facts until it goes
        logger.exception("Facts brought from another database were not taken in.")
    if sunk := [row.pk for row in FoldedUnit.objects.filter(organization__depth__gt=keys.DEEPEST)]:
        FoldedUnit.objects.filter(pk__in=sunk).delete()
    until, part, failed = marks.now(), part_today(), []
    known = {row.pk: row for row in FoldedUnit.objects.all()}
    anything_new = cache(_anything_new)

    @cache
    def is_large(unit):
        row = known.get(unit.pk)
        return _has_grown(unit, row and row.folded_at, until, least)

    for units in keys.families():
        due = []
        for unit in units:
            row = known.get(unit.pk)
            if row and is_in_force(row):
                is_due = row.part_until != part or anything_new(marks.Marks(row.stage_mark, row.member_mark), until)
            else:
                is_due = (unit.parent and is_large(unit.parent)) or (unit.depth <= keys.WHOLE and is_large(unit))
            due += [unit] * bool(is_due)
        failed += _fold_together(due, until)
    return failed


def adopt():
    """Take in facts that another database wrote; whatever is folded is counted anew, for they are not in it.

    Who is just folding finds its row changed, or waits with making it. It happens once, after a copy was brought here.
    """
    if not marks.any_foreign():
        return
    with transaction.atomic():
        marks.adopt_foreign()
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {FoldedUnit._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        FoldedUnit.objects.update(is_folded=False, folded_at=timezone.now())
    _missing.clear()


def _fold_together(units, until):
    """The units that could not be folded."""
    try:
        fold_units(units, until)
    except Exception:
        if len(units) > 1:
            return [unit for each in units for unit in _fold_together([each], until)]
        logger.exception("The figures of %s were not folded.", units[0].code)
        return units
    return []


def _anything_new(since, until):
    """Whether any fact was written between the marks, be it of another unit: then the tail would grow."""
    return any(marks.written(model, since.of(model), until.of(model)).exists() for model in keys.MODELS.values())


@dataclass
class _Missing:
    """How many of `least` facts a unit lacked, counted up to the marks since it was last unfolded."""

    unfolded_at: datetime | None
    least: int
    until: marks.Marks
    number: int


_missing = {}  # organization's id -> `_Missing`, as long as the process lives


def _has_grown(organization, unfolded_at, until, least):
    """Whether it has at least `least` facts; counts only those written since this was asked before."""
    known = _missing.get(organization.pk)
    if not known or (known.unfolded_at, known.least) != (unfolded_at, least):
        known = _Missing(unfolded_at, least, until, _lacking(organization, least, marks.Marks(), until))
    elif known.until != until:
        known.number, known.until = _lacking(organization, known.number, known.until, until), until
    _missing[organization.pk] = known
    return known.number <= 0


def fold_unit(organization, until=None):
    """`fold_units` of one alone."""
    return fold_units([organization], until)


def fold_units(units, until=None):
    """Fold `units` up to the marks `until` (default: as far as they can be).

    Those that somebody folded or unfolded meanwhile, or is at, are left for the next time; False where all are.
    """
    if not units:
        return False
    until, ids = until or marks.now(), [unit.pk for unit in units]
    FoldedUnit.objects.bulk_create([FoldedUnit(organization_id=pk) for pk in ids], ignore_conflicts=True)
    seen = FoldedUnit.objects.in_bulk(ids)
    today, alike = Organization.objects.in_bulk(ids), defaultdict(list)
    for pk, row in seen.items():
        since = marks.Marks(row.stage_mark, row.member_mark) if is_in_force(row) else marks.Marks()
        alike[since, today[pk].depth, row.part_until].append(today[pk])
    done = [_store(seen, group, since, until, part) for (since, _, part), group in alike.items()]
    return any(done)


def _store(seen, units, since, until, part_before):
    """Count `units`, folded up to the marks `since`, and keep what it comes to; whether any of them was kept.

    Another day's part of a half month is counted anew.
    """
    # Somebody else may have come further than who took the marks `until`.
    until = marks.Marks(max(since.stage, until.stage), max(since.member, until.member))
    part, numbers = part_today(), contributions(units, since, until)
    parts = contributions(units, since if part == part_before else marks.Marks(), until, part)
    new = {"is_folded": True, "definition": keys.definition(), "source": marks.source(), "part_until": part,
           "stage_mark": until.stage, "member_mark": until.member}  # fmt: skip
    with transaction.atomic():
        rows = FoldedUnit.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        # Whoever moves something after this waits for the row, and unfolds it.
        rows = rows.filter(pk__in=[unit.pk for unit in units]).order_by("pk")
        kept = {row.pk for row in rows if _state(row) == _state(seen[row.pk])}
        Tally.objects.filter(unit__in=[pk for pk in kept if not is_in_force(seen[pk])]).delete()
        if part != part_before:
            Tally.objects.filter(unit__in=kept, part=True).delete()
        for counted, is_part in ((numbers, False), (parts, True)):
            _add({at: number for at, number in counted.items() if at[0] in kept}, is_part)
        FoldedUnit.objects.filter(pk__in=kept).update(**new, folded_at=timezone.now())
    return bool(kept)


def _state(row):
    return row.is_folded, row.folded_at


def is_in_force(row):
    """Whether what is folded in the unit may be read: the same definition and database as now."""
    return row.is_folded and row.definition == keys.definition() and row.source == marks.source()


def _lacking(organization, least, since, until):
    """How many facts of those written between the marks the unit lacks to `least`."""
    for model in keys.MODELS.values():
        rows = marks.written(model, since.of(model), until.of(model)).filter(**below([organization]))
        least -= rows.order_by()[: max(least, 0)].count()
    return least


def contributions(units, since, until=None, part=None):
    """(unit's id, name, bucket) -> what was recorded of `units`, all at one depth, between the marks; today's tree.

    With `part` only of the days of its half month up to it.
    """
    found = defaultdict(int)
    for facts, model in keys.MODELS.items():
        for sign, rows in marks.changes(model, since.of(model), until and until.of(model)):
            rows = rows.filter(_days(part), **below(units))
            if rows.exists():
                _by_bucket(found, sign, rows, facts, units[0].depth)
    return found


def _days(part):
    return Q(on__range=(bucket_of(part), part)) if part else Q()


def recount(organization, until, part=None):
    """(name, bucket) -> the same of all that stood at the marks `until`, counted from the facts at once."""
    found = defaultdict(int)
    for facts, model in keys.MODELS.items():
        rows = marks.standing(model, until.of(model)).filter(_days(part), **below([organization]))
        _by_bucket(found, 1, rows, facts, organization.depth)
    return {(name, bucket): number for (_, name, bucket), number in found.items() if number}


def differences(row):
    """(key, bucket, number kept, number counted) where a `FoldedUnit` does not hold what its facts come to."""
    if not is_in_force(row):
        return []
    found, until = [], marks.Marks(row.stage_mark, row.member_mark)
    for part in (None, row.part_until):
        tallies = row.tallies.filter(part=part is not None).exclude(number=0)
        kept = {(each.key, each.bucket): each.number for each in tallies}
        counted = recount(row.organization, until, part)
        asked = sorted({*kept, *counted})
        found += [(*at, kept.get(at, 0), counted.get(at, 0)) for at in asked if kept.get(at, 0) != counted.get(at, 0)]
    return found


def below(units):
    """Which facts belong to one of `units`, all at one depth, in today's tree: whatever ancestors they carry."""
    return {f"{_unit_of(units[0].depth)}__in": [unit.pk for unit in units]}


def _unit_of(depth):
    return f"organization__{ANCESTOR_FIELDS[depth]}"


def _by_bucket(found, sign, rows, facts, depth):
    entries = [entry for entry in keys.kept(depth) if entry.facts == facts]
    aggregates = {f"n{place}": entry.aggregate() for place, entry in enumerate(entries)}
    halves = rows.order_by().annotate(month=TruncMonth("on"), late=Q(on__day__gte=MIDDLE))
    for row in halves.values(_unit_of(depth), "month", "late").annotate(**aggregates).iterator():
        bucket = row["month"].replace(day=MIDDLE) if row["late"] else row["month"]
        for place, entry in enumerate(entries):
            if number := row[f"n{place}"]:
                found[row[_unit_of(depth)], entry.name, bucket] += sign * number


def _add(numbers, part):
    rows = [(*at, part, number) for at, number in sorted(numbers.items()) if number]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            cursor.executemany(ADD, rows[start : start + AT_ONCE])


# What tells that something folded holds no more; `ReportsConfig.ready` connects both.


def unfold_what_changed(sender, organization, authority=None, **kwargs):
    """A unit that moved from one large unit to another: both are read from their facts until folded anew.

    Who decides on its admissions changes no figure.
    Its row is made where there is none, so that whoever is just folding it for the first time finds it changed.
    """
    if authority:
        return
    before = organization.states.filter(valid_to__isnull=False).order_by("-valid_from", "-pk").first()
    old = set(before.parent.ancestors()[: keys.DEEPEST + 1]) if before and before.parent else set()
    new = set(organization.ancestors()[: keys.DEEPEST + 1])
    changed = (old ^ new) - {None}
    if before and organization.depth != (before.parent.depth + 1 if before.parent else 0):
        # All below it stand at another depth now, of which other numbers are kept.
        changed.update(FoldedUnit.objects.filter(**below([organization])).values_list("pk", flat=True))
    at = timezone.now()
    rows = [FoldedUnit(organization_id=pk, is_folded=False, folded_at=at) for pk in sorted(changed)]
    FoldedUnit.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["organization"], update_fields=["is_folded", "folded_at"]
    )


def unfold_what_is_loaded(sender, instance, raw, **kwargs):
    """What `loaddata` brings was folded elsewhere, and here its facts are written anew: it is folded anew too."""
    if raw:
        instance.is_folded = False
