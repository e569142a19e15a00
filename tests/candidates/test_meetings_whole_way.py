"""The committees' meetings on the whole way: from completion to decision, and to recognition."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord
from candidates import actions
from candidates.models import CommitteeMeeting, CompletionPoint, MeetingCase, StageEvent
from tests.candidates.desk_cases import all_shown, papers_shown, submitted
from tests.candidates.meeting_pages import SIGNED, at_recognition, page, planned, post, result, shown
from tests.factories import days_ago, make_user, sign_in

pytestmark = pytest.mark.django_db


def test_whole_way_from_completion_to_decision(client, cast):
    case = submitted(cast, days_ago(60))
    staff, sec = cast["staff_A"], cast["sec_A1"]
    sign_in(client, staff)
    post(
        client, "request_completion", case.pk, on=shown(days_ago(30)), paper_37="Đơn thiếu ngày", paper_37_reason="04"
    )
    actions.answer_point(point=CompletionPoint.objects.get(), by=sec, answer="Đã ghi ngày")
    actions.advance(candidate=case, transition="resubmit", by=sec, on=days_ago(28))
    seen = [paper.pk for paper in case.papers.all()]
    post(client, "accept_all", case.pk, all="1", seen=seen, shown=all_shown(case))
    paper = case.papers.get(code="37")
    word = papers_shown(case)[paper.pk]
    post(
        client,
        "check_paper",
        case.pk,
        paper.pk,
        **{f"paper{paper.pk}-verdict": "accept", f"paper{paper.pk}-shown": word},
    )
    assert post(client, "appraise", case.pk, on=shown(days_ago(27)), paper_number="4-BC/ĐU").status_code == 302

    sign_in(client, cast["head_A"])
    post(client, "meeting_plan", organization=cast.A.pk, body="executive", held_on=shown(days_ago(20)))
    base = CommitteeMeeting.objects.get()
    post(client, "add_cases", base.pk, candidates=[case.pk])
    post(client, "meeting_submission", base.pk, number="12", submission_on=shown(days_ago(22)))
    post(client, "meeting_attendance", base.pk, present="8", **SIGNED)
    post(client, "meeting_result", base.cases.get().pk, **result(8, present=8))
    post(client, "meeting_close", base.pk)
    assert "Trình cấp có thẩm quyền" in page(client.get(reverse("desk:meeting", args=[base.pk])))
    sent = post(
        client,
        "meeting_forward",
        base.pk,
        candidates=[case.pk],
        on=shown(days_ago(18)),
        paper_number="13-TTr/ĐU",
    )
    assert sent.status_code == 302

    sign_in(client, cast["head_X"])
    post(client, "meeting_plan", organization=cast.X.pk, body="standing", held_on=shown(days_ago(9)))
    deciding = CommitteeMeeting.objects.get(organization=cast.X)
    post(client, "add_cases", deciding.pk, candidates=[case.pk])
    post(client, "meeting_attendance", deciding.pk, present="5")
    place = deciding.cases.get()
    assert "Cần ít nhất 3/5" in page(client.get(reverse("desk:meeting_result", args=[place.pk])))
    data = result(4, present=5, paper_number="77-QĐ/ĐU")
    undated = post(client, "meeting_result", place.pk, **data)
    early = post(client, "meeting_result", place.pk, **data, decided_on=shown(days_ago(10)))
    done = post(client, "meeting_result", place.pk, **data, decided_on=shown(days_ago(7)))

    assert "Nhập ngày ký quyết định." in page(undated)
    assert "Ngày ký không thể trước ngày họp" in page(early)
    assert done.status_code == 302
    case.refresh_from_db()
    event = StageEvent.objects.get(kind="decide")
    assert case.stage == "decided"
    assert (event.on, event.paper_number, event.vote.met_on) == (days_ago(7), "77-QĐ/ĐU", days_ago(9))
    assert event.case == MeetingCase.objects.get(meeting=deciding)
    assert event.vote.organization == cast.X


def test_who_recorded_a_decision_prints_it_that_day_without_being_asked_what_for(client, cast, monkeypatch):
    case = at_recognition(cast)
    base = planned(cast, case, held_on=days_ago(8))
    late = {"reason": "Đã quá hạn do mưa lũ", "as_happened": "on"}
    post(sign_in(client, cast["head_A"]), "meeting_result", base.cases.get().pk, **result(9))
    deciding = planned(cast, case, body="standing", organization=cast.X, eligible=5, by="head_X", present=5)
    data = result(5, present=5, paper_number="90-QĐ/ĐU", decided_on=shown(days_ago(2)))
    post(sign_in(client, cast["head_X"]), "meeting_result", deciding.cases.get().pk, **data, **late)
    case.refresh_from_db()
    assert case.stage == "recognized"
    url = reverse("candidates:detail", args=[case.pk])

    def opens(user):
        return sign_in(Client(), user, tells=False).get(url).status_code

    assert opens(cast["head_X"]) == 200
    told = AccessRecord.objects.filter(user=cast["head_X"], dossier=case.code, kind="dossier_read").latest("pk")
    assert told.purpose == "meeting"
    assert opens(make_user("dong_nghiep", ("org_head", cast.X))) == 302
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("candidates.opening._start_of_today", lambda: tomorrow)
    assert opens(cast["head_X"]) == 302


def test_recognition_goes_through_the_base_and_the_deciding_committee(client, cast):
    case = at_recognition(cast)
    sign_in(client, cast["head_A"])
    base = planned(cast, case, held_on=days_ago(8))
    late = {"reason": "Đã quá hạn do mưa lũ", "as_happened": "on"}
    post(client, "meeting_result", base.cases.get().pk, **result(9))
    sign_in(client, cast["head_X"])
    deciding = planned(cast, case, body="standing", organization=cast.X, eligible=5, by="head_X", present=5)
    data = result(5, present=5, paper_number="90-QĐ/ĐU", decided_on=shown(days_ago(2)))
    response = post(client, "meeting_result", deciding.cases.get().pk, **data, **late)

    case.refresh_from_db()
    assert response.status_code == 302
    assert case.stage == "recognized"
