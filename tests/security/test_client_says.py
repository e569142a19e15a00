"""Who asks, and how much they see, is never what the request says: S3, S4, S26."""

import re
import time
from contextlib import suppress

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

from partydev.held import ASKED
from tests.access.table import PUBLIC, ROWS
from tests.access.test_matrix import address, papers_as_text  # noqa: F401 - a fixture of this module too
from tests.factories import sign_in
from tests.security.odd import HERE

pytestmark = pytest.mark.django_db
PAGES = [row for row in ROWS if row.get == 200 and row.needs != PUBLIC]
CLAIMS = {
    "user": "1",
    "user_id": "1",
    "unit": "b1",
    "organization": "1",
    "role": "system_admin",
    "ignore_permissions": "1",
    "is_superuser": "1",
    "scope": "all",
    "all": "1",
}
CLAIMING_HEADERS = {
    "X-User-Id": "1",
    "X-Forwarded-User": "head_x",
    "Remote-User": "head_x",
    "X-Remote-User": "head_x",
    "X-Original-URL": "/tai-khoan/",
    "X-Rewrite-URL": "/tai-khoan/",
    "X-Forwarded-Host": "evil.example",
    "X-HTTP-Method-Override": "DELETE",
}
# How the filters of careless applications were opened; none of these is a word of ours.
INJECTIONS = {
    "_connector": "OR 1=1",
    "_negated": "1",
    "created_by__password__startswith": "p",
    "person__full_name__regex": "(a+)+$",
    "order_by": "person__user__password",
    "ordering": "-password",
    "o": "-password",
    "fields": "password",
    "stage__in": "pool",
    "organization__path__startswith": "0",
    "id__gt": "0",
    "pk": "1",
    "limit": "100000",
    "page_size": "100000",
    "format": "json",
}
# Words of ours: with values that are none, nothing may end in a fault.
WORDS = [
    *("page", "q", "tab", "cell", "stage", "state", "order", "overdue", "chi_bo", "den", "don_vi", "ky", "chi_tieu"),
    *("loai", "nam", "tu", "doan_the", "source", "year", "starts_on", "ends_on", "member", "kind", "user", "about"),
    *("since", "until", "status", "chon", "thap_phan", "next", "chot", "ma", "bang", "goc", "hang", "cot"),
    *("theo", "hien_nay", "sua", "phu_trach", "chua", "code", "key", "bieu"),
]


@pytest.fixture(scope="module")
def secretary(world):
    return sign_in(Client(), world.cast["sec_A1"])


@pytest.fixture(scope="module")
def head(world):
    return sign_in(Client(), world.cast["head_A"])


class Noting(QueryDict):
    """What an address asks; `reads` counts how often anybody looked into it, `words` at which ones (None: at all)."""

    reads = 0
    words = set()
    _whole = False  # it looks into itself while it is made

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._whole = True

    def _noting(name):  # noqa: N805 - makes the methods below
        def noting(self, *args, **kwargs):
            if self._whole and args != (ASKED,):
                Noting.reads += 1
                Noting.words.add(args[0] if args else None)
            return getattr(super(Noting, self), name)(*args, **kwargs)  # noqa: UP008 - not of the inner function

        return noting

    for _name in ("__getitem__", "__contains__", "__iter__", "getlist", "items", "lists", "dict", "copy", "urlencode"):
        locals()[_name] = _noting(_name)


@pytest.fixture
def noted(monkeypatch):
    """Count who looks into the words of an address."""
    Noting.words.clear()
    monkeypatch.setattr(WSGIRequest, "GET", property(lambda request: Noting(request.META.get("QUERY_STRING", ""))))
    return Noting


def body(response):
    """The page or file without what differs each time: the form's secret, its token, codes."""
    content = response.getvalue()
    page = re.sub(rb'(csrfmiddlewaretoken" value|form_token" value|X-CSRFToken":) ?="?[^"]+"', b"", content)
    page = re.sub(rb'name="received" value="[^"]+"', b"", page)
    page = re.sub("Mã tra cứu [A-Z0-9-]+".encode(), b"", page)  # a draft's code is drawn by chance
    return re.sub(rb'X-CSRFToken": "[^"]+"', b"", page)


def get(client, row, world, query=None, **headers):
    things = world.things[row.thing] if row.thing else [None]
    thing = next((each for each in things if each and each.place == "A1"), things[0])
    with transaction.atomic():
        response = client.get(
            address(row, thing),
            {**(thing.query if thing else {}), **(query or {})},
            headers={**({"HX-Request": "true"} if row.htmx else {}), **headers},
        )
        transaction.set_rollback(True)
    return response


@pytest.mark.once
@pytest.mark.parametrize("row", PAGES, ids=[row.name for row in PAGES])
def test_claims_in_the_address_and_in_headers_change_nothing(world, head, row):
    plain = get(head, row, world)
    own = {"user"} if row.name in ("accounts:log", "accounts:log_xlsx") else set()  # what this page does ask for
    claims = {key: value for key, value in CLAIMS.items() if key not in own}
    claimed = get(head, row, world, claims, **CLAIMING_HEADERS)
    assert claimed.status_code == plain.status_code
    assert body(claimed) == body(plain)


@pytest.mark.once
@pytest.mark.parametrize("row", PAGES, ids=[row.name for row in PAGES])
def test_unknown_filters_are_ignored(world, secretary, head, row, noted):
    for client in (secretary, head):
        before, began = noted.reads, time.monotonic()
        answer = get(client, row, world, INJECTIONS)
        assert time.monotonic() - began < 5
        if noted.reads == before:
            continue  # it looks into no word of its address
        plain = get(client, row, world)
        assert answer.status_code in {plain.status_code, 400}
        if answer.status_code != 400:
            assert body(answer) == body(plain)


@pytest.mark.parametrize("row", PAGES, ids=[row.name for row in PAGES])
def test_odd_values_end_in_no_fault(world, head, row, noted):
    for value in HERE:
        before = noted.reads
        response = get(head, row, world, dict.fromkeys(WORDS, value))
        assert response.status_code in {200, 302, 400, 403, 404, 422}, repr(value)
        if noted.reads == before:
            break  # a page that looks into no word answers to all of them alike


@pytest.mark.parametrize("row", PAGES, ids=[row.name for row in PAGES])
def test_odd_words_in_the_path_end_in_no_fault(world, head, row, noted):
    """What stands in the address itself, and each word of its query alone: a fault in one is not hidden by another.

    A word at which the page does not look by itself changes nothing, so it is left out.
    """
    things = world.things[row.thing] if row.thing else [None]
    thing = next((each for each in things if each and each.place == "A1"), things[0])
    plain, query = address(row, thing), thing.query if thing else {}
    asked = [(path, query) for path in _odd_paths(plain)]
    get(head, row, world)
    words = {*query, "chot", "theo", "ma", "bang"}
    asked += [(plain, {**query, word: "\x00"}) for word in words if noted.words & {word, None}]
    for path, words in asked:
        with transaction.atomic():
            response = head.get(path, words)
            transaction.set_rollback(True)
        assert response.status_code in {200, 302, 400, 403, 404, 405, 422}, (path, words)


def _odd_paths(plain):
    """The address with each of its words in turn replaced by odd ones, where it takes them."""
    match = resolve(plain)
    for name, value in match.kwargs.items():
        for odd in HERE if isinstance(value, str) else ():
            with suppress(NoReverseMatch):
                yield reverse(match.view_name, kwargs={**match.kwargs, name: odd})
