"""Scans of the papers of a dossier, where the installation's profile lets them be kept."""

from decimal import Decimal

from django.conf import settings
from django.db import models

from branches.permissions import Permission
from candidates.rules.papers import paper_names
from candidates.scans.limits import MB
from candidates.scans.profile import ScansClosedError, stores_scans
from partydev.numbers import decimal


class ScanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Scans of dossiers that `user` may open today, wherever they were sent; never those a mentor helps with."""
        cases = self.model._meta.get_field("candidate").related_model
        return self.filter(candidate__in=cases.objects.within(user.scope(Permission.CANDIDATE_VIEW)))

    def files(self):
        """Rows that name a file."""
        return self.filter(removed=False)


class Scan(models.Model):
    """One version of a paper's scan: one PDF, whatever it was made from. Append-only; the newest one counts.

    The paper is that of (`candidate`, `code`, `ordinal`), as in `DossierItem`, whose row may come and go.
    `removed`: from this version on the paper has no scan; such a row names no file, and says why in `note`.
    Versions keep their files.
    """

    class MadeFrom(models.TextChoices):
        PHOTOS = "photos", "Ảnh chụp"
        PDF = "pdf", "Tệp PDF"

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="scans")
    code = models.CharField("loại giấy tờ", max_length=3, choices=list(paper_names().items()))
    ordinal = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveSmallIntegerField()
    removed = models.BooleanField(default=False)
    stored_name = models.CharField(max_length=32, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    made_from = models.CharField(max_length=8, choices=MadeFrom.choices, blank=True)
    size = models.PositiveIntegerField("dung lượng", default=0)
    pages = models.PositiveSmallIntegerField("số trang", default=0)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = ScanQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["code", "ordinal", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "code", "ordinal", "version"], name="one_scan_per_paper_and_version"
            ),
            models.UniqueConstraint(
                fields=["stored_name"], condition=~models.Q(stored_name=""), name="one_row_per_scan_file"
            ),
            models.CheckConstraint(
                name="a_scan_has_its_file_or_is_removed",
                condition=models.Q(removed=True, stored_name="", sha256="", size=0, pages=0)
                | (
                    models.Q(removed=False, size__gt=0, pages__gt=0) & ~models.Q(stored_name="") & ~models.Q(sha256="")
                ),
            ),
        ]

    def __str__(self):
        return f"{self.get_code_display()}, bản chụp lần {self.version}"

    def save(self, *args, **kwargs):
        if not stores_scans():
            raise ScansClosedError
        if self.pk:
            raise TypeError("A scan is never changed; a better one makes a new version.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A scan is never deleted; it is set aside by a new version.")

    @property
    def shown_pages(self):
        """The numbers of the pages that can be shown as pictures: those made from photos; none of another's PDF."""
        return range(1, self.pages + 1) if self.made_from == self.MadeFrom.PHOTOS else ()

    @property
    def in_words(self):
        """How much it is: "3 trang, 0,4 MB"."""
        return f"{self.pages} trang, {decimal(max(Decimal(self.size) / MB, Decimal('0.1')))} MB"
