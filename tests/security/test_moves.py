"""Rights follow the tree at once, and past papers keep their names: R18."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from branches import actions as branch_actions
from candidates.models import StageEvent
from reports.figures import figures
from reports.quarterly import period_of
from tests.factories import days_ago, make_candidate, sign_in, today

pytestmark = pytest.mark.django_db


def sees(client, case):
    page = client.get(reverse("candidates:detail", args=[case.pk])).status_code
    listed = case.person.full_name in client.get(reverse("candidates:list"), {"state": "all"}).content.decode()
    unit = client.get(reverse("branches:organization", args=[case.organization.code])).status_code
    assert (page == 200) == listed == (unit == 200)
    return listed


def test_a_moved_cell_is_open_to_its_new_committee_and_closed_to_the_old_one_at_once(cast):
    case = cast.candidates["a1"]
    clients = {name: sign_in(Client(), cast[name]) for name in ("staff_A", "staff_B", "sec_A1", "lead_X")}
    assert {name: sees(client, case) for name, client in clients.items()} == {
        "staff_A": True,
        "staff_B": False,
        "sec_A1": True,
        "lead_X": True,
    }
    branch_actions.move(by=cast["head_X"], organization=cast.A1, parent=cast.B, on=today(), decision="QĐ 5")
    assert {name: sees(client, case) for name, client in clients.items()} == {
        "staff_A": False,
        "staff_B": True,
        "sec_A1": True,
        "lead_X": True,
    }
    assert clients["staff_A"].get(reverse("reports:people"), behind(cast.A1)).status_code == 404
    assert clients["staff_B"].get(reverse("reports:people"), behind(cast.A1)).status_code == 200
    call_command("integrity")


def behind(organization):
    return {"don_vi": organization.code, "ky": f"{today().year}", "chi_tieu": "in_pool"}


def test_what_was_keeps_its_name_and_the_whole_keeps_its_sum(cast):
    make_candidate(cast.A1, "applied", entered_on=days_ago(20))
    year = period_of(cast.X, str(today().year))
    before = figures(cast.X, year)
    branch_actions.rename(by=None, organization=cast.A1, on=days_ago(1), name="Chi bộ sáp nhập", decision="QĐ 6")
    branch_actions.move(by=None, organization=cast.A1, parent=cast.B, on=today())
    after = figures(cast.X, year)
    assert {key: before[key] for key in ("in_pool", "pool_entered", "members")} == {
        key: after[key] for key in ("in_pool", "pool_entered", "members")
    }
    cast.A1.refresh_from_db()
    assert cast.A1.name_on(days_ago(30)) == "Chi bộ A1"
    assert cast.A1.name == "Chi bộ sáp nhập"
    assert StageEvent.objects.under(cast.B).filter(organization=cast.A1).exists()
