"""R21: a page asks the database as often for a hundred rows as for ten."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.log import record
from branches.models import Target
from candidates import actions
from candidates.models import Candidate, MeetingCase, TrainingClass
from tests.access.table import PUBLIC, ROWS
from tests.access.test_matrix import papers_as_text  # noqa: F401 - a fixture of this module too
from tests.factories import days_ago, make_member, make_organization, make_person, make_user, sign_in, today

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# Pages of one thing, whose length no list decides.
NOT_LISTS = {
    *("accounts:change_password", "accounts:roles", "accounts:sign_out", "accounts:user", "candidates:remark"),
    *("candidates:detail", "candidates:enter", "candidates:take_over", "reports:pdf", "desk:meeting_paper_pdf"),
    "job_file",
}
# Forms with a line for each of many.
LONG_FORMS = {
    *("candidates:conclude", "classes:assign", "classes:results", "branches:unit_targets"),
    *("classes:seats", "classes:sessions", "classes:attendance"),
}
LISTS = [
    row
    for row in ROWS
    if row.name in LONG_FORMS
    or (row.needs != PUBLIC and row.get == 200 and not row.post and row.name not in NOT_LISTS)
]
FURTHER = {
    "search": [{"q": "Thêm"}],
    "candidates:list": [{"order": "name"}, {"overdue": "on"}, {"state": "all", "page": "2"}],
    "candidates:remarks": [{"chi_bo": "A1"}],
    "desk:queue": [{"tab": tab} for tab in ("check", "meeting", "returned", "all")],
    "desk:irregular": [{"tab": "passed"}],
    "accounts:users": [{"q": "them"}],
    "branches:tree": [{"q": "thêm"}],
    "reports:people": [{"chi_tieu": "pool_entered"}],
}


def grow(world, count, start):
    """`count` more of everything that a list shows, half of it in a cell of its own: no question is asked per cell."""
    cast, year_start, year_end = world.cast, date(today().year, 1, 1), date(today().year, 12, 31)
    meeting = world.thing("meeting", "A").kwargs["pk"]
    convened = TrainingClass.objects.get(pk=world.thing("class", "A").kwargs["pk"])
    for number in range(start, start + count):
        unit = make_organization(f"Chi bộ thêm {number}", "cell", cast.A, code=f"them-{number}")
        Target(source="assigned", starts_on=year_start, ends_on=year_end, value=1).place(unit).save()
        home = unit if number // 4 % 2 else cast.A1
        make_member(home, f"Đảng viên thêm {number}")
        user = make_user(f"them{number}", ("leader", unit))
        record("dossier_read", user, home, about=f"them{number}")
        stage = ("applied", "submitted", "appraised", "pending_decision")[number % 4]
        late = actions.take_over(
            by=None, organization=home, person=make_person(f"Thêm {number}"), stage=stage, entered_on=days_ago(700)
        )
        actions.introduce_new(
            by=cast["head_X"],
            organization=home,
            full_name=f"Thêm Người {number}",
            birth_date=days_ago(9000 + number),
            sex="male",
            union="youth_union",
            union_name="Đoàn xã",
            on=days_ago(30),
            paper_number="1",
        )
        fresh = Candidate.objects.latest("pk")
        nomination = actions.nominate(candidate=fresh, kind="awareness", by=None, on=days_ago(9))
        if number % 2:
            actions.assign_to_class(nominations=[nomination], training_class=convened, by=None)
        MeetingCase.objects.create(meeting_id=meeting, candidate=late, order=number + 2, transition="committee_vote")
        actions.plan_meeting(by=None, organization=cast.A, body="executive", held_on=today(), eligible=9)
        actions.create_class(
            by=None, organization=cast.A, kind="awareness", name=f"Lớp {number}", starts_on=today(), ends_on=today()
        )


def pages(world):
    for row in LISTS:
        things = world.things[row.thing] if row.thing else [None]
        for place in ("A", "A1"):
            thing = next((each for each in things if each and each.place == place), None)
            if thing is None and row.thing:
                continue
            for more in [{}, *FURTHER.get(row.name, [])]:
                more = {key: str(world.cast.A1.pk) if value == "A1" else value for key, value in more.items()}
                kwargs = {**(thing.kwargs if thing else {}), **row.fixed}
                query = {**(thing.query if thing else {}), **more}
                yield row, reverse(row.name, kwargs=kwargs), query


def measured(world, client, *, beforehand):
    """address -> number of queries.

    A page of one thing is asked once before, for its first reader leaves more behind; the others too where
    `beforehand`, so that what is kept in memory is there.
    """
    counts = {}
    for row, address, query in pages(world):
        headers = {"HX-Request": "true"} if row.htmx else {}
        with transaction.atomic():
            if beforehand or row.thing:
                client.get(address, query, headers=headers)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address, query, headers=headers).status_code == 200, address
            transaction.set_rollback(True)
        asked = [each["sql"].startswith("SELECT") for each in queries]
        counts[f"{address}?{query}"] = asked.count(True)
        # Rows of the log go in together, SQLite taking some ninety at a time; savepoints come in pairs, sessions too.
        assert asked.count(False) <= 8, address
    return counts


def test_a_hundred_rows_take_as_many_questions_as_ten(world):
    client = sign_in(Client(), world.cast["head_X"])
    with transaction.atomic():
        grow(world, 10, 0)
        few = measured(world, client, beforehand=True)
        grow(world, 85, 10)  # with those of the cast just under a hundred, where a tree's level is cut off
        many = measured(world, client, beforehand=False)
        transaction.set_rollback(True)
    grown = [f"{page}: {few[page]} -> {many[page]}" for page in few if many[page] > few[page]]
    assert grown == [], "\n".join(grown)
