"""Text stays text: what someone types into any field never runs, in no page and in no PDF (S12)."""

from io import BytesIO
from urllib.parse import urlparse

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.access.table import PUBLIC, ROWS
from tests.access.world import build, with_relatives
from tests.factories import sign_in
from tests.security.sent import FORMS, address_of, filled, thing_of

pytestmark = [pytest.mark.browser, pytest.mark.once]
PAYLOAD = """"><img src=x onerror=alert(1)>{{7*7}}</script><svg onload=alert(2)>'javascript:alert(3)"""
# These take away what the others are about, or ask for a name that is already known.
LEFT_OUT = {
    *("accounts:link", "accounts:dismiss", "branches:dissolve", "branches:move", "branches:departure"),
    *("branches:restore", "branches:transfer", "branches:transfer_out", "candidates:move", "candidates:remove_paper"),
    *(
        "desk:add_cases",
        "desk:remove_case",
        "desk:meeting_close",
        "desk:meeting_forward",
        "classes:leave",
        "candidates:no_meeting",
        "rulebook:holiday_remove",
        "dossiers:cv_remove_row",
        "dossiers:cv_remove_relative",
    ),
}
LATE = {"candidates:catch_up", "desk:request_completion"}  # they lead away from where the others begin
NAMES = {"full_name", "name"}


@pytest.fixture
def world(live):
    with with_relatives():
        yield build()


def spoil(world, client):
    """Send every form with the payload in each of its texts; returns the names of those that were taken."""
    taken = []
    for row in sorted(FORMS, key=lambda row: row.name in LATE):
        if row.name in LEFT_OUT or (row.get and not asks(client, address_of(row, thing_of(world, row)))):
            continue
        address, data = filled(world, row, client, text=PAYLOAD)
        fields = client.get(address).context["form"].fields if row.get else {}
        for name in NAMES & set(data):
            if isinstance(fields.get(name), forms.CharField):
                data[name] = PAYLOAD
        if client.post(address, data).status_code == 302:
            taken.append(row.name)
    return taken


def asks(client, address):
    """Whether the page still holds its form after what was sent before."""
    page = client.get(address)
    return page.status_code == 200 and "form" in page.context


def looked_at(world):
    """Every page of the table once, of the things that were spoilt."""
    for row in ROWS:
        if row.get != 200 or row.name.endswith(("pdf", "zip")):
            continue
        thing = thing_of(world, row) if row.thing else None
        query = "&".join(f"{key}={value}" for key, value in (thing.query if thing else {}).items())
        yield row, f"{address_of(row, thing)}?{query}"
    yield TABLE_SEARCH, reverse("search") + "?q=img"
    yield TABLE_SEARCH, reverse("candidates:list") + "?q=%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&state=all"


TABLE_SEARCH = next(row for row in ROWS if row.name == "search")


def test_no_text_runs_anywhere(live, world, open_page):
    head = world.cast["head_X"]
    client = sign_in(Client(), head)
    taken = spoil(world, client)
    assert len(taken) > 35, sorted({row.name for row in FORMS} - LEFT_OUT - set(taken))

    page, dialogs = open_page(), []
    page.on("dialog", lambda dialog: (dialogs.append(page.url), dialog.dismiss()))
    host = urlparse(live.url).hostname
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "domain": host, "path": "/"}]
    )
    literal = 0
    for row, address in looked_at(world):
        if row.needs == PUBLIC:
            continue
        answer = page.goto(live.url + address, wait_until="load")
        assert answer.status in {200, 409}, address
        assert page.locator('img[src="x"], svg[onload], [onerror], [href^="javascript"]').count() == 0, address
        text = page.content()
        assert "49&lt;/script" not in text
        assert "49</script" not in text
        literal += "{{7*7}}" in page.inner_text("body")
    assert dialogs == []
    assert literal > 5, "the pages show hardly anything of what was typed"

    paper = world.thing("report", "A1").kwargs
    for address in (
        reverse("reports:pdf", kwargs=paper),
        reverse("desk:meeting_paper_pdf", kwargs=world.thing("meeting_paper", "A").kwargs | {"paper": "trich-ngang"}),
    ):
        reader = PdfReader(BytesIO(client.get(address).content))
        assert not reader.attachments
        assert not {"/JavaScript", "/OpenAction", "/AA"} & set(reader.trailer["/Root"])
        assert "49</script" not in "".join(sheet.extract_text() for sheet in reader.pages)
