"""What is kept beside a report's text, in one archive: the lists that facts alone do not tell, and its forms.

Classes, mentors, cards and what a person's file says are changed where they stand; who is behind such a number of a
sent report can only be told if it was written down with it.
"""

import json
import zipfile
from datetime import date
from io import BytesIO

from django.db.models import QuerySet

from partydev.papers.keeping import as_kept, from_kept
from reports import lists
from reports.links import as_kept as links_as_kept

MOST = 20_000  # longer lists are not kept: their page says that it is of today


class Rows(list):
    """The rows of a list as they were kept."""


class Asked:
    """The links of a report that is to be kept under `code`; remembers which lists they lead to."""

    def __init__(self, code):
        self._link, self.lists = links_as_kept(code), {}

    def __call__(self, key, organization, period):
        if not lists.is_of_facts_alone(key):
            self.lists[_place(organization.code, period.key, key)] = (key, organization, period)
        return self.unkept(key, organization, period)

    def unkept(self, key, organization, period):
        """The same link, of a form: it has hundreds, and the lists that facts do not tell are of today there."""
        return self._link(key, organization, period)


def pack(asked, forms, counted):
    """The archive of the lists `asked` for and of `forms` (code -> document).

    `counted(unit)` is a unit with the settings that the report is counted by.
    """
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, (key, unit, period) in asked.lists.items():
            rows = _rows(key, counted(unit), period)
            if rows is not None:
                _write(archive, place, json.dumps(rows, ensure_ascii=False))
        for code, document in forms.items():
            _write(archive, _form(code), as_kept(document))
    return content.getvalue()


def _rows(key, unit, period):
    facts = lists.facts_behind(key, unit, period)
    if (facts.count() if isinstance(facts, QuerySet) else len(facts)) > MOST:
        return None
    return [
        [row.person_id, row.organization_id, row.on and row.on.isoformat(), row.paper, row.candidate_id]
        for row in lists.dated(key, facts, unit, period)
    ]


def _write(archive, place, text):
    # A ZipInfo made by hand bears no time: the same content is the same bytes.
    entry = zipfile.ZipInfo(place)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, text)


def _place(code, key, figure):
    return f"danh-sach/{code}/{key}/{figure}"


def _form(code):
    return f"bieu/{code}"


def list_of(revision, organization, period, key):
    """The rows of the list `key` as they were kept with the revision; None where it was not."""
    text = _read(revision, _place(organization.code, period.key, key))
    if text is None:
        return None
    return Rows(
        lists.Fact(person, place, date.fromisoformat(on) if on else None, paper, case)
        for person, place, on, paper, case in json.loads(text)
    )


def form_of(revision, code):
    """The document of the form `code` as it was kept with the revision; None where it was not."""
    text = _read(revision, _form(code))
    return from_kept(text) if text is not None else None


def _read(revision, place):
    if revision.enclosed is None:
        return None
    with zipfile.ZipFile(BytesIO(bytes(revision.enclosed))) as archive:
        try:
            return archive.read(place).decode()
        except KeyError:
            return None
