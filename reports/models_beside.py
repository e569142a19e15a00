"""What stands beside a unit's own figures: its targets in percent, and figures that others published."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Target
from branches.placed import ANCESTOR_FIELDS, Placed, PlacedQuerySet
from candidates.models.clock import AppendOnly
from reports.leading import measures

JUDGED = [(each.value, each.label) for each in Target.Source if each != Target.Source.EXPECTED]


class ShareTarget(Placed):
    """A target in percent of an organization for a period, from one source: at least `least` of a hundred.

    "Từ 3% đến 4%" has `most` as well; it is reached from `least` on. Several sources stand side by side and are
    never merged, as with `branches.Target`.
    """

    follows_tree = "always"

    measure = models.CharField("chỉ tiêu", max_length=40, choices=measures.choices(measures.SHARES))
    source = models.CharField("nguồn chỉ tiêu", max_length=12, choices=JUDGED)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    least = models.DecimalField("từ bao nhiêu phần trăm", max_digits=5, decimal_places=2)
    most = models.DecimalField("đến bao nhiêu phần trăm", max_digits=5, decimal_places=2, null=True)
    document = models.CharField("văn bản giao chỉ tiêu", max_length=200, blank=True)

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["starts_on", "source", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "measure", "source", "starts_on", "ends_on"],
                name="one_share_target_per_source_and_period",
            ),
            models.CheckConstraint(
                name="share_target_ends_after_it_begins", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
            models.CheckConstraint(
                name="share_target_within_the_whole", condition=models.Q(least__gt=0, least__lte=100)
            ),
            models.CheckConstraint(
                name="share_target_reaches_upward",
                condition=models.Q(most__isnull=True) | models.Q(most__gt=models.F("least"), most__lte=100),
            ),
        ]

    def __str__(self):
        return f"{self.get_measure_display()}: {self.least}%"


class OutsideFigureQuerySet(models.QuerySet):
    def standing(self):
        """Rows that no later row corrected, and that were not withdrawn."""
        return self.filter(corrected_by__isnull=True, value__isnull=False)

    def for_unit(self, organization):
        """Rows entered at `organization` or above it: a province's figure is everybody's below.

        "Đảng bộ cấp trên" is another committee for each who types it: it holds for that unit alone.
        """
        above = [int(step) for step in organization.path.rstrip("/").split("/")]
        own = models.Q(organization=organization)
        return self.filter(own | ~models.Q(area=OutsideFigure.Area.ABOVE), organization__in=above)


class OutsideFigure(AppendOnly):
    """A figure that somebody else published, typed in by hand with its source; it holds for the units below too.

    Rows are only added: a correction names the row that it takes the place of and says why; one without a value
    withdraws it.
    """

    class Area(models.TextChoices):
        NATION = "nation", "Cả nước"
        PROVINCE = "province", "Toàn tỉnh, thành phố"
        ABOVE = "above", "Đảng bộ cấp trên"

    organization = models.ForeignKey("branches.Organization", on_delete=models.PROTECT, related_name="+")
    area = models.CharField("phạm vi", max_length=10, choices=Area.choices)
    measure = models.CharField("chỉ số", max_length=40, choices=measures.choices(measures.PUBLISHED))
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    value = models.DecimalField("giá trị", max_digits=11, decimal_places=2, null=True)
    document = models.CharField("nguồn: văn bản, nơi công bố", max_length=200)
    document_on = models.DateField("ngày văn bản, ngày công bố")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    because = models.CharField("lý do đính chính", max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = OutsideFigureQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-ends_on", "area", "measure", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "area", "measure", "starts_on", "ends_on"],
                condition=models.Q(corrects__isnull=True),
                name="one_outside_figure_per_area_measure_and_period",
            ),
            models.CheckConstraint(
                name="outside_figure_ends_after_it_begins", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
            models.CheckConstraint(name="outside_figure_is_no_less_than_nothing", condition=models.Q(value__gte=0)),
            models.CheckConstraint(
                name="outside_figure_corrected_says_why",
                condition=models.Q(corrects__isnull=True, because="", value__isnull=False)
                | (models.Q(corrects__isnull=False) & ~models.Q(because="")),
            ),
        ]

    def __str__(self):
        return f"{self.get_area_display()}: {self.get_measure_display()}"
