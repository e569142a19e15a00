"""Forms of the documents of higher organs on which a case rests."""

from candidates.forms._parts import Grouped
from partydev.forms import CleanCharField, CleanTextField, Form, VietnameseDateField


class GroundForm(Grouped, Form):
    """Number, day and issuer of one document, never what it says."""

    number = CleanCharField(label="Số văn bản", max_length=120)
    issued_on = VietnameseDateField(label="Ngày của văn bản")
    issuer = CleanCharField(label="Nơi ban hành", max_length=200)
    note = CleanTextField(label="Ghi chú", max_length=300, required=False)
    GROUPS = (("", ("number", "issued_on", "issuer", "note")),)

    def __init__(self, *args, kind, **kwargs):
        kwargs.setdefault("initial", {"issuer": kind.issuer})
        super().__init__(*args, **kwargs)
        if kind.without_note:
            del self.fields["note"]


class WithdrawGroundForm(Grouped, Form):
    reason = CleanTextField(label="Đã ghi nhầm điều gì?", max_length=500)
    GROUPS = (("", ("reason",)),)
