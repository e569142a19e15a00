"""Forms of targets in percent, and of figures from outside."""

import re
from datetime import date

from django import forms
from django.utils import timezone

from partydev.forms import CleanCharField, Form, VietnameseDateField, WholeNumberField
from reports.leading import measures
from reports.models import OutsideFigure
from reports.models_beside import JUDGED

NO_THOUSANDS = "Ghi phần trăm bằng dấu phẩy, ví dụ 2,35; dấu chấm chỉ dùng để tách hàng nghìn."


class AmountField(forms.DecimalField):
    """A number as Vietnamese readers write it: "1.234", "56,12", "40%"; at most two decimals.

    What is always a percentage (`is_percent`) has no thousands: "2.345" is asked about.
    """

    widget = forms.TextInput
    _THOUSANDS = re.compile(r"[1-9]\d{0,2}([.\s]\d{3})+")

    def __init__(self, *, is_percent=False, **kwargs):
        super().__init__(min_value=0, max_digits=11, decimal_places=2, **kwargs)
        self.is_percent = is_percent
        self.error_messages |= {
            "max_decimal_places": "Chỉ ghi hai chữ số sau dấu phẩy, ví dụ 56,12.",
            "max_digits": "Số này quá lớn; hãy xem lại.",
            "max_whole_digits": "Số này quá lớn; hãy xem lại.",
        }

    def to_python(self, value):
        if isinstance(value, str):
            value = value.strip().rstrip("%").strip()
            whole, comma, rest = value.partition(",")
            if self._THOUSANDS.fullmatch(whole):
                if self.is_percent:
                    raise forms.ValidationError(NO_THOUSANDS)
                whole = re.sub(r"[.\s]", "", whole)
            elif comma and not whole.isdecimal():
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
            value = f"{whole}.{rest}" if comma else whole
        return super().to_python(value)

    @classmethod
    def reads_as_thousands(cls, text):
        """Whether what was typed reads as a number of thousands: "2.345"."""
        return bool(cls._THOUSANDS.fullmatch(text.strip().rstrip("%").strip().partition(",")[0]))

    def prepare_value(self, value):
        if value is None or isinstance(value, str):
            return value
        return f"{value.normalize():f}".replace(".", ",")

    def widget_attrs(self, widget):
        return {"inputmode": "decimal"}


class SpanForm(Form):
    """What asks for a year, or for two days."""

    def span(self, data):
        """(first, last day), None where they cannot be told: the form says why."""
        starts_on, ends_on, year = data.get("starts_on"), data.get("ends_on"), data.get("year")
        if starts_on and not ends_on and "ends_on" not in self.errors:
            self.add_error("ends_on", "Hãy điền ngày cuối kỳ.")
        if ends_on and not starts_on and "starts_on" not in self.errors:
            self.add_error("starts_on", "Hãy điền ngày đầu kỳ.")
        if starts_on and ends_on:
            if year and (starts_on, ends_on) != (date(year, 1, 1), date(year, 12, 31)):
                self.add_error("year", "Chỉ điền năm, hoặc ngày đầu và ngày cuối: hai kỳ này khác nhau.")
            return starts_on, ends_on
        if not (starts_on or ends_on or year or {"year", "starts_on", "ends_on"} & set(self.errors)):
            self.add_error("year", "Hãy điền năm, hoặc ngày đầu và ngày cuối của kỳ.")
        return (date(year, 1, 1), date(year, 12, 31)) if year else None


def _span_fields():
    return {
        "year": WholeNumberField(label="Năm", required=False, min_value=1990, max_value=2100),
        "starts_on": VietnameseDateField(
            label="Hoặc từ ngày", required=False, help_text="Chỉ điền cho kỳ khác một năm, ví dụ cả nhiệm kỳ."
        ),
        "ends_on": VietnameseDateField(label="Đến ngày", required=False, help_text="Ví dụ: 31/12/2030"),
    }


def _version():
    return forms.IntegerField(label="", widget=forms.HiddenInput, min_value=0)


