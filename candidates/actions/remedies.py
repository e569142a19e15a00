"""What the committee answers to something recorded against the rules (CV1361 items 9–13, 98, 99)."""

from django.db import transaction

from branches.permissions import Permission
from candidates.actions._common import already, check_day, locked
from candidates.actions.advance import Paper, advance
from candidates.actions.annulment import annulment_of
from candidates.models import Remedy
from candidates.pipeline import TRANSITIONS
from partydev.refusals import Conflict, Invalid, require

Kind = Remedy.Kind
# Asking for a procedure to be redone is the staff's work; keeping or annulling is what a committee decided.
PERMISSIONS = {
    Kind.REMEDIED: Permission.DOSSIER_CHECK,
    Kind.ACCEPTED_AS_IS: Permission.DECISION_RECORD,
    Kind.ANNULLED: Permission.DECISION_RECORD,
}


@transaction.atomic
def record_remedy(*, event, kind, by, on, number="", issuer="", text="", later_event=None):
    """Record what became of the irregular `event` on the day `on`; returns the `Remedy`. Locks the candidate.

    An annulment is a step of the case (`annul_admission`, `annul_recognition`), which answers every irregular
    step of the same procedure. `later_event` is the step that was done anew.
    Raises `Conflict` where the event does not stand, is not irregular or is annulled; `NotAllowed`; `Invalid`.
    """
    candidate = locked(event.candidate)
    require(by, PERMISSIONS[kind], candidate)
    if not candidate.events.filter(pk=event.pk, irregular=True).exists():
        raise already(candidate, "Việc này không còn được đánh dấu chưa đúng quy định.")
    if event.remedies.filter(kind=Kind.ANNULLED).exists():
        raise Conflict("Quyết định về việc này đã bị hủy.")
    check_day(on)
    if on < event.on:
        raise Invalid({"on": f"Ngày này trước ngày của việc chưa đúng quy định ({event.on:%d/%m/%Y})."})
    if not text.strip():
        raise Invalid({"text": "Ghi đã khắc phục thế nào, hoặc lý do của quyết định."})
    if kind != Kind.REMEDIED and not number.strip():
        raise Invalid({"number": "Nhập số văn bản của cấp ủy."})
    if kind == Kind.ANNULLED:
        return _annul(candidate, event, by, on, Paper(number.strip(), on, issuer), text)
    if later_event and (later_event.candidate_id != candidate.pk or later_event.pk <= event.pk):
        raise Invalid({"later_event": "Chọn việc đã làm lại của chính người này."})
    return Remedy.objects.create(
        event=event,
        kind=kind,
        number=number.strip(),
        on=on,
        issuer=issuer,
        text=text,
        later_event=later_event,
        recorded_by=by,
    )


def kinds_for(candidate, event, user):
    """The kinds of remedy that `user` may record of `event` as the case stands, in their order."""
    open_to = [kind for kind in Kind if user.can(PERMISSIONS[kind], candidate)]
    return [kind for kind in open_to if kind != Kind.ANNULLED or can_annul(candidate, event)]


def can_annul(candidate, event):
    """Whether a decision that rests on `event` is in force, which could be annulled."""
    key = annulment_of(candidate, event)
    return bool(key) and candidate.stage in TRANSITIONS[key].sources


def _annul(candidate, event, by, on, paper, text):
    if not can_annul(candidate, event):
        raise Conflict("Chưa có quyết định nào dựa trên việc này để hủy. Hãy ghi việc làm lại thủ tục.")
    advance(candidate=candidate, transition=annulment_of(candidate, event), by=by, on=on, paper=paper, note=text)
    return event.remedies.get(kind=Kind.ANNULLED)
