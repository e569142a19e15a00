"""What this installation says of the law beside what is shipped: confirmations, corrections, days off."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from candidates.rules.keys import KEYS
from candidates.rules.law import CONFIDENCE_LABELS


def key_choices():
    """The values there are, for the column's choices: a label said better is no change of the database."""
    return [(key, row.label) for key, row in KEYS.items()]


class RuleRevision(models.Model):
    """A value of the rulebook that an administrator confirmed or corrected, with its source. Append-only.

    It replaces, within its days, the version that was there (`candidates.rules.values.Rulebook.revised`);
    of several, the one recorded last holds. `value` is JSON: a number, a code, a list, a pair for a ratio.
    """

    key = models.CharField("mục", max_length=48, choices=key_choices)
    value = models.JSONField("giá trị")
    valid_from = models.DateField("áp dụng từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    document = models.CharField("văn bản", max_length=160)
    issuer = models.CharField("cơ quan ban hành", max_length=120)
    issued_on = models.DateField("ngày ban hành")
    article = models.CharField("điều, khoản, điểm", max_length=80, blank=True)
    confidence = models.CharField("độ tin cậy", max_length=12, choices=list(CONFIDENCE_LABELS.items()))
    reason = models.CharField("lý do", max_length=500)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="revision_ends_after_it_begins",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
            ),
            models.CheckConstraint(
                name="revision_has_a_source", condition=~models.Q(document="") & ~models.Q(issuer="")
            ),
        ]

    def __str__(self):
        return f"{self.get_key_display()}, từ {self.valid_from:%d/%m/%Y}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("A revision is never changed; record a later one.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A revision is never deleted; record a later one.")


class Holiday(models.Model):
    """A public holiday, a day off in its place, or a Saturday that is worked to make up for one."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", "Nghỉ lễ, tết"
        COMPENSATION = "compensation", "Nghỉ bù"
        SWAP = "swap", "Nghỉ hoán đổi"
        MAKEUP = "makeup", "Làm bù"

    day = models.DateField("ngày", unique=True)
    name = models.CharField("tên", max_length=120)
    kind = models.CharField("loại", max_length=12, choices=Kind.choices)
    source = models.CharField("căn cứ", max_length=200)

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        ordering = ["day"]

    def __str__(self):
        return f"{self.day:%d/%m/%Y} {self.name}"

    @property
    def effect(self):
        return "work" if self.kind == self.Kind.MAKEUP else "off"


class RulebookStamp(models.Model):
    """One row whose `token` changes with every revision and holiday, so that each process knows when to read anew.

    No row: nothing was changed since the program was installed.
    """

    token = models.CharField(max_length=32)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="one_rulebook_stamp", condition=models.Q(pk=1))]

    def __str__(self):
        return self.token
