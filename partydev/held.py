"""What somebody typed into a form whose session ended meanwhile: kept for them until they have signed in again.

A form's token says, signed, for whom its page was made. A form that arrives without a session is kept
under that token for its owner alone, for hours, and the sign-in page leads back to the very form with
the text in it, or to a page that shows the text and sends it again where the address has no page. Nothing
is kept in the browser, and files are not kept. Passwords are never in such a form.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.http import QueryDict
from django.shortcuts import resolve_url
from django.utils import timezone

from partydev import again
from partydev.htmx import is_partial
from partydev.models import FormToken, HeldForm
from partydev.once import owner_of, token_of
from partydev.refusals import Invalid

NOT_HELD = ("csrfmiddlewaretoken", again.FIELD)
ASKED = "giu"  # the address names the form that is to come back
LASTS = timedelta(hours=12)
MOST_CHARACTERS, MOST_FORMS = 200_000, 10


class KeepsWhatWasTyped:
    """Between the check of the session and the one that asks for it: keeps a form that comes without one.

    Brought back, a kept form is the page's own form as if it had just been sent and not yet taken: a GET
    whose `request.POST` holds it. Nothing is written by that; its button sends it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.user.is_authenticated:
            if request.method == "GET" and ASKED in request.GET:
                _bring_back(request)
            return None
        if request.method == "POST" and getattr(view, "login_required", True):
            return to_sign_in(request)
        return None


def to_sign_in(request):
    """Keep the form that was sent without a session and lead to the sign-in page; None for one that is not kept."""
    owner = owner_of(request)
    if owner is None or is_partial(request) or not get_user_model().objects.filter(pk=owner, is_active=True).exists():
        return None
    address = keep(request, owner)
    return redirect_to_login(address, resolve_url("accounts:sign_in")) if address else None


def keep(request, owner):
    """Keep the form that was sent, for the user of id `owner`; returns the address that brings it back.

    Returns "" for a form that is too long; raises `Invalid` for one without a token.
    """
    content = _content(request)
    if len(content) > MOST_CHARACTERS:
        return ""
    token = token_of(request)
    fields = {"user_id": owner, "path": request.path, "content": content, "held_at": timezone.now()}
    HeldForm.objects.update_or_create(token=token, defaults=fields)
    _keep_few(owner)
    query = request.GET.copy()
    query[ASKED] = str(token)
    return f"{request.path}?{query.urlencode()}"


def is_brought_back(address):
    """Whether `address` leads to a form that was kept."""
    return f"{ASKED}=" in address.partition("?")[2]


def forget(request):
    """The form was taken: what was kept of it goes."""
    if ASKED in request.GET:
        HeldForm.objects.filter(token=token_of(request), user=request.user).delete()


def sweep():
    """Remove what nobody came back for; returns how many."""
    return HeldForm.objects.filter(held_at__lt=timezone.now() - LASTS).delete()[0]


def _content(request):
    kept = request.POST.copy()
    for name in NOT_HELD:
        kept.pop(name, None)
    return kept.urlencode()


def _keep_few(owner):
    sweep()
    mine = HeldForm.objects.filter(user=owner).order_by("-held_at")
    HeldForm.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST_FORMS:])).delete()


def _bring_back(request):
    """Put the kept form of this very user and address into the request, unless it was taken since."""
    try:
        token = token_of(request, request.GET.get(ASKED))
    except Invalid:
        return
    own = HeldForm.objects.filter(token=token, user=request.user, path=request.path)
    row = own.filter(held_at__gt=timezone.now() - LASTS).first()
    if row and not FormToken.objects.filter(token=token).exists():
        request.POST = QueryDict(row.content)
        request.brought_back = True


def fields_to_send_again(request):
    """(name, value) of a form whose secret is out of date, where its page was made for who is signed in; else [].

    The signed token proves that: a page from elsewhere cannot have it.
    """
    user, content = request.user, _content(request)
    if not user.is_authenticated or owner_of(request) != user.pk or len(content) > MOST_CHARACTERS:
        return []
    return fields_of(request)


def fields_of(request):
    """(name, value) of the form in `request`, without its secret."""
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_HELD]
