"""Shape of the month's input: the cell's meeting, a remark, the conclusions."""

from datetime import date

from django import forms
from django.utils import timezone

from candidates.forms._parts import lost_texts
from candidates.models import RemarkRhythm
from partydev.dates import add_months
from partydev.forms import CleanCharField, CleanTextField, Form, VietnameseDateField

TASK_CLOSED = "Nhiệm vụ vừa được người khác ghi kết quả nên phần bạn nhập cho nhiệm vụ ấy không ghi được; chưa lưu gì."


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
    """`speakers` are the names a secretary may type for; empty for who writes their own remark.

    `tasks` are the trial tasks still open, each with a tick and what came of it; None: tasks are not asked here.
    """

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

    def __init__(self, *args, speakers=(), tasks=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.tasks = tasks or []
        for task in self.tasks:
            self.fields[f"done_{task.pk}"] = forms.BooleanField(label=f"Đã xong: {task.title}", required=False)
            self.fields[f"result_{task.pk}"] = CleanCharField(
                label=f"Kết quả: {task.title}", required=False, max_length=500
            )
        if tasks is not None:
            self.fields["new_task"] = CleanCharField(
                label="Nhiệm vụ mới giao trong tháng",
                required=False,
                max_length=300,
                help_text="Ví dụ: vận động ba hộ tham gia làm đường thôn.",
            )
        if speakers:
            self.fields["said_by"].choices = [*((name, name) for name in speakers), ("", "Chi ủy, chi bộ")]
        else:
            del self.fields["said_by"]

    def clean(self):
        cleaned = super().clean()
        for task in self.tasks:
            if cleaned.get(f"done_{task.pk}") and not cleaned.get(f"result_{task.pk}"):
                self.add_error(f"result_{task.pk}", "Ghi kết quả của nhiệm vụ đã xong.")
        if lost := lost_texts(self, "result_"):
            self.add_error(None, f"{TASK_CLOSED} Bạn đã nhập: {lost}.")
        return cleaned

    def task_lines(self):
        """(the tick, what came of it) for each open task."""
        return [(self[f"done_{task.pk}"], self[f"result_{task.pk}"]) for task in self.tasks]

    @property
    def said(self):
        """What `actions.write_remark` takes."""
        names = ("strengths", "shortcomings", "said_by", "version", "new_task")
        said = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        done = {t.pk: self.cleaned_data[f"result_{t.pk}"] for t in self.tasks if self.cleaned_data[f"done_{t.pk}"]}
        return said | {"done": done}


class RhythmForm(Form):
    """`month` is the running month: nothing is set for one that has passed."""

    months = forms.TypedChoiceField(
        label="Đảng viên được phân công giúp đỡ nhận xét", choices=RemarkRhythm.EVERY, coerce=int
    )
    valid_from = forms.TypedChoiceField(label="Áp dụng từ tháng", coerce=date.fromisoformat)
    basis = CleanCharField(
        label="Căn cứ", max_length=200, help_text="Ví dụ: Quy chế làm việc số 05-QC/ĐU ngày 12/01/2026."
    )

    def __init__(self, *args, month, **kwargs):
        super().__init__(*args, **kwargs)
        ahead = [add_months(month, number) for number in range(13)]
        self.fields["valid_from"].choices = [(f"{each:%Y-%m-%d}", f"{each:%m/%Y}") for each in ahead]


class ConclusionsForm(Form):
    """One conclusion for all whose remark was read and waits, and for each person a box for another one.

    Whoever has words of their own, or is left for later, is not among them. Only what says something new is
    recorded, with the version of the remark that was read.
    """

    together = CleanTextField(
        label="Kết luận chung của chi bộ",
        required=False,
        max_length=1000,
        initial="Chi bộ nhất trí với nhận xét; tiếp tục bồi dưỡng, giúp đỡ.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        self.waiting = [candidate for candidate, remark in people if _waits(remark)]
        if not self.waiting:
            del self.fields["together"]
        for candidate in self.waiting:
            self.fields[f"later_{candidate.pk}"] = forms.BooleanField(
                label=f"Để lại, chưa kết luận về {candidate}", required=False
            )
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
        found = {}
        for candidate, remark in self.people:
            text = self.cleaned_data[f"conclusion_{candidate.pk}"] or self._shared(candidate)
            if text != (remark.conclusion if remark else ""):
                found[candidate] = (text, self.cleaned_data[f"version_{candidate.pk}"])
        return found

    def _shared(self, candidate):
        """The conclusion for all, where it is meant for `candidate` too."""
        if candidate not in self.waiting or self.cleaned_data[f"later_{candidate.pk}"]:
            return ""
        return self.cleaned_data["together"]


def _waits(remark):
    """Whether the month's remark is written and the cell has not concluded it."""
    return bool(remark and not remark.conclusion and (remark.strengths or remark.shortcomings))


def day_within(month):
    """Today while `month` lasts, else nothing: the day of an earlier meeting is to be remembered, not guessed."""
    today = timezone.localdate()
    return today if (today.year, today.month) == (month.year, month.month) else None
