"""Classes and committee meetings of the living present: one past and one to come of each."""

from datetime import time

from branches.models import Organization
from candidates import actions
from candidates.demo.writing import reread
from candidates.desk import numbers
from candidates.desk.attendance import everyone
from candidates.models import Candidate, ClassNomination, CommitteeMeeting, TrainingClass

AWARENESS, NEW_MEMBER = TrainingClass.Kind.AWARENESS, TrainingClass.Kind.NEW_MEMBER
STANDING, EXECUTIVE = CommitteeMeeting.Body.STANDING, CommitteeMeeting.Body.EXECUTIVE


def classes(commune):
    """Tell who was sent; returns what puts them on the rosters of classes, with results where it is over."""
    past = [commune.tell(key, "nominate", commune.ago(-235)) for key in ("01", "02", "03", "05", "08", "dn-1")]
    waiting = [commune.tell(key, "nominate", commune.ago(-318)) for key in ("01", "01", "04", "09", "10", "thpt-2")]

    def hold():
        xa, by = Organization.objects.get(code="phu-lam"), commune.users["trungtam"]

        def convene(kind, name, start, end, **more):
            return actions.create_class(
                by=by,
                organization=xa,
                kind=kind,
                name=name,
                starts_on=commune.ago(start),
                ends_on=commune.ago(end),
                venue="Hội trường Trung tâm chính trị",
                **more,
            )

        over = convene(AWARENESS, "Lớp bồi dưỡng nhận thức về Đảng, khóa trước", 75, 71, seats=40, least_attendance=80)
        sent = _nominations(past, AWARENESS)
        actions.assign_to_class(nominations=sent, training_class=over, by=by)
        _lessons(commune, over, sent, by)
        numbers = {nomination: f"{number:03}/GCN" for number, nomination in enumerate(sent[:-1], 101)}
        actions.record_results(
            training_class=over, by=by, completed=numbers, absent=sent[-1:], completed_on=commune.ago(71)
        )
        coming = convene(AWARENESS, "Lớp bồi dưỡng nhận thức về Đảng, khóa tới", -12, -16, seats=60)
        actions.assign_to_class(nominations=_nominations(waiting, AWARENESS)[:4], training_class=coming, by=by)
        new = convene(NEW_MEMBER, "Lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới", -20, -25)
        probationers = [way for _, way in commune.ways if way.until == "nominate_new_member"]
        actions.assign_to_class(nominations=_nominations(probationers, NEW_MEMBER)[:2], training_class=new, by=by)

    return hold


def _lessons(commune, over, sent, by):
    """Its decision, its signer, and five mornings; the last of the roster came to two of them."""
    signed = {"issuer": "Trung tâm chính trị xã Phú Lâm", "signer_post": "Giám đốc", "signer_name": "Đỗ Văn Khuê"}
    opened = {"number": "45-QĐ/ĐU", "issued_on": commune.ago(90)}
    actions.issue_paper(training_class=over, by=by, kind="mo-lop", **opened)
    actions.issue_paper(training_class=over, by=by, kind="chung-nhan", number="", issued_on=None, **signed)
    for at, days in enumerate(range(75, 70, -1)):
        session = actions.add_session(training_class=over, by=by, held_on=commune.ago(days), part="1_morning")
        actions.take_attendance(session=session, by=by, present=sent if at < 2 else sent[:-1])


def _nominations(ways, kind):
    ids = [way.candidate.pk for way in ways]
    return list(ClassNomination.objects.filter(candidate__in=ids, kind=kind, result="").order_by("pk"))


def meetings(commune):
    """Tell whom the last meeting considered; returns what holds it and plans the next ones."""
    admitted, refused = (commune.tell(key, "forward", commune.ago(-22)) for key in ("03", "09"))

    def hold():
        xa = Organization.objects.get(code="phu-lam")
        _past_meeting(commune, xa, admitted.candidate, refused.candidate)
        canbo = commune.users["canbo"]
        coming = actions.plan_meeting(
            by=canbo, organization=xa, body=STANDING, held_on=commune.ago(-5), eligible=xa.standing_size
        )
        for candidate in Candidate.objects.filter(stage="pending_decision", waits_at=xa).order_by("stage_on")[:4]:
            actions.add_case(meeting=coming, candidate=candidate, by=canbo)
        actions.issue_submission(meeting=coming, by=canbo, number="12-TTr/BXDĐ", on=commune.ago(1))
        school = Organization.objects.get(code="phu-lam-thpt")
        office = commune.users["vanphongtruong"]
        at_school = actions.plan_meeting(
            by=office, organization=school, body=EXECUTIVE, held_on=commune.ago(-3), eligible=school.committee_size
        )
        for candidate in Candidate.objects.filter(stage="appraised", waits_at=school):
            actions.add_case(meeting=at_school, candidate=candidate, by=office)

    return hold


# Of the standing committee whoever holds no post in the demonstration's rosters.
STANDING_TOO = (
    "Giàng A Páo",
    "Hoàng Thị Lụa",
    "Lò Văn Phúc",
    "Ma Văn Thịnh",
    "Nông Thị Hà",
    "Vàng A Dơ",
    "Sùng Thị Mỷ",
)


def _attended(meeting, by):
    """By name: all but one, who said why."""
    known = everyone(meeting)
    people = {each.key: ("", "") for each in known}
    people[known[-1].key] = ("excused", "Đi công tác")
    more = STANDING_TOO[: meeting.eligible - len(known)]
    chair = {"chair": known[0].name, "minutes_by": "Đinh Thị Thơm"}
    held = {"venue": "Phòng họp Đảng ủy xã", "began_at": time(8), "ended_at": time(9, 30)}
    actions.record_attendance(
        meeting=meeting, by=by, people=people, more=more, present=8, minutes_number="21-BB/ĐU", **chair, **held
    )


def _past_meeting(commune, xa, admitted, refused):
    """One decision, and one vote that did not carry."""
    canbo, ghinhan = commune.users["canbo"], commune.users["ghinhan"]
    meeting = actions.plan_meeting(
        by=canbo, organization=xa, body=STANDING, held_on=commune.ago(8), eligible=xa.standing_size
    )
    cases = [
        actions.add_case(meeting=meeting, candidate=reread(candidate), by=canbo) for candidate in (admitted, refused)
    ]
    actions.issue_submission(meeting=meeting, by=canbo, number="11-TTr/BXDĐ", on=commune.ago(9))
    _attended(meeting, ghinhan)
    decided = actions.Paper(numbers.next_number(meeting.organization, numbers.DECISION, commune.ago(6)))
    for case, votes_for in zip(cases, (8, 3), strict=True):
        actions.record_result(
            case=case,
            by=ghinhan,
            votes={"present": 8, "votes_for": votes_for, "votes_against": 8 - votes_for, "votes_other": 0},
            decided_on=commune.ago(6),
            paper=decided if votes_for == 8 else actions.Paper(),
            note="" if votes_for == 8 else "Đề nghị chi bộ tiếp tục bồi dưỡng, xem xét lại sau.",
        )
    actions.close_meeting(meeting=meeting, by=ghinhan)
