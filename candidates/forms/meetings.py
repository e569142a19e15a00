"""Forms of a committee's meeting: planning it, its agenda, attendance and each person's result."""

from django import forms

from branches.models import Organization
from candidates.forms._parts import NumberAsked, add_impossible_counts
from candidates.forms.desk import Reasoned
from candidates.models import CommitteeMeeting
from candidates.pipeline import DECIDING
from partydev.forms import CleanCharField, Form, VietnameseDateField, WholeNumberField

MOST = 999


class PlanForm(Form):
    """Which body meets, and when. Its size is taken from the unit where it is left empty."""

    organization = forms.ModelChoiceField(Organization.objects.none(), label="Đơn vị", empty_label=None)
    body = forms.ChoiceField(
        label="Tập thể họp",
        choices=CommitteeMeeting.Body.choices,
        widget=forms.RadioSelect,
        help_text="Đảng ủy cơ sở đề nghị: Ban Chấp hành. Cấp có thẩm quyền quyết định: thường là Ban Thường vụ.",
    )
    manner = forms.ChoiceField(
        label="Hình thức",
        required=False,
        choices=[("meeting", "Họp, biểu quyết tại phiên họp"), ("slips", "Lấy ý kiến bằng phiếu, không họp")],
        widget=forms.RadioSelect,
        help_text="Lấy ý kiến bằng phiếu: mỗi ủy viên một phiếu cho từng người được xét; chỉ ghi lại số phiếu.",
    )
    held_on = VietnameseDateField(label="Ngày họp", help_text="Lấy ý kiến bằng phiếu thì ghi ngày tổng hợp phiếu.")
    eligible = WholeNumberField(
        label="Tổng số ủy viên của tập thể họp",
        required=False,
        min_value=1,
        max_value=MOST,
        help_text="Để trống thì lấy theo số ủy viên đã khai của đơn vị.",
    )

    def __init__(self, *args, organizations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = organizations

    def clean(self):
        data = super().clean()
        organization, body = data.get("organization"), data.get("body")
        if organization and body and data.get("eligible") is None and "eligible" not in self.errors:
            data["eligible"] = size_of(organization, body)
            if data["eligible"] is None:
                self.add_error("eligible", "Đơn vị chưa khai số ủy viên; hãy nhập tổng số ủy viên của tập thể họp.")
        return data


def size_of(organization, body):
    """How many sit in the body, as the unit has said; None where it has not."""
    whole = body == CommitteeMeeting.Body.EXECUTIVE
    return organization.committee_size if whole else organization.standing_size


class ChangeForm(Form):
    held_on = VietnameseDateField(label="Ngày họp")
    eligible = WholeNumberField(label="Tổng số ủy viên của tập thể họp", min_value=1, max_value=MOST)


class SubmissionForm(Form):
    number = CleanCharField(
        label="Số tờ trình",
        max_length=30,
        help_text="Ghi như trên văn bản, ví dụ 12-TTr/BXDĐ. Chỉ ghi 12 thì phần ký hiệu được điền theo cơ quan trình.",
    )
    submission_on = VietnameseDateField(label="Ngày tờ trình")
    reason = CleanCharField(
        label="Lý do đổi",
        max_length=300,
        required=False,
        help_text="Tờ trình đã có số: ghi vì sao đổi số, ngày. Số cũ và lý do được lưu lại.",
    )

    def __init__(self, *args, given="", **kwargs):
        """`given`: the number that the tờ trình has; then it may be taken back, and a change asks for the reason."""
        super().__init__(*args, **kwargs)
        if given:
            self.fields["number"].required = False
            self.fields["number"].help_text += " Xóa trống thì tờ trình trở lại bản dự thảo."
        else:
            del self.fields["reason"]

    def clean_number(self):
        number = self.cleaned_data["number"]
        if not number:
            return number
        digits = number[0].isascii() and number[0].isdigit()  # "²" is a digit too, and no number
        if not digits or not number.split("-")[0].strip().strip("0"):
            raise forms.ValidationError("Số tờ trình bắt đầu bằng chữ số, ví dụ 12 hoặc 12-TTr/BXDĐ.")
        return number


class LeaveForm(Form):
    """Why a person is taken off a meeting's list; asked for once the tờ trình has its number."""

    reason = CleanCharField(label="Lý do rút khỏi danh sách", max_length=300, required=False)
    reason.needed = True


class AgendaForm(Form):
    """Which of those who wait are put on the agenda."""

    candidates = forms.MultipleChoiceField(
        label="Đưa vào danh sách xét",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Đánh dấu ít nhất một người để đưa vào danh sách."},
    )

    def __init__(self, *args, waiting=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["candidates"].choices = [
            (each.key, f"{each.candidate.person.full_name} – {each.candidate.organization}: {each.matter}")
            for each in waiting
        ]
        self.people = {each.key: each.candidate for each in waiting}

    def clean_candidates(self):
        """Who was reported upward may be put to either vote, not to both."""
        chosen = self.cleaned_data["candidates"]
        asked = [self.people[key] for key in chosen]
        twice = dict.fromkeys(str(each) for each in asked if asked.count(each) > 1)
        if twice:
            raise forms.ValidationError(f"{', '.join(twice)}: chỉ đánh dấu một nội dung biểu quyết cho một người.")
        return chosen


class ResultForm(NumberAsked, Reasoned):
    """The count of one vote on one person, and the paper it led to."""

    present = WholeNumberField(label="Có mặt khi biểu quyết", min_value=0, max_value=MOST)
    votes_for = WholeNumberField(label="Số phiếu tán thành", min_value=0, max_value=MOST)
    votes_against = WholeNumberField(label="Số phiếu không tán thành", min_value=0, max_value=MOST)
    votes_other = WholeNumberField(label="Số phiếu có ý kiến khác", min_value=0, max_value=MOST)
    paper_number = CleanCharField(
        max_length=60, required=False, help_text="Để trống nếu không đủ số phiếu nên không có văn bản."
    )
    decided_on = VietnameseDateField(
        label="Ngày ký quyết định", required=False, help_text="Để trống nếu không đủ số phiếu. Ví dụ: 05/02/2026"
    )
    paper_on = VietnameseDateField(
        label="Ngày nghị quyết", required=False, help_text="Để trống nếu cùng ngày họp. Ví dụ: 05/02/2026"
    )

    COUNTS = ("present", "votes_for", "votes_against", "votes_other")
    field_order = [*COUNTS, "paper_number", "number_again", "decided_on", "paper_on"]

    def __init__(self, *args, step, eligible, by_slips=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.eligible = eligible
        if by_slips:
            self.fields["present"].label = "Số phiếu thu về"
        self.fields["paper_number"].label = f"Số {step.paper[0].lower()}{step.paper[1:]}"
        del self.fields["paper_on" if step.ballot.body == DECIDING else "decided_on"]

    def clean(self):
        cleaned = super().clean()
        add_impossible_counts(self, eligible=self.eligible)
        return cleaned

    def plain_fields(self):
        return [field for field in super().plain_fields() if field.name != "number_again" or self.asks_number]

    @property
    def votes(self):
        return {key: self.cleaned_data[key] for key in self.COUNTS}


class ForwardTogetherForm(Form):
    """One tờ trình that carries several persons to the deciding body."""

    candidates = forms.MultipleChoiceField(
        label="Trình hồ sơ của",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Đánh dấu ít nhất một hồ sơ để trình."},
    )
    on = VietnameseDateField(label="Ngày trình")
    paper_number = CleanCharField(label="Số tờ trình", max_length=60, required=False, help_text="Ví dụ: 12-TTr/ĐU")

    def __init__(self, *args, passed=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["candidates"].choices = [
            (candidate.pk, f"{candidate.person.full_name} – {candidate.organization}") for candidate in passed
        ]
        self.initial.setdefault("candidates", [candidate.pk for candidate in passed])
