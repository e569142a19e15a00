"""Ten seconds in which a small act is undone by one button of the banner that told of it.

For acts without legal effect only; what has one is taken back with a written reason, or by a further act.
A view calls `offer(...)` right after the act. The next page with a banner carries the button, a form of its
own that needs no JavaScript; its ten seconds begin when that page is made.
"""

import time

from django.core import signing
from django.views.decorators.http import require_POST

from partydev.decorators import signed_in
from partydev.forms import HIDDEN_FAULT, Form
from partydev.once import new_token
from partydev.refusals import Conflict, Invalid
from partydev.submit import answer

SECONDS = 10
# Nobody is offered to undo what they did minutes ago on a page that they left.
SHOWN_WITHIN = 60
KEPT, FIELD, SALT = "undo", "undo", "partydev.undo"
LATE = "Đã quá 10 giây nên không hoàn tác được nữa. Việc đã ghi giữ nguyên; nếu ghi nhầm, hãy mở lại trang đó rồi sửa."
# kind -> function(request, what) -> address to go to. Says itself what was undone; each app adds its own.
HANDLERS = {}


def offer(request, kind, what):
    """Offer to undo what was just done; `what` (plain data) is for the handler of `kind`."""
    request.session[KEPT] = {"kind": kind, "what": what, "at": time.time()}


def offered(request):
    """The fields of the button's form, once; None where nothing can be undone."""
    kept = request.session.pop(KEPT, None) if hasattr(request, "session") else None
    if not kept or time.time() - kept["at"] > SHOWN_WITHIN:
        return None
    what = {"kind": kept["kind"], "what": kept["what"], "user": request.user.pk}
    return {"undo": signing.dumps(what, salt=SALT), "form_token": new_token(request.user), "seconds": SECONDS}


def context(request):
    """`undo_offer` for base.html; asked only where a banner is shown, for asking takes it away."""
    return {"undo_offer": lambda: offered(request)}


@signed_in
@require_POST
def undo(request):
    """Undo what the button was offered for, by the rules of its handler."""

    def act(data):
        return _asked(request)

    return answer(request, Form(request.POST), act, "undo.html")


def _asked(request):
    try:
        asked = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=SECONDS)
    except signing.SignatureExpired:
        raise Conflict(LATE) from None
    except signing.BadSignature:
        raise Invalid(HIDDEN_FAULT) from None
    if asked["user"] != request.user.pk:
        raise Invalid(HIDDEN_FAULT)
    return HANDLERS[asked["kind"]](request, asked["what"])
