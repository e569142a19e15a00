"""The register of a dossier's papers, and what the committee asks to be completed."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from candidates.rules.papers import paper_name, paper_names


class DossierItem(models.Model):
    """One paper of a dossier: number, day, body and state. A paper without a row is not there yet.

    A draft counts as not there. What is not needed says why in `note`, and has no day.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        ENTERED = "entered", "Đã có"
        ACCEPTED = "accepted", "Đạt yêu cầu"
        COMPLETION = "completion", "Đề nghị bổ sung"
        NOT_NEEDED = "not_needed", "Không cần"

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="papers")
    code = models.CharField("loại giấy tờ", max_length=3, choices=list(paper_names().items()))
    ordinal = models.PositiveSmallIntegerField(default=1)
    number = models.CharField("số", max_length=60, blank=True)
    issued_on = models.DateField("ngày", null=True, blank=True)
    issuer = models.CharField("nơi ban hành, người viết", max_length=200, blank=True)
    state = models.CharField("tình trạng", max_length=12, choices=State.choices, default=State.ENTERED)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        ordering = ["code", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "code", "ordinal"], name="one_row_per_paper"),
            models.CheckConstraint(
                name="checked_by_whom_and_when",
                condition=models.Q(checked_by__isnull=True, checked_at__isnull=True)
                | models.Q(checked_by__isnull=False, checked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_paper_that_is_there_has_a_day",
                condition=models.Q(issued_on__isnull=False)
                | models.Q(state__in=["draft", "completion", "not_needed"]),
            ),
            models.CheckConstraint(
                name="not_needed_says_why", condition=~models.Q(state="not_needed") | ~models.Q(note="")
            ),
        ]

    def __str__(self):
        return paper_name(self.code, self.ordinal)

    @property
    def own_note(self):
        """What was noted of it where it was entered. The desk's words stand over it until they are answered."""
        if self.state != self.State.COMPLETION:
            return self.note
        written = self.history.filter(checked_by=None).order_by("-history_id").first()
        return written.note if written else ""

    @property
    def is_there(self):
        """Whether it counts among the papers the dossier holds."""
        return self.state in (self.State.ENTERED, self.State.ACCEPTED)


class CompletionRequest(models.Model):
    """One request to complete a dossier, listing all its points at once."""

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="requests")
    event = models.OneToOneField("candidates.StageEvent", on_delete=models.PROTECT, related_name="request")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    requested_on = models.DateField("ngày đề nghị")
    number = models.CharField("số công văn", max_length=60, blank=True)
    issuer = models.ForeignKey(
        "branches.Organization", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="nơi đề nghị"
    )

    class Meta:
        default_permissions = ()
        ordering = ["-requested_on", "-pk"]

    def __str__(self):
        return f"{self.candidate} {self.requested_on:%d/%m/%Y}"


class CompletionPoint(models.Model):
    """One fault, tied to a paper where it concerns one, and what the cell answered."""

    request = models.ForeignKey(CompletionRequest, on_delete=models.CASCADE, related_name="points")
    paper_code = models.CharField("giấy tờ", max_length=3, blank=True, choices=list(paper_names().items()))
    paper_ordinal = models.PositiveSmallIntegerField("bản thứ", default=1)
    text = models.CharField("nội dung cần bổ sung", max_length=500)
    reason = models.CharField("lý do", max_length=12, blank=True)  # empty where it was asked before there was a list
    answer = models.CharField("đã bổ sung", max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="answered_with_words_and_when",
                condition=models.Q(answer="", answered_at__isnull=True)
                | ~models.Q(answer="") & models.Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def about(self):
        """The name of the paper that it concerns; "" where it concerns none."""
        return paper_name(self.paper_code, self.paper_ordinal) if self.paper_code else ""
