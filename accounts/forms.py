"""Shape of what is typed on the pages of accounts; what may be done is asked in `accounts.actions`."""

from datetime import timedelta

from django import forms
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
    get_default_password_validators,
)
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

from accounts.doubts import doubts_about
from accounts.models import AccessRecord, Appointment, User
from accounts.permissions import ROLE_CHOICES, ROLES
from branches.forms.fields import SELECT_UP_TO, OrganizationField
from branches.models import Member, Organization, Person
from branches.permissions import Permission
from partydev.forms import CleanCharField, Form, VietnameseDateField

USERNAME_FAULT = (
    "Tên đăng nhập có từ 3 đến 60 ký tự, chỉ gồm chữ không dấu (a–z), chữ số, dấu chấm (.), gạch nối (-) hoặc gạch "
    "dưới (_), không có dấu cách. Ví dụ: nguyen.van.mau"
)
WRONG_SIGN_IN = "Tên đăng nhập hoặc mật khẩu chưa đúng."
WRONG_CODE = "Tên đăng nhập hoặc mã chưa đúng, hoặc mã đã hết hạn."
NO_APPOINTMENT = (
    "Tài khoản này chưa được phân công nhiệm vụ, hoặc nhiệm vụ đã kết thúc. Hãy liên hệ người quản trị của cấp ủy."
)
_PASSWORD_FAULTS = {
    MinimumLengthValidator: "Mật khẩu cần ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất.",
    CommonPasswordValidator: "Mật khẩu này quá phổ biến, dễ bị đoán. Hãy chọn mật khẩu khác.",
    UserAttributeSimilarityValidator: "Mật khẩu này giống tên đăng nhập. Hãy chọn mật khẩu khác.",
}


def _password(label, autocomplete, **kwargs):
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget, **kwargs)


def _username():
    attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
    return CleanCharField(label="Tên đăng nhập", max_length=60, widget=forms.TextInput(attrs=attrs))


class SignInForm(Form):
    username = _username()
    password = _password("Mật khẩu", "current-password")


class _NewPassword(Form):
    """Two equal entries of a password that is long enough and not easily guessed."""

    def password_owner(self):
        """The account that the password must not resemble."""
        raise NotImplementedError

    def clean(self):
        data = super().clean()
        new, again = data.get("new_password"), data.get("again")
        for validator in get_default_password_validators() if new else ():
            try:
                validator.validate(new, self.password_owner())
            except ValidationError:
                self.add_error("new_password", _PASSWORD_FAULTS[type(validator)])
                break
        if new and again and new != again:
            self.add_error("again", "Hai lần nhập mật khẩu mới không giống nhau.")
        return data


class SetPasswordForm(_NewPassword):
    username = _username()
    code = CleanCharField(label="Mã một lần", max_length=40, help_text="Mã in trên giấy, ví dụ ABCD-2345-EFGH.")
    new_password = _password("Mật khẩu mới", "new-password", help_text="Ít nhất 10 ký tự.")
    again = _password("Nhập lại mật khẩu mới", "new-password")

    def password_owner(self):
        return User(username=self.cleaned_data.get("username", ""))


class ChangePasswordForm(_NewPassword):
    old_password = _password("Mật khẩu đang dùng", "current-password")
    new_password = _password("Mật khẩu mới", "new-password", help_text="Ít nhất 10 ký tự.")
    again = _password("Nhập lại mật khẩu mới", "new-password")

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def password_owner(self):
        return self.user


class AccountForm(Form):
    """A new account; `member` comes from a member's page and ties the account to that person."""

    full_name = CleanCharField(label="Họ và tên", max_length=120)
    username = CleanCharField(
        label="Tên đăng nhập",
        max_length=60,
        help_text="Từ 3 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch nối, gạch dưới. Ví dụ: nguyen.van.mau",
        validators=[RegexValidator(r"^[A-Za-z0-9._-]{3,60}$", USERNAME_FAULT, code="username")],
    )
    organization = OrganizationField(label="Đơn vị quản lý tài khoản")
    member = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["organization"].offer(
            Organization.objects.visible_to(by.scope(Permission.ACCOUNT_MANAGE)).existing(timezone.localdate()),
            known=Organization.objects.visible_to(by.scope(Permission.ORGANIZATION_VIEW)),
        )

    def clean_member(self):
        return visible_member(self.by, self.cleaned_data["member"])


