"""Few who send files are let in at once; whoever finds the gate closed hears so at once, and Django nothing of it."""

import socket
import threading
from io import BytesIO

import pytest
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from partydev.gate import BUSY, SMALL, Gate

HEAVY = b"x" * (SMALL + 1)


class Body(BytesIO):
    """What a server reads from; `gone` breaks off when the first is read."""

    gone = False

    def read(self, size=-1):
        if self.gone:
            raise TimeoutError
        return super().read(size)


class Counted:
    """An application that says what it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        if environ["PATH_INFO"] == "/breaks/":
            raise ZeroDivisionError
        start_response("200 OK", [])
        return [b"inside"]


@pytest.fixture
def inside():
    return Counted()


def ask(gate, path="/", body=HEAVY, kind=MULTIPART_CONTENT, announced=None, **more):
    """(status line, headers, body) of what is answered."""
    told = []
    stream = body if isinstance(body, Body) else Body(body)
    length = str(len(stream.getvalue())) if announced is None else announced
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": path, "CONTENT_TYPE": kind, "CONTENT_LENGTH": length}
    page = b"".join(gate(environ | {"wsgi.input": stream} | more, lambda *args: told.extend(args)))
    return told[0], dict(told[1]), page.decode()


def closed(inside):
    gate = Gate(inside, places=1)
    gate.places.acquire()
    return gate


def test_where_every_place_is_taken_files_are_told_to_come_again_and_nothing_else_happens(inside):
    body = Body(HEAVY)
    status, headers, page = ask(closed(inside), body=body)
    assert status == "503 Service Unavailable"
    assert headers["Retry-After"] == "5"
    assert BUSY in page
    assert headers["Content-Length"] == str(len(page.encode()))
    assert inside.asked == []
    assert body.read() == b""  # heard out: else a browser would show a broken connection


@pytest.mark.parametrize(
    "request_",
    [
        {"body": HEAVY[1:]},
        {"body": HEAVY, "kind": "application/x-www-form-urlencoded"},
        {"body": b"", "kind": "", "announced": "", "REQUEST_METHOD": "GET"},
        {"announced": ""},
        {"announced": "many"},
    ],
)
def test_all_else_passes_a_closed_gate(inside, request_):
    assert ask(closed(inside), **request_)[0] == "200 OK"


@pytest.mark.django_db
def test_the_answer_bears_the_headers_of_every_page(inside):
    ordinary = Client().get("/khong-co/")
    _, headers, _ = ask(closed(inside))
    same = set(ordinary.headers) - {"Content-Length", "Vary"}
    assert "HX-Request" in headers["Vary"]
    assert {name: headers.get(name) for name in same} == {name: ordinary[name] for name in same}


def test_a_place_is_free_again_after_an_answer_and_after_a_fault(inside):
    gate = Gate(inside, places=1)
    assert ask(gate)[0] == "200 OK"
    with pytest.raises(ZeroDivisionError):
        ask(gate, "/breaks/")
    assert ask(gate)[0] == "200 OK"


def test_the_second_is_told_to_come_again_while_the_first_is_inside():
    entered, leave = threading.Event(), threading.Event()

    def slow(environ, start_response):
        entered.set()
        assert leave.wait(10)
        start_response("200 OK", [])
        return [b""]

    gate, answers = Gate(slow, places=1), []
    first = threading.Thread(target=lambda: answers.append(ask(gate)[0]))
    first.start()
    assert entered.wait(10)
    assert ask(gate)[0] == "503 Service Unavailable"
    leave.set()
    first.join()
    assert answers == ["200 OK"]
    assert ask(gate)[0] == "200 OK"


def test_what_breaks_off_or_weighs_too_much_is_not_waited_for(inside):
    gone, vast = Body(HEAVY), Body(HEAVY)
    gone.gone = True
    for body, announced in ((gone, None), (vast, str(2**40)), (Body(HEAVY), str(2 * len(HEAVY)))):
        assert ask(closed(inside), body=body, announced=announced)[0] == "503 Service Unavailable"
    assert vast.tell() == 0
    assert inside.asked == []


@pytest.mark.parametrize("outside", [False, True])
def test_a_sender_who_falls_silent_does_not_keep_a_place(inside, monkeypatch, outside):
    """By a connection that stays open: one byte of what was announced comes, and then nothing."""
    monkeypatch.setattr("partydev.gate.STILL", 0.1)
    monkeypatch.setattr("partydev.gate.STILL_OUTSIDE", 0.1)
    here, there = socket.socketpair()
    end = threading.Timer(10, there.shutdown, [socket.SHUT_WR])  # else a gate that waits would wait for ever
    end.start()

    def reads(environ, start_response):
        environ["wsgi.input"].read(len(HEAVY))

    gate = closed(reads) if outside else Gate(reads, places=1)
    with here, there, here.makefile("rb") as body:
        there.sendall(b"x")
        silent = {"announced": str(len(HEAVY)), "wsgi.input": body, "gunicorn.socket": here}
        if outside:
            assert ask(gate, **silent)[0] == "503 Service Unavailable"
            gate.places.release()
        else:
            with pytest.raises(TimeoutError):
                ask(gate, **silent)
        assert end.is_alive()
        end.cancel()
        assert here.gettimeout() is None
    gate.application = inside
    assert ask(gate)[0] == "200 OK"


@pytest.mark.parametrize("late", [-1, 1])
def test_a_sender_of_a_byte_now_and_then_keeps_a_place_for_as_long_as_a_weak_link_needs(monkeypatch, late):
    """A megabyte at 6 KB a second, and half a minute more."""
    now = [1000.0]
    monkeypatch.setattr("partydev.gate.time.monotonic", lambda: now[0])

    def reads(environ, start_response):
        assert environ["wsgi.input"].read(1) == b"x"
        now[0] += 30 + 2**20 / 6144 + late
        environ["wsgi.input"].readline()
        start_response("200 OK", [])
        return [b""]

    gate = Gate(reads, places=1)
    if late > 0:
        with pytest.raises(TimeoutError):
            ask(gate, announced=str(2**20))
    else:
        assert ask(gate, announced=str(2**20))[0] == "200 OK"
    assert gate.places.acquire(blocking=False)


def test_the_gate_stands_before_the_application_that_is_served():
    from partydev.wsgi import application

    assert isinstance(application, Gate)
