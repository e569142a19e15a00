"""The two questions every view asks about htmx. Both work the same with JavaScript off."""

from django.shortcuts import redirect as http_redirect
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect


def is_partial(request) -> bool:
    """Whether to answer with a fragment.

    Boosted links and restored history replace the whole page, so they get the whole page.
    """
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def redirect(request, to, *args, **kwargs):
    """Send the browser to `to` (anything `django.shortcuts.redirect` takes).

    Behind a fragment's request a 302 would be followed unseen and swapped into the fragment's
    place; `HX-Redirect` moves the page itself.
    """
    if is_partial(request):
        return HttpResponseClientRedirect(resolve_url(to, *args, **kwargs))
    return http_redirect(to, *args, **kwargs)
