"""Which period and source, and one number a unit."""

from datetime import date

from django import forms
from django.utils import timezone

from branches.models import Target
from partydev.forms import CleanCharField, Form, VietnameseDateField, WholeNumberField


class PeriodForm(Form):
    """The question above the table: the source and a year, or for a congress's term its two days."""

    source = forms.ChoiceField(label="Nguồn chỉ tiêu", choices=Target.Source.choices, required=False)
    year = WholeNumberField(label="Năm", required=False, min_value=1990, max_value=2100)
    starts_on = VietnameseDateField(label="Hoặc từ ngày", required=False, help_text="Chỉ điền cho cả nhiệm kỳ.")
    ends_on = VietnameseDateField(label="Đến ngày", required=False, help_text="Ví dụ: 31/12/2030")

    def clean(self):
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and not ends_on and "ends_on" not in self.errors:
            self.add_error("ends_on", "Hãy điền ngày cuối kỳ.")
        if ends_on and not starts_on and "starts_on" not in self.errors:
            self.add_error("starts_on", "Hãy điền ngày đầu kỳ.")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Ngày cuối kỳ phải sau ngày đầu kỳ.")
        return data

    def period(self):
        """(source, first day, last day) asked for; where it cannot be read, this year's plan from above."""
        data = self.cleaned_data if self.is_valid() else {}
        source = data.get("source") or Target.Source.ASSIGNED
        if data.get("starts_on"):
            return source, data["starts_on"], data["ends_on"]
        year = data.get("year") or timezone.localdate().year
        return source, date(year, 1, 1), date(year, 12, 31)


class TargetsForm(Form):
    """One number a unit, and the paper that sets them; a blank says that no target is given."""

    document = CleanCharField(label="Văn bản giao chỉ tiêu", max_length=200, required=False)

    def __init__(self, *args, organizations, **kwargs):
        self.organizations = organizations
        # Before the base class, which gives every field its Vietnamese words.
        self.base_fields = self.base_fields | {f"unit_{each.pk}": _number(each) for each in organizations}
        super().__init__(*args, **kwargs)

    def values(self):
        """organization -> number or None."""
        return {each: self.cleaned_data[f"unit_{each.pk}"] for each in self.organizations}


def _number(organization):
    return WholeNumberField(label=f"Chỉ tiêu của {organization.name}", required=False, min_value=0, max_value=100_000)
