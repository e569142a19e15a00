"""Reports that had their number before snapshots were kept stay numbered, with what was recorded first."""

import os
import subprocess
import sys
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connection

OLD = f"numbers_given_before_{os.getpid()}"
CODE = """
import django

django.setup()

from datetime import date, datetime, timezone

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def to(name):
    executor = MigrationExecutor(connection)
    return executor.migrate([("reports", name)]).apps.get_model


model = to("0003_a_threshold_is_mended_the_same_day")
user = model("accounts", "User").objects.create(
    username="van.thu", full_name="Lò Văn Ghi", password="!", created_at=datetime(2025, 1, 1, tzinfo=timezone.utc)
)
unit = model("branches", "Organization").objects.create(
    code="a", name="Đảng bộ A", kind="grassroots_committee", path="1/", depth=0, counted_by="decision"
)
signed = {"period": "2025", "issued_on": date(2026, 1, 5), "signer_post": "BÍ THƯ", "signer_name": "Lò Thị Ưng"}
row = model("reports", "IssuedReport").objects.create(
    organization=unit, ancestor_0=unit.pk, number=6, issued_by=user, **signed
)
for number in (5, 6):
    model("reports", "HistoricalIssuedReport").objects.create(
        id=row.pk, number=number, organization=unit, history_type="~", history_user_id=user.pk,
        history_date=datetime(2026, 1, number, tzinfo=timezone.utc), **signed,
    )

model = to("0006_what_a_report_said_is_never_changed")
report = model("reports", "Report").objects.get()
revision = report.revision
issue = model("reports", "ReportIssue").objects.get(revision=revision)
print(report.state, report.period, report.ancestor_0 == unit.pk, revision.basis["counted_by"], revision.document == "")
print(issue.number, issue.issued_on, issue.signer_name, issue.issued_by_id == user.pk, issue.pdf)
try:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_reportissue SET number = 9")
except DatabaseError:
    print("final")
for act in model("reports", "ReportAct").objects.order_by("pk"):
    print(act.kind, act.note, act.at.day)
"""


@pytest.fixture
def own_database(tmp_path):
    """The address of an empty database of its own, of the kind that the tests run on."""
    now = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'old.sqlite3'}"
        return
    where = {key: now[key.upper()] for key in ("host", "port", "user", "password")}
    with psycopg.connect(**where, dbname="postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{OLD}"')
        try:
            yield f"postgres://{where['user']}:{quote(where['password'], '')}@{where['host']}:{where['port']}/{OLD}"
        finally:
            server.execute(f'DROP DATABASE "{OLD}" WITH (FORCE)')


@pytest.mark.django_db  # of the database that the tests run on, PostgreSQL too
def test_numbers_given_before_are_kept(tmp_path, own_database):
    own = {"PARTYDEV_VAR": str(tmp_path), "DATABASE_URL": own_database}
    environment = {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "partydev.settings"}
    done = subprocess.run([sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "locked 2025 True decision True",
        "6 2026-01-05 Lò Thị Ưng True None",
        "final",
        "locked Số 05 ngày 05/01/2026, BÍ THƯ Lò Thị Ưng 5",
        "locked Số 06 ngày 05/01/2026, BÍ THƯ Lò Thị Ưng 6",
    ]
