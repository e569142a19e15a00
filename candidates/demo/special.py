"""What does not go straight in the living present, by the actions themselves, each by who would do it.

`special_cases` first tells the ways up to where they turn, and returns what to do once they are written.
"""

from datetime import date, timedelta

from branches import actions as branch_actions
from branches.models import Member, MemberEvent
from candidates import actions
from candidates.actions.entry import Milestone
from candidates.demo.eligible import special_people
from candidates.demo.meetings import classes, meetings
from candidates.demo.numbering import number_on, resolution_beside
from candidates.demo.said import say_about
from candidates.demo.striking import striking
from candidates.demo.way import month_of
from candidates.demo.writing import reread
from candidates.gather import voting_base
from candidates.judging import asked_ballot
from candidates.models import Candidate
from candidates.pipeline import CELL, TRANSITIONS
from candidates.seen import Course
from candidates.voters import roster_of
from partydev.dates import add_months

TASKS = (
    ("Phụ trách đội tuyên truyền về đợt làm sạch đường làng", True),
    ("Vận động năm hộ tham gia bảo hiểm y tế", True),
    ("Hướng dẫn thanh niên thôn dùng dịch vụ công trực tuyến", False),
    ("Tổ chức buổi sinh hoạt chi đoàn về truyền thống địa phương", False),
)


class Turns:
    """Verbs of this module: a step by the hands of the person's cell, on a day some days ago."""

    def __init__(self, commune):
        self.commune = commune

    def __call__(self, way, transition, days_ago, *, number="", is_lost=False, **fields):
        candidate, step = reread(way.candidate), TRANSITIONS[transition]
        key = next(key for key, other in self.commune.ways if other is way)
        by, on = self.commune.secretaries[key], self.commune.ago(days_ago)
        if step.permission == "decision_record":
            by = self.commune.users["ghinhan"]
        ballot = None
        if asked_ballot(step):
            ballot = _unanimous(candidate, step.ballot.body, on)
        if is_lost:
            half = ballot["votes_for"] // 2
            ballot |= {"votes_for": half, "votes_against": ballot["votes_for"] - half}
        return actions.advance(
            candidate=candidate,
            transition=transition,
            by=by,
            on=on,
            paper=actions.Paper(number),
            ballot=ballot,
            **fields,
        )


def _unanimous(candidate, body, on):
    """All who are there agree; in a cell they are ticked on its list, where who is exempt stays away."""
    if body == CELL:
        roster = roster_of(candidate.organization, on, without=candidate.member_id)
        return {"roster": roster, "votes_for": roster.present, "votes_against": 0, "votes_other": 0}
    base = voting_base(candidate, body, on)
    return {"eligible": base, "present": base, "votes_for": base, "votes_against": 0, "votes_other": 0}


def special_cases(commune):
    """Tell the ways that will turn; returns the function that lets them."""
    ahead = lambda days: commune.ago(-days)  # noqa: E731 - read six times below
    tell = commune.tell
    returned = [tell("01", "submit", ahead(54)), tell("09", "submit", ahead(48))]
    deferred = tell("03", "start_verification", ahead(140))
    withdrawn = [tell("04", "list", ahead(180)), tell("10", "complete_class", ahead(120))]
    gone = [tell("08", "declare_cv", ahead(160)), tell("05", "complete_new_member_class", commune.ago(205))]
    struck = tell("10", "complete_new_member_class", commune.ago(322))
    ceremony = ahead(76)
    irregular = tell("10", "collect_opinions", ceremony, commune.newcomer("10", ceremony, education="primary"))
    moved = tell("02", "assign_mentor", ahead(320))
    told_classes, told_meetings = classes(commune), meetings(commune)
    told_people, told_striking = special_people(commune), striking(commune)

    def turn():
        step = Turns(commune)
        _return(commune, returned)
        step(
            deferred,
            "defer",
            12,
            number=number_on(commune.ago(12), "NQ/CB"),
            note="Chờ kết quả xác minh từ địa phương nơi cư trú cũ.",
        )
        for number, way in enumerate(withdrawn):
            step(
                way,
                "withdraw",
                30 + number,
                number=number_on(commune.ago(30 + number), "NQ/CB"),
                note="Chi bộ xét chưa tiếp tục bồi dưỡng.",
            )
        for number, way in enumerate(gone):
            step(
                way, "transfer_out", 20 + number, number=f"{16 - number}-GGT", note="Chuyển đến làm việc tại tỉnh bạn."
            )
        step(struck, "strike_off_cell_vote", 55, number=resolution_beside(struck, commune.ago(55)))
        step(
            struck,
            "strike_off",
            41,
            number=number_on(commune.ago(41), "QĐ/ĐU"),
            note="Bỏ sinh hoạt ba tháng không có lý do.",
        )
        step(
            irregular,
            "cell_vote",
            5,
            number=resolution_beside(irregular, commune.ago(5)),
            as_happened=True,
            reason="Chi bộ đã biểu quyết khi chưa xin ý kiến về trình độ học vấn; báo cáo cấp trên.",
        )
        actions.move_cell(
            candidate=reread(moved.candidate),
            to=commune.cells["05"],
            by=commune.users["truongban"],
            on=commune.ago(9),
            paper_number="03-GGT",
        )
        told_classes()
        told_meetings()
        told_people()
        told_striking(step)
        _taken_over(commune)
        _readmission(commune)
        _unions_introduce(commune)
        _offered(commune)
        _tasks(commune)
        _papers_half_checked(commune)
        _members_come_and_go(commune)
        _month_without_meeting(commune)

    return turn


