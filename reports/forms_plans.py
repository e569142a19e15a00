"""Forms of a year's plan: the plan itself, the target that a unit registers, and what is answered above."""

from django import forms

from branches.models import TargetRegistration
from partydev.forms import CleanCharField, CleanTextField, Form, VietnameseDateField, WholeNumberField

ACCEPT, ASSIGN, RETURN = "accept", "assign", "return"
ANSWERS = {
    TargetRegistration.State.SUBMITTED: [(ACCEPT, "Nhận đăng ký"), (RETURN, "Trả lại để đơn vị sửa")],
    TargetRegistration.State.ACCEPTED: [(ASSIGN, "Giao chỉ tiêu"), (RETURN, "Trả lại để đơn vị sửa")],
    TargetRegistration.State.ASSIGNED: [(ASSIGN, "Giao lại chỉ tiêu")],
}


class PlanForm(Form):
    """`version` says which saving the form was filled from."""

    number = CleanCharField(label="Số, ký hiệu", max_length=60, help_text="Ghi như trên văn bản, ví dụ: 02a-KH/ĐU.")
    issued_on = VietnameseDateField(label="Ngày ban hành")
    based_on = CleanCharField(
        label="Căn cứ",
        max_length=300,
        required=False,
        help_text="Kế hoạch, nghị quyết của cấp trên (số, ngày).",
    )
    content = CleanTextField(
        label="Nội dung chính", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RegistrationForm(Form):
    """`version` says which saving the form was filled from."""

    value = WholeNumberField(label="Chỉ tiêu đăng ký", min_value=0, max_value=100_000)
    basis = CleanTextField(
        label="Căn cứ đăng ký", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AnswerForm(Form):
    """What the committee above answers; what is asked depends on where the registration stands."""

    answer = forms.ChoiceField(label="Trả lời đơn vị", widget=forms.RadioSelect)
    value = WholeNumberField(label="Chỉ tiêu giao", min_value=0, max_value=100_000, required=False)
    document = CleanCharField(
        label="Văn bản giao chỉ tiêu (số, ngày)",
        max_length=200,
        required=False,
        help_text="Bắt buộc khi giao chỉ tiêu.",
    )
    because = CleanTextField(
        label="Lý do trả lại",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bắt buộc khi trả lại. Tối đa 500 ký tự.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, registration, **kwargs):
        given = registration.assigned
        initial = {"value": registration.value if given is None else given, "version": registration.version}
        super().__init__(*args, initial=initial, **kwargs)
        for name in ("value", "document", "because"):
            self.fields[name].needed = True  # with one of the answers: not "optional"
        self.fields["answer"].choices = ANSWERS.get(registration.state, [])
        states = TargetRegistration.State
        if registration.state not in (states.ACCEPTED, states.ASSIGNED):
            del self.fields["value"], self.fields["document"]
        if registration.state == states.ASSIGNED:
            del self.fields["because"]
            self.initial["answer"] = ASSIGN

    def clean(self):
        data = super().clean()
        if data.get("answer") == ASSIGN and data.get("value") is None and "value" not in self.errors:
            self.add_error("value", "Hãy điền chỉ tiêu giao.")
        return data
