"""Organizations of the Party: the tree, and what each was called and stood under at a date."""

import re

from django.db import models
from simple_history.models import HistoricalRecords

from branches import codelists
from branches.permissions import Permission
from branches.placed import ANCESTOR_FIELDS, DEPTHS, PlacedQuerySet
from partydev.text import fold

BASE_KINDS = ("grassroots_committee", "base_cell")
CELL_KINDS = ("base_cell", "cell")


COMMITTEES = {
    "Đảng bộ tỉnh ": "Tỉnh ủy ",
    "Đảng bộ thành phố ": "Thành ủy ",
    "Đảng bộ huyện ": "Huyện ủy ",
    "Đảng bộ quận ": "Quận ủy ",
    "Đảng bộ thị xã ": "Thị ủy ",
    "Đảng bộ ": "Đảng ủy ",
}


_LEVELS = "tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu"
_OF_A_PLACE = re.compile(rf"Đảng bộ (?P<level>(?i:{_LEVELS})) (?P<place>\S.*)")
# After people; with names of one syllable and numbers, those that are written with their level.
_WITH_LEVEL = ("Hồ Chí Minh",)


def place_in(name):
    """The place after which an organization is called, as the line of a paper's date writes it; "" where it is not.

    "Lâm Hà" of "Đảng bộ huyện Lâm Hà"; "Phường 5" of "Đảng bộ phường 5".
    """
    match = _OF_A_PLACE.fullmatch(name)
    if not match:
        return ""
    place = match["place"]
    return place if " " in place and place not in _WITH_LEVEL else f"{match['level'].capitalize()} {place}"


def committee_of(name):
    """The committee's name from its organization's: "Huyện ủy Lâm Hà" of "Đảng bộ huyện Lâm Hà"; a cell's own."""
    for start, committee in COMMITTEES.items():
        if name.startswith(start):
            return committee + name.removeprefix(start)
    return name


class OrganizationQuerySet(PlacedQuerySet):
    path_lookup = "path"

    def visible_to(self, scope):
        """The organizations inside `scope`."""
        return self.within(scope)

    def existing(self, on):
        """Organizations founded by `on` and not dissolved by then."""
        return self.filter(models.Q(founded_on__isnull=True) | models.Q(founded_on__lte=on)).filter(
            models.Q(dissolved_on__isnull=True) | models.Q(dissolved_on__gt=on)
        )

    def cells(self):
        """Cells, base cells among them."""
        return self.filter(kind__in=CELL_KINDS)

    def above(self, organization):
        """The organizations above `organization`, the root first."""
        ids = [pk for pk in organization.ancestors() if pk and pk != organization.pk]
        return self.filter(pk__in=ids).order_by("depth")


