"""Shape of what is typed about members."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from branches import codelists, twins
from branches.actions.members import DEPARTURES
from branches.forms.fields import OrganizationField
from branches.models import Member, Organization
from branches.models.organization import CELL_KINDS
from branches.models.person import NAME_LENGTH
from branches.permissions import Permission
from partydev.forms import CleanCharField, Form, PersonNameField, VietnameseDateField

NO_CHOICE = ("", "Chưa rõ")
PERSON_FIELDS = (
    "full_name",
    "birth_date",
    "sex",
    "ethnicity",
    "religion",
    "home_place",
    "workplace",
    "occupation",
    "education",
    "professional_level",
)
STATUSES = [
    ("", "Đang trong danh sách"),
    ("full", "Chính thức"),
    ("probationary", "Dự bị"),
    ("exempt", "Được miễn công tác, sinh hoạt"),
    ("left", "Đã ra khỏi danh sách"),
]


class MemberFilter(Form):
    q = CleanCharField(label="Họ và tên", required=False, max_length=120)
    status = forms.ChoiceField(label="Tình trạng", required=False, choices=STATUSES)


class _PaperForm(Form):
    on = VietnameseDateField(label="Ngày")
    paper_number = CleanCharField(label="Văn bản số", max_length=60, required=False)
    paper_on = VietnameseDateField(label="Ngày văn bản", required=False)

    def clean_paper_on(self):
        paper_on = self.cleaned_data["paper_on"]
        if paper_on and paper_on > timezone.localdate():
            raise ValidationError("Ngày văn bản chưa đến. Hãy kiểm tra lại.")
        return paper_on


class _PersonForm(Form):
    """A person not yet known here; names one who is already on a roster that the user sees.

    `TWIN_FIELD` is shown only while there is someone to ask about.
    """

    TWIN_FIELD = "different"

    full_name = PersonNameField(label="Họ và tên", max_length=NAME_LENGTH)
    birth_date = VietnameseDateField(label="Ngày sinh")
    sex = forms.ChoiceField(label="Giới tính", choices=codelists.choices("genders"), widget=forms.RadioSelect)
    ethnicity = forms.ChoiceField(label="Dân tộc", choices=codelists.choices("ethnic_groups"), initial="01")
    religion = forms.ChoiceField(label="Tôn giáo", choices=codelists.choices("religions"), initial="00")
    home_place = CleanCharField(label="Quê quán", max_length=200, required=False)
    workplace = CleanCharField(label="Đơn vị công tác, học tập", max_length=200, required=False)
    occupation = forms.ChoiceField(
        label="Nghề nghiệp", choices=[NO_CHOICE, *codelists.leaf_choices("occupation_groups")], required=False
    )
    education = forms.ChoiceField(
        label="Giáo dục phổ thông", choices=[NO_CHOICE, *codelists.choices("education_levels")], required=False
    )
    professional_level = forms.ChoiceField(
        label="Chuyên môn nghiệp vụ", choices=[NO_CHOICE, *codelists.choices("professional_levels")], required=False
    )

    def __init__(self, *args, by, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.by, self.organization, self.twins = by, organization, []
        if "party_group" in self.fields:
            self.fields["party_group"].queryset = groups_of(organization)
        if not self.is_bound:
            del self.fields[self.TWIN_FIELD]

    def clean_birth_date(self):
        birth_date = self.cleaned_data["birth_date"]
        if birth_date >= timezone.localdate():
            raise ValidationError("Ngày sinh phải trước hôm nay.")
        return birth_date

    def clean(self):
        data = super().clean()
        self.twins = twins.on_rosters(self.by, data.get("full_name"), data.get("birth_date"))
        if self.twins:
            self.ask_about_twins(data)
        elif not data.get(self.TWIN_FIELD):
            del self.fields[self.TWIN_FIELD]
        return data

    def ask_about_twins(self, data):
        """Ask about people of the same name and birth date until the user has said who this is."""
        raise NotImplementedError

    def known_as(self):
        """Where those people are known, in words; nobody is told of whom the user does not see."""
        return "; ".join(f"{twin.place} ({twin.state})" for twin in self.twins)

    def person_fields(self):
        return {name: self.cleaned_data[name] for name in PERSON_FIELDS}


def groups_of(organization):
    """The party groups (tổ đảng) of a cell."""
    return Organization.objects.filter(parent=organization, kind="group", dissolved_on__isnull=True).order_by("name")


class _MembershipForm(_PersonForm):
    status = forms.ChoiceField(
        label="Tình trạng", choices=Member.Status.choices, widget=forms.RadioSelect, initial=Member.Status.FULL
    )
    decided_on = VietnameseDateField(label="Ngày quyết định kết nạp", required=False)
    joined_on = VietnameseDateField(label="Ngày vào Đảng", required=False, help_text="Ngày tổ chức lễ kết nạp.")
    recognized_on = VietnameseDateField(label="Ngày công nhận chính thức", required=False)

    MEMBERSHIP = ("status", "decided_on", "joined_on", "recognized_on")

    def membership_fields(self):
        return {name: self.cleaned_data[name] for name in self.MEMBERSHIP}


class RosterForm(_MembershipForm):
    exempt_from = VietnameseDateField(label="Được miễn công tác và sinh hoạt đảng từ ngày", required=False)
    card_number = CleanCharField(label="Số thẻ đảng viên", max_length=20, required=False)
    party_group = forms.ModelChoiceField(
        label="Tổ đảng", queryset=Organization.objects.none(), required=False, empty_label="Không có"
    )
    on = VietnameseDateField(label="Có tên trong danh sách từ ngày")
    different = forms.BooleanField(label="Đây là một người khác, trùng họ tên và ngày sinh", required=False)

    MEMBERSHIP = (*_MembershipForm.MEMBERSHIP, "exempt_from", "card_number", "party_group", "on")

    def clean_card_number(self):
        return card_digits(self.cleaned_data["card_number"])

    def ask_about_twins(self, data):
        if not data.get("different"):
            self.add_error(
                "full_name",
                f"Đã có người cùng họ tên và ngày sinh: {self.known_as()}. "
                "Nếu đây là một người khác, hãy đánh dấu ở cuối biểu mẫu.",
            )


def card_digits(text):
    """The digits of a card's number; dots and spaces go."""
    digits = re.sub(r"[\s.-]", "", text)
    if digits and not re.fullmatch(r"[0-9]{8}|[0-9]{12}", digits):
        raise ValidationError("Số thẻ đảng viên có 8 hoặc 12 chữ số.")
    return digits


