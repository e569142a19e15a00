"""Attendance: how many sessions each attended, and how many the class asks for."""

from dataclasses import dataclass, field

from django.db.models import Count


@dataclass(frozen=True)
class Attendance:
    """`held`: sessions whose attendance was taken; `needed`: how many of them must be attended (0: not asked)."""

    held: int = 0
    needed: int = 0
    counts: dict = field(default_factory=dict)  # nomination's id -> sessions attended

    def of(self, nomination):
        return self.counts.get(nomination.pk, 0)

    def is_enough(self, nomination):
        return self.of(nomination) >= self.needed

    def words(self, nomination):
        """ "3/5 buổi"; "" before any was taken."""
        return f"{self.of(nomination)}/{self.held} buổi" if self.held else ""


def attendance_of(training_class):
    """The `Attendance` of a class: two questions, however many people and sessions."""
    taken = training_class.sessions.filter(taken_at__isnull=False)
    held = taken.count()
    if not held:
        return Attendance()
    counts = taken.filter(present__isnull=False).order_by().values_list("present").annotate(number=Count("pk"))
    share = training_class.least_attendance or 0
    return Attendance(held, -(-held * share // 100), dict(counts))
