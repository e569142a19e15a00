"""What is recorded about deadlines: why one passed, what put one off, when a unit checked, when it is reminded."""

from django.conf import settings
from django.db import models

from branches.placed import Placed, PlacedQuerySet
from candidates.rules.duties_base import EXTENDABLE, KINDS, UNIT_KINDS
from partydev.text import sentence


class AppendOnly(models.Model):
    """A recorded fact: never changed, never deleted; a later one takes its place."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("This is never changed; record a later one.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("This is never deleted; record a later one.")


class Explanation(AppendOnly, Placed):
    """Why a duty is overdue, what will be done and by when. It goes with the duty's kind and key, not with a row.

    It stands for a duty whose last day lies before `on`; one that is put off later asks for a new one.
    """

    follows_tree = "always"

    candidate = models.ForeignKey(
        "candidates.Candidate", on_delete=models.PROTECT, null=True, related_name="explanations"
    )
    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=40, blank=True)
    on = models.DateField("ngày giải trình")
    reason = models.CharField("lý do", max_length=1000)
    remedy = models.CharField("biện pháp thực hiện", max_length=1000)
    promised_on = models.DateField("sẽ xong trước ngày")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["organization", "kind"], name="explanation_of_unit")]

    def __str__(self):
        return f"{KINDS[self.kind]} {self.on:%d/%m/%Y}"

    @property
    def words(self):
        """All that it says, in whole sentences."""
        done = f"Xong trước ngày {self.promised_on:%d/%m/%Y}."
        return " ".join([sentence(self.reason), sentence(f"Sẽ làm: {self.remedy}"), done])


class Extension(AppendOnly):
    """A decision that puts a duty's last day off to `until`. The only way in which a deadline changes by hand."""

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="extensions")
    kind = models.CharField(max_length=24, choices=[(kind, KINDS[kind]) for kind in EXTENDABLE])
    key = models.CharField(max_length=40, blank=True)
    number = models.CharField("số văn bản", max_length=60)
    issued_on = models.DateField("ngày văn bản")
    issuer = models.CharField("nơi ban hành", max_length=200)
    until = models.DateField("gia hạn đến hết ngày")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["issued_on", "pk"]

    def __str__(self):
        return f"văn bản số {self.number} ngày {self.issued_on:%d/%m/%Y} của {self.issuer}"


class UnitCheck(AppendOnly, Placed):
    """A check that a unit makes every month or year, and when it did."""

    follows_tree = "always"

    kind = models.CharField("việc", max_length=24, choices=[(kind, KINDS[kind]) for kind in UNIT_KINDS])
    on = models.DateField("ngày thực hiện")
    number = models.CharField("số biên bản", max_length=60, blank=True)
    note = models.CharField("kết quả", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["organization", "kind", "on"], name="unitcheck_last")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"


class ReminderDays(models.Model):
    """How many days before a last day a unit is reminded, three times; also those below it without their own."""

    organization = models.OneToOneField("branches.Organization", on_delete=models.CASCADE, related_name="reminders")
    first = models.PositiveSmallIntegerField("nhắc lần đầu trước")
    second = models.PositiveSmallIntegerField("nhắc lần hai trước")
    third = models.PositiveSmallIntegerField("nhắc lần ba trước")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="reminders_come_nearer",
                condition=models.Q(first__gt=models.F("second")) & models.Q(second__gt=models.F("third")),
            ),
        ]

    def __str__(self):
        return f"{self.organization}: {self.first}, {self.second}, {self.third}"

    @property
    def days(self):
        return (self.first, self.second, self.third)
