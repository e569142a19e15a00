"""Shape of input when a person is offered to another cell, and when that cell answers."""

from django import forms

from branches.forms.fields import OrganizationField
from partydev.forms import CleanCharField, CleanTextField, Form, VietnameseDateField

ACCEPT, REFUSE = "accept", "refuse"


class OfferForm(Form):
    """`near`: cells that the user sees; any other is known by its code or whole name.

    `letter`: the paper the person moves with.
    """

    to = OrganizationField(
        label="Chi bộ tiếp nhận",
        help_text="Gõ đủ tên hoặc mã của chi bộ. Mã ghi ở trang của chi bộ đó, mục Thông tin; hỏi nơi tiếp nhận.",
    )
    on = VietnameseDateField(label="Ngày đề nghị")
    reason = CleanTextField(
        label="Lý do chuyển", max_length=1000, help_text="Ví dụ: chuyển công tác, chuyển nơi cư trú, đi học tập trung."
    )
    paper_number = CleanCharField(max_length=60, required=False)

    def __init__(self, *args, near, known, letter, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].offered, self.fields["to"].known = near, known
        self.fields["paper_number"].label = f"Số {letter[0].lower()}{letter[1:]}"


class AnswerOfferForm(Form):
    answer = forms.ChoiceField(
        label="Trả lời",
        choices=[(ACCEPT, "Tiếp nhận: hồ sơ chuyển về chi bộ này"), (REFUSE, "Không tiếp nhận")],
        widget=forms.RadioSelect,
    )
    on = VietnameseDateField(label="Ngày trả lời")
    note = CleanTextField(
        label="Lý do, ý kiến",
        max_length=1000,
        required=False,
        help_text="Bắt buộc khi không tiếp nhận.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        data = super().clean()
        if data.get("answer") == REFUSE and not data.get("note"):
            self.add_error("note", "Ghi lý do không tiếp nhận, để chi bộ đề nghị biết.")
        return data
