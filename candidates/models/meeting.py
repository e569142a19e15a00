"""Meetings: the cell's monthly one, and the committee's that considers dossiers."""

from django.conf import settings
from django.db import models

from branches.placed import Placed, PlacedQuerySet, ancestor_indexes


class CellMeeting(Placed):
    """The cell's meeting of a month; a month without one says why and is then not overdue."""

    follows_tree = "always"

    month = models.DateField("tháng")  # its first day
    held_on = models.DateField("ngày họp", null=True, blank=True)
    minutes_number = models.CharField("số biên bản", max_length=60, blank=True)
    not_held_because = models.CharField("lý do không họp", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "month"], name="one_meeting_per_cell_and_month"),
            models.CheckConstraint(
                name="meeting_held_or_explained",
                condition=models.Q(held_on__isnull=False) | ~models.Q(not_held_because=""),
            ),
        ]

    def __str__(self):
        return f"{self.month:%m/%Y}"


class CommitteeMeeting(Placed):
    """A meeting of a committee's body that considers people one by one."""

    class Body(models.TextChoices):
        EXECUTIVE = "executive", "Ban Chấp hành"
        STANDING = "standing", "Ban Thường vụ"
        PERMANENT = "permanent", "Thường trực cấp ủy"

    follows_tree = "always"

    body = models.CharField("tập thể họp", max_length=12, choices=Body.choices)
    held_on = models.DateField("ngày họp")
    eligible = models.PositiveSmallIntegerField("tổng số ủy viên")
    present = models.PositiveSmallIntegerField("số có mặt", null=True, blank=True)
    submission_number = models.CharField("số tờ trình", max_length=60, blank=True)
    submission_on = models.DateField("ngày tờ trình", null=True, blank=True)
    minutes_number = models.CharField("số biên bản", max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-held_on", "-pk"]
        indexes = ancestor_indexes("committeemeeting", "-held_on")
        constraints = [
            models.CheckConstraint(
                name="meeting_present_within_eligible",
                condition=models.Q(present__isnull=True) | models.Q(present__lte=models.F("eligible")),
            )
        ]

    def __str__(self):
        return f"{self.get_body_display()} {self.held_on:%d/%m/%Y}"


class MeetingCase(models.Model):
    """A person on a meeting's agenda; `event` is what was decided, once it is recorded."""

    meeting = models.ForeignKey(CommitteeMeeting, on_delete=models.CASCADE, related_name="cases")
    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="cases")
    order = models.PositiveSmallIntegerField("thứ tự")
    transition = models.CharField(max_length=40)
    event = models.OneToOneField(
        "candidates.StageEvent", on_delete=models.PROTECT, null=True, blank=True, related_name="case"
    )

    class Meta:
        default_permissions = ()
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "candidate"], name="one_case_per_meeting_and_candidate"),
        ]

    def __str__(self):
        return f"{self.order}. {self.candidate}"
