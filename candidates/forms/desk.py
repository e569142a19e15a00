"""Forms of checking a dossier: the shape of what is typed; what may be recorded is the actions' business."""

import re

from django import forms

from branches.models import Organization
from candidates.desk.queue import TABS
from candidates.rules.completion import Point
from partydev.forms import HIDDEN_FAULT, CleanCharField, CleanTextField, Form, VietnameseDateField

FREE_POINTS = 3
POINT_LENGTH, NOTE_LENGTH = 500, 300


class QueueFilter(Form):
    """Which part of the queue is shown. What it does not know, it leaves out."""

    tab = forms.ChoiceField(choices=[(key, tab.label) for key, tab in TABS.items()], widget=forms.HiddenInput)
    cell = forms.ModelChoiceField(Organization.objects.none(), label="Chi bộ", required=False, empty_label="Tất cả")
    q = CleanCharField(label="Họ tên hoặc mã hồ sơ", max_length=100, required=False)

    def __init__(self, *args, cells=None, **kwargs):
        super().__init__(*args, **kwargs)
        if cells is not None:
            self.fields["cell"].queryset = cells


class Reasoned(Form):
    """A step that the rules may refuse: a written reason passes warnings, or records it as it happened."""

    reason = CleanTextField(
        label="Lý do", max_length=1000, required=False, help_text="Lý do được lưu cùng việc này. Tối đa 1.000 ký tự."
    )
    as_happened = forms.BooleanField(
        label="Việc đã xảy ra như vậy. Ghi nhận và đánh dấu “chưa đúng quy định, cần báo cáo cấp trên”.",
        required=False,
    )

    COUNTS = ()  # names of fields that stand side by side

    def counts(self):
        return [self[name] for name in self.COUNTS]

    def plain_fields(self):
        """The other fields, without those that are shown only after a refusal."""
        apart = ("reason", "as_happened", *self.COUNTS)
        return [field for field in self.visible_fields() if field.name not in apart]


class VerdictForm(Form):
    """What the desk finds of one paper."""

    ACCEPT, ASK = "accept", "ask"

    verdict = forms.ChoiceField(choices=[(ACCEPT, "Đạt yêu cầu"), (ASK, "Đề nghị bổ sung")], widget=forms.HiddenInput)
    note = CleanCharField(label="Nội dung cần bổ sung", max_length=NOTE_LENGTH, required=False)
    shown = forms.RegexField(r"^\d{1,18}-\d{1,5}$", widget=forms.HiddenInput)  # what the page said of the paper


class SeenForm(Form):
    """A tick that a paper was looked at, set or taken back; `content` is what its page said that it holds."""

    SEEN, UNSEEN = "seen", "unseen"

    tick = forms.ChoiceField(choices=[(SEEN, "Đã xem"), (UNSEEN, "Chưa xem")], widget=forms.HiddenInput)
    content = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class _Ids(forms.Field):
    """Ids of rows that were ticked, or stood on the page; what they are of is the action's business."""

    widget = forms.MultipleHiddenInput
    MOST = 200

    def to_python(self, value):
        if len(value or ()) > self.MOST or not all(each.isdecimal() and len(each) < 19 for each in value or ()):
            raise forms.ValidationError(HIDDEN_FAULT)
        return {int(each) for each in value or ()}


class _Shown(forms.Field):
    """What the page said of each paper: "id:word", `Course.as_shown`."""

    widget = forms.MultipleHiddenInput
    ONE = re.compile(r"(\d{1,18}):(\d{1,18}-\d{1,5})", re.ASCII)

    def to_python(self, value):
        found = [self.ONE.fullmatch(each) for each in value or ()]
        if len(found) > _Ids.MOST or not all(found):
            raise forms.ValidationError(HIDDEN_FAULT)
        return {int(each[1]): each[2] for each in found}


