"""What is written on each paper of a dossier of who it is about, as somebody read it there."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords


class PaperReading(models.Model):
    """Full name, birth date and native place as one paper of the register has them; "" for what it does not say.

    `of_number`, `of_day`: which paper was read. Once another one stands in the same row of the register, what was
    read of the former counts no more.
    """

    paper = models.OneToOneField("candidates.DossierItem", on_delete=models.CASCADE, related_name="reading")
    full_name = models.CharField("họ và tên trên giấy tờ", max_length=300, blank=True)
    birth_date = models.CharField("ngày sinh trên giấy tờ", max_length=10, blank=True)
    home_place = models.CharField("quê quán trên giấy tờ", max_length=200, blank=True)
    of_number = models.CharField(max_length=60, blank=True)
    of_day = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="a_reading_says_something",
                condition=~Q(full_name="") | ~Q(birth_date="") | ~Q(home_place=""),
            ),
        ]

    def __str__(self):
        return f"{self.paper}"

    @property
    def is_of_this_paper(self):
        """Whether the paper that was read is the one that stands in the register now."""
        return (self.of_number, self.of_day) == (self.paper.number, self.paper.issued_on)
