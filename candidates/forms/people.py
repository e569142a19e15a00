"""Forms of a person's facts and of the papers of their dossier."""

from django import forms

from branches import codelists
from branches.models.person import NAME_LENGTH
from candidates.forms._parts import AgainAsked, Grouped, empty_first
from candidates.models import DossierItem
from candidates.models.candidate import SOURCES
from candidates.overview.facts import PERSON_FIELDS
from candidates.rules.again import MINOR_CRIME
from candidates.rules.duties_admission import BEFORE_VOTE
from candidates.rules.papers import paper_names
from candidates.rules.places import ENGAGED_CHOICES
from partydev.forms import CleanCharField, CleanTextField, Form, PersonNameField, VietnameseDateField

PERSON_GROUPS = (
    ("Họ tên, ngày sinh", ("full_name", "birth_date", "sex", "ethnicity", "religion")),
    ("Nơi ở, nơi làm việc", ("home_place", "residence", "workplace", "occupation")),
    ("Trình độ", ("education", "professional_level")),
    (
        "Đoàn thể, đối tượng",
        ("youth_union_on", "youth_union_until", "trade_union_on", "trade_union_until", "groups_of_person"),
    ),
)


class PersonFields(Grouped, Form):
    """What is asked of a person; only name, birth date and sex are required."""

    full_name = PersonNameField(
        label="Họ và tên",
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "words", "autocorrect": "off"}),
    )
    birth_date = VietnameseDateField(label="Ngày sinh", help_text="Ví dụ: 05/02/2002")
    sex = forms.ChoiceField(label="Giới tính", choices=codelists.choices("genders"), widget=forms.RadioSelect)
    ethnicity = forms.ChoiceField(label="Dân tộc", choices=codelists.choices("ethnic_groups"), initial="01")
    religion = forms.ChoiceField(label="Tôn giáo", choices=codelists.choices("religions"), initial="00")
    home_place = CleanCharField(label="Quê quán", max_length=200, required=False)
    residence = CleanCharField(label="Nơi cư trú", max_length=200, required=False)
    workplace = CleanCharField(label="Đơn vị công tác, học tập", max_length=200, required=False)
    occupation = forms.ChoiceField(
        label="Nghề nghiệp", required=False, choices=empty_first(codelists.leaf_choices("occupation_groups"))
    )
    education = forms.ChoiceField(
        label="Giáo dục phổ thông", required=False, choices=empty_first(codelists.choices("education_levels"))
    )
    professional_level = forms.ChoiceField(
        label="Chuyên môn nghiệp vụ", required=False, choices=empty_first(codelists.choices("professional_levels"))
    )
    youth_union_on = VietnameseDateField(label="Ngày vào Đoàn", required=False)
    youth_union_until = VietnameseDateField(label="Ngày trưởng thành Đoàn", required=False)
    trade_union_on = VietnameseDateField(label="Ngày vào công đoàn", required=False)
    trade_union_until = VietnameseDateField(label="Ngày thôi tham gia công đoàn", required=False)
    groups_of_person = forms.MultipleChoiceField(
        label="Thuộc đối tượng",
        required=False,
        choices=codelists.choices("focus_groups"),
        widget=forms.CheckboxSelectMultiple,
    )
    GROUPS = PERSON_GROUPS

    @property
    def person_values(self):
        """The cleaned values by the names of `Person`'s fields."""
        return {name: self.cleaned_data[name] for name in PERSON_FIELDS}


