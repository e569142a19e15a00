"""Shape of the CV's input: a page of questions, a row of a list, a relative. Nothing is required to save a page."""

import re
from datetime import date

from django import forms

from dossiers.cv import partial
from dossiers.cv.questions import CHOICE, CITIZEN_ID, DATE, MOST_LETTERS, TEXT, TICK
from dossiers.cv.record import mask
from dossiers.cv.rows import GROUPS, KIN, KIN_GROUP, KINDS, RELATIVE_QUESTIONS
from partydev.forms import CleanCharField, CleanTextField, Form, PersonNameField, VietnameseDateField

NO_SPELLING = {"spellcheck": "false", "autocorrect": "off"}
NAMES = {"birth_name"}


class PartialDateField(forms.CharField):
    """A date of which a part may be unknown; cleaned to a `Partial` or None."""

    def __init__(self, *, with_day=False, may_be_unknown=False, **kwargs):
        self.reading = {"with_day": with_day, "may_be_unknown": may_be_unknown}
        kwargs.setdefault("widget", forms.TextInput(attrs={"size": "12"}))
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return str(value) if isinstance(value, partial.Partial) else value

    def to_python(self, value):
        try:
            return partial.parse(super().to_python(value), **self.reading)
        except ValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from error


class CitizenIdField(CleanCharField):
    """Twelve digits; spaces, dots and dashes between them are ignored.

    The page holds the number masked; what comes back masked is the `kept` one.
    """

    kept = ""

    def to_python(self, value):
        if self.kept and super().to_python(value) == mask(self.kept):
            return self.kept
        digits = re.sub(r"[\s.-]", "", super().to_python(value))
        if "*" in digits:
            raise forms.ValidationError(
                "Số này đang bị che bớt hoặc vừa được sửa; hãy ghi đủ 12 chữ số.", code="invalid"
            )
        if digits and not re.fullmatch(r"[0-9]{12}", digits):
            raise forms.ValidationError(f"Số căn cước gồm 12 chữ số; đang có {len(digits)} ký tự.", code="invalid")
        return digits


def field_for(question):
    """The form field of a question; `needed` marks what a finished CV has, though a page is saved without it."""
    common = {"label": question.label, "required": False, "help_text": question.help}
    if question.kind == TEXT:
        area = forms.Textarea(attrs={"rows": question.tall})
        field = CleanTextField(max_length=question.max_length, widget=area, **common)
    elif question.kind == DATE:
        field = VietnameseDateField(label=question.label, required=False)
    elif question.kind == CHOICE:
        field = forms.ChoiceField(choices=[("", "Chưa chọn"), *question.choices], **common)
    elif question.kind == TICK:
        field = forms.BooleanField(**common)
    elif question.kind == CITIZEN_ID:
        field = CitizenIdField(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **common)
    elif question.key in NAMES:
        field = PersonNameField(max_length=question.max_length, widget=forms.TextInput(attrs=NO_SPELLING), **common)
    else:
        field = CleanCharField(max_length=question.max_length, **common)
    field.needed = question.needed
    return field


def stored(value):
    """A cleaned value as it is kept."""
    return value.isoformat() if isinstance(value, date) else value


def _shown(question, value):
    return date.fromisoformat(value) if question.kind == DATE and value else value


