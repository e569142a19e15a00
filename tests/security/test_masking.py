"""P2: no page, list or export holds a person's whole citizen number; the official form alone does, as a paper."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.fingerprint import fingerprint
from tests.access.table import ROWS
from tests.access.test_matrix import text_of
from tests.access.test_purposes import OF_A_CASE
from tests.access.world import NUMBER
from tests.factories import sign_in
from tests.security.sent import address_of, thing_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MASKED = "0011******45"
HIDDEN = re.compile(f"{NUMBER}|{re.escape(MASKED)}|CNR-A1-(DOSSIER|INTRODUCTION)")
# 2-KNĐ itself, alone or among all forms.
OFFICIAL = {"dossiers:bundle_pdf", "dossiers:bundle_zip"}
SHOWN = [row for row in ROWS if row.get == 200 and row.name not in OFFICIAL and not row.htmx]


@pytest.fixture(autouse=True)
def papers_as_text(monkeypatch):
    monkeypatch.setattr("partydev.papers.pdf.render_together", lambda htmls, held=(): "".join(htmls).encode())


@pytest.mark.parametrize("who", ["head_X", "sec_A1"])
def test_no_page_holds_a_whole_citizen_number(world, who):
    client, held = sign_in(Client(), world.cast[who]), []
    for row in SHOWN:
        thing = thing_of(world, row)
        found = text_of(client.get(address_of(row, thing), thing.query if thing else {}))
        if NUMBER in found:
            held.append(row.name)
    assert held == []


def test_a_helper_gets_nothing_of_the_dossier(world):
    """S5: neither the number, nor its mask, nor CV, family, places asked, papers; a form sent changes nothing."""
    helper, tried = world.client(world.viewer("helper")), 0
    before = fingerprint()
    for row in ROWS:
        if row.thing not in OF_A_CASE:
            continue
        url = address_of(row, world.thing(row.thing, "A1"))
        page = helper.get(url)
        assert not HIDDEN.search(text_of(page)), row.name
        sent = helper.post(url, {"citizen_id": NUMBER, "conclusion": "Ghi đè", "note": "Ghi đè", "full_name": "Đè"})
        if row.name != "candidates:remark":  # the helper's own work
            assert sent.status_code in (403, 404, 405), row.name
        tried += page.status_code in (403, 404)
    assert tried > 40
    assert fingerprint() == before


def test_the_cv_and_the_draft_of_its_form_show_it_masked_and_the_paper_whole(world):
    case = world.thing("case", "A1").kwargs["pk"]
    client = sign_in(Client(), world.cast["sec_A1"])
    form = {"pk": case, "form": "2-knd", "part": 0}
    pages = [
        reverse("dossiers:cv", args=[case]),
        reverse("dossiers:cv_section", args=[case, "ho-ten"]),
        reverse("dossiers:form", kwargs=form),
    ]
    for url in pages:
        page = client.get(url).text
        assert MASKED in page, url
        assert NUMBER not in page, url
    assert NUMBER in client.get(reverse("dossiers:draft_pdf", kwargs=form)).content.decode()