class PersonForm(PersonFields):
    """A person's facts opened at a version."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        # Someone whose birth date never was known may be saved without one.
        if person.birth_date is None:
            self.fields["birth_date"].required = False
            self.fields["birth_date"].widget.attrs.pop("aria-required", None)

    @staticmethod
    def initial_of(person):
        values = {name: getattr(person, name) for name in PERSON_FIELDS}
        groups = list(person.groups.values_list("group", flat=True))
        return {**values, "groups_of_person": groups, "version": person.version}


class CaseForm(AgainAsked, Grouped, Form):
    """Where the person came from, and what the rules ask of special cases."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    source = forms.ChoiceField(label="Nguồn giới thiệu", choices=SOURCES)
    source_name = CleanCharField(label="Tên tổ chức giới thiệu", max_length=160, required=False)
    evidence = CleanTextField(label="Thành tích, phong trào nổi bật", max_length=2000, required=False)
    engaged_as = forms.ChoiceField(
        label="Ở đơn vị của chi bộ với tư cách",
        required=False,
        choices=empty_first(ENGAGED_CHOICES, "Cư trú hoặc công tác ổn định"),
    )
    engaged_since = VietnameseDateField(
        label="Làm việc, học tập ở đây từ ngày",
        required=False,
        help_text="Chỉ khi lao động hợp đồng, học tập trung, biệt phái. Ví dụ: 05/02/2026",
    )
    lacks_diploma = forms.BooleanField(
        label="Đã học hết chương trình nhưng chưa có bằng tốt nghiệp trung học cơ sở", required=False
    )
    respected_elder = forms.BooleanField(
        label="Là già làng, trưởng bản, người có uy tín ở địa bàn đặc thù", required=False
    )
    foreign_tie = forms.BooleanField(label="Kết hôn với người nước ngoài hoặc gốc nước ngoài", required=False)
    political_issue = forms.BooleanField(
        label="Có vấn đề chính trị cần cấp ủy có thẩm quyền kết luận (chỉ đánh dấu, không ghi nội dung)",
        required=False,
    )
    conviction_cleared_on = VietnameseDateField(
        label="Ngày được xóa án tích", required=False, help_text="Chỉ khi từng bị kết án về tội ít nghiêm trọng."
    )
    OF_READMISSION = ("left_party_on", "left_party_because", "conviction_cleared_on")
    GROUPS = (
        ("Nguồn giới thiệu", ("source", "source_name", "evidence")),
        ("Nơi làm việc, học tập", ("engaged_as", "engaged_since")),
        ("Trường hợp riêng", ("lacks_diploma", "respected_elder", "foreign_tie", "political_issue")),
        ("Kết nạp lại", ("is_readmission", *OF_READMISSION)),
    )

    def __init__(self, *args, candidate, **kwargs):
        super().__init__(*args, **kwargs)
        if candidate.stage not in BEFORE_VOTE:
            del self.fields["is_readmission"]
            if not candidate.is_readmission:
                for name in self.OF_READMISSION:
                    del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("engaged_as") and not cleaned.get("engaged_since") and "engaged_since" not in self.errors:
            self.add_error("engaged_since", "Ghi làm việc, học tập, công tác ở đây từ ngày nào.")
        if not cleaned.get("engaged_as"):
            cleaned["engaged_since"] = None
        convicted = cleaned.get("left_party_because") == MINOR_CRIME
        if convicted and not cleaned.get("conviction_cleared_on") and "conviction_cleared_on" not in self.errors:
            self.add_error("conviction_cleared_on", "Ghi ngày được xóa án tích.")
        return cleaned

    @classmethod
    def initial_of(cls, candidate):
        return {name: getattr(candidate, name) for name in cls.base_fields}


class PaperForm(Grouped, Form):
    """One paper of the register: there, being written, or not needed and why."""

    ENTERED, DRAFT, NOT_NEEDED = DossierItem.State.ENTERED, DossierItem.State.DRAFT, DossierItem.State.NOT_NEEDED
    STATES = ((ENTERED, "Đã có"), (DRAFT, "Đang viết, còn là dự thảo"), (NOT_NEEDED, "Hồ sơ này không cần"))

    state = forms.ChoiceField(label="Tình trạng", choices=STATES, required=False, widget=forms.RadioSelect)
    number = CleanCharField(label="Số", max_length=60, required=False)
    issued_on = VietnameseDateField(label="Ngày", required=False)
    issuer = CleanCharField(label="Nơi ban hành, người viết", max_length=200, required=False)
    note = CleanCharField(
        label="Ghi chú", max_length=300, required=False, help_text="Nếu hồ sơ này không cần: ghi rõ vì sao."
    )
    GROUPS = (("", ("code", "state", "number", "issued_on", "issuer", "note")),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What is left out stands as it is offered; a paper that is there has a day.
        self.fields["state"].needed = self.fields["issued_on"].needed = True

    def clean(self):
        cleaned = super().clean()
        state = cleaned["state"] = cleaned.get("state") or self.ENTERED
        if state == self.ENTERED and not cleaned.get("issued_on") and "issued_on" not in self.errors:
            self.add_error("issued_on", "Nhập ngày của giấy tờ.")
        if state == self.NOT_NEEDED and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", "Ghi vì sao hồ sơ này không cần giấy tờ đó.")
        return cleaned


class OtherPaperForm(PaperForm):
    """A paper beside those that the dossier must hold."""

    code = forms.ChoiceField(label="Loại giấy tờ", choices=lambda: [("", "Chọn giấy tờ"), *paper_names().items()])


class AnswerForm(Grouped, Form):
    """What the cell did about one point that was asked to be completed."""

    answer = CleanTextField(
        label="Đã bổ sung",
        max_length=500,
        help_text="Ghi đã sửa hoặc nộp thêm gì, ví dụ: đã viết lại đơn, có chữ ký.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    GROUPS = (("", ("answer",)),)
