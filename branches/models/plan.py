"""What a unit plans for a year: its plans, and the target that it registers with the committee above."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from branches.permissions import Permission
from branches.placed import ANCESTOR_FIELDS, Placed, PlacedQuerySet, ancestor_indexes


class PlanQuerySet(PlacedQuerySet):
    def visible_to(self, user):
        """What `user` reads by place: who reads the unit's results, and who sets its targets."""
        return self.within(user.scope(Permission.REPORT_VIEW) | user.scope(Permission.TARGET_CHANGE))


class UnitPlan(Placed):
    """A plan that a unit has issued for a year; a unit without a row has not filed it.

    `number` is written as on the paper ("02a-KH/ĐU"). `based_on` is the paper of the committee above that asks for it.
    """

    class Kind(models.TextChoices):
        YEAR = "year", "Kế hoạch phát triển đảng viên"
        SOURCE = "source", "Kế hoạch tạo nguồn"

    kind = models.CharField("loại kế hoạch", max_length=8, choices=Kind.choices)
    year = models.PositiveSmallIntegerField("năm")
    number = models.CharField("số, ký hiệu", max_length=60)
    issued_on = models.DateField("ngày ban hành")
    based_on = models.CharField("căn cứ", max_length=300, blank=True)
    content = models.TextField("nội dung chính", max_length=4000, blank=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = PlanQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-year", "kind"]
        indexes = ancestor_indexes("unitplan", "year")
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "kind"], name="one_plan_per_unit_year_and_kind"),
            models.CheckConstraint(name="plan_has_a_number", condition=~models.Q(number="")),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} số {self.number}"


class TargetRegistration(Placed):
    """What a unit registers to reach in a year, and what the committee above answered.

    Draft → submitted → accepted or returned (with its reason) → assigned. Accepting writes the `Target` that
    the unit registered, assigning the one that is given from above.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        SUBMITTED = "submitted", "Đã gửi cấp trên"
        RETURNED = "returned", "Cấp trên trả lại"
        ACCEPTED = "accepted", "Cấp trên đã nhận"
        ASSIGNED = "assigned", "Đã giao chỉ tiêu"

    year = models.PositiveSmallIntegerField("năm")
    value = models.PositiveIntegerField("chỉ tiêu đăng ký")
    basis = models.TextField("căn cứ đăng ký", max_length=1000, blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=State.choices, default=State.DRAFT)
    submitted_on = models.DateField("ngày gửi", null=True, blank=True)
    answered_on = models.DateField("ngày cấp trên trả lời", null=True, blank=True)
    returned_because = models.CharField("lý do trả lại", max_length=500, blank=True)
    assigned = models.PositiveIntegerField("chỉ tiêu cấp trên giao", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = PlanQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-year"]
        indexes = ancestor_indexes("registration", "year", "state")
        constraints = [
            models.UniqueConstraint(fields=["organization", "year"], name="one_registration_per_unit_and_year"),
            models.CheckConstraint(
                name="registration_sent_on_a_day",
                condition=models.Q(state="draft") | models.Q(submitted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_returned_with_its_reason",
                condition=~models.Q(state="returned") | ~models.Q(returned_because=""),
            ),
            models.CheckConstraint(
                name="registration_assigned_a_number",
                condition=models.Q(state="assigned", assigned__isnull=False)
                | ~models.Q(state="assigned") & models.Q(assigned__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.organization}: {self.value} ({self.get_state_display()})"

    @property
    def is_open(self):
        """Whether the unit itself may still write it."""
        return self.state in (self.State.DRAFT, self.State.RETURNED)
