"""A committee's meeting, by the browser's way in: planning, agenda, each person's result."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessRecord
from candidates import actions
from candidates.models import CommitteeMeeting, StageEvent, Vote
from tests.candidates.desk_cases import appraised, submitted
from tests.candidates.meeting_pages import SIGNED, at_recognition, ballot, page, planned, post, result, shown
from tests.factories import days_ago, make_user, sign_in, today

pytestmark = pytest.mark.django_db


# Planning


def test_plan_takes_the_size_of_the_body_from_the_unit(head, cast):
    post(head, "meeting_plan", organization=cast.A.pk, body="executive", held_on=shown(today()))
    post(head, "meeting_plan", organization=cast.A.pk, body="standing", held_on=shown(today()))

    assert dict(CommitteeMeeting.objects.values_list("body", "eligible")) == {"executive": 9, "standing": 3}


def test_plan_elsewhere_or_without_a_size_is_refused_at_its_field(head, cast):
    cast.A.standing_size = None
    cast.A.save()

    elsewhere = post(head, "meeting_plan", organization=cast.B.pk, body="executive", held_on=shown(today()))
    unsized = post(head, "meeting_plan", organization=cast.A.pk, body="standing", held_on="05/13/2026")

    assert elsewhere.status_code == unsized.status_code == 422
    assert "Đơn vị chưa khai số ủy viên" in page(unsized)
    assert 'value="05/13/2026"' in page(unsized)
    assert not CommitteeMeeting.objects.exists()


@pytest.mark.parametrize("who", ["sec_A1", "lead_A", "centre_X", "auditor_X"])
def test_meetings_are_for_who_prepares_them(client, cast, who):
    sign_in(client, cast[who])
    meeting = planned(cast)

    assert client.get(reverse("desk:meetings")).status_code == 403
    assert client.get(reverse("desk:meeting", args=[meeting.pk])).status_code == 403


def test_meeting_of_another_committee_does_not_exist(client, cast):
    meeting = planned(cast, appraised(cast, days_ago(40)))
    sign_in(client, cast["staff_B"])

    for name in ("meeting", "meeting_change", "meeting_submission", "meeting_forward"):
        assert client.get(reverse(f"desk:{name}", args=[meeting.pk])).status_code == 404
    for paper in ("to-trinh", "trich-ngang", "bien-ban"):
        assert client.get(reverse("desk:meeting_paper_pdf", args=[meeting.pk, paper])).status_code == 404
    assert post(client, "remove_case", meeting.cases.get().pk).status_code == 404


def test_who_prepares_but_does_not_record_decisions_is_refused(client, cast):
    meeting = planned(cast, appraised(cast, days_ago(40)))
    sign_in(client, cast["staff_A"])

    assert client.get(reverse("desk:meeting", args=[meeting.pk])).status_code == 200
    for name, pk in (
        ("meeting_attendance", meeting.pk),
        ("meeting_close", meeting.pk),
        ("meeting_result", meeting.cases.get().pk),
    ):
        assert client.get(reverse(f"desk:{name}", args=[pk])).status_code == 403
        assert post(client, name, pk, **result(9)).status_code == 403
    assert not Vote.objects.filter(body="base").exists()


# Agenda


def test_agenda_offers_those_whom_this_body_votes_on(head, cast):
    ours = appraised(cast, days_ago(40), name="Lò Thị Chờ")
    early = submitted(cast, days_ago(40), name="Giàng A Sớm")
    meeting = planned(cast)
    standing = planned(cast, body="standing", eligible=3, present=3)

    text = page(head.get(reverse("desk:meeting", args=[meeting.pk])))
    other = page(head.get(reverse("desk:meeting", args=[standing.pk])))
    response = post(head, "add_cases", meeting.pk, candidates=[ours.pk])
    refused = post(head, "add_cases", meeting.pk, candidates=[early.pk])

    assert "Lò Thị Chờ" in text
    assert "Giàng A Sớm" not in text
    assert "Chờ tập thể khác biểu quyết" in other
    assert response.status_code == 302
    assert refused.status_code == 422
    assert [case.candidate for case in meeting.cases.all()] == [ours]


def test_the_agenda_says_before_the_meeting_what_the_rules_find_with_constant_queries(head, cast):
    def asked(meeting):
        with CaptureQueriesContext(connection) as captured:
            text = page(head.get(reverse("desk:meeting", args=[meeting.pk])))
        return len(captured), text

    moved = appraised(cast, days_ago(40), name="Lò Thị Chuyển")
    actions.move_cell(candidate=moved, to=cast.A2, by=None, on=days_ago(10))
    meeting = planned(cast, moved)
    few, text = asked(meeting)
    assert "Cần xem trước khi họp: 1" in text
    assert "chuyển đến sau khi chi bộ cũ đã biểu quyết" in text
    for _ in range(3):
        case = appraised(cast, days_ago(40))
        actions.add_case(meeting=meeting, candidate=case, by=cast["head_A"])
    many, text = asked(meeting)
    assert text.count("Cần xem trước khi họp") == 1
    assert many == few
    assert post(head, "meeting_result", meeting.cases.first().pk, **result(9, reason="Đã bổ sung")).status_code == 302
    assert "Cần xem trước khi họp" not in asked(meeting)[1]


def test_person_leaves_the_agenda_and_can_be_put_on_the_next(head, cast):
    case = appraised(cast, days_ago(40), name="Lò Thị Chờ")
    meeting = planned(cast, case)

    post(head, "remove_case", meeting.cases.get().pk)

    assert not meeting.cases.exists()
    assert "Lò Thị Chờ" in page(head.get(reverse("desk:meeting", args=[planned(cast).pk])))


def test_day_and_size_change_until_a_result_is_recorded(head, cast):
    meeting = planned(cast, appraised(cast, days_ago(40)))
    data = {"held_on": shown(days_ago(2)), "eligible": 9}

    assert post(head, "meeting_change", meeting.pk, **data).status_code == 302
    post(head, "meeting_result", meeting.cases.get().pk, **result(9))
    assert post(head, "meeting_change", meeting.pk, **data | {"eligible": 12}).status_code == 409

    meeting.refresh_from_db()
    assert (meeting.held_on, meeting.eligible) == (days_ago(2), 9)


def test_nothing_is_recorded_of_a_meeting_before_its_day(head, cast):
    meeting = planned(cast, appraised(cast, days_ago(40)), held_on=today() + timedelta(days=30), present=None)
    there = post(head, "meeting_attendance", meeting.pk, present=9, **SIGNED)
    CommitteeMeeting.objects.filter(pk=meeting.pk).update(present=9, **SIGNED)
    closed = post(head, "meeting_close", meeting.pk)
    assert [(each.status_code, "chưa đến" in page(each)) for each in (there, closed)] == [(422, True)] * 2
    meeting.refresh_from_db()
    assert meeting.closed_at is None


def test_a_meeting_is_not_moved_before_the_day_of_its_submission(head, cast):
    meeting = planned(cast, appraised(cast, days_ago(40)), present=None)
    actions.issue_submission(meeting=meeting, by=cast["head_A"], number="12-TTr/ĐU", on=days_ago(5))
    moved = post(head, "meeting_change", meeting.pk, held_on=shown(days_ago(6)), eligible=9)
    assert (moved.status_code, f"ngày {shown(days_ago(5))}" in page(moved)) == (422, True)
    assert post(head, "meeting_change", meeting.pk, held_on=shown(days_ago(5)), eligible=9).status_code == 302


def test_meeting_page_takes_the_same_number_of_queries_for_one_and_many(
    head, cast, django_assert_num_queries, django_assert_max_num_queries
):
    meeting = planned(cast, appraised(cast, days_ago(40)))
    appraised(cast, days_ago(40))
    url = reverse("desk:meeting", args=[meeting.pk])
    head.get(url)
    with django_assert_max_num_queries(40) as one:
        head.get(url)
    for number in range(4):
        candidate = appraised(cast, days_ago(50 + number), cell=cast.A2, by=cast["sec_A2"])
        if number % 2:
            actions.add_case(meeting=meeting, candidate=candidate, by=cast["head_A"])
    with django_assert_num_queries(len(one)):
        head.get(url)


# Results


def test_needed_votes_stand_with_how_sure_the_clause_is(head, cast, monkeypatch):
    place = planned(cast, appraised(cast, days_ago(40))).cases.get()
    row = SimpleNamespace(citation="Điều 9 Quy định thử", confidence="secondary")
    monkeypatch.setattr("candidates.views.meetings.needed_votes", lambda *args: (6, row))
    text = page(head.get(reverse("desk:meeting_result", args=[place.pk])))
    assert "theo Điều 9 Quy định thử (theo nguồn thứ cấp)." in text


def test_needed_votes_are_shown_before_and_the_vote_is_bound_to_the_agenda(head, cast):
    case = appraised(cast, days_ago(40))
    meeting = planned(cast, case)
    place = meeting.cases.get()

    before = page(head.get(reverse("desk:meeting_result", args=[place.pk])))
    response = post(head, "meeting_result", place.pk, **result(8))

    assert "Cần ít nhất 6/9 phiếu tán thành" in before
    assert response.url == reverse("desk:meeting", args=[meeting.pk])
    place.refresh_from_db()
    case.refresh_from_db()
    assert case.stage == "committee_resolved"
    assert place.event.vote.votes_for == 8
    assert (place.event.paper_number, place.event.on) == ("08-NQ/ĐU", days_ago(3))
    shown_page = page(head.get(response.url))
    assert "8/9 tán thành" in shown_page
    for name, *args in (("candidates:detail",), ("dossiers:forms",), ("candidates:take_back", place.event_id)):
        assert f'href="{reverse(name, args=[case.pk, *args])}"' in shown_page


def test_recording_one_leads_to_the_next_person(head, cast):
    first, second = appraised(cast, days_ago(50)), appraised(cast, days_ago(40))
    meeting = planned(cast, first, second)
    places = list(meeting.cases.order_by("order"))

    response = post(head, "meeting_result", places[0].pk, **result(9))

    assert response.url == reverse("desk:meeting_result", args=[places[1].pk])


def test_vote_that_fails_needs_no_paper_and_says_where_the_dossier_goes(head, cast):
    case = appraised(cast, days_ago(40))
    meeting = planned(cast, case)

    response = post(head, "meeting_result", meeting.cases.get().pk, **result(5, paper_number=""))

    case.refresh_from_db()
    assert case.stage == "not_admitted"
    assert "không đủ số phiếu (5/9 tán thành, cần ít nhất 6)" in page(head.get(response.url))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (result(9, paper_number=""), "Nhập số của nghị quyết"),
        (result(9, present=10), "Số có mặt (10) nhiều hơn số có quyền biểu quyết (9)"),
        (result(8) | {"votes_against": 4}, "Tổng số phiếu (12) nhiều hơn số có mặt (9)"),
        (result(8) | {"votes_for": "tám"}, "phải là một số nguyên"),
    ],
)
def test_result_that_cannot_be_true_is_not_recorded(head, cast, data, words):
    case = appraised(cast, days_ago(40))
    meeting = planned(cast, case)

    response = post(head, "meeting_result", meeting.cases.get().pk, **data)

    assert response.status_code == 422
    assert words in page(response)
    case.refresh_from_db()
    assert case.stage == "appraised"


def test_failed_vote_that_leaves_the_stage_is_not_recorded_twice(head, cast):
    case = at_recognition(cast)
    meeting = planned(cast, case)
    place = meeting.cases.get()

    first = post(head, "meeting_result", place.pk, **result(2, paper_number=""))
    second = post(head, "meeting_result", place.pk, **result(2, paper_number=""))

    case.refresh_from_db()
    assert case.stage == "recognition_cell_resolved"
    assert (first.status_code, second.status_code) == (302, 409)
    assert Vote.objects.filter(candidate=case, purpose="recognition", body="base").count() == 1


def test_nothing_is_recorded_before_the_meetings_day(head, cast):
    case = appraised(cast, days_ago(40))
    meeting = planned(cast, case, held_on=today() + timedelta(days=2), present=None)

    response = post(head, "meeting_result", meeting.cases.get().pk, **result(9))

    assert response.status_code == 422
    case.refresh_from_db()
    assert case.stage == "appraised"


def test_who_entered_the_dossier_does_not_record_its_decision(client, cast):
    both = make_user("both", ("cell_secretary", cast.A1), ("org_head", cast.X))
    case = appraised(cast, days_ago(60), by=both)
    base = planned(cast, case, held_on=days_ago(20))
    actions.record_result(
        case=base.cases.get(), by=cast["head_A"], votes=ballot(9, 9), paper=actions.Paper("08-NQ/ĐU")
    )
    actions.advance(candidate=case, transition="forward", by=cast["staff_A"], on=days_ago(19))
    meeting = planned(cast, case, body="standing", organization=cast.X, eligible=5, by="head_X", present=5)
    sign_in(client, both)

    data = result(5, present=5, decided_on=shown(days_ago(2)))
    response = post(client, "meeting_result", meeting.cases.get().pk, **data)

    assert response.status_code == 403
    assert AccessRecord.objects.filter(kind="refused", user=both).count() == 1
    assert not StageEvent.objects.filter(kind="decide").exists()


# Closing, attendance


def test_close_needs_attendance_and_keeps_those_without_a_result_as_deferred(head, cast):
    done, left = appraised(cast, days_ago(50)), appraised(cast, days_ago(40), name="Lò Thị Chờ")
    meeting = planned(cast, done, left, present=None)
    post(head, "meeting_result", meeting.cases.first().pk, **result(9))

    early = post(head, "meeting_close", meeting.pk)
    too_many = post(head, "meeting_attendance", meeting.pk, present=12)
    post(head, "meeting_attendance", meeting.pk, present=9, minutes_number="05-BB/ĐU", chair=SIGNED["chair"])
    unsigned = post(head, "meeting_close", meeting.pk)
    assert (unsigned.status_code, "Ghi người ghi biên bản (" in page(unsigned)) == (422, True)
    post(head, "meeting_attendance", meeting.pk, present=9, minutes_number="05-BB/ĐU", **SIGNED)
    response = post(head, "meeting_close", meeting.pk)

    assert (early.status_code, too_many.status_code, response.status_code) == (422, 422, 302)
    assert [(case.candidate, case.left_words) for case in meeting.cases.all()] == [
        (done, ""),
        (left, "Chưa xét, chuyển phiên sau"),
    ]
    assert "Chưa xét, chuyển phiên sau" in page(head.get(reverse("desk:meeting", args=[meeting.pk])))
    assert "Lò Thị Chờ" in page(head.get(reverse("desk:meeting", args=[planned(cast).pk])))
    assert post(head, "meeting_attendance", meeting.pk, present=8).status_code == 409
