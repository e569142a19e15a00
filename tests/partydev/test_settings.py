"""What the settings make of the environment, each time in a process of its own."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAFE = {
    "PARTYDEV_MODE": "production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "partydev.example",
    "DATABASE_URL": "postgres://partydev:secret@localhost/partydev",
}


def read_settings(expression, environment, tmp_path):
    """Evaluate `expression` with `settings` at hand; return (exit code, output, errors)."""
    code = f"import partydev.settings as settings; print({expression})"
    clean = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PARTYDEV_VAR": str(tmp_path)}
    run = subprocess.run([sys.executable, "-c", code], env=clean | environment, capture_output=True, text=True)
    return run.returncode, run.stdout.strip(), run.stderr


def test_production_starts_with_safe_values(tmp_path):
    expression = "settings.HTTPS, settings.SESSION_COOKIE_SECURE, settings.INSTALLATION['demo']"
    assert read_settings(expression, SAFE, tmp_path)[:2] == (0, "True True False")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY must be"),
        ({"SECRET_KEY": SAFE["SECRET_KEY"][:49]}, "SECRET_KEY must be"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY must be"),
        ({"SECRET_KEY": "django-insecure-" + SAFE["SECRET_KEY"]}, "SECRET_KEY must be"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": "partydev.example,*"}, "ALLOWED_HOSTS must name"),
        ({"DATABASE_URL": "sqlite:////tmp/x.sqlite3"}, "DATABASE_URL must name a PostgreSQL"),
        ({"PARTYDEV_MODE": "prod"}, "PARTYDEV_MODE must be"),
    ],
)
def test_production_refuses_unsafe_values(change, told, tmp_path):
    code, _, errors = read_settings("1", SAFE | change, tmp_path)
    assert code != 0
    assert told in errors


def test_production_names_all_faults_at_once(tmp_path):
    _, _, errors = read_settings("1", {"PARTYDEV_MODE": "production"}, tmp_path)
    assert all(name in errors for name in ["SECRET_KEY must", "ALLOWED_HOSTS must", "DATABASE_URL must"])


def test_production_writes_no_secret_key(tmp_path):
    read_settings("1", SAFE, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("", {"options": "-c jit=off"}),
        ("?sslmode=require", {"sslmode": "require", "options": "-c jit=off"}),
        ("?options=-c%20work_mem%3D64MB", {"options": "-c jit=off -c work_mem=64MB"}),
        ("?options=-c%20jit%3Don", {"options": "-c jit=off -c jit=on"}),  # the later one wins
    ],
)
def test_postgresql_compiles_nothing_unless_the_address_says_so(query, options, tmp_path):
    environment = SAFE | {"DATABASE_URL": SAFE["DATABASE_URL"] + query}
    code, output, _ = read_settings("settings.DATABASES['default']['OPTIONS']", environment, tmp_path)
    assert (code, ast.literal_eval(output)) == (0, options)


def test_sqlite_is_given_no_options_of_postgresql(tmp_path):
    assert read_settings("'options' in settings.DATABASES['default']['OPTIONS']", {}, tmp_path)[1] == "False"


def test_the_demonstration_keeps_its_own_secret_key(tmp_path):
    first, second = (read_settings("settings.SECRET_KEY", {}, tmp_path) for _ in range(2))
    assert first == second
    assert first[0] == 0
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_debug_cannot_be_switched_on(tmp_path):
    for environment in [{"DEBUG": "1"}, SAFE | {"DEBUG": "1"}]:
        assert read_settings("settings.DEBUG", environment, tmp_path)[1] == "False"
