"""Building blocks of every form: fields that read Vietnamese, messages that say what to do.

Django already ties help texts (`id_x_helptext`) and errors (`id_x_error`) to their inputs by
`aria-describedby` and `aria-invalid`; templates only have to use these ids.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import pretty_name

from partydev import dates, numbers, text

# What replaces Django's default messages, by the class of field; `{label}` is the field's label.
MESSAGES = {
    forms.Field: {
        "required": "Hãy điền “{label}”.",
        "max_length": "“{label}” dài tối đa %(limit_value)s ký tự; đang có %(show_value)s ký tự.",
        "min_length": "“{label}” cần ít nhất %(limit_value)s ký tự; đang có %(show_value)s ký tự.",
        "max_value": "“{label}” không được lớn hơn %(limit_value)s.",
        "min_value": "“{label}” không được nhỏ hơn %(limit_value)s.",
        "invalid": "Hãy kiểm tra lại “{label}”.",
        "null_characters_not_allowed": "“{label}” có ký tự lạ; hãy xóa đi rồi nhập lại.",
    },
    forms.IntegerField: {"invalid": "“{label}” phải là một số nguyên, ví dụ 12."},
    forms.DecimalField: {"invalid": "“{label}” phải là một số, ví dụ 12,5."},
    forms.EmailField: {"invalid": "“{label}” phải có dạng ten@donvi.vn."},
    forms.TimeField: {"invalid": "Hãy viết giờ và phút, ví dụ 14:05."},
    forms.ChoiceField: {
        "required": "Hãy chọn “{label}”.",
        "invalid_choice": "Mục đã chọn không còn trong danh sách “{label}”; hãy chọn lại.",
        "invalid_list": "Hãy chọn lại “{label}”.",
    },
    forms.ModelChoiceField: {
        "required": "Hãy chọn “{label}”.",
        "invalid_choice": "Mục đã chọn không còn trong danh sách “{label}”; hãy chọn lại.",
        "invalid_list": "Hãy chọn lại “{label}”.",
        "invalid_pk_value": "Hãy chọn lại “{label}”.",
    },
    forms.BooleanField: {"required": "Hãy đánh dấu vào “{label}”."},
    forms.FileField: {
        "required": "Hãy chọn tệp cho “{label}”.",
        "invalid": "Tệp chưa được gửi lên; hãy chọn lại tệp.",
        "missing": "Tệp chưa được gửi lên; hãy chọn lại tệp.",
        "empty": "Tệp đã chọn không có nội dung; hãy chọn tệp khác.",
        "max_length": "Tên tệp dài tối đa %(max)s ký tự; hãy đổi tên tệp rồi chọn lại.",
        "contradiction": "Hãy chọn tệp mới hoặc đánh dấu xóa tệp cũ, không làm cả hai.",
    },
    forms.ImageField: {"invalid_image": "Tệp đã chọn không mở được như một ảnh; hãy chọn ảnh khác."},
}

LENGTHS = ("max_length", "min_length")
# At what nobody sees or types: the page was changed on its way.
HIDDEN_FAULT = "Trang này đã cũ hoặc chưa tải đủ. Hãy mở lại trang rồi ghi lại."


class BaseForm:
    """Mixin for `forms.Form` and `forms.ModelForm`: Vietnamese messages, inputs that keep nothing.

    Messages that a field was given of its own stay as they are.
    """

    # The server says what is wrong, in Vietnamese; the browser would say it in its own language.
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _prepare_widget(field)

    def full_clean(self):
        # Only now every field is there under its last label: forms add and rename them once they know their case.
        for name, field in self.fields.items():
            if field.widget.is_hidden and not field.label:
                field.error_messages = dict.fromkeys((*field.error_messages, *LENGTHS), HIDDEN_FAULT)
            else:
                _speak_vietnamese(field, field.label or pretty_name(name))
        super().full_clean()

    def add_error(self, field, error):
        """As Django's; limits of length get dots of thousands (a limit of a value may be a year)."""
        for each in getattr(error, "error_list", ()):
            if each.code in LENGTHS and isinstance(each.message, str):  # Django's own counts by the number
                each.params = {name: _readable(value) for name, value in (each.params or {}).items()}
        super().add_error(field, error)

    @property
    def mend_notes(self) -> list[str]:
        """What was changed in the typed text, one sentence a field, to be shown after saving."""
        return [
            f"Đã thay chữ Ð (không phải chữ Việt) bằng chữ Đ trong “{self[name].label}”."
            for name, field in self.fields.items()
            if getattr(field, "mended", False)
        ]