def visible_member(by, pk):
    """The present member `pk` where `by` may see the roster; None without one."""
    members = Member.objects.present().within(by.scope(Permission.MEMBER_VIEW)).select_related("person")
    return members.filter(pk=pk).first() if pk else None


class LinkForm(Form):
    """Which member an account belongs to, by name and birth date."""

    full_name = CleanCharField(label="Họ và tên đảng viên", max_length=120)
    birth_date = VietnameseDateField(label="Ngày sinh")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        found = list(
            Member.objects.present()
            .within(self.by.scope(Permission.MEMBER_VIEW))
            .filter(person__in=Person.objects.same_as(data["full_name"], data["birth_date"]))[:2]
        )
        if len(found) != 1:
            self.add_error("full_name", "Trong danh sách không có đúng một đảng viên mang họ tên và ngày sinh này.")
        data["member"] = found[0] if len(found) == 1 else None
        return data


class AppointForm(Form):
    """A role, a unit and days. What is unlikely to be meant is said at the role; a tick then passes just that."""

    organization = OrganizationField(label="Đơn vị")
    role = forms.ChoiceField(label="Nhiệm vụ", choices=ROLE_CHOICES, widget=forms.RadioSelect)
    starts_on = VietnameseDateField(label="Từ ngày")
    ends_on = VietnameseDateField(label="Đến hết ngày", required=False, help_text="Để trống khi chưa biết.")
    stands_in_for = CleanCharField(
        label="Làm thay ai",
        max_length=60,
        required=False,
        help_text="Người đang giữ nhiệm vụ này mà vắng mặt. Khi đó phải có ngày kết thúc.",
    )
    basis = CleanCharField(label="Căn cứ phân công", max_length=200, required=False, help_text="Số, ngày văn bản.")

    sure = forms.BooleanField(label="Đã xem lại, vẫn phân công như vậy", required=False)
    field_order = ["organization", "role", "sure"]

    def __init__(self, *args, by, account, **kwargs):
        super().__init__(*args, **kwargs)
        self.by, self.account, self.doubts = by, account, []
        own = by.scope(Permission.APPOINTMENT_MANAGE)
        # What is seen but not one's to give is let through to the action, which answers 403 and not "unknown".
        self.fields["organization"].offer(
            Organization.objects.visible_to(own).existing(timezone.localdate()),
            known=Organization.objects.visible_to(by.scope(Permission.ORGANIZATION_VIEW)),
        )
        self.fields["role"].widget.choices = [(key, ROLES[key].label) for key in grantable_roles(by)]
        self._offer_holders()
        if not self.is_bound:
            del self.fields["sure"]

    def _offer_holders(self):
        """Who holds a duty where `by` appoints, to choose from where they are few; else a name is typed."""
        places = Organization.objects.visible_to(self.by.scope(Permission.APPOINTMENT_MANAGE)).values("pk")
        held = Appointment.objects.in_force(timezone.localdate()).filter(
            organization__in=places, role__in=grantable_roles(self.by), stands_in_for__isnull=True
        )
        held = held.exclude(user=self.account).select_related("user", "organization")
        rows, field = list(held.order_by("user__full_name", "pk")[: SELECT_UP_TO + 1]), self.fields["stands_in_for"]
        if len(rows) > SELECT_UP_TO:
            field.help_text = f"Họ tên hoặc tên đăng nhập. {field.help_text}"
            return
        duties = {}
        for row in rows:
            named = f"{row.get_role_display()}, {row.organization}"
            duties.setdefault((row.user.username, row.user.full_name), []).append(named)
        choices = [(key, f"{name} – {'; '.join(each)}") for (key, name), each in duties.items()]
        field.widget = forms.Select(choices=[("", "Không làm thay ai"), *choices])

    def clean_stands_in_for(self):
        """The account of that name, appointed where `by` appoints; None for an empty field."""
        name = self.cleaned_data["stands_in_for"]
        if not name:
            return None
        places = Organization.objects.visible_to(self.by.scope(Permission.APPOINTMENT_MANAGE)).values("pk")
        known = User.objects.filter(appointments__organization__in=places).distinct()
        found = list(known.filter(username=name.lower())[:1] or known.filter(full_name__iexact=name)[:9])
        if len(found) > 1:
            names = ", ".join(each.username for each in found)
            raise ValidationError(f"Có nhiều người cùng họ tên này: {names}. Hãy gõ tên đăng nhập.")
        if not found:
            raise ValidationError("Không có ai mang tên này giữ nhiệm vụ ở đơn vị bạn phụ trách.")
        return found[0]

    def clean(self):
        data = super().clean()
        data.pop("sure", None)
        if not self.errors and self.by.can(Permission.APPOINTMENT_MANAGE, data["organization"]):
            self.doubts = self._doubts(data)
        self._ask()
        return data

    def _doubts(self, data):
        asked = {name: data[name] for name in ("organization", "role", "starts_on", "ends_on", "stands_in_for")}
        return doubts_about(by=self.by, user=self.account, **asked)

    def _ask(self):
        """Say the doubts at the role, unless the tick sent was the one for these very doubts."""
        keys = " ".join(doubt.key for doubt in self.doubts)
        if not keys:
            del self.fields["sure"]
            return
        passed = self.data.get("sure") == keys
        tick = self.fields["sure"].widget
        tick.attrs["value"], tick.check_test = keys, lambda value: passed
        if not passed:
            for doubt in self.doubts:
                self.add_error("role", doubt.text)


