"""S1, S2: every address × every role × own, below, beside and above, held to the one table.

Everything here is generated: from the URLconf, from `accounts.permissions.ROLES`, and from
`table.ROWS`. A new address fails until it has a row.
"""

import logging
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from pypdf import PdfReader

from accounts.permissions import ROLES
from branches.permissions import Permission as P  # noqa: N817 - as in the table
from tests.access.fingerprint import fingerprint, writes
from tests.access.places import above
from tests.access.table import HELPER_READS, PUBLIC, READS, READS_FROM_BELOW, ROWS, SIGNED_IN, TABLE, expected
from tests.access.world import told

pytestmark = pytest.mark.django_db
CANARY = re.compile(r"CNR-([A-Z]\d?)-([A-Z]+)(\d*)")
METHODS = ("GET", "POST")
NEVER = ("PUT", "PATCH", "DELETE")
# Who tries what an address does not take: that is refused before anybody looks at whose the thing is.
TRIES = ("anonymous", "nobody", "helper", "org_head@A", "org_officer@A1")
NOWHERE = 987654321


# The URLconf and the table


def patterns(resolver=None, namespace=""):
    """(name with namespace, view) of every address."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern.callback
        else:
            yield from patterns(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


def test_every_address_stands_in_the_table_and_every_row_has_an_address():
    names = [name for name, _ in patterns()]
    assert sorted(set(names) - set(TABLE)) == [], "addresses without a row"
    assert sorted(set(TABLE) - set(names)) == [], "rows without an address"
    assert len(names) == len(set(names)), "two addresses of one name: the table could not tell them apart"


@pytest.mark.once
@pytest.mark.parametrize(("name", "view"), list(patterns()), ids=[name for name, _ in patterns()])
def test_view_says_itself_what_the_table_says(name, view):
    access = getattr(view, "access", None)
    assert access, f"{name} has no mark of partydev.decorators"
    wanted = TABLE[name].needs
    assert (set(access) if isinstance(access, tuple) else access) == (
        set(wanted) if isinstance(wanted, tuple) else wanted
    )
    if access != PUBLIC:
        assert getattr(view, "login_required", True), f"{name} opens without a session"


def test_the_world_has_every_role_at_both_stations(world):
    assert {(each.role, each.station) for each in world.viewers if each.role} >= {
        (role, station) for role in ROLES for station in ("A", "A1")
    }


# Each row against the world


@pytest.fixture(scope="module")
def found(world):
    """What the tests of the rows share: the page of a thing that is nowhere, and the database before."""
    told(world)
    page = world.client(world.viewer("org_head@A")).get(reverse("candidates:detail", args=[NOWHERE]))
    assert page.status_code == 404
    return {"nowhere": page.content, "before": fingerprint()}


@pytest.fixture(scope="module", autouse=True)
def papers_as_text():
    """A paper's PDF takes a second to make; its text is what matters here. `test_leaks` reads real ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("partydev.papers.pdf.render_together", lambda htmls, held=(): "".join(htmls).encode())
        patch.setattr("partydev.papers.pdf.render_on_one_page", lambda pages: pages[0]().encode())
        yield


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Thousands of refusals are no news."""
    caplog.set_level(logging.ERROR, logger="django.request")


def address(row, thing):
    kwargs = {**(thing.kwargs if thing else {}), **row.fixed}
    return reverse(row.name, kwargs=kwargs)


def ask(world, row, viewer, thing, method):
    """The answer to one request, whatever it did undone; and the tables it wrote to."""
    data = thing.query if thing and method == "GET" else {}
    headers = {"HX-Request": "true"} if row.htmx else None
    session_is_kept = viewer.user is None or row.name in ("accounts:sign_out", "accounts:change_password")
    client = Client() if session_is_kept else world.client(viewer)
    if session_is_kept and viewer.user:
        client.cookies = world.client(viewer).cookies.copy()
    with transaction.atomic(), writes() as written:
        response = getattr(client, method.lower())(address(row, thing), data, headers=headers)
        # What a form that is taken changes, others judge; a page and a refusal change nothing.
        response.changed = bool(written.matter) and (method == "GET" or response.status_code >= 400)
        if response.changed:
            response.after = fingerprint()
        transaction.set_rollback(True)
    return response


def readable(world, viewer, place, kind, number):
    """Whether the table lets the viewer read a canary."""
    if viewer.helps and place == "A1" and kind + number in HELPER_READS:
        return True
    attending = world.thing("class", place).seen_from if kind == "CLASS" else ()
    if any(viewer.can(P.REPORT_VIEW, each) for each in attending):
        return True  # a unit's report names the classes to which its own people were sent
    places = (place, *attending)
    if any(viewer.can(permission, each) for permission in READS[kind] for each in places):
        return True
    is_above = viewer.station and place in above(viewer.station)
    return is_above and any(viewer.holds(permission) for permission in READS_FROM_BELOW.get(kind, ()))


def text_of(response):
    """Everything a client gets: status line, headers, body; of a PDF its text and what is attached."""
    body = b"".join(response) if response.streaming else response.content
    text = body.decode(errors="replace")
    if body.startswith(b"%PDF"):
        reader = PdfReader(BytesIO(body))
        text = "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])
        text = re.sub(r"-\s+", "-", text)  # lines of a narrow column break after a hyphen
        assert not reader.attachments
    if body.startswith(b"PK"):  # a spreadsheet holds its texts in files of its own
        with ZipFile(BytesIO(body)) as packed:
            text = "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    return "\n".join([response.reason_phrase, str(response.headers), text])


def leaks(world, viewer, response):
    hits = CANARY.finditer(text_of(response))
    return sorted({hit[0] for hit in hits if not readable(world, viewer, *hit.groups())})


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_row(world, found, row):
    faults, tried = [], set()

    def once(viewer, thing, method):
        """A form that is taken is sent once for each thing; who is refused always tries."""
        if method == "GET" or not expected(row, viewer, thing, method) <= {row.post}:
            return True
        key = thing and thing.place
        return not (key in tried or tried.add(key))

    for viewer in world.viewers:
        for thing in looked_at(world, row, viewer):
            for method in METHODS:
                if not once(viewer, thing, method) or not is_worth_asking(row, viewer, method):
                    continue
                response = ask(world, row, viewer, thing, method)
                label = f"{method} {row.name} of {thing.place if thing else '-'} as {viewer.name}"
                faults += [f"{label}: {fault}" for fault in judge(world, row, viewer, thing, method, response, found)]
    _none(faults)


def looked_at(world, row, viewer):
    """The things that the viewer asks for: all, but one for who is turned away before any is looked for."""
    things = world.things[row.thing] if row.thing else [None]
    if connection.vendor != "sqlite" and not is_first_alike(world, row, viewer):
        return []  # what a role holds is no database's matter
    if row.needs in (PUBLIC, SIGNED_IN) or any(viewer.holds(permission) for permission in row.needs):
        return things
    if viewer.is_in and connection.vendor != "sqlite":
        return []
    return [things[world.viewers.index(viewer) % len(things)]]  # in turn, so that each is refused to many


def is_first_alike(world, row, viewer):
    """Whether no viewer before stands where this one does with the same of the permissions that the row asks for."""

    def place(each):
        holds = frozenset(permission for permission in asked if each.holds(permission))
        return each.station, each.helps, bool(each.role) and ROLES[each.role].own_only, holds

    if not viewer.role or isinstance(row.needs, str):
        return True
    asked = {*row.needs, *row.sees, *row.does, *row.writes}
    return next(each for each in world.viewers if each.role and place(each) == place(viewer)) == viewer


def is_worth_asking(row, viewer, method):
    """Whether the address takes the method, or the viewer is one of those who try it anyway."""
    return bool(row.get if method == "GET" else row.post) or viewer.name in TRIES


def _none(faults):
    if faults:
        pytest.fail(f"{len(faults)} faults:\n" + "\n".join(faults[:40]), pytrace=False)


def judge(world, row, viewer, thing, method, response, found):
    status, wanted = response.status_code, expected(row, viewer, thing, method)
    if status not in wanted:
        yield f"{status} instead of {wanted}"
    if status == 404 and response.content != found["nowhere"]:
        yield "its 404 differs from that of a thing that is nowhere"
    if response.changed and response.after != found["before"]:
        yield "a refused request, or a GET, changed the database"
    if leaked := leaks(world, viewer, response):
        yield f"leaks {', '.join(leaked)}"


@pytest.mark.once
@pytest.mark.parametrize("method", NEVER)
def test_no_address_takes_other_methods(world, method):
    viewer, outsider = map(world.viewer, TRIES[-2:])
    faults = []
    for row in ROWS:
        thing = world.thing(row.thing, world.things[row.thing][0].place) if row.thing else None
        for each in (viewer, outsider):
            status = ask(world, row, each, thing, method).status_code
            if status not in {403, 405}:
                faults.append(f"{method} {row.name}: {status}")
    _none(faults)


# What the rows cannot say: an object named below another's


TWO_OBJECTS = {"mentor", "task", "desk_paper", "point", "class_row", "class_session", "appointment", "position"}
TWO_OBJECTS |= {"comment", "evidence", "outside_row"}
NESTED = [row for row in ROWS if row.thing in TWO_OBJECTS and not row.owned]


@pytest.mark.parametrize("row", NESTED, ids=[row.name for row in NESTED])
def test_an_object_is_not_reached_through_another_ones_parent(world, row):
    viewer = world.viewer("org_head@A")
    own, other = [thing for thing in world.things[row.thing] if viewer_sees(row, viewer, thing)][:2]
    foreign = next(thing for thing in world.things[row.thing] if not viewer_sees(row, viewer, thing))
    for child in (other, foreign):
        kwargs = {**child.kwargs, **row.fixed, "pk": own.kwargs["pk"]}
        for method in METHODS:
            client = world.client(viewer)
            with transaction.atomic():
                status = getattr(client, method.lower())(reverse(row.name, kwargs=kwargs)).status_code
                transaction.set_rollback(True)
            assert status in ({404, 405} if not (row.get and row.post) else {404}), f"{method} {kwargs}"


def viewer_sees(row, viewer, thing):
    return 404 not in expected(row, viewer, thing, "GET" if row.get else "POST")


def test_signed_in_pages_need_an_appointment(world):
    for row in ROWS:
        if row.needs == SIGNED_IN:
            for name in ("anonymous", "nobody", "expired"):
                method = "GET" if row.get else "POST"
                thing = world.things[row.thing][0] if row.thing else None
                response = ask(world, row, world.viewer(name), thing, method)
                assert response.status_code == 302, f"{row.name} as {name}"
                assert response["Location"].startswith(reverse("accounts:sign_in"))
