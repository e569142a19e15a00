"""Damage to the rows, done behind the back of the actions: for each check of `manage.py integrity` at least one."""

import os
import time
from contextlib import contextmanager
from uuid import uuid4

from django.db import connection
from django.utils.timezone import now

from accounts.models import Grant
from branches.models import Member, Organization, TargetRegistration
from candidates import actions
from candidates.actions._common import build_event
from candidates.models import (
    Candidate,
    CellAttendance,
    CellMeeting,
    Certificate,
    ClassNomination,
    CommitteeAttendance,
    CommitteeMeeting,
    DossierVersion,
    Introduction,
    MeetingCase,
    Obligation,
    Remedy,
    SourceList,
    StageEvent,
    VoteRoster,
)
from candidates.scans import store
from dossiers import cv_actions
from dossiers.models import FormText
from tests.access.world import with_relatives as with_scans
from tests.candidates.class_cases import finish, make_class, put, sent
from tests.candidates.desk_cases import appraised, step, submitted, vote
from tests.candidates.meeting_pages import planned
from tests.candidates.scan_pages import a_dossier, keep
from tests.factories import days_ago, make_candidate, today
from tests.reports import damage as reports_damage

AS_HAPPENED = {"reason": "Họp muộn do mưa lũ", "as_happened": True}


