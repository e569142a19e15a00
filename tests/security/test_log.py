"""S28, P13: a row of the log is one line and holds no secret; nothing is sent out of the house."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import AccessRecord
from tests.access.world import NUMBER

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FORGED = "sec_A1\n2026-11-22 INFO admin đăng nhập"
SECRET = "Mat-khau-bi-mat-9-SECRET"


def test_what_is_typed_forges_no_line_and_secrets_stand_in_no_log(world, caplog, capfd):
    Client().post(reverse("accounts:sign_in"), {"username": FORGED, "password": SECRET})
    Client().post(reverse("accounts:set_password"), {"username": FORGED, "code": SECRET, "password": SECRET})
    Client().get("/khong-co/%0A2026-11-22%20INFO%20admin/")
    head = world.client(world.viewer("org_head@A"))
    head.get(reverse("accounts:log"), {"about": FORGED, "user": FORGED})
    head.post(reverse("dossiers:cv_number", args=[world.thing("case", "A1").kwargs["pk"]]))
    rows = [f"{row.about} {row.note}" for row in AccessRecord.objects.all()]
    lines = [record.getMessage() for record in caplog.records]
    assert not [text for text in rows + lines if "\n" in text]
    told = "\n".join([*rows, *lines, *capfd.readouterr()])
    for secret in (SECRET, NUMBER):
        assert secret not in told


SENDING = re.compile(r"django\.core\.mail|smtplib|send_mail|EmailMessage|http\.client|urllib\.request|import requests")


def test_no_notice_leaves_by_mail_or_telephone():
    """Notices are pages: whoever adds sending first decides what a notice may say (a code, never name and matter)."""
    for app in ("accounts", "branches", "candidates", "dossiers", "reports", "partydev"):
        for path in Path(settings.BASE_DIR, app).rglob("*.py"):
            assert not SENDING.search(path.read_text()), path
