"""Shape of the question what a dossier is opened for."""

from django import forms

from accounts.models import AccessRecord
from candidates.opening import ASKED
from partydev.forms import CleanCharField, Form


class PurposeForm(Form):
    """One purpose of the list, each a button; what is not on the list is said in words."""

    purpose = forms.ChoiceField(label="Mở hồ sơ để làm gì", choices=ASKED)
    note = CleanCharField(
        label="Việc khác, ghi rõ việc gì",
        required=False,
        max_length=200,
        help_text="Ví dụ: trả lời chi bộ. Không ghi nội dung hồ sơ.",
    )
    note.needed = True  # of the button beside it
    tiep = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("purpose") == AccessRecord.Purpose.OTHER:
            if not cleaned.get("note") and "note" not in self.errors:
                self.add_error("note", "Hãy ghi ngắn gọn mở hồ sơ để làm việc gì.")
        else:
            cleaned["note"] = ""
        return cleaned
