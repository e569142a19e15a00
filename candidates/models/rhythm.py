"""How often a unit's cells remark on the people they help."""

from django.conf import settings
from django.db import models

from branches.placed import Placed, PlacedQuerySet
from candidates.models.clock import AppendOnly


class RemarkRhythm(AppendOnly, Placed):
    """From the month `valid_from` on, a remark every `months` months; also below, where nothing nearer is set.

    Of two for the same month the later one stands. Where nothing is set, every month is asked.
    """

    EVERY = ((1, "Hằng tháng"), (2, "Hai tháng một lần"), (3, "Mỗi quý một lần"), (6, "Sáu tháng một lần"))

    follows_tree = "always"

    months = models.PositiveSmallIntegerField("kỳ nhận xét", choices=EVERY)
    valid_from = models.DateField("từ tháng")  # its first day
    basis = models.CharField("căn cứ", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(name="rhythm_begins_with_a_month", condition=models.Q(valid_from__day=1)),
            models.CheckConstraint(name="rhythm_is_a_known_one", condition=models.Q(months__in=(1, 2, 3, 6))),
        ]

    def __str__(self):
        return f"{self.get_months_display()} từ tháng {self.valid_from:%m/%Y}"
