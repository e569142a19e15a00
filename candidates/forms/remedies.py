"""What became of something recorded against the rules."""

from django import forms

from candidates.forms._parts import Grouped
from candidates.models import Remedy, StageEvent
from partydev.forms import CleanCharField, CleanTextField, Form, VietnameseDateField


class LaterStep(forms.ModelChoiceField):
    """A step recorded after the irregular one, by its day."""

    def label_from_instance(self, event):
        return f"{event.label}, ngày {event.on:%d/%m/%Y}"


class RemedyForm(Grouped, Form):
    """`kinds` are those that the user may record as the case stands."""

    kind = forms.ChoiceField(label="Kết quả", widget=forms.RadioSelect)
    on = VietnameseDateField(label="Ngày của văn bản, của việc khắc phục")
    number = CleanCharField(label="Số văn bản", max_length=60, required=False)
    issuer = CleanCharField(label="Nơi ban hành", max_length=200, required=False)
    text = CleanTextField(
        label="Đã khắc phục thế nào, hoặc lý do của quyết định",
        max_length=2000,
        help_text="Ví dụ: chi bộ đã họp lại, biểu quyết trên tổng số đảng viên chính thức.",
    )
    later_event = LaterStep(
        label="Việc đã làm lại", queryset=None, required=False, empty_label="Chưa ghi, hoặc không có"
    )
    GROUPS = (("", ("kind", "text")), ("Văn bản", ("number", "on", "issuer")), ("Thông tin thêm", ("later_event",)))

    def __init__(self, *args, event, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, Remedy.Kind(kind).label) for kind in kinds]
        later = StageEvent.objects.filter(candidate=event.candidate_id, pk__gt=event.pk)
        self.fields["later_event"].queryset = later
        if not later.exists():
            del self.fields["later_event"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") not in (None, Remedy.Kind.REMEDIED) and not cleaned.get("number"):
            self.add_error("number", "Nhập số văn bản của cấp ủy.")
        return cleaned
