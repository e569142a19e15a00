"""A form sent twice counts once.

A page puts `new_token(user)` into its form; the view wraps what it does on POST in `once(request)`.
The token's row and the work commit together, so that either both are there or neither is.
"""

import hashlib
import logging
import uuid

from django.core import signing
from django.db import IntegrityError, transaction

from partydev import again
from partydev.models import FormToken
from partydev.refusals import Conflict, Invalid

logger = logging.getLogger(__name__)

FIELD = "form_token"
SENT_OTHERWISE = "Biểu mẫu này đã được gửi với nội dung khác. Hãy mở lại trang rồi nhập lại."
NOT_COMPARED = ("csrfmiddlewaretoken", FIELD, again.FIELD)  # no trace of a password, be it hashed
_MADE_FOR = signing.Signer(salt="partydev.once")


def new_token(user):
    """A fresh token for a form's hidden field; it says, signed, for whom the page was made.

    Where nobody is signed in (None, or the anonymous user) it names nobody, and nothing is kept of the form (`held`).
    """
    token = str(uuid.uuid4())
    return _MADE_FOR.sign(f"{token}:{user.pk}") if user is not None and user.is_authenticated else token


def owner_of(request):
    """The key of the user for whom the page of the form was made; None where its token does not say."""
    try:
        return int(_MADE_FOR.unsign(request.POST.get(FIELD, "")).partition(":")[2])
    except (signing.BadSignature, ValueError):
        return None


def once(request, act):
    """Run `act()`, which returns the URL to go to, at most once for this form's token; return the URL.

    The same token with the same content returns the first result's URL. With other content it
    raises `Conflict`; without a readable token `Invalid`. What `act` raises undoes everything.
    """
    token = token_of(request)
    body = _body_hash(request)
    earlier = FormToken.objects.filter(token=token).first()
    if earlier is None:
        try:
            with transaction.atomic():
                row = FormToken.objects.create(token=token, user=request.user, body_hash=body, result_url="")
                row.result_url = _kept(act())
                row.save(update_fields=["result_url"])
                return row.result_url
        except IntegrityError:
            earlier = FormToken.objects.filter(token=token).first()
            if earlier is None:
                # Another constraint than the token's: the same thing was made elsewhere in the same moment.
                logger.warning("A constraint refused a form at %s", request.path, exc_info=True)
                raise Conflict("Trong lúc bạn gửi, người khác vừa ghi việc này. Hãy mở lại trang để xem.") from None
    if not _is_same(earlier, request):
        raise Conflict(SENT_OTHERWISE)
    return earlier.result_url


def _kept(url):
    """`url`, without its query where that is more than a row holds: a page of its own begins anew there."""
    room = FormToken._meta.get_field("result_url").max_length
    return url if len(url) <= room else url.partition("?")[0]


def first_answer(request):
    """The URL that this very form of this user was answered with earlier; "" for a form not sent before.

    Asked before anything the form was about is looked for: by now that may be gone, or have moved on.
    """
    row = _earlier(request)
    return row.result_url if row and _is_same(row, request) else ""


def sent_otherwise(request):
    """Whether this form's token was sent before with other content.

    Asked before the form is looked at: what its first sending changed would else be called its faults.
    """
    row = _earlier(request)
    return row is not None and not _is_same(row, request)


def _earlier(request):
    try:
        return FormToken.objects.filter(token=token_of(request)).first()
    except Invalid:
        return None


def _is_same(row, request):
    return row.user_id == request.user.pk and row.body_hash == _body_hash(request)


def token_of(request, text=None):
    """The token of the form that was sent, or of `text`, without what is said of its owner; else `Invalid`."""
    try:
        return uuid.UUID((request.POST.get(FIELD, "") if text is None else text).partition(":")[0])
    except ValueError:
        raise Invalid("Biểu mẫu đã cũ. Hãy mở lại trang rồi gửi lại.") from None


def _body_hash(request):
    pairs = sorted((key, value) for key, values in request.POST.lists() for value in values if key not in NOT_COMPARED)
    return hashlib.sha256(repr((request.path, pairs)).encode()).hexdigest()
