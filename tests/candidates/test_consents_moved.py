"""What an older installation said of a consent is kept when it becomes a document: the text, who wrote it, when."""

import os
import subprocess
import sys

import pytest

CODE = """
import django

django.setup()

from datetime import date, datetime, timezone

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def to(name):
    executor = MigrationExecutor(connection)
    return executor.migrate([("candidates", name)]).apps.get_model


model = to("0013_eligibility_of_special_cases")
user = model("accounts", "User").objects.create(
    username="bi.thu", full_name="Lò Văn Ghi", password="!", created_at=datetime(2025, 1, 1, tzinfo=timezone.utc)
)
unit = model("branches", "Organization").objects.create(code="C1", name="Chi bộ 1", kind="cell", path="1/", depth=0)
for number, texts in enumerate((["", "01-CV/TU", "01-CV/TU"], ["02-CV/TU", "03-CV/TU"], []), 1):
    person = model("branches", "Person").objects.create(full_name=f"Người {number}", sort_key=str(number))
    said = {"code": f"H{number}", "stage": "pool", "stage_on": date(2025, 1, 1), "entered_on": date(2025, 1, 1)}
    case = model("candidates", "Candidate").objects.create(
        **said,
        person=person,
        organization=unit,
        waits_at=unit,
        ancestor_0=unit.pk,
        over_60_consent=texts[-1] if texts else "04-CV/TU",
    )
    for month, text in enumerate(texts, 1):
        model("candidates", "HistoricalCandidate").objects.create(
            **said,
            id=case.pk,
            over_60_consent=text,
            history_type="~",
            history_date=datetime(2025, month, 5, tzinfo=timezone.utc),
            history_user_id=user.pk,
        )

model = to("0014_consents_are_documents")
for ground in model("candidates", "Ground").objects.order_by("number"):
    known = f"{ground.recorded_at:%d/%m/%Y} {ground.recorded_by.full_name}" if ground.recorded_by else "nobody"
    print(ground.number, ground.issued_on, known, sep="|")
"""


# Its own, which each database migrates in its own way.
@pytest.mark.django_db
def test_who_wrote_the_consent_and_when_is_taken_from_the_cases_history(tmp_path):
    environment = {**os.environ, "PARTYDEV_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "partydev.settings"}
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "01-CV/TU|None|05/02/2025 Lò Văn Ghi",
        "03-CV/TU|None|05/02/2025 Lò Văn Ghi",
        "04-CV/TU|None|nobody",
    ]
