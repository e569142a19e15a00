"""Forms of commenting on a dossier; what may be said by whom is the action's business."""

from django import forms

from candidates.models import Comment
from partydev.forms import CleanTextField, Form

TEXT_LENGTH = 1000
EVERYBODY = "both"


def _text(label):
    return CleanTextField(
        label=label,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tối đa 1.000 ký tự. Không ghi nội dung bí mật.",
    )


class CommentForm(Form):
    """A comment: on what, to whom it speaks, who reads it. Who reads it stands last, right above the button."""

    about = forms.ChoiceField(label="Về giấy tờ nào", required=False)
    text = _text("Ý kiến")
    mentions = forms.ChoiceField(
        label="Nhắc tới",
        required=False,
        choices=[("", "Không nhắc riêng ai"), *Comment.Role.choices],
        help_text="Người giữ nhiệm vụ này thấy trên trang “Việc của tôi” là có ý kiến chờ.",
    )
    audience = forms.ChoiceField(label="Ai đọc được ý kiến này", widget=forms.RadioSelect)

    def __init__(self, *args, papers, units, cell, **kwargs):
        """`papers`: ((code, ordinal), name) of each; `units`: those for which the user may write."""
        super().__init__(*args, **kwargs)
        self.units = {f"unit-{unit.pk}": unit for unit in units}
        named = [(f"{code}-{ordinal}", name) for (code, ordinal), name in papers]
        self.fields["about"].choices = [("", "Cả hồ sơ"), *named]
        self.fields["audience"].choices = [
            *((key, f"Chỉ những người làm việc tại {unit}") for key, unit in self.units.items()),
            (EVERYBODY, f"Cả {cell} và các cấp ủy xét hồ sơ này"),
        ]

    @property
    def said(self):
        """What the action takes."""
        data = self.cleaned_data
        internal = data["audience"] != EVERYBODY
        code, _, ordinal = data["about"].partition("-")
        return {
            "text": data["text"],
            "mentions": data["mentions"],
            "internal": internal,
            "unit": self.units[data["audience"]] if internal else next(iter(self.units.values())),
            "code": code,
            "ordinal": int(ordinal or 1),
        }


class ReplyForm(Form):
    text = _text("Trả lời")
