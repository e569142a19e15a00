"""What is due, for whom, by when, and by which clause: pure functions of a case. No Django here."""

from dataclasses import dataclass
from datetime import date, timedelta

from candidates.rules.admission import ceremony_deadline
from candidates.rules.calendar import month_later
from candidates.rules.probation import probation_ends_on

CELL, BASE, DECIDING = "cell", "base", "deciding"
CERTIFICATE_NOTICE = timedelta(days=90)


@dataclass(frozen=True)
class Duty:
    """Something to be done. `key` tells two duties of one kind apart; `due_on` None: no date by rule.

    `unsure` marks a date computed through a year whose holidays are not known.
    """

    kind: str
    text: str
    turn: str
    opens_on: date
    due_on: date | None
    citation: str = ""
    confidence: str = ""
    key: str = ""
    unsure: bool = False


NEXT_STEP = {
    "pool": "Xem xét đưa vào danh sách bồi dưỡng",
    "listed": "Bồi dưỡng, xem xét cho lập hồ sơ",
    "dossier_opened": "Hướng dẫn viết đơn xin vào Đảng",
    "applied": "Hướng dẫn kê khai lý lịch",
    "cv_declared": "Đề nghị thẩm tra, xác minh lý lịch",
    "verifying": "Theo dõi kết quả thẩm tra lý lịch",
    "verified": "Lấy giới thiệu và ý kiến nhận xét",
    "opinions_collected": "Họp chi bộ xét đề nghị kết nạp",
    "cell_resolved": "Gửi hồ sơ lên cấp ủy cấp trên",
    "returned": "Bổ sung, hoàn thiện hồ sơ rồi gửi lại",
    "submitted": "Thẩm định hồ sơ",
    "appraised": "Họp đảng ủy xét đề nghị kết nạp",
    "committee_resolved": "Trình cấp có thẩm quyền quyết định",
    "pending_decision": "Xét, quyết định kết nạp",
    "decided": "Tổ chức lễ kết nạp",
    "recognition_prepared": "Họp chi bộ xét đề nghị công nhận chính thức",
    "recognition_cell_resolved": "Họp đảng ủy xét đề nghị công nhận chính thức",
    "recognition_committee_resolved": "Quyết định công nhận chính thức",
    "recognized": "Làm thủ tục phát thẻ đảng viên",
}
# Where the base committee need not resolve, its step is left out.
WITHOUT_BASE_RESOLUTION = {
    "appraised": "committee_resolved",
    "recognition_cell_resolved": "recognition_committee_resolved",
}
TURNS = {
    "submitted": BASE,
    "appraised": BASE,
    "committee_resolved": BASE,
    "pending_decision": DECIDING,
    "recognition_cell_resolved": BASE,
    "recognition_committee_resolved": DECIDING,
}


def duties(facts, law, *, months_remarked, mentored_since):
    """The duties of a case, as it stands on `facts.on`.

    `months_remarked`: first days of the months that have a remark or an excuse; `mentored_since`:
    the day since which someone is assigned to help, or None.
    """
    found = []
    for make in (_next_step, _decision, _ceremony, _class_for_new_members, _recognition, _certificate, _mentor):
        duty = make(facts, law)
        if duty:
            found.append(duty)
    return found + _remarks(facts, months_remarked, mentored_since)


def _since(facts):
    return max([day for day in facts.dates.values() if day], default=facts.on)


def _cited(row):
    return {"citation": str(row.citation), "confidence": row.confidence}


# Their duty has a day by rule, and says what to do.
DATED = {
    "submitted",
    "returned",
    "appraised",
    "committee_resolved",
    "pending_decision",
    "decided",
    "recognition_prepared",
}


def _next_step(facts, law):
    text = NEXT_STEP.get(facts.stage)
    if text is None or facts.stage in DATED or facts.stage.startswith("recognition_"):
        return None
    return Duty("next_step", text, TURNS.get(facts.stage, CELL), _since(facts), None, key=facts.stage)


