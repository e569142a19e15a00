"""Shape of the input of a cell's meeting: its agenda, who was there, what came of it, the numbers of its papers."""

from django import forms

from candidates.forms.attendance import AttendanceLines
from candidates.models import VoterSnapshot
from candidates.rules.ballots import EXEMPT
from partydev.forms import CleanCharField, CleanTextField, Form

AWAY = [(each.value, each.label.removesuffix(" (không tính vào tổng số)")) for each in VoterSnapshot.Absence]

BEFORE_CLOSING = "Phải có trước khi hoàn thành biên bản."


class AgendaForm(Form):
    """What is due, to tick, and an item in the cell's own words. `due`: a list of `agenda.Due`."""

    due = forms.MultipleChoiceField(
        label="Việc của chi bộ", required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    text = CleanCharField(
        label="Nội dung khác",
        required=False,
        max_length=300,
        help_text="Ví dụ: Phổ biến nghị quyết của cấp trên; thu, nộp đảng phí.",
    )

    def __init__(self, *args, due, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due"].choices = [(each.key, each.text) for each in due]
        if not due:
            del self.fields["due"]


class ItemForm(Form):
    text = CleanTextField(label="Nội dung", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class CellAttendanceForm(AttendanceLines):
    """Everybody of the cell is there but those whose tick is taken away. `people`: `attendance.Person`s."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    chair = forms.ChoiceField(label="Người chủ trì", required=False, help_text=BEFORE_CLOSING)
    minutes_by = forms.ChoiceField(label="Người ghi biên bản", required=False, help_text=BEFORE_CLOSING)

    def __init__(self, *args, people, chair="", minutes_by="", **kwargs):
        super().__init__(*args, **kwargs)
        self.officials = {str(each.key): each.name for each in people if each.is_full}
        for name, known in (("chair", chair), ("minutes_by", minutes_by)):
            self.fields[name].choices = [("", "Chưa ghi"), *self.officials.items()]
            self.fields[name].needed = True
            self.fields[name].initial = next((key for key, each in self.officials.items() if each == known), "")
        self.add_lines(people, lambda each: AWAY if each.is_full else AWAY[:2])

    def full_lines(self):
        return self.lines_of([each for each in self.people if each.is_full])

    def probationary_lines(self):
        return self.lines_of([each for each in self.people if not each.is_full])

    def lacks_reason(self, each, away):
        if away == EXEMPT and not each.is_exempt:
            return f"Danh sách đảng viên chưa ghi đồng chí {each.name} được miễn sinh hoạt: nêu quyết định miễn."
        return super().lacks_reason(each, away)

    def official(self, name):
        """The name of who was chosen as "chair" or "minutes_by"."""
        return self.officials.get(self.cleaned_data[name], "")


class OutcomeForm(Form):
    """What came of each item, and the meeting's conclusion. `items`: those of which words are asked here."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    venue = CleanCharField(label="Địa điểm", required=False, max_length=160, help_text="Ví dụ: Nhà văn hóa thôn.")
    began_at = forms.TimeField(
        label="Bắt đầu lúc", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ended_at = forms.TimeField(
        label="Kết thúc lúc", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    conclusion = CleanTextField(
        label="Kết luận của người chủ trì", max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        for number, item in enumerate(items, 1):
            self.fields[f"outcome_{item.pk}"] = CleanTextField(
                label=f"{number}. {item.text}",
                required=False,
                max_length=2000,
                initial=item.outcome,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def outcome_fields(self):
        return [self[f"outcome_{item.pk}"] for item in self.items]

    @property
    def outcomes(self):
        return {item.pk: self.cleaned_data[f"outcome_{item.pk}"] for item in self.items}


class CloseForm(Form):
    minutes_number = CleanCharField(label="Số biên bản", max_length=60)
    resolution_number = CleanCharField(
        label="Số nghị quyết",
        required=False,
        max_length=60,
        help_text="Để trống nếu buổi họp không ra nghị quyết.",
    )
