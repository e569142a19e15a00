"""A door before everything else: few who send files are let in at once, so that a page always finds a thread free.

Whoever finds it closed is told at once to come again. Nothing of what was sent is looked at, no session is opened.
"""

import threading
import time
from functools import cache

from csp.middleware import CSPMiddleware
from django.http import HttpRequest
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware

PLACES = 2  # in each process, which has more threads than that (`up`, docs/deploy.md)
SMALL = 64 * 1024  # a form of this weight needs no place: it costs no more than a page
COME_AGAIN = 5  # seconds

# Without a proxy the body comes as slowly as the sender's link is. Seconds:
STILL = 20  # without a byte, and whoever has a place loses it
PATIENCE, SLOWEST = 30, 6 * 1024  # in all: so many, and one more for each of so many bytes announced
STILL_OUTSIDE, OUTSIDE = 5, 30  # without a byte, and in all, for one who is only told to come again
MOST_OUTSIDE = 64 * 1024 * 1024  # more than that is not heard out
PIECE = 1024 * 1024

BUSY = "Máy chủ đang nhận nhiều tệp cùng lúc. Chưa có gì được lưu; hãy đợi ít phút rồi gửi lại."


class Gate:
    """Lets what brings no files pass to `application`, and of those that bring files as many as there are places."""

    def __init__(self, application, places=PLACES):
        self.application = application
        self.places = threading.BoundedSemaphore(places)

    def __call__(self, environ, start_response):
        if weight_of_files(environ) <= SMALL:
            return self.application(environ, start_response)
        if not self.places.acquire(blocking=False):
            return _come_again(environ, start_response)
        try:
            _wait_at_most(environ, STILL)
            paced = _Paced(environ["wsgi.input"], PATIENCE + weight_of_files(environ) / SLOWEST)
            return self.application(environ | {"wsgi.input": paced}, start_response)
        finally:
            self.places.release()
            _wait_at_most(environ, None)


class _Paced:
    """A body that must have come within `seconds`: whoever sends a byte now and then loses the place as well.

    A read after that raises TimeoutError, as a read that brought nothing for too long does.
    """

    def __init__(self, body, seconds):
        self.body, self.until = body, time.monotonic() + seconds

    def read(self, *size):
        return self._in_time(self.body.read, *size)

    def readline(self, *size):
        return self._in_time(self.body.readline, *size)

    def _in_time(self, take, *size):
        if time.monotonic() > self.until:
            raise TimeoutError
        return take(*size)


def weight_of_files(environ):
    """How many bytes a form with files announces; 0 for every other request."""
    if not environ.get("CONTENT_TYPE", "").lower().startswith("multipart/"):
        return 0
    length = environ.get("CONTENT_LENGTH") or ""
    return int(length) if length.isdecimal() else 0  # without a length Django reads nothing


def _come_again(environ, start_response):
    # A browser reads no answer before it has sent everything; cut off, it would show a page of its own.
    _hear_out(environ)
    headers, page = prepared()
    start_response("503 Service Unavailable", list(headers))
    return [page]


def _hear_out(environ):
    """Read the body and drop it; what is too heavy or too slow stays unread, and the server cuts it off."""
    left, until = weight_of_files(environ), time.monotonic() + OUTSIDE
    if left > MOST_OUTSIDE:
        return
    try:
        _wait_at_most(environ, STILL_OUTSIDE)
        while left > 0 and time.monotonic() < until:
            piece = environ["wsgi.input"].read(min(left, PIECE))
            if not piece:
                return
            left -= len(piece)
    except OSError:
        return  # nobody is there any more, or nothing comes
    finally:
        _wait_at_most(environ, None)


def _wait_at_most(environ, seconds):
    """For how long a read may bring nothing; servers other than gunicorn have limits of their own."""
    if connection := environ.get("gunicorn.socket"):
        try:
            connection.settimeout(seconds)
        except OSError:
            return  # closed by its other end


@cache
def prepared():
    """(headers, bytes) of the page that says so, made once, with the headers of every other page."""
    # Once Django stands: these know its models.
    from partydev import errors
    from partydev.middleware import private_pages

    request = HttpRequest()
    response = errors.too_many_files(request, BUSY)
    answer = private_pages(CSPMiddleware(XFrameOptionsMiddleware(lambda _: response)))
    # Not through its front: whether the address is a safe one was asked of the page before.
    SecurityMiddleware(answer).process_response(request, answer(request))
    response["Retry-After"] = str(COME_AGAIN)
    response["Content-Length"] = str(len(response.content))
    return tuple(response.items()), response.content
