"""Adding up: what was recorded since the last time is added to the tallies of each large unit.

One at a time for each unit, whose row is locked; units of one parent together. The marks change in the same
transaction as the numbers.
"""

import logging
from collections import defaultdict
from functools import cache

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from branches.models import Organization
from branches.placed import ANCESTOR_FIELDS
from reports.models_tally import FoldedUnit, Tally
from reports.tally import keys, marks
from reports.tally.buckets import MIDDLE

logger = logging.getLogger(__name__)

LEAST = 20_000  # facts of a unit from which on adding up is worth it: fewer are counted as fast as they are read
AT_ONCE = 5_000
ADD = """
INSERT INTO reports_tally (unit_id, key, bucket, number) VALUES (%s, %s, %s, %s)
ON CONFLICT (unit_id, key, bucket) DO UPDATE SET number = reports_tally.number + excluded.number
"""


def fold(least=LEAST):
    """Fold every unit that is due: those folded already, others with at least `least` facts, and what stands directly
    below such a one, however small, because its tables are about them.

    Units of one parent are folded together; where that fails, one by one. One that cannot be folded is logged and
    read from its facts. Returns the units that failed.
    """
    if sunk := [row.pk for row in FoldedUnit.objects.filter(organization__depth__gt=keys.DEEPEST)]:
        FoldedUnit.objects.filter(pk__in=sunk).delete()
    until, failed = marks.now(), []
    known = {row.pk: row for row in FoldedUnit.objects.all()}
    anything_new, is_large = cache(_anything_new), cache(has_facts)
    for units in keys.families():
        due = []
        for unit in units:
            row = known.get(unit.pk)
            if row and is_in_force(row):
                is_due = anything_new(marks.Marks(row.stage_mark, row.member_mark), until)
            else:
                is_due = (unit.parent and is_large(unit.parent, least)) or (
                    unit.depth <= keys.WHOLE and is_large(unit, least)
                )
            due += [unit] * bool(is_due)
        failed += _fold_together(due, until)
    return failed


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


def fold_unit(organization, until=None):
    """`fold_units` of one alone."""
    return fold_units([organization], until)


def fold_units(units, until=None):
    """Fold `units` up to the marks `until` (default: as far as they can be); False where others are at all of them."""
    if not units:
        return False
    until, ids = until or marks.now(), [unit.pk for unit in units]
    FoldedUnit.objects.bulk_create([FoldedUnit(organization_id=pk) for pk in ids], ignore_conflicts=True)
    with transaction.atomic():
        rows = FoldedUnit.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        rows = list(rows.filter(pk__in=ids).order_by("pk"))
        _begin_anew([row for row in rows if not is_in_force(row)])
        # Read under the lock: a move that changed its place or belongings before is seen whole.
        today, alike = Organization.objects.in_bulk([row.pk for row in rows]), defaultdict(list)
        for row in rows:
            since = marks.Marks(row.stage_mark, row.member_mark)
            alike[since, today[row.pk].depth].append(today[row.pk])
        for (since, _), group in alike.items():
            _add(contributions(group, since, until))
            FoldedUnit.objects.filter(pk__in=[unit.pk for unit in group]).update(
                stage_mark=max(since.stage, until.stage),
                member_mark=max(since.member, until.member),
                folded_at=timezone.now(),
            )
    return bool(rows)


def is_in_force(row):
    """Whether what is folded in the unit may be read: the same definition and database as now."""
    return row.is_folded and row.definition == keys.definition() and row.source == marks.source()


def has_facts(organization, least):
    """Whether `organization` has at least `least` facts."""
    missing = least
    for model in keys.MODELS.values():
        missing -= model._base_manager.filter(**below([organization])).order_by()[: max(missing, 0)].count()
    return missing <= 0


def contributions(units, since, until=None):
    """(unit's id, name, bucket) -> what was recorded of `units`, all at one depth, between the marks; today's tree."""
    found = defaultdict(int)
    for facts, model in keys.MODELS.items():
        for sign, rows in marks.changes(model, since.of(model), until and until.of(model)):
            rows = rows.filter(**below(units))
            if rows.exists():
                _by_bucket(found, sign, rows, facts, units[0].depth)
    return found


def recount(organization, until):
    """(name, bucket) -> the same of all that stood at the marks `until`, counted from the facts at once."""
    found = defaultdict(int)
    for facts, model in keys.MODELS.items():
        rows = marks.standing(model, until.of(model)).filter(**below([organization]))
        _by_bucket(found, 1, rows, facts, organization.depth)
    return {(name, bucket): number for (_, name, bucket), number in found.items() if number}


def differences(row):
    """(key, bucket, number kept, number counted) where a `FoldedUnit` does not hold what its facts come to."""
    if not is_in_force(row):
        return []
    kept = {(each.key, each.bucket): each.number for each in row.tallies.exclude(number=0)}
    counted = recount(row.organization, marks.Marks(row.stage_mark, row.member_mark))
    asked = sorted({*kept, *counted})
    return [(*at, kept.get(at, 0), counted.get(at, 0)) for at in asked if kept.get(at, 0) != counted.get(at, 0)]


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


def _begin_anew(rows):
    source = marks.source()
    if any(row.source and row.source != source for row in rows):
        marks.adopt()
    ids, new = [row.pk for row in rows], {"definition": keys.definition(), "source": source, "is_folded": True}
    Tally.objects.filter(unit__in=ids).delete()
    FoldedUnit.objects.filter(pk__in=ids).update(stage_mark=0, member_mark=0, **new)
    for row in rows:
        row.stage_mark = row.member_mark = 0


def _add(numbers):
    rows = [(*at, number) for at, number in sorted(numbers.items()) if number]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            cursor.executemany(ADD, rows[start : start + AT_ONCE])


# What tells that something folded holds no more; `ReportsConfig.ready` connects both.


def unfold_what_changed(sender, organization, **kwargs):
    """A unit that moved from one large unit to another: both are read from their facts until folded anew.

    Its row is made where there is none, so that whoever is about to fold for the first time waits for the move.
    """
    before = organization.states.filter(valid_to__isnull=False).order_by("-valid_from", "-pk").first()
    old = set(before.parent.ancestors()[: keys.DEEPEST + 1]) if before and before.parent else set()
    new = set(organization.ancestors()[: keys.DEEPEST + 1])
    rows = [FoldedUnit(organization_id=pk, is_folded=False) for pk in sorted((old ^ new) - {None})]
    FoldedUnit.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["organization"], update_fields=["is_folded"]
    )


def unfold_what_is_loaded(sender, instance, raw, **kwargs):
    """What `loaddata` brings was folded elsewhere, and here its facts are written anew: it is folded anew too."""
    if raw:
        instance.is_folded = False
