"""What a cell's secretary hands over to the next one, as it stood on the day."""

from django.conf import settings
from django.db import models

from branches.permissions import Permission
from branches.placed import Placed, PlacedQuerySet


class HandOverQuerySet(PlacedQuerySet):
    def visible_to(self, user):
        """Hand-overs of cells where `user` records the cell's steps; their own ones until they are confirmed.

        Whoever hands over may have no other right at the cell by then, yet answers for the page until it is received.
        """
        own = models.Q(given_by=user.pk, state=HandOver.State.OPEN)
        return self.filter(self.condition(user.scope(Permission.CANDIDATE_ADVANCE)) | own)


class HandOver(Placed):
    """One printed page of what is open in a cell: cases, duties, papers on hand; the successor confirms its receipt.

    `contents` is what stood there on `on`, the day it was made (`handing_over.contents_of`); it never changes.
    Rights move with appointments, not with this.
    """

    class State(models.TextChoices):
        OPEN = "open", "Chờ xác nhận"
        CONFIRMED = "confirmed", "Đã nhận"
        REPLACED = "replaced", "Đã lập lại"

    follows_tree = "always"

    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("ngày bàn giao")
    basis = models.CharField("căn cứ", max_length=200, blank=True)
    contents = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.OPEN)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField("ý kiến của người nhận", max_length=500, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(state="open"), name="one_open_hand_over_per_cell"
            ),
            models.CheckConstraint(
                name="hand_over_confirmed_once",
                condition=models.Q(state="confirmed", confirmed_at__isnull=False)
                | ~models.Q(state="confirmed") & models.Q(confirmed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="handed_over_to_another",
                condition=models.Q(given_by__isnull=True) | ~models.Q(given_by=models.F("taken_by")),
            ),
        ]

    def __str__(self):
        return f"{self.organization}, {self.on:%d/%m/%Y}"

    @property
    def code(self):
        return f"BG{self.pk:06d}"

    @property
    def is_open(self):
        return self.state == self.State.OPEN
