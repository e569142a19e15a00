"""Forms of leading the work: a paper to cite, what a committee did, yearly grades of new members."""

from django import forms

from branches.forms.fields import OrganizationField
from branches.models import LeadingRecord, Organization, YearGrade
from partydev.forms import CleanCharField, CleanTextField, Form, VietnameseDateField, WholeNumberField

KINDS = LeadingRecord.Kind


class DocumentForm(Form):
    title = CleanCharField(
        label="Loại văn bản và trích yếu",
        max_length=300,
        help_text="Ví dụ: Nghị quyết về công tác phát triển đảng viên.",
    )
    number = CleanCharField(label="Số, ký hiệu", max_length=60, help_text="Ví dụ: 21-NQ/TW.")
    issued_on = VietnameseDateField(label="Ngày ban hành")
    issuer = CleanCharField(label="Cơ quan ban hành", max_length=200)


class LeadingForm(Form):
    """Fields that the kind of record has no use for are left out."""

    on = VietnameseDateField(label="Ngày")
    title = CleanCharField(label="Nội dung", max_length=300)
    about = OrganizationField(label="Đơn vị được kiểm tra")
    attended = WholeNumberField(label="Số người dự", required=False, min_value=0, max_value=100_000)
    result = CleanTextField(
        label="Kết luận, kết quả", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    paper = CleanCharField(label="Biên bản, thông báo (số, ngày)", max_length=200, required=False)

    def __init__(self, *args, kind, organization, scope, **kwargs):
        super().__init__(*args, **kwargs)
        if kind == KINDS.INSPECTION:
            below = Organization.objects.under(organization).exclude(kind="group").filter(dissolved_on__isnull=True)
            self.fields["about"].offer(below.visible_to(scope))
        else:
            del self.fields["about"]
        if kind != KINDS.COURSE:
            del self.fields["attended"]


class GradesForm(Form):
    """A grade for each new member of a cell, blank where none was concluded; the paper of those that change.

    `papers`: member's id -> the paper on which the grade held rests, shown beside it.
    """

    def __init__(self, *args, members, papers, **kwargs):
        self.members = members
        choices = [("", "Chưa xếp loại"), *YearGrade.Grade.choices]
        self.base_fields = {
            "paper": CleanCharField(
                label="Văn bản xếp loại (số, ngày)",
                max_length=200,
                required=False,
                help_text="Của các xếp loại ghi mới hoặc sửa lần này; xếp loại không sửa giữ nguyên văn bản của mình.",
            ),
            **{
                f"member_{each.pk}": forms.ChoiceField(
                    label=each.person.full_name,
                    choices=choices,
                    required=False,
                    help_text=f"Theo {papers[each.pk]}." if each.pk in papers else "",
                )
                for each in members
            },
        }
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.needed = True

    def grades(self):
        """member -> grade."""
        return {each: self.cleaned_data[f"member_{each.pk}"] for each in self.members}
