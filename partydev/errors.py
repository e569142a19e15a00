"""The pages for what went wrong. They need neither the database nor a signed-in user.

No page tells the path or an exception's own words, except the reason that our code gave
with `PermissionDenied`. "Not visible to you" and "does not exist" are the same page.
"""

import logging
import secrets

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from partydev import held
from partydev.context import installation

logger = logging.getLogger(__name__)


def _page(request, status, template=None, **context):
    # Rendered without the request: the other context processors would ask the database who is signed in.
    page = render_to_string(template or f"errors/{status}.html", installation(request) | context)
    return HttpResponse(page, status=status)


def bad_request(request, exception=None):
    return _page(request, 400)


def permission_denied(request, exception=None):
    return _page(request, 403, reason=str(exception or ""))


def csrf_failure(request, reason=""):
    """The form's secret is missing or old: most often a page left open past the end of a session.

    What was typed is not lost: without a session it is kept until its owner has signed in again; with the
    session of the one for whom the page was made, it can be sent again by one press.
    """
    user = getattr(request, "user", None)
    if user is not None and not user.is_authenticated and (kept := held.to_sign_in(request)):
        return kept
    fields = held.fields_to_send_again(request) if user is not None else []
    again = {"fields": fields, "address": request.get_full_path(), "secret": get_token(request)} if fields else {}
    return _page(request, 403, template="errors/csrf.html", **again, files=bool(request.FILES))


def page_not_found(request, exception=None):
    return _page(request, 404)


def method_not_allowed(request):
    """The address only takes what a form sends: most often a page opened again by hand or from the history.

    Such an address has no page into which a form kept over the end of a session (`held`) could come back: it is
    shown here, to be sent again by one press.
    """
    if not getattr(request, "brought_back", False):
        return _page(request, 405)
    fields, secret = held.fields_of(request), get_token(request)
    texts = [value for _, value in fields if len(value.split()) > 1]
    again = {"fields": fields, "texts": texts, "address": request.get_full_path(), "secret": secret}
    return _page(request, 200, template="errors/held.html", **again)


def too_many_files(request, sentence):
    """So many send files that this sender must come again (`partydev.gate`)."""
    return _page(request, 503, sentence=sentence)


def too_large_a_paper(request):
    """The pages asked for are more than may be laid out at once; nothing was made and nothing recorded."""
    return _page(request, 422, template="errors/too_large.html")


def server_error(request):
    """Show an id that leads to the log: it stands in the line before the traceback."""
    error_id = secrets.token_hex(4).upper()
    # The pattern of the address, not the address: what stood in it may concern a person.
    route = request.resolver_match.route if request.resolver_match else ""
    logger.error("Error %s on %s /%s", error_id, request.method, route)
    return _page(request, 500, error_id=error_id)