class ShareTargetForm(SpanForm):
    """A target in percent; `sources` are those that this user may set; `version` of the one that is mended."""

    def __init__(self, *args, sources, version=None, **kwargs):
        self.base_fields = {
            "measure": forms.ChoiceField(
                label="Chỉ tiêu", choices=[("", "Chọn chỉ tiêu"), *measures.choices(measures.SHARES)]
            ),
            "source": forms.ChoiceField(
                label="Nguồn chỉ tiêu", choices=[each for each in JUDGED if each[0] in sources]
            ),
            **_span_fields(),
            "least": AmountField(label="Từ bao nhiêu phần trăm trở lên", is_percent=True, help_text="Ví dụ: 40"),
            "most": AmountField(
                is_percent=True,
                label="Đến bao nhiêu phần trăm",
                required=False,
                help_text="Chỉ điền khi văn bản ghi một khoảng, ví dụ từ 3 đến 4%.",
            ),
            "document": CleanCharField(label="Văn bản giao chỉ tiêu", max_length=200, required=False),
        }
        if version is not None:
            self.base_fields["version"] = _version()
        super().__init__(*args, **kwargs)
        if version is not None:
            self.initial["version"] = version

    def clean(self):
        data = super().clean()
        span = self.span(data)
        if span and not self.errors:
            data["starts_on"], data["ends_on"] = span
        data.pop("year", None)
        return data


class TakeAwayForm(Form):
    """Takes a target in percent away."""

    version = _version()


class OutsideForm(SpanForm):
    """A figure that others published, with its source."""

    area = forms.ChoiceField(label="Phạm vi", choices=[("", "Chọn phạm vi"), *OutsideFigure.Area.choices])
    measure = forms.ChoiceField(label="Chỉ số", choices=[("", "Chọn chỉ số"), *measures.choices(measures.PUBLISHED)])
    year = _span_fields()["year"]
    starts_on = VietnameseDateField(
        label="Hoặc từ ngày", required=False, help_text="Chỉ điền khi số liệu không phải của cả năm."
    )
    ends_on = VietnameseDateField(label="Đến ngày", required=False, help_text="Ví dụ: 30/06/2026")
    value = AmountField(label="Giá trị", help_text="Chép đúng như văn bản, ví dụ 56,12 hoặc 1.234.")
    document = CleanCharField(
        label="Nguồn",
        max_length=200,
        help_text="Văn bản (số, ngày, nơi ban hành) hoặc nơi công bố.",
    )
    document_on = VietnameseDateField(label="Ngày văn bản, ngày công bố")

    def clean(self):
        data = super().clean()
        span = self.span(data)
        if span and not self.errors:
            data["starts_on"], data["ends_on"] = span
        data.pop("year", None)
        _check_published(self, data.get("document_on"))
        _check_percent(self, data.get("measure"))
        return data


class OutsideCorrectionForm(Form):
    """Another value for a figure from outside, or none: it is withdrawn."""

    value = AmountField(label="Giá trị đúng", required=False, help_text="Để trống để rút số liệu này.")
    document = CleanCharField(label="Nguồn", max_length=200)
    document_on = VietnameseDateField(label="Ngày văn bản, ngày công bố")
    because = CleanCharField(label="Lý do đính chính", max_length=300)

    def __init__(self, *args, row, **kwargs):
        initial = {name: getattr(row, name) for name in ("value", "document", "document_on")}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["value"].needed = True
        self.measure = row.measure

    def clean(self):
        data = super().clean()
        _check_published(self, data.get("document_on"))
        _check_percent(self, self.measure)
        return data


def _check_published(form, day):
    if day and day > timezone.localdate():
        form.add_error("document_on", "Ngày này chưa đến.")


def _check_percent(form, measure):
    percent = measure in measures.PUBLISHED and measures.PUBLISHED[measure].is_percent
    if percent and "value" not in form.errors and AmountField.reads_as_thousands(form.data.get("value") or ""):
        form.add_error("value", NO_THOUSANDS)


SOURCES = [key for key, _ in JUDGED]
