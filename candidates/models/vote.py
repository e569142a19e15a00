"""Votes of cells and committees on one person: append-only totals, never who voted how."""

from django.conf import settings
from django.db import models
from django.db.models import Manager

from partydev.text import uncapitalized


class StandingVotes(Manager):
    """The votes that stand: those whose event was not taken back as recorded by mistake."""

    def get_queryset(self):
        return super().get_queryset().filter(event__corrected_by__isnull=True)


class Vote(models.Model):
    """The count of one vote. One recorded by mistake is taken back with its event; what is then
    recorded in its place names it (`corrects`)."""

    class Purpose(models.TextChoices):
        ADMISSION = "admission", "Kết nạp"
        RECOGNITION = "recognition", "Công nhận chính thức"
        STRIKE_OFF = "strike_off", "Xóa tên đảng viên dự bị"

    class Body(models.TextChoices):
        CELL = "cell", "Chi bộ"
        BASE = "base", "Đảng ủy cơ sở"
        DECIDING = "deciding", "Cấp có thẩm quyền"

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="votes")
    event = models.OneToOneField("candidates.StageEvent", on_delete=models.PROTECT, related_name="vote")
    organization = models.ForeignKey("branches.Organization", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    body = models.CharField(max_length=8, choices=Body.choices)
    met_on = models.DateField("ngày họp")
    attempt = models.PositiveSmallIntegerField("lần biểu quyết", default=1)
    eligible = models.PositiveSmallIntegerField("có quyền biểu quyết")
    present = models.PositiveSmallIntegerField("có mặt")
    votes_for = models.PositiveSmallIntegerField("tán thành")
    votes_against = models.PositiveSmallIntegerField("không tán thành")
    votes_other = models.PositiveSmallIntegerField("ý kiến khác", default=0)
    needed = models.PositiveSmallIntegerField("cần ít nhất")
    carried = models.BooleanField("đủ số phiếu")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = StandingVotes()  # the default: reverse relations read it too
    every = Manager()  # noqa: DJ012 - the rule takes it for a field

    class Meta:
        default_permissions = ()
        ordering = ["met_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="vote_present_within_eligible", condition=models.Q(present__lte=models.F("eligible"))
            ),
            models.CheckConstraint(
                name="vote_counts_within_present",
                condition=models.Q(
                    present__gte=models.F("votes_for") + models.F("votes_against") + models.F("votes_other")
                ),
            ),
            models.CheckConstraint(name="vote_has_voters", condition=models.Q(eligible__gte=1)),
            models.CheckConstraint(
                name="vote_carried_when_enough",
                condition=models.Q(carried=True, votes_for__gte=models.F("needed"))
                | models.Q(carried=False, votes_for__lt=models.F("needed")),
            ),
        ]

    def __str__(self):
        return f"{self.votes_for}/{self.eligible}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("A vote is never changed; record one that corrects it.")
        super().save(*args, **kwargs)

    @property
    def matter(self):
        """ "Chi bộ biểu quyết đề nghị kết nạp": what a cell or a base committee votes is a proposal."""
        proposes = "" if self.body == self.Body.DECIDING else "đề nghị "
        return f"{self.get_body_display()} biểu quyết {proposes}{uncapitalized(self.get_purpose_display())}"
