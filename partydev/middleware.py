"""What stands around every answer: headers that keep personal data out of every cache, a page for a wrong method."""

from django.utils.cache import patch_vary_headers

from partydev import errors
from partydev.papers.aside import TooLargeError


def private_pages(get_response):
    """Mark every response as not to be stored.

    It stands outside all middleware that may answer by itself, and inside WhiteNoise: so
    redirects and error pages are covered, and static files stay cacheable.
    """

    def middleware(request):
        response = get_response(request)
        response["Cache-Control"] = "no-store"
        # The same address gives a page or, to htmx, a fragment of it.
        patch_vary_headers(response, ["HX-Request"])
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        return response

    return middleware


def wrong_methods(get_response):
    """Give the empty 405 of an address that takes no GET (or nothing but GET) a page that leads on."""

    def middleware(request):
        response = get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = errors.method_not_allowed(request)
        page["Allow"] = response.get("Allow", "")
        return page

    return middleware


def papers_within_limits(get_response):
    """Answer in words where a paper is larger than may be laid out: whatever the view wrote is undone by then."""

    def middleware(request):
        return get_response(request)

    middleware.process_exception = _too_large
    return middleware


def _too_large(request, exception):
    return errors.too_large_a_paper(request) if isinstance(exception, TooLargeError) else None
