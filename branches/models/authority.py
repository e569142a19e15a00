"""Who decides admission for a unit, and which mass organizations it has: dated rows."""

from django.db import models
from simple_history.models import HistoricalRecords


class DecidingAuthority(models.Model):
    """Which body decides admission and recognition for an organization and all below it.

    The row nearest to a cell on the way up, in force on the day, holds (regulations (c.2):
    the body changed with the rules and with delegations, so it is data and not code).
    """

    class Body(models.TextChoices):
        STANDING = "standing", "Ban Thường vụ"
        EXECUTIVE = "executive", "Ban Chấp hành (toàn thể cấp ủy)"
        PERMANENT = "permanent", "Thường trực cấp ủy"

    organization = models.ForeignKey("branches.Organization", on_delete=models.CASCADE, related_name="authorities")
    decided_by = models.ForeignKey(
        "branches.Organization", on_delete=models.PROTECT, related_name="decides_for", verbose_name="cấp quyết định"
    )
    body = models.CharField("tập thể quyết định", max_length=12, choices=Body.choices, default=Body.STANDING)
    needs_base_resolution = models.BooleanField("cần nghị quyết của đảng ủy cơ sở", default=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "valid_from"], name="one_authority_per_unit_and_day"),
            models.CheckConstraint(
                name="authority_ends_after_it_begins",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self):
        return f"{self.organization}: {self.get_body_display()} {self.decided_by}"


class OrganizationUnion(models.Model):
    """A mass organization that exists in a unit from one date to another.

    Where none exists, two full members introduce and nothing is blocked (Điều 4 khoản 1).
    """

    organization = models.ForeignKey("branches.Organization", on_delete=models.CASCADE, related_name="unions")
    union = models.CharField("đoàn thể", max_length=24)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["organization", "union", "valid_from"], name="one_union_row_per_day")
        ]

    def __str__(self):
        return f"{self.organization}: {self.union}"
