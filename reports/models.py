"""What is kept beside the facts: a report's number and signer, when a signal is shown, shares of the people."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from branches.placed import ANCESTOR_FIELDS, Placed, PlacedQuerySet
from candidates.models.clock import AppendOnly
from reports.catalogue import COMPOSITION, INDICATORS
from reports.thresholds import CHOICES


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


class Threshold(AppendOnly, Placed):
    """From which number on a signal is shown, in a unit and below it, since a day; the nearest unit's holds.

    Rows are only added: what held on a day can be read later. Of several rows of one day the last recorded holds.
    """

    follows_tree = "always"

    key = models.CharField("ngưỡng", max_length=24, choices=CHOICES)
    value = models.PositiveSmallIntegerField("giá trị")
    valid_from = models.DateField("áp dụng từ ngày")
    basis = models.CharField("căn cứ", max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(name="threshold_is_above_nothing", condition=models.Q(value__gt=0)),
        ]

    def __str__(self):
        return f"{self.get_key_display()}: {self.value}"


class GroupShare(Placed):
    """What share a group has among the people of a unit's area, entered by hand with its source."""

    follows_tree = "always"

    group = models.CharField("nhóm", max_length=40, choices=[(key, INDICATORS[key].label) for key in COMPOSITION])
    per_mille = models.PositiveSmallIntegerField("phần nghìn dân số")
    year = models.PositiveSmallIntegerField("số liệu năm")
    source = models.CharField("nguồn số liệu", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["organization", "group"], name="one_share_per_unit_and_group"),
            models.CheckConstraint(name="share_within_the_whole", condition=models.Q(per_mille__lte=1000)),
        ]

    def __str__(self):
        return f"{self.get_group_display()}: {self.per_mille}‰"
