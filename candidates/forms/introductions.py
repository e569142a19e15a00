"""Shape of input for mass organizations: whom they introduce, and what narrows their list."""

from django import forms

from branches import codelists
from branches.models.person import NAME_LENGTH
from candidates.forms._parts import AgeAsked
from candidates.models import Introduction
from partydev.forms import CleanCharField, CleanTextField, Form, PersonNameField, VietnameseDateField, WholeNumberField


class IntroducedFilter(Form):
    doan_the = forms.ChoiceField(
        label="Đoàn thể", required=False, choices=[("", "Tất cả"), *Introduction.Union.choices]
    )
    nam = WholeNumberField(label="Năm", required=False, min_value=2000, max_value=2100)


class PersonIntroducedForm(AgeAsked):
    """`cells`: the cells that may follow the person. `another` is asked only after a warning."""

    full_name = PersonNameField(
        label="Họ và tên",
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocapitalize": "words", "spellcheck": "false"}),
    )
    birth_date = VietnameseDateField(label="Ngày sinh")
    sex = forms.ChoiceField(label="Giới tính", choices=codelists.choices("genders"), widget=forms.RadioSelect)
    organization = forms.ModelChoiceField(
        label="Chi bộ sẽ theo dõi, bồi dưỡng", queryset=None, empty_label="Chọn chi bộ"
    )
    union = forms.ChoiceField(
        label="Đoàn thể giới thiệu", choices=Introduction.Union.choices, widget=forms.RadioSelect
    )
    union_name = CleanCharField(
        label="Tên ban chấp hành giới thiệu",
        max_length=160,
        help_text="Ví dụ: Ban Chấp hành Đoàn xã, Ban Chấp hành Công đoàn trường.",
    )
    paper_number = CleanCharField(label="Số nghị quyết giới thiệu", max_length=60, help_text="Ví dụ: 12-NQ/ĐTN.")
    on = VietnameseDateField(label="Ngày nghị quyết")
    evidence = CleanTextField(
        label="Thành tích, phong trào nổi bật",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # The tick that passes an unlikely birth date stands below it.
    field_order = ("full_name", "birth_date", "age_is_right")
    another = forms.BooleanField(label="Đã hỏi lại: đây là người khác, chỉ trùng họ tên và ngày sinh", required=False)

    def __init__(self, *args, cells, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = cells

    @property
    def asked(self):
        """The fields to show: `another` only once the warning was given."""
        asks = bool(self["another"].errors) or (self.is_bound and self["another"].value())
        return [field for field in self.visible_fields() if field.name != "another" or asks]
