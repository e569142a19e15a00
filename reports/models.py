"""What is kept beside the facts: a report's life and snapshots, when a signal is shown, shares of the people."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from branches.permissions import Permission
from branches.placed import ANCESTOR_FIELDS, Placed, PlacedQuerySet
from candidates.models.clock import AppendOnly
from reports.catalogue import COMPOSITION, INDICATORS
from reports.models_beside import OutsideFigure, ShareTarget  # noqa: F401 - Django looks for models here
from reports.models_states import KeptState, KeptStates, Touch  # noqa: F401
from reports.models_tally import FoldedUnit, Tally  # noqa: F401
from reports.thresholds import CHOICES


class ReportQuerySet(PlacedQuerySet):
    def visible_to(self, user):
        return self.within(user.scope(Permission.REPORT_VIEW))


class Report(Placed):
    """How far the report of an organization and a period has come; without a row it is a draft nobody wrote on.

    A draft is counted anew whenever it is looked at. From being sent on, its `revision` says what it shows:
    a snapshot that never changes. `version` counts the acts, so that of two who act at once one is told of the other.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        SUBMITTED = "submitted", "Đã gửi, chờ cấp trên nhận"
        RECEIVED = "received", "Cấp trên đã nhận"
        LOCKED = "locked", "Đã khóa số liệu"

    follows_tree = "always"

    period = models.CharField("kỳ báo cáo", max_length=40)  # a code as reports.periods.parse reads it
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.ForeignKey("reports.ReportRevision", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)

    objects = ReportQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["organization", "period"], name="one_report_per_unit_and_period"),
            models.CheckConstraint(
                name="a_report_beyond_its_draft_has_a_snapshot",
                condition=models.Q(state="draft", revision__isnull=True)
                | (~models.Q(state="draft") & models.Q(revision__isnull=False)),
            ),
            models.CheckConstraint(
                name="report_has_a_known_state",
                condition=models.Q(state__in=["draft", "submitted", "received", "locked"]),
            ),
        ]

    def __str__(self):
        return f"{self.period}: {self.get_state_display()}"


class ReportText(AppendOnly):
    """What the unit wrote itself in a report, box by box; the newest version holds, the others stay readable."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="texts")
    version = models.PositiveIntegerField()
    texts = models.JSONField()  # a key of reports.sending.outline.BOXES -> text
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["report", "version"], name="one_text_of_a_report_per_version"),
        ]

    def __str__(self):
        return f"{self.report} ({self.version})"


class ReportRevision(AppendOnly):
    """A snapshot of a report: what it said, its figures and its draft PDF, as they were at `taken_at`.

    `document` is the text of partydev.papers.keeping and the hashes are of it and of the PDF's bytes. `basis` says
    how it was counted; `enclosed` is the archive of reports.sending.enclosed. Empty document and PDF: a number
    given before snapshots were kept. `code` leads to its record.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="revisions")
    ordinal = models.PositiveIntegerField("lần")
    reason = models.CharField("lý do điều chỉnh", max_length=1000, blank=True)
    code = models.CharField("mã tra cứu", max_length=9, unique=True)
    basis = models.JSONField()
    figures = models.JSONField()
    document = models.TextField(blank=True)
    document_hash = models.CharField(max_length=64, blank=True)
    pdf = models.BinaryField(null=True)
    pdf_hash = models.CharField(max_length=64, blank=True)
    enclosed = models.BinaryField(null=True)
    taken_at = models.DateTimeField("chốt số liệu lúc")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["report", "ordinal"], name="one_revision_of_a_report_per_ordinal"),
            models.CheckConstraint(name="revisions_count_from_one", condition=models.Q(ordinal__gte=1)),
            models.CheckConstraint(
                name="a_snapshot_is_whole",
                condition=models.Q(document="", document_hash="", pdf__isnull=True, pdf_hash="")
                | (~models.Q(document="") & ~models.Q(document_hash="") & models.Q(pdf__isnull=False)
                   & ~models.Q(pdf_hash="")),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.report.period}, lần {self.ordinal}"


