"""Classes with the people whom a unit sent over a period, and those who completed it (T4)."""

from dataclasses import dataclass

from django.db.models import Count, Q

from branches.models.organization import committee_of
from candidates.models import Candidate, ClassNomination, TrainingClass
from reports.reading import once_a_reading
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


@once_a_reading
def class_results(organization, period):
    """A `ClassResult` for every class with people of the unit sent or completed in the period, by kind and day.

    People count where they belong today; sending by its day, completing by its day.
    """
    sent, completed = _sent(period), _completed(period)
    rows = nominations(organization, period).filter(sent | completed).order_by()
    counted = rows.values_list("kind", "training_class").annotate(
        sent=Count("pk", filter=sent), completed=Count("pk", filter=completed)
    )
    counted = list(counted)
    held = TrainingClass.objects.select_related("organization").in_bulk({pk for _, pk, *_ in counted if pk})
    found = [ClassResult(held.get(pk), kind, *numbers) for kind, pk, *numbers in counted]
    return sorted(found, key=_order)


def _order(row):
    convened = row.training_class
    return (row.kind, convened is None, (convened.starts_on, convened.pk) if convened else ())


def nominations(organization, period):
    """Everyone of the unit who was ever sent to a class."""
    return ClassNomination.objects.filter(candidate__in=TreeOn(organization, period.end).facts(Candidate))


def sent_people(organization, period):
    return nominations(organization, period).filter(_sent(period))


def completed_people(organization, period):
    return nominations(organization, period).filter(_completed(period))


def _sent(period):
    # Who was absent waits in a new row; they were sent once.
    return Q(missed=None, nominated_on__range=(period.start, period.end))


def _completed(period):
    done = ClassNomination.Result.COMPLETED
    return Q(result=done, completed_on__range=(period.start, period.end))
