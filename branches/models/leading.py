"""Leading the work, in light records: papers to cite, committees' agendas, inspections, courses, yearly grades."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from branches.permissions import Permission
from branches.placed import ANCESTOR_FIELDS, Placed, PlacedQuerySet, ancestor_indexes


class ReferenceDocumentQuerySet(PlacedQuerySet):
    def visible_to(self, user):
        """The papers kept where `user` sees the tree, and by every unit above: those below cite them."""
        scope = user.scope(Permission.ORGANIZATION_VIEW)
        above = {int(step) for _, _, path in scope.tops for step in path.rstrip("/").split("/")}
        return self.filter(self.condition(scope) | models.Q(organization__in=above))


class ReferenceDocument(Placed):
    """A paper that the work follows and that plans and reports cite: title, number, day, body."""

    title = models.CharField("trích yếu", max_length=300)
    number = models.CharField("số, ký hiệu", max_length=60)
    issued_on = models.DateField("ngày ban hành")
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = ReferenceDocumentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-issued_on", "number"]
        indexes = ancestor_indexes("refdocument", "issued_on")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number", "issued_on", "issuer"], name="one_row_per_reference_document"
            ),
        ]

    def __str__(self):
        return self.cited

    @property
    def cited(self):
        """As a paper cites it: "Nghị quyết số 21-NQ/TW ngày 16/06/2022 của …"."""
        return f"{self.title}, số {self.number} ngày {self.issued_on:%d/%m/%Y} của {self.issuer}"


class LeadingRecordQuerySet(PlacedQuerySet):
    def visible_to(self, user):
        return self.within(user.scope(Permission.REPORT_VIEW) | user.scope(Permission.TARGET_CHANGE))


class LeadingRecord(Placed):
    """Something a committee did to lead the work: never about a person.

    An item of a committee's meeting, an inspection of a unit, a training course. `about` is the unit inspected.
    """

    class Kind(models.TextChoices):
        AGENDA = "agenda", "Nội dung họp cấp ủy"
        INSPECTION = "inspection", "Kiểm tra đơn vị"
        COURSE = "course", "Lớp tập huấn nghiệp vụ"

    kind = models.CharField("loại việc", max_length=12, choices=Kind.choices)
    on = models.DateField("ngày")
    title = models.CharField("nội dung", max_length=300)
    about = models.ForeignKey(
        "branches.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị được kiểm tra",
    )
    attended = models.PositiveIntegerField("số người dự", null=True, blank=True)
    result = models.TextField("kết luận, kết quả", max_length=2000, blank=True)
    paper = models.CharField("biên bản, thông báo (số, ngày)", max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = LeadingRecordQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-on", "-pk"]
        indexes = ancestor_indexes("leadingrecord", "on", "kind")
        constraints = [
            models.CheckConstraint(
                name="an_inspection_names_its_unit",
                condition=~models.Q(kind="inspection") | models.Q(about__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title


class YearGrade(Placed):
    """The grade of a member for a year, as the competent body concluded it; never worked out here."""

    class Grade(models.TextChoices):
        EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"
        GOOD = "good", "Hoàn thành tốt nhiệm vụ"
        DONE = "done", "Hoàn thành nhiệm vụ"
        NOT_DONE = "not_done", "Không hoàn thành nhiệm vụ"

    member = models.ForeignKey("branches.Member", on_delete=models.PROTECT, related_name="grades")
    year = models.PositiveSmallIntegerField("năm")
    grade = models.CharField("xếp loại", max_length=10, choices=Grade.choices)
    paper = models.CharField("văn bản xếp loại (số, ngày)", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["year", "pk"]
        indexes = ancestor_indexes("yeargrade", "year", "grade")
        constraints = [
            models.UniqueConstraint(fields=["member", "year"], name="one_grade_per_member_and_year"),
            models.CheckConstraint(name="a_grade_rests_on_a_paper", condition=~models.Q(paper="")),
        ]

    def __str__(self):
        return f"{self.member} {self.year}: {self.get_grade_display()}"
