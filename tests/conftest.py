"""What every test may rely on: no network, a browser. Fixtures of one subject live in `fixtures_*.py`."""

import gc
import ipaddress
import os
import socket
from pathlib import Path

import pytest
from django.db import connection
from xdist.scheduler import LoadFileScheduling

# Looking for what refers to itself in a circle took a twentieth of the time of all tests.
gc.set_threshold(50_000)
TOGETHER = "tests/demonstration"
# Found by name, so that a new subject needs no line here.
pytest_plugins = [f"tests.{path.stem}" for path in sorted(Path(__file__).parent.glob("fixtures_*.py"))]


# The order, and who of several processes runs what

# First what takes long, so that no process sits waiting for the last one's browser at the end.
FIRST = ("tests/browser", "tests/security", "tests/access", TOGETHER)


def pytest_collection_modifyitems(items):
    def place(item):
        return next((number for number, path in enumerate(FIRST) if item.nodeid.startswith(path)), len(FIRST))

    items.sort(key=place)
    if connection.vendor != "sqlite":
        for item in items:
            if item.get_closest_marker("once") or not _asks_a_database(item):
                item.add_marker(pytest.mark.skip(reason="no database changes this: judged once, on SQLite"))


def _asks_a_database(item):
    """Whether the test may: without the mark or one of these, pytest-django refuses it any query."""
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames))


class ByFile(LoadFileScheduling):
    """A file's tests run in one process, and so do all that share the demonstration's history."""

    def _split_scope(self, nodeid):
        return TOGETHER if nodeid.startswith(TOGETHER) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return ByFile(config, log)


# No network


class NetworkDeniedError(AssertionError):
    """A test tried to leave this machine."""


def _guarded(connect):
    def guarded(self, address):
        if self.family != socket.AF_UNIX and not _is_loopback(address[0]):
            raise NetworkDeniedError(f"Tests must not open connections to {address}.")
        return connect(self, address)

    return guarded


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def pytest_configure(config):
    socket.socket.connect = _guarded(socket.socket.connect)
    socket.socket.connect_ex = _guarded(socket.socket.connect_ex)


# The browser

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CHROMIUM_ARGUMENTS = [
    # Neither can work as root in a container; the pages come from our own server.
    "--no-sandbox",
    "--disable-dev-shm-usage",
    # The guard above does not reach into another process.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--disable-background-networking",
]


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium, Debian's; started once."""
    from django.db import connections
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, and Django then refuses to use the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    # With a loop Django knows other connections than without one; none of either may stay open behind
    # the other's back, or PostgreSQL does not let go of the test database.
    connections.close_all()
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser):
    """Open fresh pages, each as on a machine of its own: `open_page(width=…, height=…, **context)`.

    At the end the test fails on any script error or any breach of the content security policy.
    """
    contexts, faults = [], []

    def open_(width=1280, height=900, **options):
        viewport = {"width": width, "height": height}
        context = browser.new_context(viewport=viewport, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if _is_fault(message) else None)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def _is_fault(message) -> bool:
    # The browser also calls every answer from 400 on an error; tests look at those themselves.
    return message.type == "error" and not message.text.startswith("Failed to load resource")


@pytest.fixture
def browser_page(open_page):
    """A page on a desktop."""
    return open_page()


@pytest.fixture
def phone_page(open_page):
    """A page on a small phone."""
    return open_page(width=360, height=740, is_mobile=True, has_touch=True)


@pytest.fixture
def live(live_server, transactional_db):
    """The running server; `live.url` is its address.

    Such tests commit, and the database is emptied after each. Emptying it ends with what follows
    migrations, so the permissions are there for the next test; migrations themselves write no rows.
    """
    return live_server
