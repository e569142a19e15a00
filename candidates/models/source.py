"""The list of candidates that a cell draws up for a year, and its reviews with the class that the minutes say."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from branches.permissions import Permission
from branches.placed import ANCESTOR_FIELDS, Placed, PlacedQuerySet, ancestor_indexes
from candidates.models.clock import AppendOnly


class SourceListQuerySet(PlacedQuerySet):
    def visible_to(self, user):
        """The lists of the cells whose dossiers `user` may open."""
        return self.within(user.scope(Permission.CANDIDATE_VIEW))


class SourceList(Placed):
    """Whom a cell reviews and fosters in a year. An empty list says why; `size` is the number of its entries."""

    year = models.PositiveSmallIntegerField("năm")
    filed_on = models.DateField("ngày lập")
    size = models.PositiveSmallIntegerField(default=0, editable=False)
    empty_because = models.CharField("lý do chưa có người trong danh sách", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = SourceListQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-year"]
        indexes = ancestor_indexes("sourcelist", "year")
        constraints = [
            models.UniqueConstraint(fields=["organization", "year"], name="one_source_list_per_cell_and_year"),
            models.CheckConstraint(
                name="an_empty_source_list_says_why",
                condition=models.Q(size__gt=0, empty_because="") | models.Q(size=0) & ~models.Q(empty_because=""),
            ),
        ]

    def __str__(self):
        return f"{self.organization}, {self.year}"


class SourceListEntry(models.Model):
    """One person of a list."""

    source_list = models.ForeignKey(SourceList, on_delete=models.CASCADE, related_name="entries")
    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="source_entries")

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        ordering = ["candidate__person__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source_list", "candidate"], name="a_person_stands_once_in_a_source_list")
        ]

    def __str__(self):
        return str(self.candidate)


class SourceReview(AppendOnly):
    """A review of the list in a meeting of the cell; a mistake is mended by a later review."""

    source_list = models.ForeignKey(SourceList, on_delete=models.PROTECT, related_name="reviews")
    minutes_number = models.CharField("số biên bản", max_length=60)
    minutes_on = models.DateField("ngày họp")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["-minutes_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="a_source_review_rests_on_minutes", condition=~models.Q(minutes_number=""))
        ]

    def __str__(self):
        return f"Biên bản số {self.minutes_number} ngày {self.minutes_on:%d/%m/%Y}"


class SourceMark(AppendOnly):
    """What the minutes conclude of one person. The class is the cell's words, never worked out and never a rank."""

    class Letter(models.TextChoices):
        A = "A", "Loại A"
        B = "B", "Loại B"
        C = "C", "Loại C"

    review = models.ForeignKey(SourceReview, on_delete=models.PROTECT, related_name="marks")
    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="source_marks")
    letter = models.CharField("phân loại", max_length=1, choices=Letter.choices)
    conclusion = models.CharField("kết luận của chi bộ", max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["candidate__person__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "candidate"], name="one_mark_per_person_and_source_review")
        ]

    def __str__(self):
        return f"{self.candidate}: {self.get_letter_display()}"
