"""Classes with the people whom a unit sent over a period, and those who completed it (T4)."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from branches.models.organization import committee_of
from candidates.models import Candidate, ClassNomination, TrainingClass
from reports.reading import once_a_reading
from reports.states.answers import add
from reports.tree import TreeOn


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
        numbers[kind, pk] = add(numbers[kind, pk], row)
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
    tree, found, span = TreeOn(organization, period.end), defaultdict(lambda: [0, 0]), (period.start, period.end)
    columns = tree.unit_columns(Candidate)
    # Each by itself: either has an index, of both at once all are read.
    for place, which in enumerate((_sent, _completed)):
        cases = tree.facts(Candidate).filter(which(*span, "nominations__")).order_by()
        rows = cases.values_list(*columns, "nominations__kind", "nominations__training_class")
        for *unit, kind, pk, number in rows.annotate(number=Count("pk")):
            found[tree.unit_told(unit), kind, pk][place] += number
    return dict(found)


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
