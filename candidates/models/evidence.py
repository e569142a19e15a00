"""What speaks for a person in the pool: movements, tasks, awards, and talks held with them."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords


class Evidence(models.Model):
    """What a person in the pool took part in, was given to do, or was praised for: date, what, and who says so."""

    class Kind(models.TextChoices):
        MOVEMENT = "movement", "Tham gia phong trào"
        TASK = "task", "Hoàn thành nhiệm vụ được giao"
        AWARD = "award", "Được khen thưởng"
        TALK = "talk", "Tuyên truyền, gặp gỡ, trao đổi"

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="evidences")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    on = models.DateField("ngày")
    what = models.CharField("nội dung", max_length=500)
    source = models.CharField("nguồn xác nhận", max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        ordering = ["-on", "-pk"]

    def __str__(self):
        return self.what
