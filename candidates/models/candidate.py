"""One run of a person through the pipeline."""

from django.db import models
from simple_history.models import HistoricalRecords

from branches import codelists
from branches.placed import ANCESTOR_FIELDS, Placed, ancestor_indexes
from candidates.pipeline import STAGE_CHOICES, STAGES
from candidates.querysets import CandidateQuerySet
from candidates.rules.again import LEFT_CHOICES
from candidates.rules.places import ENGAGED_CHOICES

SOURCES = [
    ("cell", "Chi bộ phát hiện, giới thiệu"),
    *codelists.choices("union_memberships"),
    ("other", "Tổ chức khác"),
]


class Candidate(Placed):
    """A person on the way from talent pool to full member; a re-admission is a new run.

    `stage` is where the last main event led; only `candidates.actions` changes it, under a lock.
    `waits_at` is the organization whose turn it is. `stage_on` is the day since which the
    case stands there: a vote that does not carry and leaves it there does not move it.
    """

    keeps_organization = ("hồ sơ người vào Đảng chưa kết thúc", {"closed_on__isnull": True})

    code = models.CharField("mã hồ sơ", max_length=16, unique=True, editable=False)
    person = models.ForeignKey("branches.Person", on_delete=models.PROTECT, related_name="candidates")
    stage = models.CharField("bước hiện tại", max_length=32, choices=STAGE_CHOICES)
    stage_on = models.DateField("từ ngày")
    resume_stage = models.CharField(max_length=32, blank=True)
    waits_at = models.ForeignKey("branches.Organization", on_delete=models.PROTECT, related_name="+")
    source = models.CharField("nguồn giới thiệu", max_length=24, choices=SOURCES)
    source_name = models.CharField("tên tổ chức giới thiệu", max_length=160, blank=True)
    evidence = models.TextField("thành tích, phong trào nổi bật", max_length=2000, blank=True)
    entered_on = models.DateField("ngày đưa vào nguồn")
    is_readmission = models.BooleanField("kết nạp lại", default=False)
    left_party_on = models.DateField("ngày ra khỏi Đảng", null=True, blank=True)
    left_party_because = models.CharField("lý do ra khỏi Đảng", max_length=24, blank=True, choices=LEFT_CHOICES)
    conviction_cleared_on = models.DateField("ngày được xóa án tích", null=True, blank=True)
    lacks_diploma = models.BooleanField("chưa có bằng tốt nghiệp trung học cơ sở", default=False)
    respected_elder = models.BooleanField("già làng, trưởng bản, người có uy tín", default=False)
    engaged_as = models.CharField("làm việc, học tập ở đây", max_length=12, blank=True, choices=ENGAGED_CHOICES)
    engaged_since = models.DateField("làm việc, học tập ở đây từ ngày", null=True, blank=True)
    political_issue = models.BooleanField("có vấn đề chính trị cần kết luận", default=False)
    foreign_tie = models.BooleanField("có yếu tố nước ngoài", default=False)
    member = models.OneToOneField(
        "branches.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="candidate"
    )
    closed_on = models.DateField("ngày kết thúc", null=True, blank=True)
    next_due = models.DateField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS, "next_due"])
    objects = CandidateQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["person__sort_key", "pk"]
        indexes = [
            *ancestor_indexes("candidate", "stage", "next_due", "id"),
            models.Index(fields=["waits_at", "stage", "stage_on"], name="candidate_waiting"),
            # Where the people of some rows belong (classes, helpers, remarks) is told without reading their own.
            models.Index(fields=["id"], include=["organization", *ANCESTOR_FIELDS[:4]], name="candidate_place_by_id"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(closed_on__isnull=True), name="one_open_run_per_person"
            ),
        ]

    def __str__(self):
        return self.person.full_name

    @property
    def stage_label(self):
        return STAGES[self.stage].label

    @property
    def is_open(self):
        return self.closed_on is None

    @property
    def form_of_address(self):
        """ "đồng chí" is for members only (glossary 3b); who is not listed yet is not called outstanding."""
        if self.member_id:
            return "đồng chí"
        return "quần chúng" if self.stage == "pool" else "quần chúng ưu tú"
