"""`manage.py integrity`: silent on what the actions wrote, a line for each kind of damage."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Grant
from branches import actions as branch_actions
from branches.models import Member, Organization
from candidates import actions, integrity
from candidates.actions._common import build_event
from candidates.models import Candidate, ClassNomination, MeetingCase, Obligation, StageEvent
from tests.candidates.class_cases import finish, make_class, put, sent
from tests.candidates.desk_cases import appraised, step, submitted, vote
from tests.candidates.meeting_pages import planned
from tests.factories import days_ago, make_candidate, make_member

pytestmark = pytest.mark.django_db


def check(capsys):
    """The lines of the command; None when it finds nothing."""
    try:
        call_command("integrity")
    except CommandError:
        return capsys.readouterr().out
    return None


def test_what_the_actions_write_is_whole(cast, capsys):
    case = appraised(cast, days_ago(200))
    step(case, "committee_vote", cast["rec_A"], days_ago(150), ballot=vote(8, 9))
    returned = submitted(cast, days_ago(100))
    actions.request_completion(
        candidate=returned, by=cast["staff_A"], on=days_ago(50), points=[("37", "Thiếu chữ ký")]
    )
    actions.move_cell(candidate=returned, to=cast.A2, by=cast["head_A"], on=days_ago(40))
    for case, answer in ((cast.candidates["a1"], None), (make_candidate(cast.A2), "withdraw")):
        made = actions.offer_transfer(candidate=case, to=cast.B1, by=None, on=days_ago(9), reason="Chuyển công tác")
        if answer:
            step(case, answer, None, days_ago(2))
            made.refresh_from_db()
            assert made.state == "taken_back"
    step(returned, "defer", cast["sec_A2"], days_ago(30))
    for stage in ("applied", "pending_decision", "decided", "probationary", "recognized"):
        make_candidate(cast.A1, stage)
    probationer = make_member(cast.A2, status=Member.Status.PROBATIONARY, joined_on=days_ago(400))
    actions.take_over(
        by=None,
        organization=cast.A2,
        person=probationer.person,
        stage="probationary",
        entered_on=days_ago(900),
        milestones=[actions.Milestone("decide", days_ago(420)), actions.Milestone("admit", days_ago(400))],
    )
    branch_actions.transfer_member(by=None, member=make_member(cast.A1), to=cast.B1, on=days_ago(3))
    branch_actions.move(by=None, organization=cast.A1, parent=cast.B, on=days_ago(1))
    assert check(capsys) is None


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


def damage_decision(cast):
    case = make_candidate(cast.A1, "probationary")
    event = build_event(case, "decide", by=None, on=days_ago(1), to_stage="probationary", taken_over=True)
    StageEvent.objects.bulk_create([event])


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (damage_stage, "đang ghi ở “listed”"),
        (damage_closing, "ngày kết thúc"),
        (damage_order, "trước việc liền trước"),
        (damage_source, "bắt đầu từ “dossier_opened”"),
        (damage_pool, "số trong nguồn cộng theo việc là 2, theo bước là 1"),
        (damage_pending, "số chờ quyết định cộng theo việc là -1"),
        (damage_offer, "đề nghị chuyển còn mở"),
        (damage_member, "đang ghi là 1 và 0"),
        (damage_leaving, "đang ghi là 0 và 0"),
        (damage_membership, "mà không có trong danh sách đảng viên"),
        (damage_ancestors, "candidates.Candidate số"),
        (damage_path, "không khớp với cấp trên"),
        (damage_name, "không khớp với lịch sử"),
        (damage_grant, "Tài khoản sec_a1: thiếu quyền"),
        (damage_turn, "ở bước “pool” chờ tổ chức số"),
        (damage_running, "cộng theo việc là -1 trong nguồn"),
        (damage_decision, "số dự bị tính theo ngày quyết định là 2, theo bước là 1"),
        (damage_vote, "cần 3 trên 9 không phải là đa số"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_damage_is_named(cast, capsys, damage, words):
    damage(cast)
    assert words in (check(capsys) or "nothing found")


def test_grant_without_appointment_is_named(cast, capsys):
    grant = Grant.objects.filter(user=cast["sec_A1"]).first()
    Grant.objects.create(user=cast["auditor_X"], permission=grant.permission, content_object=cast.B)
    assert "Tài khoản auditor_x: có quyền" in check(capsys)


def test_the_questions_do_not_grow_with_the_data(cast, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        assert list(integrity.faults()) == []
    for _ in range(5):
        make_candidate(cast.A1, "applied")
    with django_assert_num_queries(len(few)):
        assert list(integrity.faults()) == []


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


@pytest.mark.parametrize(
    ("damage", "name"), [(damage_due, "due"), (damage_meeting, "meetings"), (damage_certificate, "classes")]
)
def test_each_of_these_checks_finds_its_damage(cast, damage, name):
    check_of = {each.__name__: each for each in integrity.CHECKS}[name]
    assert list(check_of()) == []
    damage(cast)
    assert list(check_of())
