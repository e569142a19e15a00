"""Shape of the month's input: the cell's meeting, a remark, the conclusions."""

from django import forms
from django.utils import timezone

from partydev.forms import CleanCharField, CleanTextField, Form, VietnameseDateField


class CellFilter(Form):
    """What narrows the list of cells."""

    q = CleanCharField(label="Tên chi bộ", required=False, max_length=120)


class MeetingForm(Form):
    held_on = VietnameseDateField(label="Ngày họp")
    minutes_number = CleanCharField(
        label="Số biên bản", required=False, max_length=60, help_text="Ví dụ: 11-BB/CB. Để trống nếu chưa có số."
    )


class NoMeetingForm(Form):
    not_held_because = CleanCharField(
        label="Lý do chi bộ không họp",
        max_length=300,
        help_text="Ví dụ: tháng thu hoạch, đa số đảng viên đi làm xa; được cấp trên đồng ý.",
    )


class RemarkForm(Form):
    """`speakers` are the names a secretary may type for; empty for who writes their own remark."""

    strengths = CleanTextField(
        label="Ưu điểm",
        required=False,
        max_length=3000,
        help_text="Việc đã làm được trong tháng.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    shortcomings = CleanTextField(
        label="Hạn chế",
        required=False,
        max_length=3000,
        help_text="Điều cần nhắc, cần giúp trong tháng tới.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    said_by = forms.ChoiceField(label="Nhận xét của", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, speakers=(), **kwargs):
        super().__init__(*args, **kwargs)
        if speakers:
            self.fields["said_by"].choices = [*((name, name) for name in speakers), ("", "Chi ủy, chi bộ")]
        else:
            del self.fields["said_by"]


class ConclusionsForm(Form):
    """A box and the version read for each person; only boxes that say something new are recorded."""

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        for candidate, remark in people:
            self.fields[f"conclusion_{candidate.pk}"] = CleanTextField(
                label=f"Kết luận của chi bộ về {candidate}",
                required=False,
                max_length=3000,
                initial=remark.conclusion if remark else "",
                widget=forms.Textarea(attrs={"rows": 3, "class": "box"}),
            )
            # The box counts what is left to write: no hint in each of them.
            self.fields[f"conclusion_{candidate.pk}"].help_text = ""
            self.fields[f"version_{candidate.pk}"] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=0, initial=remark.version if remark else 0
            )

    def conclusions(self):
        """{candidate: (text, version)} of what differs from what stands recorded."""
        return {
            candidate: (self.cleaned_data[f"conclusion_{candidate.pk}"], self.cleaned_data[f"version_{candidate.pk}"])
            for candidate, remark in self.people
            if self.cleaned_data[f"conclusion_{candidate.pk}"] != (remark.conclusion if remark else "")
        }


def day_within(month):
    """Today while `month` lasts, else nothing: the day of an earlier meeting is to be remembered, not guessed."""
    today = timezone.localdate()
    return today if (today.year, today.month) == (month.year, month.month) else None
