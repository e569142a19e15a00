"""Who introduces a person into the Party: full members and mass organizations."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from branches.permissions import Permission
from branches.placed import Placed, PlacedQuerySet
from candidates.models.candidate import Candidate
from candidates.rules.introducers import FORMAL_UNIONS, REPLACED_CHOICES


class IntroductionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What mass organizations introduced where `user` holds PERSON_INTRODUCE."""
        people = Candidate.objects.within(user.scope(Permission.PERSON_INTRODUCE))
        return self.exclude(union="").filter(candidate__in=people)


class Introduction(models.Model):
    """A full member or a union's committee that introduces; `union` empty means a member does.

    `since_together` is the day since which the member works, studies or lives with the person, None where it
    is not known. `replaces` is the introduction of a member who can introduce no more: that one counts no longer.

    When a case is taken up again the person is introduced anew: the former rows stay. A union introduces once in an
    attempt: `attempt` is 0 or the id of the event that took the case up again, None of members and of what was
    recorded twice before only one could be. `proposed_by` is the
    branch below the committee that proposed the person (chi đoàn, tổ công đoàn); `met_on` and the counts are the
    committee's own vote, `needed` how many had to agree by the union's rules. Organizations outside
    `FORMAL_UNIONS` only feed the pool.
    """

    class Union(models.TextChoices):
        YOUTH = "youth_union", "Đoàn TNCS Hồ Chí Minh"
        TRADE = "trade_union", "Công đoàn"
        WOMEN = "women_union", "Hội Liên hiệp Phụ nữ"
        FARMERS = "farmers", "Hội Nông dân"
        VETERANS = "veterans", "Hội Cựu chiến binh"
        FRONT = "front", "Mặt trận Tổ quốc"

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
    proposed_by = models.CharField("chi đoàn, tổ công đoàn đề nghị", max_length=160, blank=True)
    met_on = models.DateField("ngày họp ban chấp hành", null=True, blank=True)
    total = models.PositiveSmallIntegerField("số ủy viên ban chấp hành", null=True, blank=True)
    present = models.PositiveSmallIntegerField("số ủy viên có mặt", null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField("số ủy viên tán thành", null=True, blank=True)
    needed = models.PositiveSmallIntegerField("số tán thành cần có", null=True, blank=True)
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
    attempt = models.PositiveBigIntegerField(null=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords(excluded_fields=["attempt"])
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
            models.UniqueConstraint(
                fields=["candidate", "union", "attempt"],
                condition=~models.Q(union=""),
                name="one_introduction_per_union_and_attempt",
            ),
            models.CheckConstraint(
                name="union_voted_wholly_or_not",
                condition=models.Q(
                    met_on__isnull=True, total__isnull=True, present__isnull=True, votes_for__isnull=True
                )
                | models.Q(
                    met_on__isnull=False,
                    total__isnull=False,
                    present__isnull=False,
                    votes_for__isnull=False,
                    needed__isnull=False,
                    met_on__lte=models.F("introduced_on"),
                    needed__lte=models.F("votes_for"),
                    votes_for__lte=models.F("present"),
                    present__lte=models.F("total"),
                ),
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
    def is_formal(self):
        """Whether the union stands beside one full member; else it only feeds the pool."""
        return self.union in FORMAL_UNIONS

    @property
    def is_replaced(self):
        """Whether another member introduces in this one's place."""
        return getattr(self, "replaced_by", None) is not None


class UnionRegistrationQuerySet(PlacedQuerySet):
    def visible_to(self, user):
        """Numbers registered where `user` introduces people, or reads reports."""
        return self.within(user.scope(Permission.PERSON_INTRODUCE) | user.scope(Permission.REPORT_VIEW))


class UnionRegistration(Placed):
    """How many people a mass organization of a unit means to introduce in a year. Only added to: the newest holds."""

    follows_tree = "always"

    union = models.CharField("đoàn thể", max_length=12, choices=Introduction.Union.choices)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveSmallIntegerField("số người")
    registered_on = models.DateField("ngày đăng ký")
    paper_number = models.CharField("số văn bản", max_length=60, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = UnionRegistrationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["registered_on", "pk"]
        indexes = [models.Index(fields=["year", "union", "organization"], name="union_registration")]
        constraints = [
            models.CheckConstraint(
                name="registered_for_a_likely_year", condition=models.Q(year__gte=2000, year__lte=2100)
            )
        ]

    def __str__(self):
        return f"{self.get_union_display()}, {self.organization}, {self.year}: {self.number}"
