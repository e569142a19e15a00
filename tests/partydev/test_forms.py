"""The building blocks of forms: nothing typed is lost, and every message says what to do."""

from datetime import date

import pytest
from django import forms as django_forms
from django.core.files.uploadedfile import SimpleUploadedFile

from partydev import forms


class Everything(forms.Form):
    name = forms.CleanCharField(label="Họ và tên", max_length=10, min_length=2)
    note = forms.CleanTextField(label="Nhận xét", max_length=1200, required=False)
    on = forms.VietnameseDateField(label="Ngày họp")
    votes = forms.WholeNumberField(label="Số phiếu", min_value=0, max_value=2000)
    kind = django_forms.ChoiceField(label="Loại", choices=[("a", "A")])
    share = django_forms.DecimalField(label="Tỷ lệ 50%", max_value=100)
    agreed = django_forms.BooleanField(label="Đồng ý", error_messages={"required": "Lời riêng."})


GOOD = {"name": "Lê An", "note": "", "on": "05/02/2026", "votes": "12", "kind": "a", "share": "1", "agreed": "on"}


def errors_of(**changes):
    form = Everything(GOOD | changes)
    return {name: list(errors) for name, errors in form.errors.items()}


def test_a_good_form_is_valid():
    form = Everything(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(2026, 2, 5)
    assert form.mend_notes == []


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "", "Hãy điền “Họ và tên”."),
        ("name", "x" * 11, "“Họ và tên” dài tối đa 10 ký tự; đang có 11 ký tự."),
        ("name", "x", "“Họ và tên” cần ít nhất 2 ký tự; đang có 1 ký tự."),
        ("on", "", "Hãy điền “Ngày họp”."),
        ("on", "31/04/2026", "Không có ngày 31; tháng 4 năm 2026 có 30 ngày."),
        ("on", "5/2/26", "Hãy viết đủ bốn chữ số của năm, ví dụ 05/02/2026."),
        ("votes", "mười", "“Số phiếu” phải là một số nguyên, ví dụ 12."),
        ("votes", "12.5", "“Số phiếu” phải là một số nguyên, ví dụ 12."),
        ("votes", "2.001", "“Số phiếu” không được lớn hơn 2000."),
        ("votes", "²", "“Số phiếu” phải là một số nguyên, ví dụ 12."),
        ("votes", "-1", "“Số phiếu” không được nhỏ hơn 0."),
        ("kind", "", "Hãy chọn “Loại”."),
        ("kind", "b", "Mục đã chọn không còn trong danh sách “Loại”; hãy chọn lại."),
        ("share", "101", "“Tỷ lệ 50%” không được lớn hơn 100."),
        ("share", "", "Hãy điền “Tỷ lệ 50%”."),
        ("agreed", "", "Lời riêng."),
    ],
)
def test_the_message_says_what_to_do(field, typed, message):
    assert errors_of(**{field: typed}) == {field: [message]}


@pytest.mark.parametrize(("typed", "read"), [("1.234", 1234), ("1 234", 1234), (" 12 ", 12)])
def test_whole_numbers_are_read_with_dots_of_thousands(typed, read):
    form = Everything(GOOD | {"votes": typed})
    assert form.is_valid()
    assert form.cleaned_data["votes"] == read


def test_files_are_refused_in_vietnamese():
    class Upload(forms.Form):
        paper = django_forms.FileField(label="Bản chụp", max_length=5)

    assert Upload({}, {}).errors["paper"] == ["Hãy chọn tệp cho “Bản chụp”."]
    empty, long = SimpleUploadedFile("a.pdf", b""), SimpleUploadedFile("quá-dài.pdf", b"x")
    assert Upload({}, {"paper": empty}).errors["paper"][0].startswith("Tệp đã chọn không có nội dung")
    assert Upload({}, {"paper": long}).errors["paper"][0].startswith("Tên tệp dài tối đa 5 ký tự")


def test_fields_that_are_added_or_renamed_later_speak_by_their_own_label():
    class Later(forms.Form):
        number = forms.CleanCharField(max_length=3)
        version = django_forms.IntegerField(widget=django_forms.HiddenInput)
        shown = forms.CleanCharField(max_length=3, required=False, widget=django_forms.HiddenInput)

        def __init__(self, *args):
            super().__init__(*args)
            self.fields["number"].label = "Số nghị quyết"
            self.fields["more"] = forms.CleanTextField(label="Kết luận", max_length=2_000)

    errors = Later({"number": "12345", "more": "x" * 12_000, "shown": "12345"}).errors
    assert errors["number"] == ["“Số nghị quyết” dài tối đa 3 ký tự; đang có 5 ký tự."]
    assert errors["more"] == ["“Kết luận” dài tối đa 2.000 ký tự; đang có 12.000 ký tự."]
    assert errors["version"] == errors["shown"] == [forms.HIDDEN_FAULT]
    assert Later({"more": "x"}).errors["number"] == ["Hãy điền “Số nghị quyết”."]


def test_no_message_says_invalid():
    told = [message for messages in forms.MESSAGES.values() for message in messages.values()]
    assert not [message for message in told if "hợp lệ" in message]


def test_mended_letters_are_told_of():
    form = Everything(GOOD | {"name": "Ðỗ An"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Đỗ An"
    assert form.mend_notes == ["Đã thay chữ Ð (không phải chữ Việt) bằng chữ Đ trong “Họ và tên”."]
    assert Everything(GOOD).mend_notes == []


def test_text_is_measured_after_cleaning():
    assert errors_of(name="  Nguye\u0302\u0303n \u200b An ") == {}


def test_line_breaks_stay_in_long_texts_only():
    form = Everything(GOOD | {"note": "một \r\n hai", "name": "Lê\nAn"})
    assert form.is_valid()
    assert form.cleaned_data["note"] == "một\nhai"
    assert form.cleaned_data["name"] == "Lê An"


def test_an_input_is_tied_to_its_help_and_error():
    html = str(Everything(GOOD | {"on": "x"})["on"])
    assert 'aria-describedby="id_on_helptext id_on_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="x"' in html


def test_an_input_keeps_nothing_and_cuts_nothing():
    form = Everything()
    assert 'autocomplete="off"' in str(form["name"])
    assert 'aria-required="true"' in str(form["name"])
    assert 'aria-required="true"' not in str(form["note"])
    assert 'inputmode="numeric"' in str(form["on"])
    assert "maxlength" not in form.as_p()
    assert " required" not in form.as_p()
    assert form["note"].help_text == "Tối đa 1.200 ký tự."


def test_a_date_is_shown_as_it_is_typed():
    assert 'value="05/02/2026"' in str(Everything(initial={"on": date(2026, 2, 5)})["on"])


def test_a_date_that_did_not_change_is_not_a_change():
    assert not Everything(GOOD, initial={"on": date(2026, 2, 5)})["on"]._has_changed()


@pytest.mark.parametrize("name", ["Y Moan Êban", "K’Brối", "Nguyễn Thị Hoa-Mai", "Đặng V. Ấn"])
def test_a_persons_name_is_taken(name):
    assert forms.PersonNameField().clean(name) == name


@pytest.mark.parametrize(("name", "odd"), [("123 !!", "! 1 2 3"), ("Trần Văn A2", "2"), ("a@b", "@")])
def test_what_is_no_name_is_pointed_at(name, odd):
    with pytest.raises(django_forms.ValidationError, match="Họ tên chỉ gồm chữ") as refusal:
        forms.PersonNameField().clean(name)
    assert refusal.value.messages[0].endswith(odd)
