"""P1, S28: no page of a dossier shows itself to staff from outside its cell before they said what for."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AccessRecord
from tests.access.table import ROWS
from tests.access.test_matrix import CANARY, text_of
from tests.factories import make_user, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# Addresses that are filled by a dossier and yet are no page of it: they ask, or show who asked.
NOT_OF_IT = {"candidates:purpose", "candidates:readers", "candidates:readers_xlsx"}
# What is filled by a person's case.
OF_A_CASE = {
    "case", "fresh", "form", "mentor", "task", "paper", "scan", "scan_page", "point", "asked", "sent", "handed",
    "cell_vote", "decided", "to_vote", "recorded", "irregular", "remark", "evidence", "introduction", "ground",
    "place_asked", "cv_section", "cv_row", "cv_relative", "desk_paper", "comment",
}  # fmt: skip
ELSEWHERE = {
    "account", "agenda", "appointment", "duty", "hand_over", "holiday", "job", "meeting", "meeting_paper", "member",
    "offer", "offered", "outside_row", "own_reason", "position", "saved_view",
}  # fmt: skip
PAGES = [row for row in ROWS if row.thing in OF_A_CASE and row.get and row.name not in NOT_OF_IT]


@pytest.fixture(autouse=True)
def papers_as_text(monkeypatch):
    monkeypatch.setattr("partydev.papers.pdf.render_together", lambda htmls, held=(): "".join(htmls).encode())


def test_every_kind_of_address_with_an_id_is_known_here(world):
    """A new kind whose address begins with a dossier's id is one more page that must ask."""
    classes = {kind for kind in world.things if kind.startswith(("class", "certificate"))}
    filled_by_id = {kind for kind, things in world.things.items() if "pk" in things[0].kwargs}
    assert filled_by_id == OF_A_CASE | ELSEWHERE | (classes & filled_by_id)


@pytest.mark.parametrize("row", PAGES, ids=[row.name for row in PAGES])
def test_a_page_of_a_dossier_asks_first_and_opens_after(world, row):
    """At X, above both: neither the cell's nor at the desk where the case lies."""
    reader = make_user("nguoi_hoi", ("org_head", world.cast.X))
    strict, thing = sign_in(Client(), reader, tells=False), world.thing(row.thing, "A1")
    url = reverse(row.name, kwargs={**thing.kwargs, **row.fixed})
    asked = strict.get(url)
    assert asked.status_code == 302, row.name
    question = reverse("candidates:purpose", args=[thing.kwargs["pk"]])
    assert asked["Location"].startswith(f"{question}?tiep=")
    assert not CANARY.search(text_of(asked))
    assert not AccessRecord.objects.filter(user=reader, kind__in=("dossier_read", "dossier_printed")).exists()

    told = strict.post(question, {"purpose": "inspect", "tiep": url, "form_token": "0" * 32})
    shown = strict.get(url)
    assert (told.status_code, shown.status_code) == (302, row.get)
    if "attachment" in shown.get("Content-Disposition", "") or row.get == 422:
        ready = strict.get(told["Location"])  # a file would leave the question on screen
        assert f'href="{url}"' in ready.text
        assert "Mở hồ sơ này để làm gì?" not in ready.text
    else:
        assert told["Location"] == url
    logged = AccessRecord.objects.filter(user=reader, kind__in=("dossier_read", "dossier_printed"))
    # Every page leaves a row of this dossier, also the one that says why a paper is not printed.
    shown = row.get in {200, 409, 422}
    assert set(logged.values_list("purpose", flat=True)) == ({"inspect"} if shown else set())
    assert len(set(logged.values_list("dossier", flat=True))) == shown


def test_the_cell_and_the_desk_that_holds_the_dossier_are_not_asked(world):
    """The way of work stays as short as it was; what it is for stands in the log all the same."""
    sent = world.thing("sent", "A1").kwargs["pk"]
    for user, name, purpose in (("sec_A1", "candidates:detail", "own_cell"), ("staff_A", "desk:review", "check")):
        client = sign_in(Client(), world.cast[user], tells=False)
        assert client.get(reverse(name, args=[sent])).status_code == 200
        row = AccessRecord.objects.filter(user=world.cast[user], kind="dossier_read").latest("pk")
        assert row.purpose == purpose