class Form(BaseForm, forms.Form):
    """The form that all others start from."""


def _readable(value):
    """12345 -> "12.345"; anything else as it is."""
    return numbers.integer(value) if type(value) is int else value


def _speak_vietnamese(field: forms.Field, label: str) -> None:
    originals, messages = {}, {}
    for cls in reversed(type(field).__mro__):
        originals.update(vars(cls).get("default_error_messages", {}))
        messages.update(MESSAGES.get(cls, {}))
    for code, message in messages.items():
        if field.error_messages.get(code) is originals.get(code):
            # Messages with "%(…)" are formatted once more by Django, and then only.
            safe = label.replace("%", "%%") if "%(" in message else label
            field.error_messages[code] = message.format(label=safe)


def _prepare_widget(field: forms.Field) -> None:
    widget = field.widget
    typed = isinstance(widget, forms.TextInput | forms.Textarea | forms.Select)
    if not typed or isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return
    # Machines are shared: the browser must not offer one person's data to the next.
    widget.attrs.setdefault("autocomplete", "off")
    if field.required:
        widget.attrs.setdefault("aria-required", "true")


class _CleanText:
    """Reads text through `partydev.text`; `mended` tells whether a foreign Ð was replaced."""

    mended = False

    def to_python(self, value):
        value, self.mended = self.clean_text(value if value is None else str(value))
        return super().to_python(value)

    def widget_attrs(self, widget):
        # A browser cuts a pasted text at `maxlength` without a word: nothing typed may be lost.
        attrs = super().widget_attrs(widget)
        return {key: value for key, value in attrs.items() if key not in {"maxlength", "minlength"}}


class CleanCharField(_CleanText, forms.CharField):
    """One line of text in canonical form."""

    clean_text = staticmethod(text.clean)


class PersonNameField(CleanCharField):
    """A person's name: letters of any script, and what stands between the parts of a name."""

    BETWEEN = " .-'’"

    def clean(self, value):
        name = super().clean(value)
        odd = sorted({letter for letter in name if not letter.isalpha() and letter not in self.BETWEEN})
        if odd:
            raise forms.ValidationError(f"Họ tên chỉ gồm chữ. Hãy xem lại: {' '.join(odd)}")
        return name


class CleanTextField(_CleanText, forms.CharField):
    """Several lines of text in canonical form; a limit is told before it is met."""

    clean_text = staticmethod(text.clean_multiline)
    widget = forms.Textarea

    def __init__(self, *, max_length=None, help_text="", **kwargs):
        if max_length and not help_text:
            help_text = f"Tối đa {numbers.integer(max_length)} ký tự."
        super().__init__(max_length=max_length, help_text=help_text, **kwargs)


class VietnameseDateField(forms.DateField):
    """A date typed as dd/mm/yyyy; the error says what is wrong with the very date typed."""

    def __init__(self, *, help_text="Ví dụ: 05/02/2026", **kwargs):
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}))
        super().__init__(help_text=help_text, **kwargs)

    def bound_data(self, data, initial):
        data = super().bound_data(data, initial)
        # However it came (typed 5/2/2026, from an address 2026-02-05), a day that was understood is shown as days are.
        try:
            return dates.parse_date(data)
        except (ValueError, TypeError, AttributeError):
            return data

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return dates.parse_date(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class WholeNumberField(forms.IntegerField):
    """A count, typed with or without dots of thousands and spaces: "1.234", "1 234", "1234"."""

    widget = forms.TextInput
    _THOUSANDS = re.compile(r"-?\d{1,3}([.\s]\d{3})+")

    def to_python(self, value):
        if isinstance(value, str) and self._THOUSANDS.fullmatch(value.strip()):
            value = re.sub(r"[.\s]", "", value)
        return super().to_python(value)

    def widget_attrs(self, widget):
        return {"inputmode": "numeric"}
