"""Mentors, trial tasks, and what is said of a person each month."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords


class MentorAssignmentQuerySet(models.QuerySet):
    def in_force(self, on):
        return self.filter(starts_on__lte=on).filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gt=on))


class MentorAssignment(models.Model):
    """A full member assigned by resolution to help a person: one for the time before, one for probation."""

    class Phase(models.TextChoices):
        CANDIDATE = "candidate", "Giúp đỡ người vào Đảng"
        PROBATION = "probation", "Giúp đỡ đảng viên dự bị"

    class Ended(models.TextChoices):
        """Why someone helps no more; the reasons for which a member is gone are those of `branches.Member.Left`."""

        CELL = "cell", "Chi bộ phân công lại"
        ASKED = "asked", "Đồng chí đó đề nghị, chi bộ đồng ý"
        DISCIPLINED = "disciplined", "Bị thi hành kỷ luật"
        MOVED = "moved", "Chuyển sang chi bộ khác"
        TRANSFERRED = "transferred", "Chuyển sinh hoạt đảng"
        DECEASED = "deceased", "Từ trần"
        EXPELLED = "expelled", "Khai trừ"
        STRUCK_OFF = "struck_off", "Xóa tên"
        RESIGNED = "resigned", "Xin ra khỏi Đảng"
        ANNULLED = "annulled", "Hủy quyết định kết nạp"

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="mentors")
    mentor = models.ForeignKey(
        "branches.Member", on_delete=models.PROTECT, related_name="mentoring", verbose_name="đảng viên giúp đỡ"
    )
    phase = models.CharField(max_length=10, choices=Phase.choices)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    ended_because = models.CharField("lý do thôi phân công", max_length=12, blank=True, choices=Ended.choices)
    resolution_number = models.CharField("số nghị quyết", max_length=60)
    resolution_on = models.DateField("ngày nghị quyết")

    history = HistoricalRecords()
    objects = MentorAssignmentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "mentor", "phase"],
                condition=models.Q(ends_on__isnull=True),
                name="one_open_assignment_per_mentor",
            ),
            models.CheckConstraint(
                name="assignment_ends_after_it_begins",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="assignment_ended_for_a_reason_has_a_day",
                condition=models.Q(ended_because="") | models.Q(ends_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.mentor} – {self.get_phase_display()}"

    def is_in_force(self, on):
        return self.starts_on <= on and (self.ends_on is None or self.ends_on > on)


class TrialTask(models.Model):
    """A task given to try a person, and how it went."""

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField("nhiệm vụ", max_length=300)
    given_on = models.DateField("ngày giao")
    due_on = models.DateField("hạn hoàn thành", null=True, blank=True)
    done_on = models.DateField("ngày hoàn thành", null=True, blank=True)
    result = models.CharField("kết quả", max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        ordering = ["-given_on", "-pk"]

    def __str__(self):
        return self.title


class MonthlyRemark(models.Model):
    """The mentor's remark of a month and the cell's conclusion, bound to the cell's meeting of that month.

    One for a person and a month, however many help: the cell's resolution names one full member to help, and the cell
    hears one remark and concludes on it once. Where two are assigned for a while, the second writes on in the same
    remark; `author` says whose words stand last, the history keeps each writing with who wrote it.
    """

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="remarks")
    month = models.DateField("tháng")  # its first day
    meeting = models.ForeignKey(
        "candidates.CellMeeting", on_delete=models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    strengths = models.TextField("ưu điểm", max_length=3000, blank=True)
    shortcomings = models.TextField("hạn chế", max_length=3000, blank=True)
    conclusion = models.TextField("kết luận của chi bộ", max_length=3000, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    said_by = models.CharField("nhập thay cho", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        ordering = ["-month"]
        indexes = [
            models.Index(
                fields=["month", "candidate"],
                name="remarks_of_a_month",
                condition=~models.Q(strengths="", shortcomings="", conclusion=""),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "month"], name="one_remark_per_month"),
            models.CheckConstraint(name="remark_month_is_a_first_day", condition=models.Q(month__day=1)),
        ]

    def __str__(self):
        return f"{self.candidate} {self.month:%m/%Y}"

    @property
    def author(self):
        """The name of whose remark it is: who said it, else who wrote it; "" where neither is known."""
        return self.said_by or (self.written_by.full_name if self.written_by else "")
