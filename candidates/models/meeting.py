"""Meetings: the cell's monthly one, and the committee's that considers dossiers."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from branches.models.person import NAME_LENGTH
from branches.placed import ANCESTOR_FIELDS, Placed, PlacedQuerySet, ancestor_indexes
from candidates.models.roster import VoterSnapshot


class CellMeeting(Placed):
    """The cell's meeting of a month; a month without one says why and is then not overdue."""

    follows_tree = "always"

    month = models.DateField("tháng")  # its first day
    held_on = models.DateField("ngày họp", null=True, blank=True)
    minutes_number = models.CharField("số biên bản", max_length=60, blank=True)
    not_held_because = models.CharField("lý do không họp", max_length=300, blank=True)
    venue = models.CharField("địa điểm", max_length=160, blank=True)
    began_at = models.TimeField("bắt đầu lúc", null=True, blank=True)
    ended_at = models.TimeField("kết thúc lúc", null=True, blank=True)
    chair = models.CharField("chủ trì", max_length=NAME_LENGTH, blank=True)
    minutes_by = models.CharField("người ghi biên bản", max_length=NAME_LENGTH, blank=True)
    conclusion = models.TextField("kết luận của buổi họp", max_length=3000, blank=True)
    resolution_number = models.CharField("số nghị quyết", max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)  # of who was there and what was said
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-month"]
        indexes = [
            models.Index(
                fields=["month", "organization"],
                name="months_without_a_meeting",
                condition=models.Q(held_on__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organization", "month"], name="one_meeting_per_cell_and_month"),
            models.CheckConstraint(
                name="meeting_held_or_explained",
                condition=models.Q(held_on__isnull=False) | ~models.Q(not_held_because=""),
            ),
            models.CheckConstraint(
                name="cell_meeting_closed_once_held_with_minutes",
                condition=models.Q(closed_at__isnull=True)
                | models.Q(held_on__isnull=False) & ~models.Q(minutes_number=""),
            ),
        ]

    def __str__(self):
        return f"{self.month:%m/%Y}"


class AgendaItem(Placed):
    """An item of the cell's meeting of a month, made of what is due or written by the cell.

    `outcome` is what came of it. It belongs to cell and month: an agenda is made before the meeting is held.
    """

    class Kind(models.TextChoices):
        REMARKS = "remarks", "Nhận xét hằng tháng"
        VOTE = "vote", "Biểu quyết"
        MENTOR = "mentor", "Phân công giúp đỡ"
        CEREMONY = "ceremony", "Lễ kết nạp"
        ANNOUNCE = "announce", "Công bố quyết định"
        EXPLAIN = "explain", "Giải trình việc quá hạn"
        OTHER = "other", "Nội dung khác"

    follows_tree = "always"

    month = models.DateField("tháng")  # its first day
    order = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("loại nội dung", max_length=12, choices=Kind.choices)
    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, null=True, related_name="+")
    text = models.CharField("nội dung", max_length=300)
    outcome = models.TextField("ý kiến, kết quả", max_length=2000, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["organization", "month"], name="agendaitem_of_month")]
        constraints = [
            models.CheckConstraint(name="agenda_month_is_a_first_day", condition=models.Q(month__day=1)),
            models.UniqueConstraint(
                fields=["organization", "month", "kind", "candidate"], name="one_agenda_item_per_person_and_matter"
            ),
            models.UniqueConstraint(
                fields=["organization", "month", "kind"],
                condition=models.Q(kind__in=("remarks", "explain")),
                name="one_agenda_item_for_all",
            ),
        ]

    def __str__(self):
        return self.text


class CellAttendance(models.Model):
    """A member of the cell at its meeting, by the name of that day: there, or away and why."""

    meeting = models.ForeignKey(CellMeeting, on_delete=models.CASCADE, related_name="attendance")
    member = models.ForeignKey("branches.Member", on_delete=models.PROTECT, related_name="+")
    full_name = models.CharField("họ và tên", max_length=NAME_LENGTH)
    is_full = models.BooleanField("đảng viên chính thức")
    absence = models.CharField("vắng mặt", max_length=10, choices=VoterSnapshot.Absence.choices, blank=True)
    reason = models.CharField("lý do", max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_place_at_a_cell_meeting"),
            models.CheckConstraint(
                name="cell_member_away_with_a_reason_only",
                condition=models.Q(reason="") | ~models.Q(absence=""),
            ),
        ]

    def __str__(self):
        return self.full_name


