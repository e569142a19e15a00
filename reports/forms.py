"""What is asked for a report: which unit and period, how percentages are printed, who signed it."""

import re
from hashlib import sha256

from django import forms
from django.core.exceptions import ValidationError

from branches.forms.fields import OrganizationField
from partydev.dates import format_date
from partydev.forms import CleanCharField, CleanTextField, Form, VietnameseDateField, WholeNumberField
from reports.periods import PeriodError
from reports.quarterly import capacities, period_of
from reports.sending.outline import MOST_CHARACTERS

FIRST_OFFERED = 2010
DATES = "DATES"
KINDS = [
    ("Q1", "Quý I"),
    ("Q2", "Quý II"),
    ("Q3", "Quý III"),
    ("Q4", "Quý IV"),
    ("H1", "6 tháng đầu năm"),
    ("9M", "9 tháng đầu năm"),
    ("H2", "6 tháng cuối năm"),
    ("Y", "Cả năm"),
    ("TERM", "Từ đầu nhiệm kỳ đến hết năm"),
    *((f"M{month:02}", f"Tháng {month}") for month in range(1, 13)),
    (DATES, "Khoảng ngày tự chọn"),
]
NOT_YET = "Kỳ này chưa đến. Hãy chọn kỳ đã bắt đầu."


class UnitForm(Form):
    """Which unit to look at; what the reader may not see does not exist."""

    don_vi = OrganizationField(label="Đơn vị")

    def __init__(self, *args, organizations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].offer(organizations)
        chosen = self.initial.get("don_vi")
        if chosen:
            # A list of units holds their codes; typed words are read more easily as a name.
            listed = isinstance(self.fields["don_vi"].widget, forms.Select)
            self.initial["don_vi"] = chosen.code if listed else chosen.name


class ReportForm(UnitForm):
    """A unit and a period; `cleaned_data["period"]` is the `Period` asked for."""

    loai = forms.ChoiceField(label="Kỳ báo cáo", choices=KINDS)
    nam = forms.TypedChoiceField(label="Năm", coerce=int)
    tu = VietnameseDateField(label="Từ ngày", required=False, help_text="Ví dụ: 01/01/2026")
    den = VietnameseDateField(label="Đến ngày", required=False, help_text="Ví dụ: 30/06/2026")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        # Next year stands here so that asking too early is answered with a sentence, not with a missing line.
        self.fields["nam"].choices = [(year, str(year)) for year in range(today.year + 1, FIRST_OFFERED - 1, -1)]

    @property
    def asks_days(self):
        """Whether the two days belong in view."""
        return self.data.get("loai") == DATES or bool(self["tu"].errors or self["den"].errors)

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        chosen_days = data["loai"] == DATES
        try:
            period = period_of(data["don_vi"], self._code(data))
        except PeriodError as fault:
            raise ValidationError({"den" if chosen_days else "loai": str(fault)}) from fault
        if period.is_future(self.today):
            raise ValidationError({"tu" if chosen_days else "loai": NOT_YET})
        return data | {"period": period}

    def _code(self, data):
        kind, year = data["loai"], data["nam"]
        if kind == DATES:
            missing = {name: "Hãy điền ngày này." for name in ("tu", "den") if not data.get(name)}
            if missing:
                raise ValidationError(missing)
            return f"{data['tu']}..{data['den']}"
        return {"Y": f"{year}", "TERM": f"TERM-{year}"}.get(kind, f"{year}-{kind}")


def asked_as(code):
    """What somebody would have chosen in `ReportForm` to ask for the period `code`; {} for no such code."""
    if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", code):
        first, last = ("/".join(reversed(day.split("-"))) for day in match.groups())
        return {"loai": DATES, "tu": first, "den": last}
    match = re.fullmatch(r"(?:(TERM)-)?(\d{4})(?:-(M\d\d|Q[1-4]|H[12]|9M))?", code)
    if not match or (match[1] and match[3]):
        return {}
    return {"loai": match[1] or match[3] or "Y", "nam": match[2]}


class DecimalsForm(Form):
    """How many decimals percentages have; one where nothing sensible is asked."""

    thap_phan = forms.TypedChoiceField(
        label="Phần trăm lấy", choices=[(1, "1 số lẻ"), (0, "số nguyên"), (2, "2 số lẻ")], coerce=int, required=False,
        empty_value=1,
    )  # fmt: skip

    @property
    def places(self):
        return self.cleaned_data.get("thap_phan", 1) if self.is_valid() else 1


