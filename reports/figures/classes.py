"""Classes with the people whom a unit sent over a period, and those who completed it (T4)."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain

from django.db.models import Case, Count, IntegerField, Q, Value, When

from branches.models.organization import committee_of
from candidates.models import Candidate, ClassNomination, TrainingClass
from reports.reading import once_a_reading
from reports.states.answers import Question, add
from reports.tally.buckets import DAY, bucket_of
from reports.tree import TreeOn

HALVES_KEPT = 6


@dataclass(frozen=True)
class ClassResult:
    """`training_class` is None for those who were sent and have no class yet; `kind` is then what they wait for."""

    training_class: TrainingClass | None
    kind: str
    sent: int
    completed: int

    @property
    def convened_by(self):
        return committee_of(self.training_class.organization.name) if self.training_class else ""


@dataclass
class UnitClasses:
    """Of one kind: how many classes have people of a unit who were sent or completed it, and how many people did."""

    classes: int = 0
    sent: int = 0
    completed: int = 0


@once_a_reading
def class_results(organization, period):
    """A `ClassResult` for every class with people of the unit sent or completed in the period, by kind and day.

    People count where they belong today; sending by its day, completing by its day.
    """
    numbers = defaultdict(lambda: [0, 0])
    for (_, kind, pk), row in _counted(organization, period).items():
        numbers[kind, pk] = add([numbers[kind, pk], row])
    held = TrainingClass.objects.select_related("organization").in_bulk({pk for _, pk in numbers if pk})
    found = [ClassResult(held.get(pk), kind, *row) for (kind, pk), row in numbers.items()]
    return sorted(found, key=_order)


def number_of_classes(organization, period):
    """How many classes `class_results` tells of."""
    return len({pk for _, _, pk in _counted(organization, period)} - {None})


def classes_by_unit(organization, period):
    """kind -> (`UnitClasses` by child id, that of them all): a class with people of two units is one of each."""
    found, of_all = defaultdict(dict), defaultdict(set)
    for (unit, kind, pk), (sent, completed) in _counted(organization, period).items():
        row = found[kind].setdefault(unit, UnitClasses())
        row.classes, row.sent, row.completed = row.classes + bool(pk), row.sent + sent, row.completed + completed
        of_all[kind] |= {pk} - {None}
    return {kind: (rows, _sum(rows.values(), len(of_all[kind]))) for kind, rows in found.items()}


def _sum(rows, classes):
    rows = list(rows)
    return UnitClasses(classes, sum(row.sent for row in rows), sum(row.completed for row in rows))


@once_a_reading
def _counted(organization, period):
    """(child's id, kind, class's id or None) -> [sent, completed], as far as there are any."""
    on, found = period.end, defaultdict(lambda: [0, 0])
    kept = CLASSES.kept(organization, on) if period.start in halves_kept(on) else None
    if kept is None:
        units, first = _numbers(TreeOn(organization, on), [period.start]), 0
    else:
        units, first = kept, halves_kept(on).index(period.start)
    for unit, rows in units.items():
        for place, kind, pk, *numbers in rows:
            if place >= first:
                found[unit, kind, pk] = add([found[unit, kind, pk], numbers])
    return dict(found)


def _numbers(tree, starts):
    """unit's id -> rows of (place among `starts`, kind, class's id or None, sent, completed), by those three.

    A place is the days from its start to the day before the next one; the last one's last day is that of the tree.
    """
    columns, units = tree.unit_columns(Candidate), defaultdict(dict)
    # Each by itself: either has an index, of both at once all are read.
    for number, (which, day) in enumerate(((_sent, "nominated_on"), (_completed, "completed_on"))):
        cases = tree.facts(Candidate).filter(which(starts[0], tree.on, "nominations__")).order_by()
        place = _place(f"nominations__{day}", starts)
        rows = cases.values_list(*columns, place, "nominations__kind", "nominations__training_class")
        for *unit, place, kind, pk, count in rows.annotate(number=Count("pk")):
            units[tree.unit_told(unit)].setdefault((place, kind, pk), [0, 0])[number] += count
    return {unit: _listed(found) for unit, found in units.items()}


def _place(day, starts):
    """Which of the spans that begin on `starts` a day lies in, none before the first."""
    whens = [When(**{f"{day}__gte": start}, then=Value(place)) for place, start in enumerate(starts) if place]
    return Case(*reversed(whens), default=Value(0), output_field=IntegerField())


def _listed(found):
    return [[*key, *found[key]] for key in sorted(found, key=lambda key: (*key[:2], key[2] or 0))]


def _order(row):
    convened = row.training_class
    return (row.kind, convened is None, (convened.starts_on, convened.pk) if convened else ())


def nominations(organization, period):
    """Everyone of the unit who was ever sent to a class."""
    return ClassNomination.objects.filter(candidate__in=TreeOn(organization, period.end).facts(Candidate))


def sent_people(organization, period):
    return nominations(organization, period).filter(_sent(period.start, period.end))


def completed_people(organization, period):
    return nominations(organization, period).filter(_completed(period.start, period.end))


def classes_of(organization, period, kind):
    """The classes of the kind with people of the unit sent or completed in the period."""
    span = period.start, period.end
    people = nominations(organization, period).filter(_sent(*span) | _completed(*span))
    return TrainingClass.objects.filter(kind=kind, pk__in=people.values("training_class"))


def _sent(start, end, prefix=""):
    # Who was absent waits in a new row; they were sent once.
    return Q(**{f"{prefix}missed__isnull": True, f"{prefix}nominated_on__range": (start, end)})


def _completed(start, end, prefix=""):
    done = ClassNomination.Result.COMPLETED
    return Q(**{f"{prefix}result": done, f"{prefix}completed_on__range": (start, end)})


# As it is kept of large units


def halves_kept(on):
    """The first days of the half months that are kept with the day, the last one up to it: a quarter of either
    calendar that ends then, or is under way.
    """
    found = [bucket_of(on)]
    while len(found) < HALVES_KEPT:
        found.append(bucket_of(found[-1] - DAY))
    return found[::-1]


def _count(tree):
    return _numbers(tree, halves_kept(tree.on))


def _join(parts):
    found = defaultdict(lambda: [0, 0])
    for place, kind, pk, sent, completed in chain(*parts):
        row = found[place, kind, pk]
        row[0], row[1] = row[0] + sent, row[1] + completed
    return _listed(found)


CLASSES = Question("classes", "lớp bồi dưỡng", _count, join=_join)
