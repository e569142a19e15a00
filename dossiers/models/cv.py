"""The applicant's CV (2-KNĐ): what was typed beyond the person's own facts, its lists, and the relatives.

`dossiers.cv_actions` alone writes them. What the keys mean stands in `dossiers.cv`.
"""

from django.db import models
from simple_history.models import HistoricalRecords

from dossiers.cv.profile import RelativesClosedError, stores_relatives
from dossiers.cv.rows import KIN, KINDS


def _whole(month, year):
    """A month is one of twelve and stands with its year."""
    return models.Q(**{f"{month}__isnull": True}) | models.Q(
        **{f"{month}__gte": 1, f"{month}__lte": 12, f"{year}__isnull": False}
    )


class CurriculumVitae(models.Model):
    """The CV of one run of a person. `answers`: what was typed, by the key of its question."""

    candidate = models.OneToOneField("candidates.Candidate", on_delete=models.PROTECT, related_name="cv")
    answers = models.JSONField("nội dung đã nhập", default=dict)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"Lý lịch {self.candidate_id}"


class CvEntry(models.Model):
    """A row of one of the CV's lists (`part`): a job, a course, a stay abroad, an award, a discipline.

    Months are known or not; without its month a year counts as a whole.
    """

    cv = models.ForeignKey(CurriculumVitae, on_delete=models.PROTECT, related_name="entries")
    part = models.CharField("phần", max_length=16, choices=[(key, kind.one) for key, kind in KINDS.items()])
    from_year = models.PositiveSmallIntegerField("từ năm")
    from_month = models.PositiveSmallIntegerField("từ tháng", null=True, blank=True)
    to_year = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    to_month = models.PositiveSmallIntegerField("đến tháng", null=True, blank=True)
    ongoing = models.BooleanField("đến nay", default=False)
    details = models.JSONField("nội dung", default=dict)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        ordering = ["part", "from_year", "from_month", "pk"]
        constraints = [
            models.CheckConstraint(name="cv_entry_from_is_a_month", condition=_whole("from_month", "from_year")),
            models.CheckConstraint(name="cv_entry_to_is_a_month", condition=_whole("to_month", "to_year")),
            models.CheckConstraint(
                name="cv_entry_ends_after_it_begins",
                condition=models.Q(to_year__isnull=True)
                | models.Q(to_year__gt=models.F("from_year"))
                | models.Q(to_year=models.F("from_year"))
                & (
                    models.Q(to_month__isnull=True)
                    | models.Q(from_month__isnull=True)
                    | models.Q(to_month__gte=models.F("from_month"))
                ),
            ),
            models.CheckConstraint(
                name="cv_entry_lasts_or_ended", condition=models.Q(ongoing=False) | models.Q(to_year__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.get_part_display()} {self.from_year}"


class RelativeQuerySet(models.QuerySet):
    """No way of writing many rows at once goes round the installation's profile."""

    def bulk_create(self, objs, *args, **kwargs):
        require_open()
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs, *args, **kwargs):
        require_open()
        return super().bulk_update(objs, *args, **kwargs)

    def update(self, **kwargs):
        require_open()
        return super().update(**kwargs)


class Relative(models.Model):
    """A row of part 21: somebody of the applicant's family. Stored only where the profile allows it.

    `receivers` refuses every save elsewhere, whatever way it comes (forms, fixtures, shells).
    """

    cv = models.ForeignKey(CurriculumVitae, on_delete=models.PROTECT, related_name="relatives")
    kin = models.CharField("quan hệ", max_length=32, choices=[(key, label) for key, label, _ in KIN])
    full_name = models.CharField("họ và tên", max_length=300)
    born_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    born_month = models.PositiveSmallIntegerField("tháng sinh", null=True, blank=True)
    born_day = models.PositiveSmallIntegerField("ngày sinh", null=True, blank=True)
    born_unknown = models.BooleanField("không rõ ngày sinh", default=False)
    died_year = models.PositiveSmallIntegerField("năm mất", null=True, blank=True)
    died_unknown = models.BooleanField("không rõ năm mất", default=False)
    death_cause = models.CharField("lý do mất", max_length=300, blank=True)
    details = models.JSONField("nội dung", default=dict)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()
    objects = RelativeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="relative_born_in_a_month", condition=_whole("born_month", "born_year")),
            models.CheckConstraint(
                name="relative_died_after_birth",
                condition=models.Q(died_year__isnull=True)
                | models.Q(born_year__isnull=True)
                | models.Q(died_year__gte=models.F("born_year")),
            ),
        ]

    def __str__(self):
        return f"{self.get_kin_display()} {self.pk}"


def require_open():
    """Raise unless this installation may keep relatives."""
    if not stores_relatives():
        raise RelativesClosedError
