"""What is due: rows derived from the rules, so that lists by urgency are one index away."""

from django.db import models

from branches.placed import Placed, PlacedQuerySet, ancestor_indexes


class ObligationQuerySet(PlacedQuerySet):
    def open(self):
        return self.filter(done_on__isnull=True)

    def due_first(self):
        """The most urgent first; what has no day by rule comes last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "opens_on", "pk")


class Obligation(Placed):
    """Something a unit must do about a person, by when, and by which clause.

    Written only by `candidates.obligations`, from `candidates.rules.duties`. `acts_at` is the
    organization whose turn it is. A duty that is done, or no longer asked, has `done_on`.
    """

    follows_tree = "always"

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.CASCADE, related_name="obligations")
    acts_at = models.ForeignKey("branches.Organization", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=200)
    opens_on = models.DateField()
    due_on = models.DateField(null=True)
    unsure = models.BooleanField(default=False)
    citation = models.CharField(max_length=200, blank=True)
    confidence = models.CharField(max_length=12, blank=True)
    done_on = models.DateField(null=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["due_on", "pk"]
        indexes = [
            *ancestor_indexes("obligation", "done_on", "due_on", "id"),
            models.Index(
                fields=["acts_at", "due_on", "id"], name="obligation_open_at", condition=models.Q(done_on__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "kind", "key"],
                condition=models.Q(done_on__isnull=True),
                name="one_open_obligation",
            ),
        ]

    def __str__(self):
        return self.text
