"""Targets of admission: what a unit is to reach in a period, by who set it."""

from django.db import models
from simple_history.models import HistoricalRecords

from branches.placed import ANCESTOR_FIELDS, Placed, PlacedQuerySet, ancestor_indexes


class Target(Placed):
    """A number of admissions for an organization and a period, from one source.

    Several sources for one period stand side by side (a congress resolution, a yearly plan
    assigned from above, the unit's own registration) and are never merged. A unit that is
    given no target has no row. What a unit expects (`EXPECTED`) stands here too, but no result is
    judged by it.
    """

    class Source(models.TextChoices):
        CONGRESS = "congress", "Nghị quyết đại hội"
        ASSIGNED = "assigned", "Kế hoạch cấp trên giao"
        REGISTERED = "registered", "Đơn vị đăng ký"
        EXPECTED = "expected", "Đơn vị dự kiến (không phải chỉ tiêu)"

    source = models.CharField("nguồn chỉ tiêu", max_length=12, choices=Source.choices)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    value = models.PositiveIntegerField("chỉ tiêu kết nạp")
    document = models.CharField("văn bản giao chỉ tiêu", max_length=200, blank=True)

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["starts_on", "source"]
        indexes = ancestor_indexes("target", "starts_on")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "source", "starts_on", "ends_on"], name="one_target_per_source_and_period"
            ),
            models.CheckConstraint(
                name="target_ends_after_it_begins", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
        ]

    def __str__(self):
        return f"{self.organization}: {self.value} ({self.get_source_display()})"