def _return(commune, ways):
    points = (
        [("37", "Đơn chưa ghi ngày, tháng.", "04"), ("01", "Mục gia đình thiếu năm sinh của anh trai.", "11")],
        [("42", "Bản tổng hợp chưa có ý kiến của chi ủy nơi cư trú.", "15")],
    )
    for number, (way, listed) in enumerate(zip(ways, points, strict=True)):
        actions.request_completion(
            candidate=reread(way.candidate), by=commune.users["canbo"], on=commune.ago(3 - number), points=listed
        )
    first = reread(ways[0].candidate).requests.get().points.first()
    actions.answer_point(point=first, by=commune.users["bithu"], answer="Đã ghi ngày, tháng vào đơn.")


def _register(commune, key, on, **fields):
    """Someone new to the system, saved."""
    person = commune.newcomer(key, on, **fields)
    person.save()
    return person


def _taken_over(commune):
    """Two whose way began before the cell kept it here."""
    paper = actions.Paper
    actions.take_over(
        by=commune.secretaries["08"],
        organization=commune.cells["08"],
        person=_register(commune, "08", commune.today),
        stage="verifying",
        entered_on=commune.ago(420),
        milestones=[
            Milestone("list", commune.ago(400), paper(number_on(commune.ago(400), "NQ/CB"))),
            Milestone("open_dossier", commune.ago(120), paper(number_on(commune.ago(120), "NQ/CB"))),
        ],
        note="Chi bộ bắt đầu theo dõi trên hệ thống; các bước trước ghi theo sổ.",
    )
    actions.take_over(
        by=commune.secretaries["04"],
        organization=commune.cells["04"],
        person=_register(commune, "04", commune.ago(250)),
        stage="probationary",
        entered_on=commune.ago(700),
        milestones=[
            Milestone("decide", commune.ago(268), paper(number_on(commune.ago(268), "QĐ/ĐU"))),
            Milestone("admit", commune.ago(250)),
        ],
        note="Tiếp nhận đảng viên dự bị đang theo dõi bằng sổ giấy.",
    )


def _readmission(commune):
    """Someone struck off years ago whom the cell considers again."""
    person = _register(commune, "09", commune.today, kind="none", age=41)
    member = branch_actions.record_roster(
        by=None,
        person=person,
        organization=commune.cells["09"],
        status=Member.Status.FULL,
        on=commune.ago(2400),
        joined_on=commune.ago(3600),
        recognized_on=commune.ago(3235),
    )
    left = commune.ago(1650)
    branch_actions.record_departure(
        by=None, member=member, kind=MemberEvent.Kind.STRUCK_OFF, on=left, paper_number="17-QĐ/HU", paper_on=left
    )
    candidate = actions.enter_pool(
        by=commune.secretaries["09"],
        organization=commune.cells["09"],
        person=person,
        on=commune.ago(45),
        source="cell",
        is_readmission=True,
        left_party_on=left,
        evidence="Nhiều năm phấn đấu trở lại; được nhân dân tín nhiệm bầu làm trưởng thôn.",
    )
    actions.correct_case(
        candidate=candidate,
        by=commune.secretaries["09"],
        version=candidate.version,
        source="cell",
        left_party_because="other",
    )
    actions.record_ground(
        candidate=candidate,
        by=commune.users["canbo"],
        kind="readmission_consent",
        number="96-CV/TU",
        issued_on=commune.ago(20),
        issuer="Ban Thường vụ Tỉnh ủy",
    )


