"""What the tests of the CV share: its pages filled in and sent, and a CV with something in every part."""

import re
from datetime import date

from django.urls import reverse
from django.utils import timezone

from dossiers import cv_actions
from dossiers.cv.partial import Partial
from dossiers.cv.questions import CHOICE, CITIZEN_ID, DATE, QUESTIONS, TICK
from dossiers.cv.rows import KIN_GROUP, KINDS, RELATIVE_QUESTIONS
from dossiers.cv_gather import record_of
from partydev.once import new_token
from tests.factories import make_person

INDEPENDENT = "independent-lan"


def open_profile(settings):
    """An installation on an independent LAN, where relatives may be kept."""
    settings.INSTALLATION = {**settings.INSTALLATION, "profile": INDEPENDENT}


def address(name, candidate, **kwargs):
    return reverse(f"dossiers:{name}", kwargs={"pk": candidate.pk, **kwargs})


def section_url(candidate, slug):
    return address("cv_section", candidate, section=slug)


def send(client, url, token=None, **data):
    """Open the page as its user does, and send its form with `data` on top of what stands in it."""
    page = client.get(url)
    assert page.status_code == 200, page.status_code
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    filled = {name: value for name, value in shown.items() if value is not False and value not in (None, "")}
    return client.post(url, {**filled, "form_token": token or new_token(None), **data})


def whole_person(**fields):
    """A person of whom everything is known; an invented one."""
    return make_person(
        fields.pop("full_name", "Lò Thị Mẫu Đơn"),
        home_place="xã Bản Khoang",
        residence="thôn Khe Mẫu, xã Bản Khoang",
        workplace="Trường Tiểu học Khe Mẫu",
        ethnicity="03",
        youth_union_on=date(2013, 3, 26),
        **fields,
    )


def answer_for(question, text="Nội dung khai thử"):
    """A stored value for a question, of its kind."""
    if question.kind == TICK:
        return None
    if question.kind == DATE:
        return "2026-03-15"
    if question.kind == CITIZEN_ID:
        return "001198004545"
    if question.kind == CHOICE:
        return question.choices[1][0]
    return text


def fill_answers(candidate, by=None, text="Nội dung khai thử", **more):
    values = {key: answer_for(question, text) for key, question in QUESTIONS.items()}
    return cv_actions.answer_cv(candidate=candidate, by=by, version=0, values={**values, **more})


def add_entry(candidate, part, start, end=None, by=None, text="Nội dung khai thử", **more):
    details = {question.key: text for question in KINDS[part].questions}
    values = {"start": start, "end": end, "ongoing": KINDS[part].lasting and end is None, **details, **more}
    return cv_actions.write_entry(candidate=candidate, by=by, part=part, values=values)


def fill_lists(candidate, by=None, text="Nội dung khai thử"):
    """One row in each list, and jobs that go on until today."""
    add_entry(candidate, "jobs", Partial(2016, 9), Partial(2019, 2), by, text)
    add_entry(candidate, "jobs", Partial(2019, 3), None, by, text)
    for part in ("courses", "abroad"):
        add_entry(candidate, part, Partial(2020, 1), Partial(2020, 6), by, text)
    for part in ("awards", "discipline"):
        add_entry(candidate, part, Partial(2021, 5), None, by, text)


def add_relative(candidate, kin="father", by=None, text="Nội dung khai thử", **more):
    details = {question.key: answer_for(question, text) for question in RELATIVE_QUESTIONS[KIN_GROUP[kin]]}
    values = {"full_name": "Lò Văn Mẫu", "born": Partial(1958), "died": None, "death_cause": "", **details, **more}
    return cv_actions.write_relative(candidate=candidate, by=by, kin=kin, values=values)


def record(candidate):
    """The CV as it stands."""
    return record_of(candidate, timezone.localdate())


def text_of(page):
    """A page's HTML with single spaces."""
    return re.sub(r"\s+", " ", page.content.decode())
