"""What stands around every request: one rulebook, read once; and what a dossier is opened for."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.urls import reverse

from candidates.opening import PurposeUnknownError, log_what_was_not
from candidates.rulebook import one_book
from partydev.htmx import redirect


def judged_by_one_book(get_response):
    def answer(request):
        with one_book():
            return get_response(request)

    return answer


class AsksWhatFor:
    """Leads from a page of a dossier to the question what it is opened for, and from there back to the page.

    No page of a dossier is shown without a row of the log.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == HTTPStatus.OK:
            log_what_was_not(request)
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, PurposeUnknownError):
            asked = reverse("candidates:purpose", kwargs={"pk": exception.candidate.pk})
            return redirect(request, f"{asked}?{urlencode({'tiep': exception.wanted or request.get_full_path()})}")
        return None
