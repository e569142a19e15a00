"""What a page sends of a paper's scan: files in one piece, or the name of a sending whose parts came before."""

from django import forms
from django.core import signing

from candidates.scans import limits, reasons, store
from partydev.forms import CleanCharField, Form

_SALT = "candidates.scans.sending"


def ticket(user, candidate, code, ordinal):
    """A signed name for one sending: it serves this account, for this paper, for as long as parts are kept."""
    return signing.dumps([store.new_sending(user), user.pk, candidate.pk, code, ordinal], salt=_SALT)


def sending_of(value, user, candidate, code, ordinal):
    """The `Sending` that a ticket names; None where it is another's, of another paper, or too old."""
    try:
        name, *about = signing.loads(value, salt=_SALT, max_age=limits.RESUMABLE_HOURS * store.HOUR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return store.Sending(name) if about == [user.pk, candidate.pk, code, ordinal] else None


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, in the order in which they were chosen. Their names are not asked; none is opened here."""

    widget = SeveralFiles

    def clean(self, data, initial=None):
        return [each for each in data or [] if each]

    def bound_data(self, data, initial):
        return None


class ScanForm(Form):
    """Files in one piece, or the numbers of the parts that came before in the order in which they are pages."""

    files = FilesField(label="Ảnh hoặc tệp PDF", required=False)
    received = forms.CharField(widget=forms.HiddenInput, required=False)
    order = forms.RegexField(r"^\d{1,3}(,\d{1,3})*$", widget=forms.HiddenInput, required=False, max_length=200)

    def clean_order(self):
        return [int(each) for each in self.cleaned_data["order"].split(",") if each]


class PartForm(Form):
    """One part of one file."""

    received = forms.CharField()
    number = forms.IntegerField(min_value=0, max_value=999)
    offset = forms.IntegerField(min_value=0, max_value=limits.MOST_BYTES)
    part = forms.FileField(allow_empty_file=True)  # what an empty file lacks is said when all is there

    def clean_part(self):
        part = self.cleaned_data["part"]
        if part.size > limits.CHUNK:
            raise forms.ValidationError(reasons.BROKEN)
        return part


class SetAsideForm(Form):
    """Why a paper has no scan any more."""

    note = CleanCharField(label="Vì sao gỡ bản chụp", max_length=300)
