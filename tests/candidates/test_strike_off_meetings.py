"""A striking-off goes through the committee's meeting as an admission does: agenda, vote, minutes, resolution."""

from io import BytesIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from candidates.models import Candidate, Vote
from tests.candidates.desk_cases import step, vote
from tests.candidates.meeting_pages import page, planned, post, result
from tests.factories import days_ago, make_candidate, sign_in

pytestmark = pytest.mark.django_db
PROPOSED, DECIDED = "Xét, đề nghị xóa tên đảng viên dự bị", "Xét, quyết định xóa tên đảng viên dự bị"


def fresh(case):
    return Candidate.objects.get(pk=case.pk)


@pytest.fixture
def case(cast):
    """A probationer whom the cell proposes to strike off."""
    made = make_candidate(cast.A1, "recognition_prepared")
    step(made, "strike_off_cell_vote", cast["sec_A1"], days_ago(30), "9-NQ/CB", ballot=vote(4, 5))
    return made


@pytest.fixture
def above(cast):
    return sign_in(Client(), cast["head_X"])


def paper_of(client, meeting, key):
    content = client.get(reverse("desk:meeting_paper_pdf", args=[meeting.pk, key])).content
    return " ".join(" ".join(each.extract_text() for each in PdfReader(BytesIO(content)).pages).split())


def standing(cast, held_on=20, *cases):
    return planned(
        cast,
        *cases,
        body="standing",
        organization=cast.X,
        by="head_X",
        eligible=5,
        present=5,
        held_on=days_ago(held_on),
    )


def on_agenda(client, meeting):
    return page(client.get(reverse("desk:meeting", args=[meeting.pk])))


def test_base_committee_and_deciding_body_vote_in_their_meetings(cast, head, above, case):
    base = planned(cast, held_on=days_ago(25))
    assert PROPOSED in on_agenda(head, base)
    assert post(head, "add_cases", base.pk, candidates=[case.pk]).status_code == 302
    assert post(head, "meeting_result", base.cases.get().pk, **result(6)).status_code == 302
    assert fresh(case).stage == "strike_off_committee_resolved"

    meeting = standing(cast)
    key = f"{case.pk}-strike_off"
    assert f'value="{key}"' in on_agenda(above, meeting)
    assert post(above, "add_cases", meeting.pk, candidates=[key]).status_code == 302
    assert "xét xóa tên đảng viên dự bị" in paper_of(above, meeting, "to-trinh")
    assert DECIDED in paper_of(above, meeting, "phieu-bieu-quyet")
    said = {"present": 5, "votes_for": 3, "votes_against": 2, "votes_other": 0, "paper_number": "15-QĐ/ĐU"}
    decided = post(above, "meeting_result", meeting.cases.get().pk, decided_on=f"{days_ago(19):%d/%m/%Y}", **said)

    assert decided.status_code == 302
    taken = Vote.objects.get(candidate=case, body=Vote.Body.DECIDING)
    assert (fresh(case).stage, taken.purpose, taken.needed, taken.organization) == (
        "struck_off",
        "strike_off",
        3,
        cast.X,
    )
    assert (taken.event.kind, taken.event.paper_number, taken.event.irregular) == ("strike_off", "15-QĐ/ĐU", False)
    minutes = paper_of(above, meeting, "bien-ban")
    assert "xét xóa tên đảng viên dự bị" in minutes
    assert "kết nạp" not in minutes
    assert "Đủ số phiếu (cần ít nhất 3); quyết định số 15-QĐ/ĐU" in minutes.replace("/ ", "/")
    call_command("integrity")


def test_a_vote_that_does_not_carry_leaves_the_case_for_the_next_meeting(cast, above, case):
    step(case, "strike_off_committee_vote", cast["rec_A"], days_ago(25), "9-NQ/ĐU", ballot=vote(6, 9))
    meeting = standing(cast, 20, fresh(case))
    said = {"present": 5, "votes_for": 2, "votes_against": 3, "votes_other": 0, "paper_number": ""}

    assert post(above, "meeting_result", meeting.cases.get().pk, **said).status_code == 302

    assert fresh(case).stage == "strike_off_committee_resolved"
    assert fresh(case).member.left_by == ""
    assert case.events.get(kind="strike_off_failed").label.endswith("không đủ số phiếu")
    assert DECIDED in on_agenda(above, standing(cast, 10))
    call_command("integrity")


def test_who_was_reported_upward_is_put_to_either_vote(cast, above):
    case = make_candidate(cast.A1, "recognition_prepared")
    for days in (40, 35, 30):
        step(case, "recognition_cell_vote", cast["sec_A1"], days_ago(days), "", ballot=vote(3, 5))
    step(case, "report_upward", cast["sec_A1"], days_ago(28), "12-BC/CB")
    meeting = standing(cast)

    shown = on_agenda(above, meeting)
    assert "Xét, quyết định công nhận đảng viên chính thức" in shown
    assert DECIDED in shown
    both = post(above, "add_cases", meeting.pk, candidates=[case.pk, f"{case.pk}-strike_off"])
    assert both.status_code == 422
    said = page(both)
    assert f"{case}: chỉ đánh dấu một nội dung biểu quyết cho một người." in said
    assert said.count(" checked") == 2  # the ticks are kept
    assert not meeting.cases.exists()
    assert post(above, "add_cases", meeting.pk, candidates=[f"{case.pk}-strike_off"]).status_code == 302
    assert meeting.cases.get().transition == "strike_off"


def test_the_decision_alone_is_still_recorded_without_a_count(cast, case):
    step(case, "strike_off_committee_vote", cast["rec_A"], days_ago(25), "9-NQ/ĐU", ballot=vote(6, 9))
    step(case, "strike_off", cast["head_X"], days_ago(20), "15-QĐ/ĐU")

    assert fresh(case).stage == "struck_off"
    assert not Vote.objects.filter(candidate=case, body=Vote.Body.DECIDING).exists()
