"""Shape of input for mass organizations: whom they introduce, and what narrows their list."""

from django import forms

from branches import codelists
from branches.forms.fields import OrganizationField
from branches.models import Organization
from branches.models.person import NAME_LENGTH
from candidates.actions.support import UnionVote, vote_faults
from candidates.forms._parts import AgeAsked
from candidates.models import Introduction
from candidates.rules.introducers import FORMAL_UNIONS
from partydev.forms import CleanCharField, CleanTextField, Form, PersonNameField, VietnameseDateField, WholeNumberField


class IntroducedFilter(Form):
    doan_the = forms.ChoiceField(
        label="Đoàn thể", required=False, choices=[("", "Tất cả"), *Introduction.Union.choices]
    )
    nam = WholeNumberField(label="Năm", required=False, min_value=2000, max_value=2100)


def _offer_unions(field, unions):
    """Leave in `field` the mass organizations that the user speaks for; None: all of them."""
    field.choices = [row for row in Introduction.Union.choices if unions is None or row[0] in unions]


class PersonIntroducedForm(AgeAsked):
    """`cells`: the cells that may follow the person; `unions`: for which the user speaks, None for any.

    `another` is asked only after a warning.
    """

    full_name = PersonNameField(
        label="Họ và tên",
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocapitalize": "words", "spellcheck": "false"}),
    )
    birth_date = VietnameseDateField(label="Ngày sinh")
    sex = forms.ChoiceField(label="Giới tính", choices=codelists.choices("genders"), widget=forms.RadioSelect)
    organization = forms.ModelChoiceField(
        label="Chi bộ sẽ theo dõi, bồi dưỡng", queryset=None, empty_label="Chọn chi bộ"
    )
    union = forms.ChoiceField(
        label="Đoàn thể giới thiệu", choices=Introduction.Union.choices, widget=forms.RadioSelect
    )
    union_name = CleanCharField(
        label="Tên ban chấp hành giới thiệu",
        max_length=160,
        help_text="Ví dụ: Ban Chấp hành Đoàn xã, Ban Chấp hành Công đoàn trường.",
    )
    proposed_by = CleanCharField(
        label="Chi đoàn, tổ công đoàn đề nghị",
        max_length=160,
        required=False,
        help_text="Nơi người này sinh hoạt. Ví dụ: Chi đoàn thôn 3.",
    )
    met_on = VietnameseDateField(label="Ngày họp ban chấp hành", required=False)
    total = WholeNumberField(label="Tổng số ủy viên ban chấp hành", required=False, min_value=1, max_value=99)
    present = WholeNumberField(label="Số ủy viên có mặt", required=False, min_value=1, max_value=99)
    votes_for = WholeNumberField(label="Số ủy viên tán thành", required=False, min_value=0, max_value=99)
    share = forms.ChoiceField(
        label="Tỷ lệ tán thành cần có, theo quy định của đoàn thể",
        choices=[("half", "Quá nửa tổng số ủy viên"), ("two_thirds", "Ít nhất hai phần ba tổng số ủy viên")],
        initial="half",
        required=False,
        widget=forms.RadioSelect,
    )
    paper_number = CleanCharField(label="Số nghị quyết giới thiệu", max_length=60, help_text="Ví dụ: 12-NQ/ĐTN.")
    on = VietnameseDateField(label="Ngày nghị quyết")
    evidence = CleanTextField(
        label="Thành tích, phong trào nổi bật",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # The tick that passes an unlikely birth date stands below it.
    field_order = ("full_name", "birth_date", "age_is_right")
    another = forms.BooleanField(label="Đã hỏi lại: đây là người khác, chỉ trùng họ tên và ngày sinh", required=False)

    def __init__(self, *args, cells, unions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = cells
        _offer_unions(self.fields["union"], unions)
        for name in (*self.VOTE, "share"):
            self.fields[name].needed = True

    VOTE = ("met_on", "total", "present", "votes_for")

    def clean(self):
        """The Youth Union and the trade union introduce by their committee's vote; others may leave it out."""
        data = super().clean()
        typed = [name for name in self.VOTE if data.get(name) is not None]
        if data.get("union") in FORMAL_UNIONS or typed:
            for name in self.VOTE:
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, f"Hãy điền “{self.fields[name].label}”.")
        vote = {name: data.pop(name, None) for name in (*self.VOTE, "share")}
        vote["share"] = vote["share"] or "half"
        known = UnionVote(**vote) if typed and None not in vote.values() else None
        # Beside the other faults of the form, so that nobody meets them one after the other.
        for name, words in (vote_faults(known, data.get("on")) if known else {}).items():
            self.add_error(name, words)
        data["vote"] = known if not self.errors else None
        return data

    @property
    def asked(self):
        """The fields to show: `another` only once the warning was given."""
        asks = bool(self["another"].errors) or (self.is_bound and self["another"].value())
        return [field for field in self.visible_fields() if field.name != "another" or asks]


class RegistrationForm(Form):
    """`scope`: where the user introduces people; `unions`: for which the user speaks, None for any."""

    organization = OrganizationField(label="Đơn vị của đoàn thể")
    union = forms.ChoiceField(label="Đoàn thể", choices=Introduction.Union.choices, widget=forms.RadioSelect)
    year = WholeNumberField(label="Năm", min_value=2000, max_value=2100)
    number = WholeNumberField(label="Số người sẽ giới thiệu", min_value=0, max_value=9999)
    on = VietnameseDateField(label="Ngày đăng ký")
    paper_number = CleanCharField(label="Số văn bản", max_length=60, required=False)

    def __init__(self, *args, scope, unions, on, **kwargs):
        super().__init__(*args, **kwargs)
        _offer_unions(self.fields["union"], unions)
        self.fields["organization"].offer(Organization.objects.visible_to(scope).existing(on))


class CountsFilter(Form):
    """`units`: where the user may count."""

    don_vi = OrganizationField(label="Đơn vị", required=False)
    nam = WholeNumberField(label="Năm", required=False, min_value=2000, max_value=2100)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].offer(units)
