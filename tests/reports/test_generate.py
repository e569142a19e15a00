"""`manage.py generate`: what it writes is whole, counts as it should, and harms nothing."""

import hashlib
import random
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import User
from branches.models import Member, Organization, Person
from candidates import integrity
from candidates.models import Candidate, CellMeeting, MonthlyRemark, TrainingClass
from candidates.pipeline import TAKE_BACK
from reports.figures import figures
from reports.figures.classes import class_results
from reports.figures.remarks import remarks_by_unit
from reports.generating import SCALES, generate, writing
from reports.periods import Calendar, dates, parse

COMMUNE = SCALES["commune"]


@pytest.mark.django_db
def test_a_commune_is_whole_and_the_database_as_it_was():
    before = structure()
    written, _ = generate(COMMUNE, seed=7)
    assert written[Organization] == COMMUNE.units == 16
    assert 250 < written[Member] < 700
    assert 100 < written[Candidate] < 350
    assert list(integrity.faults()) == []
    assert structure() == before

    today = timezone.localdate()
    root = Organization.objects.get(parent=None)
    found = figures(root, parse(str(today.year), Calendar.CALENDAR).up_to(today))
    assert found["members"] == Member.objects.present().count()
    assert found["cells"] == 12
    helped_and_taught(root, dates(today - timedelta(days=365), today))
    # The keys of what is entered from now on follow those that were written.
    last = Person.objects.order_by("pk").last()
    assert Person.objects.create(full_name="Nguyễn Văn Sau", sex="male").pk > last.pk
    assert User.objects.get().holds("report_view")


def helped_and_taught(root, year):
    """T4 and T9 have something to say, and remarks are of people who were helped."""
    found, helping = remarks_by_unit(root, year)
    asked, written = (sum(getattr(row, name) for row in found.values()) for name in ("asked", "written"))
    assert helping > 5
    assert 0.7 * asked < written < asked
    assert {row.kind for row in class_results(root, year)} == set(TrainingClass.Kind.values)
    assert any(row.training_class for row in class_results(root, year))
    not_met = CellMeeting.objects.filter(held_on=None).count()
    assert 0 < not_met < CellMeeting.objects.count() / 10
    assert not MonthlyRemark.objects.filter(candidate__mentors=None).exists()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL hands out keys that nobody takes back")
def test_keys_that_were_handed_out_in_vain_are_not_handed_out_again():
    """What a report knew of the tree is told by keys: later ones must be higher, whatever was undone between."""
    with connection.cursor() as cursor:
        serial = "pg_get_serial_sequence('branches_person', 'id')"
        cursor.execute(f"SELECT setval({serial}, nextval({serial}) + 1000000)")
        (last,) = cursor.fetchone()
    generate(COMMUNE, seed=7)
    assert Person.objects.create(full_name="Nguyễn Văn Sau", sex="male").pk == last + 1


def structure():
    """The indexes and constraints of the tables that are written."""
    if connection.vendor != "postgresql":
        return None
    tables = [model._meta.db_table for model in writing.MODELS]
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)", [tables])
        indexes = set(cursor.fetchall())
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint "
            "WHERE conrelid = ANY(%s::text[]::regclass[])",
            [tables],
        )
        return indexes, set(cursor.fetchall())


class Digest:
    """Takes lines as the loader does and keeps only what they come to."""

    def __init__(self):
        self.sum, self.written, self.taken_back = hashlib.sha256(), {}, 0

    def add(self, lines, text):
        assert text.count("\n") == 1, "a line of several rows"
        assert text.count("\t") == len(lines.columns) - 1, f"{lines.table}: a tab within a value"
        self.sum.update(text.encode())
        self.taken_back += f"\t{TAKE_BACK}\t" in text

    def flush(self):
        pass


@pytest.mark.django_db
@pytest.mark.once
def test_a_seed_gives_the_same_rows_and_another_gives_others():
    def digest(seed):
        loader = Digest()
        writing._write(COMMUNE, random.Random(seed), loader, date(2026, 11, 20), print)  # noqa: S311
        return loader.sum.hexdigest(), loader.taken_back

    # A day of its own: how many steps of a commune are taken back is a matter of luck, and may be none.
    assert digest(1) == digest(1) != digest(2)
    assert sum(digest(seed)[1] for seed in range(3, 8)) > 0


@pytest.mark.django_db
@pytest.mark.once
def test_it_writes_into_an_empty_database_only():
    Person.objects.create(full_name="Trần Thị Trước", sex="female")
    with pytest.raises(CommandError, match="còn trống"):
        call_command("generate", scale="commune")
    assert not Organization.objects.exists()


@pytest.mark.django_db
@pytest.mark.once
def test_what_cannot_be_is_refused_in_words(settings):
    with pytest.raises(CommandError, match="chỉ tạo được trên PostgreSQL"):
        call_command("generate", scale="nation")
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="--yes"):
        call_command("generate", scale="commune")
    assert not Organization.objects.exists()
