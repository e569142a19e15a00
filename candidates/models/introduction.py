"""Who introduces a person into the Party: full members and mass organizations."""

from django.conf import settings
from django.db import models

from branches.permissions import Permission
from candidates.models.candidate import Candidate


class IntroductionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What mass organizations introduced where `user` holds PERSON_INTRODUCE."""
        people = Candidate.objects.within(user.scope(Permission.PERSON_INTRODUCE))
        return self.exclude(union="").filter(candidate__in=people)


class Introduction(models.Model):
    """A full member or a union's committee that introduces; `union` empty means a member does.

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
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

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
        ]

    def __str__(self):
        return str(self.member or self.union_name)
