"""A committee's meeting by name: who was there, slips where nobody meets, and numbers that run on in the term."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from branches import actions as branch_actions
from branches.models import Member
from candidates import actions
from candidates.desk.attendance import attendance_faults
from candidates.desk.attendance import everyone as body
from candidates.models import CommitteeAttendance, CommitteeMeeting, StageEvent, Vote
from partydev.refusals import Invalid
from tests.candidates.desk_cases import appraised
from tests.candidates.meeting_pages import ballot, page, planned, post, result, shown
from tests.factories import days_ago, today

pytestmark = pytest.mark.django_db


def words(response):
    assert response.status_code == 200
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(response.content)).pages).split())


@pytest.fixture
def seated(cast):
    """Three members hold posts in the base committee, one of them only until last year; returns those of today."""
    titles = (("secretary", None), ("deputy_secretary", None), ("committee_member", days_ago(300)))
    members = list(Member.objects.filter(organization=cast.A2).select_related("person").order_by("pk"))
    for member, (title, until) in zip(members, titles, strict=False):
        branch_actions.set_position(
            by=None, member=member, organization=cast.A, title=title, starts_on=days_ago(900), ends_on=until
        )
    return members[:2]


def lines(people, **said):
    """What the page sends: everybody is there but whom `said` names otherwise."""
    sent = {}
    for each in people:
        key = f"m{each.pk}"
        sent |= {f"here_{key}": "on", f"away_{key}": "excused", f"why_{key}": ""}
    return sent | said


def test_who_was_there_is_recorded_by_name_and_bounds_the_votes(head, cast, seated):
    first, second = seated
    cast.A.committee_size = 3
    cast.A.save()
    meeting = planned(cast, appraised(cast, days_ago(40)), eligible=3, present=None)
    url = reverse("desk:meeting_attendance", args=[meeting.pk])
    asked = page(head.get(url))
    assert all(str(each) in asked for each in seated)
    assert asked.count('name="here_') == 2
    assert "Ủy viên chưa có tên ở trên" in asked

    away = {f"here_m{second.pk}": "", f"away_m{second.pk}": "excused"}
    unexplained = post(head, "meeting_attendance", meeting.pk, **lines(seated, **away), more="Lò Văn Thêm")
    assert unexplained.status_code == 422
    assert f"Nêu lý do vắng mặt của đồng chí {second}" in page(unexplained)
    assert "Lò Văn Thêm" in page(unexplained)
    why = away | {f"why_m{second.pk}": "đi công tác"}
    wrong = post(head, "meeting_attendance", meeting.pk, **lines(seated, **why), present="3")
    assert "tổng số có mặt phải là từ 1 đến 2" in page(wrong)
    chair = post(head, "meeting_attendance", meeting.pk, **lines(seated, **why), more="Lò Văn Thêm", chair=str(second))
    assert "đang ghi là vắng mặt" in page(chair)
    meeting.refresh_from_db()
    assert (meeting.present, meeting.attendance.count()) == (None, 0)

    sent = lines(seated, **why)
    done = post(head, "meeting_attendance", meeting.pk, **sent, more="Lò  Văn Thêm", chair=str(first))
    assert done.status_code == 302
    meeting.refresh_from_db()
    assert meeting.present == 2
    assert [(each.full_name, each.reason) for each in meeting.attendance.all()] == [
        (str(first), ""),
        (str(second), "đi công tác"),
        ("Lò Văn Thêm", ""),
    ]
    assert f"Vắng: {second} (đi công tác)" in page(head.get(reverse("desk:meeting", args=[meeting.pk])))

    case = meeting.cases.get()
    too_many = post(head, "meeting_result", case.pk, **result(3, present=3))
    assert too_many.status_code == 422
    assert "ghi 2 ủy viên có mặt, người biểu quyết không thể nhiều hơn" in page(too_many)
    assert post(head, "meeting_result", case.pk, **result(3, present=2, votes_against="0")).status_code == 422
    assert not Vote.objects.filter(body="base").exists()
    assert post(head, "meeting_result", case.pk, **result(2, present=2)).status_code == 302
    minutes = words(head.get(reverse("desk:meeting_paper_pdf", args=[meeting.pk, "bien-ban"])))
    assert f"Vắng mặt: 01 đồng chí: đồng chí {second} (đi công tác)." in minutes
    assert f"Chủ trì: đồng chí {first}" in minutes


def test_names_are_asked_for_plainly_where_no_list_stands_above(head, cast):
    """“Not named above” means nothing where the posts of nobody are known."""
    meeting = planned(cast, appraised(cast, days_ago(40)), eligible=3, present=None)
    asked = page(head.get(reverse("desk:meeting_attendance", args=[meeting.pk])))
    assert "Họ tên ủy viên có mặt" in asked
    assert "chưa có tên ở trên" not in asked


def test_a_name_written_once_is_proposed_to_the_next_meeting_and_can_be_set_aside(cast, seated):
    by = cast["rec_A"]
    everyone = {f"m{each.pk}": ("", "") for each in seated}
    before = planned(cast, held_on=days_ago(30), eligible=3, present=None)
    actions.record_attendance(meeting=before, by=by, people=everyone, more=["Lò Văn Thêm"])
    later = planned(cast, eligible=2, present=None)

    proposed = body(later)
    assert [each.name for each in proposed] == [*map(str, seated), "Lò Văn Thêm"]
    with pytest.raises(Invalid) as refusal:
        actions.record_attendance(meeting=later, by=by, people={each.key: ("", "") for each in proposed})
    assert "nhiều hơn tổng số 2" in refusal.value.errors["more"]
    with pytest.raises(Invalid) as refusal:
        actions.record_attendance(meeting=later, by=by, people=everyone)
    assert "đã thay đổi" in str(refusal.value)
    said = {each.key: ("out", "") if each.member is None else ("", "") for each in proposed}
    assert actions.record_attendance(meeting=later, by=by, people=said).present == 2
    assert [each.absence for each in body(later)] == ["", "", "out"]
    assert not list(attendance_faults())
    CommitteeMeeting.objects.filter(pk=later.pk).update(present=1)
    assert "danh sách có 2 ủy viên có mặt" in " ".join(attendance_faults())


def test_another_size_keeps_who_was_there_and_another_day_proposes_the_names_again(head, cast, seated):
    first, second = seated
    meeting = planned(cast, eligible=3, present=None)
    people = {f"m{first.pk}": ("", ""), f"m{second.pk}": ("excused", "ốm")}
    actions.record_attendance(meeting=meeting, by=cast["rec_A"], people=people, more=["Lò Văn Thêm"])
    day = shown(meeting.held_on)

    small = post(head, "meeting_change", meeting.pk, held_on=day, eligible="2")
    assert small.status_code == 422
    assert "Đã ghi 2 ủy viên có mặt, 1 vắng mặt" in page(small)
    assert post(head, "meeting_change", meeting.pk, held_on=day, eligible="4").status_code == 302
    meeting.refresh_from_db()
    assert (meeting.present, meeting.attendance.count()) == (2, 3)
    assert not list(attendance_faults())

    moved = post(head, "meeting_change", meeting.pk, held_on=shown(days_ago(2)), eligible="4")
    assert "Người dự họp đã ghi cho ngày cũ cần ghi lại" in page(head.get(moved["Location"]))
    meeting.refresh_from_db()
    assert (meeting.present, meeting.attendance.count()) == (None, 0)
    assert [each.name for each in body(meeting)] == [str(first), str(second), "Lò Văn Thêm"]
    gone = CommitteeAttendance.history.filter(history_type="-").values_list("full_name", "reason")
    assert set(gone) == {(str(first), ""), (str(second), "ốm"), ("Lò Văn Thêm", "")}


def test_of_two_who_record_who_was_there_the_second_is_told(head, cast, seated):
    second = seated[1]
    meeting = planned(cast, eligible=2, present=None)
    stale = str(head.get(reverse("desk:meeting_attendance", args=[meeting.pk])).context["form"]["version"].value())
    away = {f"here_m{second.pk}": "", f"away_m{second.pk}": "excused", f"why_m{second.pk}": "ốm"}
    assert post(head, "meeting_attendance", meeting.pk, **lines(seated, **away), version=stale).status_code == 302
    late = post(head, "meeting_attendance", meeting.pk, **lines(seated), version=stale)
    assert late.status_code == 409
    assert "Đồng chí khác vừa ghi phiên họp này" in page(late)
    assert meeting.attendance.get(member=second).reason == "ốm"


def test_slips_stand_for_a_meeting_and_only_totals_are_kept(head, cast, seated):
    people = [appraised(cast, days_ago(50 - 5 * place), name=f"Lò Thị Số {place}") for place in range(2)]
    day = {"organization": cast.A.pk, "body": "executive", "held_on": shown(today())}
    assert post(head, "meeting_plan", **day, manner="slips").status_code == 302
    meeting = CommitteeMeeting.objects.get()
    for each in people:
        actions.add_case(meeting=meeting, candidate=each, by=cast["head_A"])
    shown_page = page(head.get(reverse("desk:meeting", args=[meeting.pk])))
    assert "lấy ý kiến bằng phiếu ngày" in shown_page
    assert "phieu-bieu-quyet" not in shown_page

    url = reverse("desk:meeting_paper_pdf", args=[meeting.pk, "phieu-xin-y-kien"])
    slips = words(head.get(url))
    assert slips.count("PHIẾU XIN Ý KIẾN") == 2 * 9
    for said in ("Lò Thị Số 0", "Lò Thị Số 1", "Không tán thành", "không ký vào phiếu"):
        assert slips.count(said) >= 9
    assert not any(str(each) in slips for each in seated)

    assert "Số phiếu thu về" in page(head.get(reverse("desk:meeting_attendance", args=[meeting.pk])))
    assert "Tổng số ủy viên có mặt" not in page(head.get(reverse("desk:meeting_attendance", args=[meeting.pk])))
    assert post(head, "meeting_attendance", meeting.pk, present="10").status_code == 422
    assert post(head, "meeting_attendance", meeting.pk, present="8").status_code == 302
    first = meeting.cases.first()
    refused = post(head, "meeting_result", first.pk, **result(9))
    assert "Thu về 8 phiếu" in page(refused)
    assert post(head, "meeting_result", first.pk, **result(8, present=8)).status_code == 302
    note = StageEvent.objects.get(case=first).note
    assert note == f"Lấy ý kiến bằng phiếu, tổng hợp ngày {shown(today())}: phát ra 9 phiếu, thu về 8 phiếu."
    minutes = words(head.get(reverse("desk:meeting_paper_pdf", args=[meeting.pk, "bien-ban"])))
    assert "tổng hợp phiếu xin ý kiến" in minutes
    assert "thu về 08 phiếu" in minutes


def test_numbers_run_on_in_the_bodys_term_and_none_is_given_twice(head, cast):
    people = [appraised(cast, days_ago(90 - place), name=f"Lò Thị Số {place}") for place in range(3)]
    cast.A.term_starts_on = days_ago(400)
    cast.A.save()
    earlier = planned(cast, people[0], held_on=days_ago(40))
    votes = ballot(9, 9)
    actions.record_result(
        case=earlier.cases.get(), by=cast["rec_A"], votes=votes, paper=actions.Paper("08-NQ/ĐU", days_ago(39))
    )
    actions.record_attendance(meeting=earlier, by=cast["rec_A"], present=9, minutes_number="21-BB/ĐU")
    meeting = planned(cast, *people[1:])
    first, second = meeting.cases.all()

    assert "09-NQ/ĐU" in page(head.get(reverse("desk:meeting_result", args=[first.pk])))
    assert "22-BB/ĐU" in page(head.get(reverse("desk:meeting_attendance", args=[meeting.pk])))
    twice = post(head, "meeting_result", first.pk, **result(9, paper_number="8-NQ/ĐU"))
    assert twice.status_code == 422
    assert "đã dùng cho nghị quyết khác" in page(twice)
    assert "Số tiếp theo chưa dùng: 09-NQ/ĐU" in page(twice)
    minutes = post(head, "meeting_attendance", meeting.pk, present="9", minutes_number="21-BB/ĐU")
    assert "đã dùng cho biên bản khác" in page(minutes)
    assert post(head, "meeting_result", first.pk, **result(9, paper_number="09-NQ/ĐU")).status_code == 302
    same_meeting = post(head, "meeting_result", second.pk, **result(9, paper_number="09-NQ/ĐU"))
    assert "đã dùng cho nghị quyết khác" in page(same_meeting)
    assert 'name="number_again"' in page(same_meeting)
    assert 'name="number_again"' not in page(head.get(reverse("desk:meeting_result", args=[second.pk])))

    cast.A.term_starts_on = meeting.held_on - timedelta(days=1)  # a new term begins: its numbers too
    cast.A.save()
    assert post(head, "meeting_result", second.pk, **result(9, paper_number="08-NQ/ĐU")).status_code == 302