@contextmanager
def unguarded(model, *, trigger="", check="", unique=""):
    """The database lets pass what its trigger or constraint refuses; for the rest of the test's transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if trigger:
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{trigger}"{on}')
        if unique:
            cursor.execute(f'DROP INDEX "{unique}"')
        if check and connection.vendor == "postgresql":
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{check}"')
        elif check:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            yield
        finally:
            if check and connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints = OFF")


def damage_stage(cast):
    Candidate.objects.filter(pk=cast.candidates["a1"].pk).update(stage="listed")


def damage_closing(cast):
    Candidate.objects.filter(pk=cast.candidates["a1"].pk).update(closed_on=days_ago(1))


def damage_order(cast):
    candidate = cast.candidates["a1"]
    event = build_event(candidate, "list", by=None, on=days_ago(5000), to_stage="listed")
    StageEvent.objects.bulk_create([event])
    Candidate.objects.filter(pk=candidate.pk).update(stage="listed")


def damage_source(cast):
    candidate = cast.candidates["a1"]
    event = build_event(candidate, "apply", by=None, on=days_ago(1), to_stage="applied", from_stage="dossier_opened")
    StageEvent.objects.bulk_create([event])
    Candidate.objects.filter(pk=candidate.pk).update(stage="applied")


def damage_pool(cast):
    event = build_event(cast.candidates["a1"], "remark", by=None, on=days_ago(1), to_stage="pool")
    event.pool_delta = 1
    StageEvent.objects.bulk_create([event])


def damage_pending(cast):
    event = build_event(cast.candidates["a1"], "remark", by=None, on=days_ago(1), to_stage="pool")
    event.pending_delta = -1
    StageEvent.objects.bulk_create([event])


def damage_offer(cast):
    case = cast.candidates["a1"]
    actions.offer_transfer(candidate=case, to=cast.B1, by=cast["sec_A1"], on=days_ago(3), reason="Chuyển công tác")
    case.offers.update(from_cell=cast.A2)


def damage_member(cast):
    Member.objects.filter(pk=cast.mentor_member.pk).update(status=Member.Status.PROBATIONARY)


def damage_leaving(cast):
    Member.objects.filter(pk=cast.mentor_member.pk).update(left_on=days_ago(1), left_by="deceased")


def damage_membership(cast):
    case = make_candidate(cast.A1, "probationary")
    Candidate.objects.filter(pk=case.pk).update(member=None)


def damage_ancestors(cast):
    Candidate.objects.filter(pk=cast.candidates["a1"].pk).update(ancestor_1=cast.B.pk)


def damage_path(cast):
    Organization.objects.filter(pk=cast.A1.pk).update(parent=cast.B)


def damage_name(cast):
    Organization.objects.filter(pk=cast.A1.pk).update(name="Tên khác")


def damage_grant(cast):
    Grant.objects.filter(user=cast["sec_A1"]).first().delete()


def damage_vote(cast):
    case = submitted(cast, days_ago(100))
    event = build_event(case, "cell_vote", by=None, on=days_ago(1), to_stage="submitted", from_stage="submitted")
    StageEvent.objects.bulk_create([event])
    event = StageEvent.objects.order_by("pk").last()
    counts = {"eligible": 9, "present": 9, "votes_for": 3, "votes_against": 6, "votes_other": 0, "needed": 3}
    case.votes.create(
        event=event, organization=cast.A1, purpose="admission", body="cell", met_on=days_ago(1), carried=True, **counts
    )


def damage_turn(cast):
    Candidate.objects.filter(pk=cast.candidates["a1"].pk).update(waits_at=cast.B)


def damage_running(cast):
    """Out of the pool before coming into it: right today, one short in between."""
    case = cast.candidates["a1"]
    for days, change in ((900, -1), (800, 1)):
        event = build_event(case, "remark", by=None, on=days_ago(days), to_stage="pool")
        event.pool_delta = change
        StageEvent.objects.bulk_create([event])


def damage_place(cast):
    """As many in the pool as there should be, one of them counted where nobody stands."""
    for place, change in ((cast.A1, -1), (cast.B1, 1)):
        event = build_event(cast.candidates["a1"], "remark", by=None, on=days_ago(1), to_stage="pool")
        event.place(place).pool_delta = change
        StageEvent.objects.bulk_create([event])


def damage_decision(cast):
    case = make_candidate(cast.A1, "probationary")
    event = build_event(case, "decide", by=None, on=days_ago(1), to_stage="probationary", taken_over=True)
    StageEvent.objects.bulk_create([event])


def damage_grant_without_appointment(cast):
    grant = Grant.objects.filter(user=cast["sec_A1"]).first()
    Grant.objects.create(user=cast["auditor_X"], permission=grant.permission, content_object=cast.B)


def damage_due(cast):
    make_candidate(cast.A1, "applied")
    Obligation.objects.filter(pk=Obligation.objects.open().first().pk).update(due_on=days_ago(4000))


def damage_meeting(cast):
    case, other = appraised(cast, days_ago(200)), cast.candidates["a1"]
    meeting = planned(cast, case)
    MeetingCase.objects.filter(meeting=meeting).update(event=other.events.first())


def damage_certificate(cast):
    training_class = make_class(cast.X)
    rows = put(training_class, sent(cast.A1, "Lò Thị An"))
    finish(training_class, *rows)
    ClassNomination.objects.filter(pk=rows[0].pk).update(certificate_number="Số khác")


def damage_attendance(cast):
    meeting = planned(cast, present=5)
    names = [CommitteeAttendance(meeting=meeting, full_name=f"Ủy viên {number}") for number in range(6)]
    CommitteeAttendance.objects.bulk_create(names)


def damage_people_of_meeting(cast):
    meeting = planned(cast)
    with unguarded(CommitteeMeeting, check="meeting_present_within_eligible"):
        CommitteeMeeting.objects.filter(pk=meeting.pk).update(present=10)


def damage_votes_of_meeting(cast):
    meeting = planned(cast, appraised(cast, days_ago(200)))
    votes = {"present": 9, "votes_for": 9, "votes_against": 0, "votes_other": 0}
    paper = actions.Paper("45-NQ/ĐU")
    actions.record_result(case=meeting.cases.get(), by=cast["rec_A"], votes=votes, paper=paper, **AS_HAPPENED)
    CommitteeMeeting.objects.filter(pk=meeting.pk).update(eligible=8, present=8)


def damage_union(cast):
    row = Introduction.objects.create(
        candidate=cast.candidates["a1"], union="youth_union", union_name="Đoàn", introduced_on=days_ago(5),
        met_on=days_ago(6), total=9, present=8, votes_for=7, needed=5,
    )  # fmt: skip
    with unguarded(Introduction, check="union_voted_wholly_or_not"):
        Introduction.objects.filter(pk=row.pk).update(votes_for=9)


def damage_number(cast):
    """The resolution on one person bears that of another, of another day."""
    for days, number in ((150, "01-NQ/ĐU"), (100, "02-NQ/ĐU")):
        case = appraised(cast, days_ago(days + 60))
        event = step(case, "committee_vote", cast["rec_A"], days_ago(days), number, ballot=vote(8, 9), **AS_HAPPENED)
    with unguarded(StageEvent, trigger="candidates_stageevent_final"):
        StageEvent.objects.filter(pk=event.pk).update(paper_number="1 -nq/đu")


def damage_minutes(cast):
    for days, number in ((150, "01-BB/ĐU"), (100, "02-BB/ĐU")):
        CommitteeMeeting.objects.filter(pk=planned(cast, held_on=days_ago(days)).pk).update(minutes_number=number)
    CommitteeMeeting.objects.filter(minutes_number="02-BB/ĐU").update(minutes_number="01-BB/ĐU")


def damage_register(cast):
    training_class = make_class(cast.X)
    one, two = put(training_class, sent(cast.A1, "Lò Thị An"), sent(cast.A1, "Lò Thị Bình"))
    finish(training_class, one, two)
    with (
        unguarded(Certificate, trigger="candidates_certificate_final"),
        unguarded(Certificate, unique="certificate_number_once_a_year"),
    ):
        Certificate.objects.filter(nomination=two).update(number=one.certificates.get().number)


def damage_kept_number(cast):
    training_class = make_class(cast.X)
    (row,) = put(training_class, sent(cast.A1, "Lò Thị An"))
    finish(training_class, row)
    first = row.certificates.get()
    facts = {"issuer": cast.X, "kind": first.kind, "year": first.year, "issued_on": first.issued_on}
    Certificate.objects.create(nomination=row, turn=1, keeps_number=True, why="lost", number="77/GCN", **facts)


def damage_roster(cast):
    """A list without anybody beside a vote of five."""
    VoteRoster.objects.create(vote=submitted(cast, days_ago(100)).votes.get())


def damage_remedy(cast):
    Remedy.objects.create(event=cast.candidates["a1"].events.first(), kind="accepted", on=days_ago(1))


def damage_source_list(cast):
    people = [cast.candidates["a1"]]
    actions.file_source_list(by=None, organization=cast.A1, year=today().year, candidates=people)
    SourceList.objects.update(size=5)


def damage_registration(cast):
    row = TargetRegistration(
        year=today().year, value=3, assigned=3, state="assigned", submitted_on=days_ago(5), answered_on=days_ago(1)
    )
    row.place(cast.A).save()


def damage_cell_meeting(cast):
    row = CellMeeting(
        month=days_ago(40).replace(day=1), held_on=days_ago(40), minutes_number="02-BB/CB", closed_at=now()
    )
    row.place(cast.A1).save()


def damage_votes_of_cell(cast):
    """Of the five who voted the meeting names one as away."""
    case = make_candidate(cast.A1, "opinions_collected")
    vote_of = step(case, "cell_vote", cast["sec_A1"], days_ago(40), ballot=vote(4, 5), **AS_HAPPENED).vote
    row = CellMeeting(month=vote_of.met_on.replace(day=1), held_on=vote_of.met_on, minutes_number="9-BB/CB")
    row.closed_at = now()
    row.place(cast.A1).save()
    for place, member in enumerate(Member.objects.filter(organization=cast.A1, status=Member.Status.FULL)):
        absence = "" if place else "excused"
        CellAttendance.objects.create(meeting=row, member=member, full_name="Tên", is_full=True, absence=absence)


def damage_profile(cast):
    with with_scans():
        keep(a_dossier(cast), cast["sec_A1"])


def damage_file(cast):
    scan = keep(a_dossier(cast), cast["sec_A1"])
    store.path_of(scan.stored_name).write_bytes(b"khac")


def damage_row(cast):
    name = uuid4().hex
    path = store.path_of(name)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"khong cua ai")
    os.utime(path, (time.time() - 2 * store.HOUR,) * 2)


def damage_sent(cast):
    version = submitted(cast, days_ago(100)).versions.get()
    with unguarded(DossierVersion, trigger="candidates_dossierversion_final"):
        rows = [{**version.rows[0], "scans": ["0" * 64]}, *version.rows[1:]]
        DossierVersion.objects.filter(pk=version.pk).update(rows=rows)


def damage_relatives(cast):
    with with_scans():
        cv_actions.write_relative(
            candidate=make_candidate(cast.A1, "cv_declared"), by=None, kin="father", values={"full_name": "Lò Văn Kín"}
        )


def damage_asked(cast):
    values = {"relation": "father", "place": "home", "body": "Đảng ủy xã Bản Khoang", "method": "letter"}
    with with_scans():
        case = make_candidate(cast.A1, "verifying")
        actions.ask_about(candidate=case, by=None, full_name="Lò Văn Kín", **values)


def damage_form(cast):
    FormText.objects.create(candidate=cast.candidates["a1"], form="20-knd", values={"to_verify": "Ông Lò Văn Kín"})


# check -> (damage, what the command says of it)
DAMAGES = (
    ("stages", damage_stage, "đang ghi ở “listed”"),
    ("stages", damage_closing, "ngày kết thúc"),
    ("stages", damage_order, "trước việc liền trước"),
    ("stages", damage_source, "bắt đầu từ “dossier_opened”"),
    ("deltas", damage_pool, "số trong nguồn cộng theo việc là 2, theo bước là 1"),
    ("deltas", damage_pending, "số chờ quyết định cộng theo việc là -1"),
    ("running", damage_running, "cộng theo việc là -1 trong nguồn"),
    ("astray", damage_place, "nơi hồ sơ không ở: 1 nguồn, 0 chờ"),
    ("by_decision", damage_decision, "số dự bị tính theo ngày quyết định là 2, theo bước là 1"),
    ("offers", damage_offer, "đề nghị chuyển còn mở"),
    ("members", damage_member, "đang ghi là 1 và 0"),
    ("members", damage_leaving, "đang ghi là 0 và 0"),
    ("members", damage_membership, "mà không có trong danh sách đảng viên"),
    ("places", damage_ancestors, "candidates.Candidate số"),
    ("tree", damage_path, "không khớp với cấp trên"),
    ("tree", damage_name, "không khớp với lịch sử"),
    ("grants", damage_grant, "Tài khoản sec_a1: thiếu quyền"),
    ("grants", damage_grant_without_appointment, "Tài khoản auditor_x: có quyền"),
    ("turns", damage_turn, "ở bước “pool” chờ tổ chức số"),
    ("due", damage_due, "không khớp với quy định"),
    ("votes", damage_vote, "cần 3 trên 9 không phải là đa số"),
    ("rosters", damage_roster, "danh sách có 0 người được tính, phiếu ghi 5"),
    ("remedies", damage_remedy, "không bị đánh dấu chưa đúng quy định"),
    ("meetings", damage_meeting, "là của hồ sơ khác"),
    ("attendance_faults", damage_attendance, "danh sách có 6 ủy viên có mặt, phiên họp ghi 5"),
    ("committee_meetings", damage_people_of_meeting, "có mặt 10, tổng số ủy viên ghi 9"),
    ("committee_meetings", damage_votes_of_meeting, "nhiều hơn số ủy viên"),
    ("cell_meetings", damage_cell_meeting, "biên bản đã xong mà không có người dự"),
    ("cell_meetings", damage_votes_of_cell, "danh sách có 4 đảng viên chính thức có mặt, biểu quyết về hồ sơ"),
    ("union_votes", damage_union, "tán thành 9, cần 5, có mặt 8, tổng số 9 không khớp nhau"),
    ("numbers", damage_number, "a: số 01-NQ/ĐU của nghị quyết đứng ở cả hồ sơ"),
    ("numbers", damage_minutes, "a: số 01-BB/ĐU của biên bản đứng ở cả phiên họp"),
    ("classes", damage_certificate, "không khớp với sổ cấp"),
    ("certificates", damage_register, "số 01/GCN đã cấp 2 lần"),
    ("certificates", damage_kept_number, "cấp lại giữ số cũ mà trước đó không có số này"),
    ("source_lists", damage_source_list, "ghi 5 người, có 1 dòng"),
    ("registrations", damage_registration, "đã giao mà không có chỉ tiêu năm"),
    ("profile", damage_profile, "Chạy clear_scans để xóa"),
    ("files", damage_file, "có tệp khác với tệp đã nhận"),
    ("rows", damage_row, "không thuộc hồ sơ nào"),
    ("sent", damage_sent, "không còn bản chụp đã gửi"),
    ("relatives", damage_relatives, "hoàn cảnh gia đình còn được lưu"),
    ("names_of_verified", damage_asked, "còn lưu họ tên người thân"),
    *reports_damage.DAMAGES,
    ("names_in_forms", damage_form, "lưu người cần thẩm tra"),
)
# Asked only where scans may be kept.
WHERE_SCANS_ARE_KEPT = {"files", "rows", "sent"}
