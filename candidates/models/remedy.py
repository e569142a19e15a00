"""What became of something recorded against the rules: remedied, kept as it is, or annulled."""

from django.conf import settings
from django.db import models
from django.db.models import Manager, Q


class StandingRemedies(Manager):
    """The remedies that stand: those whose annulment was not taken back as recorded by mistake."""

    def get_queryset(self):
        return super().get_queryset().filter(Q(later_event=None) | Q(later_event__corrected_by__isnull=True))


class Remedy(models.Model):
    """One answer of the committee to an irregular event; the newest one holds. Never changed, never deleted.

    `later_event` is the step that was done anew, or the annulment that this remedy records.
    """

    class Kind(models.TextChoices):
        REMEDIED = "remedied", "Đã làm lại, thực hiện đúng thủ tục"
        ACCEPTED_AS_IS = "accepted", "Cấp ủy xem xét, giữ nguyên kết quả"
        ANNULLED = "annulled", "Đã hủy quyết định"

    event = models.ForeignKey("candidates.StageEvent", on_delete=models.PROTECT, related_name="remedies")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.CharField("số văn bản", max_length=60, blank=True)
    on = models.DateField("ngày")
    issuer = models.CharField("nơi ban hành", max_length=200, blank=True)
    text = models.TextField("nội dung khắc phục", max_length=2000, blank=True)
    later_event = models.ForeignKey(
        "candidates.StageEvent", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = StandingRemedies()  # the default: reverse relations read it too
    every = Manager()  # noqa: DJ012 - the rule takes it for a field

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self):
        return self.get_kind_display()

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("A remedy is never changed; record a further one.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A remedy is never deleted; record a further one.")