def _unions_introduce(commune):
    for key, by, union, name in (
        ("01", "doanthanhnien", "youth_union", "Ban Chấp hành Đoàn xã Phú Lâm"),
        ("06", "doanthanhnien", "youth_union", "Ban Chấp hành Đoàn xã Phú Lâm"),
        ("dn-2", "congdoan", "trade_union", "Ban Chấp hành Công đoàn Công ty May Phú Lâm"),
    ):
        person = commune.newcomer(key, commune.today, kind="youth" if union == "youth_union" else "trade")
        actions.introduce_new(
            by=commune.users[by],
            organization=commune.cells[key],
            full_name=person.full_name,
            birth_date=person.birth_date,
            sex=person.sex,
            union=union,
            union_name=name,
            on=commune.ago(6),
            paper_number="05-NQ/BCH",
            evidence="Nòng cốt của phong trào; hoàn thành tốt nhiệm vụ đoàn thể giao.",
            proposed_by="Chi đoàn thôn" if union == "youth_union" else "Tổ công đoàn chuyền may",
            vote=actions.UnionVote(met_on=commune.ago(7), total=15, present=13, votes_for=13),
        )
    for by, union, number in (("doanthanhnien", "youth_union", 12), ("congdoan", "trade_union", 6)):
        actions.register_number(
            by=commune.users[by],
            organization=commune.cells["01"].parent,
            union=union,
            year=commune.today.year,
            number=number,
            on=min(commune.today, date(commune.today.year, 1, 20)),
        )


def _offered(commune):
    """Somebody who moves to another village: the cell there has not answered yet."""
    way = next(way for key, way in commune.ways if key == "01" and way.until == "assign_mentor")
    actions.offer_transfer(
        candidate=reread(way.candidate),
        to=commune.cells["03"],
        by=commune.users["bithu"],
        on=commune.ago(4),
        reason="Chuyển đến ở cùng gia đình tại thôn khác.",
        paper_number="05-GCN",
    )


def _tasks(commune):
    people = [way for key, way in commune.ways if key == "01" and way.until in ("open_dossier", "start_verification")]
    people += [way for key, way in commune.ways if key == "01" and way.until == "assign_mentor"]
    for number, (title, done) in enumerate(TASKS):
        way = people[number % len(people)]
        given = commune.ago(50 - 8 * number)
        task = actions.give_task(
            candidate=reread(way.candidate),
            by=commune.users["bithu"],
            title=title,
            given_on=given,
            due_on=given + timedelta(days=30),
        )
        if done:
            actions.complete_task(
                task=task,
                by=commune.users["bithu"],
                done_on=given + timedelta(days=25),
                result="Hoàn thành tốt, đúng hạn.",
            )


def _papers_half_checked(commune):
    """The officer has begun with one of the dossiers that were sent."""
    candidate = Candidate.objects.filter(stage="submitted", organization=commune.cells["02"]).first()
    papers = list(candidate.papers.order_by("code"))
    actions.accept_papers(candidate=candidate, by=commune.users["canbo"], papers=papers[:3])
    course = Course(candidate)
    for paper in papers[:4]:
        actions.tick_seen(paper=paper, by=commune.users["canbo"], content=course.content(paper))
    say_about(candidate, commune.users["canbo"], papers[3])


def _members_come_and_go(commune):
    for number in range(2):
        person = commune.maker.names.member(commune.ago(100), occupation="03")
        person.save()
        branch_actions.transfer_in(
            by=commune.users["truongban"],
            person=person,
            organization=commune.cells["cq"],
            status=Member.Status.FULL,
            on=commune.ago(100 + number),
            other_place="Đảng bộ xã An Khê",
            other_province=False if number else None,  # one nobody said of: Biểu 1 asks for it
            paper_number=f"0{5 - number}-GGT",
            paper_on=commune.ago(104),
            joined_on=commune.ago(3000),
            recognized_on=commune.ago(2635),
        )
    truongban = commune.users["truongban"]
    branch_actions.transfer_out(
        by=truongban,
        member=_still_there(commune, "ca", 6),
        on=commune.ago(70),
        other_place="Đảng bộ Công an tỉnh",
        other_province=False,
        paper_number="31-GGT",
        paper_on=commune.ago(72),
    )
    branch_actions.transfer_member(
        by=truongban, member=_still_there(commune, "03", 8), to=commune.cells["04"], on=commune.ago(33)
    )
    branch_actions.record_departure(
        by=truongban, member=_still_there(commune, "10", -1), kind=MemberEvent.Kind.DECEASED, on=commune.ago(15)
    )
    branch_actions.exempt_member(by=truongban, member=_still_there(commune, "02", 6), on=commune.ago(190))


def _still_there(commune, key, number):
    return Member.objects.select_related("organization").get(pk=commune.member(key, number).pk)


def _month_without_meeting(commune):
    """The cell 06 did not meet last month, and says why."""
    actions.skip_meeting(
        organization=commune.cells["06"],
        month=add_months(month_of(commune.today), -1),
        by=commune.secretaries["06"],
        because="Mưa lũ chia cắt đường vào thôn; chi bộ họp bù vào tháng sau.",
    )
