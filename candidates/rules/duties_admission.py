"""What is due until the decision on admission: T1, T2, T4-T7, T15, T16, T19, T20. No Django here."""

from candidates.rules.admission import papers_count_from
from candidates.rules.calendar import month_later
from candidates.rules.deadlines import ADMISSION, DECISION_DAYS, RECOGNITION, decision_deadline
from candidates.rules.duties_base import BASE, CELL, DECIDING, NOTICE, Duty, cited, put_off, since
from candidates.rules.places import SECONDED, STUDENT, WORKER

CARD = "Làm thủ tục phát thẻ đảng viên"
ANNOUNCE = f"Công bố quyết định công nhận tại kỳ sinh hoạt chi bộ gần nhất; {CARD[0].lower()}{CARD[1:]}"
NEXT_STEP = {
    "pool": "Xem xét đưa vào danh sách bồi dưỡng",
    "listed": "Bồi dưỡng, xem xét cho lập hồ sơ",
    "dossier_opened": "Hướng dẫn viết đơn xin vào Đảng",
    "applied": "Hướng dẫn kê khai lý lịch",
    "cv_declared": "Đề nghị cấp ủy thẩm tra, xác minh lý lịch",
    "verified": "Lấy giới thiệu và ý kiến nhận xét",
    "opinions_collected": "Họp chi bộ xét đề nghị kết nạp",
    "cell_resolved": "Gửi hồ sơ lên cấp ủy cấp trên",
    "recognized": CARD,
}
# These have a day by rule; the days run from the cell's resolution.
TO_DECIDE = {
    "submitted": ("Thẩm định hồ sơ", BASE),
    "returned": ("Bổ sung, hoàn thiện hồ sơ rồi gửi lại", CELL),
    "appraised": ("Họp đảng ủy xét đề nghị kết nạp", BASE),
    "committee_resolved": ("Trình cấp có thẩm quyền quyết định", BASE),
    "pending_decision": ("Xét, quyết định kết nạp", DECIDING),
    "recognition_cell_resolved": ("Họp đảng ủy xét đề nghị công nhận chính thức", BASE),
    "recognition_committee_resolved": ("Quyết định công nhận chính thức", DECIDING),
}
# Where the base committee need not resolve, its step is left out.
WITHOUT_BASE_RESOLUTION = {
    "appraised": "committee_resolved",
    "recognition_cell_resolved": "recognition_committee_resolved",
}
BEFORE_VOTE = (
    "pool",
    "listed",
    "dossier_opened",
    "applied",
    "cv_declared",
    "verifying",
    "verified",
    "opinions_collected",
)


# Of which decision the cell is told, at the stage that it leads to; the key tells the two apart.
TOLD = {"decided": "kết nạp", "recognized": "công nhận đảng viên chính thức"}
KEYED = {"decided": "", "recognized": RECOGNITION}


def next_step(facts, law, clock):
    """What follows at a stage for which the rules set no day."""
    text, clause = NEXT_STEP.get(facts.stage), {}
    if text == CARD and "announced_at_next_meeting" in law and law.value("announced_at_next_meeting"):
        text, clause = ANNOUNCE, cited(law["announced_at_next_meeting"])
    return text and Duty("next_step", text, CELL, since(facts), None, key=facts.stage, **clause)


def decision(facts, law, clock):
    """From the cell's resolution the committees have their working days, or as long as was decided (T4 to T6)."""
    if facts.stage not in TO_DECIDE:
        return None
    key = RECOGNITION if facts.stage.startswith("recognition") else ADMISSION
    voted = facts.dates.get(DECISION_DAYS[key][0])
    text, turn = TO_DECIDE[facts.stage]
    if not facts.needs_base_resolution:
        text = TO_DECIDE[WITHOUT_BASE_RESOLUTION.get(facts.stage, facts.stage)][0]
    if voted is None:
        return None
    deadline, row = decision_deadline(key, voted, law)
    last, paper = put_off(facts, "decide", key, deadline.day, voted)
    return Duty("decide", text, turn, voted, last, key=key, unsure=deadline.unsure, extended=paper, **cited(row))


def notice(facts, law, clock):
    """The result is told to the cell promptly (T7), of admission and of recognition; no rule names a day."""
    if facts.stage not in TOLD:
        return None
    decided = facts.dates.get("recognize") if facts.stage == "recognized" else facts.decided_on
    received = facts.decision_received_on
    if decided is None or (received and received >= decided):
        return None
    return Duty(
        "notice", f"Gửi quyết định {TOLD[facts.stage]} về chi bộ", DECIDING, decided, None, key=KEYED[facts.stage]
    )


def certificate(facts, law, clock):
    """A certificate about to lose its validity before the cell has voted (T1)."""
    if facts.certificate_on is None or "cell_vote" in facts.dates or facts.joined_on:
        return None
    row = law["awareness_certificate_months"]
    last = month_later(facts.certificate_on, row.value)
    return Duty(
        "certificate",
        "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng sắp hết giá trị",
        CELL,
        last - NOTICE,
        last,
        **cited(row),
    )


def papers(facts, law, clock):
    """Papers that the cell has not considered in time are made anew, and the CV is verified again (T2)."""
    if not facts.opinions_on or facts.stage not in BEFORE_VOTE:
        return None
    row = law["papers_valid_months"]
    last = month_later(papers_count_from(facts, row.value), row.value)
    late = facts.on > last
    text = (
        f"Hồ sơ đã lập quá {row.value} tháng: làm lại giấy giới thiệu, ý kiến nhận xét, thẩm tra bổ sung lý lịch"
        if late
        else f"Chi bộ xét trước khi hồ sơ quá {row.value} tháng kể từ ngày lập"
    )
    return Duty("papers", text, CELL, last - NOTICE, last, **cited(row))


def readmission(facts, law, clock):
    """Someone who left the Party may be considered again from a day on (T15, T16)."""
    if not facts.is_readmission or facts.left_party_on is None or facts.stage not in BEFORE_VOTE:
        return None
    row = law["readmission_months"]
    first = month_later(facts.left_party_on, row.value)
    text = f"Đủ {row.value} tháng kể từ khi ra khỏi Đảng: được xem xét kết nạp lại"
    if facts.conviction_cleared_on:
        after = law["readmission_after_conviction_months"]
        cleared = month_later(facts.conviction_cleared_on, after.value)
        if cleared > first:
            row, first = after, cleared
            text = f"Đủ {after.value} tháng kể từ khi được xóa án tích: được xem xét kết nạp lại"
    return Duty("readmission", text, CELL, first, None, **cited(row))


# For whom a cell considers only after a time there: the rulebook's value, and what to do on that day.
ENGAGED = {
    WORKER: ("worker_months", "Đủ {} tháng làm việc ở đây: chi bộ nơi làm việc được xem xét"),
    STUDENT: ("student_months", "Đủ {} tháng học ở đây: chi bộ nơi học được xem xét"),
    SECONDED: ("secondment_months", "Đủ {} tháng công tác ở đây: chi bộ nơi đến được xem xét"),
}


def long_enough_here(facts, law, clock):
    """A worker, student or seconded person may be considered by this cell from a day on (T19, T20)."""
    if facts.engaged_as not in ENGAGED or facts.engaged_since is None or facts.stage not in BEFORE_VOTE:
        return None
    key, text = ENGAGED[facts.engaged_as]
    if key not in law:
        return None
    row = law[key]
    first = month_later(facts.engaged_since, row.value)
    return Duty("long_enough_here", text.format(row.value), CELL, first, None, **cited(row))


MAKERS = (next_step, readmission, long_enough_here, certificate, papers, decision, notice)
