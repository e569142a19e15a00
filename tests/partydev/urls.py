"""Views that answer in every way an application can, for the tests of what surrounds them."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from partydev import htmx
from partydev.decorators import public
from partydev.health import healthz

handler400 = "partydev.errors.bad_request"
handler403 = "partydev.errors.permission_denied"
handler404 = "partydev.errors.page_not_found"
handler500 = "partydev.errors.server_error"


def raising(error):
    @public
    def view(request):
        raise error

    return view


@public
def page(request):
    return HttpResponse("part" if htmx.is_partial(request) else "page")


@public
def moved(request):
    return htmx.redirect(request, "/page/?a=1")


urlpatterns = [
    path("healthz", healthz),
    path("page/", page),
    path("moved/", moved),
    path("sent-only/", require_POST(page)),
    path("400/", raising(SuspiciousOperation("secret"))),
    path("403/", raising(PermissionDenied)),
    path("403/reason/", raising(PermissionDenied("Chỉ bí thư <chi bộ> ghi được việc này."))),
    path("404/", raising(Http404("secret"))),
    path("500/", raising(RuntimeError("secret"))),
    path("signed-in/", lambda request: HttpResponse("in")),
]
