"""What was asked of other places about an applicant's CV, and what came back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from branches.permissions import Permission
from candidates.models.clock import AppendOnly
from candidates.profile import stores_relatives
from candidates.rules.verification import COMPARISON, LETTER, METHODS, PLACES, RELATION_LABELS, RELATIONS, Asked


class NamesClosedError(RuntimeError):
    """A relative's name was about to be stored where the installation's profile does not allow it."""


class VerificationQuerySet(models.QuerySet):
    """No way of writing many rows at once goes round the installation's profile."""

    def visible_to(self, user):
        """The rows of cases whose dossier `user` opens by place; a helper, assigned to the person, sees none."""
        cases = self.model._meta.get_field("candidate").related_model
        held = cases._base_manager.filter(cases.objects.all().condition(user.scope(Permission.CANDIDATE_VIEW)))
        return self.filter(candidate__in=held)

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        _require_no_name(each.full_name for each in objs)
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs, fields, *args, **kwargs):
        objs = list(objs)
        _require_no_name(each.full_name for each in objs if "full_name" in fields)
        return super().bulk_update(objs, fields, *args, **kwargs)

    def update(self, **kwargs):
        _require_no_name([kwargs.get("full_name", "")])
        return super().update(**kwargs)


class VerificationRequest(models.Model):
    """One relative at one place, asked of one body: asked, sent, answered, concluded.

    `full_name` is the relative's, and is kept only where the profile allows it; elsewhere the relation and the
    place are all there is. A comparison (`method`) is made with the file of a relative who is a Party member,
    and nothing is sent for it. `attempt` is the event that took the case up again, 0 in its first attempt.
    Of a conclusion only that there is one is kept, with number, day and body: never what it says.
    `ordinal` tells several children, brothers or sisters apart.
    """

    class Conclusion(models.TextChoices):
        AGREES = "agrees", "Khớp với lý lịch"
        TO_CLEAR = "to_clear", "Có nội dung phải làm rõ, đã làm rõ xong"
        NO_ANSWER = "no_answer", "Không có trả lời, cấp ủy đã kết luận"
        NOT_NEEDED = "not_needed", "Không phải thẩm tra ở nơi này"

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="verifications")
    attempt = models.BigIntegerField(default=0, editable=False)
    relation = models.CharField("thẩm tra về ai", max_length=20, choices=RELATIONS)
    ordinal = models.PositiveSmallIntegerField("người thứ mấy", default=1)
    full_name = models.CharField("họ và tên người thân", max_length=300, blank=True)
    place = models.CharField("nơi nào", max_length=12, choices=PLACES)
    body = models.CharField("cấp ủy được đề nghị", max_length=200)
    method = models.CharField("cách làm", max_length=12, choices=METHODS, default=LETTER)
    abroad = models.BooleanField("ở nước ngoài", default=False)
    number = models.CharField("số công văn, giấy giới thiệu", max_length=60, blank=True)
    sent_on = models.DateField("ngày gửi", null=True, blank=True)
    received_on = models.DateField("ngày nơi đó nhận được", null=True, blank=True)
    replied_on = models.DateField("ngày có trả lời", null=True, blank=True)
    reply_number = models.CharField("số văn bản trả lời", max_length=60, blank=True)
    conclusion = models.CharField("kết luận", max_length=12, blank=True, choices=Conclusion.choices)
    concluded_on = models.DateField("ngày kết luận", null=True, blank=True)
    conclusion_number = models.CharField("số văn bản kết luận", max_length=60, blank=True)
    conclusion_body = models.CharField("nơi kết luận", max_length=200, blank=True)
    note = models.CharField("lý do", max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()
    objects = VerificationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "attempt", "relation", "ordinal", "place", "body"],
                name="one_request_per_relative_place_and_body",
            ),
            models.CheckConstraint(
                name="verification_answered_after_it_was_sent",
                condition=Q(replied_on__isnull=True) | Q(sent_on__isnull=False, replied_on__gte=F("sent_on")),
            ),
            models.CheckConstraint(
                name="verification_received_after_it_was_sent",
                condition=Q(received_on__isnull=True) | Q(sent_on__isnull=False, received_on__gte=F("sent_on")),
            ),
            models.CheckConstraint(
                name="verification_compared_sends_nothing",
                condition=~Q(method=COMPARISON) | Q(sent_on__isnull=True, number="", abroad=False),
            ),
            models.CheckConstraint(
                name="verification_concluded_with_a_day",
                condition=Q(conclusion="", concluded_on__isnull=True)
                | ~Q(conclusion="") & Q(concluded_on__isnull=False),
            ),
            models.CheckConstraint(
                name="verification_concluded_after_the_answer",
                condition=Q(concluded_on__isnull=True)
                | Q(replied_on__isnull=True)
                | Q(concluded_on__gte=F("replied_on")),
            ),
            models.CheckConstraint(
                name="verification_agrees_by_an_answer",
                condition=~Q(conclusion__in=["agrees", "to_clear"])
                | Q(method=COMPARISON)
                | Q(replied_on__isnull=False),
            ),
            models.CheckConstraint(
                name="verification_given_up_says_why",
                condition=~Q(conclusion__in=["no_answer", "not_needed"]) | ~Q(note=""),
            ),
        ]

    def __str__(self):
        return self.words

    def save(self, *args, **kwargs):
        _require_no_name([self.full_name])
        super().save(*args, **kwargs)

    @property
    def words(self):
        """ "cha đẻ, Đảng ủy xã Bản Khoang": whom and where, without a name."""
        return f"{self.who[0].lower()}{self.who[1:]}, {self.body}"

    @property
    def who(self):
        """ "Cha đẻ", "Con đẻ (người thứ 2)"."""
        label = RELATION_LABELS[self.relation]
        return f"{label} (người thứ {self.ordinal})" if self.ordinal > 1 else label

    @property
    def facts(self):
        """The row as the rules know it."""
        return Asked(
            key=str(self.pk),
            words=self.words,
            method=self.method,
            abroad=self.abroad,
            sent_on=self.sent_on,
            received_on=self.received_on,
            replied_on=self.replied_on,
            concluded_on=self.concluded_on,
            relation=self.relation,
        )


class VerificationChase(AppendOnly):
    """A reminder that was sent, or a telephone call, while an answer was awaited. Never changed, never deleted."""

    class Kind(models.TextChoices):
        TELEPHONE = "telephone", "Gọi điện"
        LETTER = "letter", "Gửi công văn nhắc"
        OTHER = "other", "Cách khác"

    request = models.ForeignKey(VerificationRequest, on_delete=models.PROTECT, related_name="chases")
    kind = models.CharField("cách đôn đốc", max_length=12, choices=Kind.choices)
    on = models.DateField("ngày đôn đốc")
    number = models.CharField("số công văn nhắc", max_length=60, blank=True)
    spoke_with = models.CharField("đã gặp, gọi cho ai", max_length=160, blank=True)
    note = models.CharField("kết quả", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["on", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"


def _require_no_name(names):
    if any(names) and not stores_relatives():
        raise NamesClosedError
