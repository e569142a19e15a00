"""One form for all papers of a dossier: what each says of the person."""

import re

from django import forms

from partydev import dates
from partydev.forms import CleanCharField, Form

_PART_OF_DAY = re.compile(r"(?:(?P<month>\d{1,2})\s*[/.-]\s*)?(?P<year>\d{4})")


class WrittenDay(CleanCharField):
    """A birth date as a paper has it: a whole day, a month of a year, or the year alone; kept as it is written."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        match = _PART_OF_DAY.fullmatch(text)
        if match and 1 <= int(match["month"] or 1) <= 12 and int(match["year"]) in dates.YEARS:
            month = f"{int(match['month']):02}/" if match["month"] else ""
            return f"{month}{match['year']}"
        try:
            return dates.format_date(dates.parse_date(text))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class ReadingsForm(Form):
    """Three fields a paper; a tick says that all three are written on it exactly as they are recorded."""

    def __init__(self, *args, sheets, recorded, versions, **kwargs):
        self.sheets, self.recorded = sheets, recorded
        super().__init__(*args, **kwargs)
        for sheet in sheets:
            key = sheet.key
            self.fields[f"same_{key}"] = forms.BooleanField(
                label="Cả ba nội dung ghi đúng như hồ sơ", required=False, widget=forms.CheckboxInput
            )
            self.fields[f"full_name_{key}"] = CleanCharField(
                label="Họ và tên trên giấy tờ", max_length=300, required=False, initial=sheet.full_name
            )
            self.fields[f"birth_date_{key}"] = WrittenDay(
                label="Ngày sinh trên giấy tờ",
                max_length=20,
                required=False,
                initial=sheet.birth_date,
                help_text="Chép đúng như giấy tờ, kể cả khi chỉ ghi năm.",
            )
            self.fields[f"home_place_{key}"] = CleanCharField(
                label="Quê quán trên giấy tờ", max_length=200, required=False, initial=sheet.home_place
            )
            self.fields[f"version_{key}"] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=0, initial=versions.get(key, 0)
            )

    def papers(self):
        """(sheet, its visible fields) for the page."""
        for sheet in self.sheets:
            names = (f"{name}_{sheet.key}" for name in ("same", "full_name", "birth_date", "home_place"))
            yield sheet, [self[name] for name in names]

    @property
    def readings(self):
        """Paper's id -> what it says; what was typed goes before the tick."""
        found = {}
        for sheet in self.sheets:
            same = self.cleaned_data[f"same_{sheet.key}"]
            found[sheet.key] = {
                name: self.cleaned_data[f"{name}_{sheet.key}"] or (getattr(self.recorded, name) if same else "")
                for name in ("full_name", "birth_date", "home_place")
            }
        return found

    @property
    def versions(self):
        """Paper's id -> the version that stood on the page."""
        return {sheet.key: self.cleaned_data[f"version_{sheet.key}"] for sheet in self.sheets}
