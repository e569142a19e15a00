"""A request is judged by one rulebook, read once."""

from candidates.rulebook import one_book


def judged_by_one_book(get_response):
    def answer(request):
        with one_book():
            return get_response(request)

    return answer