def grantable_roles(by):
    """Keys of the roles whose every permission `by` holds at some organization where they appoint."""
    tops = Organization.objects.filter(pk__in=[pk for pk, _, _ in by.scope(Permission.APPOINTMENT_MANAGE).tops])
    return [key for key, role in ROLES.items() if any(all(by.can(p, top) for p in role.permissions) for top in tops)]


class DismissForm(Form):
    """When an appointment ends. The last day is the day before for "at once"."""

    when = forms.ChoiceField(
        label="Kết thúc khi nào",
        choices=[
            ("today", "Hết ngày hôm nay"),
            ("now", "Ngay bây giờ: người này bị đăng xuất ở thao tác kế tiếp"),
            ("on", "Hết một ngày khác"),
        ],
        widget=forms.RadioSelect,
        initial="today",
    )
    ends_on = VietnameseDateField(label="Hết ngày", required=False, help_text="Chỉ điền khi chọn “Hết một ngày khác”.")

    def clean(self):
        data = super().clean()
        today = timezone.localdate()
        if data.get("when") == "on" and not data.get("ends_on") and "ends_on" not in self.errors:
            self.add_error("ends_on", "Hãy điền ngày kết thúc.")
        data["on"] = {"today": today, "now": today - timedelta(days=1)}.get(data.get("when")) or data.get("ends_on")
        return data


class UserFilter(Form):
    q = CleanCharField(label="Họ tên hoặc tên đăng nhập", required=False, max_length=120)
    state = forms.ChoiceField(
        label="Tài khoản",
        required=False,
        choices=[("", "Tất cả"), ("active", "Đang dùng"), ("closed", "Đã khóa")],
    )


class LogFilter(Form):
    kind = forms.ChoiceField(label="Việc", required=False, choices=[("", "Tất cả"), *AccessRecord.Kind.choices])
    user = CleanCharField(label="Tên đăng nhập của người làm", required=False, max_length=60)
    about = CleanCharField(label="Mã hồ sơ hoặc tài khoản", required=False, max_length=80)
    since = VietnameseDateField(label="Từ ngày", required=False)
    until = VietnameseDateField(label="Đến ngày", required=False)
