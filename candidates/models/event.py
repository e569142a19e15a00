"""What happened to a candidate: append-only facts, from which every figure is counted."""

from django.conf import settings
from django.db import models

from branches.models import PersonFacts
from branches.placed import Placed, PlacedQuerySet, ancestor_indexes
from candidates.pipeline import EVENT_LABELS, STAGES, TAKE_BACK


class StandingEvents(models.Manager.from_queryset(PlacedQuerySet)):
    """The events that stand: neither taken back, nor the taking back of another."""

    def get_queryset(self):
        # Asked so that each database finds the few corrections by their index, and no index of all the others
        # ("is null", "is not null") looks better to it than the one of the question itself.
        corrections = StageEvent.every.filter(corrects=models.OuterRef("pk"), corrects__gt=0)
        return super().get_queryset().filter(~models.Exists(corrections), ~models.Q(kind=TAKE_BACK))


class StageEvent(Placed, PersonFacts):
    """A fact: its day, the paper that carries it, who recorded it, and the unit it happened in.

    The deltas say what it did to the unit's numbers (people in the pool, dossiers before the
    deciding body, probationary and full members). `counted` is false for a past fact that was
    found on taking over and is already inside the roster. `irregular` marks what was recorded
    against the rules; `findings` keeps what the rules said, by the rule's name, and `reason` why it was
    recorded all the same. Never changed, never deleted: what was
    recorded by mistake is taken back by an opposite event of the same day (`corrects`), and from
    then on both stand only in `every`; `objects` and `candidate.events` know neither.
    """

    follows_tree = "open_year"

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=40)
    from_stage = models.CharField(max_length=32, blank=True)
    to_stage = models.CharField(max_length=32)
    on = models.DateField()
    paper = models.CharField(max_length=160, blank=True)
    paper_number = models.CharField(max_length=60, blank=True)
    paper_on = models.DateField(null=True)
    paper_issuer = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    irregular = models.BooleanField(default=False)
    findings = models.JSONField(default=list)
    taken_over = models.BooleanField(default=False)
    counted = models.BooleanField(default=True)
    pool_delta = models.SmallIntegerField(default=0)
    pending_delta = models.SmallIntegerField(default=0)
    probationary_delta = models.SmallIntegerField(default=0)
    full_delta = models.SmallIntegerField(default=0)
    is_readmission = models.BooleanField(default=False)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    said_by = models.CharField("nhập thay cho", max_length=120, blank=True)

    objects = StandingEvents()
    every = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["on", "pk"]
        indexes = [
            *ancestor_indexes("stageevent", "on", "kind"),
            models.Index(fields=["candidate", "on", "id"], name="stageevent_of_candidate"),
            models.Index(fields=["candidate"], condition=models.Q(irregular=True), name="stageevent_irregular"),
        ]

    def __str__(self):
        return f"{self.label} {self.on:%d/%m/%Y}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("A stage event is never changed; record an opposite one.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A stage event is never deleted; record an opposite one.")

    @property
    def is_answered(self):
        """Whether the committee has had an irregular step done anew, or kept it as it is."""
        return any(remedy.kind != remedy.Kind.ANNULLED for remedy in self.remedies.all())

    @property
    def label(self):
        return EVENT_LABELS.get(self.kind, self.kind)

    @property
    def to_stage_label(self):
        return STAGES[self.to_stage].label
