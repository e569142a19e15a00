"""A report brought to where a test begins, and how its pages are asked."""

from datetime import timedelta
from io import BytesIO
from unittest import mock

from django.urls import reverse
from django.utils.html import strip_tags
from pypdf import PdfReader

from candidates import actions
from candidates.actions.entry import Milestone
from candidates.models import StageEvent
from partydev.once import new_token
from partydev.papers.rendering import as_page
from reports.quarterly import period_of
from reports.sending import life, snapshots
from tests.factories import days_ago, make_person, today

LAST = str(today().year - 1)
SIGNED = {
    "number": "5",
    "issued_on": f"{today():%d/%m/%Y}",
    "signer_capacity": "T/M BAN THƯỜNG VỤ",
    "signer_post": "PHÓ BÍ THƯ",
    "signer_name": "Lò Thị Ưng",
}


def url(name, code="a", key=LAST, *more):
    return reverse(f"reports:{name}", args=[code, key, *more])


def act(client, name, code="a", key=LAST, **data):
    """Open the page of an act and send its form."""
    page = client.get(url(name, code, key))
    assert page.status_code == 200, name
    version = page.context["form"]["version"].value()
    return client.post(url(name, code, key), {"version": version, "form_token": new_token(None), **data})


def text_of(pdf):
    if not pdf.startswith(b"%PDF"):
        return " ".join(strip_tags(pdf.decode()).split())
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def quick_papers(monkeypatch):
    """Let the HTML stand for the PDF that is made of it: laying out pages takes a second each."""
    monkeypatch.setattr(snapshots, "as_pdf", lambda document: as_page(document).encode())
    monkeypatch.setattr(snapshots, "as_archive", lambda document, made: as_page(document).encode())


def lock(organization, key, number=5, making=None):
    """The report of the period `key`, sent, received and locked; a correction where one was locked before.

    `making` stands for what lays out the PDF.
    """
    if making:
        archive = mock.patch.object(snapshots, "as_archive", lambda document, made: making(document))
        with mock.patch.object(snapshots, "as_pdf", making), archive:
            return lock(organization, key, number)
    unit = {"by": None, "organization": organization, "period": period_of(organization, key)}
    known = life.find(organization, unit["period"])
    version = known.version if known else 0
    report = life.submit(**unit, version=version, reason="Bổ sung" if version else "")
    if organization.parent_id:
        report = life.receive(**unit, version=report.version)
    return life.lock(**unit, version=report.version, number=number, issued_on=today(), signer_capacity="T/M ĐẢNG ỦY",
                     signer_post="BÍ THƯ", signer_name="Lò Thị Ưng")  # fmt: skip


def bring(organization, key, state):
    """Bring the report of the period `key` to `state`, wherever it stands; no pages are laid out."""
    unit = {"by": None, "organization": organization, "period": period_of(organization, key)}
    known = life.find(**{name: unit[name] for name in ("organization", "period")})
    now, version = (known.state, known.version) if known else ("draft", 0)
    with mock.patch.object(snapshots, "as_pdf", return_value=b"%PDF-1.7"):
        if now in ("draft", "locked") and state != now:
            version = life.submit(**unit, version=version, reason="Bổ sung").version
            now = "submitted"
        if now != state and state == "received":
            life.receive(**unit, version=version)
        if now != state and state in ("draft", "submitted"):
            version = life.send_back(**unit, version=version, reason="Xem lại").version
        if now == "received" and state == "submitted":
            life.submit(**unit, version=version, reason="Bổ sung")


def admitted(cell, on):
    person = make_person(youth_union_on=days_ago(3000))
    milestones = [Milestone("decide", on), Milestone("admit", on)]
    return actions.take_over(by=None, organization=cell, person=person, stage="probationary",
                             entered_on=on - timedelta(days=400), milestones=milestones)  # fmt: skip


def day_of_last_year():
    return today().replace(year=today().year - 1, month=5, day=19)


def last_of(done):
    """The event of a step, whatever the step returns."""
    return done if isinstance(done, StageEvent) else done.events.order_by("pk").last()
