"""What the committee's desk keeps for its own work: reasons of its own, and who has looked at what and when."""

from django.conf import settings
from django.db import models

from branches.permissions import Permission
from branches.placed import Placed, PlacedQuerySet


class CompletionReasonQuerySet(PlacedQuerySet):
    def visible_to(self, user):
        """The reasons that committees added where `user` checks dossiers, or above."""
        return self.filter(self.condition(user.scope(Permission.DOSSIER_CHECK)))


class CompletionReason(Placed):
    """A reason for sending back that a committee added to the shipped list; used by its whole part of the tree.

    It is never deleted, since points carry its code: it ends, and is offered no more.
    """

    follows_tree = "always"

    code = models.CharField(max_length=12, editable=False, unique=True)
    label = models.CharField("nội dung", max_length=160)
    ended_on = models.DateField("thôi dùng từ ngày", null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = CompletionReasonQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["label", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "label"],
                condition=models.Q(ended_on__isnull=True),
                name="one_reason_per_words_and_committee",
            ),
        ]

    def __str__(self):
        return self.label


class DeskLook(models.Model):
    """When someone of the desk last opened a dossier there."""

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["candidate", "user"], name="one_look_per_dossier_and_user")]

    def __str__(self):
        return f"{self.user} {self.at:%d/%m/%Y %H:%M}"


class SeenPaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A reviewer's ticks are their own: nobody else sees them."""
        return self.filter(user=user)


class SeenPaper(models.Model):
    """One reviewer's tick that they have looked at one paper, as it was when it held `content`.

    It holds no longer once the paper holds something else (`candidates.seen.Course`).
    """

    paper = models.ForeignKey("candidates.DossierItem", on_delete=models.CASCADE, related_name="ticks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    content = models.CharField(max_length=64)
    ticked_at = models.DateTimeField()

    objects = SeenPaperQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["paper", "user"], name="one_tick_per_paper_and_user"),
            models.CheckConstraint(name="a_tick_says_at_what", condition=~models.Q(content="")),
        ]

    def __str__(self):
        return f"{self.user} {self.paper} {self.ticked_at:%d/%m/%Y %H:%M}"