def _decision(facts, law):
    """From the cell's resolution the committees have their working days to decide."""
    recognition = facts.stage.startswith("recognition_c")
    admission = facts.stage in ("submitted", "returned", "appraised", "committee_resolved", "pending_decision")
    if not (recognition or admission):
        return None
    voted = facts.dates.get("recognition_cell_vote" if recognition else "cell_vote")
    if voted is None:
        return None
    row = law["recognition_decision_working_days" if recognition else "admission_decision_working_days"]
    deadline = law.calendar.add_working_days(voted, row.value)
    stage = facts.stage
    if not facts.needs_base_resolution:
        stage = WITHOUT_BASE_RESOLUTION.get(stage, stage)
    text = NEXT_STEP[stage]
    turn = TURNS.get(facts.stage, CELL)
    return Duty("decide", text, turn, voted, deadline.day, key=facts.stage, unsure=deadline.unsure, **_cited(row))


def _ceremony(facts, law):
    if facts.stage != "decided":
        return None
    deadline, row = ceremony_deadline(facts, law)
    opens = facts.decided_on or facts.on
    if deadline is None:
        return Duty("ceremony", "Ghi ngày chi bộ nhận quyết định, tổ chức lễ kết nạp", CELL, opens, None)
    return Duty("ceremony", "Tổ chức lễ kết nạp", CELL, opens, deadline.day, unsure=deadline.unsure, **_cited(row))


def _class_for_new_members(facts, law):
    if facts.stage != "probationary" or facts.new_member_class_on or facts.joined_on is None:
        return None
    row = law["new_member_class_required"]
    return Duty(
        "new_member_class",
        "Cử đi học lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới",
        CELL,
        facts.joined_on,
        probation_ends_on(facts.joined_on, law),
        **_cited(row),
    )


def _recognition(facts, law):
    if facts.stage not in ("probationary", "recognition_prepared") or facts.joined_on is None:
        return None
    row = law["recognition_vote_working_days"]
    end = probation_ends_on(facts.joined_on, law)
    deadline = law.calendar.add_working_days(end, row.value)
    return Duty(
        "recognition",
        "Chi bộ xét, đề nghị công nhận đảng viên chính thức",
        CELL,
        month_later(end, -1),
        deadline.day,
        unsure=deadline.unsure,
        **_cited(row),
    )


def _certificate(facts, law):
    """A certificate about to lose its validity before the cell has voted."""
    if facts.certificate_on is None or "cell_vote" in facts.dates or facts.joined_on:
        return None
    row = law["awareness_certificate_months"]
    last = month_later(facts.certificate_on, row.value)
    return Duty(
        "certificate",
        "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng sắp hết giá trị",
        CELL,
        last - CERTIFICATE_NOTICE,
        last,
        **_cited(row),
    )


def _mentor(facts, law):
    helped = ("listed", "dossier_opened", "applied", "cv_declared", "verifying", "verified", "opinions_collected")
    if facts.mentors or facts.stage not in (*helped, "probationary"):
        return None
    phase = "probation" if facts.stage == "probationary" else "candidate"
    return Duty(
        "mentor",
        "Phân công đảng viên chính thức giúp đỡ",
        CELL,
        _since(facts),
        None,
        key=phase,
        **_cited(law["mentor_assigned"]),
    )


def first_month_of_remarks(mentored_since):
    """The first month that asks for a remark: that of the assignment, or the next one after the 15th."""
    month = mentored_since.replace(day=1)
    return month_later(month, 1) if mentored_since.day > 15 else month


def _remarks(facts, months_remarked, mentored_since):
    """One a month while someone is assigned to help, due by the end of the month; a rule of the unit."""
    if mentored_since is None:
        return []
    month, found = first_month_of_remarks(mentored_since), []
    while month <= facts.on:
        if month not in months_remarked:
            last = month_later(month, 1) - timedelta(days=1)
            found.append(Duty("remark", f"Nhận xét tháng {month:%m/%Y}", CELL, month, last, key=f"{month:%Y-%m}"))
        month = month_later(month, 1)
    return found
