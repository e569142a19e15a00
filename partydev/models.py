"""The tables that belong to no subject: forms that were sent or held, and filters of lists."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class FormToken(models.Model):
    """A form that was sent: the same token again gets the first answer, and makes nothing twice."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    body_hash = models.CharField(max_length=64)
    result_url = models.CharField(max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.token)


class HeldForm(models.Model):
    """What was typed into a form that came without a session: for its owner alone, for hours (`partydev.held`)."""

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    content = models.TextField()
    held_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.token)


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A user's own, and what colleagues shared with a unit where the user has an appointment in force."""
        units = user.appointments.in_force(timezone.localdate()).values("organization")
        return self.filter(models.Q(owner=user) | models.Q(shared_with__in=units))


class SavedView(models.Model):
    """A filter of a list under a name (`partydev.saved`). It holds no rows, so whoever opens it sees only their own.

    `shared_with`: the unit of the owner whose people may open it too. Only the owner changes it.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=12)
    name = models.CharField("tên", max_length=60)
    query = models.CharField(max_length=500)
    shared_with = models.ForeignKey(
        "branches.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_default = models.BooleanField(default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["page", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "page", "name"], name="one_view_per_name_page_and_owner"),
            models.UniqueConstraint(
                fields=["owner", "page"], condition=models.Q(is_default=True), name="one_default_view_per_page"
            ),
            models.CheckConstraint(
                name="a_view_has_a_name_and_a_filter", condition=~models.Q(name="") & ~models.Q(query="")
            ),
        ]

    def __str__(self):
        return self.name


class Job(models.Model):
    """A file that somebody asked for and that is made in the background (`partydev.jobs`): for its owner alone.

    `address` is the file's own: whatever it would give is made, and made anew. `rights` says, as a digest, what the
    owner might see while it was made. `beat_at` is renewed while somebody works on it; what stays still has died.
    `stored` names the file once it is whole; `instead` leads to smaller choices.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Đang chờ"
        RUNNING = "running", "Đang tạo"
        DONE = "done", "Đã xong"
        FAILED = "failed", "Lỗi – tạo lại"
        CANCELLED = "cancelled", "Đã hủy"

    class Fault(models.TextChoices):
        STOPPED = "stopped", "Máy chủ dừng giữa chừng nên tệp chưa lập xong; không có tệp dở dang nào."
        TOO_LARGE = "too_large", "Báo cáo quá lớn nên không lập được thành một tệp."
        GONE = "gone", "Nội dung này không còn trong phạm vi bạn được xem."
        BROKEN = "broken", "Tệp không lập được do lỗi của phần mềm. Hãy tạo lại; nếu vẫn lỗi, báo người quản trị."

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    address = models.TextField()
    words = models.CharField(max_length=300)
    reason = models.CharField(max_length=200, blank=True)
    instead = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    fault = models.CharField(max_length=10, choices=Fault.choices, blank=True)
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    task = models.CharField(max_length=36, blank=True)
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    stored = models.CharField(max_length=36, blank=True)
    name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    content_hash = models.CharField(max_length=64, blank=True)
    rights = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["state", "asked_at"], name="jobs_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "address"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="a_file_is_made_once_at_a_time",
            ),
            models.CheckConstraint(
                name="only_a_whole_file_is_given",
                condition=~models.Q(state="done")
                | ~models.Q(stored="") & ~models.Q(content_hash="") & models.Q(expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_failed_job_says_why",
                condition=models.Q(state="failed") & ~models.Q(fault="")
                | ~models.Q(state="failed") & models.Q(fault=""),
            ),
        ]

    def __str__(self):
        return self.words

    @property
    def is_under_way(self):
        return self.state in (self.State.WAITING, self.State.RUNNING)
