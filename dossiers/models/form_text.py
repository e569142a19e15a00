"""What somebody typed into the official forms of a case, and the standing phrases of organizations."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords


class FormText(models.Model):
    """The words typed for one form of one case, in one attempt; `dossiers.actions` alone writes them.

    `form` is a form's slug. `part` tells the papers of several people apart (3-KNĐ of two introducers): the
    id of that introduction or assignment, 0 for a form that is not repeated. `attempt` is the id of the event
    that took the case up again (0: the first attempt), so that an old opinion is never printed anew.
    `draft` is the number in "Dự thảo lần thứ …".
    """

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="form_texts")
    form = models.CharField("biểu mẫu", max_length=24)
    part = models.PositiveBigIntegerField(default=0)
    attempt = models.PositiveBigIntegerField(default=0)
    values = models.JSONField("nội dung đã nhập", default=dict)
    draft = models.PositiveSmallIntegerField("dự thảo lần thứ", default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        ordering = ["form", "part"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "attempt", "form", "part"], name="one_text_per_form_and_attempt"
            ),
            models.CheckConstraint(name="form_text_has_a_draft_number", condition=models.Q(draft__gte=1)),
        ]

    def __str__(self):
        return f"{self.form} {self.candidate_id}"


class Phrase(models.Model):
    """How an organization words a sentence that stands in its papers; it holds for all units below it.

    The nearest organization upward holds; where none says anything, the wording in `dossiers.phrases` does.
    """

    organization = models.ForeignKey("branches.Organization", on_delete=models.CASCADE, related_name="phrases")
    key = models.CharField("câu mẫu", max_length=48)
    text = models.TextField("nội dung", max_length=2000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="one_phrase_per_organization"),
            models.CheckConstraint(name="phrase_says_something", condition=~models.Q(text="")),
        ]

    def __str__(self):
        return f"{self.key}: {self.organization_id}"
