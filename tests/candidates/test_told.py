"""T7, T26: the cell is told of each decision and records when; a body abroad has longer to answer."""

import pytest
from django.urls import reverse

from candidates import actions, obligations
from candidates.models import Candidate, Obligation
from tests.candidates.pages import browser_of, day, send
from tests.factories import days_ago, make_person, today

pytestmark = pytest.mark.django_db


def taken_over(cast, stage, *milestones):
    case = actions.take_over(
        by=None,
        organization=cast.A1,
        person=make_person("Lò Thị Báo"),
        stage=stage,
        entered_on=days_ago(900),
        milestones=[actions.Milestone(key, on) for key, on in milestones],
    )
    obligations.refresh(today())
    return case


@pytest.mark.parametrize(
    ("stage", "milestones", "words"),
    [
        ("decided", (("decide", days_ago(3)),), "kết nạp"),
        (
            "recognized",
            (("decide", days_ago(430)), ("admit", days_ago(400)), ("recognize", days_ago(3))),
            "công nhận chính thức",
        ),
    ],
)
def test_the_cell_is_told_until_it_records_the_receipt(cast, stage, milestones, words):
    case, client = taken_over(cast, stage, *milestones), browser_of(cast["sec_A1"])
    assert Obligation.objects.open().filter(candidate=case, kind="notice").exists()
    url = reverse("candidates:receive_decision", args=[case.pk])
    assert f"Ngày chi bộ nhận quyết định {words}" in client.get(url).text
    early = send(client, url, on=day(days_ago(4)))
    assert early.status_code == 422
    assert Obligation.objects.open().filter(candidate=case, kind="notice").exists()
    assert send(client, url, on=day(days_ago(1))).status_code == 302
    assert not Obligation.objects.open().filter(candidate=case, kind="notice").exists()
    assert send(client, url, on=day(days_ago(1))).status_code in (409, 422)


def test_who_has_a_tie_to_another_country_is_verified_there_too(cast):
    case, client = taken_over(cast, "verifying", ("start_verification", days_ago(5))), browser_of(cast["sec_A1"])
    held = Obligation.objects.open().filter(candidate=case, kind="verification_reply")
    assert [row.key for row in held] == [""]
    Candidate.objects.filter(pk=case.pk).update(foreign_tie=True)
    obligations.refresh(today())
    at_home, abroad = held.order_by("due_on")
    assert (at_home.key, abroad.key) == ("", "abroad")
    text = client.get(reverse("candidates:detail", args=[case.pk])).text
    assert "Theo dõi, đôn đốc trả lời thẩm tra lý lịch ở nước ngoài, nếu có gửi" in text
    assert f"{abroad.due_on:%d/%m/%Y}" in text
