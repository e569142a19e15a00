"""Shape of input on classes: convening one, its roster, its results."""

from operator import attrgetter

from django import forms

from candidates.models import ClassNomination, TrainingClass
from candidates.teaching.series import running_numbers
from partydev.forms import CleanCharField, Form, VietnameseDateField, WholeNumberField
from partydev.numbers import row_id

COMPLETED, ABSENT = ClassNomination.Result.COMPLETED, ClassNomination.Result.ABSENT
MOST = 9999
RESULTS = [("", "Chưa ghi"), (COMPLETED, "Hoàn thành"), (ABSENT, "Không dự đủ")]


class ChangeClassForm(Form):
    """What may be corrected of a class that is there: neither its kind nor where it was convened."""

    name = CleanCharField(
        label="Tên lớp", max_length=200, help_text="Ví dụ: Lớp bồi dưỡng nhận thức về Đảng khóa III năm 2026."
    )
    starts_on = VietnameseDateField(label="Ngày khai giảng")
    ends_on = VietnameseDateField(label="Ngày bế giảng")
    venue = CleanCharField(label="Địa điểm", required=False, max_length=200)
    seats = WholeNumberField(
        label="Số học viên tối đa",
        required=False,
        min_value=1,
        max_value=MOST,
        help_text="Để trống nếu không giới hạn.",
    )
    least_attendance = WholeNumberField(
        label="Phải dự ít nhất bao nhiêu phần trăm số buổi",
        required=False,
        min_value=1,
        max_value=100,
        help_text="Ví dụ: 80. Ai dự ít hơn thì không ghi hoàn thành được. Để trống nếu lớp không quy định.",
    )


class ClassForm(ChangeClassForm):
    """`organizations`: where the user may convene; asked only when there are several."""

    kind = forms.ChoiceField(label="Loại lớp", choices=TrainingClass.Kind.choices, widget=forms.RadioSelect)
    organization = forms.ModelChoiceField(label="Nơi mở lớp", queryset=None, empty_label=None)
    decision_number = CleanCharField(
        label="Số quyết định mở lớp",
        required=False,
        max_length=60,
        help_text="Ví dụ: 45-QĐ/ĐU. Chưa có thì để trống, ghi sau ở mục “Văn bản của lớp”.",
    )
    decision_on = VietnameseDateField(label="Ngày ký quyết định mở lớp", required=False)

    field_order = ["kind", "organization"]

    def __init__(self, *args, organizations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = organizations
        self.fields["organization"].label_from_instance = attrgetter("committee_name")
        self.only_place = organizations[0] if len(organizations) == 1 else None
        if self.only_place:
            del self.fields["organization"]

    def clean(self):
        cleaned = super().clean()
        if self.only_place:
            cleaned["organization"] = self.only_place
        return cleaned


class Rows(forms.ModelMultipleChoiceField):
    """Several rows by their ids; a number greater than any id is one that no row has."""

    def clean(self, value):
        return super().clean([str(row_id(str(each))) for each in value or ()])


class RosterForm(Form):
    """Which of the waiting people go on the roster."""

    people = Rows(
        label="Người đưa vào lớp",
        queryset=None,
        error_messages={"required": "Hãy chọn ít nhất một người.", "invalid_choice": "Hãy chọn lại danh sách."},
    )

    def __init__(self, *args, nominations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = nominations


class ResultsForm(Form):
    """The days of the class, and for each of `nominations` a result and a certificate's number.

    `attendance`: what each attended, shown beside the result.
    """

    completed_on = VietnameseDateField(label="Ngày hoàn thành lớp")
    certificate_on = VietnameseDateField(
        label="Ngày cấp giấy chứng nhận", required=False, help_text="Để trống nếu cấp cùng ngày hoàn thành."
    )
    first_number = CleanCharField(
        label="Số giấy chứng nhận của người đầu tiên",
        required=False,
        max_length=60,
        help_text="Ví dụ: 015/GCN-TTCT. Những người sau được điền số tăng dần.",
    )

    def __init__(self, *args, nominations, attendance, **kwargs):
        super().__init__(*args, **kwargs)
        self.nominations, self.attendance = nominations, attendance
        for each in nominations:
            who = str(each.candidate)
            result = forms.ChoiceField(label=f"Kết quả của {who}", choices=RESULTS, required=False)
            number = CleanCharField(label=f"Số giấy chứng nhận của {who}", required=False, max_length=60)
            result.widget.attrs["autocomplete"] = number.widget.attrs["autocomplete"] = "off"
            self.fields[f"result_{each.pk}"], self.fields[f"number_{each.pk}"] = result, number

    def clean(self):
        cleaned = super().clean()
        for each in self.nominations:
            result, number = cleaned.get(f"result_{each.pk}", ""), cleaned.get(f"number_{each.pk}", "")
            if result == COMPLETED and not number and f"number_{each.pk}" not in self.errors:
                self.add_error(f"number_{each.pk}", f"Nhập số giấy chứng nhận của {each.candidate}.")
            elif number and result != COMPLETED:
                self.add_error(
                    f"result_{each.pk}", f"{each.candidate} có số giấy chứng nhận: chọn “Hoàn thành” hoặc xóa số."
                )
        return cleaned

    def results(self):
        """({nomination: certificate number}, [absent nominations]) of the rows that were filled in."""
        result = {each: self.cleaned_data[f"result_{each.pk}"] for each in self.nominations}
        completed = {
            each: self.cleaned_data[f"number_{each.pk}"] for each in self.nominations if result[each] == COMPLETED
        }
        return completed, [each for each in self.nominations if result[each] == ABSENT]

    def rows(self):
        return [
            (each, self[f"result_{each.pk}"], self[f"number_{each.pk}"], self.attendance.words(each))
            for each in self.nominations
        ]


def filled(data, nominations, attendance):
    """What was typed, with every row that is not marked absent completed and numbered on from the first number.

    Who attended too few sessions is marked absent.
    """
    typed = {key: data.get(key, "") for key in ("completed_on", "certificate_on", "first_number")}
    numbers = running_numbers(typed["first_number"].strip())
    used = {data.get(f"number_{each.pk}", "").strip() for each in nominations}
    for each in nominations:
        result, number = data.get(f"result_{each.pk}", ""), data.get(f"number_{each.pk}", "").strip()
        if not result and not number and not attendance.is_enough(each):
            result = ABSENT
        if result != ABSENT and not number and typed["first_number"].strip():
            result, number = COMPLETED, next(each for each in numbers if each not in used)
        typed[f"result_{each.pk}"], typed[f"number_{each.pk}"] = result, number
    return typed
