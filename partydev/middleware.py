"""What stands around every answer: headers that keep personal data out of every cache, a page for a wrong method."""

from django.utils.cache import patch_vary_headers

from partydev import errors


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
