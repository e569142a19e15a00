"""Adding up: what was recorded since the last time is added to the tallies of each large unit.

One at a time for each unit, whose row is locked; the marks change in the same transaction as the numbers.
"""

import logging
from collections import defaultdict

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
    until, known = marks.now(), {row.pk: row for row in FoldedUnit.objects.all()}
    if sunk := [row.pk for row in FoldedUnit.objects.filter(organization__depth__gt=keys.DEEPEST)]:
        FoldedUnit.objects.filter(pk__in=sunk).delete()
    failed = []
    for organization in keys.candidates_for_folding():
        try:
            if _is_due(organization, known.get(organization.pk), until, least):
                fold_unit(organization, until)
        except Exception:
            logger.exception("The figures of %s were not folded.", organization.code)
            failed.append(organization)
    return failed


def _is_due(organization, row, until, least):
    if row and is_in_force(row):
        return _anything_new(marks.Marks(row.stage_mark, row.member_mark), until)
    return has_facts(organization, least)


def _anything_new(since, until):
    """Whether any fact was written between the marks, be it of another unit: then the tail would grow."""
    return any(marks.written(model, since.of(model), until.of(model)).exists() for model in keys.MODELS.values())


def fold_unit(organization, until=None):
    """Fold `organization` up to the marks `until` (default: as far as it can be); False where another is at it."""
    until = until or marks.now()
    FoldedUnit.objects.get_or_create(organization=organization)
    with transaction.atomic():
        rows = FoldedUnit.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        row = rows.filter(pk=organization.pk).first()
        if row is None:
            return False
        # Read under the lock: a move that changed its place or belongings before is seen whole.
        organization = Organization.objects.get(pk=organization.pk)
        if not is_in_force(row):
            _begin_anew(row)
        since = marks.Marks(row.stage_mark, row.member_mark)
        _add(row, contributions(organization, since, until))
        row.stage_mark, row.member_mark = max(since.stage, until.stage), max(since.member, until.member)
        row.folded_at = timezone.now()
        row.save()
    return True


def is_in_force(row):
    """Whether what is folded in the unit may be read: the same definition and database as now."""
    return row.is_folded and row.definition == keys.definition() and row.source == marks.source()


def has_facts(organization, least):
    """Whether `organization` has at least `least` facts."""
    missing = least
    for model in keys.MODELS.values():
        missing -= model._base_manager.filter(**below(organization)).order_by()[: max(missing, 0)].count()
    return missing <= 0


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


def _begin_anew(row):
    source = marks.source()
    if row.source and row.source != source:
        marks.adopt()
    Tally.objects.filter(unit=row).delete()
    row.stage_mark = row.member_mark = 0
    row.is_folded, row.definition, row.source = True, keys.definition(), source


def _add(row, numbers):
    rows = [(row.pk, name, bucket, number) for (name, bucket), number in sorted(numbers.items()) if number]
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
