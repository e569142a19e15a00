"""Classes at each of their steps, and their pages."""

from io import BytesIO

from django.urls import reverse
from pypdf import PdfReader

from candidates import actions
from tests.factories import days_ago, make_candidate, make_person


def make_class(organization, **fields):
    facts = {"kind": "awareness", "name": "Lớp khóa III", "starts_on": days_ago(20), "ends_on": days_ago(15)}
    return actions.create_class(by=None, organization=organization, **(facts | fields))


def sent(cell, name, stage="pool", kind="awareness", on=None):
    candidate = make_candidate(cell, stage, person=make_person(name))
    return actions.nominate(candidate=candidate, kind=kind, by=None, on=on or days_ago(40), paper_number="05-DS/CB")


def put(training_class, *rows):
    actions.assign_to_class(nominations=rows, training_class=training_class, by=None)
    return list(rows)


def finish(training_class, *rows, first=1, absent=(), on=None):
    numbers = {row: f"{number:02}/GCN" for number, row in enumerate(rows, first)}
    day = on or days_ago(15)
    actions.record_results(training_class=training_class, by=None, completed=numbers, absent=absent, completed_on=day)


def url(name, *args):
    return reverse(f"classes:{name}", args=args)


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def words(response):
    """What a PDF says, its lines joined."""
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    pages = PdfReader(BytesIO(response.content)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def attended(training_class, row, sessions):
    """Plan five sessions; `row` comes to the first `sessions` of them."""
    for number in range(5):
        day = days_ago(20 - number)
        session = actions.add_session(training_class=training_class, by=None, held_on=day, part="1_morning")
        actions.take_attendance(session=session, by=None, present=[row] if number < sessions else [])
