"""What a page sends of a paper's scan: files in one piece, or the name of a sending whose parts came before."""

from django import forms
from django.core import signing

from candidates.scans import limits, reasons, receive, store
from partydev.forms import CleanCharField, Form
from partydev.gate import BUSY

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
    """Valid once the files are made into one PDF, which then waits in `finished` for its row; see `discard`."""

    files = FilesField(label="Ảnh hoặc tệp PDF", required=False)
    received = forms.CharField(widget=forms.HiddenInput, required=False)
    order = forms.RegexField(r"^\d{1,3}(,\d{1,3})*$", widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args, sending=None, too_heavy=False, open_=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.sending, self.too_heavy, self.open = sending, too_heavy, open_
        self.finished, self.status = None, None

    def clean(self):
        """Nothing is opened for a paper whose scan may not be changed: the action says so."""
        cleaned = super().clean()
        if self.open and not self.errors:
            self._receive(cleaned["files"], [int(each) for each in cleaned["order"].split(",") if each])
        return cleaned

    def _receive(self, uploads, order):
        if self.too_heavy or len(uploads) > limits.MOST_FILES:
            self.add_error("files", reasons.TOO_HEAVY if self.too_heavy else reasons.TOO_MANY)
            return
        if self.sending is None:
            self.add_error("files", reasons.BROKEN)
            return
        try:
            if uploads:
                self.sending.take(uploads)
            self.finished = receive.finish(self.sending, [] if uploads else order)
        except receive.Refusal as refusal:
            self.sending.drop()
            self.add_error("files", str(refusal))
        except store.BusyError:
            # Parts that came over a weak link stay: sent again, they are judged when it is their turn.
            if uploads:
                self.sending.drop()
            self._say(BUSY, 503)
        except FileNotFoundError:
            self._say(reasons.BROKEN, 409)  # the same sending was finished in the same moment
        except OSError:
            self.sending.drop()
            self._say(reasons.NO_ROOM, 507)

    def _say(self, text, status):
        self.status = status
        self.add_error("files", text)

    def discard(self):
        """Leave nothing of the sending behind, once it was kept or refused."""
        if self.sending and self.status != 503:
            self.sending.drop()


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
