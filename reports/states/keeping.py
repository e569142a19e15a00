"""Counting how things stand beforehand: of every unit once a day, of what was touched once a minute."""

import logging
from collections import defaultdict
from copy import copy
from datetime import timedelta
from itertools import product

from django.db import connection, transaction
from django.utils import timezone

from branches.models import Organization
from partydev.locks import under_lock
from reports.figures import cards, classes, dormant, pool, probation, remarks, totals
from reports.models_states import KeptState, KeptStates, Touch
from reports.models_tally import FoldedUnit
from reports.reading import one_reading
from reports.sending.moments import one_moment
from reports.states.answers import DEEPEST
from reports.states.held import definition
from reports.states.leaves import COLUMNS, Leaf, LeavesOn
from reports.states.touched import anything_since, touched_since
from reports.tally import folding, marks
from reports.tally.buckets import MIDDLE
from reports.tree import TreeOn, elsewhere_on

logger = logging.getLogger(__name__)

QUESTIONS = (
    totals.KINDS,
    pool.STATES,
    cards.WAITING,
    probation.OVERDUE,
    dormant.WITHOUT_ADMISSION,
    remarks.REMARKS,
    classes.CLASSES,
)
BASES = Organization.CountedBy.values
AT_ONCE = 2_000
ONE_AT_A_TIME = 7_351_001  # the advisory lock of who counts


def days(today):
    """The days whose states are kept: today, and the last ones on which a month of either calendar ended."""
    ends = today.replace(day=1) - timedelta(days=1)
    half = today.replace(day=MIDDLE - 1)
    if half >= today:
        half = ends.replace(day=MIDDLE - 1)
    return sorted({today, ends, half})


def refresh():
    """Count what was touched since the last time, in every installation large enough to be added up; all of it where
    nothing is kept that holds. One at a time: who finds another at it leaves it to that one.

    Returns the roots that failed; those are counted when they are asked.
    """
    if connection.vendor != "postgresql" or not _value("SELECT pg_try_advisory_lock(%s)"):
        return []
    try:
        return _refresh_all()
    finally:
        _value("SELECT pg_advisory_unlock(%s)")


def _value(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql, [ONE_AT_A_TIME])
        return cursor.fetchone()[0]


def _refresh_all():
    until, failed = marks.now().stage, []
    wanted = days(timezone.localdate())
    roots = FoldedUnit.objects.filter(organization__depth=0, is_folded=True).select_related("organization")
    roots = [row for row in roots if folding.is_in_force(row)]
    KeptStates.objects.exclude(root__in=[row.pk for row in roots], on__in=wanted).delete()
    for root in roots:
        try:
            for on in wanted:
                _refresh(root, on)
        except Exception:
            logger.exception("The states of %s were not counted.", root.organization.code)
            failed.append(root.organization)
    if not failed:
        _forget_touches(until)
    return failed


def _forget_touches(mark):
    """Those of before `mark` that everything kept has counted, and those that a copied database brought along."""
    counted = min([mark, *KeptStates.objects.values_list("mark", flat=True)])
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {Touch._meta.db_table} WHERE written_in < %s OR {marks.FOREIGN}", [counted])  # noqa: S608


@one_reading
def _refresh(root, on):
    mark, rules, organization = marks.now().stage, definition(), root.organization
    with one_moment():
        if elsewhere_on(on):
            return
        bases = _bases(organization)
        names = sorted({question.name(basis) for question in QUESTIONS for basis in bases})
        held = KeptStates.objects.filter(root=organization, on=on).first()
        holds = held is not None and (held.definition, held.names) == (rules, names)
        touched = _touched(held) if holds else None
        counted = _counted(organization, on, touched, bases)
    _store(root, on, held, KeptStates(mark=mark, definition=rules, names=names), touched, counted)


def _touched(kept):
    return touched_since(kept.mark, kept.root_id) if anything_since(kept.mark) else []


def _bases(organization):
    """By which days those count admissions who are answered from what is kept."""
    rows = Organization.objects.under(organization).filter(depth__lte=DEEPEST).order_by()
    return sorted(set(rows.values_list("counted_by", flat=True)))


def _counted(root, on, touched, bases):
    """Leaf -> {name: numbers}; of the leaves `touched`, None: of all, one child of the root after the other."""
    found, leaves = {}, _leaves(root)
    for top, only in [(root, touched)] if touched is not None else _portions(root):
        for question in QUESTIONS:
            asked = only if only is None else question.concerned(only)
            if asked is not None and not asked:
                continue
            for basis in bases if question.by_basis else bases[:1]:
                tree = LeavesOn(_as_counted_by(top, basis), on, asked)
                for unit, numbers in question.count(tree).items():
                    found.setdefault(leaves[unit], {})[question.name(basis)] = numbers
    return found


