"""Shape of the input of who was at a committee's meeting: by name where the names are known, else the number."""

from django import forms

from branches.models.person import NAME_LENGTH
from candidates.desk.attendance import OUT
from candidates.forms.attendance import AttendanceLines
from candidates.models import CommitteeAttendance
from partydev.forms import CleanCharField, CleanTextField, Form, WholeNumberField

MOST = 999
PLACE_AND_TIME = ("venue", "began_at", "ended_at")
AWAY = [*CommitteeAttendance.Absence.choices, (OUT, "Không phải ủy viên của tập thể họp")]


class MinutesNumberForm(Form):
    """What may still be entered of a meeting that is closed."""

    minutes_number = CleanCharField(label="Số biên bản", max_length=60)


class AttendanceForm(AttendanceLines):
    """Everybody known by name is there but those whose tick is taken away. `people`: `attendance.Person`s.

    The total is asked as long as some of the body are not known by name.
    """

    more = CleanTextField(
        label="Ủy viên chưa có tên ở trên",
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi dòng một họ tên, chỉ ghi người có mặt. Lần họp sau không phải ghi lại.",
    )
    present = WholeNumberField(label="Tổng số ủy viên có mặt", min_value=1, max_value=MOST)
    venue = CleanCharField(label="Địa điểm", required=False, max_length=160, help_text="Ví dụ: Phòng họp Đảng ủy xã.")
    began_at = forms.TimeField(
        label="Bắt đầu lúc", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ended_at = forms.TimeField(
        label="Kết thúc lúc", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    chair = CleanCharField(label="Người chủ trì", required=False, max_length=NAME_LENGTH)
    minutes_by = CleanCharField(label="Người ghi biên bản", required=False, max_length=NAME_LENGTH)
    minutes_number = CleanCharField(label="Số biên bản", max_length=60, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, meeting, people, number_hint, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["minutes_number"].help_text = f"Có thể ghi sau. {number_hint}"
        self.add_lines(people, lambda each: AWAY)
        unknown = meeting.eligible - len([each for each in people if each.absence != OUT])
        if meeting.by_slips:
            self.fields["present"].label = "Số phiếu thu về"
            for name in ("more", "chair", *PLACE_AND_TIME):
                del self.fields[name]
        elif unknown <= 0:
            del self.fields["more"]
        elif not people:
            self.fields["more"].label = "Họ tên ủy viên có mặt"
        if not meeting.by_slips:
            self.fields["present"].required = False
            self.fields["present"].help_text = f"Chỉ cần khi chưa có đủ tên của {meeting.eligible} ủy viên."
        if people and unknown <= 0 and all(each.absence != OUT for each in people):
            del self.fields["present"]

    def lines(self):
        return self.lines_of(self.people)

    def plain_fields(self):
        names = ("more", "present", *PLACE_AND_TIME, "chair", "minutes_by", "minutes_number")
        return [self[name] for name in names if name in self]

    def __contains__(self, name):
        return name in self.fields

    def clean_more(self):
        names = [" ".join(line.split()) for line in self.cleaned_data["more"].splitlines() if line.strip()]
        long = next((name for name in names if len(name) > NAME_LENGTH), None)
        if long:
            raise forms.ValidationError(f"Họ tên dài tối đa {NAME_LENGTH} ký tự. Mỗi dòng chỉ ghi một họ tên.")
        return names

    @property
    def record(self):
        """What `actions.record_attendance` takes."""
        said = self.cleaned_data
        kept = {name: said.get(name, "") for name in ("chair", "minutes_by", "minutes_number")}
        named = {"people": self.attended, "more": said.get("more", [])} if self.people or said.get("more") else {}
        held = {name: said[name] for name in PLACE_AND_TIME if name in said}
        return {"present": said.get("present"), "version": said["version"], **named, **kept, **held}
