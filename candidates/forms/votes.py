"""The form of a cell's vote: who was there, from the list of the meeting's day, or the totals of the minutes."""

from django import forms
from django.utils import timezone

from candidates.cell_meetings.attendance import as_attended
from candidates.forms._parts import MOST
from candidates.forms.attendance import AttendanceLine
from candidates.forms.transitions import BALLOT, StepForm
from candidates.judging import needed_votes
from candidates.rulebook import rule_set
from candidates.rules.ballots import may_leave_out, not_left_out, voting_base
from candidates.voters import attended, roster_of
from partydev.dates import parse_date
from partydev.doubts import spelled
from partydev.forms import CleanCharField, WholeNumberField

ROSTER, TOTALS = "roster", "totals"
COUNTED_IN = (("excused", "Có lý do"), ("unexcused", "Không có lý do"))
COUNTED_OUT = (("exempt", "Được miễn sinh hoạt"), ("elsewhere", "Sinh hoạt tạm thời nơi khác"))
VOTES = tuple(name for name in BALLOT if name.startswith("votes_"))


class CellVoteForm(StepForm):
    """A cell's vote. `roster` is the list of the day `roster_on`: the day typed, else the day asked for.

    The list always comes from the server: what is sent of somebody who is not on it is not read. Where
    the list that was shown is not the list of the day that was typed, the form says so and shows the right one.
    """

    counted_by = forms.ChoiceField(
        label="Cách ghi người dự họp",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (ROSTER, "Đánh dấu người có mặt theo danh sách"),
            (TOTALS, "Chỉ ghi tổng số theo biên bản (khi danh sách chưa đủ)"),
        ],
    )
    listed = forms.CharField(widget=forms.HiddenInput, required=False)
    probationary_present = WholeNumberField(label="Số đảng viên dự bị có mặt", required=False, min_value=0)
    chair = forms.ChoiceField(label="Người chủ trì", required=False)
    minutes_by = forms.ChoiceField(label="Người ghi biên bản", required=False)

    GROUPS = (("Kết quả biểu quyết", VOTES), *StepForm.GROUPS[2:])

    def __init__(self, data=None, *args, candidate, step, on, **kwargs):
        self.roster_on = (_day_of(data) if data else None) or on
        listed = roster_of(candidate.organization, self.roster_on, without=candidate.member_id)
        self.roster = as_attended(listed, candidate.organization, self.roster_on)
        self.news = ""
        if data is not None:
            data = self._with_present_list(data)
        super().__init__(data, *args, candidate=candidate, step=step, **kwargs)
        self.fields["counted_by"].needed = True
        self.fields["listed"].initial = _ids(self.roster)
        self.fields["counted_by"].initial = ROSTER if self.roster.voters else TOTALS
        for voter in self.roster.voters:
            self._add_line(voter)
        self._add_officials()
        if self.by_roster:
            self.fields["eligible"].required = self.fields["present"].required = False

    @property
    def by_roster(self):
        """Whether who was there is told by the list; what sends no choice gives totals."""
        return self.is_bound and self.data.get("counted_by") == ROSTER and bool(self.roster.voters)

    def _with_present_list(self, data):
        """What was sent, with the list of the day in place of another that was shown."""
        shown = {int(each) for each in data.get("listed", "").split(",") if each.isdecimal()}
        fresh = [each for each in self.roster.voters if each.key not in shown]
        gone = len(shown - {each.key for each in self.roster.voters})
        if not fresh and not gone:
            return data
        words = [f"thêm {', '.join(each.name for each in fresh)}"] if fresh else []
        words += [f"bớt {gone} người"] if gone else []
        self.news = (
            f"Danh sách đảng viên chính thức ngày {self.roster_on:%d/%m/%Y} khác danh sách vừa hiện: "
            f"{'; '.join(words)}. Danh sách ở dưới đã thay theo ngày này; xem lại người vắng mặt rồi ghi lại."
        )
        data = data.copy()
        data["listed"] = _ids(self.roster)
        for voter in fresh:
            data[f"away_{voter.key}"] = voter.absence
            if voter.is_present:
                data[f"here_{voter.key}"] = "on"
        return data

    def _add_line(self, voter):
        out = [("Không tính vào tổng số", COUNTED_OUT)] if may_leave_out(rule_set(self.roster_on)) else []
        quiet = {"autocomplete": "off"}
        self.fields[f"here_{voter.key}"] = forms.BooleanField(
            label=voter.name, required=False, initial=voter.is_present
        )
        self.fields[f"away_{voter.key}"] = forms.ChoiceField(
            label=f"Vắng mặt: {voter.name}",
            required=False,
            choices=[("Tính vào tổng số", COUNTED_IN), *out],
            initial=voter.absence or "excused",
            widget=forms.Select(attrs=quiet),
        )
        self.fields[f"why_{voter.key}"] = CleanCharField(
            label=f"Lý do vắng mặt: {voter.name}",
            required=False,
            max_length=200,
            initial=voter.reason,
            widget=forms.TextInput(attrs=quiet),
        )

    def _add_officials(self):
        people = [("", "Chưa ghi"), *((str(each.key), each.name) for each in self.roster.voters)]
        self.fields["chair"].choices = self.fields["minutes_by"].choices = people
        for official in ("chair", "minutes_by"):
            if known := getattr(self.roster, official):
                self.fields[official].initial = next((key for key, name in people if name == known), "")
        if self.roster.probationary:
            self.fields["probationary_present"].initial = self.roster.probationary_present
            self.fields[
                "probationary_present"
            ].help_text = (
                f"Ngày họp, chi bộ có {self.roster.probationary} đảng viên dự bị. Đảng viên dự bị không biểu quyết."
            )
        else:
            self._drop("probationary_present")

    # What the page shows

    def lines(self):
        for voter in self.roster.voters:
            yield AttendanceLine(voter, *(self[f"{name}_{voter.key}"] for name in ("here", "away", "why")))

    def officials(self):
        names = ("probationary_present", "chair", "minutes_by")
        return [self[name] for name in names if name in self.fields]

    def needed(self):
        """(base, needed, clause) of the list as it is ticked now; None where there is no list."""
        base = voting_base(self._attended().voters)
        if not base:
            return None
        least, row = needed_votes(self.candidate, self.step, base, self.roster_on)
        return base, least, spelled(str(row.citation), row.confidence)

    # What was said

    def _said(self, name, voter):
        field = f"{name}_{voter.key}"
        cleaned = getattr(self, "cleaned_data", {})
        return cleaned[field] if field in cleaned else self[field].value()

    def _attended(self, **fields):
        absences = {
            each.key: "" if self._said("here", each) else self._said("away", each) or "excused"
            for each in self.roster.voters
        }
        reasons = {each.key: self._said("why", each) or "" for each in self.roster.voters}
        return attended(self.roster, absences, reasons, **fields)

    def clean(self):
        if self.by_roster:
            self._clean_roster()
        return super().clean()

    def _clean_roster(self):
        """Count those who may vote and those present from the list, in place of typed totals."""
        for name in ("eligible", "present"):
            self.errors.pop(name, None)
        if self.news:
            self.add_error("on", self.news)
        roster, law = self._attended(), rule_set(self.roster_on)
        for voter in roster.voters:
            if words := not_left_out(voter, law):
                self.add_error(f"why_{voter.key}" if not voter.reason else f"away_{voter.key}", words)
        for name in ("chair", "minutes_by"):
            self._check_was_there(name, roster)
        here = self.cleaned_data.get("probationary_present") or 0
        if here > roster.probationary:
            words = f"Ngày họp, chi bộ chỉ có {roster.probationary} đảng viên dự bị."
            self.add_error("probationary_present", words)
        self.cleaned_data["eligible"] = voting_base(roster.voters) or MOST
        self.cleaned_data["present"] = roster.present
        if not voting_base(roster.voters):
            self.add_error("counted_by", "Danh sách không còn ai được tính. Xem lại người không tính vào tổng số.")

    def _check_was_there(self, name, roster):
        chosen = self.cleaned_data.get(name)
        away = next((each for each in roster.voters if str(each.key) == chosen and not each.is_present), None)
        if away:
            words = f"Đồng chí {away.name} đang ghi là vắng mặt. Chọn người khác, hoặc đánh dấu có mặt."
            self.add_error(name, words)

    @property
    def ballot(self):
        if not self.by_roster:
            return super().ballot
        names = {str(each.key): each.name for each in self.roster.voters}
        roster = self._attended(
            probationary_present=self.cleaned_data.get("probationary_present") or 0,
            chair=names.get(self.cleaned_data.get("chair"), ""),
            minutes_by=names.get(self.cleaned_data.get("minutes_by"), ""),
        )
        return {name: self.cleaned_data[name] for name in VOTES} | {"roster": roster}


def asked_day(text):
    """The day of `?ngay=`; today where it cannot be read or has not come."""
    today = timezone.localdate()
    try:
        return min(parse_date(text or ""), today)
    except ValueError:
        return today


def _day_of(data):
    try:
        return parse_date(data.get("on", ""))
    except ValueError:
        return None


def _ids(roster):
    return ",".join(str(each.key) for each in roster.voters)
