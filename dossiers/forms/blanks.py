"""The form in which a paper's blanks are typed: its fields are the blanks of the official form."""

from django import forms

from dossiers.drafting import blanks_of
from partydev.forms import CleanCharField, CleanTextField, Form, VietnameseDateField, WholeNumberField

LINE_LENGTH = 300
MOST = 30000  # no unit has more members; a longer number is a slip of the finger


class BlanksForm(Form):
    """What may be typed into one form of one case. A draft may wait for any of it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data=None, *, case, sheet, values):
        self.case, self.sheet = case, sheet
        super().__init__(data, initial={**values, "version": sheet.version})
        for blank in blanks_of(case, sheet.form):
            self.fields[blank.key] = _field(blank)

    def clean(self):
        cleaned = super().clean()
        check = self.sheet.form.check
        for key, words in (check(self.values, self.case) if check else {}).items():
            if key in self.fields:
                self.add_error(key, words)
        return cleaned

    @property
    def values(self):
        """What was typed, by the blanks' keys."""
        return {key: value for key, value in self.cleaned_data.items() if key != "version"}


class _MayWait:
    """Needed before the paper is signed, and said so at the field; a draft is saved without it."""

    def validate(self, value):
        if value not in self.empty_values:
            super().validate(value)


class _Day(_MayWait, VietnameseDateField):
    pass


class _Count(_MayWait, WholeNumberField):
    pass


class _Line(_MayWait, CleanCharField):
    pass


class _Text(_MayWait, CleanTextField):
    pass


def _field(blank):
    common = {"label": blank.label, "required": blank.required}
    if blank.kind == "date":
        return _Day(**common, **({"help_text": blank.help} if blank.help else {}))
    if blank.kind == "number":
        return _Count(**common, help_text=blank.help, min_value=0, max_value=MOST)
    if blank.kind == "line":
        return _Line(**common, help_text=blank.help, max_length=min(blank.max_length, LINE_LENGTH))
    return _Text(**common, help_text=blank.help, max_length=blank.max_length)


class PhraseForm(Form):
    """The wording of one standing phrase; left empty, the wording from above holds again."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = CleanTextField(label="Nội dung", required=False, max_length=2000)
