"""The demonstration's present shows each problem that the articles name somewhere in the commune. P1–P12."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from reports.signals import register
from tests.factories import sign_in
from tests.kept import kept

pytestmark = pytest.mark.django_db
NOTHING_SHOWN = {"Không có", "Xem danh sách", "Chưa nhập tỷ lệ", "Chưa xếp loại"}
SHOWN_AS_DONE = {register.TARGETS}  # the year's target is given on to all: the page beside it shows the sums


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    with kept(django_db_blocker, lambda: call_command("seed_demo", verbosity=0)):
        yield


@pytest.mark.once
@pytest.mark.usefixtures("demonstration")
def test_every_signal_has_a_case(client):
    rows = sign_in(client, User.objects.get(username="lanhdao")).get(reverse("reports:signals")).context["rows"]
    assert {row["signal"].key for row in rows} == set(register.BY_KEY)
    empty = {row["signal"].key: row["words"] for row in rows if row["words"] in NOTHING_SHOWN}
    assert {key: words for key, words in empty.items() if key not in SHOWN_AS_DONE} == {}