def _as_counted_by(organization, basis):
    """The organization as one that counts admissions so; it is not to be saved."""
    then = copy(organization)
    then.counted_by = basis
    return then


def _leaves(root):
    """unit's id -> its `Leaf`."""
    rows = Organization.objects.under(root).filter(depth__lt=len(COLUMNS)).order_by().values_list(*COLUMNS)
    return {leaf.unit: leaf for leaf in map(Leaf.of, rows)}


def _portions(root):
    """All of the tree: (organization, which leaves below it; None: all)."""
    yield root, [Leaf((root.pk,))]
    for child in Organization.objects.filter(parent=root).order_by("pk"):
        yield child, None


@transaction.atomic
def _store(root, on, held, new, touched, counted):
    """Keep what was counted, as `new` says, unless somebody else did meanwhile, or the tree changed."""
    row = under_lock(FoldedUnit.objects).get(pk=root.pk)
    kept = KeptStates.objects.filter(root_id=root.pk, on=on).first()
    if row.rearranged_at != root.rearranged_at or not row.is_folded or _version(kept) != _version(held):
        return
    if kept and touched is None:
        kept.delete()
        kept = None
    kept = kept or KeptStates(root_id=root.pk, on=on)
    kept.mark, kept.definition, kept.names = new.mark, new.definition, new.names
    kept.save()
    counted = _with_what_was_not_counted(kept, touched or (), counted)
    kept.states.filter(unit_id__in=[leaf.unit for leaf in touched or ()], is_whole=False).delete()
    states = [KeptState(kept=kept, numbers=numbers, **_place(leaf)) for leaf, numbers in counted.items()]
    KeptState.objects.bulk_create(states, batch_size=AT_ONCE)
    _add_up(kept, {leaf.steps[1] for leaf in (counted if touched is None else touched) if len(leaf.steps) > 1})


def _add_up(kept, children):
    """Keep of each of these `children` of the root what it comes to with all that stands below it."""
    parts, joined = {}, {question.name(basis): question.joined for question in QUESTIONS for basis in BASES}
    rows = kept.states.filter(ancestor_1__in=children, is_whole=False).order_by("pk")
    for child, numbers in rows.values_list("ancestor_1", "numbers").iterator():
        whole = parts.setdefault(child, defaultdict(list))
        for name, each in numbers.items():
            whole[name].append(each)
    kept.states.filter(unit_id__in=children, is_whole=True).delete()
    wholes = [
        KeptState(
            kept=kept,
            numbers={name: joined[name](each) for name, each in whole.items()},
            is_whole=True,
            **_place(Leaf((kept.root_id, child))),
        )
        for child, whole in parts.items()
    ]
    KeptState.objects.bulk_create(wholes, batch_size=AT_ONCE)


def _with_what_was_not_counted(kept, touched, counted):
    """`counted`, and of the leaves touched by remarks alone what is kept of the other questions."""
    leaves = {leaf.unit: leaf for leaf in touched if leaf.of_remarks}
    about = {question.key for question in QUESTIONS if question.of_remarks}
    for unit, numbers in kept.states.filter(unit_id__in=leaves, is_whole=False).values_list("unit_id", "numbers"):
        rest = {name: each for name, each in numbers.items() if name not in about}
        if rest:
            counted.setdefault(leaves[unit], {}).update(rest)
    return counted


def _version(kept):
    return kept and (kept.pk, kept.mark, kept.definition)


def _place(leaf):
    return {"unit_id": leaf.unit, **dict(zip(COLUMNS, leaf.steps, strict=False))}


def differences(kept):
    """(unit, question, child's id, numbers kept, numbers counted) where what is kept is not what the rows say."""
    units = Organization.objects.under(kept.root).filter(depth__lte=DEEPEST).order_by("path")
    for unit, basis in product(units, _bases(kept.root)):
        asking = _as_counted_by(unit, basis)
        for question in QUESTIONS:
            with one_moment():
                found, counted = question.by_unit(asking, kept.on), question.count(TreeOn(asking, kept.on))
            for pk in sorted({*found, *counted}):
                if found.get(pk) != counted.get(pk):
                    yield unit, question, pk, found.get(pk), counted.get(pk)
