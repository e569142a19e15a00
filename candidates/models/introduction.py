"""Who introduces a person into the Party: full members and mass organizations."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from branches.permissions import Permission
from candidates.models.candidate import Candidate
from candidates.rules.introducers import REPLACED_CHOICES


class IntroductionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What mass organizations introduced where `user` holds PERSON_INTRODUCE."""
        people = Candidate.objects.within(user.scope(Permission.PERSON_INTRODUCE))
        return self.exclude(union="").filter(candidate__in=people)


class Introduction(models.Model):
    """A full member or a union's committee that introduces; `union` empty means a member does.

    `since_together` is the day since which the member works, studies or lives with the person, None where it
    is not known. `replaces` is the introduction of a member who can introduce no more: that one counts no longer.

    When a case is taken up again the person is introduced anew: the former rows stay.
    """

    class Union(models.TextChoices):
        YOUTH = "youth_union", "Đoàn TNCS Hồ Chí Minh"
        TRADE = "trade_union", "Công đoàn"

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="introductions")
    member = models.ForeignKey(
        "branches.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="introductions",
        verbose_name="đảng viên giới thiệu",
    )
    union = models.CharField("đoàn thể giới thiệu", max_length=12, blank=True, choices=Union.choices)
    union_name = models.CharField("tên ban chấp hành", max_length=160, blank=True)
    introduced_on = models.DateField("ngày giới thiệu")
    paper_number = models.CharField("số nghị quyết", max_length=60, blank=True)
    since_together = models.DateField("cùng công tác, cư trú từ ngày", null=True, blank=True)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="giới thiệu thay",
    )
    replaces_because = models.CharField("lý do thay", max_length=12, blank=True, choices=REPLACED_CHOICES)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords()
    objects = IntroductionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["introduced_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="introduced_by_member_or_union",
                condition=models.Q(member__isnull=False, union="")
                | models.Q(member__isnull=True) & ~models.Q(union=""),
            ),
            models.UniqueConstraint(
                fields=["candidate", "member", "introduced_on"], name="one_introduction_per_member_and_day"
            ),
            models.CheckConstraint(
                name="replaced_for_a_reason",
                condition=models.Q(replaces__isnull=True, replaces_because="")
                | models.Q(replaces__isnull=False) & ~models.Q(replaces_because=""),
            ),
        ]

    def __str__(self):
        return str(self.member or self.union_name)

    @property
    def is_replaced(self):
        """Whether another member introduces in this one's place."""
        return getattr(self, "replaced_by", None) is not None
