"""Adding up: what was recorded since the last time is added to the tallies of each large unit.

Counting may take minutes and holds nothing; the marks change in the same transaction as the numbers, under the lock
of the unit's row, if nobody folded or unfolded it meanwhile.
"""

import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from branches.models import Organization
from branches.placed import ANCESTOR_FIELDS
from reports.models_tally import FoldedUnit, Tally
from reports.tally import keys, marks
from reports.tally.buckets import bucket_of

logger = logging.getLogger(__name__)

LEAST = 20_000  # facts of a unit from which on adding up is worth it: fewer are counted as fast as they are read
AT_ONCE = 5_000
ADD = """
INSERT INTO reports_tally (unit_id, key, bucket, number) VALUES (%s, %s, %s, %s)
ON CONFLICT (unit_id, key, bucket) DO UPDATE SET number = reports_tally.number + excluded.number
"""


def fold(least=LEAST):
    """Fold every unit that is due: those folded already, and others with at least `least` facts.

    One that cannot be folded is logged and read from its facts; the others are folded. Returns the units that failed.
    """
    failed = []
    try:
        adopt()
    except Exception:  # they are read from the facts until it goes
        logger.exception("Facts brought from another database were not taken in.")
    until, known = marks.now(), {row.pk: row for row in FoldedUnit.objects.all()}
    if sunk := [row.pk for row in FoldedUnit.objects.filter(organization__depth__gt=keys.DEEPEST)]:
        FoldedUnit.objects.filter(pk__in=sunk).delete()
    for organization in keys.candidates_for_folding():
        try:
            if _is_due(organization, known.get(organization.pk), until, least):
                fold_unit(organization, until)
        except Exception:
            logger.exception("The figures of %s were not folded.", organization.code)
            failed.append(organization)
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


def _is_due(organization, row, until, least):
    if row and is_in_force(row):
        return _anything_new(marks.Marks(row.stage_mark, row.member_mark), until)
    return _has_grown(organization, row and row.folded_at, until, least)


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
    """Fold `organization` up to the marks `until` (default: as far as it can be).

    False where somebody folded or unfolded it meanwhile, or is at it: then it is left for the next time.
    """
    until = until or marks.now()
    seen, _ = FoldedUnit.objects.get_or_create(organization=organization)
    anew = not is_in_force(seen)
    since = marks.Marks() if anew else marks.Marks(seen.stage_mark, seen.member_mark)
    numbers = contributions(Organization.objects.get(pk=organization.pk), since, until)
    with transaction.atomic():
        rows = FoldedUnit.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        # Whoever moves something after this waits for the row, and unfolds it.
        row = rows.filter(pk=seen.pk, is_folded=seen.is_folded, folded_at=seen.folded_at).first()
        if row is None:
            return False
        if anew:
            Tally.objects.filter(unit=row).delete()
        _add(row, numbers)
        row.stage_mark, row.member_mark = max(since.stage, until.stage), max(since.member, until.member)
        row.is_folded, row.definition, row.source = True, keys.definition(), marks.source()
        row.folded_at = timezone.now()
        row.save()
    return True


def is_in_force(row):
    """Whether what is folded in the unit may be read: the same definition and database as now."""
    return row.is_folded and row.definition == keys.definition() and row.source == marks.source()


def _lacking(organization, least, since, until):
    """How many facts of those written between the marks the unit lacks to `least`."""
    for model in keys.MODELS.values():
        rows = marks.written(model, since.of(model), until.of(model)).filter(**below(organization))
        least -= rows.order_by()[: max(least, 0)].count()
    return least


def contributions(organization, since, until=None):
    """(name, bucket) -> what was recorded of the unit between the marks, in today's tree."""
    found = defaultdict(int)
    for facts, model in keys.MODELS.items():
        for sign, rows in marks.changes(model, since.of(model), until and until.of(model)):
            rows = rows.filter(**below(organization))
            if rows.exists():
                _by_bucket(found, sign, rows, facts, organization.depth)
    return found


def recount(organization, until):
    """The same of all that stood at the marks `until`, counted from the facts at once."""
    found = defaultdict(int)
    for facts, model in keys.MODELS.items():
        rows = marks.standing(model, until.of(model)).filter(**below(organization))
        _by_bucket(found, 1, rows, facts, organization.depth)
    return {key: number for key, number in found.items() if number}


def differences(row):
    """(key, bucket, number kept, number counted) where a `FoldedUnit` does not hold what its facts come to."""
    if not is_in_force(row):
        return []
    kept = {(each.key, each.bucket): each.number for each in row.tallies.exclude(number=0)}
    counted = recount(row.organization, marks.Marks(row.stage_mark, row.member_mark))
    asked = sorted({*kept, *counted})
    return [(*at, kept.get(at, 0), counted.get(at, 0)) for at in asked if kept.get(at, 0) != counted.get(at, 0)]


def below(organization):
    """Which facts belong to `organization` in today's tree, whatever ancestors they carry themselves."""
    return {f"organization__{ANCESTOR_FIELDS[organization.depth]}": organization.pk}


def _by_bucket(found, sign, rows, facts, depth):
    entries = [entry for entry in keys.kept(depth) if entry.facts == facts]
    aggregates = {f"n{place}": entry.aggregate() for place, entry in enumerate(entries)}
    for row in rows.order_by().values("on").annotate(**aggregates).iterator():
        bucket = bucket_of(row["on"])
        for place, entry in enumerate(entries):
            if number := row[f"n{place}"]:
                found[entry.name, bucket] += sign * number


def _add(row, numbers):
    rows = [(row.pk, name, bucket, number) for (name, bucket), number in sorted(numbers.items()) if number]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            cursor.executemany(ADD, rows[start : start + AT_ONCE])


# What tells that something folded holds no more; `ReportsConfig.ready` connects both.


def unfold_what_changed(sender, organization, **kwargs):
    """A unit that moved from one large unit to another: both are read from their facts until folded anew.

    Its row is made where there is none, so that whoever is just folding it for the first time finds it changed.
    """
    before = organization.states.filter(valid_to__isnull=False).order_by("-valid_from", "-pk").first()
    old = set(before.parent.ancestors()[: keys.DEEPEST + 1]) if before and before.parent else set()
    new = set(organization.ancestors()[: keys.DEEPEST + 1])
    at, changed = timezone.now(), sorted((old ^ new) - {None})
    rows = [FoldedUnit(organization_id=pk, is_folded=False, folded_at=at) for pk in changed]
    FoldedUnit.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["organization"], update_fields=["is_folded", "folded_at"]
    )


def unfold_what_is_loaded(sender, instance, raw, **kwargs):
    """What `loaddata` brings was folded elsewhere, and here its facts are written anew: it is folded anew too."""
    if raw:
        instance.is_folded = False
