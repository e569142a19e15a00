"""What stands around every request: one rulebook, read once; and what a dossier is opened for."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.urls import reverse

from candidates.opening import PurposeUnknownError, log_what_was_not, shown_untold
from candidates.rulebook import one_book
from partydev import held
from partydev.htmx import redirect
from partydev.refusals import Invalid

# The answers that show a page: asked for, overtaken, or with a form that was refused.
SHOWING = (HTTPStatus.OK, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)


def judged_by_one_book(get_response):
    def answer(request):
        with one_book():
            return get_response(request)

    return answer


class AsksWhatFor:
    """Leads from a page of a dossier to the question what it is opened for, and from there back to the page.

    No page of a dossier is shown without a row of the log. What was typed into a form that is refused before the
    question was answered comes back after it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code not in SHOWING:
            return response
        if candidate := shown_untold(request):
            return _to_the_question(request, candidate, _kept(request) or request.path)
        log_what_was_not(request)
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, PurposeUnknownError):
            return _to_the_question(request, exception.candidate, exception.wanted or request.get_full_path())
        return None


def _kept(request):
    """The address that brings back what was typed; "" where it was too long, or came without a token."""
    try:
        return held.keep(request, request.user.pk)
    except Invalid:
        return ""


def _to_the_question(request, candidate, wanted):
    return redirect(
        request, f"{reverse('candidates:purpose', kwargs={'pk': candidate.pk})}?{urlencode({'tiep': wanted})}"
    )
