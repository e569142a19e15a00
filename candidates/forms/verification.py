"""Forms of the places asked about a CV: asking, what came of it, chasing, the list of what is unanswered."""

from django import forms

from candidates.forms._parts import Grouped
from candidates.models import VerificationChase, VerificationRequest
from candidates.profile import stores_relatives
from candidates.rules.verification import COMPARISON, METHODS, PLACES, RELATIONS
from partydev.forms import CleanCharField, Form, PersonNameField, VietnameseDateField, WholeNumberField

KNOWN = "Bỏ trống khi chưa có. Ví dụ: 05/02/2026"
NO_CONTENT = "Chỉ ghi số, ngày, nơi kết luận; không ghi nội dung kết luận."


class AskForm(Grouped, Form):
    """Whom to verify, where, by asking which body, how. The name is asked for only where it may be kept."""

    relation = forms.ChoiceField(label="Thẩm tra về ai", choices=[("", "Chọn"), *RELATIONS])
    ordinal = WholeNumberField(
        label="Người thứ mấy",
        min_value=1,
        max_value=20,
        initial=1,
        help_text="Ghi 2, 3… khi có nhiều con, nhiều anh chị em.",
    )
    full_name = PersonNameField(label="Họ và tên người thân", max_length=300, required=False)
    place = forms.ChoiceField(label="Nơi nào của người đó", choices=PLACES, widget=forms.RadioSelect)
    body = CleanCharField(
        label="Cấp ủy được đề nghị, hoặc nơi có hồ sơ đảng viên",
        max_length=200,
        help_text="Ví dụ: Đảng ủy xã Bản Khoang, tỉnh Lào Cai",
    )
    method = forms.ChoiceField(
        label="Cách làm",
        choices=METHODS,
        widget=forms.RadioSelect,
        help_text="Người thân là đảng viên, hồ sơ đã khai đầy đủ về gia đình, thì đối chiếu với hồ sơ đó.",
    )
    abroad = forms.BooleanField(label="Nơi này ở nước ngoài", required=False)
    GROUPS = (
        ("Về ai", ("relation", "ordinal", "full_name")),
        ("Ở đâu, bằng cách nào", ("place", "body", "method", "abroad")),
    )
    SHORT = ("ordinal",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not stores_relatives():
            del self.fields["full_name"]


class RequestForm(AskForm):
    """A row with all that is known of it by now. What was there when the page was opened: `version`."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    number = CleanCharField(label="Số công văn, giấy giới thiệu", max_length=60, required=False)
    sent_on = VietnameseDateField(label="Ngày gửi, ngày cử đi", required=False, help_text=KNOWN)
    received_on = VietnameseDateField(
        label="Ngày nơi đó nhận được", required=False, help_text="Nếu biết: thời hạn trả lời tính từ ngày này."
    )
    replied_on = VietnameseDateField(label="Ngày có trả lời, báo cáo", required=False, help_text=KNOWN)
    reply_number = CleanCharField(label="Số văn bản trả lời, nếu có", max_length=60, required=False)
    conclusion = forms.ChoiceField(
        label="Kết luận về nơi này",
        required=False,
        choices=[("", "Chưa kết luận"), *VerificationRequest.Conclusion.choices],
        help_text=NO_CONTENT,
    )
    concluded_on = VietnameseDateField(label="Ngày kết luận", required=False, help_text=KNOWN)
    conclusion_number = CleanCharField(label="Số văn bản kết luận, nếu có", max_length=60, required=False)
    conclusion_body = CleanCharField(label="Nơi kết luận", max_length=200, required=False)
    note = CleanCharField(
        label="Lý do",
        max_length=300,
        required=False,
        help_text="Khi không có trả lời, hoặc không phải thẩm tra. Không ghi nội dung thẩm tra. Tối đa 300 ký tự.",
    )
    GROUPS = (
        ("Đã gửi", ("number", "sent_on", "received_on")),
        ("Đã trả lời", ("replied_on", "reply_number")),
        ("Kết luận", ("conclusion", "concluded_on", "conclusion_number", "conclusion_body", "note")),
        ("Sửa người, nơi được đề nghị", ("relation", "ordinal", "full_name", "place", "body", "method", "abroad")),
    )
    FOLDED = ()

    def __init__(self, *args, request, **kwargs):
        self.request = request
        names = [*self.base_fields]
        kwargs["initial"] = {name: getattr(request, name) for name in names}
        super().__init__(*args, **kwargs)

    def groups(self):
        """A comparison has nothing to send; who and where comes last, folded until it is at fault."""
        for heading, fields, _folded in super().groups():
            compared = self.request.method == COMPARISON and heading in ("Đã gửi", "Đã trả lời")
            errors = any(field.errors for field in fields)
            asked = heading.startswith("Sửa")
            if compared and not errors and not self.is_bound:
                continue
            yield heading, fields, asked and not errors


class ChaseForm(Grouped, Form):
    """A call or a letter of reminder."""

    kind = forms.ChoiceField(
        label="Đã đôn đốc bằng cách nào", choices=VerificationChase.Kind.choices, widget=forms.RadioSelect
    )
    on = VietnameseDateField(label="Ngày đôn đốc")
    number = CleanCharField(label="Số công văn nhắc", max_length=60, required=False)
    spoke_with = CleanCharField(
        label="Đã gặp, gọi cho ai", max_length=160, required=False, help_text="Chức vụ, đơn vị của người nghe máy."
    )
    note = CleanCharField(
        label="Kết quả",
        max_length=300,
        required=False,
        help_text="Ví dụ: hẹn gửi trả lời trong tuần sau. Không ghi nội dung thẩm tra. Tối đa 300 ký tự.",
    )
    GROUPS = (("", ("kind", "on", "number", "spoke_with", "note")),)


class UnansweredFilter(Form):
    """What the list is narrowed by; everything is optional, what is unknown is ignored."""

    STATES = (("", "Mọi nơi chưa trả lời"), ("late", "Quá hạn trả lời"), ("soon", "Còn trong hạn"))
    don_vi = forms.ModelChoiceField(label="Đơn vị", required=False, queryset=None, empty_label="Tất cả đơn vị")
    state = forms.ChoiceField(label="Thời hạn", required=False, choices=STATES)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].queryset = units
        if len(units[:2]) < 2:
            del self.fields["don_vi"]

    @property
    def values(self):
        """What was understood of the filters."""
        self.is_valid()
        return self.cleaned_data
