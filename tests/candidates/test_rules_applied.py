"""A case says by which regulation it is judged, and a record of old times asks nothing of newer ones."""

from datetime import date

import pytest

from candidates import actions
from candidates.actions.entry import Milestone
from tests.factories import make_cast, make_person, sign_in
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)


def text_of(client, cast, candidate):
    sign_in(client, cast["sec_A1"])
    return client.get(f"/ho-so/{candidate.pk}/").content.decode()


def taken_over(cell, stage, entered_on, *milestones, **fields):
    return actions.take_over(
        by=None,
        organization=cell,
        person=make_person(),
        stage=stage,
        entered_on=entered_on,
        milestones=[Milestone(key, day) for key, day in milestones],
        **fields,
    )


def test_a_case_begun_under_former_rules_says_so_and_by_which_it_is_judged(client, cast):
    page = text_of(client, cast, taken_over(cast.A1, "listed", date(2026, 5, 4)))
    assert "Xét theo Quy định 208-QĐ/TW ngày 26/7/2026, áp dụng từ ngày 26/07/2026" in page
    assert "Hồ sơ bắt đầu khi áp dụng Quy định 20-QĐ/TW" in page


def test_a_case_begun_under_the_rules_of_today_names_them_alone(client, cast):
    page = text_of(client, cast, taken_over(cast.A1, "listed", date(2026, 8, 3)))
    assert "Xét theo Quy định 208-QĐ/TW" in page
    assert "Hồ sơ bắt đầu khi áp dụng" not in page


def test_a_record_that_ended_in_2022_is_of_its_rules_and_lacks_nothing(client, cast):
    candidate = taken_over(
        cast.A1,
        "card_issued",
        date(2019, 3, 4),
        ("decide", date(2021, 2, 1)),
        ("admit", date(2021, 2, 20)),
        ("recognize", date(2022, 3, 1)),
        ("issue_card", date(2022, 5, 19)),
    )
    page = text_of(client, cast, candidate)
    assert "Đã xét theo Quy định 24-QĐ/TW" in page
    assert "Hồ sơ bắt đầu khi áp dụng Quy định 29-QĐ/TW" in page
    assert "Nội dung còn thiếu" not in page
