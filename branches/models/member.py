"""Members of the Party and the append-only facts of their membership."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from branches.models.person import PersonFacts
from branches.placed import ANCESTOR_FIELDS, Placed, PlacedQuerySet, ancestor_indexes


class MemberQuerySet(PlacedQuerySet):
    def present(self):
        """Members who have not left."""
        return self.filter(left_on__isnull=True)

    def full(self):
        return self.filter(status=Member.Status.FULL)

    def probationary(self):
        return self.filter(status=Member.Status.PROBATIONARY)


class Member(Placed):
    """A person's membership of the Party, as it stands; `MemberEvent` holds what happened."""

    class Status(models.TextChoices):
        PROBATIONARY = "probationary", "Đảng viên dự bị"
        FULL = "full", "Đảng viên chính thức"

    class Left(models.TextChoices):
        TRANSFERRED = "transferred", "Chuyển sinh hoạt đảng"
        DECEASED = "deceased", "Từ trần"
        EXPELLED = "expelled", "Khai trừ"
        STRUCK_OFF = "struck_off", "Xóa tên"
        RESIGNED = "resigned", "Xin ra khỏi Đảng"
        ANNULLED = "annulled", "Hủy quyết định kết nạp"

    person = models.ForeignKey("branches.Person", on_delete=models.PROTECT, related_name="memberships")
    status = models.CharField("tình trạng", max_length=12, choices=Status.choices)
    party_group = models.ForeignKey(
        "branches.Organization",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tổ đảng",
    )
    decided_on = models.DateField("ngày quyết định kết nạp", null=True, blank=True)
    joined_on = models.DateField("ngày vào Đảng", null=True, blank=True)
    recognized_on = models.DateField("ngày công nhận chính thức", null=True, blank=True)
    exempt_from = models.DateField("được miễn công tác và sinh hoạt đảng từ ngày", null=True, blank=True)
    card_number = models.CharField("số thẻ đảng viên", max_length=12, blank=True)
    card_issued_on = models.DateField("ngày phát thẻ", null=True, blank=True)
    left_on = models.DateField("ngày ra khỏi danh sách", null=True, blank=True)
    left_by = models.CharField("lý do", max_length=12, blank=True, choices=Left.choices)

    history = HistoricalRecords(excluded_fields=[*ANCESTOR_FIELDS])
    objects = MemberQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["person__sort_key", "pk"]
        indexes = ancestor_indexes("member", "status")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(left_on__isnull=True), name="one_present_membership"
            ),
            models.CheckConstraint(
                name="member_left_when_and_why",
                condition=models.Q(left_on__isnull=True, left_by="")
                | models.Q(left_on__isnull=False) & ~models.Q(left_by=""),
            ),
            models.CheckConstraint(
                name="member_recognized_after_joining",
                condition=models.Q(recognized_on__isnull=True)
                | models.Q(joined_on__isnull=True)
                | models.Q(recognized_on__gte=models.F("joined_on")),
            ),
        ]

    def __str__(self):
        return self.person.full_name

    def is_full_on(self, on):
        """Whether the member was a full, present member on `on`."""
        if self.left_on and self.left_on <= on:
            return False
        return self.status == self.Status.FULL and not (self.recognized_on and self.recognized_on > on)


class MemberEvent(Placed, PersonFacts):
    """An append-only fact of membership that the pipeline does not record itself.

    Admission, recognition, striking off and cards of a probationer are `candidates.StageEvent`s;
    here are the roster that a unit starts with, transfers, deaths and the rest. `full_delta` and
    `probationary_delta` say what the fact did to the unit's numbers. `common_depth` is the depth
    of the lowest organization that contains both ends of a move inside the tree (-1 otherwise):
    for a unit at that depth or above it the move cancels.
    """

    class Kind(models.TextChoices):
        ROSTER = "roster", "Danh sách khi bắt đầu theo dõi"
        TRANSFER_IN = "transfer_in", "Chuyển sinh hoạt đảng đến"
        TRANSFER_OUT = "transfer_out", "Chuyển sinh hoạt đảng đi"
        RESTORED = "restored", "Phục hồi đảng tịch"
        DECEASED = "deceased", "Từ trần"
        EXPELLED = "expelled", "Khai trừ"
        STRUCK_OFF = "struck_off", "Xóa tên đảng viên chính thức"
        RESIGNED = "resigned", "Xin ra khỏi Đảng"
        EXEMPTED = "exempted", "Được miễn công tác và sinh hoạt đảng"
        ANNULLED = "annulled", "Hủy quyết định kết nạp"
        CARD = "card", "Phát thẻ đảng viên"

    follows_tree = "open_year"

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    on = models.DateField()
    full_delta = models.SmallIntegerField(default=0)
    probationary_delta = models.SmallIntegerField(default=0)
    exempt_delta = models.SmallIntegerField(default=0)
    common_depth = models.SmallIntegerField(default=-1)
    other_place = models.CharField(max_length=200, blank=True)
    # Whether the place outside this tree lies in another province; None where nobody said so.
    other_province = models.BooleanField(null=True)
    paper_number = models.CharField(max_length=60, blank=True)
    paper_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["on", "pk"]
        indexes = ancestor_indexes("memberevent", "on", "kind")

    def __str__(self):
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"