class ReportIssue(AppendOnly):
    """Number, day and signer that locked a revision, with the paper to be signed and the system's own copy of it."""

    revision = models.OneToOneField(ReportRevision, on_delete=models.PROTECT, related_name="issue")
    number = models.PositiveIntegerField("số")
    issued_on = models.DateField("ngày ban hành")
    signer_capacity = models.CharField("ký thay mặt", max_length=80)
    signer_post = models.CharField("chức vụ người ký", max_length=80)
    signer_name = models.CharField("họ tên người ký", max_length=120)
    pdf = models.BinaryField(null=True)
    pdf_hash = models.CharField(max_length=64, blank=True)
    copy_pdf = models.BinaryField(null=True)
    copy_hash = models.CharField(max_length=64, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField("khóa số liệu lúc")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="a_report_number_is_counted_from_one", condition=models.Q(number__gte=1)),
        ]

    def __str__(self):
        return f"{self.number} {self.issued_on:%d/%m/%Y}"


class DraftPrint(AppendOnly, Placed):
    """A draft taken as a PDF before it was sent: what the code at its foot leads to. The same draft keeps its code.

    The draft itself is not kept: the hashes say whether a paper at hand is this one.
    """

    follows_tree = "always"

    period = models.CharField("kỳ báo cáo", max_length=40)
    code = models.CharField("mã tra cứu", max_length=9, unique=True)
    up_to = models.DateField("số liệu đến hết ngày")
    document_hash = models.CharField(max_length=64)
    pdf_hash = models.CharField(max_length=64)
    taken_at = models.DateTimeField("in lần đầu lúc")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "period", "document_hash"], name="one_code_for_one_and_the_same_draft"
            ),
        ]

    def __str__(self):
        return f"{self.period}: {self.code}"


class ReportAct(AppendOnly):
    """A step in a report's life: who did it, when, to which revision, and why where it was asked."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", "Gửi báo cáo"
        TAKEN_BACK = "taken_back", "Lấy lại báo cáo đã gửi"
        RECEIVED = "received", "Đã nhận"
        SENT_BACK = "sent_back", "Trả lại để sửa"
        LOCKED = "locked", "Khóa số liệu"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="acts")
    revision = models.ForeignKey(ReportRevision, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    note = models.CharField("lý do", max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_report_sent_back_says_why", condition=~models.Q(kind="sent_back") | ~models.Q(note="")
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%d/%m/%Y}"


class Threshold(AppendOnly, Placed):
    """From which number on a signal is shown, in a unit and below it, since a day; the nearest unit's holds.

    Rows are only added: what held on a day can be read later. Of several rows of one day the last recorded holds.
    """

    follows_tree = "always"

    key = models.CharField("ngưỡng", max_length=24, choices=CHOICES)
    value = models.PositiveSmallIntegerField("giá trị")
    valid_from = models.DateField("áp dụng từ ngày")
    basis = models.CharField("căn cứ", max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(name="threshold_is_above_nothing", condition=models.Q(value__gt=0)),
        ]

    def __str__(self):
        return f"{self.get_key_display()}: {self.value}"


class GroupShare(Placed):
    """What share a group has among the people of a unit's area, entered by hand with its source."""

    follows_tree = "always"

    group = models.CharField("nhóm", max_length=40, choices=[(key, INDICATORS[key].label) for key in COMPOSITION])
    per_mille = models.PositiveSmallIntegerField("phần nghìn dân số")
    year = models.PositiveSmallIntegerField("số liệu năm")
    source = models.CharField("nguồn số liệu", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["organization", "group"], name="one_share_per_unit_and_group"),
            models.CheckConstraint(name="share_within_the_whole", condition=models.Q(per_mille__lte=1000)),
        ]

    def __str__(self):
        return f"{self.get_group_display()}: {self.per_mille}‰"