OTHER_PERSON = "other"


class ProvinceField(forms.TypedChoiceField):
    """Whether the other place lies in this province, as Biểu 1 asks; None where nobody knows."""

    def __init__(self, label):
        choices = [("", "Chưa rõ"), ("no", "Cùng tỉnh, thành phố"), ("yes", "Tỉnh, thành phố khác")]
        super().__init__(label=label, choices=choices, required=False, coerce=lambda said: said == "yes",
                         empty_value=None)  # fmt: skip


class TransferInForm(_MembershipForm):
    """Someone who comes from elsewhere, or back: who was on a roster here before is one person, not two."""

    same_person = forms.CharField(
        label="Đây có phải là người đã có trong hệ thống?", required=False, widget=forms.RadioSelect
    )
    other_place = CleanCharField(label="Chuyển đến từ", max_length=200, help_text="Tên tổ chức đảng nơi đi.")
    other_province = ProvinceField("Nơi đi thuộc")
    on = VietnameseDateField(label="Ngày tiếp nhận")
    paper_number = CleanCharField(label="Giấy giới thiệu số", max_length=60, required=False)
    paper_on = VietnameseDateField(label="Ngày giấy giới thiệu", required=False)

    TWIN_FIELD = "same_person"
    MEMBERSHIP = (*_MembershipForm.MEMBERSHIP, "other_place", "other_province", "on", "paper_number", "paper_on")
    field_order = ["full_name", "birth_date", "same_person"]

    def ask_about_twins(self, data):
        choices = {str(twin.person.pk): self._use(twin) for twin in self.twins if twin.usable}
        choices[OTHER_PERSON] = "Không, đây là một người khác, trùng họ tên và ngày sinh"
        self.fields["same_person"].widget.choices = list(choices.items())
        self.fields["same_person"].required = True
        if data.get("same_person") not in choices:
            words = f"Đã có người cùng họ tên và ngày sinh: {self.known_as()}. Hãy chọn."
            self.add_error("same_person", words)

    @staticmethod
    def _use(twin):
        return f"Phải, dùng thông tin đã có ({twin.place}: {twin.state})"

    @property
    def known_person(self):
        """The person whom the user recognized; None for someone new."""
        chosen = self.cleaned_data.get("same_person")
        return next((twin.person for twin in self.twins if twin.usable and str(twin.person.pk) == chosen), None)


class TransferOutForm(_PaperForm):
    other_place = CleanCharField(label="Chuyển đến", max_length=200, help_text="Tên tổ chức đảng nơi đến.")
    other_province = ProvinceField("Nơi đến thuộc")
    field_order = ["other_place", "other_province", "on", "paper_number", "paper_on"]


class TransferForm(_PaperForm):
    to = OrganizationField(label="Chi bộ tiếp nhận")
    field_order = ["to", "on", "paper_number", "paper_on"]

    def __init__(self, *args, by, member, **kwargs):
        super().__init__(*args, **kwargs)
        cells = Organization.objects.filter(kind__in=CELL_KINDS, dissolved_on__isnull=True)
        self.fields["to"].offer(
            cells.visible_to(by.scope(Permission.MEMBER_CHANGE)).exclude(pk=member.organization_id),
            known=Organization.objects.visible_to(by.scope(Permission.ORGANIZATION_VIEW)),
        )


class DepartureForm(_PaperForm):
    kind = forms.ChoiceField(
        label="Lý do", choices=[(kind.value, kind.label) for kind in DEPARTURES], widget=forms.RadioSelect
    )
    field_order = ["kind", "on", "paper_number", "paper_on"]


class DatedPaperForm(_PaperForm):
    """A day and the paper that carries it: exemption, restoring."""


class CardForm(Form):
    number = CleanCharField(label="Số thẻ đảng viên", max_length=20, help_text="8 hoặc 12 chữ số.")
    on = VietnameseDateField(label="Ngày phát thẻ")

    def clean_number(self):
        return card_digits(self.cleaned_data["number"])


class PositionForm(Form):
    organization = OrganizationField(label="Giữ chức vụ tại")
    title = forms.ChoiceField(label="Chức vụ", choices=codelists.choices("positions"))
    starts_on = VietnameseDateField(label="Từ ngày")
    ends_on = VietnameseDateField(label="Đến ngày", required=False, help_text="Để trống khi đang giữ.")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        existing = Organization.objects.existing(timezone.localdate())
        self.fields["organization"].offer(
            existing.visible_to(by.scope(Permission.MEMBER_CHANGE)),
            known=Organization.objects.visible_to(by.scope(Permission.ORGANIZATION_VIEW)),
        )


class DayForm(Form):
    on = VietnameseDateField(label="Ngày")


class GroupForm(Form):
    group = forms.ModelChoiceField(label="Tổ đảng", queryset=None, required=False, empty_label="Không thuộc tổ nào")

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups_of(organization)
