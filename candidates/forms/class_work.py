"""Shape of input on running a class: seats of units, sessions, attendance, papers, a certificate issued again."""

from django import forms

from branches.forms.fields import OrganizationField
from candidates.forms.classes import MOST, Rows
from candidates.models import Certificate, ClassPaper, ClassSession
from partydev.forms import CleanCharField, Form, VietnameseDateField, WholeNumberField


class SeatsForm(Form):
    """A number of seats for each of `organizations`; empty where none is given."""

    def __init__(self, *args, organizations, **kwargs):
        super().__init__(*args, **kwargs)
        self.organizations = organizations
        for each in organizations:
            label = f"Số học viên của {each}"
            number = WholeNumberField(label=label, required=False, min_value=0, max_value=MOST)
            number.widget.attrs["autocomplete"] = "off"
            self.fields[f"seats_{each.pk}"] = number

    def seats(self):
        return {each: self.cleaned_data[f"seats_{each.pk}"] for each in self.organizations}


class InviteForm(Form):
    """`below`: units under the convener; any other is known by its code."""

    organization = OrganizationField(
        label="Đơn vị được mở thêm", help_text="Ghi mã của đơn vị. Đơn vị ngoài đảng bộ sẽ được hỏi ý kiến trước."
    )
    seats = WholeNumberField(
        label="Số học viên", required=False, min_value=0, max_value=MOST, help_text="Để trống nếu không ấn định."
    )

    def __init__(self, *args, below, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].offered, self.fields["organization"].known = below, known


class InvitationForm(Form):
    """The unit's answer."""

    answer = forms.ChoiceField(
        label="Trả lời",
        choices=[("yes", "Đồng ý: người của đơn vị được đưa vào lớp"), ("no", "Không tham gia lớp này")],
        widget=forms.RadioSelect,
    )


class SessionForm(Form):
    held_on = VietnameseDateField(label="Ngày học")
    part = forms.ChoiceField(label="Buổi", choices=ClassSession.Part.choices, widget=forms.RadioSelect)
    topic = CleanCharField(label="Nội dung", required=False, max_length=200)


class AttendanceForm(Form):
    """Who attended; nobody is an answer too."""

    people = Rows(label="Người có mặt", queryset=None, required=False)

    def __init__(self, *args, roster, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = roster


class PaperForm(Form):
    """Number, day and signer of a paper; a certificate has a number and a day of its own."""

    number = CleanCharField(
        label="Số văn bản", required=False, max_length=60, help_text="Chỉ ghi số, ví dụ 05; hoặc cả ký hiệu."
    )
    issued_on = VietnameseDateField(label="Ngày ký", required=False)
    issuer = CleanCharField(
        label="Cơ quan ban hành, nếu không phải cấp ủy",
        required=False,
        max_length=160,
        help_text="Ví dụ: Trung tâm chính trị xã Phú Lâm. Để trống thì ghi tên cấp ủy mở lớp.",
    )
    signer_post = CleanCharField(
        label="Chức vụ người ký", required=False, max_length=60, help_text="Ví dụ: GIÁM ĐỐC. Để trống thì ghi BÍ THƯ."
    )
    signer_name = CleanCharField(label="Họ và tên người ký", required=False, max_length=120)

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        if kind == ClassPaper.Kind.CERTIFICATES:
            del self.fields["number"], self.fields["issued_on"]

    def clean(self):
        return {"number": "", "issued_on": None, **super().clean()}


class ReissueForm(Form):
    why = forms.ChoiceField(
        label="Lý do cấp lại",
        choices=[(key, label) for key, label in Certificate.Why.choices if key],
        widget=forms.RadioSelect,
    )
    on = VietnameseDateField(label="Ngày cấp lại")
    number = CleanCharField(
        label="Số mới", required=False, max_length=60, help_text="Để trống thì giữ số cũ và ghi “cấp lại lần …”."
    )
    note = CleanCharField(label="Ghi chú", required=False, max_length=300)