class VersionedForm(Form):
    """A form opened at a version. `has_lines`: some field is one line, whose limit is said above the fields."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    most_letters = MOST_LETTERS

    @property
    def has_lines(self):
        return any(getattr(field, "max_length", 0) == MOST_LETTERS for field in self.fields.values())

    def kept(self, questions):
        """What was typed for `questions`, as it is kept."""
        return {question.key: stored(self.cleaned_data[question.key]) for question in questions}


class PageForm(VersionedForm):
    """The questions of one page of the CV."""

    def __init__(self, *args, record, page, version, **kwargs):
        self.record = record
        self.parts = record.parts_of(page)
        self.questions = [question for part in self.parts for question in record.asked(part)]
        initial = {each.key: _shown(each, record.answers.get(each.key)) for each in self.questions}
        super().__init__(*args, initial={**initial, "version": version}, **kwargs)
        for question in self.questions:
            self.fields[question.key] = field_for(question)
        if number := initial.get("citizen_id"):
            self.fields["citizen_id"].kept, self.initial["citizen_id"] = number, mask(number)
            self.fields[
                "citizen_id"
            ].help_text = "Số đang ghi được che bớt. Để nguyên thì giữ; ghi lại đủ 12 chữ số để sửa."
        if "nationality" in self.fields and not record.answers:
            self.initial["nationality"] = "Việt Nam"
        self.prepare()

    def prepare(self):
        """Fields that came after `__init__` get what `Form` gives to those before."""
        for name in self.fields:
            self.fields[name].widget.attrs.setdefault("autocomplete", "off")

    def groups(self):
        """(part, its known facts, its bound fields) for the page."""
        for part in self.parts:
            asked = [question.key for question in self.record.asked(part)]
            known = [line for line in self.record.lines(part)[: len(part.known)] if part.known]
            yield part, known, [self[key] for key in asked]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("no_historical") and cleaned.get("historical"):
            self.add_error("no_historical", "Đã ghi nội dung ở dưới; hãy bỏ dấu này hoặc xóa nội dung.")
        if cleaned.get("not_in_youth_union") and cleaned.get("youth_union_place"):
            self.add_error("not_in_youth_union", "Đã ghi nơi vào Đoàn; hãy bỏ dấu này hoặc xóa nơi vào Đoàn.")
        _in_order(self, "first_admitted_on", "first_recognized_on", "Ngày công nhận phải sau ngày kết nạp.")
        return cleaned

    @property
    def values(self):
        """What is kept of the page."""
        return self.kept(self.questions)


def _in_order(form, first, second, words):
    earlier, later = form.cleaned_data.get(first), form.cleaned_data.get(second)
    if earlier and later and later < earlier:
        form.add_error(second, words)


class EntryForm(VersionedForm):
    """A row of one of the lists."""

    def __init__(self, *args, part, on, entry=None, version=0, **kwargs):
        self.kind, self.on = KINDS[part], on
        initial = {"version": version}
        if entry:
            details = {each.key: _shown(each, entry.details.get(each.key)) for each in self.kind.questions}
            initial |= {"start": entry.start, "end": entry.end, "ongoing": entry.ongoing, **details}
        super().__init__(*args, initial=initial, **kwargs)
        if self.kind.lasting:
            self.fields["start"] = PartialDateField(label="Từ tháng, năm", help_text="Ví dụ: 09/2016 hoặc 2016")
            self.fields["end"] = PartialDateField(
                label="Đến tháng, năm", required=False, help_text="Nếu còn đến nay: để trống, đánh dấu ô ở dưới."
            )
            self.fields["ongoing"] = forms.BooleanField(label="Còn đến nay", required=False)
            self.fields["end"].needed = self.fields["ongoing"].needed = True
        else:
            self.fields["start"] = PartialDateField(label="Tháng, năm", help_text="Ví dụ: 05/2020 hoặc 2020")
        for question in self.kind.questions:
            self.fields[question.key] = field_for(question)
            self.fields[question.key].required = question.needed
        PageForm.prepare(self)

    def clean(self):
        cleaned = super().clean()
        start, end, ongoing = cleaned.get("start"), cleaned.get("end"), cleaned.get("ongoing")
        this_month = partial.month_of(self.on)
        for name, day in (("start", start), ("end", end)):
            if day and day.first_month > this_month:
                self.add_error(name, "Thời gian này chưa đến.")
        if start and end and end.last_month < start.first_month:
            self.add_error("end", f"Thời gian kết thúc phải sau khi bắt đầu ({start}).")
        if self.kind.lasting and end and ongoing:
            self.add_error("ongoing", "Đã ghi thời gian kết thúc; hãy bỏ dấu này hoặc xóa thời gian kết thúc.")
        if self.kind.lasting and start and not end and not ongoing and "end" not in self.errors:
            self.add_error("end", "Hãy ghi thời gian kết thúc, hoặc đánh dấu “Còn đến nay”.")
        return cleaned

    @property
    def values(self):
        days = {name: self.cleaned_data.get(name) for name in ("start", "end", "ongoing")}
        return {**days, **self.kept(self.kind.questions)}


class RelativeForm(VersionedForm):
    """A relative of one group of kinship."""

    kin = forms.ChoiceField(label="Quan hệ với người vào Đảng")
    full_name = PersonNameField(
        label="Họ và tên",
        max_length=MOST_LETTERS,
        widget=forms.TextInput(attrs={**NO_SPELLING, "autocapitalize": "words"}),
        help_text="Ghi “không rõ” nếu không biết tên.",
    )
    born = PartialDateField(
        label="Năm sinh",
        with_day=True,
        may_be_unknown=True,
        required=False,
        help_text="Ví dụ: 1958, 05/1958, 12/05/1958 hoặc “không rõ”.",
    )
    died = PartialDateField(
        label="Năm mất",
        may_be_unknown=True,
        required=False,
        help_text="Chỉ ghi khi đã mất. Ví dụ: 2019 hoặc “không rõ”.",
    )
    death_cause = CleanCharField(
        label="Lý do mất", max_length=MOST_LETTERS, required=False, help_text="Ví dụ: già yếu, bệnh, liệt sĩ"
    )

    def __init__(self, *args, group, on, relative=None, version=0, **kwargs):
        self.group, self.on = group, on
        self.questions = RELATIVE_QUESTIONS[group]
        initial = {"version": version}
        if relative:
            details = {each.key: _shown(each, relative.details.get(each.key)) for each in self.questions}
            names = ("kin", "full_name", "born", "died", "death_cause")
            initial |= {**{name: getattr(relative, name) for name in names}, **details}
        super().__init__(*args, initial=initial, **kwargs)
        kin = [(key, label) for key, label, of in KIN if of == group]
        self.fields["kin"].choices = kin if relative else [("", "Chọn quan hệ"), *kin]
        self.fields["born"].needed = True
        for question in self.questions:
            self.fields[question.key] = field_for(question)
        PageForm.prepare(self)

    def clean(self):
        cleaned = super().clean()
        born, died = cleaned.get("born"), cleaned.get("died")
        if died and died.year and (died.month or died.year > self.on.year):
            self.add_error("died", "Chỉ ghi năm mất, không sau năm nay." if died.month else "Năm này chưa đến.")
        if born and born.year and born.first_month > partial.month_of(self.on):
            self.add_error("born", "Thời gian này chưa đến.")
        if born and died and born.year and died.year and died.year < born.year:
            self.add_error("died", f"Năm mất phải sau năm sinh ({born.year}).")
        if cleaned.get("death_cause") and not died and "died" not in self.errors:
            self.add_error("died", "Đã ghi lý do mất; hãy ghi năm mất, hoặc “không rõ”.")
        return cleaned

    @property
    def values(self):
        names = ("full_name", "born", "died", "death_cause")
        return {**{name: self.cleaned_data[name] for name in names}, **self.kept(self.questions)}


GROUP_TITLES = dict(GROUPS)


def group_of(relative):
    return KIN_GROUP[relative.kin]
