"""What is due: rows derived from the rules, so that lists by urgency are one index away."""

from django.db import models

from branches.placed import Placed, PlacedQuerySet, ancestor_indexes


class ObligationQuerySet(PlacedQuerySet):
    def open(self):
        return self.filter(done_on__isnull=True)

    def due_first(self):
        """The most urgent first; what has no day by rule comes last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "opens_on", "pk")

    def told_to(self, places, explained_by, on):
        """Without what is overdue at another unit than `places` (ids) and waits for that unit's explanation.

        The unit explains first: what it has not explained is told above once its days for that are over,
        that is when the last day was before `explained_by` (`candidates.clock.explained_by`).
        """
        waits = models.Q(due_on__lt=on, due_on__gte=explained_by, explanation__isnull=True)
        return self.exclude(waits & ~models.Q(acts_at_id__in=list(places)))


class Obligation(Placed):
    """Something a unit must do, mostly about a person, by when, and by which clause.

    Written only by `candidates.obligations`, from `candidates.rules.duties`. `acts_at` is the organization
    whose turn it is, `turn` says as what it acts. `candidate` is empty for what a unit does without a person.
    `rule` is the key of the value that sets the day; `reminds_on` the day of the first reminder; `extended`
    names the decision that put the day off; `explanation` is why it is overdue. A duty that is done, or no
    longer asked, has `done_on`.
    """

    follows_tree = "always"

    candidate = models.ForeignKey(
        "candidates.Candidate", on_delete=models.CASCADE, null=True, related_name="obligations"
    )
    acts_at = models.ForeignKey("branches.Organization", on_delete=models.PROTECT, related_name="+")
    turn = models.CharField(max_length=8, default="cell")
    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=40, blank=True)
    rule = models.CharField(max_length=48, blank=True)
    text = models.CharField(max_length=200)
    opens_on = models.DateField()
    due_on = models.DateField(null=True)
    reminds_on = models.DateField(null=True)
    unsure = models.BooleanField(default=False)
    citation = models.CharField(max_length=200, blank=True)
    confidence = models.CharField(max_length=12, blank=True)
    extended = models.CharField(max_length=300, blank=True)
    explanation = models.ForeignKey("candidates.Explanation", on_delete=models.SET_NULL, null=True, related_name="+")
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
            models.UniqueConstraint(
                fields=["organization", "kind", "key"],
                condition=models.Q(done_on__isnull=True, candidate__isnull=True),
                name="one_open_obligation_of_unit",
            ),
        ]

    def __str__(self):
        return self.text
