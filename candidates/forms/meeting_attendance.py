"""Shape of the input of who was at a committee's meeting: by name where the names are known, else the number."""

from django import forms

from branches.models.person import NAME_LENGTH
from candidates.desk.attendance import OUT
from candidates.forms._parts import AttendanceLine
from candidates.models import CommitteeAttendance
from partydev.forms import CleanCharField, CleanTextField, Form, WholeNumberField

MOST = 999
AWAY = [*CommitteeAttendance.Absence.choices, (OUT, "Không phải ủy viên của tập thể họp")]


class MinutesNumberForm(Form):
    """What may still be entered of a meeting that is closed."""

    minutes_number = CleanCharField(label="Số biên bản", max_length=60)


class AttendanceForm(Form):
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
    chair = CleanCharField(label="Người chủ trì", required=False, max_length=NAME_LENGTH)
    minutes_by = CleanCharField(label="Người ghi biên bản", required=False, max_length=NAME_LENGTH)
    minutes_number = CleanCharField(label="Số biên bản", max_length=60, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, meeting, people, number_hint, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["minutes_number"].help_text = f"Có thể ghi sau. {number_hint}"
        for each in people:
            self._add_line(each)
        unknown = meeting.eligible - len([each for each in people if each.absence != OUT])
        if meeting.by_slips:
            self.fields["present"].label = "Số phiếu thu về"
            del self.fields["more"], self.fields["chair"]
        elif unknown <= 0:
            del self.fields["more"]
        elif not people:
            self.fields["more"].label = "Họ tên ủy viên có mặt"
        if not meeting.by_slips:
            self.fields["present"].required = False
            self.fields["present"].help_text = f"Chỉ cần khi chưa có đủ tên của {meeting.eligible} ủy viên."
        if people and unknown <= 0 and all(each.absence != OUT for each in people):
            del self.fields["present"]

    def _add_line(self, each):
        self.fields[f"here_{each.key}"] = forms.BooleanField(label=each.name, required=False, initial=not each.absence)
        self.fields[f"away_{each.key}"] = forms.ChoiceField(
            label=f"Vắng mặt: {each.name}", required=False, choices=AWAY, initial=each.absence or "excused"
        )
        self.fields[f"why_{each.key}"] = CleanCharField(
            label=f"Lý do vắng mặt: {each.name}", required=False, max_length=200, initial=each.reason
        )

    def lines(self):
        return [
            AttendanceLine(each, *(self[f"{name}_{each.key}"] for name in ("here", "away", "why")))
            for each in self.people
        ]

    def plain_fields(self):
        return [self[name] for name in ("more", "present", "chair", "minutes_by", "minutes_number") if name in self]

    def __contains__(self, name):
        return name in self.fields

    def clean_more(self):
        names = [" ".join(line.split()) for line in self.cleaned_data["more"].splitlines() if line.strip()]
        long = next((name for name in names if len(name) > NAME_LENGTH), None)
        if long:
            raise forms.ValidationError(f"Họ tên dài tối đa {NAME_LENGTH} ký tự. Mỗi dòng chỉ ghi một họ tên.")
        return names

    def clean(self):
        cleaned = super().clean()
        for each in self.people:
            away, why = cleaned.get(f"away_{each.key}"), cleaned.get(f"why_{each.key}")
            if not cleaned.get(f"here_{each.key}") and away == "excused" and not why:
                self.add_error(f"why_{each.key}", f"Nêu lý do vắng mặt của đồng chí {each.name}.")
        return cleaned

    @property
    def attended(self):
        """key -> (absence, reason); ("", "") for who was there."""
        said = self.cleaned_data
        return {
            each.key: ("", "")
            if said[f"here_{each.key}"]
            else (said[f"away_{each.key}"] or "excused", said[f"why_{each.key}"])
            for each in self.people
        }

    @property
    def record(self):
        """What `actions.record_attendance` takes."""
        said = self.cleaned_data
        kept = {name: said.get(name, "") for name in ("chair", "minutes_by", "minutes_number")}
        named = {"people": self.attended, "more": said.get("more", [])} if self.people or said.get("more") else {}
        return {"present": said.get("present"), "version": said["version"], **named, **kept}
