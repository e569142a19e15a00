"""Cells' meetings for tests: held, attended, with their minutes done; and their pages."""

import io
import unicodedata

from django.urls import reverse
from pypdf import PdfReader

from candidates import actions
from candidates.cell_meetings.attendance import everyone
from partydev.dates import add_months
from tests.factories import days_ago, make_candidate, make_person, today


def month(back=0):
    return add_months(today().replace(day=1), -back)


def url(name, cast, **kwargs):
    return reverse(f"candidates:{name}", kwargs={"cell": cast.A1.pk, "month": month(), **kwargs})


def held(cast):
    return actions.hold_meeting(organization=cast.A1, month=month(), by=None, held_on=today())


def attended(cast, away=()):
    meeting = held(cast)
    people = {each.key: ("excused", "ốm") if each.key in away else ("", "") for each in everyone(meeting)}
    return actions.record_cell_attendance(meeting=meeting, by=None, people=people)


def done(meeting, number):
    """The minutes finished: what was concluded, who wrote them."""
    meeting.refresh_from_db()
    people = {each.key: ("", "") for each in everyone(meeting)}
    names = [each.name for each in everyone(meeting) if each.is_full]
    actions.record_cell_attendance(meeting=meeting, by=None, people=people, chair=names[0], minutes_by=names[1])
    actions.record_outcome(meeting=meeting, by=None, outcomes={}, conclusion="Nhất trí.")
    return actions.close_cell_meeting(meeting=meeting, by=None, minutes_number=number)


def busy(cast):
    """Someone whom the cell votes on, someone without a mentor, and a remark that waits."""
    voted = make_candidate(cast.A1, "opinions_collected", person=make_person("Lò Thị Ưng"))
    alone = make_candidate(cast.A1, "listed", person=make_person("Lò Thị Pán"))
    actions.assign_mentor(candidate=voted, mentor=cast.mentor_member, by=None, on=days_ago(90), resolution_number="1")
    actions.write_remark(candidate=voted, month=month(), by=None, strengths="Chăm chỉ", shortcomings="")
    return voted, alone


def printed(client, cast, paper):
    content = client.get(url("cell_paper_pdf", cast, paper=paper)).content
    pages = PdfReader(io.BytesIO(content)).pages
    return unicodedata.normalize("NFC", " ".join(" ".join(page.extract_text().split()) for page in pages))
