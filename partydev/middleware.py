"""Headers that keep pages with personal data out of every cache and away from devices."""

from django.utils.cache import patch_vary_headers


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
