"""What is kept of a report: its number, day and signer."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from branches.placed import ANCESTOR_FIELDS, Placed, PlacedQuerySet


class IssuedReport(Placed):
    """A report of an organization and a period that was given number and date; without a row it is a draft."""

    follows_tree = "always"

    period = models.CharField("kỳ báo cáo", max_length=40)  # a code as reports.periods.parse reads it
    number = models.PositiveIntegerField("số")
    issued_on = models.DateField("ngày ban hành")
    signer_capacity = models.CharField("ký thay mặt", max_length=80, default="T/M ĐẢNG ỦY")
    signer_post = models.CharField("chức vụ người ký", max_length=80, default="BÍ THƯ")
    signer_name = models.CharField("họ tên người ký", max_length=120)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["organization", "period"], name="one_issue_per_unit_and_period")
        ]

    def __str__(self):
        return f"{self.number} {self.issued_on:%d/%m/%Y}"