class CommitteeMeeting(Placed):
    """A meeting of a committee's body that considers people one by one.

    `by_slips`: the body does not meet, its members answer on slips of paper (phiếu xin ý kiến); `held_on` is then
    the day on which they are counted, and `present` how many came back.
    """

    class Body(models.TextChoices):
        EXECUTIVE = "executive", "Ban Chấp hành"
        STANDING = "standing", "Ban Thường vụ"
        PERMANENT = "permanent", "Thường trực cấp ủy"

    follows_tree = "always"

    body = models.CharField("tập thể họp", max_length=12, choices=Body.choices)
    held_on = models.DateField("ngày họp")
    eligible = models.PositiveSmallIntegerField("tổng số ủy viên")
    present = models.PositiveSmallIntegerField("số có mặt", null=True, blank=True)
    submission_number = models.CharField("số tờ trình", max_length=60, blank=True)
    submission_on = models.DateField("ngày tờ trình", null=True, blank=True)
    submission_changes = models.TextField("số tờ trình đã đổi", blank=True)  # a line for each: what it was, and why
    minutes_number = models.CharField("số biên bản", max_length=60, blank=True)
    by_slips = models.BooleanField("lấy ý kiến bằng phiếu", default=False)
    venue = models.CharField("địa điểm", max_length=160, blank=True)
    began_at = models.TimeField("bắt đầu lúc", null=True, blank=True)
    ended_at = models.TimeField("kết thúc lúc", null=True, blank=True)
    chair = models.CharField("chủ trì", max_length=NAME_LENGTH, blank=True)
    minutes_by = models.CharField("người ghi biên bản", max_length=NAME_LENGTH, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)  # of its day, its size and who was there
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-held_on", "-pk"]
        indexes = ancestor_indexes("committeemeeting", "-held_on")
        constraints = [
            models.CheckConstraint(
                name="meeting_present_within_eligible",
                condition=models.Q(present__isnull=True) | models.Q(present__lte=models.F("eligible")),
            )
        ]

    def __str__(self):
        return f"{self.get_body_display()} {self.held_on:%d/%m/%Y}"

    @property
    def manner(self):
        """How the body decides, before the day: "họp", "lấy ý kiến bằng phiếu"."""
        return "lấy ý kiến bằng phiếu" if self.by_slips else "họp"


class CommitteeAttendance(models.Model):
    """A member of the committee's body at its meeting, by the name of that day: there, or away and why.

    `member` is not known of who is not in the lists of members here; never how anyone voted.
    """

    class Absence(models.TextChoices):
        EXCUSED = VoterSnapshot.Absence.EXCUSED.value, VoterSnapshot.Absence.EXCUSED.label
        UNEXCUSED = VoterSnapshot.Absence.UNEXCUSED.value, VoterSnapshot.Absence.UNEXCUSED.label

    meeting = models.ForeignKey(CommitteeMeeting, on_delete=models.CASCADE, related_name="attendance")
    member = models.ForeignKey("branches.Member", on_delete=models.PROTECT, null=True, related_name="+")
    full_name = models.CharField("họ và tên", max_length=NAME_LENGTH)
    post = models.CharField("chức vụ", max_length=160, blank=True)
    absence = models.CharField("vắng mặt", max_length=10, choices=Absence.choices, blank=True)
    reason = models.CharField("lý do", max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_place_at_a_committee_meeting"),
            models.CheckConstraint(
                name="committee_member_away_with_a_reason_only",
                condition=models.Q(reason="") | ~models.Q(absence=""),
            ),
        ]

    def __str__(self):
        return self.full_name


class MeetingCase(models.Model):
    """A person on a meeting's agenda; `event` is what was decided, once it is recorded.

    Whom a numbered tờ trình named, or who was before a meeting that is held, stays on the list: `left_because` says
    why nothing was decided.
    """

    DEFERRED = "Chưa xét, chuyển phiên sau"

    meeting = models.ForeignKey(CommitteeMeeting, on_delete=models.CASCADE, related_name="cases")
    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="cases")
    order = models.PositiveSmallIntegerField("thứ tự")
    transition = models.CharField(max_length=40)
    event = models.OneToOneField(
        "candidates.StageEvent", on_delete=models.PROTECT, null=True, blank=True, related_name="case"
    )
    left_because = models.CharField("lý do không xét", max_length=300, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "candidate"], name="one_case_per_meeting_and_candidate"),
            models.CheckConstraint(
                name="who_left_a_meetings_list_has_a_reason_and_no_result",
                condition=models.Q(left_at__isnull=True, left_because="")
                | models.Q(left_at__isnull=False, event__isnull=True) & ~models.Q(left_because=""),
            ),
        ]

    def __str__(self):
        return f"{self.order}. {self.candidate}"

    @property
    def is_open(self):
        """Whether the meeting is still to decide on the person."""
        return self.event_id is None and self.left_at is None

    @property
    def left_words(self):
        """Why nothing was decided: "Chưa xét, chuyển phiên sau", "Rút khỏi danh sách: chi bộ đề nghị"."""
        return (
            self.left_because
            if self.left_because in ("", self.DEFERRED)
            else f"Rút khỏi danh sách: {self.left_because}"
        )
