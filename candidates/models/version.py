"""What a dossier held each time it was sent up."""

from django.conf import settings
from django.db import models


class DossierVersion(models.Model):
    """The register and the person's facts as they stood when the dossier was sent for the n-th time. Append-only.

    `rows` are the papers, each a dict of code, ordinal, name, state, number, issued_on (ISO), issuer, note and scans
    (their SHA-256, in order); `facts` are (label, words) pairs.
    """

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    event = models.OneToOneField("candidates.StageEvent", on_delete=models.PROTECT, related_name="version")
    rows = models.JSONField()
    facts = models.JSONField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "number"], name="one_dossier_version_per_number"),
        ]

    def __str__(self):
        return f"Lần gửi thứ {self.number}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("What was sent is never changed; sending again makes a new version.")
        super().save(*args, **kwargs)
