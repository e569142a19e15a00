"""Running a class, from outside: order of need, seats, shared classes, attendance, papers, certificates."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from candidates import actions
from candidates.models import Candidate, Certificate, ClassNomination, ClassUnit
from candidates.teaching.faults import classes
from partydev.refusals import Conflict, Invalid
from tests.candidates.class_cases import attended, finish, make_class, put, sent, text, url, words
from tests.candidates.pages import browser_of, send
from tests.factories import days_ago, make_person, today

pytestmark = pytest.mark.django_db


# Who waits


def test_who_needs_the_class_first_stands_first_and_the_page_says_why(cast):
    longest = sent(cast.A1, "Lò Thị Chờ", on=days_ago(300))
    listed = sent(cast.A1, "Lò Thị Danh", "listed", on=days_ago(30))
    lapsing = sent(cast.A1, "Lò Thị Hết", "listed", on=days_ago(10))
    lasting = sent(cast.A1, "Lò Thị Còn", "listed", on=days_ago(5))
    for row, day in ((lapsing, days_ago(1700)), (lasting, days_ago(400))):
        ClassNomination.objects.create(
            candidate=row.candidate, kind="awareness", nominated_on=day, result="completed", completed_on=day,
            certificate_number="1", certificate_on=day,
        )  # fmt: skip
    page = browser_of(cast["staff_A"]).get(url("nominations"))
    assert [row for row, _, _ in page.context["rows"]] == [lapsing, listed, longest, lasting]
    reasons = [reason for _, _, reason in page.context["rows"]]
    assert "Giấy chứng nhận cũ hết giá trị ngày" in reasons[0]
    assert "trước khi chi bộ có thể biểu quyết" in reasons[0]
    assert "bước sau cần giấy chứng nhận" in reasons[1]
    assert reasons[2] == f"Chờ từ ngày {days_ago(300):%d/%m/%Y}."
    assert "không phải xếp hạng người" in page.content.decode()


def test_the_centre_sees_the_order_but_not_what_dossiers_say(cast):
    sent(cast.A1, "Lò Thị Danh", "listed")
    page = text(browser_of(cast["centre_X"]), url("nominations"))
    assert "Lò Thị Danh" in page
    assert "danh sách bồi dưỡng, bước sau" not in page


def test_probationers_wait_by_the_end_of_their_probation(cast):
    later = sent(cast.A1, "Lò Thị Sau", "probationary", "new_member", days_ago(100))
    sooner = sent(cast.A1, "Lò Thị Trước", "probationary", "new_member", days_ago(10))
    later.candidate.member.joined_on = days_ago(200)
    later.candidate.member.save()
    rows = browser_of(cast["staff_A"]).get(url("nominations") + "?loai=new_member").context["rows"]
    assert [row for row, _, _ in rows] == [sooner, later]
    assert "Thời gian dự bị hết ngày" in rows[0][2]


# Seats


def test_more_people_than_seats_are_refused_whole(cast):
    training_class = make_class(cast.X, seats=2)
    rows = [sent(cast.A1, f"Lò Thị {number}") for number in range(3)]
    answer = send(browser_of(cast["centre_X"]), url("assign", training_class.pk), people=[row.pk for row in rows])
    assert answer.status_code == 422
    assert "Lớp còn 2 chỗ, đang chọn 3 người" in answer.content.decode()
    assert not training_class.nominations.exists()


def test_who_is_in_the_class_is_counted_for_a_unit_without_seats_of_its_own(cast):
    training_class = make_class(cast.X)
    put(training_class, sent(cast.A1, "Lò Thị An"), sent(cast.A2, "Lò Thị Bình"))
    rows = browser_of(cast["head_X"]).get(url("seats", training_class.pk)).context["rows"]
    assert {unit.code: taken for unit, _, _, taken in rows if unit in (cast.A, cast.B)} == {"a": 2, "b": 0}


def test_seats_of_a_unit_are_kept_and_their_sum_is_checked(cast):
    training_class = make_class(cast.X, seats=3)
    officer = browser_of(cast["head_X"])
    page = url("seats", training_class.pk)
    over = send(officer, page, **{f"seats_{cast.A.pk}": "2", f"seats_{cast.B.pk}": "2"})
    assert over.status_code == 422
    assert "Tổng số đã phân bổ là 4, lớp chỉ có 3 chỗ: thừa 1." in over.content.decode()
    assert not ClassUnit.objects.exists()
    assert send(officer, page, **{f"seats_{cast.A.pk}": "1", f"seats_{cast.B.pk}": "2"}).status_code == 302
    one, two = sent(cast.A1, "Lò Thị An"), sent(cast.A2, "Lò Thị Bình")
    with pytest.raises(Invalid, match="Đảng bộ cơ sở A còn 1 chỗ, đang chọn 2 người"):
        put(training_class, one, two)
    put(training_class, one)
    less = send(officer, page, **{f"seats_{cast.A.pk}": "0", f"seats_{cast.B.pk}": "2"})
    assert "Đã có 1 học viên trong lớp." in less.content.decode()
    assert "không giảm xuống" not in less.content.decode()


def test_facts_of_a_class_stay_true_to_its_people(cast):
    training_class = make_class(cast.X)
    put(training_class, sent(cast.A1, "Lò Thị An"), sent(cast.A1, "Lò Thị Bình"))
    officer, page = browser_of(cast["centre_X"]), url("change", training_class.pk)
    facts = {"name": "Lớp", "starts_on": training_class.starts_on, "ends_on": training_class.ends_on}
    assert "Lớp đã có 2 học viên" in send(officer, page, **facts, seats="1").content.decode()
    assert send(officer, page, **facts, seats="2", least_attendance="101").status_code == 422
    wrong = facts | {"ends_on": days_ago(30)}
    assert "Ngày bế giảng phải sau ngày khai giảng." in send(officer, page, **wrong).content.decode()
    assert send(officer, page, **facts, seats="2", least_attendance="80").status_code == 302
    training_class.refresh_from_db()
    assert (training_class.seats, training_class.least_attendance) == (2, 80)


# Shared by several units


def test_a_unit_beside_is_asked_first_and_then_sees_only_its_own(cast):
    training_class = make_class(cast.A)
    convener, unit = browser_of(cast["staff_A"]), browser_of(cast["staff_B"])
    own, theirs = sent(cast.A1, "Lò Thị Nhà"), sent(cast.B1, "Vàng A Sử")
    assert unit.get(url("detail", training_class.pk)).status_code == 404
    answer = send(convener, url("invite", training_class.pk), organization="b", seats="1")
    assert "đã được hỏi" in text(convener, answer.url)
    assert "Vàng A Sử" not in text(convener, url("assign", training_class.pk))
    asked = ClassUnit.objects.get()
    assert "được mời tham gia lớp này" in text(unit, url("detail", training_class.pk))
    assert convener.get(url("invitation", training_class.pk, asked.pk)).status_code == 404
    assert send(unit, url("invitation", training_class.pk, asked.pk), answer="yes").status_code == 302
    assert send(unit, url("invitation", training_class.pk, asked.pk), answer="no").status_code == 404
    assert send(convener, url("assign", training_class.pk), people=[own.pk, theirs.pk]).status_code == 302
    assert training_class.nominations.count() == 2
    page = text(unit, url("detail", training_class.pk))
    assert "Vàng A Sử" in page
    assert "Lò Thị Nhà" not in page
    assert unit.get(url("results", training_class.pk)).status_code == 403
    assert unit.get(url("paper_pdf", training_class.pk, "mo-lop")).status_code == 403
    letters = words(unit.get(url("calls_pdf", training_class.pk)))
    assert len(letters) == 1
    assert "Vàng A Sử" in letters[0]
    assert "Lò Thị Nhà" not in letters[0]


def test_a_unit_that_declines_is_no_longer_of_the_class(cast):
    training_class = make_class(cast.A)
    unit = actions.invite(training_class=training_class, by=None, organization=cast.B)
    actions.answer_invitation(unit=unit, by=cast["staff_B"], agrees=False)
    assert not training_class.units.exists()
    with pytest.raises(Invalid, match="đã mở ở đơn vị này"):
        actions.invite(training_class=training_class, by=None, organization=cast.X)


# Attendance


def test_sheet_is_ticked_and_can_be_mended(cast):
    training_class = make_class(cast.X)
    one, two = put(training_class, sent(cast.A1, "Lò Thị An"), sent(cast.A1, "Lò Thị Bình"))
    centre = browser_of(cast["centre_X"])
    plan = url("sessions", training_class.pk)
    assert send(centre, plan, held_on=days_ago(20), part="1_morning").status_code == 302
    assert "Buổi này đã có" in send(centre, plan, held_on=days_ago(20), part="1_morning").content.decode()
    assert "Lớp học từ" in send(centre, plan, held_on=days_ago(2), part="1_morning").content.decode()
    session = training_class.sessions.get()
    sheet = url("attendance", training_class.pk, session.pk)
    # Full at first, so that an untouched page makes nobody absent.
    assert [text(centre, sheet + asked).count(" checked") for asked in ("", "?chon=khong-ai")] == [2, 0]
    stranger = put(make_class(cast.X), sent(cast.B1, "Vàng A Sử"))[0]
    assert send(centre, sheet, people=[one.pk, stranger.pk]).status_code == 422
    send(centre, sheet, people=[one.pk, two.pk])
    send(centre, sheet, people=[two.pk])
    assert list(session.present.all()) == [two]
    assert [text(centre, sheet + asked).count(" checked") for asked in ("", "?chon=tat-ca")] == [1, 2]
    assert "1/2 người có mặt" in text(centre, plan)
    assert send(centre, url("remove_session", training_class.pk, session.pk)).status_code == 409


@pytest.mark.parametrize(("sessions", "passes"), [(3, False), (4, True)])
def test_who_attended_too_few_sessions_does_not_finish(cast, sessions, passes):
    training_class = make_class(cast.X, least_attendance=80)
    (row,) = put(training_class, sent(cast.A1, "Lò Thị An"))
    attended(training_class, row, sessions)
    if not passes:
        with pytest.raises(Invalid, match="Mới dự 3/5 buổi; lớp này phải dự ít nhất 4 buổi"):
            finish(training_class, row)
        fill = {"row": [row.pk], "first_number": "01/GCN", "completed_on": days_ago(15), "fill": "1"}
        page = send(browser_of(cast["centre_X"]), url("results", training_class.pk), **fill).content.decode()
        assert 'value="absent" selected' in page
        return
    finish(training_class, row)
    with pytest.raises(Conflict, match="không sửa điểm danh được nữa"):
        actions.take_attendance(session=training_class.sessions.first(), by=None, present=[])


# Results


def test_results_come_after_the_end(cast):
    training_class = make_class(cast.X, starts_on=today(), ends_on=today() + timedelta(days=1))
    (row,) = put(training_class, sent(cast.A1, "Lò Thị An"))
    with pytest.raises(Invalid, match="chưa ghi được kết quả"):
        finish(training_class, row, on=today())
    over = make_class(cast.X)
    (row,) = put(over, sent(cast.A1, "Lò Thị Bình"))
    with pytest.raises(Invalid, match="chưa thể hoàn thành trước ngày đó"):
        finish(over, row, on=days_ago(16))
    with pytest.raises(Invalid, match="chưa thể hoàn thành trước ngày đó"):
        actions.complete_class(nomination=row, by=None, on=days_ago(16), certificate_number="1")


def test_who_was_absent_waits_again_and_says_so(cast):
    training_class = make_class(cast.X)
    (row,) = put(training_class, sent(cast.A1, "Lò Thị Vắng"))
    finish(training_class, absent=[row])
    page = text(browser_of(cast["staff_A"]), url("nominations"))
    assert "Lò Thị Vắng" in page
    assert "Đã vắng ở lớp trước" in page
    again = ClassNomination.objects.waiting().get()
    # Not twice on one roster; in the next class it goes as with anybody.
    assert actions.assign_to_class(nominations=[again], training_class=training_class, by=None) == 0
    assert put(make_class(cast.X), again)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClassNomination.objects.filter(pk=again.pk).update(training_class=training_class)


def test_whoever_left_the_way_does_not_wait_again(cast):
    training_class = make_class(cast.X)
    (row,) = put(training_class, sent(cast.A1, "Lò Thị Vắng"))
    Candidate.objects.filter(pk=row.candidate_id).update(stage="withdrawn", closed_on=today())
    actions.mark_absent(nomination=ClassNomination.objects.get(pk=row.pk), by=None)
    assert not ClassNomination.objects.filter(result="").exists()


# What integrity finds


def test_damage_to_a_class_is_found(cast):
    training_class = make_class(cast.X, seats=2)
    one, two = put(training_class, sent(cast.A1, "Lò Thị An"), sent(cast.A1, "Lò Thị Bình"))
    attended(training_class, one, 1)
    finish(training_class, one, two)
    assert list(classes()) == []
    training_class.sessions.first().present.add(sent(cast.A1, "Lò Thị Cúc"))
    ClassNomination.objects.filter(pk=one.pk).update(certificate_number="7")
    type(training_class).objects.update(seats=1)
    assert [line.split(":")[0] for line in classes()] == [
        f"Lớp số {training_class.pk}",
        f"Kết quả học số {one.pk}",
        f"Buổi học số {training_class.sessions.first().pk}",
    ]


# Two hundred people


@pytest.mark.once
def test_a_class_of_two_hundred_is_closed_in_few_statements(cast, monkeypatch):
    # Two hundred pages take a minute to draw; what they ask the database is asked before.
    monkeypatch.setattr("partydev.papers.rendering.as_one_pdf", lambda documents: f"{len(documents)}".encode())

    def closed(count):
        training_class = make_class(cast.X, least_attendance=50)
        people = [make_person(f"Người {number}") for number in range(count)]
        rows = []
        for person in people:
            candidate = Candidate(
                code=f"L{training_class.pk}-{person.pk}", person=person, stage="pool", stage_on=days_ago(100),
                waits_at=cast.A1, source="cell", entered_on=days_ago(100),
            ).place(cast.A1)  # fmt: skip
            rows.append(ClassNomination(candidate=candidate, kind="awareness", nominated_on=days_ago(40)))
        Candidate.objects.bulk_create([row.candidate for row in rows])
        ClassNomination.objects.bulk_create(rows)
        put(training_class, *rows)
        session = actions.add_session(training_class=training_class, by=None, held_on=days_ago(20), part="1_morning")
        actions.take_attendance(session=session, by=None, present=rows)
        pages = ("detail", "results", "sessions", "certificates_pdf")
        numbers = {row: f"{training_class.pk}-{at:03}" for at, row in enumerate(rows, 1)}
        with CaptureQueriesContext(connection) as queries:
            actions.record_results(
                training_class=training_class, by=None, completed=numbers, absent=[], completed_on=days_ago(15)
            )
        seen = [_asked(browser_of(cast["centre_X"]), url(name, training_class.pk)) for name in pages]
        return len(queries), seen

    few, pages = closed(5)
    many, same = closed(200)
    assert same[:-1] == pages[:-1]
    # SQLite takes so many values at a time, that alone makes it more than once; nothing is asked person by person.
    assert same[-1] <= pages[-1] + 5  # a row of the log for each whose birth day is printed
    assert many <= few + 60
    assert Certificate.objects.count() == 205


def _asked(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
