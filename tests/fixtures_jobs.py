"""A worker's machine, for tests of files made in the background."""

import pytest

from partydev.jobs import limits, running
from tests.reports.job_pages import environment


@pytest.fixture
def machine(settings, tmp_path, monkeypatch):
    """The queue of the worker, a folder of one's own, and processes that find this test's database."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.DAILY_TASKS = []
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(running, "environment", lambda: environment(tmp_path))
    monkeypatch.setattr(limits, "PAPER_AT_ONCE", 0)
    monkeypatch.setattr(limits, "SHEET_AT_ONCE", 0)
    monkeypatch.setattr(running, "LOOK", 0.2)
