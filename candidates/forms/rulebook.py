"""Shape of input on the rulebook: the day that is looked at, a value with its source, a day off."""

import re

from django import forms

from candidates.models import Holiday
from candidates.rules import words
from candidates.rules.keys import KEYS
from candidates.rules.law import CONFIRMED, SECONDARY
from partydev.forms import CleanCharField, CleanTextField, Form, VietnameseDateField, WholeNumberField

YES, NO = "co", "khong"
SURE = [
    (CONFIRMED, "Đã đối chiếu với văn bản"),
    (SECONDARY, "Theo nguồn thứ cấp, chưa đối chiếu được với văn bản"),
]
_PART = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})")


class DayForm(Form):
    """Which day's rules are shown."""

    ngay = VietnameseDateField(label="Áp dụng ngày", help_text="Ví dụ: 05/02/2026")


class CompareForm(Form):
    """Which two days' rules are compared."""

    tu = VietnameseDateField(label="Từ ngày", help_text="Ví dụ: 25/07/2026")
    den = VietnameseDateField(label="Đến ngày", help_text="Ví dụ: 26/07/2026")


class PartField(CleanCharField):
    """A part of the whole, typed as 2/3; gives (2, 3)."""

    def clean(self, value):
        text = super().clean(value)
        match = _PART.fullmatch(text)
        if not match:
            raise forms.ValidationError("Viết dưới dạng phần trên tổng số, ví dụ 2/3.")
        return int(match[1]), int(match[2])


def _yes_no(value):
    return {YES: True, NO: False}.get(value, value)


def value_field(key):
    """The field in which a value of `key` is entered."""
    unit, label = KEYS[key].unit, "Giá trị"
    if unit == "yes_no":
        return forms.TypedChoiceField(
            label=label, choices=[(YES, "Có"), (NO, "Không")], coerce=_yes_no, widget=forms.RadioSelect
        )
    if unit in words.PARTS:
        return PartField(label=f"Giá trị ({words.PARTS[unit]})", max_length=20, help_text="Ví dụ: 2/3")
    if unit == "code":
        return forms.ChoiceField(label=label, choices=list(words.choices(key).items()), widget=forms.RadioSelect)
    if words.choices(key) is not None:
        return forms.TypedMultipleChoiceField(
            label=label,
            choices=list(words.choices(key).items()),
            coerce=str,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Chọn ít nhất một mục."},
        )
    if unit == "text":
        return CleanCharField(label=label, max_length=words.LONGEST_TEXT)
    return WholeNumberField(label=f"Giá trị ({words.unit_word(key)})", min_value=1, max_value=words.MOST[unit])


def initial_value(key, value):
    """`value` as `value_field` shows it."""
    unit = KEYS[key].unit
    if unit == "yes_no":
        return YES if value else NO
    if unit in words.PARTS:
        return f"{value[0]}/{value[1]}"
    return list(value) if isinstance(value, tuple) else value


class RevisionForm(Form):
    """A value of `key` with its validity, its source and why it is recorded."""

    valid_from = VietnameseDateField(label="Áp dụng từ ngày")
    valid_to = VietnameseDateField(
        label="Đến hết ngày", required=False, help_text="Để trống khi chưa có quy định thay thế. Ví dụ: 25/07/2026"
    )
    document = CleanCharField(
        label="Văn bản làm căn cứ", max_length=100, help_text="Tên loại, số, ký hiệu. Ví dụ: Quy định 24-QĐ/TW"
    )
    issuer = CleanCharField(label="Cơ quan ban hành", max_length=120)
    issued_on = VietnameseDateField(label="Ngày ban hành")
    article = CleanCharField(
        label="Điều, khoản, điểm", required=False, max_length=60, help_text="Ví dụ: điểm 4.3.1 hoặc khoản 3 Điều 4"
    )
    confidence = forms.ChoiceField(label="Độ tin cậy", choices=SURE, widget=forms.RadioSelect)
    reason = CleanTextField(label="Lý do ghi", max_length=500)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, key, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {"value": value_field(key), **self.fields}

    def clean(self):
        cleaned = super().clean()
        if isinstance(cleaned.get("value"), list):
            cleaned["value"] = tuple(cleaned["value"])
        return cleaned


class _SeenForm(Form):
    """Carries the state of the day that its sender saw; what carries none has seen none."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_seen(self):
        return self.cleaned_data["seen"] or 0


class _DayOffForm(Form):
    kind = forms.ChoiceField(label="Loại", choices=Holiday.Kind.choices, widget=forms.RadioSelect)
    name = CleanCharField(label="Tên", max_length=120, help_text="Ví dụ: Quốc khánh")
    source = CleanCharField(
        label="Căn cứ", max_length=200, help_text="Văn bản quy định hoặc thông báo lịch nghỉ: số, cơ quan, ngày."
    )


class HolidayForm(_DayOffForm, _SeenForm):
    """What is said of a day of the list."""


class NewHolidayForm(_DayOffForm):
    """A day added to the list."""

    day = VietnameseDateField(label="Ngày")
    field_order = ["day", "kind", "name", "source"]


class RemovalForm(_SeenForm):
    """Why a day is taken off the list."""

    reason = CleanCharField(label="Lý do bỏ", max_length=100, help_text="Ví dụ: ghi nhầm ngày")