class TogetherForm(Form):
    """Papers to accept in one act: those ticked, or with `all` those that stood on the page (`seen`)."""

    paper = _Ids(required=False)
    seen = _Ids(required=False)
    shown = _Shown(required=False)

    def clean(self):
        cleaned = super().clean()
        cleaned["chosen"] = cleaned.get("seen" if "all" in self.data else "paper") or set()
        if not cleaned["chosen"] and not self.errors:
            raise forms.ValidationError("Đánh dấu ít nhất một giấy tờ rồi bấm nút ghi.")
        return cleaned


class AppraiseForm(Reasoned):
    on = VietnameseDateField(label="Ngày thẩm định")
    paper_number = CleanCharField(label="Số báo cáo thẩm định", max_length=60, required=False)

    field_order = ["on", "paper_number"]


class ForwardForm(Reasoned):
    on = VietnameseDateField(label="Ngày trình")
    paper_number = CleanCharField(label="Số tờ trình", max_length=60, required=False, help_text="Ví dụ: 12-TTr/ĐU")

    field_order = ["on", "paper_number"]


class CompletionForm(Form):
    """All that is to be completed, in one request: reason and text for each paper, and lines that concern none."""

    on = VietnameseDateField(label="Ngày đề nghị")
    number = CleanCharField(label="Số công văn", max_length=60, required=False, help_text="Để trống nếu chưa lấy số.")

    def __init__(self, *args, papers=(), reasons=None, **kwargs):
        """`papers`: (code, ordinal, name, what was noted of it) for each paper that the dossier has or needs.

        `reasons`: code -> words of the committee's list.
        """
        self.places = [(_key(code, ordinal), (code, ordinal), name) for code, ordinal, name, _ in papers]
        self.places += [(f"free_{line}", ("", 1), f"Nội dung khác ({line})") for line in range(1, FREE_POINTS + 1)]
        choices = [("", "Chọn lý do"), *(reasons or {}).items()]
        # Before the form is built, so that these fields speak as all others do.
        self.base_fields = dict(self.base_fields)
        for name, _, label in self.places:
            self.base_fields[f"{name}_reason"] = forms.ChoiceField(label="Lý do", choices=choices, required=False)
            self.base_fields[name] = _point(label)
        super().__init__(*args, **kwargs)
        for code, ordinal, _, noted in papers:
            self.initial.setdefault(_key(code, ordinal), noted)

    def clean(self):
        cleaned = super().clean()
        for name, _, _ in self.places:
            text, reason = cleaned.get(name), cleaned.get(f"{name}_reason")
            if text and not reason and f"{name}_reason" not in self.errors:
                self.add_error(f"{name}_reason", "Chọn lý do của nội dung này.")
            if reason and not text and name not in self.errors:
                self.add_error(name, "Ghi rõ cần bổ sung những gì.")
        return cleaned

    def rows(self, papers):
        """(name, reason field, text field, whether open) of each paper, or of each line that concerns none."""
        for name, (code, _), label in self.places:
            if bool(code) is papers:
                fields = self[f"{name}_reason"], self[name]
                yield (label, *fields, any(field.errors or field.value() for field in fields))

    def of_papers(self):
        return list(self.rows(papers=True))

    def of_none(self):
        return list(self.rows(papers=False))

    def points(self):
        """The points as the action takes them."""
        return [
            Point(code, self.cleaned_data[name], self.cleaned_data[f"{name}_reason"], ordinal)
            for name, (code, ordinal), _ in self.places
            if self.cleaned_data[name]
        ]


def _key(code, ordinal):
    return f"paper_{code}" if ordinal == 1 else f"paper_{code}_{ordinal}"


def _point(label):
    field = CleanTextField(
        label=label, max_length=POINT_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    field.help_text = ""  # told once above, not ten times
    return field


class ReasonForm(Form):
    """A reason that a committee adds to its list."""

    label = CleanCharField(label="Lý do", max_length=160, help_text="Ví dụ: Thiếu bản sao bằng tốt nghiệp")


class PeriodForm(Form):
    """From which day to which; both may be left out."""

    tu = VietnameseDateField(label="Từ ngày", required=False)
    den = VietnameseDateField(label="Đến ngày", required=False)
