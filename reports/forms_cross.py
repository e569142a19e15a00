"""What is asked for a composed table: a unit, a period, a figure, and by what it is laid out."""

from django import forms
from django.core.exceptions import ValidationError

from partydev.text import uncapitalized
from reports.cross import BASES, axes_of
from reports.cross.axes import SPANS, UNIT
from reports.forms import ReportForm

EVERY_AXIS = {key: label for base in BASES for key, label in axes_of(base).items()}
DEFAULTS = {"goc": "admitted", "hang": UNIT, "cot": "sex"}


class CrossForm(ReportForm):
    """`goc` is the figure, `hang` and `cot` what stands in the rows and the columns."""

    goc = forms.ChoiceField(label="Đếm ai", choices=list(BASES.items()))
    hang = forms.ChoiceField(label="Chia theo (hàng)", choices=list(EVERY_AXIS.items()))
    cot = forms.ChoiceField(label="và theo (cột)", choices=list(EVERY_AXIS.items()))

    def clean(self):
        data = super().clean()
        base, rows, columns = (data.get(name) for name in ("goc", "hang", "cot"))
        if not (base and rows and columns):
            return data
        for name in ("hang", "cot"):
            if data[name] not in axes_of(base):
                self.add_error(name, f"“{BASES[base]}” không chia được theo {uncapitalized(EVERY_AXIS[data[name]])}.")
        if rows == columns or (rows in SPANS and columns in SPANS):
            raise ValidationError({"cot": "Hãy chọn tiêu chí khác với tiêu chí của hàng."})
        return data
