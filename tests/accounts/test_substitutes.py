"""Standing in for another: from when until when, and that both are one where somebody is to check the other."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import AccessRecord, User
from partydev.refusals import Invalid
from tests.factories import days_ago, make_user, sign_in, today

pytestmark = pytest.mark.django_db


def post(client, address, **data):
    token = re.search(r'form_token" value="([^"]+)"', client.get(address).content.decode())
    return client.post(address, {"form_token": token[1] if token else "", **data})


def test_a_substitute_has_an_end_that_comes_by_itself(client, cast):
    substitute = make_user("substitute", organization=cast.A)
    sign_in(client, cast["head_A"])
    page = reverse("accounts:appoint", args=[substitute.pk])
    data = {
        "organization": "a",
        "role": "org_officer",
        "starts_on": f"{today():%d/%m/%Y}",
        "stands_in_for": "staff_a",
    }
    without_end = post(client, page, **data)
    assert "phải có ngày kết thúc" in without_end.content.decode()
    data["ends_on"] = f"{today():%d/%m/%Y}"
    nobody = post(client, page, **data | {"stands_in_for": "sec_b1"})
    assert "Không có ai mang tên này" in nobody.content.decode()
    other_role = post(client, page, **data | {"stands_in_for": "lead_a"})
    assert "không giữ nhiệm vụ" in other_role.content.decode()
    assert not substitute.appointments.exists()
    offered = dict(client.get(page).context["form"].fields["stands_in_for"].widget.choices)
    whom = cast["staff_A"].full_name
    assert offered["staff_a"].startswith(f"{whom} – ")
    assert not {"sec_b1", "substitute"} & set(offered)
    assert post(client, page, **data | {"stands_in_for": whom}).status_code == 302
    said = client.get(reverse("accounts:user", args=[substitute.pk]))
    assert f"làm thay {whom} đến hết ngày {today():%d/%m/%Y}." in said.content.decode()
    held = substitute.appointments.get()
    assert (held.stands_in_for, held.ends_on) == (cast["staff_A"], today())
    assert "làm thay" in client.get(reverse("accounts:user", args=[substitute.pk])).content.decode()
    assert not held.user.appointments.in_force(today() + timedelta(days=1)).exists()


def test_what_somebody_entered_is_not_checked_through_a_substitute(cast):
    whom, substitute, third = cast["staff_A"], make_user("substitute", organization=cast.A), cast["head_A"]
    past = {"starts_on": days_ago(30), "ends_on": days_ago(20)}
    actions.appoint(by=None, user=substitute, organization=cast.A, role="org_officer", stands_in_for=whom, **past)
    who = User.objects.get(pk=substitute.pk)
    # In those days, and whenever it is looked at later: both are one; on other days they are two.
    assert who.answers_for(whom, days_ago(25))
    assert whom.answers_for(who, days_ago(20))
    assert not who.answers_for(whom, days_ago(31))
    assert not whom.answers_for(who, days_ago(19))
    assert not third.answers_for(who, days_ago(25))
    assert not third.answers_for(None, today())


def stand_in(cast, user, whom, **days):
    return actions.appoint(by=None, user=user, organization=cast.A, role="org_officer", stands_in_for=whom, **days)


def test_nobody_stands_in_longer_than_the_post_lasts_or_for_another_substitute(cast):
    first, second = make_user("first", organization=cast.A), make_user("second", organization=cast.A)
    whom, soon, late = cast["staff_A"], today() + timedelta(days=10), today() + timedelta(days=90)
    stand_in(cast, first, whom, starts_on=today(), ends_on=soon)
    with pytest.raises(Invalid) as chained:
        stand_in(cast, second, first, starts_on=today(), ends_on=soon)
    assert "stands_in_for" in chained.value.errors
    whom.appointments.update(ends_on=soon)
    with pytest.raises(Invalid) as longer:
        stand_in(cast, second, whom, starts_on=today(), ends_on=late)
    assert f"{soon:%d/%m/%Y}" in longer.value.errors["ends_on"]
    stand_in(cast, second, whom, starts_on=today(), ends_on=soon)


def test_with_the_post_its_substitutions_end(cast):
    now, later = make_user("now", organization=cast.A), make_user("later", organization=cast.A)
    whom, late = cast["staff_A"], today() + timedelta(days=90)
    stand_in(cast, now, whom, starts_on=days_ago(5), ends_on=late)
    stand_in(cast, later, whom, starts_on=today() + timedelta(days=30), ends_on=late)
    actions.dismiss(by=None, appointment=whom.appointments.get(), on=days_ago(1))
    assert now.appointments.get().ends_on == days_ago(1)
    assert not later.appointments.exists()
    assert not now.grant_set.exists()
    assert AccessRecord.objects.filter(kind="dismissed", about__contains="làm thay").count() == 2
