"""What is set for the signals: thresholds, and shares of groups among the people."""

from decimal import Decimal

from django import forms

from partydev.forms import CleanCharField, Form, VietnameseDateField, WholeNumberField
from reports.catalogue import INDICATORS
from reports.signals.people import GROUPS
from reports.thresholds import CHOICES, KEYS


class ThresholdForm(Form):
    key = forms.ChoiceField(label="Ngưỡng", choices=[("", "Chọn ngưỡng"), *CHOICES])
    value = WholeNumberField(label="Giá trị mới", min_value=1, max_value=366)
    valid_from = VietnameseDateField(label="Áp dụng từ ngày")
    basis = CleanCharField(
        label="Căn cứ", max_length=200, help_text="Ví dụ: kết luận họp ban thường vụ ngày 05/02/2026."
    )

    def clean(self):
        data = super().clean()
        key, value = KEYS.get(data.get("key")), data.get("value")
        if key and value and value > key.most:
            self.add_error("value", f"“{key.label}” không quá {key.most}.")
        return data


class PercentField(forms.DecimalField):
    """A percentage with at most one decimal, typed "12,5" or "12.5"."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=100, max_digits=4, decimal_places=1, **kwargs)
        self.error_messages |= {
            "max_decimal_places": "Chỉ ghi một chữ số sau dấu phẩy, ví dụ 12,5.",
            "max_digits": "Tỷ lệ từ 0 đến 100, ví dụ 12,5.",
            "max_whole_digits": "Tỷ lệ từ 0 đến 100, ví dụ 12,5.",
        }

    def to_python(self, value):
        return super().to_python(value.replace(",", ".").rstrip("% ") if isinstance(value, str) else value)

    def widget_attrs(self, widget):
        return {"inputmode": "decimal"}


class SharesForm(Form):
    """A percentage for each group, blank where it is not known; the source and the year of all of them."""

    def __init__(self, *args, known, this_year, **kwargs):
        percents = {row.group: str(Decimal(row.per_mille) / 10).replace(".", ",") for row in known}
        first = known[0] if known else None
        initial = {**percents, "source": first.source if first else "", "year": first.year if first else this_year}
        self.base_fields = {
            **{key: PercentField(label=f"{INDICATORS[key].label}, phần trăm", required=False) for key in GROUPS},
            "source": CleanCharField(label="Nguồn số liệu", max_length=200, help_text="Ví dụ: Niên giám thống kê xã."),
            "year": WholeNumberField(label="Số liệu của năm", min_value=1990, max_value=this_year),
        }
        super().__init__(*args, initial=initial, **kwargs)

    def given(self):
        """`per_mille` by group (None: not known), `source`, `year`."""
        data = self.cleaned_data
        per_mille = {key: None if data[key] is None else int(data[key] * 10) for key in GROUPS}
        return {"per_mille": per_mille, "source": data["source"], "year": data["year"]}