class LookupForm(Form):
    """The code at the foot of a draft or of the system's copy, as it was typed."""

    ma = CleanCharField(
        label="Mã tra cứu", max_length=20, help_text="8 chữ và số ở chân trang bản in, ví dụ ABCD-2345."
    )

    def clean_ma(self):
        letters = "".join(letter for letter in self.cleaned_data["ma"].upper() if letter.isalnum())
        if len(letters) != 8 or not letters.isascii():
            raise ValidationError("Mã có 8 chữ và số, ví dụ ABCD-2345. Hãy xem lại ở chân trang bản in.")
        return f"{letters[:4]}-{letters[4:]}"


class ActForm(Form):
    """An act on a report as the person saw it: `version` says which acts they knew of."""

    version = forms.IntegerField(label="", widget=forms.HiddenInput, min_value=0)


class ReasonForm(ActForm):
    """An act that says why."""

    reason = CleanTextField(label="Lý do", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class CorrectionForm(ActForm):
    """Sending a report; a locked one is sent again with the reason of its correction."""

    reason = CleanTextField(
        label="Lý do điều chỉnh", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: bổ sung một trường hợp kết nạp ghi chậm. Tối đa 1.000 ký tự.",
    )  # fmt: skip
    term_anew = forms.BooleanField(required=False)

    def __init__(self, *args, term=None, **kwargs):
        """`term`: the period as the term is recorded now, where the report was counted from another day; else None."""
        super().__init__(*args, **kwargs)
        if term is None:
            del self.fields["term_anew"]
            return
        self.fields["term_anew"].label = f"Tính lại từ ngày bắt đầu nhiệm kỳ đang ghi: {format_date(term.start)}"


class TextsForm(ActForm):
    """What the unit writes itself, a box each; a box nobody wrote in yet begins with the facts.

    `suggested` are the facts of these (key -> text). Left as they were shown they are no text of the unit: the
    report goes on to work them out anew.
    """

    shown = CleanCharField(label="", widget=forms.HiddenInput, required=False, max_length=1000)

    def __init__(self, *args, boxes, suggested, initial, **kwargs):
        shown = " ".join(_mark(key, text) for key, text in suggested.items())
        super().__init__(*args, initial={**initial, **suggested, "shown": shown}, **kwargs)
        for box in boxes:
            self.fields[box.key] = CleanTextField(
                label=box.label, max_length=MOST_CHARACTERS, required=False, help_text=box.help,
                widget=forms.Textarea(attrs={"rows": 5}),
            )  # fmt: skip
        self._keys = [box.key for box in boxes]

    @property
    def texts(self):
        shown, texts = self.cleaned_data["shown"].split(), {key: self.cleaned_data[key] for key in self._keys}
        return {key: text for key, text in texts.items() if _mark(key, text) not in shown}


def _mark(key, text):
    """Tells whether the text of a box is still what was shown there, however its lines end."""
    lines = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    return f"{key}={sha256(lines.encode()).hexdigest()[:16]}"


class IssueForm(ActForm):
    """Number, day and signer of a report that was signed on paper."""

    number = WholeNumberField(
        label="Số", min_value=1, max_value=99_999, help_text="Số thứ tự trong nhiệm kỳ, ví dụ 5."
    )
    issued_on = VietnameseDateField(label="Ngày ký")
    signer_capacity = forms.ChoiceField(label="Thay mặt", help_text="Dòng trên chức vụ người ký.")
    signer_post = forms.ChoiceField(label="Chức vụ người ký")
    signer_name = CleanCharField(
        label="Họ và tên người ký",
        max_length=120,
        help_text="Người đã ký bản giấy; không ghi học hàm, học vị, danh hiệu.",
    )

    POSTS = ("BÍ THƯ", "PHÓ BÍ THƯ", "PHÓ BÍ THƯ THƯỜNG TRỰC", "ỦY VIÊN BAN THƯỜNG VỤ")
    CELL_POSTS = ("BÍ THƯ", "PHÓ BÍ THƯ", "CHI ỦY VIÊN")

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        posts = self.CELL_POSTS if organization.is_cell else self.POSTS
        self.fields["signer_capacity"].choices = [(each, each) for each in capacities(organization)]
        self.fields["signer_post"].choices = [(each, each) for each in posts]
