"""Accounts: users, their appointments and grants, sign-in, form tokens, and who read what."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from accounts import access
from accounts.permissions import ROLE_CHOICES, ROLES
from branches.placed import Placed, PlacedQuerySet, ancestor_indexes


class UserManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(username=username.strip().lower())


class User(AbstractBaseUser):
    """Someone who signs in. There is no superuser: whatever an account may do, an appointment gives it.

    `organization` is the unit that keeps the account. `access_version` rises whenever an
    appointment changes; sessions opened under an older one end at their next request.
    """

    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    person = models.ForeignKey(
        "branches.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name="là đảng viên",
    )
    organization = models.ForeignKey(
        "branches.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị quản lý tài khoản"
    )
    is_active = models.BooleanField("đang dùng", default=True)
    access_version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = []

    objects = UserManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login", "access_version"])

    class Meta:
        default_permissions = ()
        ordering = ["full_name"]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        self.username = self.username.strip().lower()
        super().save(*args, **kwargs)

    def scope(self, permission):
        """The part of the tree where the user holds `permission` today (`branches.placed.Scope`)."""
        return access.scope(self, permission)

    def posts(self, permission):
        """The ids of the organizations to which the user is appointed with the permission; not those below."""
        return access.posts(self, permission)

    def holds(self, permission):
        """Whether the user holds `permission` anywhere."""
        return access.holds(self, permission)

    def can(self, permission, obj):
        """Whether the user holds `permission` at `obj` (an organization or a row placed at one)."""
        return access.can(self, permission, obj)

    def unions(self, organization=None):
        """The mass organizations that the user speaks for at `organization`, or anywhere; None: for any of them."""
        return access.unions(self, organization)

    def is_same_person(self, other):
        """Whether two accounts belong to one human being (or are one account)."""
        return other is not None and (
            self.pk == other.pk or (self.person_id is not None and self.person_id == other.person_id)
        )

    def answers_for(self, other, on):
        """Whether what `other` did on `on` counts as the user's own: one human being, or one in the other's place."""
        if other is None:
            return False
        return self.is_same_person(other) or access.stood_in(self, other, on)


class AppointmentQuerySet(models.QuerySet):
    def in_force(self, on):
        """Appointments that hold on `on`."""
        return self.filter(starts_on__lte=on).filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=on))


class Appointment(models.Model):
    """A role on an organization from one date to another, both included.

    `stands_in_for`: whom the holder stands in for during these days; such an appointment ends by itself.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="appointments")
    organization = models.ForeignKey("branches.Organization", on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField("nhiệm vụ", max_length=24, choices=ROLE_CHOICES)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    basis = models.CharField("căn cứ phân công", max_length=200, blank=True)
    stands_in_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="substitutes", verbose_name="làm thay"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords()
    objects = AppointmentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization", "role"],
                condition=models.Q(ends_on__isnull=True),
                name="one_open_appointment_per_role_and_place",
            ),
            models.CheckConstraint(
                name="appointment_ends_after_it_begins",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="substitute_is_another_and_has_an_end",
                condition=models.Q(stands_in_for__isnull=True)
                | models.Q(ends_on__isnull=False) & ~models.Q(stands_in_for=models.F("user")),
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}, {self.organization}"

    @property
    def permissions(self):
        return ROLES[self.role].permissions


class Grant(UserObjectPermissionBase):
    """One permission of a user on an organization: the union of the user's appointments.

    Derived by `accounts.actions`; read only by `accounts.access`.
    """

    content_object = models.ForeignKey("branches.Organization", on_delete=models.CASCADE)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "permission", "content_object"], name="one_grant_per_permission")
        ]


class OneTimeCode(models.Model):
    """A code on paper with which its holder sets a password; whoever issues it never learns the password."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=128)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.user} {self.created_at:%d/%m/%Y}"


class SignInAttempt(models.Model):
    """A wrong password or code, counted per account and address so that strangers lock nobody out."""

    name_hash = models.CharField(max_length=64)
    address = models.GenericIPAddressField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["name_hash", "address", "at"], name="signin_attempt")]

    def __str__(self):
        return f"{self.address} {self.at:%d/%m/%Y %H:%M}"


class AccessRecord(Placed):
    """Who did or read what, when: append-only. Holds names of accounts, never contents of dossiers.

    Of a dossier: its code in `dossier`, and what it was opened for; `note` says it where no `purpose` fits.
    """

    class Kind(models.TextChoices):
        SIGN_IN = "sign_in", "Đăng nhập"
        SIGN_IN_FAILED = "sign_in_failed", "Đăng nhập không thành công"
        SIGN_OUT = "sign_out", "Đăng xuất"
        PASSWORD_SET = "password_set", "Đặt mật khẩu"
        CODE_ISSUED = "code_issued", "Cấp mã đặt mật khẩu"
        APPOINTED = "appointed", "Phân công nhiệm vụ"
        DISMISSED = "dismissed", "Kết thúc nhiệm vụ"
        ACCOUNT_CLOSED = "account_closed", "Khóa tài khoản"
        ACCOUNT_OPENED = "account_opened", "Mở tài khoản"
        DOSSIER_READ = "dossier_read", "Mở hồ sơ"
        DOSSIER_PRINTED = "dossier_printed", "In, tải giấy tờ của hồ sơ"
        PURPOSE_TOLD = "purpose_told", "Cho biết mở hồ sơ để làm gì"
        NUMBER_SHOWN = "number_shown", "Xem số căn cước"
        REPORT_DOWNLOADED = "report_downloaded", "Tải báo cáo"
        LIST_TAKEN = "list_taken", "Tải danh sách"
        REPORT_READ = "report_read", "Đọc báo cáo đã ban hành"
        RULEBOOK_CHANGED = "rulebook_changed", "Sửa quy định, lịch nghỉ"
        REFUSED = "refused", "Bị từ chối"

    class Purpose(models.TextChoices):
        """What a dossier is opened for. The last one is never asked: whoever belongs to the cell works for it."""

        CHECK = "check", "Thẩm định hồ sơ"
        MEETING = "meeting", "Chuẩn bị phiên họp"
        INSPECT = "inspect", "Kiểm tra"
        SUPERVISE = "supervise", "Giám sát"
        PETITION = "petition", "Giải quyết đơn thư"
        FIGURES = "figures", "Đối chiếu số liệu báo cáo"
        OTHER = "other", "Việc khác"
        OWN_CELL = "own_cell", "Công việc của chi bộ"

    follows_tree = "always"

    kind = models.CharField("việc", max_length=20, choices=Kind.choices)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="records")
    about = models.CharField("đối tượng", max_length=80, blank=True)
    dossier = models.CharField("mã hồ sơ", max_length=20, blank=True)
    purpose = models.CharField("mục đích", max_length=12, choices=Purpose.choices, blank=True)
    note = models.CharField("nói rõ", max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    address = models.GenericIPAddressField(null=True)

    objects = PlacedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]
        indexes = [
            *ancestor_indexes("accessrecord", "-at"),
            models.Index(fields=["about", "-at"], name="record_about"),
            models.Index(fields=["dossier", "-at"], name="record_dossier", condition=~models.Q(dossier="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="another_purpose_is_said", condition=~models.Q(purpose="other") | ~models.Q(note="")
            )
        ]

    @property
    def why(self):
        """The purpose in words; "" where none was asked."""
        return self.note if self.purpose == self.Purpose.OTHER else self.get_purpose_display()

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%d/%m/%Y %H:%M}"
