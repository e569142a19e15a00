"""A cell's list of the year, its review from the minutes, and what speaks for a person."""

from django import forms

from candidates.forms._parts import Grouped, lost_texts
from candidates.forms.classes import Rows
from candidates.models import Evidence, SourceMark
from partydev.forms import CleanCharField, CleanTextField, Form, VietnameseDateField
from partydev.text import uncapitalized

OFF_THE_LIST = "Có người vừa được đưa ra khỏi danh sách nên phân loại của người ấy không ghi được; chưa lưu gì."


class PeopleField(Rows):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, candidate):
        return f"{candidate.person.full_name} ({uncapitalized(candidate.stage_label)})"


class SourceListForm(Form):
    """Whom the cell puts on its list; nobody needs a reason. `version` says which saving it was filled from.

    `stay`: somebody stands on the list for good, so that nobody asks why it is empty.
    """

    people = PeopleField(label="Người trong danh sách", queryset=None, required=False)
    empty_because = CleanTextField(
        label="Nếu chưa có ai: vì sao",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Chỉ điền khi không chọn ai. Tối đa 300 ký tự.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, cases, stay=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = cases
        if stay:
            del self.fields["empty_because"]
            return
        for name in ("people", "empty_because"):
            self.fields[name].needed = True  # the one or the other: not "optional"


class ReviewForm(Form):
    """The minutes, and for each person of the list the class that they conclude; blank where they say none."""

    def __init__(self, *args, cases, **kwargs):
        self.cases = cases
        letters = [("", "Biên bản không phân loại"), *SourceMark.Letter.choices]
        self.base_fields = {
            "minutes_number": CleanCharField(label="Số biên bản họp chi bộ", max_length=60),
            "minutes_on": VietnameseDateField(label="Ngày họp"),
        }
        for case in cases:
            name = case.person.full_name
            self.base_fields[f"letter_{case.pk}"] = forms.ChoiceField(
                label=f"{name}: phân loại ghi trong biên bản", choices=letters, required=False
            )
            self.base_fields[f"conclusion_{case.pk}"] = CleanCharField(
                label=f"{name}: kết luận của chi bộ", max_length=300, required=False
            )
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        for case in self.cases:
            if data.get(f"conclusion_{case.pk}") and not data.get(f"letter_{case.pk}"):
                self.add_error(f"letter_{case.pk}", "Hãy chọn phân loại mà biên bản ghi, hoặc xóa kết luận.")
        if lost := lost_texts(self, "letter_", "conclusion_"):
            self.add_error(None, f"{OFF_THE_LIST} Bạn đã nhập: {lost}.")
        return data

    def marks(self):
        """candidate -> (letter, conclusion)."""
        data = self.cleaned_data
        return {
            case: (data[f"letter_{case.pk}"], data[f"conclusion_{case.pk}"])
            for case in self.cases
            if data[f"letter_{case.pk}"]
        }


class EvidenceForm(Grouped, Form):
    kind = forms.ChoiceField(label="Loại", choices=Evidence.Kind.choices)
    on = VietnameseDateField(label="Ngày")
    what = CleanTextField(label="Nội dung", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    source = CleanCharField(
        label="Nguồn xác nhận",
        max_length=200,
        required=False,
        help_text="Ví dụ: Giấy khen số 12-QĐ/UBND; Ban Chấp hành chi đoàn.",
    )
    GROUPS = (("", ("kind", "on", "what", "source")),)


class EvidenceChangeForm(EvidenceForm):
    """`mistaken`: the row was recorded by mistake and goes."""

    mistaken = forms.BooleanField(label="Ghi nhầm, bỏ dòng này", required=False)
    GROUPS = (("", ("kind", "on", "what", "source", "mistaken")),)
