"""Forms about deadlines: the list's filters, explanations, extensions, a unit's checks and reminders."""

from django import forms

from candidates.forms._parts import Grouped
from candidates.rules.duties_base import KINDS, UNIT_KINDS
from partydev.forms import CleanCharField, CleanTextField, Form, VietnameseDateField, WholeNumberField

OPEN, SOON, OVERDUE, UNEXPLAINED, EXPLAINED, EXTENDED, LATER, DONE = (
    "open",
    "soon",
    "overdue",
    "unexplained",
    "explained",
    "extended",
    "later",
    "done",
)
STATES = (
    ("", "Tất cả việc đang mở"),
    (SOON, "Sắp đến hạn, đã nhắc"),
    (OVERDUE, "Quá hạn"),
    (UNEXPLAINED, "Quá hạn, chưa giải trình"),
    (EXPLAINED, "Quá hạn, đã giải trình"),
    (EXTENDED, "Được gia hạn"),
    (LATER, "Chưa đến ngày mở"),
    (DONE, "Đã xong"),
)
WITHIN = (("", "Mọi thời hạn"), ("7", "Hạn trong 7 ngày tới"), ("30", "Hạn trong 30 ngày tới"))


class DueFilter(Form):
    """What the list of duties is narrowed by; everything is optional, what is unknown is ignored."""

    kind = forms.ChoiceField(label="Loại việc", required=False, choices=[("", "Mọi loại việc"), *KINDS.items()])
    don_vi = forms.ModelChoiceField(label="Đơn vị", required=False, queryset=None, empty_label="Tất cả đơn vị")
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=STATES)
    within = forms.ChoiceField(label="Thời hạn", required=False, choices=WITHIN)
    mine = forms.BooleanField(label="Chỉ việc đến lượt đơn vị tôi", required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].queryset = units
        if len(units[:2]) < 2:
            del self.fields["don_vi"]

    @property
    def values(self):
        """What was understood of the filters."""
        self.is_valid()
        return self.cleaned_data


class ExplainForm(Grouped, Form):
    """Why something is overdue, what will be done, by when."""

    reason = CleanTextField(label="Lý do quá hạn", max_length=1000)
    remedy = CleanTextField(label="Sẽ làm gì", max_length=1000)
    promised_on = VietnameseDateField(label="Sẽ xong trước ngày")
    GROUPS = (("", ("reason", "remedy", "promised_on")),)


class ExtendForm(Grouped, Form):
    """The decision that puts a deadline off."""

    number = CleanCharField(label="Số văn bản", max_length=60)
    issued_on = VietnameseDateField(label="Ngày văn bản")
    issuer = CleanCharField(label="Nơi ban hành", max_length=160)
    until = VietnameseDateField(label="Gia hạn đến hết ngày")
    GROUPS = (("", ("number", "issued_on", "issuer", "until")),)


class CheckForm(Grouped, Form):
    """A check that the unit has made."""

    kind = forms.ChoiceField(
        label="Việc đã làm", choices=[(kind, KINDS[kind]) for kind in UNIT_KINDS], widget=forms.RadioSelect
    )
    on = VietnameseDateField(label="Ngày thực hiện")
    number = CleanCharField(label="Số biên bản", max_length=60, required=False)
    note = CleanCharField(label="Kết quả", max_length=300, required=False)
    GROUPS = (("", ("kind", "on", "number", "note")),)


class ReminderForm(Grouped, Form):
    """Three reminders, so many days before the last day."""

    first = WholeNumberField(label="Nhắc lần đầu trước hạn (ngày)", min_value=3, max_value=90)
    second = WholeNumberField(label="Nhắc lần hai trước hạn (ngày)", min_value=2, max_value=60)
    third = WholeNumberField(label="Nhắc lần ba trước hạn (ngày)", min_value=1, max_value=30)
    GROUPS = (("", ("first", "second", "third")),)
    SHORT = ("first", "second", "third")
