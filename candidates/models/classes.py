"""Classes: the awareness class and the one for new members, and who was nominated.

What a class is run with (units, sessions, papers, certificates) stands in `class_work`.
"""

from django.apps import apps
from django.db import models
from simple_history.models import HistoricalRecords

from branches.permissions import Permission
from branches.placed import ANCESTOR_FIELDS, Placed, PlacedQuerySet, ancestor_indexes
from candidates.models.candidate import Candidate


class TrainingClassQuerySet(PlacedQuerySet):
    def visible_to(self, user):
        """Classes convened where `user` holds CLASS_VIEW, attended by people from there, or open to units there."""
        scope = user.scope(Permission.CLASS_VIEW)
        attended = ClassNomination.objects.filter(candidate__in=Candidate.objects.within(scope))
        invited = apps.get_model("candidates", "ClassUnit").objects.within(scope)
        return self.filter(
            self.condition(scope)
            | models.Q(pk__in=attended.values("training_class"))
            | models.Q(pk__in=invited.values("training_class"))
        )


class ClassNominationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Rows of people where `user` holds CLASS_VIEW, and all rows of classes convened there."""
        scope = user.scope(Permission.CLASS_VIEW)
        return self.filter(
            models.Q(candidate__in=Candidate.objects.within(scope))
            | models.Q(training_class__in=TrainingClass.objects.within(scope))
        )

    def waiting(self):
        """People who were sent and wait for a class."""
        return self.filter(training_class=None, result="", candidate__closed_on=None)


class TrainingClass(Placed):
    """A class convened by an upper level; `organization` convenes it."""

    class Kind(models.TextChoices):
        AWARENESS = "awareness", "Lớp bồi dưỡng nhận thức về Đảng"
        NEW_MEMBER = "new_member", "Lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới"

    follows_tree = "always"

    kind = models.CharField("loại lớp", max_length=12, choices=Kind.choices)
    name = models.CharField("tên lớp", max_length=200)
    starts_on = models.DateField("khai giảng")
    ends_on = models.DateField("bế giảng")
    venue = models.CharField("địa điểm", max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField("số học viên tối đa", null=True, blank=True)
    least_attendance = models.PositiveSmallIntegerField("phải dự ít nhất (% số buổi)", null=True, blank=True)

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = TrainingClassQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-starts_on", "-pk"]
        indexes = ancestor_indexes("trainingclass", "-starts_on")
        constraints = [
            models.CheckConstraint(
                name="class_ends_after_it_begins", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
            models.CheckConstraint(
                name="class_has_seats", condition=models.Q(seats__isnull=True) | models.Q(seats__gte=1)
            ),
            models.CheckConstraint(
                name="class_attendance_is_a_share",
                condition=models.Q(least_attendance__isnull=True)
                | models.Q(least_attendance__gte=1, least_attendance__lte=100),
            ),
        ]

    def __str__(self):
        return self.name


class ClassNomination(models.Model):
    """A person sent to a class, and what came of it. Without a class they wait for the next one."""

    class Result(models.TextChoices):
        WAITING = "", "Chưa có kết quả"
        COMPLETED = "completed", "Hoàn thành"
        ABSENT = "absent", "Không dự đủ"

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="nominations")
    kind = models.CharField(max_length=12, choices=TrainingClass.Kind.choices)
    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    nominated_on = models.DateField("ngày cử đi học")
    paper_number = models.CharField("số công văn, danh sách", max_length=60, blank=True)
    result = models.CharField("kết quả", max_length=10, blank=True, choices=Result.choices)
    completed_on = models.DateField("ngày hoàn thành", null=True, blank=True)
    certificate_number = models.CharField("số giấy chứng nhận", max_length=60, blank=True)
    certificate_on = models.DateField("ngày cấp", null=True, blank=True)
    # Who was absent waits again: the row that the absence was recorded on.
    missed = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="again"
    )

    history = HistoricalRecords()
    objects = ClassNominationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-nominated_on", "-pk"]
        indexes = [
            models.Index(
                fields=["nominated_on", "candidate", "kind", "training_class"],
                name="sent_to_classes_on_a_day",
                condition=models.Q(missed__isnull=True),
            ),
            models.Index(
                fields=["completed_on", "candidate", "kind", "training_class"],
                name="completed_classes_on_a_day",
                condition=models.Q(result="completed"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "kind"], condition=models.Q(result=""), name="one_open_nomination_per_kind"
            ),
            models.UniqueConstraint(fields=["candidate", "training_class"], name="once_on_a_class_roster"),
            models.CheckConstraint(
                name="certificate_has_a_day",
                condition=models.Q(certificate_number="") | models.Q(certificate_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.candidate} {self.nominated_on:%d/%m/%Y}"
