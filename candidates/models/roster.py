"""Who had the right to vote at a cell's meeting, kept as it was. Never how anyone voted."""

from django.db import models

from branches.models.person import NAME_LENGTH
from candidates.rules.ballots import ELSEWHERE, EXCUSED, EXEMPT, LEFT_OUT, UNEXCUSED


class VoteRoster(models.Model):
    """The list of the cell's full members at the meeting that took `vote`; append-only, like the vote.

    A vote of which only the totals of the minutes are known, and a committee's, has none.
    """

    vote = models.OneToOneField("candidates.Vote", on_delete=models.PROTECT, related_name="roster")
    probationary = models.PositiveSmallIntegerField("đảng viên dự bị", default=0)
    probationary_present = models.PositiveSmallIntegerField("đảng viên dự bị có mặt", default=0)
    chair = models.CharField("chủ trì", max_length=NAME_LENGTH, blank=True)
    minutes_by = models.CharField("người ghi biên bản", max_length=NAME_LENGTH, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="roster_probationers_present_within_all",
                condition=models.Q(probationary_present__lte=models.F("probationary")),
            )
        ]

    def __str__(self):
        return f"Danh sách của biểu quyết số {self.vote_id}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("The roster of a vote is never changed; record a vote that corrects it.")
        super().save(*args, **kwargs)


class VoterSnapshot(models.Model):
    """A full member on the roster of a vote, by the name of that day: there, or away and why."""

    class Absence(models.TextChoices):
        EXCUSED = EXCUSED, "Vắng có lý do"
        UNEXCUSED = UNEXCUSED, "Vắng không có lý do"
        EXEMPT = EXEMPT, "Được miễn sinh hoạt (không tính vào tổng số)"
        ELSEWHERE = ELSEWHERE, "Sinh hoạt tạm thời nơi khác (không tính vào tổng số)"

    roster = models.ForeignKey(VoteRoster, on_delete=models.PROTECT, related_name="voters")
    member = models.ForeignKey("branches.Member", on_delete=models.PROTECT, related_name="+")
    full_name = models.CharField("họ và tên", max_length=NAME_LENGTH)
    absence = models.CharField("vắng mặt", max_length=10, choices=Absence.choices, blank=True)
    reason = models.CharField("lý do", max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["roster", "member"], name="one_place_on_a_roster"),
            models.CheckConstraint(
                name="voter_away_with_a_reason_only",
                condition=models.Q(reason="") | ~models.Q(absence=""),
            ),
        ]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("The roster of a vote is never changed; record a vote that corrects it.")
        super().save(*args, **kwargs)

    @property
    def is_present(self):
        return not self.absence

    @property
    def is_left_out(self):
        return self.absence in LEFT_OUT
