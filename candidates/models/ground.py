"""Documents of a higher organ on which a case rests: a consent, a conclusion, an assignment."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from candidates.rules.grounds import GROUND_CHOICES, GROUND_KINDS


class Ground(models.Model):
    """A document that lets a step pass which a rule stops (`rules.grounds`): number, day, issuer, never its content.

    `issued_on` is None where the day is not known. Never deleted: a `GroundWithdrawal` takes it back.
    """

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="grounds")
    kind = models.CharField("loại văn bản", max_length=24, choices=GROUND_CHOICES)
    number = models.CharField("số", max_length=120)
    issued_on = models.DateField("ngày", null=True, blank=True)
    issuer = models.CharField("nơi ban hành", max_length=200)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        ordering = ["issued_on", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()} số {self.number}"

    @property
    def about(self):
        """The `GroundKind`."""
        return GROUND_KINDS[self.kind]

    @property
    def withdrawn(self):
        """The `GroundWithdrawal`; None while the document stands."""
        return getattr(self, "withdrawal", None)


class GroundWithdrawal(models.Model):
    """Who took a document back that was recorded by mistake, and why; the document's row stays."""

    ground = models.OneToOneField(Ground, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField("lý do", max_length=500)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"Rút lại {self.ground}"
