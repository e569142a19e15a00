"""A case that one cell offers to another: what was asked, and what came of it."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Organization
from branches.permissions import Permission
from branches.placed import ANCESTOR_FIELDS, Placed, PlacedQuerySet


class TransferOfferQuerySet(PlacedQuerySet):
    def visible_to(self, user):
        """Offers made by, or to, a cell where `user` records the cell's steps."""
        scope = user.scope(Permission.CANDIDATE_ADVANCE)
        return self.filter(self.condition(scope) | models.Q(from_cell__in=Organization.objects.visible_to(scope)))

    def open(self):
        return self.filter(state=TransferOffer.State.OFFERED)


class TransferOffer(Placed):
    """A person whom their cell offers to another; `organization` is the cell that is asked to take over.

    Until it is answered the case stays where it is, and the offer may be taken back. Only
    `candidates.actions.offers` writes it.
    """

    class State(models.TextChoices):
        OFFERED = "offered", "Chờ trả lời"
        ACCEPTED = "accepted", "Đã tiếp nhận"
        REFUSED = "refused", "Không tiếp nhận"
        TAKEN_BACK = "taken_back", "Đã rút lại"

    follows_tree = "always"
    keeps_organization = ("đề nghị tiếp nhận chưa trả lời", {"state": "offered", "candidate__closed_on__isnull": True})

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="offers")
    from_cell = models.ForeignKey("branches.Organization", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("lý do chuyển", max_length=1000)
    paper_number = models.CharField("số giấy giới thiệu", max_length=60, blank=True)
    offered_on = models.DateField("ngày đề nghị")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField("trả lời", max_length=10, choices=State.choices, default=State.OFFERED)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField("nội dung trả lời", max_length=1000, blank=True)

    history = HistoricalRecords(excluded_fields=ANCESTOR_FIELDS)
    objects = TransferOfferQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-offered_on", "-pk"]
        indexes = [models.Index(fields=["organization", "state"], name="offer_to_answer")]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"], condition=models.Q(state="offered"), name="one_open_offer_per_case"
            ),
            models.CheckConstraint(
                name="offer_is_open_or_answered",
                condition=models.Q(state="offered", answered_on__isnull=True)
                | ~models.Q(state="offered") & models.Q(answered_on__gte=models.F("offered_on")),
            ),
            models.CheckConstraint(
                name="refused_for_a_reason", condition=~models.Q(state="refused") | ~models.Q(answer="")
            ),
            models.CheckConstraint(
                name="offered_to_another_cell", condition=~models.Q(organization=models.F("from_cell"))
            ),
        ]

    def __str__(self):
        return f"{self.candidate}: {self.from_cell} – {self.organization}"

    @property
    def is_open(self):
        return self.state == self.State.OFFERED
