"""What scripts read: every value by key, working days, what is due in a subtree."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command, load_command_class

from candidates.models import Holiday, Obligation
from candidates.rules.keys import KEYS
from tests.factories import make_candidate, make_cast, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)


def run(*args, **options):
    out, err = StringIO(), StringIO()
    call_command(*args, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def values(day):
    return json.loads(run("rulebook", "--on", day, "--as", "json")[0])


def test_every_value_by_key():
    rows = values("2026-08-01")
    assert set(rows) == set(KEYS)
    for key, row in rows.items():
        assert {"value", "unit", "source", "confidence", "valid_from", "valid_to"} <= set(row), key
        assert row["source"]
        assert row["confidence"] in ("confirmed", "secondary", "unconfirmed")
        assert date.fromisoformat(row["valid_from"]) <= date(2026, 8, 1)
        assert row["valid_to"] is None or date.fromisoformat(row["valid_to"]) >= date(2026, 8, 1)


def test_the_values_that_scripts_count_on():
    said = {key: row["value"] for key, row in values("2026-08-01").items()}
    assert {key: said[key] for key in WANTED} == WANTED
    assert said["minimum_schooling"] == "lower_secondary"
    assert isinstance(said["dossier_papers"], list)
    before = {key: row["value"] for key, row in values("2026-07-25").items()}
    assert before["ceremony_counted_from"] == "receipt"
    assert before["minimum_schooling"] == "lower_secondary_diploma"


WANTED = {
    "awareness_certificate_months": 60,
    "ceremony_working_days": 30,
    "ceremony_counted_from": "issue",
    "probation_months": 12,
    "recognition_vote_working_days": 30,
    "admission_decision_working_days": 60,
    "recognition_decision_working_days": 30,
    "minimum_age_years": 18,
    "maximum_age_years": 60,
    "cell_admission_majority": "2/3",
    "readmission_months": 36,
    "introducer_together_months": 12,
}


def test_the_table_for_reading():
    text, _ = run("rulebook", "--on", "01/08/2026")
    line = next(each for each in text.splitlines() if each.startswith("cell_admission_majority"))
    assert line.split("\t")[1] == "ít nhất 2/3"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("rulebook", "--on", "2016-07-24"), "Chưa có bộ quy định nào trước ngày 25/07/2016."),
        (("rulebook", "--on", "hôm nay"), "Không đọc được ngày “hôm nay”."),
        (("workdays", "2026-02-30", "5"), "tháng 2 năm 2026 có 28 ngày"),
        (("workdays", "2026-02-10", "-3"), "Số ngày làm việc là một số nguyên"),
        (("workdays", "2026-02-10", "1e9"), "Số ngày làm việc là một số nguyên"),
        (("workdays", "nonsense", "30"), "Không đọc được ngày “nonsense”."),
        (("workdays", "2026-02-10", "nonsense"), "không đọc được “nonsense”."),
        (("rulebook", "--as", "xml"), "Không có dạng “xml”; viết --as text hoặc --as json."),
        (("obligations", "no-such"), "Không có tổ chức đảng nào mang mã “no-such”."),
        (("obligations", "x", "--on", "2026-13-01"), "Không có tháng 13"),
        (("obligations", "x", "--on", "2010-01-01"), "Chưa có bộ quy định nào"),
    ],
)
def test_what_cannot_be_read(cast, args, words):
    # "-3" would be taken for an option; a script writes "--" before it.
    args = ("workdays", "2026-02-10", "--", "-3") if "-3" in args else args
    with pytest.raises(CommandError, match=words.replace(".", r"\.")) as raised:
        run(*args)
    assert raised.value.returncode == 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("workdays",), "manage.py workdays 2026-02-10 30"),
        (("workdays", "nonsense"), "manage.py workdays 2026-02-10 30"),
        (("workdays", "2026-02-10", "3", "4"), "manage.py workdays 2026-02-10 30"),
        (("workdays", "2026-02-10", "3", "--nope"), "manage.py workdays 2026-02-10 30"),
        (("rulebook", "--on"), "manage.py rulebook --on 2026-08-01 --as json"),
        (("obligations",), "manage.py obligations MÃ_ĐƠN_VỊ --on 2026-08-01 --as json"),
    ],
)
def test_what_was_written_wrong_is_said_in_vietnamese_with_an_example(capsys, args, words):
    with pytest.raises(SystemExit) as left:
        load_command_class("candidates", args[0]).run_from_argv(["manage.py", *args])
    said = capsys.readouterr()
    assert left.value.code
    assert said.out == ""
    assert words in said.err
    for english in ("usage:", "error:", "argument", "Traceback", "choose"):
        assert english not in said.err, english


def test_whoever_reads_only_the_beginning_gets_no_traceback():
    asked = subprocess.Popen(
        [sys.executable, settings.BASE_DIR / "manage.py", "help", "--commands"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "partydev.settings"},
    )
    asked.stdout.close()
    assert asked.stderr.read().decode() == ""
    assert asked.wait() == 0


def test_working_days():
    assert run("workdays", "2026-02-10", "30") == ("2026-03-31\n", "")
    assert run("workdays", "2026-02-10", "0")[0] == "2026-02-10\n"


def test_a_year_without_list_is_noted_beside_the_answer():
    Holiday.objects.filter(day__year=2028).delete()
    out, err = run("workdays", "2028-05-15", "30")
    assert out == "2028-06-26\n"
    assert "Chưa có lịch nghỉ năm 2028" in err


def due(code, on):
    return json.loads(run("obligations", code, "--on", on.isoformat(), "--as", "json")[0])


def test_what_is_due_in_a_subtree(cast):
    case = make_candidate(cast.A1, "probationary")
    make_candidate(cast.B1, "probationary")
    rows = due("a", today())
    assert {row["unit"] for row in rows} <= {"a", "a1", "a2"}
    row = next(each for each in rows if each["kind"] == "recognition")
    held = Obligation.objects.open().get(candidate=case, kind="recognition")
    assert row["case"] == case.code
    assert row["acts"] == "a1"
    assert row["due"] == held.due_on.isoformat()
    assert row["clause"] == held.citation
    assert row["state"] in ("open", "overdue", "extended")
    assert case.person.full_name not in run("obligations", "a", "--as", "json")[0]
    days = [each["due"] or "9999" for each in rows]
    assert days == sorted(days)


def test_another_day_is_computed_and_nothing_is_written(cast):
    case = make_candidate(cast.A1, "probationary")

    def all_rows():
        return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()}

    before = all_rows()
    rows = [row for row in due("x", today() + timedelta(days=3650)) if row["case"] == case.code]
    assert {row["state"] for row in rows if row["kind"] == "recognition"} == {"overdue"}
    assert due("x", date(2017, 1, 1)) == []
    assert all_rows() == before