class Organization(models.Model):
    """Any node of the Party tree (tổ chức đảng).

    `name`, `kind` and `parent` are those of today; `OrganizationState` holds them by date.
    `path` ("0000001/0000004/") and the ancestor columns are kept by `branches.actions`, which
    alone founds, renames, moves and dissolves.
    """

    class CountedBy(models.TextChoices):
        CEREMONY = "ceremony", "Theo ngày tổ chức lễ kết nạp"
        DECISION = "decision", "Theo ngày ký quyết định kết nạp"

    class ReportingCalendar(models.TextChoices):
        CALENDAR = "calendar", "Tháng dương lịch"
        DAY_15 = "day_15", "Từ ngày 15 tháng trước đến ngày 14"

    code = models.SlugField("mã", max_length=64, unique=True)
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại tổ chức", max_length=32, choices=codelists.choices("org_kinds"))
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=255, unique=True, editable=False)
    depth = models.PositiveSmallIntegerField(editable=False)
    ancestor_0 = models.BigIntegerField(null=True, editable=False)
    ancestor_1 = models.BigIntegerField(null=True, editable=False)
    ancestor_2 = models.BigIntegerField(null=True, editable=False)
    ancestor_3 = models.BigIntegerField(null=True, editable=False)
    ancestor_4 = models.BigIntegerField(null=True, editable=False)
    ancestor_5 = models.BigIntegerField(null=True, editable=False)

    founded_on = models.DateField("ngày thành lập", null=True, blank=True)
    founding_decision = models.CharField("quyết định thành lập", max_length=120, blank=True)
    dissolved_on = models.DateField("ngày giải thể", null=True, blank=True)
    area_type = models.CharField("địa bàn", max_length=16, blank=True, choices=codelists.AREA_TYPES)
    base_unit_type = models.CharField(
        "loại hình cơ sở", max_length=8, blank=True, choices=codelists.leaf_choices("base_unit_types")
    )
    residential_unit = models.CharField("thôn, tổ dân phố, khu dân cư", max_length=120, blank=True)
    place = models.CharField("địa danh ghi trên văn bản", max_length=80, blank=True)
    symbol = models.CharField("ký hiệu trên văn bản", max_length=20, blank=True, help_text="Ví dụ: ĐU, CB, ĐUK.")
    responsible_member = models.ForeignKey(
        "branches.Member",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cấp ủy viên phụ trách công tác phát triển đảng viên",
    )
    committee_size = models.PositiveSmallIntegerField("số cấp ủy viên", null=True, blank=True)
    standing_size = models.PositiveSmallIntegerField("số ủy viên ban thường vụ", null=True, blank=True)
    term_starts_on = models.DateField("nhiệm kỳ tính từ ngày", null=True, blank=True)
    reporting_calendar = models.CharField(
        "kỳ báo cáo", max_length=8, choices=ReportingCalendar.choices, default=ReportingCalendar.CALENDAR
    )
    counted_by = models.CharField(
        "kết nạp tính theo", max_length=8, choices=CountedBy.choices, default=CountedBy.CEREMONY
    )
    no_source_left = models.BooleanField("không còn quần chúng", default=False)
    no_source_because = models.CharField("vì sao không còn quần chúng", max_length=300, blank=True)
    last_admission_on = models.DateField("lần kết nạp gần nhất", null=True, blank=True, editable=False)

    search = models.CharField(max_length=300, editable=False, db_index=True)

    history = HistoricalRecords(
        excluded_fields=["path", "depth", "search", "last_admission_on", *ANCESTOR_FIELDS], related_name="past"
    )
    objects = OrganizationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [(permission.value, permission.label) for permission in Permission]
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="organization_dissolved_after_founded",
                condition=models.Q(dissolved_on__isnull=True)
                | models.Q(founded_on__isnull=True)
                | models.Q(dissolved_on__gte=models.F("founded_on")),
            ),
            models.CheckConstraint(
                name="organization_root_has_no_parent",
                condition=models.Q(parent__isnull=True, depth=0) | models.Q(parent__isnull=False, depth__gt=0),
            ),
            models.CheckConstraint(
                name="organization_without_source_says_why",
                condition=models.Q(no_source_left=False) | ~models.Q(no_source_because=""),
            ),
        ]
        indexes = [
            *(
                models.Index(fields=[field, "kind"], name=f"organization_at{depth}")
                for depth, field in enumerate(ANCESTOR_FIELDS)
            ),
            # Few are dissolved, or founded after a day: whoever counts the others asks only for these.
            models.Index(fields=["founded_on"], name="organization_founded"),
            models.Index(
                fields=["dissolved_on"], name="organization_dissolved", condition=models.Q(dissolved_on__isnull=False)
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search = fold(f"{self.name} {self.code}")
        super().save(*args, **kwargs)

    @property
    def is_cell(self):
        return self.kind in CELL_KINDS

    @property
    def is_base(self):
        return self.kind in BASE_KINDS

    @property
    def document_symbol(self):
        """What stands after the type in a document's number: "ĐU" in "05-BC/ĐU"."""
        return self.symbol or ("CB" if self.is_cell else "ĐU")

    @property
    def committee_name(self):
        """The committee that issues this organization's papers: "Đảng ủy xã …" of "Đảng bộ xã …"; a cell itself."""
        return committee_of(self.name)

    @property
    def place_written(self):
        """The place that its papers name: its own, else that of the nearest organization above; "" where none has one.

        A province's is not taken: its committee does not sit where the papers of a cell are signed.
        """
        if self.place:
            return self.place
        above = Organization.objects.above(self).exclude(kind="central_level").exclude(place="")
        return above.order_by("-depth").values_list("place", flat=True).first() or ""

    @property
    def place_or_named(self):
        """Its place; else the one that its name says, for a committee called after a place sits there; else that of
        the nearest above.
        """
        return self.place or place_in(self.name) or self.place_written

    def ancestors(self):
        """The ids for the ancestor columns, itself last, padded with None to DEPTHS."""
        ids = [int(step) for step in self.path.rstrip("/").split("/")][:DEPTHS]
        return ids + [None] * (DEPTHS - len(ids))

    def set_path(self, parent):
        """Set path, depth and ancestor columns below `parent` (None: a root). Needs a pk."""
        self.path = f"{parent.path if parent else ''}{self.pk:07d}/"
        self.depth = parent.depth + 1 if parent else 0
        for field, value in zip(ANCESTOR_FIELDS, self.ancestors(), strict=True):
            setattr(self, field, value)

    def state_on(self, on):
        """The `OrganizationState` in force on `on`; the earliest one for a date before it."""
        states = list(self.states.order_by("valid_from"))
        current = [state for state in states if state.valid_from <= on]
        return (current or states or [None])[-1 if current else 0]

    def name_on(self, on):
        """What the organization was called on `on`."""
        state = self.state_on(on)
        return state.name if state else self.name

    def secretary_on(self, on):
        """The name of the secretary on `on`; "" where nobody is entered."""
        posts = self.positions.held_on(on).filter(title="secretary").select_related("member__person")
        held = posts.order_by("starts_on", "pk").last()
        return held.member.person.full_name if held else ""


class OrganizationState(models.Model):
    """What an organization was called, was, and stood under from one date to another."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="states")
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại tổ chức", max_length=32, choices=codelists.choices("org_kinds"))
    parent = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    decision = models.CharField("quyết định", max_length=120, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["valid_from"]
        # Whether anything was ever otherwise is asked by every figure; few states are of the past.
        indexes = [
            models.Index(
                fields=["organization"], condition=models.Q(valid_to__isnull=False), name="state_of_the_past"
            ),
            models.Index(fields=["valid_from"], name="state_begins"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organization", "valid_from"], name="one_state_per_organization_and_day"),
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(valid_to__isnull=True), name="one_open_state"
            ),
            models.CheckConstraint(
                name="state_ends_after_it_begins",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.valid_from:%d/%m/%Y})"


class PositionQuerySet(models.QuerySet):
    def held_on(self, on):
        """Posts held on `on`; the day one ends is the first day without it."""
        return self.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gt=on), starts_on__lte=on)


class Position(models.Model):
    """A post that a member holds in an organization from one date to another."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="positions")
    member = models.ForeignKey("branches.Member", on_delete=models.CASCADE, related_name="positions")
    title = models.CharField("chức vụ", max_length=32, choices=codelists.choices("positions"))
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)

    history = HistoricalRecords()
    objects = PositionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="position_ends_after_it_begins",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            )
        ]

    def __str__(self):
        return f"{self.member} – {self.get_title_display()}"

    def is_held_on(self, on):
        """`PositionQuerySet.held_on` of a row that is at hand."""
        return self.starts_on <= on and (self.ends_on is None or self.ends_on > on)
