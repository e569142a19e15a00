"""Every channel shows the same people, and nobody else: S2. What `tests.access` does not read: PDF and search."""

import json
from io import BytesIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from candidates.models import Candidate
from tests.access.table import SIGNED_IN, TABLE
from tests.access.test_matrix import leaks, text_of
from tests.factories import sign_in, today

pytestmark = pytest.mark.django_db
READERS = ("cell_secretary@A1", "org_officer@A1", "leader@A1", "org_head@A1", "leader@A")
SEARCHES = {
    "search": "q",
    "candidates:list": "q",
    "desk:queue": "q",
    "accounts:users": "q",
    "branches:tree": "q",
    "accounts:log": "about",
}


@pytest.mark.parametrize("name", READERS)
def test_the_papers_of_a_unit_hold_its_own_people_only(world, name):
    viewer = world.viewer(name)
    code = world.thing("report", viewer.station).kwargs
    response = world.client(viewer).get(reverse("reports:pdf", kwargs=code))
    assert response["Content-Type"] == "application/pdf"
    assert "attachment" in response["Content-Disposition"]
    assert leaks(world, viewer, response) == []
    reader = PdfReader(BytesIO(response.content))
    assert not reader.attachments
    assert not {"/JavaScript", "/OpenAction", "/AA"} & set(reader.trailer["/Root"])


def test_a_meetings_paper_holds_those_on_its_agenda_only(world):
    viewer = world.viewer("recorder@A")
    response = world.client(viewer).get(
        reverse("desk:meeting_paper_pdf", kwargs=world.thing("meeting_paper", "A").kwargs | {"paper": "trich-ngang"})
    )
    assert "CNR-A1-NAME3" in text_of(response)
    assert leaks(world, viewer, response) == []


def opens(viewer, address):
    """Whether the page lets the viewer search at all; `test_matrix` sees to the others."""
    needs = TABLE[address].needs
    return viewer.is_in and (needs == SIGNED_IN or any(viewer.holds(permission) for permission in needs))


@pytest.mark.parametrize("address", SEARCHES)
@pytest.mark.parametrize("words", ["CNR", "cnr-b1", "CNR-A2-NAME1", "HS0", "Chi bo", "%", "a"])
def test_search_finds_nothing_outside(world, address, words):
    for viewer in world.viewers:
        if not opens(viewer, address):
            continue
        response = world.client(viewer).get(reverse(address), {SEARCHES[address]: words})
        shown = [hit for hit in leaks(world, viewer, response) if hit.casefold() not in words.casefold()]
        assert shown == [], f"{viewer.name}: {words}"


def test_list_search_and_figures_count_the_same_people(world):
    """As the secretary of A1: the list, the search and the report's figure speak of A1's people alone."""
    client = sign_in(Client(), world.cast["sec_A1"])
    mine = Candidate.objects.filter(organization=world.cast.A1)
    listed = client.get(reverse("candidates:list"), {"state": "all"}).context["page"].paginator.count
    assert listed == mine.count()
    kwargs = world.thing("report", "A1").kwargs
    query = {"don_vi": kwargs["code"], "ky": kwargs["key"], "chi_tieu": "in_pool"}
    behind = client.get(reverse("reports:people"), query).context["page"].paginator.count
    from_everyone = sign_in(Client(), world.cast["head_X"]).get(reverse("reports:people"), query)
    assert behind == from_everyone.context["page"].paginator.count <= mine.count()


def test_the_commands_figures_are_the_pages_figures(world, capsysbinary):
    call_command("report", "a1", f"{today().year}", "--as", "json")
    figures = json.loads(capsysbinary.readouterr().out)["figures"]
    query = {"don_vi": "a1", "ky": f"{today().year}", "chi_tieu": "in_pool"}
    page = sign_in(Client(), world.cast["sec_A1"]).get(reverse("reports:people"), query)
    assert page.context["page"].paginator.count == figures["in_pool"]
