"""What a class is run with: the units it is open to, its sessions, its papers, its certificates."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from branches.permissions import Permission
from branches.placed import ANCESTOR_FIELDS, Placed, PlacedQuerySet, ancestor_indexes
from candidates.models.candidate import Candidate
from candidates.models.classes import ClassNomination, TrainingClass


class ClassUnit(Placed):
    """A unit that a class is open to, and its seats there (None: as many as there are).

    `organization` is the unit. One outside the convener's own part of the tree is asked first: until
    `agreed_at` none of its people can be put on the roster, and nobody there is shown to the convener.
    """

    follows_tree = "always"

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="units")
    seats = models.PositiveSmallIntegerField("số học viên được phân bổ", null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["organization__path"]
        indexes = ancestor_indexes("classunit")
        constraints = [
            models.UniqueConstraint(fields=["training_class", "organization"], name="one_row_per_class_and_unit"),
        ]

    def __str__(self):
        return f"{self.organization}"


class ClassSession(models.Model):
    """One session of a class; `taken_at` says that its attendance was taken."""

    class Part(models.TextChoices):
        MORNING = "1_morning", "Buổi sáng"
        AFTERNOON = "2_afternoon", "Buổi chiều"
        EVENING = "3_evening", "Buổi tối"

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="sessions")
    held_on = models.DateField("ngày học")
    part = models.CharField("buổi", max_length=12, choices=Part.choices)
    topic = models.CharField("nội dung", max_length=200, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    present = models.ManyToManyField(ClassNomination, related_name="sessions")

    class Meta:
        default_permissions = ()
        ordering = ["held_on", "part"]
        constraints = [
            models.UniqueConstraint(fields=["training_class", "held_on", "part"], name="one_session_per_part_of_day"),
        ]

    def __str__(self):
        return f"{self.get_part_display()} {self.held_on:%d/%m/%Y}"


class ClassPaper(models.Model):
    """Number, day and signer of a paper of a class; without a number and a day it is printed as a draft."""

    class Kind(models.TextChoices):
        OPENING = "mo-lop", "Quyết định mở lớp"
        CALL = "trieu-tap", "Giấy triệu tập học viên"
        RECOGNITION = "cong-nhan", "Quyết định công nhận kết quả"
        CERTIFICATES = "chung-nhan", "Giấy chứng nhận"

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.CharField("số", max_length=60, blank=True)
    issued_on = models.DateField("ngày ký", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=160, blank=True)
    signer_post = models.CharField("chức vụ người ký", max_length=60, blank=True)
    signer_name = models.CharField("họ và tên người ký", max_length=120, blank=True)

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["training_class", "kind"], name="one_paper_of_a_kind_per_class"),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def is_numbered(self):
        return bool(self.number and self.issued_on)


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of classes convened where `user` holds CLASS_VIEW, and those of people from there."""
        scope = user.scope(Permission.CLASS_VIEW)
        return self.filter(
            models.Q(nomination__training_class__in=TrainingClass.objects.within(scope))
            | models.Q(nomination__candidate__in=Candidate.objects.within(scope))
        )


class Certificate(models.Model):
    """A line of the register: a certificate as it was issued, or issued again. Append-only.

    `issuer` convened the class. `turn` 0 is the first issue, from 1 on "cấp lại lần …" with its reason;
    `keeps_number`: issued again under the number it had, which no other line of that year may bear.
    Who has finished the class keeps the day of the first issue for its validity (`ClassNomination`).
    """

    class Why(models.TextChoices):
        FIRST = "", "Cấp lần đầu"
        LOST = "lost", "Bị mất"
        DAMAGED = "damaged", "Bị hỏng, rách"
        WRONG = "wrong", "Ghi sai thông tin"

    issuer = models.ForeignKey("branches.Organization", on_delete=models.PROTECT, related_name="+")
    nomination = models.ForeignKey(ClassNomination, on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(max_length=12, choices=TrainingClass.Kind.choices)
    year = models.PositiveSmallIntegerField("năm")
    serial = models.PositiveIntegerField("số thứ tự", null=True)
    number = models.CharField("số giấy chứng nhận", max_length=60)
    issued_on = models.DateField("ngày cấp")
    turn = models.PositiveSmallIntegerField("lần cấp lại", default=0)
    keeps_number = models.BooleanField("giữ số cũ", default=False)
    why = models.CharField("lý do cấp lại", max_length=10, blank=True, choices=Why.choices)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["issued_on", "serial", "pk"]
        indexes = [models.Index(fields=["issuer", "kind", "year", "serial"], name="certificate_series")]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "kind", "year", "number"],
                condition=models.Q(keeps_number=False),
                name="certificate_number_once_a_year",
            ),
            models.UniqueConstraint(fields=["nomination", "turn"], name="one_certificate_per_turn"),
            models.CheckConstraint(
                name="certificate_again_has_a_reason",
                condition=models.Q(turn=0, why="", keeps_number=False) | (models.Q(turn__gt=0) & ~models.Q(why="")),
            ),
        ]

    def __str__(self):
        return self.number

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("A line of the register is never changed; issuing again adds one.")
        super().save(*args, **kwargs)
